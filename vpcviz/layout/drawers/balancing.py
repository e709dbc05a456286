"""Load balancers and workloads that have cards of their own; what leads to a load balancer, and what it sends to."""

from collections.abc import Iterable, Iterator

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.lines import Link
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.widgets import Item
from vpcviz.model import resources as r

BALANCER = "load-balancer"
"""Links of a load balancer."""

MOST_LISTENERS = 4
"""A load balancer's card names so many listeners."""


def _card(drawing: Drawing, item: r.LoadBalancer | r.Workload) -> Box | None:
    """A card of its own, unless a card in a subnet stands for it."""
    if item.id in drawing.drawn:
        return None
    lines = _lines(drawing, item) if isinstance(item, r.LoadBalancer) else ()
    return drawing.keep(tables.owner_card(drawing.network, item, lines))


def _lines(drawing: Drawing, item: r.LoadBalancer) -> list[Item]:
    """What a load balancer is, and its first listeners."""
    words = "Unknown" if item.type == "unknown" else item.type.capitalize()
    scheme = f" · {item.scheme}" if item.scheme and item.type != "gateway" else ""  # AWS: none for a Gateway Load Balancer
    items = [Item(f"{words} Load Balancer{scheme}", "small")]
    for listener in sorted(item.listeners, key=lambda entry: (entry.port, entry.protocol))[:MOST_LISTENERS]:
        groups = ", ".join(drawing.network.label(group) for group in listener.target_groups)
        items.append(Item(f"{listener.protocol} {listener.port}" + (f" → {groups}" if groups else ""), "small", whole=False))
    return items


def _balancer_links(drawing: Drawing, item: r.LoadBalancer) -> None:
    if not (drawing.few and drawing.view.shows_inside):
        return
    bundle = f"balancer:{item.id}"
    if item.scheme == "internet-facing":
        gateways = drawing.network.internet_gateways
        gateway = next((one.id for one in sorted(gateways, key=lambda one: one.id) if one.vpc == item.vpc), "")
        drawing.link(BALANCER, gateway, item.id, bundle=bundle, arrow=True)
    if not drawing.view.slide:
        _to_all(drawing, item, _interfaces(drawing, item), bundle, arrow=False)
    _to_all(drawing, item, _targets(drawing, item), bundle, arrow=True)


def _interfaces(drawing: Drawing, item: r.LoadBalancer) -> Iterator[str]:
    for interface in sorted(drawing.network.interfaces_owned.get(item.id, ()), key=lambda one: one.id):
        if interface.vpc in ("", item.vpc):
            yield interface.id


def _targets(drawing: Drawing, item: r.LoadBalancer) -> Iterator[str]:
    """What its target groups (a classic load balancer: itself) send to in its VPC: an IP is the interface that has it."""
    network = drawing.network
    named = {group for listener in item.listeners for group in listener.target_groups}
    named |= {group for rule in item.rules for group in rule.target_groups}
    groups = [one for one in network.target_groups if one.id in named or item.id in one.load_balancers]
    holders = {ip: one.id for one in network.network_interfaces if one.vpc == item.vpc for ip in (*one.private_ips, *one.ipv6s)}
    for ident in sorted({*item.targets, *(target.id for group in groups for target in group.targets)}):
        known = network.by_id.get(ident)
        if known is None:
            yield holders.get(ident, "")
        elif getattr(known, "vpc", "") in ("", item.vpc):
            yield ident


def balanced(drawing: Drawing) -> list[str]:
    """The ids of all network interfaces and targets that load balancers are linked to."""
    if not (drawing.few and drawing.view.shows_inside):
        return []
    found: dict[str, None] = {}
    for item in sorted(drawing.network.load_balancers, key=lambda one: one.id):
        found |= dict.fromkeys((*_interfaces(drawing, item), *_targets(drawing, item)))
    return [one for one in found if one]


def _to_all(drawing: Drawing, item: r.LoadBalancer, ids: Iterable[str], bundle: str, *, arrow: bool) -> None:
    """A link to the card of each, once to those that stand for several."""
    source = drawing.drawn.get(item.id)
    seen = {id(source)}
    for ident in ids:
        target = drawing.drawn.get(ident)
        if source is None or target is None or id(target) in seen or target.parent is source:
            continue
        seen.add(id(target))
        drawing.links.append(Link(BALANCER, source, target, f"{BALANCER}:{item.id}:{ident}", bundle=bundle, arrow=arrow))


register_link(
    LinkKind("load-balancer", 120, "load balancer: to its network interfaces and targets", "#C4570A", "#FFA45C", 1.4, "3 2")
)
register(Drawer(r.LoadBalancer, Stand.BESIDE, 40, _card, links=_balancer_links))
register(Drawer(r.Workload, Stand.BESIDE, 60, _card))
