"""From Network to Scene: build the boxes, choose the shape, route the links, paint, and add title, legend and notes."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from vpcviz import scene
from vpcviz.layout import badges
from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.changed import mark_changes
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.legend import foot
from vpcviz.layout.lines import Link
from vpcviz.layout.options import Options
from vpcviz.layout.order import drawing_order
from vpcviz.layout.routing import Router
from vpcviz.layout.style import line, text_width, wrap
from vpcviz.layout.traced_way import links_of, mark_way
from vpcviz.layout.views import drawing_of
from vpcviz.model import Network
from vpcviz.text import clean

MARGIN = 24
HEADING = 120
"""About how much height title, description and legend take (px)."""

ASPECTS = (1.6, 2.2, 1.1, 3.0, 0.8, 4.2)
"""Shapes that the packing aims at, tried in this order until the whole picture is between 1:1 and 2.4:1."""

PAGE = (1.03, 2.35)
NEAR = (1.08, 2.25)
"""An estate of many VPCs whose shape is between these before it has links is tried with them."""

ROUNDS = 3
"""A picture that is not between so many times as wide as high is laid out again, up to so often."""

CHANGE = 1.4
"""The least by which a shape that was aimed at is changed."""

MOST_TRIES = 400
"""Channels only grow, and no further than all their links need, so routing settles long before so many tries."""

MOST_PLANS = 6
"""So many times links are planned with short ways that may turn out to be blocked; in a mesh some always do."""

FEW_VPCS = 24
"""For so many VPCs all pairs of shapes, of the whole and of what is in it, are tried for the least space lost."""


def lay_out(network: Network, options: Options | None = None) -> scene.Scene:
    """The Scene of a network: what `options` ask to be shown, every place and link decided."""
    options = options or Options()
    drawing = drawing_of(network, options)
    arranger = Arranger(drawing)
    given = badges.put(network, drawing.drawn, options.way, options.findings, options.changes)
    if options.way:
        drawing.links += links_of(options.way, drawing.drawn)
    outer, inner = _shape(arranger)
    tried: list[tuple[float, float]] = []
    change = 1.0
    while True:  # links take room that nothing told of before they had a way
        last = not network.vpcs or len(tried) == ROUNDS
        root = _routed(arranger, outer * change, inner * change, settle=last)
        tried.append((change, _looks(root)))
        if last or _fits_page(root):
            break
        change = _change(tried)
    best = min(tried, key=lambda one: _far(one[1]))
    if _far(best[1]) < _far(tried[-1][1]):
        root = _routed(arranger, outer * best[0], inner * best[0], settle=True)
    picture = _compose(network, options, drawing, root, given)
    if options.way:
        mark_way(picture, options.way)
    if options.changes:
        mark_changes(picture, options.changes)
    return picture


def _looks(root: Box) -> float:
    """The shape of the picture: width / height."""
    return root.width / max(1, root.height + HEADING)


def _far(shape: float) -> float:
    """How far a shape is from those of a page; 1 is none."""
    return max(1.0, PAGE[0] / shape, shape / PAGE[1])


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


def _fits_page(root: Box) -> bool:
    return _far(_looks(root)) == 1.0


def _routed(arranger: Arranger, outer: float, inner: float, *, settle: bool) -> Box:
    """The tree of boxes of that shape, with its links routed; unless it is to `settle`, only until it misses a page's shape."""
    root = arranger.tree(outer, inner)
    root.measure()
    _route(root, arranger.drawing.links, settle=settle)
    return root


def _shape(arranger: Arranger) -> tuple[float, float]:
    """The best of the shapes tried, of the whole and of what is in it: near to a page's, and with little space lost."""
    few = len(arranger.drawing.network.vpcs) <= FEW_VPCS
    tried: list[tuple[float, float, float]] = []
    for outer in ASPECTS:
        for inner in ASPECTS if few and arranger.drawing.containers.nested else (outer,):
            root = arranger.tree(outer, inner)
            root.measure()
            shape = _looks(root)
            if not few and NEAR[0] <= shape <= NEAR[1]:
                return outer, inner
            penalty = max(1.0, 1.35 / shape, shape / 2.1)
            tried.append((root.width * (root.height + HEADING) * penalty**2, outer, inner))
    _, outer, inner = min(tried)
    return outer, inner


