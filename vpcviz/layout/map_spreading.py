"""A map takes the whole of the page that was asked for: room that is left on one side goes between its things, about evenly."""

from __future__ import annotations

from collections.abc import Sequence

from vpcviz.layout.map_areas import BETWEEN, LEFT, RIGHT, STEP, Area
from vpcviz.layout.map_grids import Grid

MOST = 0.35
"""A map gets no wider or higher than by this share of what it is."""


def spread(area: Area, wide: int, high: int) -> None:
    """Make an area of a known size wider and higher by up to so much (px): the free room in it, and in what it holds."""
    if isinstance(area, Grid):
        _spread_grid(area, wide, high)
        return
    rows = [[one for one in row if isinstance(one, Area)] for row in area.rows]
    heights = [max((one.height for one in row if has_grid(one)), default=0) for row in rows]
    for row, tall in zip(rows, heights, strict=True):
        more = high * tall // max(1, sum(heights))
        if area.begins:
            continue
        room = sum(one.width for one in row if has_grid(one))
        for one in row:
            if has_grid(one):
                spread(one, wide * one.width // room, more)
    if area.begins:
        _spread_columns(area, rows, wide, high)


def _spread_columns(area: Area, rows: Sequence[Sequence[Area]], wide: int, high: int) -> None:
    """Things that begin at columns of one width: each column gets a part."""
    starts = sorted({begin for line in area.begins for begin in line})
    each = wide // len(starts) // STEP * STEP
    area.begins = [[begin + each * starts.index(begin) for begin in line] for line in area.begins]
    for row in rows:
        for one in row:
            spread(one, each, high // max(1, len(rows)))


def _spread_grid(grid: Grid, wide: int, high: int) -> None:
    steps = wide // (len(grid.columns) + 1) // STEP
    sides = {BETWEEN: steps, LEFT: steps // 2, RIGHT: steps - steps // 2}
    rows = high // max(1, len(grid.gaps)) // STEP
    for strip, more in (*sides.items(), *((number, rows) for number in range(len(grid.gaps)))):
        grid.load[strip] = grid.load.get(strip, 0) + more


def has_grid(area: Area) -> bool:
    """Whether an area is a grid of cards, or holds one."""
    return any(isinstance(one, Grid) for one in area.walk())


def room_left(width: float, height: float, shape: float) -> tuple[int, int]:
    """How much wider, or higher (px), a sheet may be to have a shape."""
    wide, high = min(height * shape - width, MOST * width), min(width / shape - height, MOST * height)
    return max(0, int(wide)), max(0, int(high))
