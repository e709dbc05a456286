"""VPC Lattice: service networks below their VPCs, with the services in them; resource gateways and configurations."""

from vpcviz.layout.belonging import groups_words
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r

MOST_NAMED = 4
"""A service network names so many of what is in it; it says how many more there are."""


def _network(drawing: Drawing, item: r.ServiceNetwork) -> Box:
    names = [drawing.network.by_id[one].label if one in drawing.network.by_id else one for one in (*item.services, *item.resources)]
    lines = [Item("VPC Lattice service network", "small")]
    lines += [Item(name, "small") for name in names[:MOST_NAMED]]
    lines += [Item(f"and {len(names) - MOST_NAMED} more", "small")] if len(names) > MOST_NAMED else []
    lines += [Item("what is in it was not read", "small")] if not item.members_known else []
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, [*lines, *note_items(item.note)]))


def _links(drawing: Drawing, item: r.ServiceNetwork) -> None:
    """From the VPCs that call to the service network, and from there to what is in it, unless that is much."""
    for vpc in item.vpcs:
        drawing.link("lattice", vpc, item.id, bundle=f"lattice:{item.id}", arrow=True)
    members = (*item.services, *item.resources)
    for member in members if len(members) <= MOST_NAMED else ():
        drawing.link("lattice", item.id, member, bundle=f"lattice-in:{item.id}", arrow=True)


def _service(drawing: Drawing, item: r.LatticeService) -> Box:
    lines = [Item("VPC Lattice service", "small"), *(Item(name, "small") for name in (item.custom_domain, item.dns_name) if name)]
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, [*lines, *note_items(item.note)]))


def _gateway(drawing: Drawing, item: r.ResourceGateway) -> Box:
    return drawing.docked(item, "Resource gateway" + groups_words(drawing.network, item, full=drawing.full))


def _configuration(drawing: Drawing, item: r.ResourceConfiguration) -> Box:
    words = f"Resource configuration{f' · {item.type}' if item.type else ''}"
    where = " ".join(word for word in (item.protocol, ", ".join(item.ports)) if word)
    told = (item.custom_domain, item.ip or item.dns_name or item.arn, where)
    lines = [Item(words, "small"), *(Item(word, "small") for word in told if word), *note_items(item.note)]
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, lines))


def _to_gateway(drawing: Drawing, item: r.ResourceConfiguration) -> None:
    drawing.link("lattice", item.id, item.gateway, bundle=f"lattice:{item.gateway}", arrow=True)


def _home(drawing: Drawing, item: r.ServiceNetwork) -> tuple[str, str]:
    return drawing.home(item, item.vpcs)


register_link(LinkKind("lattice", 80, "VPC Lattice", "#A21CAF", "#F0ABFC", 1.5, "8 2 2 2"))
register(Drawer(r.ServiceNetwork, Stand.BELOW, 72, _network, links=_links, home=_home))
register(Drawer(r.LatticeService, Stand.BELOW, 74, _service))
register(Drawer(r.ResourceConfiguration, Stand.BELOW, 76, _configuration, links=_to_gateway))
register(Drawer(r.ResourceGateway, Stand.LOWER_BORDER, 15, _gateway))
