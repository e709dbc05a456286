"""How links leave what holds their ends: by the gap beside a zone, or by a side where nothing stands in the way."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Line


def faces_next(zone: Box) -> bool:
    """Whether a zone's things that may be met from either side are met from the next zone's: of each two zones both share a gap."""
    row = zone.parent.rows[zone.row] if zone.parent is not None else ()
    after = zone.column + 1
    return zone.column % 2 == 0 and after < len(row) and row[after].kind == "az"


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
