"""Boxes in rows: the one structure that all placement and routing works on.

A Box holds rows of boxes. Between its rows run horizontal channels, between the boxes of a row and along both inner edges
vertical ones; links run on tracks in these channels and nowhere else, so they cannot meet a thing that they do not belong to.
Sizes go bottom-up (`measuring`), places top-down (`placing`). What a box is to be, what the solver keeps of it (`Space`) and where
it stands are apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import Any, Protocol

from msgspec import Struct, field

from vpcviz.layout.badge import Badge
from vpcviz.layout.channels import EDGE_ROOM, GRID, LEVEL_EDGE, NOTHING, WIDE_CELL, WIDE_KINDS, WIDE_PITCH, Channel, snap
from vpcviz.scene import Part

__all__ = ["GRID", "Box", "Space", "snap"]

NO_OUTER: Mapping[int, tuple[Channel, Channel]] = MappingProxyType({})


class Says(Protocol):
    """What a card shows."""

    icon: str
    name: str
    items: Sequence[Any]


class Space(Struct, eq=False):
    """What the solver keeps of a box: its channels, the heights of its rows, and what need not be reckoned again.

    `rough` is the box's size (px) before it had links, once that was asked for; `wanted_x` where its middle would best be;
    `joins` what it is linked to in its own row, and nowhere else: it stands beside these. What is in a `rigid` box has its place in
    it, and follows where the box moves once all have theirs.
    """

    rough: tuple[int, int] = (0, 0)
    horizontal: Sequence[Channel] = ()
    left: Channel = field(default_factory=repeat(NOTHING).__next__)  # quicker than a function of our own: there are many
    right: Channel = field(default_factory=repeat(NOTHING).__next__)
    gaps: Sequence[Sequence[Channel]] = ()
    outer: Mapping[int, tuple[Channel, Channel]] = NO_OUTER
    row_heights: Sequence[int] = ()
    sealed: bool = False
    rigid: bool = False
    fresh: bool = False
    placed: tuple[int, int] = (-1, -1)
    wanted_x: float | None = None
    joins: Sequence[Box] = ()
    natural_width: int = 0


STILL = Space(sealed=True, fresh=True)
"""What the solver keeps of things that hold nothing, each in its row beside the one before it: they all have it in common."""


class Box(Struct, eq=False):
    """A box of the layout: a thing (no rows) or a container of rows of boxes.

    `width` and `height` are the frame's; `above` and `below` are what docked boxes stick out by. `paint` gives the box's own
    scene parts once it has a place. `sides` tells that links leave its children by the left and right edge (network
    interfaces in a subnet, rows of a table), not by the channels above and below. `title_width` is how far its title reaches,
    `first_width` how far its first line does, beside which docked boxes stand. `close` has tracks around VPCs nearer together.
    `edge_room` is what is left of its borders (px) for links where things are docked on them.
    `begin` is how far from its row's beginning a box stands at least (px): so one that grows moves few others. `steady` is the
    width of the cells (px) that a box's rows are made of where one thing more is to move few (0: they are not); its rows and
    channels then have one of few heights; where they are `level`, a row is as high as what stands in it is `tall` (px), a size that
    holds what a VPC that joins may bring, down to its row `foot`, below which nothing has to stay. `rough` is a box's size (px)
    before it had links, once that was asked for.
    `holds_badges` tells that its head has a place for `badges`; `badge_room` is what they take of its width (px). `elastic` lets
    the things in its rows get wider where there is room, `fills` has it take the whole of its row, or share it;
    `most` is how wide (px) it may get.
    `low` has it stand at the foot of its row. `anywhere` tells that no link has to lead down to it.
    `between` tells that it stands between two that it joins, and is linked across the gaps beside it. `room` is what steady rows
    leave free at both ends (px), and for how many tracks between them. `says` is what a card shows (icon, name, lines), for views
    that draw it another way.
    """

    kind: str
    id: str
    width: int = 0
    height: int = 0
    head: int = 0
    pad: int = GRID
    close: bool = False
    row_gap: int = GRID
    column_gap: int = GRID
    least_width: int = 0
    edge_room: int = EDGE_ROOM
    title_width: float = 0
    first_width: float = 0
    rows: Sequence[list[Box]] = ()
    docks_top: Sequence[Box] = ()
    docks_bottom: Sequence[Box] = ()
    paint: Callable[[Box], list[Part]] | None = None
    visible: bool = True
    sides: bool = False
    even: bool = False
    stretch: bool = False
    elastic: bool = False
    free_rows: frozenset[int] = frozenset()
    centre_rows: bool = False
    begin: int = 0
    steady: int = 0
    level: bool = False
    tall: int = 0
    foot: int = 0
    marks: tuple[tuple[str, str], ...] = ()
    tooltip: str = ""
    href: str = ""
    anchor_y: int = 0
    low: bool = False
    anywhere: bool = False
    between: bool = False
    holds_badges: bool = False
    badges: Sequence[Badge] = ()
    badge_room: int = 0
    fills: bool = False
    most: int = 0
    room: tuple[int, int] = (48, 4)
    slots: Sequence[Box] = ()
    says: Says | None = None
    offset: int = 0

    space: Space = field(default_factory=Space)

    x: int = 0
    y: int = 0
    parent: Box | None = None
    row: int = 0
    column: int = 0
    dock: str = ""
    above: int = 0
    below: int = 0

    @property
    def open(self) -> bool:
        """Whether its rows may still change: what holds VPCs is arranged several times, what is in a VPC once."""
        return self.kind in WIDE_KINDS or self.kind == "stack"

    @property
    def track_pitch(self) -> int:
        """How far apart the tracks of its channels are (px)."""
        return WIDE_PITCH if self.kind in WIDE_KINDS and not self.close else GRID

    def take(self, badges: Sequence[Badge], room: float) -> None:
        """Show these badges, and get wider by the `room` (px) that they need."""
        self.badges, self.badge_room = badges, snap(room)
        self.width += self.badge_room
        self.least_width += self.badge_room
        self.title_width += self.badge_room
        self.first_width += self.badge_room
        for child in self.rows[0] if self.rows else ():
            if child.kind == "title":  # the room that is kept for it
                child.width += self.badge_room
        self.touch()

    def touch(self) -> None:
        """Forget the sizes and places of this box and of all that hold it."""
        at: Box | None = self
        while at is not None:
            at.space.fresh = False
            at.space.placed = (-1, -1)
            at = at.parent

    def adopt(self) -> None:
        """Tell the children where they belong, and make the channels between them. Recursive; once only for what is not `open`."""
        space = self.space
        if space.sealed:
            return
        space.sealed = not self.open
        space.fresh = False
        for side, docks in (("top", self.docks_top), ("bottom", self.docks_bottom)):
            for dock in docks:
                dock.parent, dock.dock = self, side
        if not self.rows:
            space.row_heights = space.horizontal = space.gaps = ()
            space.outer = NO_OUTER
            return
        for index, row in enumerate(self.rows):
            for column, child in enumerate(row):
                child.parent, child.row, child.column = self, index, column
                for slot in child.slots:
                    slot.parent, slot.row, slot.column = self, index, column
                if not child.space.sealed:
                    child.adopt()
        self._make_channels()

    def _make_channels(self) -> None:
        space, pitch = self.space, self.track_pitch
        space.row_heights, space.outer = (), NO_OUTER
        space.left = Channel(0, pitch, box=self)
        space.right = Channel(0, pitch, box=self)
        between = [Channel(self.row_gap, pitch, box=self) for _ in self.rows[1:]]
        space.horizontal = [Channel(0, pitch, box=self), *between, Channel(0, pitch, box=self)]
        if not self.steady:
            for channel in space.horizontal:
                channel.edge = LEVEL_EDGE
        space.gaps = [[Channel(self.column_gap, pitch, box=self) for _ in row[1:]] for row in self.rows]
        if self.steady:
            space.left.least = space.right.least = self.room[0]
            if self.level:
                space.horizontal[0].least = pitch * self.room[1]
                for channel in between[self.foot :]:
                    channel.least = pitch
            for channel in () if self.level else between:
                channel.steady = self.room[1] * (2 if self.steady > WIDE_CELL else 1)

    def outer_gaps(self, index: int) -> tuple[Channel, Channel]:
        """The channels on the left of the first and on the right of the last box of a free row."""
        if index not in self.space.outer:
            pitch = self.track_pitch
            row = self.rows[index]
            ends = (row[0].x, row[-1].x + row[-1].width)
            before, after = (Channel(least=0, pitch=pitch, start=end, box=self) for end in ends)
            self.space.outer = {**self.space.outer, index: (before, after)}
        return self.space.outer[index]

    def walk_open(self) -> Iterable[Box]:
        """The box and those below it whose rows may change."""
        yield self
        for row in self.rows:
            for child in row:
                if child.open:
                    yield from child.walk_open()

    def walk_free(self) -> Iterable[Box]:
        """The box and those below it that have rows of which each thing stands where it wants to."""
        if self.free_rows:
            yield self
        for row in self.rows:
            for child in row:
                if child.rows and not child.space.rigid:
                    yield from child.walk_free()

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
