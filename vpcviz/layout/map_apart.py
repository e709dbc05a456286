"""Keeps the free lines of a map's field apart: no two of them run along one another, where an eye could not follow either."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, hypot, pi

from vpcviz.scene import Wire

ANGLE = 0.03
"""Two runs whose directions differ by less (radians) are parallel to the eye."""

OFFSET = 2.5
"""Parallel runs nearer than this (px) look like one line."""

LENGTH = 5
"""So much of a common run (px) is too much."""

ROUNDS = 24
SAMPLES = 20

Point = tuple[float, float]
Run = tuple[int, Point, Point]


def apart(wires: Sequence[Wire]) -> list[Wire]:
    """The same links with those bent a little that would lie on others. Ends stay where they are."""
    found = list(wires)
    for step in range(1, ROUNDS):
        lying = _lying(found)
        if not lying:
            break
        for index in sorted(lying):
            found[index] = _bent(wires[index], step, index)
    return found


def _bent(wire: Wire, step: int, index: int) -> Wire:
    """The wire with its control points moved: a curve deeper or flatter, a line bowed to one side."""
    amount = 0.06 * ((step + 1) // 2) * (1 if (step + index) % 2 else -1)
    (x1, y1), (x2, y2) = wire.points[0], wire.points[-1]
    if wire.curved:
        (ax, ay), (bx, by) = wire.points[1:3]
        middle = ((ax, y1 + (ay - y1) * (1 + amount)), (bx, y2 + (by - y2) * (1 + amount)))
    else:
        bow, third = (x2 - x1) * amount, (y2 - y1) / 3
        middle = ((x1 + (x2 - x1) / 3 + bow, y1 + third), (x2 - (x2 - x1) / 3 + bow, y2 - third))
    return wire._replace(points=((x1, y1), *middle, (x2, y2)), curved=True)


def _lying(wires: Sequence[Wire]) -> set[int]:
    """The later one of each two wires that run along one another."""
    bins: dict[int, list[Run]] = {}
    count = int(pi / ANGLE)
    lying = set()
    for run in (run for index, wire in enumerate(wires) for run in _runs(index, wire)):
        index, a, b = run
        place = int((atan2(b[1] - a[1], b[0] - a[0]) % pi) / ANGLE)
        for near in (place - 1, place, place + 1):
            if any(_along(a, b, c, d) for other, c, d in bins.get(near % count, ()) if other != index):
                lying.add(index)
        bins.setdefault(place % count, []).append(run)
    return lying


def _runs(index: int, wire: Wire) -> Iterator[Run]:
    if not wire.curved:
        yield index, wire.points[0], wire.points[1]
        return
    (x1, y1), (ax, ay), (bx, by), (x2, y2) = wire.points
    points = []
    for sample in range(SAMPLES + 1):
        t = sample / SAMPLES
        u = 1 - t
        p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append((p * x1 + q * ax + r * bx + s * x2, p * y1 + q * ay + r * by + s * y2))
    for a, b in pairwise(points):
        yield index, a, b


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
