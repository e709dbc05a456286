"""Where everything on a map stands, and how its links run: areas in areas, with strips between them that get as wide as need be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import hypot, log

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import snap
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.map_areas import Area, Bounds, settle, size
from vpcviz.layout.map_listed_peerings import listed_peerings
from vpcviz.layout.map_plots import OUTER, Option
from vpcviz.layout.map_regions import Regions
from vpcviz.layout.map_spreading import room_left, spread
from vpcviz.layout.map_tracks import Tracks
from vpcviz.layout.map_ways import Way, Ways
from vpcviz.layout.searching import cost_of
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.sheet import Sheet, sheet_of

ROUNDS = 12
"""So often strips are made wider; what is too narrow then stays so."""


APART = (6, 8)
"""So far (px) lines keep from one another where strips may get wider: of many VPCs, of few."""

TRIED_FOR_PAGE = 3
"""Of a large estate, so many arrangements get their links for a page that is asked for."""

TEXT_WEIGHT = 2.0
"""What the size of text on a page that is asked for counts besides (as a logarithm): before short links."""

LEAST_LEFT = 48
"""Less room (px) than this on one side is left as it is."""

NO_SMALLER = 0.005
"""What is taken apart to fill a page may get so much smaller (as a logarithm): one px in two hundred."""

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
        asked = drawing.options.page is not None
        return _for_page(drawing, regions, options) if asked else _routed(drawing, _with_said(drawing, regions, options[0]))
    for number, option in enumerate(options[:tries]):
        found = _routed(drawing, regions.whole(option))
        if found is None:
            return None
        if tries == 1 or len(options) == 1:
            return _filled(drawing, found, lambda option=option: regions.whole(option))  # type: ignore[misc]
        sheet = sheet_of(drawing, found)
        cost = cost_of(sheet, drawing) + _too_small(sheet, drawing)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, number)
    if best is None:
        return None
    chosen = options[best[1]]
    return _filled(drawing, _routed(drawing, regions.whole(chosen)), lambda: regions.whole(chosen))


def _for_page(drawing: Drawing, regions: Regions, options: Sequence[Option]) -> Box | None:
    """Of a large estate, the arrangement that is largest on the page that is asked for: what links and words add to the first one
    tells about which of the others is better."""
    tried: dict[int, float] = {}
    around = (OUTER[0], OUTER[1])
    found: Box | None = None
    number = 0
    while len(tried) < TRIED_FOR_PAGE:
        found = _routed(drawing, _with_said(drawing, regions, options[number]))
        if found is None:
            return None
        sheet = sheet_of(drawing, found)
        tried[number] = _fitted(sheet.width, sheet.height, drawing)
        around = (round(sheet.width) - options[number].width, round(sheet.height) - options[number].height)
        promised = [_fitted(one.width + around[0], one.height + around[1], drawing) for one in options]
        left = [one for one in range(len(options)) if one not in tried and promised[one] < min(tried.values())]
        if not left:
            break
        number = min(left, key=lambda one: (promised[one], one))
    best = min(tried, key=lambda one: (tried[one], one))
    if best != list(tried)[-1]:
        found = _routed(drawing, _with_said(drawing, regions, options[best]))
    return _filled(drawing, found, lambda: _with_said(drawing, regions, options[best]))


def _filled(drawing: Drawing, found: Box | None, make: Callable[[], Area]) -> Box | None:
    """The arrangement with its things so far apart that it has the shape of the page that was asked for, if any was: no smaller."""
    if drawing.options.page is None or found is None:
        return found
    before = sheet_of(drawing, found)
    wide, high = room_left(before.width, before.height, drawing.options.shape)
    if max(wide, high) < LEAST_LEFT:
        return found
    root = make()
    size(root)
    spread(root, wide, high)
    filled = _routed(drawing, root)
    if filled is not None:
        after = sheet_of(drawing, filled)
        if _fitted(after.width, after.height, drawing) < _fitted(before.width, before.height, drawing) + NO_SMALLER:
            return filled
    return _routed(drawing, make())


def _fitted(width: float, height: float, drawing: Drawing) -> float:
    """How much smaller a sheet gets on the page (as a logarithm)."""
    return log(max(width / drawing.options.shape, height))


def _too_small(sheet: Sheet, drawing: Drawing) -> float:
    """What speaks against an arrangement for a page that is asked for: how much smaller it gets there."""
    return 0.0 if drawing.options.page is None else TEXT_WEIGHT * _fitted(sheet.width, sheet.height, drawing)


def _with_said(drawing: Drawing, regions: Regions, option: Option) -> Area:
    """The whole of a large estate, in which far peerings are in a list: who is far is known once all have places. The diagonal is
    that of as many VPCs as the estate is arranged for: one VPC more makes no line of what was said."""
    root = regions.whole(option)
    size(root)
    settle(root, *_rooms(root))
    return regions.whole(option, listed_peerings(drawing, hypot(option.width, option.height)))


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
