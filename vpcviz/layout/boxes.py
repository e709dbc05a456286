"""Boxes in rows: the one structure that all placement and routing works on, with sizes bottom-up and places top-down.

A Box holds rows of boxes. Between its rows run horizontal channels, between the boxes of a row and along both inner edges
vertical ones; links run on tracks in these channels and nowhere else, so they cannot meet a thing that they do not belong to.
Coordinates are px; boxes lie on a grid of `GRID` px. What keeps parallel lines of different origin apart is their residue
modulo the grid: see `LANE`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct, field

from vpcviz.scene import Part

if TYPE_CHECKING:
    from vpcviz.layout.badges import Badge

GRID = 12
LANE = {"exit-bottom": 6, "gap-even": 8, "port-bottom": 4, "exit-top": 12, "gap-odd": 14, "port-top": 10}
"""Each family of vertical lines has a residue of its own modulo GRID, so that two lines of different families in one channel
never lie on one another (the smallest distance is 2 px); within a family, boxes and tracks keep lines apart."""

EDGE_ROOM = 48
"""How much of a border (px) is left for links where things are docked on it."""

WIDE_CELL = 720
"""Where cells are wider (px), rows still move when links get their room."""


WIDE_PITCH = 24
WIDE_KINDS = frozenset({"canvas", "cloud", "account", "region", "mesh"})
"""Around VPCs, where links run far, tracks are this far apart (px), so that an eye can follow each."""


_SIZES = [0, GRID]
while _SIZES[-1] < 1 << 24:
    _SIZES.append(ceil(max(_SIZES[-1] * 1.25, _SIZES[-1] + GRID) / GRID) * GRID)


def step_up(size: float) -> int:
    """The next of few sizes (px), each a quarter larger than the one before: what grows a little mostly keeps its step."""
    return _SIZES[bisect_left(_SIZES, size)]


def snap(length: float) -> int:
    """The length rounded up to the grid (px)."""
    return ceil(length / GRID) * GRID


class Channel(Struct, eq=False):
    """A strip that lines run along: `start` and `size` across its direction (px); `tracks` is how many fit.

    `pitch` is the distance between two tracks, `least` the size without any track. Where one link more is to move
    nothing, it has room for `steady` tracks, or half as many more, and so on; and for `wanted` tracks at least.
    """

    least: int = GRID
    pitch: int = GRID
    tracks: int = 0
    start: int = 0
    size: int = 0
    box: Box | None = None
    steady: int = 0
    wanted: int = 0

    def grow(self, tracks: int) -> None:
        """Make room for so many tracks."""
        self.tracks = tracks
        if self.box is not None:
            self.box.touch()

    def measure(self) -> int:
        """The size that the channel's tracks need (px)."""
        tracks = self.tracks
        if self.steady:
            least, tracks = max(tracks, self.wanted), self.steady
            while tracks < least:
                tracks = max(tracks + 1, tracks * 3 // 2)
        self.size = max(self.least, self.pitch * (tracks - 1) + 2 * GRID if tracks else 0)
        return self.size


NOTHING = Channel(least=0)
"""What a box without rows has in place of channels: shared, and never changed."""


class Box(Struct, eq=False):
    """A box of the layout: a thing (no rows) or a container of rows of boxes.

    `width` and `height` are the frame's; `above` and `below` are what docked boxes stick out by. `paint` gives the box's own
    scene parts once it has a place. `sides` tells that links leave its children by the left and right edge (network
    interfaces in a subnet, rows of a table), not by the channels above and below. `title_width` is how far its title reaches.
    `begin` is how far from its row's beginning a box stands at least (px): so one that grows moves few others. `steady` is the
    width of the cells (px) that a box's rows are made of where one thing more is to move few (0: they are not); its rows and
    channels then have one of few heights. `rough` is a box's size (px) before it had links, once that was asked for.
    `holds_badges` tells that its head has a place for `badges`; `badge_room` is what they take of its width (px). `fills` tells
    that it takes the whole of its row where it stands alone. `room` is what steady rows leave free at both ends (px), and for
    how many tracks between them.
    """

    kind: str
    id: str
    width: int = 0
    height: int = 0
    head: int = 0
    pad: int = GRID
    row_gap: int = GRID
    column_gap: int = GRID
    least_width: int = 0
    title_width: float = 0
    rows: list[list[Box]] = field(default_factory=list)
    docks_top: list[Box] = field(default_factory=list)
    docks_bottom: list[Box] = field(default_factory=list)
    paint: Callable[[Box], list[Part]] | None = None
    visible: bool = True
    sides: bool = False
    even: bool = False
    stretch: bool = False
    free_rows: frozenset[int] = frozenset()
    centre_rows: bool = False
    begin: int = 0
    steady: int = 0
    rough: tuple[int, int] = (0, 0)
    marks: tuple[tuple[str, str], ...] = ()
    tooltip: str = ""
    href: str = ""
    anchor_y: int = 0
    holds_badges: bool = False
    badges: Sequence[Badge] = ()
    badge_room: int = 0
    fills: bool = False
    room: tuple[int, int] = (48, 4)

    x: int = 0
    y: int = 0
    parent: Box | None = None
    row: int = 0
    column: int = 0
    dock: str = ""
    above: int = 0
    below: int = 0
    horizontal: Sequence[Channel] = ()
    left: Channel = field(default_factory=lambda: NOTHING)
    right: Channel = field(default_factory=lambda: NOTHING)
    gaps: Sequence[Sequence[Channel]] = ()
    outer: dict[int, tuple[Channel, Channel]] = field(default_factory=dict)
    row_heights: list[int] = field(default_factory=list)
    sealed: bool = False
    fresh: bool = False
    placed: tuple[int, int] = (-1, -1)
    wanted_x: float | None = None
    natural_width: int = 0
    slots: Sequence[Box] = ()
    offset: int = 0

    @property
    def open(self) -> bool:
        """Whether its rows may still change: what holds VPCs is arranged several times, what is in a VPC once."""
        return self.kind in WIDE_KINDS or self.kind == "stack"

    def take(self, badges: Sequence[Badge], room: float) -> None:
        """Show these badges, and get wider by the `room` (px) that they need."""
        self.badges, self.badge_room = badges, snap(room)
        self.width += self.badge_room
        self.least_width += self.badge_room
        self.title_width += self.badge_room
        self.touch()

    def touch(self) -> None:
        """Forget the sizes and places of this box and of all that hold it."""
        at: Box | None = self
        while at is not None:
            at.fresh = False
            at.placed = (-1, -1)
            at = at.parent

    def adopt(self) -> None:
        """Tell the children where they belong, and make the channels between them. Recursive; once only for what is not `open`."""
        if self.sealed:
            return
        self.sealed = not self.open
        self.fresh = False
        for index, row in enumerate(self.rows):
            for column, child in enumerate(row):
                child.parent, child.row, child.column = self, index, column
                child.adopt()
        for side, docks in (("top", self.docks_top), ("bottom", self.docks_bottom)):
            for dock in docks:
                dock.parent, dock.dock = self, side
        self.row_heights = []
        self.horizontal, self.gaps = [], []
        self.outer = {}
        if self.rows:
            pitch = WIDE_PITCH if self.kind in WIDE_KINDS else GRID
            self.left, self.right = Channel(least=0, pitch=pitch), Channel(least=0, pitch=pitch)
            ends = (0, len(self.rows))
            self.horizontal = [Channel(least=0 if i in ends else self.row_gap, pitch=pitch) for i in range(len(self.rows) + 1)]
            self.gaps = [[Channel(least=self.column_gap, pitch=pitch) for _ in row[1:]] for row in self.rows]
            for channel in (self.left, self.right, *self.horizontal, *(gap for gaps in self.gaps for gap in gaps)):
                channel.box = self
            if self.steady:
                self.left.least = self.right.least = self.room[0]
                for channel in self.horizontal[1:-1]:
                    channel.steady = self.room[1] * (2 if self.steady > WIDE_CELL else 1)

    def outer_gaps(self, index: int) -> tuple[Channel, Channel]:
        """The channels on the left of the first and on the right of the last box of a free row."""
        if index not in self.outer:
            pitch = WIDE_PITCH if self.open else GRID
            row = self.rows[index]
            ends = (row[0].x, row[-1].x + row[-1].width)
            self.outer[index] = tuple(Channel(least=0, pitch=pitch, start=end, box=self) for end in ends)  # type: ignore[assignment]
        return self.outer[index]

    def measure(self) -> None:
        """Sizes, bottom-up; what has not changed since it was measured keeps its own."""
        if self.fresh:
            return
        self.fresh = True
        if self.rows:
            for row in self.rows:
                for child in row:
                    if not child.fresh:
                        child.measure()
            if self.even:
                _level(self.rows[0])
            self._measure_rows()
        elif self.docks_top or self.docks_bottom:
            self.width = max(self.width, _dock_width(self))
        if self.docks_top or self.docks_bottom:
            self.above = max((dock.height // 2 for dock in self.docks_top), default=0)
            self.below = max((dock.height // 2 for dock in self.docks_bottom), default=0)

    def _measure_rows(self) -> None:
        given = self.row_heights or [0] * len(self.rows)
        width = 0
        heights: list[int] = []
        for index, row in enumerate(self.rows):  # plain loops: an estate has tens of thousands of boxes
            across, tall = 0, given[index]
            gaps = self.gaps[index]
            for column, child in enumerate(row):
                across += child.width
                tall = max(tall, child.above + child.height + child.below)
                if column < len(gaps):
                    across = max(across + gaps[column].measure(), row[column + 1].begin)
            for channel in self.outer.get(index, ()):
                across += channel.measure()
            width = max(width, across)
            heights.append(tall)
        if self.steady:
            self._even_out(heights)
        self.row_heights = heights
        width = snap(width)
        sides = self.left.measure() + self.right.measure()
        self.natural_width = width
        self.width = snap(max(width + sides + 2 * self.pad, self.least_width + sides, _dock_width(self)))
        channels = 0
        for channel in self.horizontal:
            channels += channel.measure()
        foot = self.pad + max((dock.height // 2 for dock in self.docks_bottom), default=0)
        self.height = snap(self.head + sum(heights) + channels + foot + (0 if self.head else self.pad))

    def _even_out(self, heights: list[int]) -> None:
        """Give rows one of few heights, and all channels between them the room of the one with most links."""
        heights[:] = [step_up(height) for height in heights]
        inner = self.horizontal[1:-1]
        most = max((channel.tracks for channel in inner), default=0)
        for channel in inner:
            channel.wanted = most

    def place(self, x: int, y: int) -> None:
        """Places, top-down: the frame's top left corner is (x, y)."""
        size = (self.width, self.height)
        if self.sealed and self.placed == size:
            if x != self.x or y != self.y:
                self.move(x - self.x, y - self.y)
            return
        self.placed = size
        self.x, self.y = x, y
        for slot in self.slots:
            slot.x, slot.y, slot.width = x, y + slot.offset, self.width
            slot.parent, slot.row, slot.column = self.parent, self.row, self.column
        if self.docks_top or self.docks_bottom:
            self._place_docks()
        if not self.rows:
            return
        self.left.start = x + self.pad
        inner = x + self.pad + self.left.size
        room = self.width - 2 * self.pad - self.left.size - self.right.size
        self.right.start = x + self.width - self.pad - self.right.size
        at = y + (self.head or self.pad)
        for index, row in enumerate(self.rows):
            self.horizontal[index].start = at
            at += self.horizontal[index].size
            if index in self.free_rows:
                past = int(self.x + self.title_width + 2 * GRID) // GRID * GRID - inner if index == 0 and self.head else 0
                if past > 0 and sum(child.width + self.column_gap for child in row) <= room - past:  # links run up past the title
                    self._place_freely(row, inner + past, room - past, at)
                else:
                    self._place_freely(row, inner, room, at)
            else:
                self._place_packed(index, row, inner, room, at)
            at += self.row_heights[index]
        self.horizontal[-1].start = at
        self.horizontal[-1].size = max(self.horizontal[-1].size, 0)

    def move(self, right: int, down: int) -> None:
        """Move the box, with all that is in it, so many px."""
        self.x += right
        self.y += down
        for slot in self.slots:
            slot.x += right
            slot.y += down
        for dock in (*self.docks_top, *self.docks_bottom):
            dock.move(right, down)
        if not self.rows:
            return
        self.left.start += right
        self.right.start += right
        for channel in self.horizontal:
            channel.start += down
        for row, gaps in zip(self.rows, self.gaps, strict=True):
            for gap in gaps:
                gap.start += right
            for child in row:
                child.move(right, down)
        for sides in self.outer.values():
            for channel in sides:
                channel.start += right

    def _place_packed(self, index: int, row: list[Box], inner: int, room: int, top: int) -> None:
        used = sum(child.width for child in row) + sum(gap.size for gap in self.gaps[index])
        at = inner + ((room - used) // (2 * GRID) * GRID if self.centre_rows and room > used else 0)
        if (self.stretch or row[0].fills) and len(row) == 1:
            row[0].width = room
        for column, child in enumerate(row):
            child.place(at, top + child.above + child.anchor_y)
            at += child.width
            if column < len(self.gaps[index]):
                gap = self.gaps[index][column]
                gap.start = at
                at = max(at + gap.size, inner + row[column + 1].begin)

    def _place_freely(self, row: list[Box], inner: int, room: int, top: int) -> None:
        """Each box as near to its wanted centre as its neighbours allow, in the order of the wanted centres."""
        order = sorted(row, key=lambda c: (c.wanted_x if c.wanted_x is not None else inner, c.id))
        row[:] = order
        for column, child in enumerate(row):
            child.column = column
        index = order[0].row if order else 0
        gaps = self.gaps[index] if order else []
        before, after = self.outer.get(index) or (Channel(least=0), Channel(least=0))
        starts: list[int] = []
        at = inner = inner + before.size
        room -= before.size + after.size
        for column, child in enumerate(order):
            wish = inner if child.wanted_x is None else (child.wanted_x - child.width / 2)
            start = max(at, round(wish / GRID) * GRID)
            starts.append(start)
            at = start + child.width + (gaps[column].size if column < len(gaps) else 0)
        limit = inner + room
        for position in range(len(order) - 1, -1, -1):
            starts[position] = min(starts[position], limit - order[position].width)
            limit = starts[position] - (gaps[position - 1].size if position else 0)
        for gap, child, start in zip(gaps, order, starts, strict=False):
            gap.start = start + child.width
        for child, start in zip(order, starts, strict=True):
            child.place(start, top + child.above)
        if order:
            before.start = starts[0] - before.size
            after.start = starts[-1] + order[-1].width

    def _place_docks(self) -> None:
        inset = self.pad + self.right.size + GRID
        at = self.x + self.width - inset
        for dock in reversed(self.docks_top):
            at -= dock.width
            dock.place(at // GRID * GRID, self.y - dock.height // 2)
            at -= GRID
        at = self.x + self.pad + self.left.size + GRID
        free = self.width - 2 * inset - sum(dock.width for dock in self.docks_bottom)
        step = max(GRID, min(96, free // max(1, len(self.docks_bottom)))) // GRID * GRID
        for dock in self.docks_bottom:
            dock.place(at // GRID * GRID, self.y + self.height - dock.height // 2)
            at += dock.width + step

    def walk_open(self) -> Iterable[Box]:
        """The box and those below it whose rows may change."""
        yield self
        for row in self.rows:
            for child in row:
                if child.open:
                    yield from child.walk_open()

    def walk_open_all(self) -> Iterable[Box]:
        """The box and those below it that are arranged together with it: down to VPCs, but not into them."""
        yield self
        for row in self.rows if self.open else ():
            for child in row:
                yield from child.walk_open_all()

    def walk(self) -> Iterable[Box]:
        """The box and all below it, docks included, in drawing order."""
        yield self
        for row in self.rows:
            for child in row:
                yield from child.walk()
        yield from self.docks_top
        yield from self.docks_bottom


def _dock_width(box: Box) -> int:
    if not (box.docks_top or box.docks_bottom):
        return 0
    sides = 2 * box.pad + box.left.size + box.right.size + 2 * GRID + EDGE_ROOM
    top = sum(dock.width + GRID for dock in box.docks_top)
    bottom = sum(dock.width + GRID for dock in box.docks_bottom)
    return max(top + box.least_width if top else 0, bottom) + sides


def _level(columns: list[Box]) -> None:
    """Give the zones of a VPC the same rows: heights and channels alike, so that tiers line up across them."""
    zones = [column for column in columns if column.kind == "az"]
    if not zones:
        return
    count = max(len(zone.rows) for zone in zones)
    for index in range(count):
        height = max(zone.row_heights[index] for zone in zones)
        tracks = max(zone.horizontal[index].tracks for zone in zones)
        for zone in zones:
            zone.row_heights[index] = height
            zone.horizontal[index].tracks = tracks
            for subnet in zone.rows[index]:
                subnet.height = height - subnet.above - subnet.below
    for zone in zones:
        zone._measure_rows()
        zone.placed = (-1, -1)
