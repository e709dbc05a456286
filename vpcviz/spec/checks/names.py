"""DNS: hosted zones and their records, Resolver endpoints and rules."""

from vpcviz.model.addresses import parse_ip
from vpcviz.model.domain_names import in_domain, normal
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.checks.forms import values_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import shown

_POLICIES = ("set_id", "weight", "failover", "location")
"""Words that only records with a routing policy have."""

MOST_SERVERS = 4
"""The most servers of a kind in a DHCP option set."""


def check_names(book: Book) -> None:
    """Everything about names that Route 53 refuses."""
    _zones_of_vpcs(book)
    for zone in book["hosted_zones"]:
        for record in zone.get("records") or ():
            _record(book, zone, record)
        _records_beside(book, zone)
        _policies_beside(book, zone)
    for endpoint in book["resolver_endpoints"]:
        _resolver_endpoint(book, endpoint)
    for rule in book["resolver_rules"]:
        _resolver_rule(book, rule)
    for options in book["dhcp_options"]:
        _dhcp(book, options)


@refuses("DHCP option set", "more than four DNS servers or NTP servers", "EC2 API Reference, CreateDhcpOptions")
def _dhcp(book: Book, options: Draft) -> None:
    for field, what in (("domain_name_servers", "DNS"), ("ntp_servers", "NTP")):
        servers = options.get(field) or ()
        if len(servers) > MOST_SERVERS:
            message = f"{options.label} has {len(servers)} {what} servers"
            book.refusals.add(options.item(field, MOST_SERVERS), message, expected=f"at most {MOST_SERVERS}")


def _is_simple(record: Draft) -> bool:
    return (record.get("routing") or "simple") == "simple" and not any(record.get(word) not in ("", None) for word in _POLICIES)


@refuses(
    "hosted zone",
    "a CNAME beside other records of its name",
    "Route 53 Developer Guide, Supported DNS record types, CNAME record type",
)
@refuses(
    "hosted zone",
    "two simple records of one name and type, a simple one beside others, or a set_id twice",
    "Route 53 API Reference, ChangeResourceRecordSets (InvalidChangeBatch)",
)
def _records_beside(book: Book, zone: Draft) -> None:
    types: dict[str, set[str]] = {}
    first: dict[tuple[str, str], Draft] = {}
    taken: set[tuple[str, str, str]] = set()
    for record in zone.get("records") or ():
        name, kind = normal(str(record.get("name"))), record.get("type") or "A"
        others = types.setdefault(name, set())
        if others and (kind == "CNAME" or "CNAME" in others) and kind not in others:
            message = f"{record.get('name')} has a CNAME and another record"
            book.refusals.add(record.where(), message, expected="a CNAME alone, or an alias")
        others.add(kind)
        other = first.setdefault((name, kind), record)
        chosen = str(record.get("set_id") or "")
        if other is not record and (_is_simple(record) or _is_simple(other)):
            message = f"{record.get('name')} has two records of the type {kind}"
            book.refusals.add(
                record.where(), message, expected="one simple record with all values, or a routing and set_id on each"
            )
        elif chosen and (name, kind, chosen) in taken:
            message = f"two records of {record.get('name')} have the set_id {shown(chosen)}"
            book.refusals.add(record.where("set_id"), message, expected="each once for a name and type")
        taken.add((name, kind, chosen))


def _policy(record: Draft) -> str:
    """A record's routing policy; a spec need not write it where it follows."""
    written = str(record.get("routing") or "simple")
    if written != "simple":
        return written
    if record.get("weight") not in ("", None):
        return "weighted"
    return "failover" if record.get("failover") else ""


