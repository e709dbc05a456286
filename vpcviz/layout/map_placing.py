"""Where everything on a map stands, and how its links run: areas in areas, with strips between them that get as wide as need be."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, log

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import snap
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.map_areas import Area, Bounds, settle, size
from vpcviz.layout.map_plots import Option
from vpcviz.layout.map_regions import Regions
from vpcviz.layout.map_said import said_of
from vpcviz.layout.map_tracks import Tracks
from vpcviz.layout.map_ways import Way, Ways
from vpcviz.layout.searching import cost_of
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.sheet import Sheet, sheet_of

ROUNDS = 12
"""So often strips are made wider; what is too narrow then stays so."""


APART = (6, 8)
"""So far (px) lines keep from one another where strips may get wider: of many VPCs, of few."""

TRIED = ((16, 10), (24, 4))
"""Of up to so many VPCs, so many arrangements get their links."""


def placed(drawing: Drawing) -> Box | None:
    """The tree of boxes, all in their places, with the links' ways; None where a link finds none."""
    regions = Regions(drawing)
    options = regions.options_of_all()
    few = next((tries for most, tries in TRIED if len(drawing.network.vpcs) <= most), 1)
    tries = 1 if drawing.options.hurried else few
    best: tuple[float, int] | None = None
    if not drawing.few:
        return _routed(drawing, _with_said(drawing, regions, options[0]))
    for number, option in enumerate(options[:tries]):
        found = _routed(drawing, regions.whole(option))
        if found is None:
            return None
        if tries == 1 or len(options) == 1:
            return found
        sheet = sheet_of(drawing, found)
        cost = cost_of(sheet, drawing) + _too_small(sheet, drawing)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, number)
    return _routed(drawing, regions.whole(options[best[1]])) if best is not None else None


def _too_small(sheet: Sheet, drawing: Drawing) -> float:
    """What speaks against an arrangement for a page that is asked for: how much smaller it gets there (as a logarithm). That it
    reads counts before short links there."""
    shape = drawing.options.shape
    return 0.0 if drawing.options.page is None else log(max(sheet.width / shape, sheet.height))


def _with_said(drawing: Drawing, regions: Regions, option: Option) -> Area:
    """The whole of a large estate, in which far peerings are in a list: who is far is known once all have places. The diagonal is
    that of as many VPCs as the estate is arranged for: one VPC more makes no line of what was said."""
    root = regions.whole(option)
    size(root)
    settle(root, *_rooms(root))
    return regions.whole(option, said_of(drawing, hypot(option.width, option.height)))


def _routed(drawing: Drawing, root: Area) -> Box | None:
    by_id = {id(area): area for area in root.walk()}
    ways: list[Way] | None = None
    count = 0
    for _ in range(ROUNDS):
        size(root)
        settle(root, *_rooms(root))
        strips = [strip for area in root.walk() for strip in area.strips]
        if ways is not None:  # the same strips in other places
            ways = [way.over(strips) for way in ways] if len(strips) == count else None
        if ways is None or not all(way.holds for way in ways):
            ways, count = Ways(root, steady=not drawing.few).find(drawing.links), len(strips)
        if ways is None:
            return None
        narrow = Tracks(ways, APART[drawing.few]).assign()
        if not narrow:
            break
        for key, more in narrow.items():
            load = by_id[key].load
            for strip, steps in more.items():
                load[strip] = load.get(strip, 0) + steps
    return _tree(root)


def _rooms(root: Area) -> tuple[Bounds, Bounds]:
    """What the whole may fill, and what its links may run in."""
    all_of_it = (MARGIN, 0, MARGIN + root.width, root.height)
    return all_of_it, all_of_it


def _tree(root: Area) -> Box:
    """The boxes of the areas, nested as their frames are."""
    canvas = Box("canvas", "", visible=False, pad=0)
    canvas.x, canvas.y, canvas.width, canvas.height = root.x, root.y, snap(root.width), snap(root.height)
    _fill(canvas, root)
    canvas.adopt()
    return canvas


def _fill(box: Box, area: Area) -> None:
    inside: list[Box] = []
    for one in _boxes(area):
        if isinstance(one, Box):
            inside.append(one)
        elif one.frame is not None:
            _fill(one.frame, one)
            one.frame.rows = [[*(one.frame.rows[0] if one.frame.rows else []), *one.chips]]
            inside.append(one.frame)
    box.rows = [inside] if inside else []


def _boxes(area: Area) -> Iterator[Box | Area]:
    """What is in an area; of areas without a frame, what is in them."""
    for row in area.rows:
        for one in row:
            if isinstance(one, Area) and one.frame is None:
                yield from _boxes(one)
            else:
                yield one
