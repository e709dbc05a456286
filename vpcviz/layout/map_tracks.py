"""Where exactly the links of a map run: ports on boxes, and a line in each strip, none on another and none too close.

One line after the other takes the place nearest to where it would best be. First the vertical ones, then the horizontal ones, whose
ends are known by then. Links of one bundle share their lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from math import ceil

from msgspec import Struct, field

from vpcviz.layout.boxes import Box
from vpcviz.layout.corners import corners, edge, even
from vpcviz.layout.lines import merged, stretches
from vpcviz.layout.map_areas import STEP, THROUGH, Strip
from vpcviz.layout.map_turns import EDGE, LEAST, limits
from vpcviz.layout.map_ways import Way

DISTANCES = (10, 8, 6, 4, 3)
"""How far (px) a line is from others, where that can be had: tried in turn."""

INNER = 0.2
"""This share of a box's edge, at both ends, is left free by links that need not be there."""

LEAST_STIFF = 3
"""So near (px) they may come in strips whose growth would move things."""

CELL = 24

JOG = 24
"""So far (px) a line moves to go on where the one before it ran."""


class Line(Struct, eq=False):
    """A straight line of one bundle: on a strip, or on the edge of a box. `spans` are the stretches (px) that it runs over;
    so many lines (`sharing`) are in its strip."""

    key: str
    level: bool
    free: Sequence[tuple[float, float]]
    wish: float
    strip: Strip | None = None
    spans: list[tuple[float, float]] = field(default_factory=list)
    at: float = 0
    tight: bool = False
    sharing: int = 1
    edge: float | None = None


