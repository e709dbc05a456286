"""Channels: the strips between boxes that links run in, on tracks; and the grid that all coordinates (px) lie on.

Boxes lie on a grid of `GRID` px. What keeps parallel lines of different origin apart is their residue modulo the grid: see `LANE`.
"""

from __future__ import annotations

from bisect import bisect_left
from math import ceil
from typing import Protocol

from msgspec import Struct

GRID = 12
LANE = {"exit-bottom": 6, "gap-even": 8, "port-bottom": 4, "exit-top": 12, "gap-odd": 14, "port-top": 10}
"""Each family of vertical lines has a residue of its own modulo GRID, so that two lines of different families in one channel
never lie on one another (the smallest distance is 2 px); within a family, boxes and tracks keep lines apart."""

LEVEL_EDGE = 9
"""What is left above and below horizontal lines where VPCs are few (px): room for an arrow."""

EDGE_ROOM = 48
"""How much of a border (px) is left for links where things are docked on it."""

FEW_PASSING = 6
"""Where there are no more VPCs, few links pass borders and what is between accounts: less room is left for these."""

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


class Holder(Protocol):
    """A box that channels are in."""

    def touch(self) -> None:
        """Its sizes are no longer what they were."""


class Channel(Struct, eq=False):
    """A strip that lines run along: `start` and `size` across its direction (px); `tracks` is how many fit.

    `pitch` is the distance between two tracks, `least` the size without any track. Where one link more is to move
    nothing, it has room for `steady` tracks, or half as many more, and so on; and for `wanted` tracks at least. `edge` is what is
    left beside the outer ones.
    """

    least: int = GRID
    pitch: int = GRID
    tracks: int = 0
    start: int = 0
    size: int = 0
    box: Holder | None = None
    steady: int = 0
    wanted: int = 0
    edge: int = GRID

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
        needed = self.pitch * (tracks - 1) + 2 * self.edge if tracks else 0
        self.size = needed = needed if needed > self.least else self.least
        return needed


NOTHING = Channel(least=0)
"""What a box without rows has in place of channels: shared, and never changed."""
