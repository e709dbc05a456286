"""What a reader sees of a picture's links who knows their ways from points only, one every 2 px.

He takes points for one straight run as long as they do not turn aside, and two runs for one line where they have one direction and
the one, carried on, meets the beginning of the other. Where he misses a corner, a run seems aslant, and may seem to lie on another
that is far away.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, dist

from tests.pictures.reading import Picture, Point, Wire

STEP, MOST_STEPS = 2, 4000
"""The points of a way are so far apart (px), but no more of them."""

TURN = 24
"""What he sees as a turn: so large an area (px²) between where a run began, the last point, and the next."""

SLANT, TOUCH, COMMON = 0.02, 1.5, 12
"""Directions that differ by less (sine) are one; so near (px) a line meets a point; so much (px) of two runs may lie side by side."""

Run = tuple[Point, Point]


def walked(way: Sequence[Point]) -> list[Point]:
    """The points of a way, from its beginning to its end."""
    ends = [0.0]
    for a, b in pairwise(way):
        ends.append(ends[-1] + dist(a, b))
    steps = min(max(ceil(ends[-1] / STEP), 2), MOST_STEPS)
    found, piece = [], 0
    for number in range(steps + 1):
        gone = ends[-1] * number / steps
        while piece < len(way) - 2 and ends[piece + 1] <= gone:
            piece += 1
        (x, y), (far, down) = way[piece], way[piece + 1]
        share = min(1, (gone - ends[piece]) / ((ends[piece + 1] - ends[piece]) or 1))
        found.append((x + (far - x) * share, y + (down - y) * share))
    return found


def runs(way: Sequence[Point]) -> list[Run]:
    """A way's runs, as they seem to him."""
    points = walked(way)
    found, start = [], 0
    for number in range(2, len(points)):
        (x, y), (a, b), (c, d) = points[start], points[number - 1], points[number]
        if abs((c - x) * (b - y) - (d - y) * (a - x)) > TURN:
            found.append((points[start], points[number - 1]))
            start = number - 1
    return [*found, (points[start], points[-1])]


def together(picture: Picture) -> list[str]:
    """The links that seem to run on one line for a while, each pair once: none in a good picture."""
    seen: list[tuple[Wire, Run]] = [(wire, run) for wire in picture.wires for run in runs(wire.points) if dist(*run) >= 1]
    return sorted(set(_pairs(seen)))


def _pairs(seen: Sequence[tuple[Wire, Run]]) -> Iterator[str]:
    for number, (wire, run) in enumerate(seen):
        for other, before in seen[:number]:
            if other is not wire and not (wire.bundle and wire.bundle == other.bundle) and one_line(run, before):
                yield f"{wire.name} along {other.name}"


def one_line(run: Run, before: Run) -> bool:
    """Whether a run, carried on, meets the beginning of one that was drawn before it, and lies beside that."""
    (x, y), (c, d) = run[0], before[0]
    across, down, long = run[1][0] - x, run[1][1] - y, dist(*run)
    far, deep = before[1][0] - c, before[1][1] - d
    if abs(across * deep - down * far) >= SLANT * long * dist(*before):
        return False
    if abs((c - x) * down - (d - y) * across) >= TOUCH * long:
        return False
    ends = sorted(((a - x) * across + (b - y) * down) / long for a, b in before)
    return min(long, ends[1]) - max(0, ends[0]) > COMMON
