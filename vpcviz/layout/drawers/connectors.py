"""What stands between the two things that it joins: peerings, VPN connections, virtual interfaces and associations."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.link_kinds import LinkKind, peering_kind, register_link
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works

AWS_IDS = ("pcx-", "vpn-", "dxvif-", "tgw-attach-")
"""What joins two things is known by its id, too, where that is AWS's own (a spec's made-up ids say nothing new)."""

MOST_ROUTES = 3
"""A VPN connection names so many of its static routes; it says how many more there are."""


def _joined(drawing: Drawing, item: r.Resource, words: str, kind: str, ends: tuple[str, str], lines: Sequence[Item] = ()) -> Box:
    ident = [Item(item.id, "small")] if item.label != item.id and item.id.startswith(AWS_IDS) else []
    items = [Item(words, "small"), *ident, *lines, *note_items(item.note)]
    box = card(item.kind, item.id, item.icon or item.kind, item.label, items, role="connector")
    drawing.connect(box, kind, ends)
    return box


def _peering(drawing: Drawing, item: r.Peering) -> Box | None:
    if item.id in drawing.painted_peerings:
        return None
    if drawing.view.peering is not None:
        drawing.view.peering(drawing, item)
        return None
    words = "VPC peering" if works(item.status) else f"VPC peering · {item.status}"
    return _joined(drawing, item, words, peering_kind(item), (item.requester, item.accepter))


def _vpn(drawing: Drawing, item: r.VpnConnection) -> Box:
    words = f"Site-to-Site VPN · {'BGP' if item.bgp else 'static routes'}"
    near = drawing.attached(item.gateway, item.id)
    return _joined(drawing, item, words, "vpn", (item.customer_gateway, near), _vpn_lines(drawing, item))


def _vpn_lines(drawing: Drawing, item: r.VpnConnection) -> list[Item]:
    """The static routes of a VPN connection and, at full detail, its tunnels."""
    routes = list(item.static_routes[:MOST_ROUTES])
    routes += [f"and {len(item.static_routes) - MOST_ROUTES} more"] if len(item.static_routes) > MOST_ROUTES else []
    lines = [Item(f"to {route}" if index == 0 else route, "small") for index, route in enumerate(routes)]
    if drawing.full:
        tunnels = [" · ".join(text for text in (t.outside_ip, t.inside_cidr, t.status) if text) for t in item.tunnels]
        lines += [Item(f"tunnel {text}", "small") for text in tunnels if text]
    return lines


def _virtual_interface(drawing: Drawing, item: r.VirtualInterface) -> Box:
    words = f"Direct Connect · {item.type} virtual interface"
    return _joined(drawing, item, words, "direct-connect", (item.on_premises, item.gateway))


def _association(drawing: Drawing, item: r.DirectConnectAssociation) -> Box:
    near = drawing.attached(item.gateway, item.direct_connect_gateway)
    return _joined(drawing, item, "Direct Connect association", "direct-connect", (item.direct_connect_gateway, near))


def _transit_peering(drawing: Drawing, item: r.TransitGatewayAttachment) -> Box | None:
    if item.type != "peering":
        return None
    if drawing.network.get(item.resource, r.CoreNetwork) is not None:
        words = "Peering with a core network"
        return _joined(drawing, item, words, "core-network", (item.transit_gateway, item.resource))
    return _joined(drawing, item, "Transit gateway peering", "transit", (item.transit_gateway, item.resource))


register_link(LinkKind("vpn", 50, "Site-to-Site VPN", "#D13212", "#FF7A5C", 1.8, "7 3"))
register_link(LinkKind("direct-connect", 60, "Direct Connect", "#B3530A", "#FFA45C", 2.2))
register(Drawer(r.Peering, Stand.BETWEEN, 10, _peering, described=5))
register(Drawer(r.VpnConnection, Stand.BETWEEN, 20, _vpn))
register(Drawer(r.VirtualInterface, Stand.BETWEEN, 30, _virtual_interface))
register(Drawer(r.DirectConnectAssociation, Stand.BETWEEN, 40, _association))
register(Drawer(r.TransitGatewayAttachment, Stand.BETWEEN, 50, _transit_peering))
