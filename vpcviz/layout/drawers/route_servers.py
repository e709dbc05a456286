"""Route servers and secondary networks: cards that count what is in them, below the VPCs."""

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawers.residents import living_in_subnets
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import kind_words, some_names
from vpcviz.layout.tables import vpcs_words
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r


def _elsewhere(drawing: Drawing, item: r.Resource) -> None:
    """Counted on what it belongs to, or not drawn by itself."""


def _card(drawing: Drawing, item: r.Resource, *lines: str) -> Box:
    items = [Item(line, "small") for line in lines if line]
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, [*items, *note_items(item.note)]))


def _counted(kind: str, count: int) -> str:
    return kind_words(kind, count) if count else ""


def _route_server(drawing: Drawing, item: r.RouteServer) -> Box:
    network = drawing.network
    own = {one.id for one in network.route_server_endpoints if one.route_server == item.id}
    peers = sum(one.endpoint in own for one in network.route_server_peers)
    words = f"VPC Route Server{f' · ASN {item.asn}' if item.asn else ''}"
    ends = _counted(r.RouteServerEndpoint.KIND, len(own))
    vpcs = vpcs_words(network, item.vpcs, named=True) if item.vpcs else []
    into = some_names([network.label(table) for table in item.route_tables])
    told = f"propagates to {into}" if into else ""
    return _card(drawing, item, words, ends, _counted(r.RouteServerPeer.KIND, peers), told, *vpcs)


def _home_of_server(drawing: Drawing, item: r.RouteServer) -> tuple[str, str]:
    return drawing.home(item, [one.vpc for one in drawing.network.route_server_endpoints if one.route_server == item.id])


def _secondary(drawing: Drawing, item: r.SecondaryNetwork) -> Box:
    network = drawing.network
    subnets = sum(one.network == item.id for one in network.secondary_subnets)
    interfaces = sum(one.network == item.id for one in network.secondary_interfaces)
    words = f"Secondary network{f' · {item.type}' if item.type else ''}"
    inside = (_counted(r.SecondarySubnet.KIND, subnets), _counted(r.SecondaryInterface.KIND, interfaces))
    return _card(drawing, item, words, ", ".join(item.cidrs), *inside)


register(Drawer(r.RouteServer, Stand.BELOW, 80, _route_server, home=_home_of_server))
register(living_in_subnets(r.RouteServerEndpoint, 45, names_owner=True))
register(Drawer(r.RouteServerPeer, Stand.COUNTED, 30, _elsewhere))
register(Drawer(r.SecondaryNetwork, Stand.BELOW, 82, _secondary))
register(Drawer(r.SecondarySubnet, Stand.COUNTED, 40, _elsewhere))
register(Drawer(r.SecondaryInterface, Stand.COUNTED, 50, _elsewhere))
