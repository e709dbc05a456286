"""Transit gateways: a box among the VPCs that it joins, with its route tables, and on its border what else is attached."""

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import kind_words
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.sharing import across_words
from vpcviz.layout.tiles import set_as
from vpcviz.layout.vpc_titles import place_role
from vpcviz.layout.widgets import chip, frame, shelves
from vpcviz.model import resources as r
from vpcviz.model.attachment_types import attachment_type
from vpcviz.model.shapes import new_word

PLAIN = (60, 216)
"""Height and least width (px) of a hub without route tables."""


def _hub(drawing: Drawing, gateway: r.TransitGateway) -> Box:
    note = f"Transit gateway · ASN {gateway.asn}" if gateway.asn else "Transit gateway"
    note += " · encrypts" if gateway.encryption_support else ""
    box = frame(
        "transit-gateway",
        gateway.id,
        "hub",
        "transit-gateway",
        [(gateway.label, place_role(gateway)), (note, set_as("small", slide=drawing.view.slide))],
    )
    own = [t for t in drawing.network.transit_gateway_route_tables if t.transit_gateway == gateway.id]
    box.rows = _route_tables(drawing, gateway, own)
    if not box.rows:
        box.height, box.width = PLAIN[0], max(PLAIN[1], box.least_width + 24)
    attached = sorted(drawing.network.attachments_of.get(gateway.id, ()), key=lambda item: item.id)
    box.docks_top = [
        drawing.docked(attachment, _attachment_words(attachment) + across_words(drawing.network, gateway.id, attachment))
        for attachment in attached
        if attachment.type != "peering" and attachment.transit_gateway == gateway.id and not _at_a_vpc(drawing, attachment)
    ]
    return drawing.keep(box)


def _at_a_vpc(drawing: Drawing, attachment: r.TransitGatewayAttachment) -> bool:
    """Whether an attachment is docked on its VPC: one of a VPC, or of a newer type that names one."""
    return attachment.type == "vpc" or isinstance(drawing.network.by_id.get(attachment.resource), r.Vpc)


def _attachment_words(attachment: r.TransitGatewayAttachment) -> str:
    """What an attachment is, and the peers of a Connect attachment."""
    kind = new_word(attachment, "type") or attachment_type(attachment.type).words
    words = f"{kind} attachment"
    peers = sorted(peer.ip for peer in attachment.connect_peers)
    return words + (f" · peer{'s' if len(peers) != 1 else ''} {', '.join(peers)}" if peers else "")


def _carrier(drawing: Drawing, gateway: r.TransitGateway) -> None:
    """From each Connect attachment to the attachment that carries it."""
    for attachment in drawing.network.attachments_of.get(gateway.id, ()):
        if attachment.type == "connect" and attachment.transit_gateway == gateway.id:
            drawing.link("transit", attachment.id, attachment.resource, bundle=f"connect:{attachment.id}")


def _route_tables(drawing: Drawing, gateway: r.TransitGateway, own: list[r.TransitGatewayRouteTable]) -> list[list[Box]]:
    """The hub's route tables; a view that leaves them out counts them."""
    kind = r.TransitGatewayRouteTable
    if kind not in drawing.view.leaves_out:
        boxes = [drawing.keep(tables.transit_route_table(drawing.network, item)) for item in sorted(own, key=lambda t: t.id)]
        return shelves(boxes, 900)
    role = set_as("small", slide=drawing.view.slide)
    count = chip(kind.KIND, kind_words(kind.KIND, len(own)), len(own), gateway.id, role)
    drawing.drawn |= {item.id: count for item in own}
    return [[count]] if own else []


def _home(drawing: Drawing, gateway: r.TransitGateway) -> tuple[str, str]:
    return drawing.home(gateway, [attachment.resource for attachment in drawing.network.attachments_of.get(gateway.id, ())])


register_link(LinkKind("transit", 30, "transit gateway", "#6B2FD6", "#C7A6FF", 2.2))
register(Drawer(r.TransitGateway, Stand.HUB, 10, _hub, links=_carrier, home=_home))
