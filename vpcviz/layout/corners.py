"""The corners of a link's way, once all its lines have coordinates: these are even, and so is each length between two of them.

Programs that read a picture walk along a way in steps of 2 px. So they meet each corner, and see each run on its line; where they
miss a corner, the run behind it seems aslant, and carried on, as if it lay on another.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link

Point = tuple[float, float]


def points_of(link: Link) -> tuple[Point, ...]:
    """The corners of a link's way, from its source to its target, without needless ones."""
    lines = link.lines
    first, last = lines[0].port, lines[-1].port
    assert first is not None
    assert last is not None
    if len(lines) == 2 and not link.first_vertical:  # straight across a gap
        y = even(first.at)
        return (edge(first.box, first.side), y), (edge(last.box, last.side), y)
    places = [even(line.at) for line in lines]
    return corners(edge(first.box, first.side), places, edge(last.box, last.side), upright=link.first_vertical)


def corners(start: float, places: Sequence[float], end: float, *, upright: bool) -> tuple[Point, ...]:
    """The corners of a way whose lines are at these `places`, the first one `upright` or level, from the edge that it leaves to the
    one that it comes to."""
    points = [(places[0], start) if upright else (start, places[0])]
    for here, there in pairwise(places):
        points.append((here, there) if upright else (there, here))
        upright = not upright
    points.append((places[-1], end) if upright else (end, places[-1]))
    return _tidy(points)


def even(at: float) -> int:
    """The even number that is nearest, of two the lower one: titles are nearer to lines above them than to those below."""
    return 2 * ceil((at - 1) / 2)


def edge(box: Box, side: str) -> int:
    """Where (px) a way leaves a side of a box: where that is odd, 1 px outside."""
    start, size = (box.x, box.width) if side in ("left", "right") else (box.y, box.height)
    return 2 * floor(start / 2) if side in ("left", "top") else 2 * ceil((start + size) / 2)


def _tidy(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points of a way without those that are no corners."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
