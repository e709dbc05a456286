"""The order in which links are drawn: a short run before a long one beside it that it seems to touch when it is carried on.

Tools that follow a wire in steps see a run slightly slanted where it leaves a corner. On a short run that slant, carried on to the
end of a long neighbour, looks like contact; seen from the long run, it does not. So the long one is drawn, and compared, later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
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
    """A straight piece of a link: across at `at`, along from `start` to `end` (`low` to `high` reading with the axis);
    `turn` is the side that it comes from (-1, 0, 1)."""

    at: float
    start: float
    end: float
    low: float
    high: float
    turn: int
    key: str

    def seems_to_touch(self, other: Run) -> bool:
        """Whether this run, as it seems to slant, carried on to where `other` begins, seems to meet it."""
        length = abs(self.end - self.start)
        along = (other.start - self.start) * (1 if self.end > self.start else -1) / length
        gap = other.at - self.at
        end = self.turn * min(SLANT, STEEP * length) * (1 - along)
        begin = gap + other.turn * SLANT
        return max(0, end) > min(gap, begin) - 2 and min(0, end) < max(gap, begin) + 2


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
        yield upright, Run(here[across], start, end, min(start, end), max(start, end), turn, link.key)
        before = here


def _pairs(links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Pairs of links by number: the first has a run that seems to touch one of the second, and not the other way round."""
    cells: dict[tuple[bool, int], dict[tuple[float, float, float, str], Run]] = {}
    alike: dict[tuple[float, float, float, str], set[int]] = {}
    for number, link in enumerate(links):
        for upright, run in _runs(link):
            same = (run.at, run.start, run.end, run.key)
            cells.setdefault((upright, int(run.at // FAR)), {}).setdefault(same, run)
            alike.setdefault(same, set()).add(number)
    for (upright, cell), here in sorted(cells.items()):
        there = cells.get((upright, cell + 1), {})
        row = sorted([*here.values(), *there.values()], key=lambda run: (run.low, run.at, run.key, run.start))
        for index, run in enumerate(row):
            for other in row[index + 1 :]:
                if other.low >= run.high - 12:
                    break
                if run.key == other.key or abs(run.at - other.at) > FAR or (run.at // FAR != cell and other.at // FAR != cell):
                    continue
                forth, back = run.seems_to_touch(other), other.seems_to_touch(run)
                if forth != back:
                    one, two = (run, other) if forth else (other, run)
                    for first in alike[one.at, one.start, one.end, one.key]:
                        for second in alike[two.at, two.start, two.end, two.key]:
                            yield first, second
