"""Which arrangement a picture takes: of few VPCs the best of many that are tried, of many the first that fits a page."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot, log, sqrt
from typing import Protocol

from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.drawing import NO_ROOMS, Drawing, Room
from vpcviz.layout.floorplan import Plan
from vpcviz.layout.measuring import measure
from vpcviz.layout.planning import Planner, Whole, learned, rooms_of
from vpcviz.layout.settling import HEADING, MARGIN, band, far, fits_page, looks, route, routed
from vpcviz.layout.sheet import Sheet, sheet_of

ASPECTS = (1.6, 2.2, 1.1, 3.0, 0.8, 4.2)
"""Shapes (width / height) that the packing aims at, tried in this order."""

NEAR = (1.08, 2.25)
"""An estate of many VPCs whose shape is between these before it has links is tried with them."""

ROUNDS = 3
"""A picture of many VPCs that is not between so many times as wide as high is laid out again, up to so often."""

CHANGE = 1.4
"""The least by which a shape that was aimed at is changed."""

FEW_VPCS = 24
"""For so many VPCs all pairs of shapes, of the whole and of what is in it, are tried for the least space lost."""

SEARCHED = ((4, 10), (8, 8), (16, 6))
"""Up to so many VPCs, so many arrangements get their links: a search that takes no more than some tenths of a second."""

MOST_JOINED = 2
"""Where more connections for each VPC stand between VPCs, these decide the shape: it is known once they have their ways."""

SHEET = 1000
"""The height of a page (px) that pictures are fitted to: the better they fit, the larger their text."""

SLACK = 0.06
"""Plans that promise to be worse by more than this than what was found are not drawn."""

WIRE_WEIGHT, CROSSING_WEIGHT = 0.04, 0.01
"""What a diagonal of links, and a crossing, count beside the size of the text (as a logarithm)."""


class Maker(Protocol):
    """Makes the drawing anew."""

    def __call__(self, rooms: Mapping[str, Room] = NO_ROOMS) -> Drawing:
        """The drawing, its VPCs in the arrangements that `rooms` tells, others in the best of their own."""


def choose(make: Maker) -> tuple[Drawing, Box]:
    """The drawing with its boxes arranged and its links routed."""
    drawing = make()
    count = len(drawing.network.vpcs)
    placed = drawing.view.placed(drawing) if drawing.view.placed is not None else None
    if placed is not None:
        return drawing, placed
    most = next((tries for vpcs, tries in SEARCHED if count <= vpcs), 0)
    if most and count and len(drawing.connectors) <= MOST_JOINED * count:
        return _searched(make, drawing, most)
    return drawing, _fitted(Arranger(drawing))


# --- few VPCs ---


def _searched(make: Maker, first: Drawing, most: int) -> tuple[Drawing, Box]:
    """The best of some arrangements: each is planned with what links took in those before it."""
    planner = Planner(first)
    growth: dict[str, tuple[int, int]] = {}
    around = (2 * MARGIN, max((box.height + 2 * GRID for box in first.outside), default=HEADING) + 2 * MARGIN)
    best: tuple[float, Drawing, Box] | None = None
    seen: list[Whole] = []
    for _ in range(most):
        found = sorted((_planned_cost(plan, around, first), number, plan) for number, plan in enumerate(planner.plans(growth)))
        known = ((cost, rooms_of(planner, plan)) for cost, _, plan in found)
        cost, whole = next(((cost, one) for cost, one in known if one not in seen), (0.0, None))
        if whole is None or (best is not None and cost > best[0] + SLACK):
            break
        seen.append(whole)
        drawing = make(whole.rooms)
        arranger = Arranger(drawing)
        root = route(arranger.planned(whole.rows), drawing)
        growth |= learned(arranger, whole, first.shapes)
        sheet = sheet_of(drawing, root)
        around = (round(sheet.width) - arranger.cloud.box.width, round(sheet.height) - arranger.cloud.box.height)
        cost = cost_of(sheet, drawing)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, drawing, root)
    assert best is not None
    return best[1], best[2]


def _planned_cost(plan: Plan, around: tuple[int, int], drawing: Drawing) -> float:
    """What speaks against a plan before links have their ways."""
    width, height = plan.width + around[0], plan.height + around[1]
    return log(max(width / drawing.options.shape, height) / SHEET) + WIRE_WEIGHT * plan.length / hypot(width, height)


def cost_of(sheet: Sheet, drawing: Drawing) -> float:
    """What speaks against an arrangement: how much smaller the sheet gets when it is fitted to a page, long links, crossings."""
    length = crossings = 0.0
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    seen: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    for link in drawing.links:
        for a, b in pairwise(link.points):
            run = (min(a, b), max(a, b))
            if run not in seen:
                seen.add(run)
                (x1, y1), (x2, y2) = run
                length += x2 - x1 + abs(y2 - y1)
                (level if y1 == y2 else upright).append((y1, x1, x2) if y1 == y2 else (x1, min(y1, y2), max(y1, y2)))
    for y, left, right in level:
        crossings += sum(1 for x, top, bottom in upright if left + 4 < x < right - 4 and top + 4 < y < bottom - 4)
    wire = length / hypot(sheet.width, sheet.height)
    smaller = log(max(sheet.width / drawing.options.shape, sheet.height) / SHEET)
    return smaller + WIRE_WEIGHT * wire + CROSSING_WEIGHT * crossings


# --- many VPCs ---


def _fitted(arranger: Arranger) -> Box:
    """The first arrangement that has a page's shape once its links have their room; else the one nearest to it."""
    outer, inner = _shape(arranger)
    options = arranger.drawing.options
    tried: list[tuple[float, float]] = []
    change = 1.0
    while True:  # links take room that nothing told of before they had a way
        last = not arranger.drawing.network.vpcs or len(tried) == ROUNDS
        root = routed(arranger, outer * change, inner * change, settle=last)
        tried.append((change, looks(root, options)))
        if last or fits_page(root, options):
            break
        change = _change(tried, band(options))
    best = min(tried, key=lambda one: far(one[1], options))
    if far(best[1], options) < far(tried[-1][1], options):
        root = routed(arranger, outer * best[0], inner * best[0], settle=True)
    return root


