"""Route tables: who uses which, and what a route may lead to."""

from collections import Counter

from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.services import service_code
from vpcviz.spec.checks.addresses import ranges_of
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, shown
from vpcviz.spec.regions import prefix_list_id
from vpcviz.spec.terminology import a, in_words
from vpcviz.spec.vocabulary import CLASSES, WITH_MAIN

_KEPT = ("169.254.168.0/22", "fd00:ec2::/32")
"""What AWS keeps for its own services: the instance metadata service, the DNS server, and others."""

_TABLE = "route table"
_EDGE = "VPC User Guide, Gateway route tables, Rules and considerations"


class Surroundings:
    """What routes are checked against: the attachments (VPC, transit gateway), the CIDRs of each VPC's subnets, the VPCs
    whose subnets are in no Wavelength Zone, and how many interfaces an owner has.
    """

    def __init__(self, book: Book) -> None:
        pairs = [(item.get("resource"), item.get("transit_gateway")) for item in book["transit_gateway_attachments"]]
        self.attached = {(id(resource), id(gateway)) for resource, gateway in pairs}
        self.subnets: dict[int, set[Block]] = {}
        for subnet in book["subnets"]:
            blocks = [one.block for one in ranges_of(subnet, ("cidr", "ipv6_cidrs"))]
            self.subnets.setdefault(id(subnet.get("vpc")), set()).update(blocks)
        zoned = [(id(subnet.get("vpc")), str(subnet.get("zone") or "")) for subnet in book["subnets"]]
        self.no_wavelength = {vpc for vpc, zone in zoned} - {vpc for vpc, zone in zoned if "-wl" in zone or not zone}
        self.interfaces = Counter(id(interface.get("owner")) for interface in book["network_interfaces"])


def check_routing(book: Book) -> None:
    """Associations, main tables, and every route's destination and target."""
    for kind, mark in WITH_MAIN.items():
        _associated_once(book, kind, "subnets")
        _one_main(book, kind, mark)
    _associated_once(book, "route_tables", "gateways")
    around = Surroundings(book)
    for table in book["route_tables"]:
        if not table.foreign:
            _gateways(book, table)
            _once(book, table)
            for route in table.get("routes") or ():
                _route(book, table, route, around)
    for table in book["transit_gateway_route_tables"]:
        _once(book, table)


@refuses(
    "subnet, gateway",
    "one with two route tables, or a subnet with two network ACLs",
    "VPC User Guide, Subnet route tables; Network ACLs",
    always=True,
)
def _associated_once(book: Book, kind: str, field: str) -> None:
    one = in_words(kind)
    first: dict[str, Draft] = {}
    for table in book[kind]:
        for at, served in enumerate(table.get(field) or ()):
            if isinstance(served, Draft):
                other = first.setdefault(served.id, table)
                if other is not table:
                    what = in_words(served.kind)
                    message = f"the {what} {served.label} is associated with two {one}s: {other.label} and {table.label}"
                    book.problems.add(table.item(field, at), message, expected=f"one {one} for a {what}")


@refuses("VPC", "two main route tables, or two default network ACLs", "VPC User Guide, Main route table", always=True)
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


@refuses("route table", "one that serves subnets and a gateway", _EDGE, always=True)
def _gateways(book: Book, table: Draft) -> None:
    """A table of a gateway serves no subnet, and routes only to the VPC and to appliances in it."""
    if table.get("gateways"):
        if table.get("subnets"):
            book.problems.add(
                table.where("gateways"), "a route table serves either subnets or a gateway", expected="a table of its own"
            )
        if table.get("propagating_gateways"):
            message = "a route table of a gateway takes no propagated routes"
            book.refusals.add(table.where("propagating_gateways"), message, expected="static routes")
        nats = [one for one in table.get("gateways") or () if isinstance(one, Draft) and one.kind == "nat_gateways"]
        for route in table.get("routes") or () if not nats else ():  # What leaves a regional NAT gateway may go anywhere.
            _edge_route(book, table, route)


