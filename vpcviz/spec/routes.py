"""Routes of a spec: what their short words mean, the local ones, the main table, and those that gateway endpoints bring."""

from typing import Any

from vpcviz.model import CLASSES, COLLECTIONS
from vpcviz.model.addresses import canonical_cidr, parse_block
from vpcviz.model.kinds.lattice import LATTICE
from vpcviz.model.services import GATEWAY_SERVICES, service_code
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.identity import adopt, names_of
from vpcviz.spec.problems import near_names, shown
from vpcviz.spec.references import targets_of
from vpcviz.spec.regions import prefix_list_id, prefix_list_service
from vpcviz.spec.terminology import a, in_words

TARGET_WORDS = {word: name for name, record in CLASSES.items() for word in record.ROUTE_WORDS}
"""Words for the only thing of a kind that a route of a VPC can lead to."""

_OF_NO_VPC = frozenset(
    name
    for name in TARGET_WORDS.values()
    if "vpc" not in CLASSES[name].__struct_fields__ and name not in ("transit_gateways", "peerings")
)
"""Those of them that belong to no VPC: core networks, local gateways; not those that a VPC has by an attachment or as a side."""

EVERYWHERE = ("default", "any", "all", "*", "0.0.0.0", "internet")  # noqa: S104 – nothing is bound to it
"""What people write for the default route, to suggest what it is called here."""

_TARGETS = "local, the id or name of a gateway, endpoint, peering, interface or instance, or a word (internet_gateway)"


def fill_routes(book: Book) -> None:
    """Resolve the targets and destinations of all routes and add those that AWS adds by itself."""
    _main_tables(book)
    around = _Around(book)
    for table in book["route_tables"]:
        for route in table.get("routes") or ():
            _resolve_route(book, table, route, around)
    _gateway_endpoints(book, around)
    for table in book["route_tables"]:
        if not table.foreign:
            _local_routes(table)


class _Around:
    """What routes may lead to by short words: resources by kind and VPC, and what joins each VPC to others."""

    def __init__(self, book: Book) -> None:
        self._found: dict[tuple[str, int], list[Draft]] = {}
        for kind in {*TARGET_WORDS.values(), "gateway_endpoints", "route_tables"}:
            for draft in book[kind]:
                for vpc in (draft.get("requester"), draft.get("accepter")) if kind == "peerings" else (draft.get("vpc"),):
                    self._found.setdefault((kind, id(vpc)), []).append(draft)
        endpoints = [firewall.get("endpoints") or {} for firewall in book["network_firewalls"]]
        self.firewall_endpoints = {endpoint for of_subnets in endpoints for endpoint in of_subnets.values()}
        for item in book["transit_gateway_attachments"]:
            gateways = self._found.setdefault(("transit_gateways", id(item.get("resource"))), [])
            if isinstance(item.get("transit_gateway"), Draft) and item.get("transit_gateway") not in gateways:
                gateways.append(item.get("transit_gateway"))

    def of(self, vpc: object, kind: str) -> list[Draft]:
        """The resources of the collection `kind` that are in a VPC or join it."""
        return self._found.get((kind, id(vpc)), [])


def _main_tables(book: Book) -> None:
    """A VPC has a main route table; it is filled in where none is written and a subnet needs it.

    Source: VPC User Guide, "Main route table".
    """
    tables: dict[int, list[Draft]] = {}
    for table in book["route_tables"]:
        tables.setdefault(id(table.get("vpc")), []).append(table)
    associated = {subnet.id for table in book["route_tables"] for subnet in table.get("subnets") or () if isinstance(subnet, Draft)}
    lonely = {subnet.get("vpc") for subnet in book["subnets"] if subnet.id not in associated}
    for vpc in list(book["vpcs"]):
        own = tables.get(id(vpc), [])
        if vpc.foreign or any(table.get("main") for table in own) or (own and vpc not in lonely):
            continue
        fields = {word: vpc.get(word) for word in ("account", "region") if vpc.get(word)}
        adopt(book, book.new("route_tables", vpc, vpc.scope, vpc=vpc, main=True, **fields))


