"""Tables of draw.io: a title, rows, and cells in each, as many as any row of the table has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from vpcviz.render.drawio.cells import Cell
from vpcviz.render.drawio.drawing import Drawing, around
from vpcviz.scene import Group, Icon, Part, Rectangle, Text

EDGE = 6.0
"""What a cell leaves free before its text (px)."""


class _Row(Struct):
    """A row: its stripe, the thing that it stands for, and its texts."""

    box: Rectangle
    group: Group | None
    texts: list[Text] = field(default_factory=list)


def write_table(drawing: Drawing, group: Group, box: Rectangle, parent: Cell, *, faded: bool) -> tuple[Cell, list[Part]]:
    """Write a table; what is no row of it comes back: it stands beside, for draw.io takes all in a table for rows.

    Its icon is left out: a table of draw.io has no place for one, and the title begins where it would be.
    """
    rows, others = _rows(group)
    within = [part for part in group.parts if isinstance(part, Text) and not any(part in row.texts for row in rows)]
    icon = next((part for part in group.parts if isinstance(part, Icon)), None)
    shift = within[0].x - icon.x if icon is not None and within else 0.0
    head = (min(row.box.y for row in rows) if rows else box.y + box.height) - box.y
    style = drawing.styles.table(box.role, head, faded) + drawing.labelled(within, box, shift)
    table = drawing.thing(group, around(box, parent), style, within)
    edges = sorted({text.x for row in rows for text in row.texts[1:]})
    for row in rows:
        place = Cell("", table.id, box.x, row.box.y, box.width, row.box.height)
        row_style = drawing.styles.row(row.box.role, faded)
        made = drawing.thing(row.group, place, row_style, []) if row.group else drawing.cells.shape("row", place, row_style)
        _write_cells(drawing, row, made, edges, faded=faded)
    return table, others


def _write_cells(drawing: Drawing, row: _Row, made: Cell, edges: Sequence[float], *, faded: bool) -> None:
    bounds = [made.x, *(edge - EDGE for edge in edges), made.x + made.width]
    for left, right in pairwise(bounds):
        found = [text for text in row.texts if left <= max(text.x - EDGE, made.x) < right]
        role = found[0].role if found else "small"
        place = Cell("", made.id, left, made.y, right - left, made.height)
        drawing.cells.shape("cell", place, drawing.styles.cell(role, faded), " ".join(text.text for text in found))


def _rows(group: Group) -> tuple[list[_Row], list[Part]]:
    """The rows of a table, and what in it is no row: badges."""
    rows: list[_Row] = []
    others: list[Part] = []
    for part in group.parts:
        if isinstance(part, Rectangle) and part.role.startswith("row-"):
            rows.append(_Row(part, None))
        elif isinstance(part, Group):
            stripe = next((inner for inner in part.parts if isinstance(inner, Rectangle) and inner.role.startswith("row-")), None)
            if stripe is None:
                others.append(part)
                continue
            rows.append(_Row(stripe, part, [inner for inner in part.parts if isinstance(inner, Text)]))
            others += [inner for inner in part.parts if isinstance(inner, (Group, Icon))]
        elif isinstance(part, Text):
            for row in rows:
                if row.box.y <= part.y <= row.box.y + row.box.height:
                    row.texts.append(part)
    return rows, others
