"""Takes small jogs out of ways: two vertical lines a few px apart that follow one another become one, where there is room."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from vpcviz.layout.lines import Link
from vpcviz.layout.spacing import Column, columns_of, move

SMALL = 10
"""A jog of no more than so many px is taken out."""

CLEAR = 6
"""So far (px) a line that is moved keeps from those of other links."""

END = 1
"""Lines that end on one track meet where the one begins and the other ends: spans count as so much longer (px)."""

CELL = 24


class Aligner:
    """The vertical lines of a picture whose tracks and levels are given out, by where they are; `fixed` are ports that stay."""

    def __init__(self, links: Sequence[Link], fixed: set[int]) -> None:
        self.columns = columns_of(links, fixed, known=True)
        own = {id(line): column for column in self.columns for line in column.lines}
        self.pairs = [pair for link in links for pair in _followed(link, own)]
        self.beside: dict[int, list[Column]] = {}
        for a, b in self.pairs:
            self.beside.setdefault(id(a), []).append(b)
            self.beside.setdefault(id(b), []).append(a)
        self.cells: dict[int, list[Column]] = {}
        for column in self.columns:
            self.cells.setdefault(int(column.x // CELL), []).append(column)

    def align(self) -> None:
        """Move one line of each small jog to the other, where that makes no jog elsewhere and comes near no other link."""
        for a, b in self.pairs:
            if 0 < abs(a.x - b.x) <= SMALL:
                moves = ((moved, to) for mover, to in ((a, b.x), (b, a.x)) for moved in self._movable(mover))
                moved, to = next(((moved, to) for moved, to in moves if self._may_move(moved, to)), ((), 0.0))
                for column in moved:
                    self._move(column, to)

    def _movable(self, column: Column) -> Iterator[Sequence[Column]]:
        """A line alone, but for one of a link whose ports face one another; and with those that it runs straight on in."""
        if not column.stays:
            yield (column,)
        yield (column, *(other for other in self.beside[id(column)] if other.x == column.x))

    def _may_move(self, moved: Sequence[Column], x: float) -> bool:
        beside = [one for column in moved for one in self.beside[id(column)] if one not in moved]
        if _jogs(beside, x) >= _jogs(beside, moved[0].x):
            return False
        return all(any(low <= x <= high for low, high in one.free) and not self._is_near(one, x) for one in moved)

    def _is_near(self, column: Column, x: float) -> bool:
        """Whether the line would run nearer to another link's than an eye can tell apart."""
        low, high = column.low - END, column.high + END
        for cell in range(int((x - CLEAR) // CELL), int((x + CLEAR) // CELL) + 1):
            for other in self.cells.get(cell, ()):
                if other.key != column.key and abs(other.x - x) < CLEAR and other.low < high and low < other.high:
                    return True
        return False

    def _move(self, column: Column, x: float) -> None:
        self.cells[int(column.x // CELL)].remove(column)
        move(column, x)
        self.cells.setdefault(int(x // CELL), []).append(column)


def _followed(link: Link, own: dict[int, Column]) -> Iterator[tuple[Column, Column]]:
    """The vertical lines of a way that follow one another."""
    upright = link.lines[0 if link.first_vertical else 1 :: 2]
    return ((own[id(a)], own[id(b)]) for a, b in pairwise(upright))


def _jogs(beside: Collection[Column], x: float) -> int:
    """How many of a line's neighbours on its ways are a small jog away from it, were it at x."""
    return sum([0 < abs(other.x - x) <= SMALL for other in beside])
