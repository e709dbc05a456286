"""Route tables: who uses which, and what a route may lead to."""

from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.services import service_code
from vpcviz.spec.checks.addresses import ranges_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, shown
from vpcviz.spec.regions import prefix_list_id
from vpcviz.spec.words import a, in_words

_INSIDE = ("nat_gateways", "network_interfaces", "instances", "gateway_load_balancer_endpoints", "network_firewalls")
"""What a route within the VPC's own CIDRs may lead to. Source: VPC User Guide, "Subnet route tables"."""
_AT_THE_EDGE = ("network_interfaces", "instances", "gateway_load_balancer_endpoints", "network_firewalls")
"""What a route of a gateway's table may lead to. Source: VPC User Guide, "Gateway route tables"."""


class Surroundings:
    """What routes are checked against: the attachments (VPC, transit gateway), and the CIDRs of each VPC's subnets."""

    def __init__(self, book: Book) -> None:
        pairs = [(item.get("resource"), item.get("transit_gateway")) for item in book["transit_gateway_attachments"]]
        self.attached = {(id(resource), id(gateway)) for resource, gateway in pairs}
        self.subnets: dict[int, set[Block]] = {}
        for subnet in book["subnets"]:
            blocks = [one.block for one in ranges_of(subnet, ("cidr", "ipv6_cidrs"))]
            self.subnets.setdefault(id(subnet.get("vpc")), set()).update(blocks)


def check_routing(book: Book) -> None:
    """Associations, main tables, and every route's destination and target."""
    for kind, mark in (("route_tables", "main"), ("network_acls", "default")):
        _associated_once(book, kind)
        _one_main(book, kind, mark)
    around = Surroundings(book)
    for table in book["route_tables"]:
        if not table.foreign:
            _gateways(book, table)
            _once(book, table)
            for route in table.get("routes") or ():
                _route(book, table, route, around)
    for table in book["transit_gateway_route_tables"]:
        _once(book, table)


def _associated_once(book: Book, kind: str) -> None:
    one = in_words(kind)
    first: dict[str, Draft] = {}
    for table in book[kind]:
        for at, subnet in enumerate(table.get("subnets") or ()):
            if isinstance(subnet, Draft):
                other = first.setdefault(subnet.id, table)
                if other is not table:
                    message = f"the subnet {subnet.label} is associated with two {one}s: {other.label} and {table.label}"
                    book.problems.add(table.item("subnets", at), message, expected=f"one {one} for a subnet")


def _one_main(book: Book, kind: str, mark: str) -> None:
    one = in_words(kind)
    first: dict[str, Draft] = {}
    for table in book[kind]:
        vpc = table.get("vpc")
        if table.get(mark) and isinstance(vpc, Draft):
            other = first.setdefault(vpc.id, table)
            if other is not table:
                message = f"{vpc.label} has two {mark} {one}s: {other.label} and {table.label}"
                book.problems.add(table.where(mark), message, expected=f"one {mark} {one} for a VPC")


def _gateways(book: Book, table: Draft) -> None:
    """A table of a gateway serves no subnet, and routes only to the VPC and to appliances in it."""
    if table.get("gateways"):
        if table.get("subnets"):
            book.problems.add(
                table.where("gateways"), "a route table serves either subnets or a gateway", expected="a table of its own"
            )
        for route in table.get("routes") or ():
            target = route.get("target")
            if isinstance(target, Draft) and target.kind not in _AT_THE_EDGE:
                book.problems.add(
                    route.where("target"),
                    f"a route of a gateway's table cannot lead to {a(target.kind)}",
                    expected="local, a network interface, or a Gateway Load Balancer endpoint",
                )


def _once(book: Book, table: Draft) -> None:
    """A destination has one static route. Source: EC2 API Reference, error RouteAlreadyExists."""
    first: dict[object, Draft] = {}
    for route in table.get("routes") or ():
        destination = route.get("destination")
        if route.get("origin") == "propagated" or not destination:
            continue
        text = destination.id if isinstance(destination, Draft) else destination
        other = first.setdefault(parse_block(text) or text, route)
        if other is not route and route.given:
            book.problems.add(
                route.where("destination"),
                f"two routes have the destination {text} in {table.label}",
                expected="one static route for a destination",
            )


