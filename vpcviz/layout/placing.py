"""Places of boxes, top-down: rows below one another, boxes of a row side by side, or each as near to where it wants as may be."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import GRID, Channel, snap
from vpcviz.layout.measuring import lift_of, own_width, past_title

MOST_STRETCH = 1.3
"""A thing gets so much wider where there is room."""

LOW = 84
"""The height (px) of a table of two rows."""

STRETCH = {True: (1.35, 120), False: (1.3, 60)}
"""Low tables, and others: so much wider they get, and by no more than so many px."""


def place(box: Box, x: int, y: int) -> None:
    """Places, top-down: the frame's top left corner is (x, y)."""
    if box.rows or box.docks_top or box.docks_bottom:
        size = (box.width, box.height)
        if box.space.sealed and box.space.placed == size:
            if x != box.x or y != box.y:
                (_move_rigid if box.space.rigid else move)(box, x - box.x, y - box.y)
            return
        box.space.placed = size
    box.x, box.y = x, y
    for slot in box.slots:
        slot.x, slot.y, slot.width = x, y + slot.offset, box.width
    if box.docks_top or box.docks_bottom:
        _place_docks(box)
    if not box.rows:
        return
    box.space.left.start = x + box.pad
    inner = x + box.pad + box.space.left.size
    room = box.width - 2 * box.pad - box.space.left.size - box.space.right.size
    box.space.right.start = x + box.width - box.pad - box.space.right.size
    at = y + (box.head or box.pad) - lift_of(box)
    for index, row in enumerate(box.rows):
        box.space.horizontal[index].start = at
        at += box.space.horizontal[index].size
        if index in box.free_rows:
            past = past_title(box) if index == 0 and box.head else 0
            _place_freely(box, row, inner + past, room - past, at)
        else:
            _place_packed(box, index, row, inner, room, at)
        at += box.space.row_heights[index]
    box.space.horizontal[-1].start = at
    box.space.horizontal[-1].size = max(box.space.horizontal[-1].size, 0)


def move(box: Box, right: int, down: int) -> None:
    """Move the box, with all that is in it, so many px."""
    _move_rigid(box, right, down)
    if box.rows:
        move_inside(box, right, down)


def _move_rigid(box: Box, right: int, down: int) -> None:
    """Move the box and what is on its border so many px: what is in it follows later."""
    box.x += right
    box.y += down
    for slot in box.slots:
        slot.x += right
        slot.y += down
    for docks in (box.docks_top, box.docks_bottom):
        for dock in docks:
            move(dock, right, down)


def move_inside(box: Box, right: int, down: int) -> None:
    """Move what is in a box so many px."""
    box.space.left.start += right
    box.space.right.start += right
    for channel in box.space.horizontal:
        channel.start += down
    for row, gaps in zip(box.rows, box.space.gaps, strict=True):
        for gap in gaps:
            gap.start += right
        for child in row:
            if child.rows or child.slots or child.docks_top or child.docks_bottom:
                move(child, right, down)
            else:  # nearly all of an estate: no call for each
                child.x += right
                child.y += down
    for sides in box.space.outer.values():
        for channel in sides:
            channel.start += right


