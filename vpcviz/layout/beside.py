"""Where a VPC's tables stand: in columns beside its zones, in rows below them, or the narrow ones here and the wide ones there."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.widgets import shelves

WIDE = 340
"""A table wider than this (px) may stand below the zones while narrower ones stand beside them."""

SHAPES = (1.2, 2.1)
"""The width of the whole should be between so many times its height."""


class Arrangement(NamedTuple):
    """Columns of tables beside the zones, and rows of them below."""

    columns: list[list[Box]]
    rows: list[list[Box]]
    width: int
    height: int

    def score(self, around: int) -> float:
        """The area of the whole (px²), `around` px taller than this, made larger where its shape is not one of `SHAPES`."""
        width, height = self.width + 96, self.height + around
        shape = width / height
        return width * height * max(1.0, SHAPES[0] / shape, shape / SHAPES[1]) ** 2


def arrange(tables: Sequence[Box], zones_width: int, zones_height: int, around: int) -> Arrangement:
    """The arrangement of `tables` around zones of that size (px) that loses the least space; beside the zones, if in doubt.

    `around`: the height (px) that title, gateways and what else stands above and below add.
    """
    wide = [box for box in tables if box.width > WIDE]
    narrow = [box for box in tables if box.width <= WIDE]
    total = sum(box.height + GRID for box in tables)
    limits = sorted({zones_height, int(zones_height * 1.3), 420, int(sqrt(total * 300))} - {0})
    tried = []
    for limit in limits:
        tried.append(_arranged(_columns(tables, limit), [], zones_width, zones_height))
        if wide and narrow:
            tried.append(_arranged(_columns(narrow, limit), wide, zones_width, zones_height))
    tried.append(_arranged([], list(tables), zones_width, zones_height))
    return min(tried, key=lambda arrangement: arrangement.score(around))


def _columns(tables: Sequence[Box], limit: int) -> list[list[Box]]:
    limit = max([limit, *(box.height for box in tables)])
    columns: list[list[Box]] = []
    used = 0
    for box in tables:
        if not columns or used + box.height > limit:
            columns.append([])
            used = 0
        columns[-1].append(box)
        used += box.height + GRID
    return columns


def _arranged(columns: list[list[Box]], below: list[Box], zones_width: int, zones_height: int) -> Arrangement:
    gap = 18
    width = zones_width + sum(max(box.width for box in column) + gap for column in columns)
    height = max([zones_height, *(sum(box.height + GRID for box in column) for column in columns)])
    rows = shelves(below, max([width, *(box.width for box in below)]))
    for row in rows:
        width = max(width, sum(box.width + GRID for box in row))
        height += max(box.height for box in row) + GRID
    return Arrangement(columns, rows, width, height)