def _route(book: Book, table: Draft, route: Draft, around: Surroundings) -> None:
    vpc, target, destination = table.get("vpc"), route.get("target"), route.get("destination")
    if not isinstance(vpc, Draft) or not route.given or route.get("state") == "blackhole":
        return
    block = parse_block(destination) if isinstance(destination, str) else None
    if target == "":
        book.problems.add(
            route.where("target"), "a route needs a target", expected="local, a name or id, or a word such as internet_gateway"
        )
    elif target == "local":
        _local(book, vpc, route, block)
    elif isinstance(target, Draft):
        if block is not None:
            _within(book, vpc, route, target, block, around)
        if target.kind == "gateway_endpoints":
            _to_gateway_endpoint(book, route, target)
        elif target.kind == "egress_only_internet_gateways" and block is not None and block.version == 4:
            book.problems.add(
                route.where("target"),
                "an egress-only internet gateway carries IPv6 only",
                expected="an IPv6 destination, such as ::/0",
            )
        _belongs(book, vpc, route.where("target"), target, around)


def _local(book: Book, vpc: Draft, route: Draft, block: Block | None) -> None:
    ranges = ranges_of(vpc, ("cidrs", "ipv6_cidrs"))
    if ranges and block not in [one.block for one in ranges]:
        texts = ", ".join(one.text for one in ranges)
        book.problems.add(
            route.where("target"), f"a local route has a CIDR of the VPC {vpc.label} as its destination", expected=texts
        )


def _within(book: Book, vpc: Draft, route: Draft, target: Draft, block: Block, around: Surroundings) -> None:
    """A static route inside the VPC's CIDRs is for a whole subnet and leads to an appliance; a propagated one may overlap them.

    Source: Site-to-Site VPN User Guide, "Route tables and route priority" (the local route goes first).
    """
    if route.get("origin") == "propagated":
        return
    home = next((one for one in ranges_of(vpc, ("cidrs", "ipv6_cidrs")) if one.block.contains(block)), None)
    if home is None:
        return
    if target.kind not in _INSIDE:
        book.problems.add(
            route.where("target"),
            f"the destination is inside {home.text} of the VPC {vpc.label}: such a route cannot lead to {a(target.kind)}",
            expected="local, a NAT gateway, a network interface, or a Gateway Load Balancer endpoint",
        )
    elif block != home.block and block not in around.subnets.get(id(vpc), ()):
        book.problems.add(
            route.where("destination"),
            f"the destination is inside {home.text} of the VPC {vpc.label}, but is not the CIDR of one of its subnets",
            expected="the whole CIDR of a subnet or of the VPC",
        )


def _to_gateway_endpoint(book: Book, route: Draft, endpoint: Draft) -> None:
    """Source: AWS PrivateLink Guide, "Gateway endpoints", "Routing"."""
    destination = route.get("destination")
    code, region = service_code(endpoint.get("service")), str(endpoint.get("region"))
    own = prefix_list_id(code, region)
    text = destination.id if isinstance(destination, Draft) else str(destination)
    named = destination.name == endpoint.get("service") if isinstance(destination, Draft) else False
    if own and text != own and not named:
        book.problems.add(
            route.where("destination"),
            f"only the prefix list of {code} in {region} leads to a gateway endpoint for it, not {shown(text)}",
            expected=f"{code}, or {own}",
        )


def _belongs(book: Book, vpc: Draft, path: Path, target: Draft, around: Surroundings) -> None:
    """A target is the VPC's own, or joined to it."""
    one = in_words(target.kind)
    if target.kind == "peerings":
        sides = [target.get("requester"), target.get("accepter")]
        if vpc not in sides:
            book.problems.add(
                path, f"the peering {target.label} does not join the VPC {vpc.label}", expected=f"a peering of {vpc.label}"
            )
    elif target.kind == "transit_gateways":
        if (id(vpc), id(target)) not in around.attached:
            book.problems.add(
                path, f"the VPC {vpc.label} is not attached to the transit gateway {target.label}", expected="an attachment"
            )
    else:
        other = target.get("vpc")
        if other != "" and other is not vpc:
            where = f"is in {other.label}" if isinstance(other, Draft) else "is elsewhere"
            book.problems.add(
                path, f"the {one} {target.label} {where}, not in {vpc.label}", expected=f"{a(target.kind)} of {vpc.label}"
            )
        elif other == "" and target.kind in ("internet_gateways", "vpn_gateways"):
            book.problems.add(path, f"the {one} {target.label} is attached to no VPC", expected=f"vpc: {vpc.label} on the {one}")
