"""Which arrangement a picture takes: of few VPCs the best of many, of many (`fitting`) the first that fits a page."""

from collections.abc import Sequence
from math import log, sqrt

from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing, Maker
from vpcviz.layout.fitting import ASPECTS, fitted
from vpcviz.layout.measuring import measure
from vpcviz.layout.settling import HEADING, band, far, fits_page, looks, routed

ROUNDS = 3
"""A picture that is not between so many times as wide as high is laid out again, up to so often."""

CHANGE = 1.4
"""The least by which a shape that was aimed at is changed."""

MOST_SEARCHED = 16
"""Of up to so many VPCs many arrangements are planned, and the best of some is taken."""

MOST_JOINED = 2
"""Where more connections for each VPC stand between VPCs, these decide the shape: it is known once they have their ways."""


def choose(make: Maker) -> tuple[Drawing, Box]:
    """The drawing with its boxes arranged and its links routed."""
    drawing = make()
    count = len(drawing.network.vpcs)
    placed = drawing.view.placed(drawing) if drawing.view.placed is not None else None
    if placed is not None:
        return drawing, placed
    if drawing.view.placed is not None:  # what was tried has moved things
        drawing = make()
    if 0 < count <= MOST_SEARCHED and not drawing.options.hurried and len(drawing.connectors) <= MOST_JOINED * count:
        from vpcviz.layout.searching import searched

        return searched(make, drawing)
    arranger = Arranger(drawing)
    return drawing, _fitted(arranger) if arranger.places is None else fitted(arranger, arranger.places)


def _fitted(arranger: Arranger) -> Box:
    """Of few VPCs that are not searched: the first arrangement that has a page's shape once its links have their room; else the
    nearest to it."""
    outer, inner = _shape(arranger)
    options = arranger.drawing.options
    tried: list[tuple[float, float]] = []
    change = 1.0
    while True:  # links take room that nothing told of before they had a way
        last = not arranger.drawing.network.vpcs or len(tried) == ROUNDS
        root = routed(arranger, outer * change, inner * change, settle=last, again=bool(tried))
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
    tried: list[tuple[float, float, float]] = []
    for outer in ASPECTS:
        for inner in ASPECTS if arranger.drawing.containers.nested else (outer,):
            root = arranger.tree(outer, inner)
            measure(root)
            shape = looks(root, arranger.drawing.options)
            penalty = max(1.0, 1.35 / shape, shape / 2.1)
            tried.append((root.width * (root.height + HEADING) * penalty**2, outer, inner))
    _, outer, inner = min(tried)
    return outer, inner
