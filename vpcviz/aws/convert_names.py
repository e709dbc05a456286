"""Converts Route 53's answers: private hosted zones, Resolver endpoints and rules. Only the members named here are ever kept."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, boolean, number, picked, records, text, texts
from vpcviz.aws.convert_access import domain
from vpcviz.aws.estate import Estate
from vpcviz.model import resources as r


def _zone_id(text_: str) -> str:
    return text_.removeprefix("/hostedzone/")


def hosted_zones(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Hosted zones of the account, private and public ones."""
    _zone(estate, answer, item, private=boolean(item, "Config", "PrivateZone") is not False)


def _zone(estate: Estate, answer: Answer, item: Mapping[str, Any], **fields: Any) -> None:
    estate.put(
        "hosted_zones",
        _zone_id(text(item, "Id")),
        answer,
        region="",
        name=domain(text(item, "Name")),
        records_known=False,
        managed_by=text(item, "LinkedService", "ServicePrincipal"),
        **fields,
    )


def hosted_zone(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The VPCs of one hosted zone, of any account and region."""
    zone = item.get("HostedZone")
    if not isinstance(zone, Mapping) or boolean(zone, "Config", "PrivateZone") is not True:
        return
    vpcs = [vpc for vpc in records(item, "VPCs") if text(vpc, "VPCId")]
    _zone(estate, answer, zone, vpcs=tuple(text(vpc, "VPCId") for vpc in vpcs))
    for vpc in vpcs:
        estate.regions.setdefault(text(vpc, "VPCId"), text(vpc, "VPCRegion"))


def zones_of_vpc(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The hosted zones of one VPC, among them those of other accounts, whose records only their owner can read."""
    owner, service = text(item, "Owner", "OwningAccount"), text(item, "Owner", "OwningService")
    theirs = bool(service) or owner not in ("", answer.account)
    estate.put(
        "hosted_zones",
        _zone_id(text(item, "HostedZoneId")),
        answer,
        owner=owner,
        aside=True,
        region="",
        name=domain(text(item, "Name")),
        vpcs=(answer.scope,) if answer.scope else (),
        records_known=False,
        managed_by=service,
        **({"foreign": True} if theirs else {}),
    )


def zone_records(estate: Estate, answer: Answer) -> None:
    """The records of one hosted zone, without those of the zone itself (SOA and its NS)."""
    identity = _zone_id(answer.scope)
    made = []
    for item in answer.items:
        name, kind = domain(text(item, "Name")), text(item, "Type")
        if not name or kind == "SOA":
            continue
        alias = domain(text(item, "AliasTarget", "DNSName"))
        values = tuple(
            domain(value) if kind in ("CNAME", "NS", "PTR") else value for value in picked(item, "ResourceRecords", "Value")
        )
        made.append(r.DnsRecord(name=name, type=kind, values=values, alias=alias, **_routing(item)))
    apex = domain(text(answer.items[0], "Name")) if answer.items else ""
    kept = tuple(record for record in made if not (record.type == "NS" and record.name == apex))
    estate.more("hosted_zones", identity, records=kept, records_known=True)


def _routing(item: Mapping[str, Any]) -> dict[str, Any]:
    """By which policy Route 53 chooses a record, and what the record says for it."""
    place, near, block = (item.get(member) for member in ("GeoLocation", "GeoProximityLocation", "CidrRoutingConfig"))
    weight, failover = number(item, "Weight"), text(item, "Failover").lower()
    routing, location = "simple", ""
    if weight is not None:
        routing = "weighted"
    elif failover in ("primary", "secondary"):
        routing = "failover"
    elif text(item, "Region"):
        routing, location = "latency", text(item, "Region")
    elif isinstance(place, Mapping):
        routing = "geolocation"
        location = "-".join(filter(None, (text(place, "CountryCode"), text(place, "SubdivisionCode")))) or text(
            place, "ContinentCode"
        )
    elif isinstance(near, Mapping):
        routing, location = "geoproximity", text(near, "AWSRegion") or text(near, "LocalZoneGroup") or _coordinates(near)
    elif isinstance(block, Mapping):
        routing, location = "cidr", text(block, "LocationName")
    elif boolean(item, "MultiValueAnswer"):
        routing = "multivalue"
    return {
        "routing": routing,
        "set_id": text(item, "SetIdentifier"),
        "weight": weight,
        "failover": failover if failover in ("primary", "secondary") else "",
        "location": location,
        "health_check": text(item, "HealthCheckId"),
        "evaluate_target_health": boolean(item, "AliasTarget", "EvaluateTargetHealth") or False,
    }


def _coordinates(item: Mapping[str, Any]) -> str:
    return ",".join(filter(None, (text(item, "Coordinates", "Latitude"), text(item, "Coordinates", "Longitude"))))


def resolver_endpoints(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Route 53 Resolver endpoints."""
    estate.put(
        "resolver_endpoints",
        text(item, "Id"),
        answer,
        name=text(item, "Name"),
        direction="outbound" if text(item, "Direction").upper().startswith("OUTBOUND") else "inbound",
        vpc=text(item, "HostVPCId"),
        security_groups=texts(item, "SecurityGroupIds"),
    )


def resolver_addresses(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """One address of a Resolver endpoint; its network interface is found by the address."""
    ip = text(item, "Ip") or text(item, "Ipv6")
    if text(item, "SubnetId") or ip:
        estate.more("resolver_endpoints", answer.scope, ips=(r.ResolverIp(subnet=text(item, "SubnetId"), ip=ip),))


def resolver_rules(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Resolver rules, without those that AWS defines in every region by itself."""
    identity = text(item, "Id")
    if identity.startswith("rslvr-autodefined-"):
        return
    targets = [ip for target in records(item, "TargetIps") if (ip := text(target, "Ip") or text(target, "Ipv6"))]
    estate.put(
        "resolver_rules",
        identity,
        answer,
        owner=text(item, "OwnerId"),
        name=text(item, "Name"),
        domain=domain(text(item, "DomainName")),
        type={"SYSTEM": "system", "RECURSIVE": "recursive", "DELEGATE": "delegate"}.get(text(item, "RuleType").upper(), "forward"),
        endpoint=text(item, "ResolverEndpointId"),
        target_ips=tuple(targets),
        delegation_record=domain(text(item, "DelegationRecord")),
    )


def rule_associations(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The VPCs whose queries a Resolver rule applies to."""
    if text(item, "Status") not in ("DELETING", "FAILED"):
        estate.more("resolver_rules", text(item, "ResolverRuleId"), vpcs=tuple(filter(None, [text(item, "VPCId")])))


# --- Profiles -------------------------------------------------------------------------------------------------------------


def profiles(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Route 53 Profiles, also those that another account shares: the account in the ARN owns them."""
    owner = (text(item, "Arn").split(":") + [""] * 5)[4]
    name = text(item, "Name")
    estate.put("route53_profiles", text(item, "Id"), answer, owner=owner, name=name, resources_known=False)


def profile_associations(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """The VPCs that a Profile is associated with."""
    if text(item, "Status") in ("DELETING", "DELETED", "FAILED"):
        return
    profile = text(item, "ProfileId")
    estate.put("route53_profiles", profile, answer, aside=True, resources_known=False)
    estate.more("route53_profiles", profile, vpcs=tuple(filter(None, [text(item, "ResourceId")])))
    if number(item, "Priority") is not None:
        estate.more("route53_profiles", profile, priority=number(item, "Priority"))


_IN_PROFILES = (
    (":hostedzone/", "hosted_zones"),
    (":resolver-rule/", "resolver_rules"),
    (":vpc-endpoint/", "interface_endpoints"),
)
"""What the ARNs of a Profile's resources have in them, and which field holds their ids."""


def profile_resources(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """What is in a Profile."""
    profile = text(item, "ProfileId") or answer.scope
    estate.more("route53_profiles", profile, resources_known=True)
    arn = text(item, "ResourceArn")
    if not arn or text(item, "Status") in ("DELETING", "DELETED", "FAILED"):
        return
    for part, field in _IN_PROFILES:
        if part in arn:
            estate.more("route53_profiles", profile, **{field: (arn.rpartition("/")[2],)})
            return
    estate.more("route53_profiles", profile, other_resources=(arn,))
