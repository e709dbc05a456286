"""Which view a picture has, and the drawing of a network by it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from msgspec import structs

from vpcviz.layout import views
from vpcviz.layout.contents import build
from vpcviz.layout.drawing import NO_ROOMS, Drawing, Molds, Room, View
from vpcviz.layout.options import Options
from vpcviz.layout.printers import Printer
from vpcviz.layout.shown import notes
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r

WIDEST = 1 << 20
"""What stands below a picture may be so wide (px) before it is known how wide the picture is."""


def view_called(name: str) -> View:
    """The view of that name."""
    found: View = import_module(f"{views.__name__}.{name}").VIEW
    return found


def view_of(options: Options) -> View:
    """The view that is asked for: an overview is the map."""
    is_map = options.view == "map" or (options.view == "network" and options.detail == "overview")
    if options.view == "network" and options.detail == "presentation":
        from vpcviz.layout.slide import PRESENTATION

        return PRESENTATION
    return view_called("map" if is_map else options.view)


def drawing_of(
    network: Network,
    options: Options,
    rooms: Mapping[str, Room] = NO_ROOMS,
    molds: Molds | None = None,
    printer: Printer | None = None,
) -> Drawing:
    """The drawing of a network: its boxes and links, of all of it or of what the view is about, the others counted.

    `rooms` tells which arrangement VPCs take inside; `molds` is kept for all drawings of one picture; a `printer` makes
    VPCs' boxes.
    """
    view = view_of(options)
    hidden: list[r.Resource] = []
    if view.detail:
        options = structs.replace(options, detail=view.detail)
    if view.keeps:
        keeps = view.keeps(network)
        found = {name: tuple(item for item in getattr(network, name) if keeps(item)) for name in COLLECTIONS}
        ids = {item.id for items in found.values() for item in items}
        hidden = [item for item in network if item.id not in ids]
        network = structs.replace(network, **found)
    if options.show:
        options = structs.replace(options, notes=(*options.notes, *notes(network, options.show)))
    drawing = Drawing(network, options, view, hidden, rooms, molds)
    drawing.printer = printer
    build(drawing)
    if view.foot is not None:
        drawing.foot = view.foot(drawing, WIDEST)
    return drawing
