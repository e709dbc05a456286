"""Which arrangement a picture takes: of few VPCs the best of many that are tried, of many the first that fits a page."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot, log, sqrt
from typing import NamedTuple

from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.lines import Link
from vpcviz.layout.measuring import measure
from vpcviz.layout.settling import HEADING, MARGIN, PAGE, far, fits_page, looks, routed

ASPECTS = (1.6, 2.2, 1.1, 3.0, 0.8, 4.2)
"""Shapes (width / height) that the packing aims at, tried in this order."""

VPC_SHAPES = (1.5, 1.0, 2.2, 0.7, 3.2)
"""Shapes that the insides of VPCs aim at."""

NEAR = (1.08, 2.25)
"""An estate of many VPCs whose shape is between these before it has links is tried with them."""

ROUNDS = 3
"""A picture of many VPCs that is not between so many times as wide as high is laid out again, up to so often."""

CHANGE = 1.4
"""The least by which a shape that was aimed at is changed."""

FEW_VPCS = 24
"""For so many VPCs all pairs of shapes, of the whole and of what is in it, are tried for the least space lost."""

FEW_SHAPED = 4
"""So many VPCs are tried in all shapes, more in the usual ones."""

SEARCHED = ((2, 20), (4, 16), (8, 8), (16, 5))
"""Up to so many VPCs, so many arrangements get their links: a search that takes no more than some tenths of a second."""

MOST_JOINED = 2
"""Where more connections for each VPC stand between VPCs, these decide the shape: it is known once they have their ways."""

SHEET = (1600, 1000)
"""A page (px) that pictures are fitted to: the better they fit, the larger their text."""

WIRE_WEIGHT, CROSSING_WEIGHT = 0.04, 0.01
"""What a diagonal of links, and a crossing, count beside the size of the text (as a logarithm)."""


class Plan(NamedTuple):
    """What an arrangement aims at: the shapes of VPCs, of the whole, of what is in it, and of single containers, by number."""

    vpcs: float
    outer: float
    inner: float
    own: tuple[tuple[int, float], ...] = ()


Maker = Callable[[float], Drawing]
"""Makes the drawing anew, with VPCs of about a shape."""


def choose(make: Maker) -> tuple[Drawing, Box]:
    """The drawing with its boxes arranged and its links routed."""
    drawing = make(VPC_SHAPES[0])
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
    """The best of the plans that look best before they have links."""
    best: tuple[float, Drawing, Box] | None = None
    for plan in _plans(make, first)[:most]:
        drawing = make(plan.vpcs)
        root = routed(Arranger(drawing), plan.outer, plan.inner, dict(plan.own), settle=True)
        cost = _cost(root, drawing.links)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, drawing, root)
    assert best is not None
    return best[1], best[2]


def _plans(make: Maker, first: Drawing) -> list[Plan]:
    """Plans of different results, the one first whose text would be largest."""
    found: dict[tuple[int, int], tuple[float, int, Plan]] = {}

    def rate(arranger: Arranger, plan: Plan) -> float:
        root = arranger.tree(plan.outer, plan.inner, dict(plan.own))
        measure(root)
        reduction = _reduction(root)
        found.setdefault((root.width, root.height), (reduction, len(found), plan))
        return reduction

    count = len(first.network.vpcs)
    many = count > FEW_SHAPED
    shapes = VPC_SHAPES if not many else VPC_SHAPES[:3]
    for vpcs in shapes if first.view.shows_inside else shapes[:1]:
        drawing = first if vpcs == VPC_SHAPES[0] else make(vpcs)
        arranger = Arranger(drawing)
        nested = drawing.containers.nested
        aspects = ASPECTS[:4] if nested else ASPECTS
        plans = [Plan(vpcs, outer, inner) for outer in aspects for inner in (aspects if nested else (outer,))]
        rates = [rate(arranger, plan) for plan in plans]
        if nested:
            least = min(rates)
            _refine(arranger, rate, plans[rates.index(least)], least)
    return [plan for _, _, plan in sorted(found.values())]


def _refine(arranger: Arranger, rate: Callable[[Arranger, Plan], float], plan: Plan, least: float) -> None:
    """Rate the plan with each container in turn given the shape of its own that makes the whole fit best."""
    for number, container in enumerate(arranger.containers()):
        if len(container.packed) + len(container.children) < 2:
            continue
        tried = [plan._replace(own=tuple(sorted({**dict(plan.own), number: shape}.items()))) for shape in ASPECTS]
        rates = [rate(arranger, one) for one in tried]
        if min(rates) < least - 1e-9:
            least = min(rates)
            plan = tried[rates.index(least)]


def _reduction(root: Box) -> float:
    """How much smaller the picture gets when it is fitted to a page (as a logarithm)."""
    return log(max((root.width + 2 * MARGIN) / SHEET[0], (root.height + HEADING) / SHEET[1]))


def _cost(root: Box, links: Sequence[Link]) -> float:
    """What speaks against an arrangement: small text, long links, crossings."""
    length = crossings = 0.0
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    seen: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    for link in links:
        for a, b in pairwise(link.points):
            run = (min(a, b), max(a, b))
            if run not in seen:
                seen.add(run)
                (x1, y1), (x2, y2) = run
                length += x2 - x1 + abs(y2 - y1)
                (level if y1 == y2 else upright).append((y1, x1, x2) if y1 == y2 else (x1, min(y1, y2), max(y1, y2)))
    for y, left, right in level:
        crossings += sum(1 for x, top, bottom in upright if left + 4 < x < right - 4 and top + 4 < y < bottom - 4)
    wire = length / hypot(root.width, root.height + HEADING)
    return _reduction(root) + WIRE_WEIGHT * wire + CROSSING_WEIGHT * crossings


# --- many VPCs ---


def _fitted(arranger: Arranger) -> Box:
    """The first arrangement that has a page's shape once its links have their room; else the one nearest to it."""
    outer, inner = _shape(arranger)
    tried: list[tuple[float, float]] = []
    change = 1.0
    while True:  # links take room that nothing told of before they had a way
        last = not arranger.drawing.network.vpcs or len(tried) == ROUNDS
        root = routed(arranger, outer * change, inner * change, settle=last)
        tried.append((change, looks(root)))
        if last or fits_page(root):
            break
        change = _change(tried)
    best = min(tried, key=lambda one: far(one[1]))
    if far(best[1]) < far(tried[-1][1]):
        root = routed(arranger, outer * best[0], inner * best[0], settle=True)
    return root


def _change(tried: Sequence[tuple[float, float]]) -> float:
    """By how much to aim wider (or less wide) than at first, given the changes tried and the shapes that came out.

    It is one of few numbers, so that one VPC more mostly changes nothing: a step on, or half-way between too narrow and too wide.
    """
    narrow = max((change for change, shape in tried if shape < PAGE[0]), default=0.0)
    wide = min((change for change, shape in tried if shape > PAGE[1]), default=0.0)
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
            shape = looks(root)
            if not few and NEAR[0] <= shape <= NEAR[1]:
                return outer, inner
            penalty = max(1.0, 1.35 / shape, shape / 2.1)
            tried.append((root.width * (root.height + HEADING) * penalty**2, outer, inner))
    _, outer, inner = min(tried)
    return outer, inner
