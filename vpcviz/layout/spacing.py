"""Moves vertical lines of different links apart where they would run closer together than an eye can follow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from vpcviz.layout.channels import GRID
from vpcviz.layout.lines import Line, Link, extent, merged, stretches

APART = 9
"""The distance (px) to keep between parallel lines where it can be had."""

_TRIES = ((APART, 24), (7, 24), (5, 24), (5, 120), (3, 24), (3, 240))
"""What is tried in turn: a distance to keep, within so many px of where a line wants to be."""

_NUDGES = ((3, 4),)
"""The same for lines that are moved once tracks are given out: two ends on one track, 12 px apart, must not meet."""

_CELL = 24


class Column:
    """All the lines that share one x: those of a port, or of a bundle on one track. `low` to `high` holds all their `spans`."""

    __slots__ = ("free", "high", "key", "lines", "low", "spans", "stays", "x")

    def __init__(self, x: float, key: str, free: Sequence[tuple[float, float]], stays: bool) -> None:
        self.x = x
        self.key = key
        self.free = free
        self.stays = stays
        self.lines: list[Line] = []
        self.spans: list[tuple[float, float]] = []
        self.low = self.high = 0.0

    def close(self) -> None:
        """All lines are there: merge the spans that they run over."""
        if len(self.spans) > 1:
            self.spans = merged(self.spans)
        self.low, self.high = self.spans[0][0], self.spans[-1][1]

    def meets(self, other: Column) -> bool:
        """Whether the two run side by side somewhere, where what holds their spans does."""
        if len(self.spans) == 1 == len(other.spans):
            return True
        return any(a < d and c < b for a, b in self.spans for c, d in other.spans)


def spread_apart(links: Iterable[Link], fixed: set[int]) -> bool:
    """Move ports along their edges, and lines within their channels, so that no two links' vertical lines come close.

    `fixed` are the ids of ports that stay. Horizontal lines have no coordinates yet: their channels' whole heights count.
    False where a line found no room.
    """
    return _placed(columns_of(links, fixed, known=False), _TRIES)


def nudge_apart(links: Iterable[Link], fixed: set[int]) -> None:
    """The same once horizontal lines have coordinates: what really runs side by side moves a little, so that no track is lost."""
    _placed(columns_of(links, fixed, known=True), _NUDGES)


def _placed(columns: Iterable[Column], tries: Sequence[tuple[int, int]]) -> bool:
    """Find room for one column after another; whether all found it."""
    cells: dict[int, list[Column]] = {}
    found = True
    for column in sorted(columns, key=lambda c: (not c.stays, len(c.free) > 0, c.x, c.key)):
        if not column.stays:
            found = _find_room(column, cells, tries) and found
        cells.setdefault(int(column.x // _CELL), []).append(column)
    return found


def columns_of(links: Iterable[Link], fixed: set[int], *, known: bool) -> list[Column]:
    """All vertical lines by where they are; horizontal ones have coordinates where they are `known`."""
    found: dict[tuple[int, str], Column] = {}
    for link in links:
        key = link.key
        for index in range(0 if link.first_vertical else 1, len(link.lines), 2):
            line = link.lines[index]
            place = line.port if line.port is not None else line.channel
            column = found.get((id(place), key))
            if column is None:
                column = found[id(place), key] = Column(line.at, key, _room(line), id(line.port) in fixed)
            column.lines.append(line)
            column.spans.append(_span(link, index, known=known))
    for column in found.values():
        column.close()
    return list(found.values())


def _room(line: Line) -> Sequence[tuple[float, float]]:
    if line.port is not None:
        return stretches(line.port.box, line.port.side)
    channel = line.channel
    assert channel is not None
    return [(channel.start + GRID / 2, channel.start + channel.size - 3)]


def _span(link: Link, index: int, *, known: bool) -> tuple[float, float]:
    """From where to where a vertical line may run: to the box for a port, over the whole of the channels it meets, or up to the
    tracks there where those are `known`."""
    if 0 < index < len(link.lines) - 1:
        return extent(link, index)
    line = link.lines[index]
    assert line.port is not None
    box = line.port.box
    edge = box.y if line.port.side == "top" else box.y + box.height
    if len(link.lines) == 1:
        return edge, edge
    other = link.lines[index + 1 if index == 0 else index - 1]
    ends = [other.at] if other.port is not None or known else [other.channel.start, other.channel.start + other.channel.size]  # type: ignore[union-attr]
    return min(edge, *ends), max(edge, *ends)


def _find_room(column: Column, cells: dict[int, list[Column]], tries: Sequence[tuple[int, int]]) -> bool:
    """Give a column the x nearest to its own that keeps the best distance that can be had from the columns in `cells`; False
    where there is none."""
    here = column.x
    reach, taken = 0, _taken(column, cells, tries[0][0])
    if not taken:
        return True
    for apart, within in tries:
        if within > reach:
            reach, taken = within, _taken(column, cells, within + tries[0][0])
        for step in range(0, within + 1, 2):
            for x in (here + step, here - step):
                if _is_free(x, apart, taken) and any(low <= x <= high for low, high in column.free):
                    move(column, x)
                    return True
    return False


def _is_free(x: float, apart: float, taken: Sequence[float]) -> bool:
    """Whether none of the sorted `taken` is nearer to x than `apart`."""
    after = bisect_right(taken, x - apart)
    return after == len(taken) or taken[after] >= x + apart


def _taken(column: Column, cells: dict[int, list[Column]], reach: int) -> list[float]:
    """The sorted x of other links' columns less than `reach` px away that run beside the column somewhere."""
    x, low, high, key = column.x, column.low, column.high, column.key
    first, last = int((x - reach) // _CELL), int((x + reach) // _CELL)
    found = []
    for cell in range(first, last + 1):
        for other in cells.get(cell, ()):
            beside = other.low < high and low < other.high and other.key != key  # most are above or below
            if beside and -reach < other.x - x < reach and column.meets(other):
                found.append(other.x)
    found.sort()
    return found


def move(column: Column, x: float) -> None:
    """Let all lines of a column be at x (px), and the ports that they are at."""
    column.x = x
    for line in column.lines:
        line.at = x
        if line.port is not None:
            line.port.at = x
