"""How links leave what holds their ends: by the gap beside a zone, or by a side where nothing stands in the way."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import Channel
from vpcviz.layout.lines import CLEAR, Line, Link

PAST = 240
"""So much longer (px) a way may be that passes what is docked on the other side."""


def faces_next(zone: Box) -> bool:
    """Whether a zone's things that may be met from either side are met from the next zone's: of each two zones both share a gap."""
    row = zone.parent.rows[zone.row] if zone.parent is not None else ()
    after = zone.column + 1
    number = sum(1 for one in row[: zone.column] if one.kind == "az")
    return number % 2 == 0 and after < len(row) and row[after].kind == "az"


def are_neighbours(a: Box, b: Box) -> bool:
    """Whether two boxes stand side by side in one row, and none of them on a border."""
    return a.parent is b.parent and a.row == b.row and abs(a.column - b.column) == 1 and not (a.dock or b.dock)


def line_beside(zone: Box, side: str, way: str) -> Line:
    """A line beside a zone: in the gap to its neighbour, where what leads to the same place from that joins it; or past the end of
    its row."""
    holder: Box = zone.parent  # type: ignore[assignment]
    gaps = holder.space.gaps[zone.row]
    at = zone.column - (side == "left")
    if 0 <= at < len(gaps):
        return Line(channel=gaps[at], lane="gap-even" if zone.row % 2 == 0 else "gap-odd")
    if side == "left":
        return Line(channel=holder.space.left, lane=f"exit-{way}")
    return Line(channel=holder.outer_gaps(zone.row)[1], lane=f"exit-{way}")


def gap_beside(link: Link, common: Box) -> Channel | None:
    """The gap between the zones of a VPC and the column of tables beside them, for a route from a table there into a zone; None for
    other links."""
    if link.kind != "route" or common.kind != "vpc":
        return None
    (column, _), (side, _) = levels_below(link.source, common), levels_below(link.target, common)
    if column.kind != "tables" or side.kind not in ("side", "az") or column.row != side.row or column.column <= side.column:
        return None
    before = common.rows[column.row][column.column - 1]
    return common.space.gaps[column.row][column.column - 1] if before is side or before.kind == side.kind == "az" else None


def is_last_zone(zone: Box) -> bool:
    """Whether no other zone stands on the right of one."""
    row = zone.parent.rows[zone.row] if zone.parent is not None else ()
    return zone.column + 1 >= len(row) or row[zone.column + 1].kind != "az"


def levels_below(box: Box, common: Box) -> tuple[Box, list[Box]]:
    """What holds a box, or is it, directly in a common one, and all between them."""
    at, levels = box, []
    while at.parent is not None and at.parent is not common:
        levels.append(at)
        at = at.parent
    return at, levels


def is_free(levels: Sequence[Box], *, to_left: bool) -> bool:
    """Whether each of these boxes is the first (or the last) in its row, and none is docked."""
    for box in levels:
        row = box.parent.rows[box.row] if box.parent is not None and not box.dock else []
        if not row or box.column != (0 if to_left else len(row) - 1):
            return False
    return True


def common_of(one: Box, other: Box) -> Box | None:
    """The innermost box that holds both; a box that holds the other is taken from outside it, so its parent counts."""
    chain = []
    at = one.parent
    while at is not None:
        chain.append(at)
        at = at.parent
    at = other.parent
    while at is not None and at not in chain:
        at = at.parent
    return at


def row_in(box: Box, common: Box) -> int:
    """The row of a common box that a box is in; of what is docked on it, the one above or below all."""
    if box.dock and box.parent is common:
        return -1 if box.dock == "top" else len(common.rows)
    at, _ = levels_below(box, common)
    return at.row


def shared_side(one: Box, other: Box, common: Box) -> str:
    """The side ("left", "right") on which nothing stands between two boxes and the edge of a common one, the nearer of both; ""
    where there is none, or they are in one row of it."""
    (here, levels), (there, others) = levels_below(one, common), levels_below(other, common)
    if here.row == there.row:
        return ""
    between = (here, *levels, there, *others)
    sides = [side for side in ("left", "right") if is_free(between, to_left=side == "left")]
    far = {"left": one.x + other.x - 2 * common.x, "right": 2 * (common.x + common.width) - _end(one) - _end(other)}
    return min(sides, key=lambda side: far[side], default="")


def _end(box: Box) -> int:
    return box.x + box.width


def past(holder: Box, outer: Box, side: str, way: str) -> list[Line]:
    """From a side of a subnet out of its zone: by the zone's inner edge, or by the gap beside other subnets to it."""
    edge = Line(channel=outer.space.left if side == "left" else outer.space.right, lane=f"exit-{way}")
    last = len(outer.rows[holder.row]) - 1
    if holder.column == (0 if side == "left" else last):
        return [edge]
    gap = outer.space.gaps[holder.row][holder.column - (1 if side == "left" else 0)]
    level = outer.space.horizontal[holder.row if way == "top" else holder.row + 1]
    return [Line(channel=gap, lane="gap-even" if holder.row % 2 == 0 else "gap-odd"), Line(channel=level), edge]


def margin(container: Box, at: Box, other: Box, way: str) -> Channel:
    """The inner edge to leave by: never under a title on the way up, else the one that makes the way shorter.

    Where things are to stay where they are it is the right one, which may get wider without moving any.
    """
    sides = [container.space.left, container.space.right]
    if container.kind == "side" and way == "top" and at.row == 1 and 0 in container.free_rows:  # beside what stands over the zones
        sides += container.outer_gaps(0)
        here, there = at.x + at.width / 2, other.x + other.width / 2
        return min(sides, key=lambda one: abs(one.start - here) + abs(one.start - there))
    if container.steady or (way == "top" and (_under_title(container) if not container.head else container.kind != "az")):
        return container.space.right
    here, there = at.x + at.width / 2, other.x + other.width / 2
    left = abs(here - container.x) + abs(there - container.x)
    right = abs(container.x + container.width - here) + abs(container.x + container.width - there)
    docks = container.docks_bottom if way == "bottom" and container.kind == "on-premises" else ()
    if docks:  # what they are linked to leads there: past them by the other side
        middle = sum(dock.x + dock.width / 2 for dock in docks) / len(docks)
        right += PAST if middle > container.x + container.width / 2 else 0
    return sides[0] if left < right else sides[1]


def _under_title(container: Box) -> bool:
    """Whether the left edge of a box without a title is below that of what holds it."""
    above = container.parent
    if container.kind != "stack" or above is None or container.row or not above.head:
        return False
    return container.x < above.x + above.title_width + CLEAR
