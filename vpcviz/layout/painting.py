"""Boxes and links in their places as parts of a Scene."""

from vpcviz import scene
from vpcviz.layout.boxes import Box, Space
from vpcviz.layout.lines import Link
from vpcviz.layout.link_kinds import data_link

JOINT = 4
"""The radius (px) of the dot where a link joins a bus."""

PAINTED = Space()
"""What a box keeps of its solver's once it is painted: nothing."""


def paint(box: Box, around: list[scene.Part]) -> None:
    """Add the scene parts of a box and of all in it to those that stand `around`; an invisible box gives its children only.

    Boxes are let go as they are painted: an estate's take more memory than its Scene.
    """
    own = box.paint(box) if box.paint is not None else []
    if box.visible:
        marks = box.marks + ((("dock", box.dock),) if box.dock else ())
        around.append(scene.Group(box.kind, box.id, own, marks, box.tooltip, box.href))
        inside = own
    else:
        around += own
        inside = around
    if box.rows or box.docks_top or box.docks_bottom:
        for row in (*box.rows, [*box.docks_top, *box.docks_bottom]):
            for child in row:
                paint(child, inside)
            row.clear()
        box.rows, box.docks_top, box.docks_bottom, box.space = (), (), (), PAINTED


def link_group(link: Link) -> scene.Group:
    """The scene part of a link that has its way."""
    start, end = link.ends or (link.source.id, link.target.id)
    marks = [("link", data_link(link.kind)), ("from", start), ("to", end)]
    if link.bundle:
        marks.append(("bundle", link.bundle))
    parts: list[scene.Part] = [scene.Wire(link.points, link.kind, link.arrow)]
    if link.joins:  # where its own line meets the bus
        x, y = link.points[-2] if len(link.points) > 2 else link.points[0]
        parts.append(scene.Rectangle(x - JOINT, y - JOINT, 2 * JOINT, 2 * JOINT, "joint", False, JOINT))
    return scene.Group("link", "", parts, tuple(marks), link.tooltip)
