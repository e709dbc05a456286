"""Which shape the grids of a large estate grow in: the best for a page at a round number of VPCs, so that one VPC more keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import ceil, log2, sqrt

from vpcviz.layout.containers import Container
from vpcviz.layout.map_grids import BESIDE, BUS, PLAIN, Cell, rounded
from vpcviz.layout.map_slicing import MOST_ITEMS, Cut, slicings
from vpcviz.layout.steady import outwards

SHAPES = (0.8, 1.0, 1.3, 1.6, 2.1, 2.8, 3.8)
"""Width / height that a grid may have."""

USUAL = 1.6
"""The shape of a grid where nothing tells a better one."""

PARTS = 16
"""Shares of regions count in so many parts."""

FRAME = (24, 72)
"""What a region's frame takes beside and above its cards (px)."""

SPARE = 1.12
"""About so many cells there are for each VPC."""

Reduction = Callable[[float, float], float]
"""How much smaller a picture of that size (px) gets on a page."""


def shapes(leaves: Sequence[Container], total: int, cell: Cell, reduction: Reduction) -> list[float]:
    """The shape of each region's grid; the usual one where there are many regions."""
    if not leaves or len(leaves) > MOST_ITEMS:
        return [USUAL] * len(leaves)
    sizes = [[_size(_nominal(len(leaf.packed), total), shape, cell) for shape in SHAPES] for leaf in leaves]
    cuts = slicings(sizes, FRAME[0], lambda *_: (0, 0))
    best = min(cuts, key=lambda cut: reduction(cut.width + 2 * FRAME[0], cut.height + FRAME[1]))
    chosen = dict(_choices(best))
    return [SHAPES[chosen[number]] for number in range(len(leaves))]


def _nominal(count: int, total: int) -> float:
    """How many of a round number of VPCs a region has that has `count` of `total`."""
    return rounded(total) * max(1, round(PARTS * count / total)) / PARTS


def _half(share: float) -> float:
    """The nearest of few shares: all, half, a quarter and so on."""
    return 2.0 ** round(log2(share))


def _size(count: float, shape: float, cell: Cell) -> tuple[int, int]:
    area = count * SPARE * (cell.width + BESIDE) * (cell.height + (BUS + PLAIN) / 2)
    return round(sqrt(area * shape)) + FRAME[0], round(sqrt(area / shape)) + FRAME[1]


def _choices(cut: Cut) -> Iterator[tuple[int, int]]:
    if not cut.parts:
        yield next(iter(cut.items)), cut.choice
    for part in cut.parts:
        yield from _choices(part)


def blocks_shape(
    blocks: Sequence[tuple[int, int]], members: int, count: int, total: int, reduction: Reduction
) -> tuple[int, float]:
    """Which of the sizes that a block of so many members may have is best, and the shape (in blocks, columns / rows) to grow in.

    `count` is how many VPCs of `total` are in such blocks.
    """
    number = max(1, ceil(rounded(total) * _half(count / total) / members))
    best: tuple[float, int, float] | None = None
    for choice, (wide, high) in enumerate(blocks):
        for shape in SHAPES:
            cells = list(islice(outwards(shape * high / wide), number))
            across, down = max(column for _, column in cells) + 1, max(row for row, _ in cells) + 1
            cost = reduction(across * wide + 2 * FRAME[0], down * high + 2 * FRAME[1])
            if best is None or cost < best[0] - 1e-9:
                best = (cost, choice, shape * high / wide)
    assert best is not None
    return best[1], best[2]