@refuses(
    _TABLE, "of a gateway's table: a route out of the VPC's CIDRs, to a prefix list, or to another target than an appliance", _EDGE
)
def _edge_route(book: Book, table: Draft, route: Draft) -> None:
    target, destination, vpc = route.get("target"), route.get("destination"), table.get("vpc")
    if not route.given:
        return
    if isinstance(target, Draft) and CLASSES[target.kind].REDIRECTS != "edge":
        book.problems.add(
            route.where("target"),
            f"a route of a gateway's table cannot lead to {a(target.kind)}",
            expected="local, a network interface, or a Gateway Load Balancer endpoint",
        )
        return
    block = parse_block(destination) if isinstance(destination, str) else None
    if block is None:
        message = "a route of a gateway's table has no prefix list as its destination"
        book.refusals.add(route.where("destination"), message, expected="the CIDR of the VPC or of one of its subnets")
        return
    ranges = ranges_of(vpc, ("cidrs", "ipv6_cidrs")) if isinstance(vpc, Draft) else []
    if ranges and not any(one.block.contains(block) for one in ranges):
        texts = ", ".join(one.text for one in ranges)
        message = f"a route of a gateway's table stays in the VPC: {destination} is not inside {texts}"
        book.refusals.add(route.where("destination"), message, expected="the CIDR of the VPC or of one of its subnets")


@refuses("route table", "two static routes for one destination", "EC2 API Reference, CreateRoute (RouteAlreadyExists)", always=True)
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
    _reserved(book, route, block)
    if target == "":
        book.problems.add(
            route.where("target"), "a route needs a target", expected="local, a name or id, or a word such as internet_gateway"
        )
    elif target == "local":
        _local(book, vpc, route, block)
    elif isinstance(target, Draft):
        if block is not None:
            _within(book, vpc, route, target, block, around)
        _one_way(book, vpc, route, target, around)
        if target.kind == "gateway_endpoints":
            _to_gateway_endpoint(book, route, target)
        elif target.kind == "egress_only_internet_gateways" and block is not None and block.version == 4:
            book.problems.add(
                route.where("target"),
                "an egress-only internet gateway carries IPv6 only",
                expected="an IPv6 destination, such as ::/0",
            )
        _belongs(book, vpc, route.where("target"), target, around)


@refuses(
    _TABLE,
    "a route for a part of 169.254.168.0/22 or fd00:ec2::/32, which AWS keeps for its own services",
    "VPC User Guide, Route tables, Routes",
)
def _reserved(book: Book, route: Draft, block: Block | None) -> None:
    kept = next((text for text in _KEPT if block is not None and (own := parse_block(text)) and own.contains(block)), "")
    if kept:
        message = f"{route.get('destination')} is inside {kept}, which AWS keeps for its own services"
        book.refusals.add(route.where("destination"), message, expected="another destination")


@refuses(_TABLE, "a route to an instance with several network interfaces", "EC2 API Reference, CreateRoute, InstanceId")
@refuses(
    _TABLE,
    "a route to a carrier gateway in a VPC without a subnet in a Wavelength Zone",
    "EC2 API Reference, CreateRoute, CarrierGatewayId",
)
def _one_way(book: Book, vpc: Draft, route: Draft, target: Draft, around: Surroundings) -> None:
    if target.kind == "instances" and around.interfaces.get(id(target), 0) > 1:
        message = f"{target.label} has {around.interfaces[id(target)]} network interfaces: a route to it must name one of them"
        book.refusals.add(route.where("target"), message, expected="a network interface")
    elif target.kind == "carrier_gateways" and id(vpc) in around.no_wavelength:
        message = f"a route to a carrier gateway needs a subnet in a Wavelength Zone, and {vpc.label} has none"
        book.refusals.add(route.where("target"), message, expected="a subnet in a zone such as us-east-1-wl1-bos-wlz-1")


@refuses("route table", "a local route for another CIDR than the VPC's", "VPC User Guide, Route tables, Routes", always=True)
def _local(book: Book, vpc: Draft, route: Draft, block: Block | None) -> None:
    ranges = ranges_of(vpc, ("cidrs", "ipv6_cidrs"))
    if ranges and block not in [one.block for one in ranges]:
        texts = ", ".join(one.text for one in ranges)
        book.problems.add(
            route.where("target"), f"a local route has a CIDR of the VPC {vpc.label} as its destination", expected=texts
        )


@refuses(
    "route table",
    "a route inside the VPC's CIDRs for less than a subnet, or to a gateway",
    "VPC User Guide, Subnet route tables",
    always=True,
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
    if not CLASSES[target.kind].REDIRECTS:
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


@refuses(
    "route table",
    "a route to a gateway endpoint for another destination than its prefix list",
    "AWS PrivateLink Guide, Gateway endpoints, Routing",
    always=True,
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


@refuses(
    "route table",
    "a target of another VPC, a peering of other VPCs, a transit gateway that the VPC is not attached to",
    "EC2 API Reference, CreateRoute",
    always=True,
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
