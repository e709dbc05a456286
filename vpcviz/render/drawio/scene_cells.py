"""The parts of a Scene as cells of draw.io: containers hold their children, links come last, when both their ends are there."""

from __future__ import annotations

from collections.abc import Iterable

from vpcviz.layout.style import STYLES
from vpcviz.render.drawio.cells import Cell
from vpcviz.render.drawio.drawing import Drawing, around, lines_of, titled
from vpcviz.render.drawio.links import write_link
from vpcviz.render.drawio.stencils import GROUPS
from vpcviz.render.drawio.tables import write_table
from vpcviz.scene import Group, Icon, Part, Rectangle, Scene, Text, Wire
from vpcviz.text import ASCENT


def write_scene(drawing: Drawing, scene: Scene) -> None:
    """Write all that is in a picture."""
    writer = _Writer(drawing)
    writer.parts(scene.parts, drawing.cells.root, faded=False)
    for group, faded in writer.links:
        write_link(drawing, group, writer.tables, faded=faded)


class _Writer:
    """Writes cells one after another, and keeps the links for the end."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.links: list[tuple[Group, bool]] = []
        self.tables: set[str] = set()

    def parts(self, parts: Iterable[Part], parent: Cell, *, faded: bool) -> None:
        """Write parts as children of a cell."""
        for part in parts:
            if isinstance(part, Group):
                self.group(part, parent, faded=faded or part.faded)
            elif isinstance(part, Text):
                self.drawing.text(part, parent, faded=faded)
            elif isinstance(part, Icon):
                self.drawing.icon(part, parent, faded=faded)
            elif isinstance(part, Rectangle):
                self.drawing.box(part, parent, faded=faded)
            elif isinstance(part, Wire):
                self.drawing.sample(part, parent, faded=faded)

    def group(self, group: Group, parent: Cell, *, faded: bool) -> None:
        """Write a thing with all that is in it."""
        if group.kind == "link":
            self.links.append((group, faded))
            return
        if not group.kind:
            self.parts(group.parts, parent, faded=faded)
            return
        box = next((part for part in group.parts if isinstance(part, Rectangle)), None)
        if box is None:
            self.bare(group, parent, faded=faded)
        elif box.role == "table":
            table, others = write_table(self.drawing, group, box, parent, faded=faded)
            self.tables.add(table.id)
            self.parts(others, parent, faded=faded)
        else:
            self.boxed(group, box, parent, faded=faded)

    def boxed(self, group: Group, box: Rectangle, parent: Cell, *, faded: bool) -> None:
        """A thing with a box: a container of what is in it."""
        lines = lines_of([part for part in group.parts if isinstance(part, Text)])
        rest: list[Part] = [part for part in group.parts if part is not box and part not in lines]
        styles = self.drawing.styles
        if box.frame and box.role in GROUPS:
            style = styles.group(box.role, faded, linked=bool(self.drawing.link(group)))
            own = next((part for part in rest if isinstance(part, Icon)), None)
            rest = [part for part in rest if part is not own]
        else:
            style = styles.box(box.role, box.radius, faded)
        cell = self.drawing.thing(group, around(box, parent), style + self.drawing.labelled(lines, box), lines)
        self.parts(rest, cell, faded=faded)

    def bare(self, group: Group, parent: Cell, *, faded: bool) -> None:
        """A thing without a box: a text, as a line of a card, or an icon."""
        lines = lines_of([part for part in group.parts if isinstance(part, Text)])
        icon = next((part for part in group.parts if isinstance(part, Icon)), None)
        if lines:
            top, bottom = lines[0].y - STYLES[lines[0].role][0] * ASCENT, lines[-1].y + STYLES[lines[0].role][0] * 0.3
            place = Cell("", parent.id, lines[0].x, top, max(line.width for line in lines), bottom - top)
            style = self.drawing.styles.text(lines[-1].role, faded, connectable=True, html=titled(lines))
        elif icon is not None:
            place, style = Cell("", parent.id, icon.x, icon.y, icon.size, icon.size), "text;"
        else:
            self.parts(group.parts, parent, faded=faded)
            return
        cell = self.drawing.thing(group, place, style, lines)
        self.parts([part for part in group.parts if part not in lines], cell, faded=faded)
