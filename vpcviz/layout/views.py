"""Views: what a picture is about. Each is a value that says what is kept, and how VPCs and what joins them are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, structs

from vpcviz.layout import kept
from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import share_hubs
from vpcviz.layout.drawing import MANY, NO_ROOMS, Drawing, Room
from vpcviz.layout.estate import build
from vpcviz.layout.meshes import stand_together
from vpcviz.layout.options import Detail, Options
from vpcviz.layout.shown import notes
from vpcviz.layout.vpcs import VpcBoxes
from vpcviz.layout.widgets import Marks
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r

__all__ = ["MANY", "VIEWS", "View", "drawing_of"]


def _whole_vpcs(drawing: Drawing) -> Callable[[r.Vpc], Box]:
    return VpcBoxes(drawing).box


class View(Struct, frozen=True):
    """What a picture is about.

    `keeps` tells which resources it is about (None: all), `words` says so at the foot, `detail` is what it is always drawn at.
    `leaves_out` are classes that are known but not drawn, `adds` those that only this view draws. `vpc_boxes` makes a VPC's box,
    `gather` puts VPCs that belong together side by side, `port` makes what is docked on a border, `peering` draws a peering other
    than as a thing, `foot` makes what stands below all. `region_first` tells whether regions hold accounts, `slide` that
    things are tiles, and no table is drawn.
    """

    keeps: Callable[[Network], kept.Keeps] | None = None
    words: str = ""
    detail: Detail | None = None
    leaves_out: frozenset[type[r.Resource]] = frozenset()
    adds: frozenset[type[r.Resource]] = frozenset()
    shows_inside: bool = True
    shows_filters: bool = True
    slide: bool = False
    vpc_boxes: Callable[[Drawing], Callable[[r.Vpc], Box]] = _whole_vpcs
    gather: Callable[[Drawing], None] = stand_together
    port: Callable[[r.Resource, str, str, Marks], Box] | None = None
    peering: Callable[[Drawing, r.Peering], None] | None = None
    foot: Callable[[Drawing], Box | None] | None = None
    region_first: Callable[[Network], bool] = share_hubs
    placed: Callable[[Drawing], Box | None] | None = None


VIEWS: dict[str, View] = {
    "network": View(),
    "routes": View(
        keeps=kept.routes,
        words="Routes: route tables and what they lead to. Everything else is counted.",
        detail="full",
        shows_filters=False,
    ),
    "endpoints": View(
        keeps=kept.endpoints,
        words="Endpoints: the ways to AWS services, by endpoint and by NAT. Everything else is counted.",
        detail="full",
    ),
    "dns": View(
        keeps=kept.dns,
        words="DNS: hosted zones, Resolver endpoints and rules, DHCP options, and the names of endpoints. "
        "Everything else is counted.",
        detail="full",
        leaves_out=frozenset({r.RouteTable}),
        adds=frozenset({r.DhcpOptions}),
        shows_filters=False,
    ),
}
"""The views by name; the map enters itself."""


def view_of(options: Options) -> View:
    """The view that is asked for: an overview is the map."""
    from vpcviz.layout.map import MAP
    from vpcviz.layout.slide import PRESENTATION

    is_map = options.view == "map" or (options.view == "network" and options.detail == "overview")
    if options.view == "network" and options.detail == "presentation":
        return PRESENTATION
    return MAP if is_map else VIEWS[options.view]


def drawing_of(network: Network, options: Options, rooms: Mapping[str, Room] = NO_ROOMS) -> Drawing:
    """The drawing of a network: its boxes and links, of all of it or of what the view is about, the others counted.

    `rooms` tells which arrangement VPCs take inside.
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
        options = structs.replace(options, notes=(view.words, *options.notes))
    if options.show:
        options = structs.replace(options, notes=(*options.notes, *notes(network, options.show)))
    drawing = Drawing(network, options, view, hidden, rooms)
    build(drawing)
    if view.foot is not None:
        drawing.foot = view.foot(drawing)
    return drawing
