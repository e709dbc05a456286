"""How links leave what stands in subnets and in columns of tables: by the box's own side, and out of its zone."""

from vpcviz.layout.boxes import Box
from vpcviz.layout.leaving import faces_next, line_beside, past
from vpcviz.layout.lines import Line, Link, Ports, centre_of

FEW_TABLES = 3
"""Each link of so many tables in a column leaves by the side that is nearer to where it leads."""

BIAS = 40
"""Ways leave a column of tables by its left side where that makes them so much shorter (px)."""


def leave_sideways(ports: Ports, link: Link, box: Box, other: Box, way: str, common: Box, *, close: bool) -> tuple[list[Line], Box]:
    """Out of a subnet or a column of tables: by the box's own side where it is at the edge, else by a channel above it;
    and what holds it then. `close` tells that VPCs are few."""
    holder: Box = box.parent  # type: ignore[assignment]
    outer: Box = holder.parent  # type: ignore[assignment]
    row = holder.rows[box.row]
    if holder.kind == "tables":
        side = _side_of(holder, box, other, close=close)
        lines = [Line(port=ports.of(box, side, link, other))]
        lines.append(Line(channel=holder.space.left if side == "left" else holder.space.right, lane=f"exit-{way}"))
        return lines, holder
    if len(row) == 1 and (link.kind == "route" or (outer.kind == "az" and faces_next(outer))):
        side = "right"
    elif box.column == 0:
        side = "left"
    elif box.column == len(row) - 1:
        side = "right"
    else:
        side = "left" if box.column < len(row) / 2 else "right"
        lines = [Line(port=ports.of(box, "top", link, other)), Line(channel=holder.space.horizontal[box.row])]
        return [*lines, *past(holder, outer, side, way)], outer
    out = Line(port=ports.of(box, side, link, other))
    if outer.kind == "az" and outer is not common and holder.column == (0 if side == "left" else len(outer.rows[holder.row]) - 1):
        return [out, line_beside(outer, side, way)], outer
    return [out, *past(holder, outer, side, way)], outer


def _side_of(holder: Box, box: Box, other: Box, *, close: bool) -> str:
    """The side by which a way leaves a column of tables: that which is nearer to where it leads; of many tables beside zones
    the right one for ways to the upper border, the left one for those to the lower, and up from the first: so none cross."""
    if not other.parent:
        return "right"
    if not (close and other.dock):
        return "right" if other.dock or other.x > box.x else "left"
    if holder.column and sum(1 for row in holder.rows if not counts(row[0])) > FEW_TABLES:
        return "left" if other.dock == "bottom" or not box.row else "right"
    there = centre_of(other)
    return "left" if abs(there - holder.x) + BIAS < abs(there - holder.x - holder.width) else "right"


def counts(box: Box) -> bool:
    """Whether a thing only counts others: no link leads to it."""
    return any(name == "more" for name, _ in box.marks)
