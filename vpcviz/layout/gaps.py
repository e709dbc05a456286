"""What finds room where a row leaves some: names, counts and services below a lower cell, gateways above one."""

from collections.abc import Mapping, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.measuring import measure
from vpcviz.layout.neighbours import NEAR, WIDENED

Partners = Mapping[int, Sequence[Box]]
"""By the identity of a box: what it is linked to."""


def into_gaps(rows: list[list[Box]], loose: Sequence[Box], chips: Sequence[Box], partners: Partners) -> list[Box]:
    """Put names and counts where a row leaves room below a lower cell, and what is linked to one cell only below that, if there is
    room; what finds none comes back."""
    rest: list[Box] = []
    for box in sorted([*loose, *chips], key=lambda b: (-b.height, b.id)):
        anywhere = box.anywhere or any(box is chip for chip in chips)
        place = _gap_for(rows, box, None if anywhere else partners.get(id(box), ()))
        if place is None:
            rest.append(box)
        else:
            row, column = place
            rows[row][column] = _stack([*_rows_of(rows[row][column]), [box]])
    return rest


def above_a_lower_cell(rows: list[list[Box]], above: Sequence[Box], room: int) -> bool:
    """Put what stands above the rows of a container on the lowest cell of the first, if that leaves room for it, `room` px for what
    it is joined by included."""
    tall = max((_tall(cell) for cell in rows[0]), default=0) if rows else 0
    needed = max(box.height for box in above) + NEAR
    for column, cell in sorted(enumerate(rows[0] if rows else ()), key=lambda entry: _tall(entry[1])):
        if _tall(cell) + needed <= tall + needed // 2 and sum(box.width + NEAR for box in above) + room <= cell.width:
            stack = _stack([list(above), *_rows_of(cell)])
            stack.free_rows = frozenset({0})
            rows[0][column] = stack
            return True
    return False


def into_row_above(end: Box, connector: Box) -> bool:
    """Put what joins two things beside one that stands above a lower cell, if there is room."""
    stack = end.parent
    if stack is None or stack.kind != "stack" or end.row not in stack.free_rows:
        return False
    row = stack.rows[end.row]
    if sum(box.width + NEAR for box in (*row, connector)) > stack.width:
        return False
    row.append(connector)
    stack.adopt()
    measure(stack)
    return True


def _gap_for(rows: Sequence[Sequence[Box]], box: Box, partners: Sequence[Box] | None) -> tuple[int, int] | None:
    """The row and column of the lowest cell that has room below it for a box, within its row's height and its own width; given
    `partners`, of the cell that holds all of these."""
    for at, row in enumerate(rows):
        tall = max(_tall(cell) for cell in row)
        for column, cell in sorted(enumerate(row), key=lambda entry: entry[1].height):
            fits = cell.width * WIDENED >= box.width and _tall(cell) + NEAR + box.height <= tall
            if fits and (partners is None or (partners and all(_is_in(one, cell) for one in partners))):
                return at, column
    return None


def _tall(cell: Box) -> int:
    return cell.above + cell.height + cell.below


def _rows_of(cell: Box) -> list[list[Box]]:
    return [*cell.rows] if cell.kind == "stack" else [[cell]]


def _stack(rows: list[list[Box]]) -> Box:
    stack = Box("stack", "", visible=False, pad=0, row_gap=NEAR, column_gap=NEAR, rows=rows)
    stack.adopt()
    measure(stack)
    return stack


def _is_in(box: Box, cell: Box) -> bool:
    at: Box | None = box
    while at is not None and at is not cell:
        at = at.parent
    return at is cell


def into_free_rows(holder: Box, slots: dict[int, list[Box]], width: int) -> None:
    """What leads down from a row of loose things (sites, gateways) stands in that row, while there is room (`width` px) for it."""
    for index in holder.free_rows:
        row, joining = holder.rows[index], slots.get(index, [])
        room = width - sum(box.width + NEAR for box in row)
        while joining and joining[0].width + NEAR <= room and index + 1 < len(holder.rows):
            room -= joining[0].width + NEAR
            row.append(joining.pop(0))