@refuses(
    "hosted zone",
    "records of one name and type with different routing policies, or two primary (secondary) failover records",
    "Route 53 API Reference, ResourceRecordSet, Weight; Failover",
)
def _policies_beside(book: Book, zone: Draft) -> None:
    first: dict[tuple[str, str], Draft] = {}
    failover: set[tuple[str, str, str]] = set()
    for record in zone.get("records") or ():
        name, kind = normal(str(record.get("name"))), record.get("type") or "A"
        policy = _policy(record)
        other = first.setdefault((name, kind), record) if policy else record
        if policy and _policy(other) != policy:
            message = f"{record.get('name')} has {_policy(other)} and {policy} records of the type {kind}"
            book.refusals.add(record.where(), message, expected="one routing policy for a name and type")
        side = str(record.get("failover") or "")
        if side and (name, kind, side) in failover:
            message = f"{record.get('name')} has two {side} records of the type {kind}"
            book.refusals.add(record.where("failover"), message, expected="one primary and one secondary")
        failover.add((name, kind, side))


@refuses(
    "hosted zone",
    "two private zones of one name for a VPC",
    "Route 53 API Reference, AssociateVPCWithHostedZone (ConflictingDomainExists)",
    always=True,
)
def _zones_of_vpcs(book: Book) -> None:
    """Source: Route 53 Developer Guide, "Considerations when using a private hosted zone": one zone of a name for a VPC."""
    first: dict[tuple[int, str], Draft] = {}
    for zone in book["hosted_zones"]:
        if zone.get("managed_by") or zone.get("private", True) is False:
            continue
        for at, vpc in enumerate(zone.get("vpcs") or ()):
            if isinstance(vpc, Draft):
                other = first.setdefault((id(vpc), zone.name.lower()), zone)
                if other is not zone:
                    message = f"two private hosted zones for {zone.name} are associated with {vpc.label}: {other.id} and {zone.id}"
                    book.problems.add(zone.item("vpcs", at), message, expected="one zone of a name for a VPC")


@refuses(
    "hosted zone",
    "a record outside its zone, a CNAME at the top of one, a value that is no address",
    "Route 53 API Reference, ChangeResourceRecordSets (InvalidChangeBatch)",
    always=True,
)
def _record(book: Book, zone: Draft, record: Draft) -> None:
    name, domain, kind = normal(record.get("name")), normal(zone.name), record.get("type") or "A"
    if not in_domain(name, domain):
        message = f"the record {shown(record.get('name'))} is not in the zone {zone.name}"
        book.problems.add(record.where("name"), message, expected=f"a name that ends in {zone.name}")
    if kind == "CNAME" and name == domain:
        message = f"a CNAME cannot stand at the top of the zone {zone.name}"
        book.problems.add(record.where(), message, expected="an alias, or A records")
    version = {"A": 4, "AAAA": 6}.get(kind)
    for path, text in values_of(record, "values") if version else ():
        ip = parse_ip(text)
        if ip is None or ip[0] != version:
            book.problems.add(
                path, f"{shown(text)} is no IPv{version} address, as records of the type {kind} have", expected="an address"
            )


@refuses(
    "Resolver endpoint",
    "fewer than two IP addresses",
    "Route 53 Resolver API Reference, CreateResolverEndpoint, IpAddresses",
    always=True,
)
def _resolver_endpoint(book: Book, endpoint: Draft) -> None:
    """Source: Route 53 Resolver API Reference, CreateResolverEndpoint, IpAddresses."""
    if not endpoint.foreign and len(endpoint.get("ips") or ()) == 1:
        book.problems.add(
            endpoint.where("ips"), "a Resolver endpoint has at least two IP addresses", expected="two or more, in two zones"
        )


@refuses(
    "Resolver rule",
    "one that forwards through an inbound endpoint",
    "Route 53 Resolver API Reference, CreateResolverRule, ResolverEndpointId",
    always=True,
)
def _resolver_rule(book: Book, rule: Draft) -> None:
    endpoint = rule.get("endpoint")
    if isinstance(endpoint, Draft) and (endpoint.get("direction") or "inbound") != "outbound":
        message = f"the rule for {rule.get('domain') or rule.label} forwards through the inbound endpoint {endpoint.label}"
        book.problems.add(rule.where("endpoint"), message, expected="an outbound Resolver endpoint")
