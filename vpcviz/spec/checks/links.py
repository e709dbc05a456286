"""Links between networks: peerings, transit gateways, VPNs, Direct Connect."""

from vpcviz.model.addresses import Block, parse_block
from vpcviz.spec.checks.addresses import ranges_of
from vpcviz.spec.checks.places import region_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path
from vpcviz.spec.transit import ATTACHED_AS

_ENDED = ("deleted", "deleting", "failed", "rejected", "expired")
_TUNNELS = parse_block("169.254.0.0/16")


def check_links(book: Book) -> None:
    """Everything about links between networks that AWS refuses."""
    _peerings(book)
    _attachments(book)
    for table in book["transit_gateway_route_tables"]:
        _propagations(book, table)
    _tunnels(book)
    _client_vpns(book)
    _direct_connect(book)


def _peerings(book: Book) -> None:
    """Source: VPC Peering Guide, "VPC peering limitations"."""
    first: dict[frozenset[int], Draft] = {}
    for peering in book["peerings"]:
        if peering.get("status", "active") in _ENDED:
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


def _propagations(book: Book, table: Draft) -> None:
    """Source: Transit Gateways Guide, "Transit gateway peering attachments": static routes only."""
    for at, attachment in enumerate(table.get("propagations") or ()):
        if isinstance(attachment, Draft) and attachment.get("type") == "peering":
            message = f"the peering attachment {attachment.label} propagates no routes"
            book.problems.add(table.item("propagations", at), message, expected="a static route to it")


def _tunnels(book: Book) -> None:
    """Source: Site-to-Site VPN Guide, "Tunnel options": a /30 of 169.254.0.0/16, a /126 of fd00::/8."""
    for connection in book["vpn_connections"]:
        for tunnel in connection.get("tunnels") or ():
            block = parse_block(tunnel.get("inside_cidr")) if tunnel.get("inside_cidr") else None
            if block is not None and block.version == 4 and (block.length != 30 or (_TUNNELS and not _TUNNELS.contains(block))):
                message = f"{tunnel.get('inside_cidr')} cannot be the inside of a tunnel"
                book.problems.add(tunnel.where("inside_cidr"), message, expected="a /30 of 169.254.0.0/16")


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


def _direct_connect(book: Book) -> None:
    """Source: Direct Connect Guide, "Direct Connect gateways": either virtual private gateways or transit gateways."""
    kinds: dict[int, tuple[str, Draft]] = {}
    for association in book["direct_connect_associations"]:
        own, gateway = association.get("direct_connect_gateway"), association.get("gateway")
        if isinstance(own, Draft) and isinstance(gateway, Draft):
            kind, _ = kinds.setdefault(id(own), (gateway.kind, association))
            place: Path = association.where("gateway")
            if kind != gateway.kind:
                message = f"{own.label} is associated with virtual private gateways and with transit gateways"
                book.problems.add(place, message, expected="one kind for a Direct Connect gateway")
