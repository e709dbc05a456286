"""Where a VPC's tables stand: in columns beside its zones, the wide ones below the zones or below all, so that little is lost."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from msgspec import Struct

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.widgets import shelves

GAP = 18
"""Between zones and columns of tables (px)."""

AROUND = (72, 110)
"""About how much wider and taller than what it holds a VPC is (px): its edges, its title."""

SHAPE_WEIGHT = 0.9
"""How much a shape counts that is not the one aimed at: 0 nothing, 2 as much as the area."""


COUNT = 24
"""The height (px) of what only counts."""

NO_SIZES: Mapping[str, tuple[int, int]] = {}


class Size(Struct, frozen=True, gc=False):
    """A table's number and size (px)."""

    number: int
    width: int
    height: int


class Arrangement(NamedTuple):
    """Columns of tables beside the zones, rows of tables under the zones only, rows below all; the size of all (px)."""

    columns: list[list[Size]]
    under: list[list[Size]]
    below: list[list[Size]]
    width: int
    height: int

    def score(self, shape: float) -> float:
        """The area of the VPC, as a logarithm; more the further its shape is from the one aimed at (width / height)."""
        width, height = self.width + AROUND[0], self.height + AROUND[1]
        return log(width * height) + SHAPE_WEIGHT * abs(log(width / height / shape))


class Rooms(NamedTuple):
    """An arrangement of tables: columns beside the zones, rows under the zones only, rows below all."""

    columns: list[list[Box]]
    under: list[list[Box]]
    below: list[list[Box]]


def rooms_of(tables: Sequence[Box], one: Arrangement) -> Rooms:
    """The tables as they stand in an arrangement."""
    return Rooms(*([[tables[size.number] for size in row] for row in rows] for rows in (one.columns, one.under, one.below)))


def size_of(rows: Sequence[Sequence[Box]]) -> tuple[int, int]:
    """The size of rows below one another (px)."""
    wide = max(sum(box.width + GAP for box in row) for row in rows)
    high = sum(max(box.height for box in row) + GRID for row in rows if row) - (GRID if any(rows) else 0)
    return wide, high


class Choices:
    """The arrangements that tables may have around zones of one size, by number."""

    def __init__(self, every: Sequence[Arrangement]) -> None:
        self.every = every
        self._best: dict[float, int] = {}

    def best(self, shape: float) -> int:
        """The number of the one that loses the least space for a VPC of about that shape."""
        if shape not in self._best:
            self._best[shape] = min(range(len(self.every)), key=lambda number: self.every[number].score(shape))
        return self._best[shape]


def choices(tables: Sequence[Box], zones_width: int, zones_height: int, sizes: Mapping[str, tuple[int, int]] = NO_SIZES) -> Choices:
    """The arrangements that `tables` may have around zones of that size (px); `sizes` are what tables count as by id."""
    counted = [sizes.get(box.id, (box.width, box.height)) for box in tables]
    return _choices(tuple(Size(number, *size) for number, size in enumerate(counted)), zones_width, zones_height)


@lru_cache(maxsize=4096)  # an estate's VPCs are few kinds many times over, and a search asks for the same again
def _choices(sizes: tuple[Size, ...], zones_width: int, zones_height: int) -> Choices:
    return Choices(tuple(_arrangements(sizes, zones_width, zones_height)))


def _arrangements(tables: Sequence[Size], zones_width: int, zones_height: int) -> Iterator[Arrangement]:
    """Each division of the tables by width, in so many columns, with the others under the zones or below all."""
    widths = sorted({box.width for box in tables})
    for most in (0, *widths):
        beside = [box for box in tables if box.width <= most]
        others = [box for box in tables if box.width > most]
        for columns in _divisions(beside):
            yield _below(columns, others, zones_width, zones_height)
            if columns and others:
                yield _under(columns, others, zones_width, zones_height)
        low = [box for box in beside if box.height <= COUNT]
        if low and len(low) < len(beside):  # counts find room under the zones where columns are higher than these
            for columns in _divisions([box for box in beside if box.height > COUNT]):
                yield _under(columns, sorted([*others, *low], key=lambda box: box.number), zones_width, zones_height)


def _divisions(tables: Sequence[Size]) -> Iterator[list[list[Size]]]:
    """The tables in one column, in two, …; each as short as may be with the tables in their order."""
    if not tables:
        yield []
        return
    seen = set()
    total = sum(box.height + GRID for box in tables)
    tallest = max(box.height for box in tables)
    for count in range(1, len(tables) + 1):
        limit = max(tallest, total // count)
        columns = _columns(tables, limit)
        while len(columns) > count:
            limit += 2 * GRID
            columns = _columns(tables, limit)
        if len(columns) not in seen:
            seen.add(len(columns))
            yield columns


def _columns(tables: Sequence[Size], limit: int) -> list[list[Size]]:
    """Columns no higher than the limit (px): each table in the first that has room for it."""
    columns: list[list[Size]] = []
    used: list[int] = []
    for box in tables:
        room = limit - box.height
        for at, height in enumerate(used):
            if height <= room:
                columns[at].append(box)
                used[at] += box.height + GRID
                break
        else:
            columns.append([box])
            used.append(box.height + GRID)
    return columns


def _below(columns: list[list[Size]], others: list[Size], zones_width: int, zones_height: int) -> Arrangement:
    width = zones_width + _columns_width(columns)
    height = max(zones_height, _columns_height(columns))
    rows = shelves(others, max([width, *(box.width for box in others)]))
    return Arrangement(columns, [], rows, max(width, _rows_width(rows)), height + _rows_height(rows))


def _under(columns: list[list[Size]], others: list[Size], zones_width: int, zones_height: int) -> Arrangement:
    rows = shelves(others, max([zones_width, *(box.width for box in others)]))
    left = max(zones_width, _rows_width(rows))
    height = max(zones_height + _rows_height(rows), _columns_height(columns))
    return Arrangement(columns, rows, [], left + _columns_width(columns), height)


def _columns_width(columns: Sequence[Sequence[Size]]) -> int:
    return sum([max([box.width for box in column]) + GAP for column in columns])


def _columns_height(columns: Sequence[Sequence[Size]]) -> int:
    return max([sum([box.height + GRID for box in column]) for column in columns], default=0)


def _rows_width(rows: Sequence[Sequence[Size]]) -> int:
    return max([sum([box.width + GAP for box in row]) for row in rows], default=0)


def _rows_height(rows: Sequence[Sequence[Size]]) -> int:
    return sum([max([box.height for box in row]) + GRID for row in rows])
