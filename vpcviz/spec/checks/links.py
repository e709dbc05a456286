"""Links between networks: peerings, transit gateways, VPNs, Direct Connect."""

from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.life_cycle import is_dead
from vpcviz.spec.checks.addresses import ranges_of
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.checks.placement import region_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.terminology import a
from vpcviz.spec.transit_route_tables import ATTACHED_AS
from vpcviz.spec.vocabulary import CLASSES

_PRIVATE_ASNS = ((64512, 65534), (4200000000, 4294967294))
_LEGACY_ASNS = (7224, 9059, 10124, 17493)
"""The ASNs that virtual private gateways got before 2018. Source: Site-to-Site VPN User Guide, "Virtual private gateway"."""

_TUNNELS = parse_block("169.254.0.0/16")
_LOCAL_SIX = parse_block("fd00::/8")
_KEPT = frozenset(parse_block(f"169.254.{rest}/30") for rest in ("0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "169.252"))
"""Inside CIDRs that AWS keeps. Source: EC2 API Reference, VpnTunnelOptionsSpecification."""


def check_links(book: Book) -> None:
    """Everything about links between networks that AWS refuses."""
    _peerings(book)
    _attachments(book)
    for table in book["transit_gateway_route_tables"]:
        _propagations(book, table)
    _tunnels(book)
    _client_vpns(book)
    for gateway in book["transit_gateways"]:
        _transit_cidrs(book, gateway)
    for kind in (name for name, record in CLASSES.items() if record.AMAZON_ASN):
        for gateway in book[kind]:
            _own_asn(book, gateway)


@refuses(
    "transit gateway",
    "a CIDR block smaller than /24 (IPv6: /64), or of 169.254.0.0/16",
    "EC2 API Reference, TransitGatewayRequestOptions",
)
def _transit_cidrs(book: Book, gateway: Draft) -> None:
    for one in ranges_of(gateway, ("cidrs",)):
        most = 24 if one.block.version == 4 else 64
        if one.block.length > most:
            message = f"{one.text} is too small for a transit gateway"
            book.refusals.add(one.path, message, expected=f"/{most} or larger")
        elif _TUNNELS is not None and _TUNNELS.contains(one.block):
            message = f"{one.text} cannot be a CIDR block of a transit gateway: it is link-local"
            book.refusals.add(one.path, message, expected="a CIDR outside 169.254.0.0/16")


@refuses(
    "transit gateway, virtual private gateway, Direct Connect gateway",
    "an ASN that is not private",
    "EC2 API Reference, CreateTransitGateway, CreateVpnGateway; Direct Connect User Guide, Create a Direct Connect gateway",
)
def _own_asn(book: Book, gateway: Draft) -> None:
    """Old virtual private gateways have public ASNs of AWS's own."""
    asn = gateway.get("asn")
    private = isinstance(asn, int) and any(first <= asn <= last for first, last in _PRIVATE_ASNS)
    if (
        not isinstance(asn, int)
        or not asn
        or private
        or gateway.foreign
        or (gateway.kind == "vpn_gateways" and asn in _LEGACY_ASNS)
    ):
        return
    if 0 < asn <= _PRIVATE_ASNS[-1][1]:  # what no ASN can be is told of already
        message = f"the ASN {asn} is not private: AWS gives {a(gateway.kind)} none"
        book.refusals.add(gateway.where("asn"), message, expected="64512 to 65534, or 4200000000 to 4294967294")


@refuses(
    "peering",
    "of a VPC with itself, of two VPCs twice, or of VPCs whose CIDRs overlap",
    "VPC Peering Guide, VPC peering limitations",
    always=True,
)
def _peerings(book: Book) -> None:
    """Source: VPC Peering Guide, "VPC peering limitations"."""
    first: dict[frozenset[int], Draft] = {}
    for peering in book["peerings"]:
        if is_dead(str(peering.get("status") or "")):
            continue
        requester, accepter = peering.get("requester"), peering.get("accepter")
        if isinstance(requester, Draft) and requester is accepter:
            book.problems.add(peering.where("accepter"), f"{requester.label} cannot be peered with itself", expected="two VPCs")
            continue
        if isinstance(requester, Draft) and isinstance(accepter, Draft):
            other = first.setdefault(frozenset((id(requester), id(accepter))), peering)
            if other is not peering:
                message = f"{requester.label} and {accepter.label} are peered twice: {other.label} and {peering.label}"
                book.problems.add(peering.where(), message, expected="one peering for two VPCs")
        sides = [(mine, yours) for mine in _side(peering, "requester") for yours in _side(peering, "accepter")]
        for (text, mine), (other_text, yours) in sides:
            if mine.overlaps(yours):
                place = peering.where("between") if "between" in peering.paths else peering.where()
                one, other_one = _named(requester, "the requester"), _named(accepter, "the accepter")
                message = f"{text} of {one} overlaps {other_text} of {other_one}"
                book.problems.add(place, message, expected="VPCs whose CIDRs do not overlap")


def _named(vpc: object, otherwise: str) -> str:
    return vpc.label if isinstance(vpc, Draft) else otherwise


def _side(peering: Draft, word: str) -> list[tuple[str, Block]]:
    vpc = peering.get(word)
    ranges = ranges_of(vpc, ("cidrs", "ipv6_cidrs")) if isinstance(vpc, Draft) else []
    return [(one.text, one.block) for one in ranges or ranges_of(peering, (f"{word}_cidrs",))]


@refuses(
    "transit gateway attachment",
    "of a VPC twice or of another region, with a subnet of another VPC, or of another type than what it attaches",
    "EC2 API Reference, CreateTransitGatewayVpcAttachment (DuplicateTransitGatewayAttachment)",
    always=True,
)
def _attachments(book: Book) -> None:
    """Source: Transit Gateways Guide, "Transit gateway attachments to a VPC"."""
    first: dict[tuple[int, int], Draft] = {}
    for attachment in book["transit_gateway_attachments"]:
        gateway, resource = attachment.get("transit_gateway"), attachment.get("resource")
        if not isinstance(gateway, Draft) or not isinstance(resource, Draft):
            continue
        place = attachment.where("resource")
        wanted, made = ATTACHED_AS[resource.kind], attachment.get("type")
        if made != wanted and made not in ("other", "network-function"):
            book.problems.add(place, f"{resource.label} cannot be attached as {made}", expected=f"type: {wanted}")
            continue
        if resource is gateway:
            book.problems.add(place, "a transit gateway cannot be peered with itself", expected="another transit gateway")
        other = first.setdefault((id(gateway), id(resource)), attachment)
        if resource.kind == "vpcs":
            if other is not attachment:
                message = f"{resource.label} is attached to {gateway.label} twice: {other.label} and {attachment.label}"
                book.problems.add(place, message, expected="one attachment with a subnet in each zone")
            mine, yours = region_of(gateway), region_of(resource)
            if mine and yours and mine != yours:
                message = f"{resource.label} in {yours} cannot be attached to {gateway.label} in {mine}"
                book.problems.add(place, message, expected="a transit gateway of the VPC's region, peered with this one")
            for at, subnet in enumerate(attachment.get("subnets") or ()):
                if isinstance(subnet, Draft) and subnet.get("vpc") is not resource:
                    message = f"the subnet {subnet.label} is not in {resource.label}"
                    book.problems.add(attachment.item("subnets", at), message, expected=f"a subnet of {resource.label}")
    _associated_once(book)


@refuses(
    "transit gateway route table",
    "an attachment that is associated with two",
    "Transit Gateways Guide, Transit gateway route tables",
    always=True,
)
def _associated_once(book: Book) -> None:
    first: dict[tuple[int, int], Draft] = {}
    for table in book["transit_gateway_route_tables"]:
        for at, attachment in enumerate(table.get("associations") or ()):
            if isinstance(attachment, Draft):
                other = first.setdefault((id(table.get("transit_gateway")), id(attachment)), table)
                if other is not table:
                    message = (
                        f"the attachment {attachment.label} is associated with two route tables: {other.label} and {table.label}"
                    )
                    book.problems.add(table.item("associations", at), message, expected="one route table for an attachment")


@refuses(
    "transit gateway route table",
    "routes that a peering attachment propagates",
    "Transit Gateways Guide, Transit gateway peering attachments",
    always=True,
)
def _propagations(book: Book, table: Draft) -> None:
    """Source: Transit Gateways Guide, "Transit gateway peering attachments": static routes only."""
    for at, attachment in enumerate(table.get("propagations") or ()):
        if isinstance(attachment, Draft) and attachment.get("type") == "peering":
            message = f"the peering attachment {attachment.label} propagates no routes"
            book.problems.add(table.item("propagations", at), message, expected="a static route to it")


@refuses("VPN connection", "more than two tunnels", "Site-to-Site VPN User Guide, How AWS Site-to-Site VPN works")
@refuses(
    "VPN connection",
    "an inside CIDR that is no /30 of 169.254.0.0/16 (no /126 of fd00::/8), one that AWS keeps, or one twice on a gateway",
    "EC2 API Reference, VpnTunnelOptionsSpecification",
)
def _tunnels(book: Book) -> None:
    first: dict[tuple[int, Block], Draft] = {}
    for connection in book["vpn_connections"]:
        tunnels = connection.get("tunnels") or []
        if len(tunnels) > 2:
            message = f"{connection.label} has {len(tunnels)} tunnels"
            book.refusals.add(tunnels[2].where(), message, expected="two: a VPN connection has no more")
        for tunnel in tunnels:
            text = tunnel.get("inside_cidr")
            block = parse_block(text) if text else None
            if block is None:
                continue
            length, home = (30, _TUNNELS) if block.version == 4 else (126, _LOCAL_SIX)
            if block.length != length or (home is not None and not home.contains(block)):
                expected = "a /30 of 169.254.0.0/16" if block.version == 4 else "a /126 of fd00::/8"
                book.problems.add(tunnel.where("inside_cidr"), f"{text} cannot be the inside of a tunnel", expected=expected)
            elif block in _KEPT:
                book.refusals.add(
                    tunnel.where("inside_cidr"), f"{text} is kept by AWS: no tunnel can have it", expected="another /30"
                )
            elif first.setdefault((id(connection.get("gateway")), block), tunnel) is not tunnel:
                message = f"two tunnels of one gateway have the inside CIDR {text}"
                book.refusals.add(tunnel.where("inside_cidr"), message, expected="each once on a gateway")


@refuses(
    "Client VPN endpoint",
    "a client CIDR larger than /12 or smaller than /22, or one that overlaps the VPC",
    "EC2 API Reference, CreateClientVpnEndpoint",
    always=True,
)
def _client_vpns(book: Book) -> None:
    """Source: Client VPN Administrator Guide, "Rules and best practices"."""
    for endpoint in book["client_vpn_endpoints"]:
        for one in ranges_of(endpoint, ("client_cidr",)):
            if one.block.version == 4 and not 12 <= one.block.length <= 22:
                book.problems.add(one.path, f"{one.text} cannot be a client CIDR: its size", expected="/12 to /22")
            vpc = endpoint.get("vpc")
            for other in ranges_of(vpc, ("cidrs",)) if isinstance(vpc, Draft) else ():
                if other.block.overlaps(one.block):
                    message = f"the client CIDR {one.text} overlaps {other.text} of {other.owner.label}"
                    book.problems.add(one.path, message, expected="a CIDR outside the VPC")
