"""What is joined to VPCs or transit gateways and no VPC: Oracle networks, Outposts, concentrators, Client VPN."""

from collections.abc import Iterable

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.tables import vpcs_words
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r

MOST_ROUTES = 6
"""A local gateway names so many of its routes."""


def _card(drawing: Drawing, item: r.Resource, *lines: str) -> Box:
    items = [*(Item(line, "small", whole=index == 0) for index, line in enumerate(lines) if line), *note_items(item.note)]
    return drawing.keep(card(item.kind, item.id, item.icon or icon_for(item.kind), item.label, items))


def _odb_network(drawing: Drawing, item: r.OdbNetwork) -> Box:
    peers = ", ".join(sorted(drawing.network.label(one.vpc) for one in item.peers))
    words = "Oracle Database@AWS network" + (f" · {item.zone}" if item.zone else "")
    return _card(drawing, item, words, " · ".join(item.cidrs), f"peered with {peers}" if peers else "")


def _local_gateway(drawing: Drawing, item: r.LocalGateway) -> Box:
    routes = ", ".join(sorted(one.destination for one in item.routes)[:MOST_ROUTES])
    vpcs = vpcs_words(drawing.network, item.vpcs, named=True) if item.vpcs else []
    place = item.outpost.rpartition("/")[2]
    return _card(drawing, item, "Local gateway of an Outpost", place, f"leads to {routes}" if routes else "", *vpcs)


def _concentrator(drawing: Drawing, item: r.VpnConcentrator) -> Box:
    return _card(drawing, item, "VPN concentrator")


def _client_vpns(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.ClientVpnEndpoint]:
    if r.ClientVpnEndpoint in drawing.view.leaves_out:
        return ()
    return sorted((one for one in drawing.network.client_vpn_endpoints if not one.vpc), key=lambda one: one.id)


def _client_vpn(drawing: Drawing, item: r.ClientVpnEndpoint) -> Box:
    return _card(drawing, item, f"Client VPN endpoint · {item.client_cidr}")


def _to_hub(drawing: Drawing, item: r.VpnConcentrator | r.ClientVpnEndpoint) -> None:
    hub = item.transit_gateway or next((one.transit_gateway for one in drawing.network.attachments_of.get(item.id, ())), "")
    drawing.link("transit", item.id, drawing.attached(hub, item.id), bundle=f"transit:{item.id}")


register(Drawer(r.OdbNetwork, Stand.BELOW, 90, _odb_network))
register(Drawer(r.LocalGateway, Stand.BELOW, 91, _local_gateway))
register(Drawer(r.VpnConcentrator, Stand.BELOW, 92, _concentrator, links=_to_hub))
register(Drawer(r.ClientVpnEndpoint, Stand.BELOW, 93, _client_vpn, find=_client_vpns, links=_to_hub))