def _route(root: Box, links: list[Link], *, settle: bool) -> None:
    """Route the links, widening channels until all fit; unless it is to `settle`, only until the boxes miss the page's shape."""
    root.place(MARGIN, 0)
    _wish(root, links)
    root.place(MARGIN, 0)
    router = Router(root, links)
    router.plan()
    plans = 1
    for attempt in range(MOST_TRIES):
        root.measure()
        if attempt and not (settle or _fits_page(root)):
            return
        root.place(MARGIN, 0)
        _wish(root, links)
        root.place(MARGIN, 0)
        fits = router.assign()
        if router.upright and router.blocked():
            plans += 1
            router.careful = plans > MOST_PLANS
            router.plan()
        elif fits:
            return
    raise AssertionError("the links' channels did not settle")


def _wish(root: Box, links: list[Link]) -> None:
    """Boxes of free rows want to stand over, or under, what they are linked to."""
    free: dict[int, list[float]] = {}
    for box in root.walk_open():
        for index in box.free_rows:
            for child in box.rows[index]:
                free[id(child)] = []
    owners: dict[int, Box] = {}
    for link in links:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            at: Box | None = end
            while at is not None and id(at) not in free:
                at = at.parent
            if at is not None:
                owners[id(at)] = at
                free[id(at)].append(other.x + other.width / 2)
    for key, centres in free.items():
        if centres:
            owners[key].wanted_x = sum(centres) / len(centres)


def _compose(network: Network, options: Options, drawing: Drawing, root: Box, given: list[badges.Badge]) -> scene.Scene:
    title = clean(options.title or network.title or "AWS network")
    subtitle = clean(network.description)
    if options.way:
        title, subtitle = clean(f"{title}: {options.way.words}"), clean(options.way.explanation)
    top = MARGIN + 24 + (20 if subtitle else 0)
    heading: list[scene.Part] = [line(MARGIN + 12, MARGIN + 16, title, "heading")]
    width = max(root.width + 2 * MARGIN, text_width(title, "heading") + 2 * MARGIN + 24)
    if subtitle:
        for row in wrap(subtitle, "subheading", root.width - 24):
            heading.append(line(MARGIN + 12, top, row, "subheading", root.width - 24))
            top += 18
        top -= 10
    root.move(0, top)
    for link in drawing.links:
        link.points = tuple((x, y + top) for x, y in link.points)
    parts: list[scene.Part] = heading
    parts += _paint(root)
    parts += [_link_group(link) for link in drawing_order(drawing.links)]
    bottom = root.y + root.height
    legend, legend_height = foot(drawing, given, MARGIN + 12, bottom + 12, root.width - 24)
    parts += legend
    height = bottom + 12 + legend_height + MARGIN
    return scene.Scene(width, height, title, _describe(network), parts)


def _paint(box: Box) -> list[scene.Part]:
    """The scene parts of a box and all in it; an invisible box gives its children only."""
    own = box.paint(box) if box.paint is not None else []
    inside: list[scene.Part] = []
    for row in box.rows:
        for child in row:
            inside += _paint(child)
    for dock in (*box.docks_top, *box.docks_bottom):
        inside += _paint(dock)
    if not box.visible:
        return own + inside
    marks = box.marks + ((("dock", box.dock),) if box.dock else ())
    return [scene.Group(box.kind, box.id, own + inside, marks, box.tooltip, box.href)]


def _link_group(link: Link) -> scene.Group:
    marks = [("link", link.kind), ("from", link.source.id), ("to", link.target.id)]
    if link.bundle:
        marks.append(("bundle", link.bundle))
    wire = scene.Wire(link.points, link.kind, link.arrow)
    return scene.Group("link", "", [wire], tuple(marks), link.tooltip)


def _describe(network: Network) -> str:
    """One sentence for readers who cannot see the picture."""
    counts = Counter(resource.kind for resource in network)
    names = {
        "vpc": "VPC",
        "subnet": "subnet",
        "eni": "network interface",
        "route-table": "route table",
        "peering": "peering connection",
    }
    words = [f"{counts[kind]} {name}{'s' if counts[kind] != 1 else ''}" for kind, name in names.items() if counts[kind]]
    return f"A diagram of an AWS network with {', '.join(words)}." if words else "A diagram of an AWS network."
