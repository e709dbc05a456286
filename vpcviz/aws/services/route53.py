"""Route 53: hosted zones with their VPCs and records."""

from sys import intern
from typing import Any

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, reads, refers
from vpcviz.aws.shapes import Shape, domain, word
from vpcviz.model import resources as r

POSITION = 80

_PRIVATE = ("Config.PrivateZone", True)


class Config(Shape, frozen=True, gc=False):
    """Whether a zone is private."""

    private_zone: bool | None = None


class LinkedService(Shape, frozen=True, gc=False):
    """The service that keeps a zone."""

    service_principal: str = ""


class Zone(Shape, frozen=True, gc=False):
    """A hosted zone."""

    id: str = ""
    name: str = ""
    config: Config = Config()
    linked_service: LinkedService = LinkedService()


def _zone_id(text: str) -> str:
    return text.removeprefix("/hostedzone/")


@reads(
    "route53",
    "ListHostedZones",
    "HostedZones",
    "hosted_zones",
    "hosted zones",
    Zone,
    "Id",
    tokens=MARKER,
    where="account",
)
def hosted_zones(estate: Estate, answer: Answer, item: Zone) -> None:
    """Hosted zones of the account, private and public ones."""
    _put(estate, answer, item, private=item.config.private_zone is not False)


def _put(estate: Estate, answer: Answer, item: Zone, **fields: Any) -> None:
    estate.put(
        "hosted_zones",
        _zone_id(item.id),
        answer,
        region="",
        name=domain(item.name),
        records_known=False,
        managed_by=item.linked_service.service_principal,
        **fields,
    )


class ZoneVpc(Shape, frozen=True, gc=False):
    """A VPC that a zone is associated with."""

    vpc_id: str = field(name="VPCId", default="")
    vpc_region: str = field(name="VPCRegion", default="")


class ZoneWithVpcs(Shape, frozen=True, gc=False):
    """A zone and its VPCs."""

    hosted_zone: Zone = Zone()
    vpcs: tuple[ZoneVpc, ...] = field(name="VPCs", default=())


@reads(
    "route53",
    "GetHostedZone",
    "HostedZone",
    "hosted_zones",
    "VPCs of hosted zones",
    ZoneWithVpcs,
    tokens=(),
    whole=True,
    where="account",
    each=Each("route53.ListHostedZones", "Id", "Id", only=_PRIVATE, own="HostedZone.Id"),
)
def hosted_zone(estate: Estate, answer: Answer, item: ZoneWithVpcs) -> None:
    """The VPCs of one hosted zone, of any account and region."""
    if not item.hosted_zone.config.private_zone:
        return
    vpcs = [vpc for vpc in item.vpcs if vpc.vpc_id]
    _put(estate, answer, item.hosted_zone, vpcs=tuple(vpc.vpc_id for vpc in vpcs))
    for vpc in vpcs:
        estate.regions.setdefault(vpc.vpc_id, vpc.vpc_region)


# --- records ------------------------------------------------------------------------------------------------------------


class Value(Shape, frozen=True, gc=False):
    """One value of a record."""

    value: str = ""


class Alias(Shape, frozen=True, gc=False):
    """What an alias record points to."""

    dns_name: str = field(name="DNSName", default="")
    evaluate_target_health: bool = False


class GeoLocation(Shape, frozen=True, gc=False):
    """Where the clients of a geolocation record are."""

    continent_code: str = ""
    country_code: str = ""
    subdivision_code: str = ""


class Coordinates(Shape, frozen=True, gc=False):
    """Where the resource of a geoproximity record is, outside AWS."""

    latitude: str = ""
    longitude: str = ""


class Proximity(Shape, frozen=True, gc=False):
    """Where the resource of a geoproximity record is."""

    aws_region: str = field(name="AWSRegion", default="")
    local_zone_group: str = ""
    coordinates: Coordinates = Coordinates()


class CidrRouting(Shape, frozen=True, gc=False):
    """Which clients a record of IP-based routing is for."""

    location_name: str = ""


class RecordSet(Shape, frozen=True, gc=False):
    """A record."""

    name: str = ""
    type: str = ""
    resource_records: tuple[Value, ...] = ()
    alias_target: Alias = Alias()
    set_identifier: str = ""
    weight: int | None = None
    failover: str = ""
    region: str = ""
    geo_location: GeoLocation | None = None
    geo_proximity_location: Proximity | None = None
    cidr_routing_config: CidrRouting | None = None
    multi_value_answer: bool = False
    health_check_id: str = ""


