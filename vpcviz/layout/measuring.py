"""Sizes of boxes, bottom-up: what is in a box, its channels, its head and what is docked on its borders."""

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import GRID, snap, step_up


def measure(box: Box) -> None:
    """Sizes, bottom-up; what has not changed since it was measured keeps its own."""
    if box.space.fresh:
        return
    box.space.fresh = True
    if box.rows:
        for row in box.rows:
            for child in row:
                if not child.space.fresh:
                    measure(child)
        if box.even:
            _level(next((row for row in box.rows if any(child.kind == "az" for child in row)), box.rows[0]))
        _measure_rows(box)
    elif box.docks_top or box.docks_bottom:
        box.width = max(box.width, _dock_width(box))
    if box.docks_top or box.docks_bottom:
        box.above = max((dock.height // 2 for dock in box.docks_top), default=0)
        box.below = max((dock.height // 2 for dock in box.docks_bottom), default=0)


def _measure_rows(box: Box) -> None:
    given = box.space.row_heights or [0] * len(box.rows)
    width = 0
    heights: list[int] = []
    for index, row in enumerate(box.rows):  # plain loops: an estate has tens of thousands of boxes
        across, tall = 0, given[index]
        gaps = box.space.gaps[index]
        inner = len(gaps)
        for column, child in enumerate(row):
            across += (
                own_width(child)
                if child.elastic or child.fills
                else (child.space.natural_width if box.elastic else 0) or child.width
            )
            high = child.above + child.height + child.below
            if high > tall:
                tall = high
            if column < inner:
                across += gaps[column].measure()
                if across < row[column + 1].begin:
                    across = row[column + 1].begin
        for channel in box.space.outer.get(index, ()):
            across += channel.measure()
        width = max(width, across)
        heights.append(tall)
    if box.level:
        heights = [max(height, *[child.tall for child in row]) for height, row in zip(heights, box.rows, strict=True)]
    elif box.steady:
        _even_out(box, heights)
    box.space.row_heights = heights
    width = snap(width)
    sides = box.space.left.measure() + box.space.right.measure()
    box.space.natural_width = width
    box.width = snap(max(width + sides + 2 * box.pad, least_width(box)))
    channels = 0
    for channel in box.space.horizontal:
        channels += channel.measure()
    foot = box.pad + max((dock.height // 2 for dock in box.docks_bottom), default=0)
    box.height = box.head - lift_of(box) + sum(heights) + channels + foot + (0 if box.head else box.pad)


def lift_of(box: Box) -> int:
    """How far (px) a box's first row moves up beside its title: what is docked on the things in it stands there."""
    if not box.head or box.steady or not box.rows or box.space.horizontal[0].size:
        return 0
    if 0 in box.free_rows:
        return box.head - GRID if box.kind == "cloud" and box.close and past_title(box) else 0
    row = box.rows[0]
    lift = min(max((child.above for child in row), default=0), box.head - GRID)
    for child in row if lift > 0 else ():
        starts = _begins(box, child) + (_docks_begin(child) if child.above >= lift else 0)
        if starts < box.title_width + GRID:
            return 0
    return max(0, lift)


def past_title(box: Box) -> int:
    """How far (px) from the inner edge of a box the things of its first row begin, of which each stands where it wants to, if there
    is room for them beside the title: links run up past that."""
    past = int(box.title_width + 2 * GRID) // GRID * GRID - box.pad - box.space.left.size
    room = box.width - 2 * box.pad - box.space.left.size - box.space.right.size
    fits = sum(child.width + box.column_gap for child in box.rows[0]) <= room - past
    return past if past > 0 and fits else 0


def _begins(box: Box, child: Box) -> int:
    """Where (px) a thing in the first row of a box begins at least."""
    before = box.rows[0][: child.column]
    gaps = sum(gap.size for gap in box.space.gaps[0][: child.column])
    return box.pad + box.space.left.size + gaps + sum(own_width(one) for one in before)


def _docks_begin(box: Box) -> int:
    """Where (px) what is docked on a box's upper edge begins."""
    return box.width - box.pad - box.space.right.size - sum(dock.width + GRID for dock in box.docks_top)


def own_width(box: Box) -> int:
    """How wide a box is by itself (px), where a column of tables, or what fills its row, may have been given more."""
    if box.kind == "tables":
        return box.space.natural_width + box.space.left.size + box.space.right.size
    if not (box.fills and box.rows):
        return box.width
    return snap(max(box.space.natural_width + box.space.left.size + box.space.right.size + 2 * box.pad, least_width(box)))


def _even_out(box: Box, heights: list[int]) -> None:
    """Give rows one of few heights, and all channels between them the room of the one with most links."""
    heights[:] = [step_up(height) for height in heights]
    inner = box.space.horizontal[1:-1]
    most = max((channel.tracks for channel in inner), default=0)
    for channel in inner:
        channel.wanted = most


def least_width(box: Box) -> int:
    """What its title, what is docked on it, and the channels at its edges need (px)."""
    return max(box.least_width + box.space.left.size + box.space.right.size, _dock_width(box))


def _dock_width(box: Box) -> int:
    if not (box.docks_top or box.docks_bottom):
        return 0
    is_card = box.kind == "vpc" and not box.rows  # on the map links meet its upper edge where the lower one is full
    sides = 2 * box.pad + box.space.left.size + box.space.right.size + (0 if is_card else 2 * GRID + box.edge_room)
    top = sum(dock.width + GRID for dock in box.docks_top)
    bottom = sum(dock.width + GRID for dock in box.docks_bottom)
    if top:  # the first stands beside the first line of the title, and what leads down from it passes the others
        first, least = box.docks_top[0].width, min(box.least_width, snap(box.first_width) + GRID)
        top = max(top + least, top - first + max(0, box.least_width - 2 * GRID))
    return max(top, bottom) + sides


def _level(columns: list[Box]) -> None:
    """Give the zones of a VPC the same rows: heights and channels alike, so that tiers line up across them."""
    zones = [column for column in columns if column.kind == "az"]
    if not zones:
        return
    count = max(len(zone.rows) for zone in zones)
    heights = [max([zone.space.row_heights[index] for zone in zones]) for index in range(count)]
    for index, height in enumerate(heights):
        tracks = max([zone.space.horizontal[index].tracks for zone in zones])
        for zone in zones:
            zone.space.horizontal[index].tracks = tracks
            for subnet in zone.rows[index]:
                subnet.height = height - subnet.above - subnet.below
    for zone in zones:
        zone.space.row_heights = heights
        _measure_rows(zone)
        zone.space.placed = (-1, -1)
