"""How a kind is drawn that has no drawer of its own: as a card in its subnet, on its VPC's border, beside its zones, or below."""

from vpcviz.layout.belonging import owners_words
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
    """The drawer of a kind, by what its resources name (a subnet, a VPC, neither), and whether they are gateways of a VPC."""
    if "subnet" in record.__struct_fields__:
        return living_in_subnets(record, LAST)
    if record.PART == "gateway" and "vpc" in record.__struct_fields__:
        return Drawer(record, Stand.UPPER_BORDER, LAST, _docked)
    return Drawer(record, Stand.BESIDE if "vpc" in record.__struct_fields__ else Stand.BELOW, LAST, _card)


def _docked(drawing: Drawing, item: r.Resource) -> Box:
    words = item.words()
    return drawing.docked(item, words[:1].upper() + words[1:])


def _card(drawing: Drawing, item: r.Resource) -> Box | None:
    if item.id in drawing.drawn:
        return None
    of = [Item(words, "small") for words in owners_words(drawing.network, item)]
    items = [Item(kind_name(item.kind), "small"), *of, *note_items(item.note)]
    return drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, items, tooltip=tooltip(item)))