def _place_packed(box: Box, index: int, row: list[Box], inner: int, room: int, top: int) -> None:
    gaps = box.space.gaps[index]
    between = sum([gap.size for gap in gaps])
    outer = box.space.outer.get(index)
    if outer is not None:
        inner, room = inner + outer[0].size, room - outer[0].size - outer[1].size
    if box.elastic:
        _widen(row, room - between)
    _share_out(row, room - between)
    used = sum([child.width for child in row]) + between
    at = inner + ((room - used) // (2 * GRID) * GRID if box.centre_rows and room > used else 0)
    if (box.stretch or row[0].fills) and len(row) == 1:
        row[0].width = room
    elif len(row) > 1 and row[0].fills and all(child.fills for child in row):
        _fill(row, room - between)
    for column, child in enumerate(row):
        down = box.space.row_heights[index] - child.above - child.height - child.below if child.low else child.anchor_y
        place(child, at, top + child.above + down)
        at += child.width
        if column < len(gaps):
            gap = gaps[column]
            gap.start = at
            at = max(at + gap.size, inner + row[column + 1].begin)
    if outer is not None:
        outer[0].start, outer[1].start = row[0].x - outer[0].size, at


def _fill(row: list[Box], room: int) -> None:
    """Let what fills its row share the room (px): all alike, as far as the wider ones leave any."""
    owns = sorted(((own_width(child), column) for column, child in enumerate(row)), reverse=True)
    for left, (own, column) in zip(range(len(row), 0, -1), owns, strict=True):
        row[column].width = max(own, room // left // GRID * GRID)
        room -= row[column].width


def _widen(row: list[Box], room: int) -> None:
    """Let the things of a row share the room (px) that is left, up to so much of their own widths."""
    for child in row:
        child.space.natural_width = child.width = child.space.natural_width or child.width
    each = (room - sum(child.width for child in row)) // len(row) // GRID * GRID
    if each > 0:
        for child in row:
            child.width = min(child.width + each, max(child.width, _most(child)))


def _most(child: Box) -> int:
    """How wide (px) a thing may get that was `child.width` wide."""
    counts = any(name == "more" for name, _ in child.marks)
    return child.most or (child.width if counts else int(child.width * MOST_STRETCH) // GRID * GRID)


def most_of(table: Box) -> int:
    """How wide (px) a table may get."""
    times, more = STRETCH[table.height <= LOW]
    return min(int(table.width * times) // GRID * GRID, table.width + more)


def _share_out(row: list[Box], room: int) -> None:
    """Let the columns of tables in a row take the room (px) that is left."""
    columns = [child for child in row if child.elastic and child.kind == "tables"]
    for column in columns:
        column.width = own_width(column)
    if columns:
        each = (room - sum(child.width for child in row)) // len(columns) // GRID * GRID
        for column in columns:
            most = max(
                own_width(column), max((_most(row[0]) for row in column.rows), default=0) + own_width(column) - _inner(column)
            )
            column.width = min(column.width + max(0, each), most)


def _inner(column: Box) -> int:
    """How wide the tables of a column are by themselves (px)."""
    return column.space.natural_width


def _place_freely(box: Box, row: list[Box], inner: int, room: int, top: int) -> None:
    """Each box as near to its wanted centre as its neighbours allow, in the order of the wanted centres; those that want to be
    nowhere stand on that side of the others where these are nearer to where they want to be."""
    wanting = _wanting([c for c in row if c.space.wanted_x is not None])
    idle = sorted([c for c in row if c.space.wanted_x is None], key=lambda c: c.id)
    index = row[0].row if row else 0
    gaps = box.space.gaps[index] if row else []
    before, after = box.space.outer.get(index) or (Channel(least=0), Channel(least=0))
    inner += before.size
    room -= before.size + after.size
    order, starts = [*idle, *wanting], _starts([*idle, *wanting], gaps, inner, room)
    if idle and wanting:
        other = [*wanting, *idle]
        found = _starts(other, gaps, inner, room)
        if _away(other, found) < _away(order, starts):
            order, starts = other, found
    row[:] = order
    for column, child in enumerate(row):
        child.column = column
    for gap, child, start in zip(gaps, order, starts, strict=False):
        gap.start = start + child.width
    for child, start in zip(order, starts, strict=True):
        place(child, start, top + child.above)
    if order:
        before.start = starts[0] - before.size
        after.start = starts[-1] + order[-1].width


def _wanting(boxes: Sequence[Box]) -> list[Box]:
    """The boxes in the order of where they want to be; what is linked to some of them only stands among these."""
    order = sorted([box for box in boxes if not box.space.joins], key=lambda box: (box.space.wanted_x, box.id))
    for box in sorted([box for box in boxes if box.space.joins], key=lambda box: box.id):
        at = [index for index, other in enumerate(order) if any(other is one for one in box.space.joins)]
        order.insert(at[(len(at) - 1) // 2] + 1 if at else len(order), box)
    return order


def _starts(order: Sequence[Box], gaps: Sequence[Channel], inner: int, room: int) -> list[int]:
    """Where (px) the boxes of a free row begin, in this order."""
    starts: list[int] = []
    at = inner
    for column, child in enumerate(order):
        wish = inner if child.space.wanted_x is None else (child.space.wanted_x - child.width / 2)
        start = max(at, round(wish / GRID) * GRID)
        starts.append(start)
        at = start + child.width + (gaps[column].size if column < len(gaps) else 0)
    limit = inner + room
    for position in range(len(order) - 1, -1, -1):
        starts[position] = min(starts[position], limit - order[position].width)
        limit = starts[position] - (gaps[position - 1].size if position else 0)
    return starts


def _away(order: Sequence[Box], starts: Sequence[int]) -> float:
    """How far (px) boxes are from where they want to be, all together."""
    wishes = [(child.space.wanted_x, start + child.width / 2) for child, start in zip(order, starts, strict=True)]
    return sum(abs(wish - middle) for wish, middle in wishes if wish is not None)


def _place_docks(box: Box) -> None:
    inset = box.pad + box.space.right.size + GRID
    at = box.x + box.width - inset
    for dock in reversed(box.docks_top):
        at -= dock.width
        place(dock, at // GRID * GRID, box.y - dock.height // 2)
        at -= GRID
    _draw_near(box.docks_top, box, _past_titles(box), box.width - inset)
    at = begin = box.x + box.pad + box.space.left.size + GRID
    free = box.width - 2 * inset - sum(dock.width for dock in box.docks_bottom)
    step = max(GRID, min(36, free // max(1, len(box.docks_bottom)))) // GRID * GRID
    for dock in box.docks_bottom:
        place(dock, at // GRID * GRID, box.y + box.height - dock.height // 2)
        at += dock.width + step
    _draw_near(box.docks_bottom, box, begin - box.x, box.width - inset)


def _past_titles(box: Box) -> int:
    """How far (px) from a box's beginning its title ends, and that of its parent where the box stands beside it."""
    own = snap(box.title_width) + 2 * GRID
    around = box.parent
    if around is None or box.row or lift_of(around) <= 0:
        return own
    return max(own, snap(around.x + around.title_width - box.x) + GRID)


def _draw_near(docks: Sequence[Box], box: Box, low: int, high: int) -> None:
    """Let what is docked on a border be where its wires come from, between two x (px) from its beginning, if there is room;
    what is linked to nothing keeps its place as far as it can."""
    wishes = [dock.space.wanted_x for dock in docks]
    if all(wish is None for wish in wishes) or sum(dock.width + GRID for dock in docks) - GRID > high - low:
        return
    middles = [dock.x - box.x + dock.width / 2 if wish is None else wish for dock, wish in zip(docks, wishes, strict=True)]
    order = sorted(range(len(docks)), key=lambda at: (middles[at], at))
    least = low
    starts = []
    for at in order:
        starts.append(max(least, round((middles[at] - docks[at].width / 2) / GRID) * GRID))
        least = starts[-1] + docks[at].width + GRID
    most = high
    for place_, at in reversed(list(enumerate(order))):
        starts[place_] = min(starts[place_], most - docks[at].width)
        most = starts[place_] - GRID
    for start, at in zip(starts, order, strict=True):
        move(docks[at], (box.x + start) // GRID * GRID - docks[at].x, 0)
