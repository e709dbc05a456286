"""Network firewalls: beside the zones of their VPC, on its border beside its internet gateway, or attached to a transit gateway."""

from collections.abc import Iterable

from vpcviz.icons import icon_for
from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works


def _beside(drawing: Drawing, item: r.NetworkFirewall) -> Box | None:
    if item.placement == "internet-gateway" or item.id in drawing.drawn:
        return None
    many = f"{len(item.subnets)} subnet{'s' if len(item.subnets) != 1 else ''}"
    lines = [Item(f"Network Firewall{' (proxy)' if item.placement == 'proxy' else ''} · {many}", "small")]
    nats = ", ".join(drawing.network.label(nat) for nat in item.nat_gateways)
    lines += [Item(f"sends by {nats} ({item.nat_scope or 'NAT scope not known'})", "small", whole=False)] if nats else []
    return drawing.keep(tables.owner_card(drawing.network, item, lines))


def _at_gateways(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.NetworkFirewall]:
    return [one for one in drawing.of(vpc, r.NetworkFirewall) if one.placement == "internet-gateway"] if vpc else ()


def _at_gateway(drawing: Drawing, item: r.NetworkFirewall) -> Box:
    words = "Automated Internet Firewall"
    words += " · only logs (monitor)" if item.mode == "monitor" else ""
    words += "" if works(item.state) else f" · {item.state}"
    apart = [
        one for one in drawing.network.subnets_of.get(item.vpc, ()) if one.firewall_connectivity in ("exclude", "az-unsupported")
    ]
    words += f" · not for {', '.join(sorted(one.label for one in apart))}" if apart else ""
    return drawing.docked(item, words)


def _attached(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.NetworkFirewall]:
    found = [one for one in drawing.network.network_firewalls if not one.vpc]
    return sorted(found, key=lambda one: one.id) if r.NetworkFirewall not in drawing.view.leaves_out else ()


def _card(drawing: Drawing, item: r.NetworkFirewall) -> Box:
    zones = f" · {', '.join(item.zones)}" if item.zones else ""
    items = [Item(f"Network Firewall on a transit gateway{zones}", "small"), *note_items(item.note)]
    return drawing.keep(card(item.kind, item.id, item.icon or icon_for(item.kind), item.label, items))


def _to_hub(drawing: Drawing, item: r.NetworkFirewall) -> None:
    hub = drawing.attached(item.transit_gateway, item.id)
    if hub:
        drawing.link("transit", item.id, hub, bundle=f"transit:{item.id}")


register(Drawer(r.NetworkFirewall, Stand.BESIDE, 50, _beside))
register(Drawer(r.NetworkFirewall, Stand.UPPER_BORDER, 55, _at_gateway, find=_at_gateways))
register(Drawer(r.NetworkFirewall, Stand.BELOW, 80, _card, find=_attached, links=_to_hub))