def _resolve_route(book: Book, table: Draft, route: Draft, around: _Around) -> None:
    destination, target = route.get("destination"), route.get("target")
    region = str(table.get("region"))
    if isinstance(destination, str) and destination and parse_block(destination) is None:
        route.fields["destination"] = resolve_destination(book, table, destination, region, route)
    elif isinstance(destination, str):
        route.fields["destination"] = canonical_cidr(destination)
    if isinstance(target, str) and target and target != "local":
        route.fields["target"] = _target(book, table, target, route, around)


def resolve_destination(book: Book, table: Draft, text: str, region: str, route: Draft) -> Any:
    """The prefix list that a route's destination means, by id, name or service; the text itself, with a problem, where none is."""
    found = book.by_id.get(text)
    if found is not None and found.kind == "prefix_lists":
        return found
    if prefix_list_service(text)[1]:
        return text
    candidates = book.named(text, ("prefix_lists",), table)
    if len(candidates) == 1:
        return candidates[0]
    if text in GATEWAY_SERVICES and region:
        return prefix_list_id(text, region)
    if not book.scan:
        expected = "a CIDR, a prefix list, s3 or dynamodb"
        book.problems.add(
            route.where("destination"),
            f"{shown(text)} is no destination of a route",
            expected=expected,
            hint='did you mean "0.0.0.0/0"?'
            if text.lower() in EVERYWHERE
            else near_names(text, lambda: [*names_of(book, ("prefix_lists",)), *GATEWAY_SERVICES]),
        )
    return text


def _target(book: Book, table: Draft, text: str, route: Draft, around: _Around) -> Any:
    kinds = targets_of("Route", "target")
    found = book.by_id.get(text)
    if found is not None and found.kind in kinds:
        return found
    choices = book.named(text, kinds, table) or _by_word(book, table, text, around)
    if len(choices) == 1:
        return choices[0]
    if route.get("state") == "blackhole" or text in (LATTICE, *around.firewall_endpoints):
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
    if text in TARGET_WORDS:
        one = in_words(TARGET_WORDS[text])
        book.problems.add(
            place,
            f"a route leads to {shown(text)}, but there is no {one}{of_vpc}",
            expected=f"{a(TARGET_WORDS[text])} in the document",
        )
        return
    wrong = book.by_id.get(text) or next(iter(book.named(text, COLLECTIONS)), None)
    if wrong is not None:
        book.problems.add(place, f"a route cannot lead to {a(wrong.kind)}, such as {shown(text)}", expected=_TARGETS)
    else:
        book.problems.add(
            place,
            f"a route leads to {shown(text)}, which does not exist",
            expected=_TARGETS,
            hint=near_names(
                text, lambda: [*names_of(book, targets_of("Route", "target")), *TARGET_WORDS, "local", *GATEWAY_SERVICES]
            ),
        )


def _by_word(book: Book, table: Draft, text: str, around: _Around) -> list[Draft]:
    """What a word such as `nat` or `s3` means for a table: the VPC's only one, or the one in the zone of the table's subnets."""
    vpc = table.get("vpc")
    if text in GATEWAY_SERVICES:
        return [other for other in around.of(vpc, "gateway_endpoints") if service_code(other.get("service")) == text]
    kind = TARGET_WORDS.get(text)
    if kind is None:
        return []
    found = around.of(vpc, kind)
    if kind in _OF_NO_VPC:
        return list(book[kind])
    if kind == "transit_gateways":
        return found or [other for other in book[kind] if other.get("region") == table.get("region")]
    if len(found) > 1 and kind != "peerings":
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


def _gateway_endpoints(book: Book, around: _Around) -> None:
    """A gateway endpoint and its route tables know each other: a prefix-list route in each of its tables.

    Source: AWS PrivateLink Guide, "Gateway endpoints", "Routing".
    """
    for endpoint in book["gateway_endpoints"]:
        tables = [table for table in endpoint.get("route_tables") or () if isinstance(table, Draft)]
        destination = prefix_list_id(service_code(endpoint.get("service")), str(endpoint.get("region")))
        for table in tables:
            if destination and not any(route.get("target") is endpoint for route in table.get("routes") or ()):
                _add_route(table, endpoint, destination, endpoint)
        for table in around.of(endpoint.get("vpc"), "route_tables"):
            if table not in tables and any(route.get("target") is endpoint for route in table.get("routes") or ()):
                endpoint.fields["route_tables"] = [*(endpoint.get("route_tables") or ()), table]
