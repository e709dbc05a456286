"""The corners of a link's way, once all its lines have coordinates."""

from itertools import pairwise

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link


def points_of(link: Link) -> tuple[tuple[float, float], ...]:
    """The corners of a link's way, from its source to its target, without needless ones."""
    lines = link.lines
    points: list[tuple[float, float]] = []
    first, last = lines[0].port, lines[-1].port
    assert first is not None
    assert last is not None
    vertical = link.first_vertical
    if len(lines) == 2 and not vertical:  # straight across a gap
        y = first.at
        ends = (_edge(first.box, first.side), _edge(last.box, last.side))
        return (ends[0], y), (ends[1], y)
    start = _edge(first.box, first.side)
    points.append((first.at, start) if vertical else (start, first.at))
    for here, there in pairwise(lines):
        points.append((here.at, there.at) if vertical else (there.at, here.at))
        vertical = not vertical
    end = _edge(last.box, last.side)
    points.append((last.at, end) if vertical else (end, last.at))
    return tidy(points)


def _edge(box: Box, side: str) -> float:
    return {"top": box.y, "bottom": box.y + box.height, "left": box.x, "right": box.x + box.width}[side]


def tidy(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points of a way without those that are no corners."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
