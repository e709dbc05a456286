"""What a map is made of: areas that hold rows of boxes and of areas, and the strips between these that links run in.

Sizes go bottom-up, places top-down. A strip is free of things by construction: it lies between two rows, between two things of a
row, or along an edge. It reaches to the edge of what its area may fill, so it meets the strips around that, and so does a link:
nothing that a link has no business with can be in its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import GRID, snap
from vpcviz.layout.measuring import measure
from vpcviz.layout.placing import place

STEP = 12
"""By so much (px) the strips of an area get wider where links find no room."""


WIDE = 48
"""In a strip that is wider (px) links need not run in the middle."""


BETWEEN, LEFT, RIGHT, THROUGH = -1, -2, -3, -4
"""Which of an area's strips an upright one is: between things, along an edge, through its title; level ones have their number."""


Bounds = tuple[int, int, int, int]
"""Left, top, right, bottom (px)."""


class Strip(Struct, eq=False):
    """Free room of one area: along from `low` to `high`, across from `start` to `end` (px); `near` are those that it meets.

    `which` tells which strips of the area are as wide as it. `stiff` tells that things of a region would move if it got wider.
    """

    area: Area
    which: int
    level: bool
    low: int
    high: int
    start: int
    end: int
    number: int = 0
    stiff: bool = False
    near: list[Strip] = field(default_factory=list)

    def across(self, at: float) -> float:
        """The place across its direction (px) that is nearest to `at`; in the middle of a narrow one."""
        if self.end - self.start <= WIDE:
            return (self.start + self.end) / 2
        return min(max(at, self.start + WIDE / 4), self.end - WIDE / 4)


class Area(Struct, eq=False):
    """Rows of boxes and areas, in a `frame` or in none.

    `gaps` are the heights of the free rows above, between and below its rows, `between` what is between two things of a row, `left`
    and `right` what is free along these edges (px); `free`, `apart` and `edge` are what they are without links, and `load` is by
    how many steps they have become wider for these. Where things stand in columns, `begins` tells for each row how far (px) from
    the left they begin, and `columns` which stretches between columns are free wherever no thing is on them. `row_height` is the
    least height of a row, `least` the least width; boxes stand `lift` (px) below the row's upper edge at least. `centred` tells
    that it stands in the middle of its room; `chips` are counts beside its title.
    """

    rows: list[list[Box | Area]] = field(default_factory=list)
    frame: Box | None = None
    free: Sequence[int] = ()
    apart: int = 24
    gaps: Sequence[int] = ()
    between: int = 24
    edge: int = 0
    left: int = 0
    right: int = 0
    begins: Sequence[Sequence[int]] = ()
    columns: Sequence[tuple[int, int]] = ()
    row_height: int = 0
    lift: int = 0
    least: int = 0
    centred: bool = False
    load: dict[int, int] = field(default_factory=dict)
    chips: Sequence[Box] = ()
    parent: Area | None = None
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    room: Bounds = (0, 0, 0, 0)
    strips: list[Strip] = field(default_factory=list)

    @property
    def title(self) -> float:
        """How far its title reaches, with the counts that stand beside it (px)."""
        chips = sum(chip.width + GRID for chip in self.chips)
        return (self.frame.title_width + (GRID + chips if chips else 0)) if self.frame is not None else 0

    @property
    def head(self) -> int:
        """What the frame's title takes (px)."""
        return self.frame.head if self.frame is not None else 0

    def prepare(self) -> None:
        """Give its strips the room that links need."""
        self.gaps = [gap + self.more(number) if gap else 0 for number, gap in enumerate(self.free)]
        self.between = self.apart + self.more(BETWEEN)
        self.left, self.right = ((self.edge + self.more(side)) if self.edge else 0 for side in (LEFT, RIGHT))

    def more(self, strip: int) -> int:
        """How much wider (px) a strip of its has become: a level one by its number, or those between things, or along an edge."""
        return STEP * self.load.get(strip, 0)

    def walk(self) -> Iterator[Area]:
        """The area and all in it."""
        yield self
        for row in self.rows:
            for one in row:
                if isinstance(one, Area):
                    yield from one.walk()

    def above(self) -> Iterator[Area]:
        """The area and all that hold it."""
        at: Area | None = self
        while at is not None:
            yield at
            at = at.parent


def size(area: Area) -> None:
    """Sizes, bottom-up."""
    area.prepare()
    across, tall = [area.least], []
    for number, row in enumerate(area.rows):
        at, highest = 0, area.row_height
        for column, one in enumerate(row):
            if isinstance(one, Area):
                one.parent = area
                size(one)
                high = one.height
            else:
                measure(one)
                high = max(area.lift, one.above) + one.height + one.below
            begin = area.begins[number][column] if area.begins else at
            across.append(begin + one.width)
            at = begin + one.width + area.between
            highest = max(highest, high)
        tall.append(highest)
    least = 0
    if area.frame is not None:
        least = max(area.frame.least_width + 2 * GRID, snap(area.title) + 2 * GRID)
    area.width = max(max(across) + area.left + area.right, least)
    area.height = area.head + sum(area.gaps) + sum(tall)


