"""The order in which links are drawn: a short run before a long one beside it that it seems to touch when it is carried on.

Tools that follow a wire in steps see a run slightly slanted where it leaves a corner. On a short run that slant, carried on to the
end of a long neighbour, looks like contact; seen from the long run, it does not. So the long one is drawn, and compared, later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise
from typing import NamedTuple

from vpcviz.layout.lines import Link

FAR = 100
"""Parallel runs further apart than this (px) never seem to touch."""

SLANT = 7.0
"""How far (px) the beginning of a run seems to lie from its line at most, towards the run before it: a corner and a step."""

SHORT = 90
"""A run shorter than this (px) never seems parallel to another: it seems to slant too much."""

STEEP = 0.025
"""A run that seems to slant more than this is not taken for parallel."""


class Run(NamedTuple):
    """A straight piece of a link: across at `at`, along from `start` to `end` (`low` to `high` reading with the axis).

    It seems to slant by `slant` px for each px along it. Where it begins it seems to reach from `under` to `over` px beside
    its line, with 2 px to either side.
    """

    low: float
    at: float
    key: str
    start: float
    end: float
    high: float
    slant: float
    under: float
    over: float


def _run(at: float, start: float, end: float, turn: int, key: str) -> Run:
    """A run; `turn` is the side that it comes from (-1, 0, 1)."""
    slant = turn * min(SLANT, STEEP * abs(end - start)) / (end - start)
    lean = turn * SLANT
    return Run(min(start, end), at, key, start, end, max(start, end), slant, min(0, lean) - 2, max(0, lean) + 2)


def drawing_order(links: Sequence[Link]) -> list[Link]:
    """The links, ordered as above where that can be had for all, else by their longest run."""
    ranked = sorted(links, key=lambda link: (_longest(link), link.id))
    after: list[set[int]] = [set() for _ in ranked]
    waits = [0] * len(ranked)
    for first, second in _pairs(ranked):
        if second not in after[first] and first not in after[second]:
            after[first].add(second)
            waits[second] += 1
    ready = [number for number, count in enumerate(waits) if not count]
    heapify(ready)
    placed: list[int] = []
    done = [False] * len(ranked)
    left = 0
    while len(placed) < len(ranked):
        if not ready:  # a circle: the one with the shortest runs opens it
            while done[left]:
                left += 1
            ready = [left]
        number = heappop(ready)
        if done[number]:
            continue
        done[number] = True
        placed.append(number)
        for other in sorted(after[number]):
            waits[other] -= 1
            if not waits[other] and not done[other]:
                heappush(ready, other)
    return [ranked[number] for number in placed]


def _longest(link: Link) -> float:
    return max((abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(link.points)), default=0)


def _runs(link: Link) -> Iterator[tuple[bool, Run]]:
    before: tuple[float, float] | None = None
    for here, there in pairwise(link.points):
        upright = here[0] == there[0]
        across, along = (0, 1) if upright else (1, 0)
        turn = 0 if before is None or before[across] == here[across] else (1 if before[across] > here[across] else -1)
        start, end = here[along], there[along]
        if abs(end - start) < SHORT:
            before = here
            continue
        yield upright, _run(here[across], start, end, turn, link.key)
        before = here


def _pairs(links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Pairs of links by number: the first has a run that seems to touch one of the second, and not the other way round.

    A run, as it seems to slant, is carried on to where the other begins; there it seems to touch it if it comes within its reach.
    """
    cells: dict[tuple[bool, int], dict[tuple[float, float, float, str], Run]] = {}
    alike: dict[tuple[float, float, float, str], set[int]] = {}
    for number, link in enumerate(links):
        for upright, run in _runs(link):
            same = (run.at, run.start, run.end, run.key)
            cells.setdefault((upright, int(run.at // FAR)), {}).setdefault(same, run)
            alike.setdefault(same, set()).add(number)
    for (upright, cell), here in sorted(cells.items()):
        there = cells.get((upright, cell + 1), {})
        row = sorted([*here.values(), *there.values()])
        border = (cell + 1) * FAR
        for index, run in enumerate(row):  # an estate has hundreds of thousands of pairs: no calls in here
            _, at, key, start, end, high, slant, under, over = run
            high -= 12
            for low, other_at, other_key, other_start, other_end, _, other_slant, other_under, other_over in islice(
                row, index + 1, None
            ):
                if low >= high:
                    break
                gap = other_at - at
                if gap > FAR or gap < -FAR or other_key == key or (at >= border and other_at >= border):
                    continue
                reach = slant * (end - other_start)
                forth = (reach if reach > 0 else 0) > gap + other_under and (reach if reach < 0 else 0) < gap + other_over
                reach = other_slant * (other_end - start)
                back = (reach if reach > 0 else 0) > under - gap and (reach if reach < 0 else 0) < over - gap
                if forth != back:
                    one, two = (at, start, end, key), (other_at, other_start, other_end, other_key)
                    for first in alike[one if forth else two]:
                        for second in alike[two if forth else one]:
                            yield first, second
