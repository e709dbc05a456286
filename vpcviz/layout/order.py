"""The order in which links are drawn: a short run before the long one beside it, so that long lines lie over short ones throughout.

Measuring tools that follow a wire in steps see a run slightly slanted where it leaves a corner; on a short run that slant, carried
on to the end of a long neighbour, looks like contact. Seen from the long run, it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from vpcviz.layout.lines import Link

NEAR = 14
"""Parallel runs this near (px) are neighbours."""


def drawing_order(links: Sequence[Link]) -> list[Link]:
    """The links, short runs before the long ones beside them where that can be had for all, else by their longest run."""
    ranked = sorted(links, key=lambda link: (_longest(link), link.id))
    after: list[set[int]] = [set() for _ in ranked]
    waits = [0] * len(ranked)
    for first, second in _neighbours(ranked):
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


def _neighbours(links: Sequence[Link]) -> list[tuple[int, int]]:
    """Pairs of links (first, second) by number, the first with a run that is shorter than a parallel one beside it."""
    runs: dict[tuple[bool, int], list[tuple[float, float, float, int, str]]] = {}
    for number, link in enumerate(links):
        for (x0, y0), (x1, y1) in pairwise(link.points):
            upright = x0 == x1
            at, low, high = (x0, *sorted((y0, y1))) if upright else (y0, *sorted((x0, x1)))
            runs.setdefault((upright, int(at // NEAR)), []).append((at, low, high, number, link.key))
    pairs: list[tuple[int, int]] = []
    for (upright, cell), here in sorted(runs.items()):
        beside = [*here, *runs.get((upright, cell + 1), ())]
        beside.sort(key=lambda run: run[1])
        for index, (at, _, high, number, key) in enumerate(beside):
            length = high - beside[index][1]
            for other_at, other_low, other_high, other, other_key in beside[index + 1 :]:
                if other_low >= high - 12:
                    break
                if key == other_key or abs(at - other_at) > NEAR:
                    continue
                pairs.append((number, other) if length < other_high - other_low else (other, number))
    return pairs
