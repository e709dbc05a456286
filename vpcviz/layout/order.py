"""The order in which links are drawn: where a run that seems aslant is carried on to another one, the order in which it is not.

Programs that read a picture take a point of a way every 2 px, of a long one every so many that there are no more than 4,000. They
see a run where the points turn. Where they miss a corner, or a way jogs a little, what follows seems aslant; carried on, it seems
to lie on what is far away. They carry on what is drawn later, to where that which is drawn earlier begins: so the order decides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from math import ceil, hypot
from typing import NamedTuple

from vpcviz.layout.lines import Link

STEP, MOST_STEPS = 2, 4000
"""The points of a way are so far apart (px), but no more of them."""

TURN = 24
"""What is seen as a turn: so large an area (px²) between where a run began, the last point, and the next."""

SLANT, TOUCH, COMMON = 0.02, 1.5, 12
"""Directions that differ by less (sine) seem one; so near (px) a line touches a point; so much (px) of two runs may be common."""

FAR = 128
"""Runs are looked up by where they are, in cells so wide (px)."""

Point = tuple[float, float]


class Run(NamedTuple):
    """A run as it is seen, nearly level or `upright`: from `start` to `end` in that direction, from `at` to `to` across it (px)."""

    start: float
    at: float
    end: float
    to: float
    upright: bool
    key: str


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


def seen(way: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The runs of a way, as they are seen: each from its corner, unless the corner is missed or another is near."""
    ends = [*accumulate((hypot(c - a, d - b) for (a, b), (c, d) in pairwise(way)), initial=0.0)]
    steps = min(max(ceil(ends[-1] / STEP), 2), MOST_STEPS)
    step = ends[-1] / steps
    if step == STEP and all(b - a > TURN / STEP and b % STEP == 0 for a, b in pairwise(ends[:-1])):
        yield from pairwise(way)
        return

    def point(number: int) -> Point:
        gone = number * step
        piece = min(bisect_right(ends, gone), len(way) - 1) - 1
        (x, y), (far, down) = way[piece], way[piece + 1]
        share = min(1, (gone - ends[piece]) / ((ends[piece + 1] - ends[piece]) or 1))
        return x + (far - x) * share, y + (down - y) * share

    first = 0
    begin = way[0]
    beyond = {int(end / step) + more for end in ends[1:-1] for more in (1, 2)}  # between two corners nothing turns
    for number in sorted(beyond):
        if first + 2 <= number <= steps:
            (x, y), (a, b), (c, d) = begin, point(number - 1), point(number)
            if abs((c - x) * (b - y) - (d - y) * (a - x)) > TURN:
                yield begin, (a, b)
                first, begin = number - 1, (a, b)
    yield begin, way[-1]


def _runs(link: Link) -> Iterator[Run]:
    for (x, y), (a, b) in seen(link.points) if len(link.points) > 1 else ():
        upright = abs(b - y) > abs(a - x)
        run = Run(y, x, b, a, upright, link.key) if upright else Run(x, y, a, b, upright, link.key)
        if abs(run.end - run.start) > COMMON:
            yield run


def _pairs(links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Pairs of links by number: the second has a run that, carried on, does not touch one of the first, but the other way round."""
    owners: dict[Run, list[int]] = {}
    for number, link in enumerate(links):
        for run in _runs(link):
            owners.setdefault(run, []).append(number)
    aslant = [run for run in owners if run.at != run.to and abs(run.to - run.at) < 2 * SLANT * abs(run.end - run.start)]
    if not aslant:
        return
    cells: dict[tuple[bool, int], list[Run]] = {}
    for run in owners:
        cells.setdefault((run.upright, int(run.at // FAR)), []).append(run)
    longest = max(abs(run.end - run.start) for run in owners)
    for run in aslant:
        for other in _beside(run, cells, longest):
            forth, back = _touches(run, other), _touches(other, run)
            if forth != back:
                first, second = (run, other) if forth else (other, run)
                for one in owners[first]:
                    for two in owners[second]:
                        yield one, two


def _beside(run: Run, cells: Mapping[tuple[bool, int], Sequence[Run]], longest: float) -> Iterator[Run]:
    """The runs beside one that is aslant which begin where that comes to, if it is carried on over their whole length."""
    low, high = sorted((run.start, run.end))
    reach = abs(run.to - run.at) / (high - low) * longest + 2 * TOUCH
    least, most = min(run.at, run.to) - reach, max(run.at, run.to) + reach
    for cell in range(int(least // FAR), int(most // FAR) + 1):
        for other in cells.get((run.upright, cell), ()):
            begin, end = sorted((other.start, other.end))
            if least < other.at < most and begin < high - COMMON and end > low + COMMON and other.key != run.key:
                yield other


def _touches(run: Run, before: Run) -> bool:
    """Whether a run, carried on, seems to lie on one that is drawn before it."""
    across, down = run.end - run.start, run.to - run.at
    far, deep = before.end - before.start, before.to - before.at
    long = hypot(across, down)
    if abs(across * deep - down * far) >= SLANT * long * hypot(far, deep):
        return False
    if abs((before.start - run.start) * down - (before.at - run.at) * across) >= TOUCH * long:
        return False
    ends = [((along - run.start) * across + (at - run.at) * down) / long for along, at in (before[:2], before[2:4])]
    return min(long, max(ends)) - max(0, min(ends)) > COMMON
