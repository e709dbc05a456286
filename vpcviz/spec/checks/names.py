"""DNS: hosted zones and their records, Resolver endpoints and rules."""

from vpcviz.model.addresses import parse_ip
from vpcviz.spec.checks.forms import values_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import shown


def check_names(book: Book) -> None:
    """Everything about names that Route 53 refuses."""
    _zones_of_vpcs(book)
    for zone in book["hosted_zones"]:
        for record in zone.get("records") or ():
            _record(book, zone, record)
    for endpoint in book["resolver_endpoints"]:
        _resolver_endpoint(book, endpoint)
    for rule in book["resolver_rules"]:
        _resolver_rule(book, rule)


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


def _record(book: Book, zone: Draft, record: Draft) -> None:
    name, domain, kind = record.get("name").rstrip(".").lower(), zone.name.rstrip(".").lower(), record.get("type") or "A"
    if domain and name != domain and not name.endswith("." + domain):
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


def _resolver_endpoint(book: Book, endpoint: Draft) -> None:
    """Source: Route 53 Resolver API Reference, CreateResolverEndpoint, IpAddresses."""
    if not endpoint.foreign and len(endpoint.get("ips") or ()) == 1:
        book.problems.add(
            endpoint.where("ips"), "a Resolver endpoint has at least two IP addresses", expected="two or more, in two zones"
        )


def _resolver_rule(book: Book, rule: Draft) -> None:
    endpoint = rule.get("endpoint")
    if isinstance(endpoint, Draft) and (endpoint.get("direction") or "inbound") != "outbound":
        message = f"the rule for {rule.get('domain') or rule.label} forwards through the inbound endpoint {endpoint.label}"
        book.problems.add(rule.where("endpoint"), message, expected="an outbound Resolver endpoint")
