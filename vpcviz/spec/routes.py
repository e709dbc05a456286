"""Routes of a spec: what their short words mean, the local ones, the main table, and those that gateway endpoints bring."""

from typing import Any

from vpcviz.model.addresses import parse_block
from vpcviz.model.services import GATEWAY_SERVICES, service_code
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.identity import adopt, names_of, near
from vpcviz.spec.problems import nearest, shown
from vpcviz.spec.regions import prefix_list_id, prefix_list_service
from vpcviz.spec.vocabulary import a, in_words, targets_of

TARGET_WORDS = {
    "internet_gateway": "internet_gateways",
    "igw": "internet_gateways",
    "nat_gateway": "nat_gateways",
    "nat": "nat_gateways",
    "egress_only_internet_gateway": "egress_only_internet_gateways",
    "eigw": "egress_only_internet_gateways",
    "carrier_gateway": "carrier_gateways",
    "vpn_gateway": "vpn_gateways",
    "vgw": "vpn_gateways",
    "transit_gateway": "transit_gateways",
    "tgw": "transit_gateways",
    "peering": "peerings",
    "gateway_load_balancer_endpoint": "gateway_load_balancer_endpoints",
    "gwlbe": "gateway_load_balancer_endpoints",
    "network_firewall": "network_firewalls",
}
"""Words for the only thing of a kind that a route of a VPC can lead to."""


_TARGETS = "local, the id or name of a gateway, endpoint, peering, interface or instance, or a word (internet_gateway)"


def fill_routes(book: Book) -> None:
    """Resolve the targets and destinations of all routes and add those that AWS adds by itself."""
    tables: dict[str, list[Draft]] = {}
    for table in book["route_tables"]:
        vpc = table.get("vpc")
        if isinstance(vpc, Draft):
            tables.setdefault(vpc.id, []).append(table)
    _main_tables(book, tables)
    for table in book["route_tables"]:
        for route in table.get("routes") or ():
            _resolve_route(book, table, route)
    _gateway_endpoints(book)
    for table in book["route_tables"]:
        if not table.foreign:
            _local_routes(table)
    for table in book["transit_gateway_route_tables"]:
        for field in ("associations", "propagations"):
            place = table.where(field)
            table.fields[field] = [attachment(book, table, item, (*place, at)) for at, item in enumerate(table.get(field) or ())]
        for route in table.get("routes") or ():
            _resolve_transit_route(book, table, route)


def _main_tables(book: Book, tables: dict[str, list[Draft]]) -> None:
    """A VPC has a main route table; it is filled in where none is written and a subnet needs it.

    Source: VPC User Guide, "Main route table".
    """
    associated = {subnet.id for table in book["route_tables"] for subnet in table.get("subnets") or () if isinstance(subnet, Draft)}
    lonely = {subnet.get("vpc") for subnet in book["subnets"] if subnet.id not in associated}
    for vpc in list(book["vpcs"]):
        own = tables.get(vpc.id, [])
        if vpc.foreign or any(table.get("main") for table in own) or (own and vpc not in lonely):
            continue
        fields = {word: vpc.get(word) for word in ("account", "region") if vpc.get(word)}
        table = adopt(book, book.new("route_tables", vpc, vpc.scope, vpc=vpc, main=True, **fields))
        tables.setdefault(vpc.id, []).append(table)


def _resolve_route(book: Book, table: Draft, route: Draft) -> None:
    destination, target = route.get("destination"), route.get("target")
    region = str(table.get("region"))
    if isinstance(destination, str) and destination and parse_block(destination) is None:
        route.fields["destination"] = _destination(book, table, destination, region, route)
    if isinstance(target, str) and target and target != "local":
        route.fields["target"] = _target(book, table, target, route)


def _destination(book: Book, table: Draft, text: str, region: str, route: Draft) -> Any:
    found = book.by_id.get(text)
    if found is not None and found.kind == "prefix_lists":
        return found
    if prefix_list_service(text)[1]:
        return text
    named = near(table, [other for other in book.by_name.get(text, ()) if other.kind == "prefix_lists"])
    if len(named) == 1:
        return named[0]
    if text in GATEWAY_SERVICES and region:
        return prefix_list_id(text, region)
    if not book.scan:
        expected = "a CIDR, a prefix list, s3 or dynamodb"
        book.problems.add(
            route.where("destination"),
            f"{shown(text)} is no destination of a route",
            expected=expected,
            hint=nearest(text, [*names_of(book, ("prefix_lists",)), *GATEWAY_SERVICES]),
        )
    return text


def _target(book: Book, table: Draft, text: str, route: Draft) -> Any:
    kinds = targets_of("Route", "target")
    found = book.by_id.get(text)
    if found is not None and found.kind in kinds:
        return found
    named = near(table, [other for other in book.by_name.get(text, ()) if other.kind in kinds])
    if len(named) == 1:
        return named[0]
    choices = named or _by_word(book, table, text)
    if len(choices) == 1:
        return choices[0]
    if book.scan or (route.get("state") == "blackhole"):
        return text
    _no_target(book, table, text, route, choices)
    return text


