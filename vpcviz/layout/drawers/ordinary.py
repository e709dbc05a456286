"""How a kind is drawn that has no drawer of its own: as a card in its subnet, beside its VPC's zones, or below the VPCs."""

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand
from vpcviz.layout.drawers.residents import living_in_subnets
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import kind_name
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r

LAST = 1000
"""Such things stand after those of kinds with drawers."""


def ordinary_drawer(record: type[r.Resource]) -> Drawer:
    """The drawer of a kind, by what its resources name: a subnet, a VPC, neither."""
    if "subnet" in record.__struct_fields__:
        return living_in_subnets(record, LAST)
    return Drawer(record, Stand.BESIDE if "vpc" in record.__struct_fields__ else Stand.BELOW, LAST, _card)


def _card(drawing: Drawing, item: r.Resource) -> Box | None:
    if item.id in drawing.drawn:
        return None
    items = [Item(kind_name(item.kind), "small"), *note_items(item.note)]
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, items, tooltip=tooltip(item)))