@reads(
    "route53",
    "ListResourceRecordSets",
    "ResourceRecordSets",
    "hosted_zones",
    "records of hosted zones",
    RecordSet,
    "Type",
    tokens=(
        ("NextRecordName", "StartRecordName"),
        ("NextRecordType", "StartRecordType"),
        ("NextRecordIdentifier", "StartRecordIdentifier"),
    ),
    where="account",
    each=Each("route53.ListHostedZones", "Id", "HostedZoneId"),
    together=True,
)
def zone_records(estate: Estate, answer: Answer) -> None:
    """The records of one hosted zone, without those of the zone itself (SOA and its NS)."""
    made = []
    for item in answer.items:
        name, kind = domain(item.name), intern(item.type)  # An interned default is left out of snapshots.
        if not name or kind == "SOA":
            continue
        values = [one.value for one in item.resource_records if one.value]
        made.append(
            r.DnsRecord(
                name=name,
                type=kind,
                values=tuple(domain(value) if kind in ("CNAME", "NS", "PTR") else value for value in values),
                alias=domain(item.alias_target.dns_name),
                **_routing(item),
            )
        )
    apex = domain(answer.items[0].name) if answer.items else ""
    kept = tuple(record for record in made if not (record.type == "NS" and record.name == apex))
    estate.more("hosted_zones", _zone_id(answer.scope), records=kept, records_known=answer.whole)


def _routing(item: RecordSet) -> dict[str, Any]:
    """By which policy Route 53 chooses a record, and what the record says for it."""
    failover = word(item.failover.lower())
    place, near = item.geo_location, item.geo_proximity_location
    routing, location = "simple", ""
    if item.weight is not None:
        routing = "weighted"
    elif failover:
        routing = "failover"
    elif item.region:
        routing, location = "latency", item.region
    elif place is not None:
        routing = "geolocation"
        location = "-".join(filter(None, (place.country_code, place.subdivision_code))) or place.continent_code
    elif near is not None:
        routing = "geoproximity"
        apart = ",".join(filter(None, (near.coordinates.latitude, near.coordinates.longitude)))
        location = near.aws_region or near.local_zone_group or apart
    elif item.cidr_routing_config is not None:
        routing, location = "cidr", item.cidr_routing_config.location_name
    elif item.multi_value_answer:
        routing = "multivalue"
    return {
        "routing": routing,
        "set_id": item.set_identifier,
        "weight": item.weight,
        "failover": failover,
        "location": location,
        "health_check": item.health_check_id,
        "evaluate_target_health": item.alias_target.evaluate_target_health,
    }


# --- by VPC -------------------------------------------------------------------------------------------------------------


class Owner(Shape, frozen=True, gc=False):
    """Whose a zone is: an account's, or a service's."""

    owning_account: str = ""
    owning_service: str = ""


class Summary(Shape, frozen=True, gc=False):
    """A hosted zone of a VPC."""

    hosted_zone_id: str = ""
    name: str = ""
    owner: Owner = Owner()


@reads(
    "route53",
    "ListHostedZonesByVPC",
    "HostedZoneSummaries",
    "hosted_zones",
    "hosted zones of VPCs",
    Summary,
    "HostedZoneId",
    each=Each("ec2.DescribeVpcs", "VpcId", "VPCId", also=(("VPCRegion", "region"),)),
)
def zones_of_vpc(estate: Estate, answer: Answer, item: Summary) -> None:
    """The hosted zones of one VPC, among them those of other accounts, whose records only their owner can read."""
    owner, service = item.owner.owning_account, item.owner.owning_service
    more: dict[str, Any] = {"foreign": True} if service or owner not in ("", answer.account) else {}
    estate.put(
        "hosted_zones",
        _zone_id(item.hosted_zone_id),
        answer,
        owner=owner,
        aside=True,
        region="",
        name=domain(item.name),
        vpcs=(answer.scope,) if answer.scope else (),
        records_known=False,
        managed_by=service,
        **more,
    )


@refers("hosted_zones")
def _vpcs(estate: Estate, thing: dict[str, Any]) -> None:
    """The VPCs that a zone is associated with."""
    for vpc in thing.get("vpcs", ()):
        estate.foreign_vpc(vpc, "", estate.regions.get(vpc, ""))
