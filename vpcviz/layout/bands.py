"""Boxes of many sizes in bands below one another, so that the last one moves none.

A band holds columns of boxes, side by side. Each box goes where there is room for it in what is there: below others in a column,
or beside the last column, within the band's height; else it makes the last band higher, or begins one of its own. So a place grows
downwards, and what came first stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Size = tuple[int, int]
"""Width and height (px)."""

HIGHER = 1.5
"""The last band may get so many times as high as its first box."""


class Gaps(NamedTuple):
    """What is left free (px): between columns, and between boxes of a column."""

    beside: int
    below: int


class Column:
    """Boxes on one another, by number; how wide the widest is, and how high all are (px)."""

    def __init__(self, number: int, size: Size) -> None:
        self.numbers = [number]
        self.width, self.height = size

    def add(self, number: int, size: Size, gap: int) -> None:
        """Put a box below the others."""
        self.numbers.append(number)
        self.width = max(self.width, size[0])
        self.height += gap + size[1]


class Band:
    """Columns side by side, as high as its first box, or a little more."""

    def __init__(self, number: int, size: Size) -> None:
        self.columns = [Column(number, size)]
        self.height = size[1]
        self.most = round(size[1] * HIGHER)

    def width(self, gap: int) -> int:
        """How wide (px) its columns are together."""
        return sum(column.width + gap for column in self.columns) - gap

    def takes(self, number: int, size: Size, room: int, gaps: Gaps, high: int) -> bool:
        """Put a box where there is room for it, if the band is so wide and so high (px)."""
        left = room - self.width(gaps.beside)
        for at, column in enumerate(self.columns):
            wider = left if at == len(self.columns) - 1 else 0
            if column.height + gaps.below + size[1] <= high and size[0] <= column.width + wider:
                column.add(number, size, gaps.below)
                break
        else:
            if size[1] > high or gaps.beside + size[0] > left:
                return False
            self.columns.append(Column(number, size))
        self.height = max(self.height, *(column.height for column in self.columns))
        return True


def bands(sizes: Sequence[Size], room: Callable[[int], int], gaps: Gaps) -> Iterator[Band]:
    """Bands of boxes in their order; `room` tells how wide (px) a place is that holds boxes up to a number."""
    made: list[Band] = []
    for number, size in enumerate(sizes):
        wide = room(number)
        if any(band.takes(number, size, wide, gaps, band.height) for band in made):
            continue
        if made and made[-1].takes(number, size, wide, gaps, made[-1].most):
            continue
        made.append(Band(number, size))
    yield from made