def _no_target(book: Book, table: Draft, text: str, route: Draft, choices: list[Draft]) -> None:
    place = route.where("target")
    if choices:
        names = ", ".join(sorted(other.label for other in choices)[:4])
        book.problems.add(place, f"{shown(text)} means {len(choices)} things", expected=f"one of them by name or id: {names}")
        return
    vpc = table.get("vpc")
    of_vpc = f" in {vpc.label}" if isinstance(vpc, Draft) else ""
    words = [*names_of(book, targets_of("Route", "target")), *TARGET_WORDS, "local", *GATEWAY_SERVICES]
    if text in TARGET_WORDS:
        one = in_words(TARGET_WORDS[text])
        book.problems.add(
            place,
            f"a route leads to {shown(text)}, but there is no {one}{of_vpc}",
            expected=f"{a(TARGET_WORDS[text])} in the document",
        )
        return
    wrong = book.by_id.get(text) or next(iter(book.by_name.get(text, ())), None)
    if wrong is not None:
        book.problems.add(place, f"a route cannot lead to {a(wrong.kind)}, such as {shown(text)}", expected=_TARGETS)
    else:
        book.problems.add(
            place,
            f"a route leads to {shown(text)}, which does not exist",
            expected=_TARGETS,
            hint=nearest(text, words),
        )


def _by_word(book: Book, table: Draft, text: str) -> list[Draft]:
    """What a word such as `nat` or `s3` means for a table: the VPC's only one, or the one in the zone of the table's subnets."""
    vpc = table.get("vpc")
    if text in GATEWAY_SERVICES:
        return [
            other for other in book["gateway_endpoints"] if other.get("vpc") is vpc and service_code(other.get("service")) == text
        ]
    kind = TARGET_WORDS.get(text)
    if kind is None:
        return []
    if kind == "transit_gateways":
        attached = {
            id(item.get("transit_gateway")): item.get("transit_gateway")
            for item in book["transit_gateway_attachments"]
            if item.get("resource") is vpc
        }
        return list(attached.values()) or near(table, book[kind])
    if kind == "peerings":
        return [other for other in book[kind] if vpc in (other.get("requester"), other.get("accepter"))]
    found = [other for other in book[kind] if other.get("vpc") is vpc]
    if len(found) > 1:
        zones = {subnet.get("zone") for subnet in table.get("subnets") or () if isinstance(subnet, Draft)}
        same = [other for other in found if _zone(other) in zones]
        found = same if len(zones) == 1 and same else found
    return found


def _zone(draft: Draft) -> str:
    subnet = draft.get("subnet") or next(iter(draft.get("subnets") or ()), None)
    return str(subnet.get("zone")) if isinstance(subnet, Draft) else ""


def _add_route(table: Draft, source: Draft, destination: str, target: Any) -> None:
    route = Draft("Route", source.path, {}, given=False)
    route.fields = {"destination": destination, "target": target}
    table.fields["routes"] = [*(table.get("routes") or ()), route]


def _local_routes(table: Draft) -> None:
    """Every route table has a local route for each CIDR of its VPC. Source: VPC User Guide, "Routes"."""
    vpc = table.get("vpc")
    if not isinstance(vpc, Draft):
        return
    written = {route.get("destination") for route in table.get("routes") or ()}
    for cidr in [*(vpc.get("cidrs") or ()), *(vpc.get("ipv6_cidrs") or ())]:
        if cidr not in written and parse_block(cidr) is not None:
            _add_route(table, vpc, cidr, "local")


def _gateway_endpoints(book: Book) -> None:
    """A gateway endpoint and its route tables know each other: a prefix-list route in each of its tables.

    Source: AWS PrivateLink Guide, "Gateway endpoints", "Routing".
    """
    for endpoint in book["gateway_endpoints"]:
        tables = [table for table in endpoint.get("route_tables") or () if isinstance(table, Draft)]
        destination = prefix_list_id(service_code(endpoint.get("service")), str(endpoint.get("region")))
        for table in tables:
            if destination and not any(route.get("target") is endpoint for route in table.get("routes") or ()):
                _add_route(table, endpoint, destination, endpoint)
        for table in book["route_tables"]:
            if table not in tables and any(route.get("target") is endpoint for route in table.get("routes") or ()):
                endpoint.fields["route_tables"] = [*(endpoint.get("route_tables") or ()), table]


def _resolve_transit_route(book: Book, table: Draft, route: Draft) -> None:
    """The ways of a transit gateway route: attachments by id or name, or by what is attached."""
    destination = route.get("destination")
    if isinstance(destination, str) and parse_block(destination) is None:
        route.fields["destination"] = _destination(book, table, destination, "", route)
    route.fields["attachments"] = [
        attachment(book, table, item, route.where("attachments")) for item in route.get("attachments") or ()
    ]


def attachment(book: Book, table: Draft, item: Any, place: tuple[str | int, ...]) -> Any:
    """The attachment that a name means for a transit gateway route table: by id, by name, or by the attached resource."""
    if isinstance(item, Draft):
        return item
    found = book.by_id.get(item)
    if found is not None and found.kind == "transit_gateway_attachments":
        return found
    gateway = table.get("transit_gateway")
    own = [
        other for other in book["transit_gateway_attachments"] if gateway in (other.get("transit_gateway"), other.get("resource"))
    ]
    named = [other for other in own if item in (other.name, other.key)]
    named = named or [other for other in own for end in _ends(other, gateway) if item in (end.id, end.name)]
    if len(named) == 1:
        return named[0]
    if not book.scan:
        words = {other.name or other.id for other in own} | {end.label for other in own for end in _ends(other, gateway)}
        message = (
            f"{shown(item)} means {len(named)} attachments"
            if named
            else f"no attachment of the transit gateway is called {shown(item)}"
        )
        book.problems.add(place, message, expected="an attachment's id or name, or what is attached", hint=nearest(item, words))
    return item


def _ends(attachment: Draft, gateway: Any) -> list[Draft]:
    return [
        end
        for end in (attachment.get("resource"), attachment.get("transit_gateway"))
        if isinstance(end, Draft) and end is not gateway
    ]
