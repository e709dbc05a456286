"""Connectors of draw.io: each hangs on both its shapes, with its bends, and is in the innermost cell around both."""

from __future__ import annotations

from collections.abc import Collection

from vpcviz.render.drawio.cells import Cell, markup, quoted
from vpcviz.render.drawio.data import link_data
from vpcviz.render.drawio.drawing import Drawing
from vpcviz.render.paths import number
from vpcviz.scene import Group, Rectangle, Wire

Point = tuple[float, float]


def write_link(drawing: Drawing, group: Group, tables: Collection[str], *, faded: bool) -> None:
    """Write a link, once both its ends are there. An end that is not drawn is left where its line ends.

    It is in the innermost cell around both ends, so that its bends move with them; not in one of the `tables`, since draw.io
    takes all in a table for rows.
    """
    marks = dict(group.marks)
    source, target = (drawing.by_thing.get(marks.get(end, "")) for end in ("from", "to"))
    wire = next((part for part in group.parts if isinstance(part, Wire)), None)
    if wire is None:
        return
    root = drawing.cells.root
    home = drawing.cells.shared(source, target, tables) if source and target else root
    joins = any(isinstance(part, Rectangle) for part in group.parts)
    style = drawing.styles.edge(wire.role, wire.arrow, faded, joins=joins)
    ends, inner = "", ""
    for name, side, cell, point in (("source", "exit", source, wire.points[0]), ("target", "entry", target, wire.points[-1])):
        if cell is None:
            inner += f'{_point(point, home)[:-2]} as="{name}Point"/>'
        else:
            ends += f' {name}="{quoted(cell.id)}"'
            style += _port(side, point, cell)
    bends = "".join(_point(point, home) for point in wire.points[1:-1])
    inner += f'<Array as="points">{bends}</Array>' if bends else ""
    data = link_data(group)
    if group.tooltip:
        data["tooltip"] = markup(group.tooltip)
    drawing.cells.edge(
        f"{marks.get('link', 'link')}: {marks.get('from', '')} - {marks.get('to', '')}", home, style, ends, inner, data
    )


def _point(point: Point, home: Cell) -> str:
    return f'<mxPoint x="{number(point[0] - home.x)}" y="{number(point[1] - home.y)}"/>'


def _port(end: str, point: Point, cell: Cell) -> str:
    """Where on a cell a connector ends, as shares of its size."""
    across = (point[0] - cell.x) / cell.width if cell.width else 0.5
    down = (point[1] - cell.y) / cell.height if cell.height else 0.5
    x, y = (f"{min(1, max(0, share)):.4f}".rstrip("0").rstrip(".") for share in (across, down))
    return f"{end}X={x};{end}Y={y};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"
