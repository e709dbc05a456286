"""From Network to Scene: build the boxes, choose the shape, route the links, paint, and add title, legend and notes."""

from collections import Counter
from collections.abc import Mapping

from vpcviz import scene
from vpcviz.layout import badges
from vpcviz.layout.boxes import Box, Space
from vpcviz.layout.changed import mark_changes
from vpcviz.layout.choosing import choose
from vpcviz.layout.drawers_known import described
from vpcviz.layout.drawing import NO_ROOMS, Drawing, Molds, Room
from vpcviz.layout.lines import Link
from vpcviz.layout.options import Options
from vpcviz.layout.order import drawing_order
from vpcviz.layout.placing import move
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.sheet import sheet_of
from vpcviz.layout.traced_way import end_of, links_of, mark_way
from vpcviz.layout.view_choice import drawing_of
from vpcviz.model import Network
from vpcviz.text import clean

JOINT = 4
"""The radius (px) of the dot where a link joins a bus."""

PAINTED = Space()
"""What a box keeps of its solver's once it is painted: nothing."""


def lay_out(network: Network, options: Options | None = None) -> scene.Scene:
    """The Scene of a network: what `options` ask to be shown, every place and link decided."""
    options = options or Options()
    title, subtitle = clean(options.title or network.title or "AWS network"), clean(network.description)
    if options.way:
        title, subtitle = clean(f"{title}: {options.way.words}"), clean(options.way.explanation)

    molds: Molds = {}

    def make(rooms: Mapping[str, Room] = NO_ROOMS) -> Drawing:
        drawing = drawing_of(network, options, rooms, molds)
        drawing.title, drawing.subtitle = title, subtitle
        drawing.badges = badges.put(network, drawing.drawn, options.way, options.findings, options.changes)
        if options.way:
            drawing.links += links_of(options.way, drawing.drawn)
        return drawing

    drawing, root = choose(make)
    end = end_of(options.way, drawing) if options.way else None
    picture = _compose(network, drawing, root)
    if options.way:
        mark_way(picture, options.way, end)
    if options.changes:
        mark_changes(picture, options.changes)
    return picture


def _compose(network: Network, drawing: Drawing, root: Box) -> scene.Scene:
    sheet = sheet_of(drawing, root)
    move(root, 0, MARGIN + sheet.down - root.y)
    for link in drawing.links:
        link.points = tuple((x, y + MARGIN + sheet.down) for x, y in link.points)
    links = [_link_group(link) for link in drawing_order(drawing.links)]
    drawing.let_go()
    parts = [*sheet.parts]
    _paint(root, parts)
    return scene.Scene(sheet.width, sheet.height, drawing.title, _describe(network), [*parts, *links])


def _paint(box: Box, parts: list[scene.Part]) -> None:
    """Add the scene parts of a box and of all in it; an invisible box gives its children only.

    Boxes are let go as they are painted: an estate's take more memory than its Scene.
    """
    own = box.paint(box) if box.paint is not None else []
    if box.visible:
        marks = box.marks + ((("dock", box.dock),) if box.dock else ())
        parts.append(scene.Group(box.kind, box.id, own, marks, box.tooltip, box.href))
        parts = own
    else:
        parts += own
    if box.rows or box.docks_top or box.docks_bottom:
        for row in (*box.rows, [*box.docks_top, *box.docks_bottom]):
            for child in row:
                _paint(child, parts)
            row.clear()
        box.rows, box.docks_top, box.docks_bottom, box.space = (), (), (), PAINTED


def _link_group(link: Link) -> scene.Group:
    start, end = link.ends or (link.source.id, link.target.id)
    marks = [("link", link.kind), ("from", start), ("to", end)]
    if link.bundle:
        marks.append(("bundle", link.bundle))
    parts: list[scene.Part] = [scene.Wire(link.points, link.kind, link.arrow)]
    if link.joins:  # where its own line meets the bus
        x, y = link.points[-2] if len(link.points) > 2 else link.points[0]
        parts.append(scene.Rectangle(x - JOINT, y - JOINT, 2 * JOINT, 2 * JOINT, "joint", False, JOINT))
    return scene.Group("link", "", parts, tuple(marks), link.tooltip)


def _describe(network: Network) -> str:
    """One sentence for readers who cannot see the picture."""
    counts = Counter(resource.kind for resource in network)
    words = [f"{counts[one.KIND]} {one.words(counts[one.KIND])}" for one in described() if counts[one.KIND]]
    return f"A diagram of an AWS network with {', '.join(words)}." if words else "A diagram of an AWS network."