def _change(tried: Sequence[tuple[float, float]], page: tuple[float, float]) -> float:
    """By how much to aim wider (or less wide) than at first, given the changes tried and the shapes that came out;
    `page` is between which they should be.

    It is one of few numbers, so that one VPC more mostly changes nothing: a step on, or half-way between too narrow and too wide.
    """
    narrow = max((change for change, shape in tried if shape < page[0]), default=0.0)
    wide = min((change for change, shape in tried if shape > page[1]), default=0.0)
    if narrow and wide:
        return sqrt(narrow * wide)
    change, shape = tried[-1]
    steps = round(log(1.6 / shape, CHANGE))
    return change * CHANGE ** (steps or (1 if shape < 1.6 else -1))


def _shape(arranger: Arranger) -> tuple[float, float]:
    """The best of the shapes tried, of the whole and of what is in it: near to a page's, and with little space lost."""
    few = len(arranger.drawing.network.vpcs) <= FEW_VPCS
    tried: list[tuple[float, float, float]] = []
    for outer in ASPECTS:
        for inner in ASPECTS if few and arranger.drawing.containers.nested else (outer,):
            root = arranger.tree(outer, inner)
            measure(root)
            shape = looks(root, arranger.drawing.options)
            if not few and NEAR[0] <= shape <= NEAR[1]:
                return outer, inner
            penalty = max(1.0, 1.35 / shape, shape / 2.1)
            tried.append((root.width * (root.height + HEADING) * penalty**2, outer, inner))
    _, outer, inner = min(tried)
    return outer, inner