class Tracks:
    """The lines of ways, `least` px from one another where strips may get wider."""

    def __init__(self, ways: Sequence[Way], least: int = LEAST) -> None:
        self.ways = ways
        self.least = least
        self.lines: dict[tuple[int, str, str], Line] = {}
        self.paths: list[list[Line]] = []
        self.beyond: dict[int, list[Line]] = {}
        for way in ways:
            self.paths.append(self._path(way))

    def _path(self, way: Way) -> list[Line]:
        key = way.link.key
        found = [self._port(way.source, way.out, key)]
        for number, wish in enumerate(way.wishes):
            found.append(self._track(way, number, wish))
        found.append(self._port(way.target, way.into, key))
        return found

    def _track(self, way: Way, number: int, wish: float) -> Line:
        """The line of a way's strip: that of its bundle, where this meets what the way comes from and leads to."""
        strip, key = way.strips[number], way.link.key
        edge = 3.0 if strip.stiff else float(EDGE)
        beside = [*way.strips[max(0, number - 1) : number], strip, *way.strips[number + 1 : number + 2]]
        between = [limits(strip, other) for other in beside]
        low, high = max(low for low, _ in between) + edge, min(high for _, high in between) - edge
        for copy in count():
            line = self.lines.get((strip.number, str(copy), key))
            if line is None:
                line = Line(key, strip.level, [(min(low, high), high)], min(max(wish, low), high), strip)
                self.lines[strip.number, str(copy), key] = line
                return line
            least, most = max(line.free[0][0], low), min(line.free[0][1], high)
            if least <= most:
                line.free = [(least, most)]
                line.wish = min(max(line.wish, least), most)
                return line
        raise AssertionError("there are always lines enough")

    def _port(self, box: Box, side: str, key: str) -> Line:
        line = self.lines.get((id(box), side, key))
        if line is None:
            level = side in ("left", "right")
            if level:
                free, wish = [(box.y + 6.0, box.y + box.height - 6.0)], box.y + box.height / 2
            else:
                free, wish = stretches(box, side) or [(box.x + 6.0, box.x + box.width - 6.0)], box.x + box.width / 2
            edge = {"left": box.x, "right": box.x + box.width, "top": box.y, "bottom": box.y + box.height}[side]
            line = self.lines[id(box), side, key] = Line(key, level, free, wish, edge=edge)
        return line

    def assign(self) -> dict[int, dict[int, int]]:
        """Give all lines their places and links their points; by area, by how many steps which of its strips are too narrow."""
        self._wishes()
        for path in self.paths:
            for one, other in zip(path, path[2:], strict=False):
                self.beyond.setdefault(id(one), []).append(other)
                self.beyond.setdefault(id(other), []).append(one)
        shared = Counter(line.strip.number for line in self.lines.values() if line.strip is not None)
        for line in self.lines.values():
            line.sharing = shared[line.strip.number] if line.strip is not None else 1
        upright = [line for line in self.lines.values() if not line.level]
        for path in self.paths:
            self._spans(path, level=False)
        self._put(upright)
        for path in self.paths:
            self._spans(path, level=True)
        self._sides()
        self._put([line for line in self.lines.values() if line.level])
        for way, path in zip(self.ways, self.paths, strict=True):
            way.link.points = self._points(way, path)
        return self._narrow()

    def _wishes(self) -> None:
        """Ports would best be where their links go on."""
        for path in self.paths:
            for port, aim in ((path[0], path[2]), (path[-1], path[-3])):
                if not port.level and port.free[-1][1] - port.free[0][0] > CELL:
                    low, high = port.free[0][0], port.free[-1][1]
                    port.wish = min(max(aim.wish, low + (high - low) * INNER), high - (high - low) * INNER)

    def _spans(self, path: Sequence[Line], *, level: bool) -> None:
        """Each line runs from what it comes from to what it leads to: over the whole of strips whose lines have no place yet."""
        for number, line in enumerate(path):
            if line.level != level:
                continue
            ends: list[float] = [] if line.edge is None else [line.edge]
            for other in (path[number - 1] if number else None, path[number + 1] if number + 1 < len(path) else None):
                if other is not None:
                    if level or other.strip is None:
                        ends.append(other.at or other.wish)
                    else:
                        ends += [other.strip.start, other.strip.end]
            line.spans.append((min(ends), max(ends)))

    def _sides(self) -> None:
        """A level line whose ends both lead upwards is best near the upper edge of its strip, and the other way round."""
        ends: dict[int, list[int]] = {}
        for way, path in zip(self.ways, self.paths, strict=True):
            for number, line in enumerate(path):
                if line.strip is not None and line.level:
                    for beyond, side in ((number - 2, way.out), (number + 2, way.into)):
                        if beyond < 0 or beyond >= len(path):
                            ends.setdefault(id(line), []).append(1 if side == "top" else -1)
                        elif (other := path[beyond].strip) is not None:
                            ends.setdefault(id(line), []).append(1 if other.start > line.strip.start else -1)
                        else:
                            box_side = way.out if beyond == 0 else way.into
                            ends.setdefault(id(line), []).append(1 if box_side == "top" else -1)
        for line in self.lines.values():
            leads = ends.get(id(line))
            if leads and line.strip is not None and len(set(leads)) == 1:
                low, high = line.free[0]
                line.wish = low + (high - low) * (0.25 if leads[0] < 0 else 0.75)

    def _put(self, lines: Sequence[Line]) -> None:
        """Places for lines of one direction: ports first, then bundles, then short ones before long ones."""
        taken: dict[int, list[Line]] = {}
        for line in lines:
            line.spans = merged(line.spans, 1)

        def order(line: Line) -> tuple[bool, bool, float, float, str]:
            length = line.spans[-1][1] - line.spans[0][0] if line.spans else 0.0
            return line.strip is not None, len(line.spans) < 2, length, line.wish, line.key

        for line in sorted(lines, key=order):
            _find(line, taken, self.least)
            self._straighten(line)
            taken.setdefault(int(line.at // CELL), []).append(line)

    def _straighten(self, line: Line) -> None:
        """What goes on beyond a crossing strip runs in the same line, if that is near to where it would be: no small jogs."""
        for other in self.beyond.get(id(line), ()):
            if not other.at and other.free[0][0] <= line.at <= other.free[-1][1] and abs(other.wish - line.at) <= JOG:
                other.wish, other.sharing = line.at, 1

    def _points(self, way: Way, path: Sequence[Line]) -> tuple[tuple[float, float], ...]:
        """The corners of a way; lines that go on in one another do so at an even number, too."""
        ends = edge(way.source, way.out), edge(way.target, way.into)
        found = [_even(line, [one for one in self.beyond.get(id(line), ()) if one.at == line.at]) for line in path]
        return corners(ends[0], found, ends[1], upright=not path[0].level)

    def _narrow(self) -> dict[int, dict[int, int]]:
        tight = {line.strip.number: line.strip for line in self.lines.values() if line.tight and line.strip is not None}
        spans: dict[int, list[tuple[float, float]]] = {number: [] for number in tight}
        for line in self.lines.values():
            if line.strip is not None and line.strip.number in spans:
                spans[line.strip.number] += line.spans
        found: dict[int, dict[int, int]] = {}
        for number, strip in tight.items():
            if strip.which != THROUGH:
                least = LEAST_STIFF if strip.stiff else self.least
                wanted = _most_at_once(spans[number]) * least + 2 * EDGE - (strip.end - strip.start)
                more = found.setdefault(id(strip.area), {})
                more[strip.which] = max(more.get(strip.which, 0), 1, ceil(wanted / STEP))
        return found


def _most_at_once(spans: Sequence[tuple[float, float]]) -> int:
    """How many of the stretches run beside one another at most."""
    most = count = 0
    for _, step in sorted([(low, 1) for low, _ in spans] + [(high + 4, -1) for _, high in spans]):
        count += step
        most = max(most, count)
    return most


def _find(line: Line, taken: dict[int, list[Line]], least: int) -> None:
    near = sorted(_beside(line, taken))
    if line.sharing > 1 and line.strip is not None and line.strip.stiff:
        apart, places = _slots(line)
        slots = [place for place in places if all(abs(place - other) >= apart - 0.01 for other in near)]
        if slots:
            line.at = min(slots, key=lambda place: (abs(place - line.wish), place))
            return
    least = LEAST_STIFF if line.strip is not None and line.strip.stiff else least
    for distance in DISTANCES:
        places = [place for low, high in line.free for place in _nearest(line.wish, low, high, near, distance)]
        if places:
            line.at = min(places, key=lambda place: (abs(place - line.wish), place))
            line.tight = distance < least
            return
    line.at, line.tight = line.wish, True


def _slots(line: Line) -> tuple[float, list[float]]:
    """The places in a strip that cannot get wider, and how far they are apart: as far as its lines may be. A line in the middle
    of two would leave no place for a second one."""
    assert line.strip is not None
    start, end = line.strip.start + LEAST_STIFF, line.strip.end - LEAST_STIFF
    apart = min(DISTANCES[0], max(LEAST, (end - start) / (line.sharing - 1)))
    places = [start + apart * number for number in range(int((end - start) / apart + 1e-6) + 1)]
    return apart, [place for place in places if any(low <= place <= high for low, high in line.free)]


def _nearest(wish: float, low: float, high: float, near: Sequence[float], distance: float) -> Iterator[float]:
    """The places between `low` and `high` on either side of `wish`, and nearest to it, that are so far from all that is `near`."""
    start = min(max(wish, low), high)
    at = start
    for other in near[bisect_right(near, start - distance) :]:
        if other >= at + distance:
            break
        at = other + distance
    if at <= high:
        yield at
    at = start
    for other in reversed(near[: bisect_left(near, start + distance)]):
        if other <= at - distance:
            break
        at = other - distance
    if at >= low:
        yield at


def _beside(line: Line, taken: dict[int, list[Line]]) -> Iterator[float]:
    """Where the lines are that run beside it somewhere."""
    first, last = int((line.free[0][0] - 12) // CELL), int((line.free[-1][1] + 12) // CELL)
    for cell in range(first, last + 1):
        for other in taken.get(cell, ()):
            if other.key != line.key and _meet(line.spans, other.spans):
                yield other.at


def _meet(spans: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> bool:
    return any(low < b + 4 and a < high + 4 for low, high in spans for a, b in others)


def _even(line: Line, straight: Sequence[Line]) -> float:
    """An even number near to where a line is, where it may be; if there is one, where those that go `straight` on may be, too."""
    nearest = even(line.at)
    near = (nearest, nearest - 2 if nearest > line.at else nearest + 2)
    for lines in ((line, *straight), (line,)):
        for at in near:
            if all(any(low <= at <= high for low, high in one.free) for one in lines):
                return at
    return nearest
