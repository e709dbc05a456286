"""The ways of links as path data: orthogonal polylines with rounded corners, and the arrowheads at their ends."""

from functools import lru_cache

CORNER = 1
"""Radius of a link's corners (px): small, so that a corner never reaches the next track, and who takes a way's points one by one
finds each run on its line."""


@lru_cache(maxsize=1 << 13)
def number(value: float) -> str:
    """A number as SVG has it: to a tenth of a px."""
    whole = int(value)
    return str(whole) if value == whole else f"{value:.1f}".rstrip("0").rstrip(".")


def path_data(points: tuple[tuple[float, float], ...]) -> str:
    """An orthogonal polyline with rounded corners as path data."""
    words = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (left, top), (x, y), (right, bottom) in zip(points, points[1:], points[2:], strict=False):
        before, after = abs(x - left) + abs(y - top) or 1, abs(right - x) + abs(bottom - y) or 1
        radius = min(CORNER, before / 2, after / 2)
        here, there = radius / before, radius / after
        words.append(
            f"L{number(x + (left - x) * here)} {number(y + (top - y) * here)}Q{number(x)} {number(y)} "
            f"{number(x + (right - x) * there)} {number(y + (bottom - y) * there)}"
        )
    words.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(words)


def pair(point: tuple[float, float]) -> str:
    """A point as path data has it."""
    return f"{number(point[0])} {number(point[1])}"


def length(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How long a straight way is, of which one of width and height is nothing."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def towards(corner: tuple[float, float], other: tuple[float, float], distance: float) -> tuple[float, float]:
    """The point `distance` from `corner` on the straight way to `other`."""
    whole = length(corner, other) or 1
    return (
        corner[0] + (other[0] - corner[0]) * distance / whole,
        corner[1] + (other[1] - corner[1]) * distance / whole,
    )


def arrow_data(points: tuple[tuple[float, float], ...]) -> str:
    """A small solid arrowhead at the end of the way."""
    tip = points[-1]
    corners = [(tip[0] + x, tip[1] + y) for x, y in arrow_corners(points)]
    return "M" + "L".join(f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in corners) + "Z"


def arrow_corners(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """The corners of the arrowhead at the end of a way (px), seen from its tip."""
    tip = points[-1]
    back = towards(tip, points[-2], 7)
    x, y = back[0] - tip[0], back[1] - tip[1]
    dx, dy = -y / 7 * 3.2, -x / 7 * 3.2
    return [(0.0, 0.0), (x + dx, y + dy), (x - dx, y - dy)]