def settle(area: Area, own: Bounds, room: Bounds) -> None:
    """Places, top-down, and the strips. `own` is what the area may fill, `room` (around it) what its links may run in."""
    x, y = own[:2]
    if area.centred:
        x += max(0, own[2] - x - area.width) // 2 // GRID * GRID
        y += max(0, own[3] - y - area.height) // 2 // GRID * GRID
    area.x, area.y, area.room = x, y, room
    area.strips = []
    inner, right = x + area.left, x + area.width - area.right
    at = y + area.head
    levels: list[tuple[int, int]] = [(at, at + area.gaps[0])]
    at += area.gaps[0]
    uprights: list[tuple[int, int, int]] = []
    for number, row in enumerate(area.rows):
        tall = max([area.row_height, *(_height(one, area.lift) for one in row)])
        before = inner
        for column, one in enumerate(row):
            begin = inner + area.begins[number][column] if area.begins else before
            last = column == len(row) - 1
            if isinstance(one, Area):
                own = (begin, at, right if last and not area.begins else begin + one.width, at + tall)
                settle(one, own, _room(area, (number, column), own))
            else:
                place(one, begin, at + max(area.lift, one.above))
            before = begin + one.width + area.between
            if not last and not area.columns:
                uprights.append((number, begin + one.width, before))
        at += tall
        levels.append((at, at + area.gaps[number + 1]))
        at += area.gaps[number + 1]
    _frame(area)
    _strips(area, levels, uprights)


def _room(area: Area, place: tuple[int, int], own: Bounds) -> Bounds:
    """What a thing of an area alone stands in: at its outer edges as far as the area's own room goes, where nothing is between."""
    (row, column), (left, top, right, bottom) = place, own
    if not area.begins:
        left = area.room[0] if column == 0 else left
        right = area.room[2] if column == len(area.rows[row]) - 1 else right
    if row == 0 and not area.gaps[0] and area.frame is None:
        top = area.room[1]
    if row == len(area.rows) - 1 and not area.gaps[-1]:
        bottom = area.room[3]
    return left, top, right, bottom


def _height(one: Box | Area, lift: int) -> int:
    return one.height if isinstance(one, Area) else max(lift, one.above) + one.height + one.below


def _frame(area: Area) -> None:
    frame = area.frame
    if frame is None:
        return
    frame.x, frame.y, frame.width, frame.height = area.x, area.y, area.width, area.height
    at = area.x + snap(frame.title_width) + GRID
    for chip in area.chips:
        place(chip, at, area.y + 6)
        at += chip.width + GRID


def _strips(area: Area, levels: Sequence[tuple[int, int]], uprights: Sequence[tuple[int, int, int]]) -> None:
    left, _, right, _ = area.room
    for number, (start, end) in enumerate(levels):
        if end > start:
            area.strips.append(Strip(area, number, True, left, right, start, end))
    runs = [(BETWEEN, number, number, start, end) for number, start, end in uprights if end > start]
    runs += [(BETWEEN, *run) for run in _column_runs(area)]
    last = len(area.rows) - 1
    if area.left:
        runs.append((LEFT, 0, last, area.x, area.x + area.left))
    if area.right:
        runs.append((RIGHT, 0, last, area.x + area.width - area.right, area.x + area.width))
    for which, first, last, start, end in runs:
        area.strips.append(_upright(area, levels, (which, first, last), start, end))
    if area.frame is not None:
        area.strips += _through_frame(area, levels)


def _upright(area: Area, levels: Sequence[tuple[int, int]], run: tuple[int, int, int], start: int, end: int) -> Strip:
    """The strip past the rows of a `run`, first to last; past the outermost row it leaves the area, but not through its title."""
    which, first, last = run
    low, high = levels[first][0], levels[last + 1][1]
    if last == len(area.rows) - 1:
        high = area.room[3]
    if first == 0 and start > area.x + (area.title + GRID if area.frame is not None else -1):
        low = area.room[1]
    return Strip(area, which, False, low, high, start, end)


def _through_frame(area: Area, levels: Sequence[tuple[int, int]]) -> Iterator[Strip]:
    """Past the title, and at the foot, links may enter the frame wherever they like, and run beside the title."""
    start, end = area.x + int(area.title) + GRID, area.x + area.width - GRID // 2
    if end - start > GRID:
        yield Strip(area, THROUGH, False, area.room[1], levels[0][1], start, end)
        yield Strip(area, THROUGH, True, start, area.room[2], area.y + GRID // 2, levels[0][0])
    yield Strip(area, THROUGH, False, levels[-1][0], area.room[3], area.x + GRID // 2, end)


def _column_runs(area: Area) -> Iterator[tuple[int, int, int, int]]:
    """Each stretch between columns, past as many rows as leave it free."""
    inner = area.x + area.left
    for start, end in area.columns:
        first = 0
        for number in range(len(area.rows) + 1):
            if number < len(area.rows) and not _on(area, number, start, end):
                continue
            if number > first:
                yield first, number - 1, inner + start, inner + end
            first = number + 1


def _on(area: Area, number: int, start: int, end: int) -> bool:
    """Whether a thing of the row stands on the stretch."""
    return any(begin < end and start < begin + one.width for begin, one in zip(area.begins[number], area.rows[number], strict=True))
