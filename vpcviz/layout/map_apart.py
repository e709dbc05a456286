"""Keeps the free lines of a map's field apart: no two of them run along one another, where an eye could not follow either."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import atan2, hypot, pi

ANGLE = 0.025
"""Two runs whose directions differ by less (radians) are parallel to the eye."""

OFFSET = 3.0
"""Parallel runs nearer than this (px) look like one line."""

LENGTH = 8
"""So much of a common run (px) is too much."""

BINS = int(pi / ANGLE)
TRIES = 25

Point = tuple[float, float]
Run = tuple[Point, Point]
Way = tuple[Point, ...]


def apart(ways: Sequence[Way]) -> list[Way]:
    """The same ways (straight, or with one corner), those that would lie on others with a corner moved or put in; ends stay
    where they are. Straight ones come first, so that as many as can stay straight."""
    bins: dict[int, list[Run]] = {}
    found = list(ways)
    for index in sorted(range(len(ways)), key=lambda at: (len(ways[at]), at)):
        for step in range(TRIES):
            bent = _bent(ways[index], step)
            placed = [(_bin(a, b), (a, b)) for a, b in pairwise(bent)]
            if not any(_lies(place, run, bins) for place, run in placed):
                break
        found[index] = bent
        for place, run in placed:
            bins.setdefault(place, []).append(run)
    return found


def _bent(way: Way, step: int) -> Way:
    """The way with its corner moved, in both directions by turns: a dip deeper or flatter, a straight way bowed to one side."""
    if step == 0:
        return way
    amount = 0.03 * ((step + 1) // 2) * (1 if step % 2 else -1)
    start, end = way[0], way[-1]
    if len(way) == 3:
        x, y = way[1]
        return start, (x, start[1] + (y - start[1]) * (1 + amount)), end
    return start, ((start[0] + end[0]) / 2 + (end[1] - start[1]) * amount, (start[1] + end[1]) / 2), end


def _bin(a: Point, b: Point) -> int:
    return int((atan2(b[1] - a[1], b[0] - a[0]) % pi) / ANGLE)


def _lies(place: int, run: Run, bins: Mapping[int, list[Run]]) -> bool:
    """Whether a run lies on one of those placed before it; only those of nearly its direction can."""
    near = (place - 1, place, place + 1, 0 if place >= BINS - 1 else -1, BINS if place == 0 else -1)
    return any(_along(*run, *other) or _along(*other, *run) for key in near for other in bins.get(key, ()))


def _along(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the runs a-b and c-d, known to be nearly parallel, lie on one another for more than `LENGTH` px."""
    ux, uy = b[0] - a[0], b[1] - a[1]
    length = hypot(ux, uy)
    if length < 1:
        return False
    ux, uy = ux / length, uy / length
    off_c = (c[0] - a[0]) * uy - (c[1] - a[1]) * ux
    off_d = (d[0] - a[0]) * uy - (d[1] - a[1]) * ux
    if min(abs(off_c), abs(off_d)) > OFFSET and off_c * off_d > 0:
        return False
    along_c = (c[0] - a[0]) * ux + (c[1] - a[1]) * uy
    along_d = (d[0] - a[0]) * ux + (d[1] - a[1]) * uy
    return min(length, max(along_c, along_d)) - max(0.0, min(along_c, along_d)) > LENGTH
