"""The ways of links as path data, polylines with sharp corners, and the arrowheads at their ends."""

from functools import lru_cache


@lru_cache(maxsize=1 << 13)
def number(value: float) -> str:
    """A number as SVG has it: to a tenth of a px."""
    whole = int(value)
    return str(whole) if value == whole else f"{value:.1f}".rstrip("0").rstrip(".")


def path_data(points: tuple[tuple[float, float], ...]) -> str:
    """A polyline as path data: who walks along it in even steps finds each run on its line, which a round corner hides from him."""
    x, y = points[0]
    words = [f"M{pair(points[0])}"]
    for point in points[1:]:
        if point[1] == y:
            words.append(f"H{number(point[0])}")
        elif point[0] == x:
            words.append(f"V{number(point[1])}")
        else:
            words.append(f"L{pair(point)}")
        x, y = point
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
