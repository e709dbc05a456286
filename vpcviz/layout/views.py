"""Views: what a picture is about. Each is a value that says what is kept, and how VPCs and what joins them are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import structs

from vpcviz.layout import kept
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import NO_ROOMS, Drawing, Room, View
from vpcviz.layout.estate import build
from vpcviz.layout.meshes import stand_together
from vpcviz.layout.options import Options
from vpcviz.layout.shown import notes
from vpcviz.layout.vpcs import VpcBoxes
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r


def _whole_vpcs(drawing: Drawing) -> Callable[[r.Vpc], Box]:
    return VpcBoxes(drawing).box


WHOLE = View(vpc_boxes=_whole_vpcs, gather=stand_together)
"""All of a network, VPCs with what is in them."""

VIEWS: dict[str, View] = {
    "network": WHOLE,
    "routes": structs.replace(
        WHOLE,
        keeps=kept.routes,
        words="Routes: route tables and what they lead to. Everything else is counted.",
        detail="full",
        shows_filters=False,
    ),
    "endpoints": structs.replace(
        WHOLE,
        keeps=kept.endpoints,
        words="Endpoints: the ways to AWS services, by endpoint and by NAT. Everything else is counted.",
        detail="full",
    ),
    "dns": structs.replace(
        WHOLE,
        keeps=kept.dns,
        words="DNS: hosted zones, Resolver endpoints and rules, DHCP options, and the names of endpoints. "
        "Everything else is counted.",
        detail="full",
        leaves_out=frozenset({r.RouteTable}),
        adds=frozenset({r.DhcpOptions}),
        shows_filters=False,
    ),
}
"""The views by name, but for the map."""


def view_of(options: Options) -> View:
    """The view that is asked for: an overview is the map. What other views are made of is not loaded."""
    if options.view == "network" and options.detail == "presentation":
        from vpcviz.layout.slide import PRESENTATION

        return PRESENTATION
    if options.view == "map" or (options.view == "network" and options.detail == "overview"):
        from vpcviz.layout.map import MAP

        return MAP
    return VIEWS[options.view]


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
