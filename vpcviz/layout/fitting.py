"""The arrangement of many VPCs: what is in regions hangs on what is settled, how regions lie together on the page."""

from collections.abc import Iterator

from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.insides import Insides
from vpcviz.layout.measuring import measure
from vpcviz.layout.places import Places
from vpcviz.layout.settling import HEADING, far, fits_page, looks, routed

ASPECTS = (1.6, 2.2, 1.1, 3.0, 0.8, 4.2)
"""Shapes (width / height) that the packing aims at, tried in this order."""

ROUNDS = 3
"""So many ways of putting regions together get their links, if none before them has a page's shape."""

NEAR_ENOUGH = 1.3
"""A first arrangement no further from a page's shape stays, unless a page was asked for: one VPC more then changes no shape."""

CHANGES = 2
"""So many times what is in regions, which is to stay, is laid out for another shape."""

CHANGE = 1.4
"""By so much that shape changes."""

USUAL = 1.6
"""The shape that is aimed at."""


def fitted(arranger: Arranger, places: Places) -> Box:
    """The first arrangement that has a page's shape, or nearly has it, once its links have their room; else the nearest one."""
    drawing, options = arranger.drawing, arranger.drawing.options
    insides = Insides(drawing.links, drawing.printer, drawing.printer.elsewhere if drawing.printer is not None else ())
    drawing.insides, drawing.outer = insides.every, insides.outer
    inner = places.shape()
    tried: list[tuple[float, float, float]] = []
    looked = USUAL
    for outer in _outer(arranger, inner):  # links take room that nothing told of before they had a way
        most = NEAR_ENOUGH if not tried and options.page is None else 1.0
        root = routed(arranger, outer, inner, settle=False, again=bool(tried), insides=insides, most=most)
        looked = looks(root, options)
        tried.append((far(looked, options), outer, inner))
        if far(looked, options) <= most:
            return root
    _, outer, _ = min(tried)
    for _ in range(CHANGES):
        inner *= CHANGE if looked < USUAL else 1 / CHANGE
        root = routed(arranger, outer, inner, settle=False, again=True, insides=insides)
        looked = looks(root, options)
        tried.append((far(looked, options), outer, inner))
        if fits_page(root, options):
            return root
    _, outer, inner = min(tried)
    return routed(arranger, outer, inner, settle=True, insides=insides)


def _outer(arranger: Arranger, inner: float) -> Iterator[float]:
    """The shapes that regions are packed for, the best first: near to a page's, with little space lost."""
    options = arranger.drawing.options
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for outer in ASPECTS:
        root = arranger.tree(outer, inner)
        measure(root)
        looked = looks(root, options)
        penalty = max(1.0, 1.35 / looked, looked / 2.1)
        found.setdefault((root.width, root.height), (root.width * (root.height + HEADING) * penalty**2, outer))
    yield from (outer for _, outer in sorted(found.values())[:ROUNDS])
