"""Which strips the links of a map take: the shortest way with few bends, by Dijkstra over the strips that meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from msgspec import Struct, field

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link, stretches
from vpcviz.layout.map_areas import RIGHT, THROUGH, Area, Strip
from vpcviz.layout.map_turns import EDGE, FULL, LEAST, Turn, limits, meet, nearest, turn_into

BEND = 60
"""How much longer (px) a way may be for the sake of one bend less."""

CROWD = 14
"""What each link that is in a strip already counts (px)."""

ALONG = 0.4
"""What a px counts where the rest of the bundle runs already."""

CARD = "vpc"
"""What is met above and below only."""


Reached = tuple[float, int, float, float, tuple[tuple[int, float], ...], str, str]
"""A strip that a way reaches: what it costs so far, the strip's number, where along and across it, the strips before with where
each was left, and by which side it leaves its source and meets its target ("" while it does not)."""


class Access(Struct, frozen=True):
    """Where a link may leave a box: by which side, into which strip, at which point (px) of it, so `far` (px) from the box."""

    side: str
    strip: Strip
    x: float
    y: float
    far: float


class Way(Struct, eq=False):
    """A link's way: the side by which it leaves its source, the strips and where in them it would best be, the side by which it
    meets its target."""

    link: Link
    source: Box
    target: Box
    out: str
    into: str
    strips: list[Strip] = field(default_factory=list)
    wishes: list[float] = field(default_factory=list)

    def over(self, strips: Sequence[Strip]) -> Way:
        """The same way over strips that have moved."""
        moved = [strips[strip.number] for strip in self.strips]
        for number, (new, old) in enumerate(zip(moved, self.strips, strict=True)):
            new.number, new.stiff = old.number, old.stiff
            self.wishes[number] = new.across(self.wishes[number])
        self.strips = moved
        return self

    @property
    def holds(self) -> bool:
        """Whether its strips still meet, and leave its line in each somewhere to be."""
        if not all(meet(one, other) for one, other in pairwise(self.strips)):
            return False
        for before, strip, after in zip(self.strips, self.strips[1:], self.strips[2:], strict=False):
            (low, high), (least, most) = limits(strip, before), limits(strip, after)
            if min(high, most) < max(low, least):
                return False
        return True


class Ways:
    """Finds ways over the strips of an area; where it is `steady`, some strips should not get wider."""

    def __init__(self, root: Area, *, steady: bool = True) -> None:
        self.strips = [strip for area in root.walk() for strip in area.strips]
        for number, strip in enumerate(self.strips):
            strip.number = number
            strip.near = []
            strip.stiff = strip.which == THROUGH or (steady and _is_stiff(strip))
        self.home: dict[int, Area] = {}
        for area in root.walk():
            self._join(area)
            self.home |= {id(one): area for row in area.rows for one in row if isinstance(one, Box)}
        self.load = [0] * len(self.strips)
        self.entering = [self._entering(strip) for strip in self.strips]
        self.met: list[list[Turn] | None] = [None] * len(self.strips)
        self.used: dict[str, set[int]] = {}

    @staticmethod
    def _join(area: Area) -> None:
        """Strips of an area meet those of its own, and of what holds it, that cross or touch them."""
        around = [strip for one in area.above() for strip in one.strips]
        for strip in area.strips:
            for other in around:
                if other.level == strip.level or (other.area is area and other.number < strip.number and not strip.level):
                    continue
                if meet(strip, other) and strip not in other.near:
                    strip.near.append(other)
                    other.near.append(strip)

    def find(self, links: Sequence[Link]) -> list[Way] | None:
        """The ways of all links; None where one has none."""
        found: list[Way] = []
        for link in sorted(links, key=lambda link: (not link.bundle, link.id)):
            way = self._way(link)
            if way is None:
                return None
            used = self.used.setdefault(link.key, set())
            for strip in way.strips:
                if strip.number not in used:
                    used.add(strip.number)
                    self.load[strip.number] += 1
                    self.entering[strip.number] = self._entering(strip)
            found.append(way)
        return found

    def _way(self, link: Link) -> Way | None:
        inside, aims, bundle = self._inside(link), self._aims(link), self.used.get(link.key, set())
        heap = self._begun(link, bundle)
        done: set[int] = set()
        least_cost = inf  # of the ways that are known to reach the target
        known: dict[int, float] = {}  # the least cost that each strip is known to be reached at
        while heap:
            cost, number, at, across, before, out, into = heappop(heap)
            if into:
                return self._made(link, out, into, before)
            if number in done:
                continue
            done.add(number)
            strip, price = self.strips[number], ALONG if number in bundle else 1.0
            for access in aims.get(number, ()):
                there = access.x if strip.level else access.y
                whole = cost + price * abs(there - at) + access.far
                least_cost = min(least_cost, whole)
                heappush(heap, (whole, -1, 0.0, 0.0, (*before, (number, across)), out, access.side))
            low, high = limits(strip, self.strips[before[-1][0]]) if before else (strip.start, strip.end)
            for turn in self._turns(strip):
                other = turn.number
                if other in done or turn.area not in inside:
                    continue
                first, last = turn.first, turn.last
                there = first if at < first else last if at > last else at
                entering = BEND / 4 if other in bundle else self.entering[other]
                most_cost = known.get(other, least_cost)
                further = cost + turn.dear + price * abs(there - at)
                if further + entering > most_cost:  # What follows only adds to it: it would never be taken.
                    continue
                least, most = max(low, turn.low), min(high, turn.high)
                if least > most:
                    continue
                meeting = nearest(across, least, most)
                further = further + abs(meeting - across) + entering
                if further <= most_cost:
                    known[other] = further
                    heappush(heap, (further, other, meeting, there, (*before, (number, meeting)), out, ""))
        return None

    def _made(self, link: Link, out: str, into: str, passed: Sequence[tuple[int, float]]) -> Way:
        """The way over strips, each by its number with where in it the way would best be."""
        strips, wishes = [self.strips[one] for one, _ in passed], [wish for _, wish in passed]
        return Way(link, link.source, link.target, out, into, strips, wishes)

    def _aims(self, link: Link) -> dict[int, list[Access]]:
        """Where a link may meet its target, by the number of the strip."""
        aims: dict[int, list[Access]] = {}
        for access in self._accesses(link.target):
            aims.setdefault(access.strip.number, []).append(access)
        return aims

    def _begun(self, link: Link, bundle: set[int]) -> list[Reached]:
        """The strips that a link may begin in, a heap by cost; `bundle`: those that others of its bundle take."""
        heap: list[Reached] = []
        for access in self._accesses(link.source):
            at, there = (access.x, access.y) if access.strip.level else (access.y, access.x)
            entering = BEND / 4 if access.strip.number in bundle else self.entering[access.strip.number]
            heappush(heap, (entering + access.far, access.strip.number, at, there, (), access.side, ""))
        return heap

    def _turns(self, strip: Strip) -> list[Turn]:
        """Where a strip meets those near it."""
        made = self.met[strip.number]
        if made is None:
            made = self.met[strip.number] = [turn_into(strip, near) for near in strip.near]
        return made

    def _entering(self, strip: Strip) -> float:
        """What it counts for a link to be in a strip where nothing of its bundle is."""
        wide = strip.end - strip.start
        if strip.stiff and self.load[strip.number] >= (wide - 2 * EDGE) // LEAST + 1:
            return BEND + FULL
        return BEND + self.load[strip.number] * CROWD * 24 / max(12, wide)

    def _inside(self, link: Link) -> set[int]:
        """The areas that a link may run in: those that hold an end, up to the innermost frame that holds both."""
        chains = [list(self._holders(end)) for end in (link.source, link.target)]
        others = {id(area) for area in chains[1]}
        common = next((area for area in chains[0] if id(area) in others and area.frame is not None), None)
        found: set[int] = set()
        for chain in chains:
            last = next((number for number, area in enumerate(chain) if area is common), len(chain) - 1)
            found |= {id(area) for area in chain[: last + 1]}
        return found

    def _holders(self, box: Box) -> Iterator[Area]:
        outer = self._outer(box)
        if id(outer) in self.home:
            yield from self.home[id(outer)].above()

    def _outer(self, box: Box) -> Box:
        return box.parent if box.dock and box.parent is not None else box

    def _accesses(self, box: Box) -> Iterator[Access]:
        """Above and below a box the free rows; beside a hub what is next to it."""
        outer = self._outer(box)
        if id(outer) not in self.home:
            return
        area = self.home[id(outer)]
        x = box.x + box.width / 2
        for side in ("top", "bottom"):
            if (box.dock and box.dock != side) or not stretches(box, side):
                continue
            strip = _level(area, outer, side)
            if strip is not None:
                edge = box.y if side == "top" else box.y + box.height
                y = strip.across(edge)
                yield Access(side, strip, x, y, abs(y - edge))
        if box.kind != CARD and not box.dock:
            for side in ("left", "right"):
                strip = _beside(area, box, side)
                if strip is not None:
                    edge = box.x if side == "left" else box.x + box.width
                    x = strip.across(edge)
                    yield Access(side, strip, x, box.y + box.height / 2, abs(x - edge))


def _is_stiff(strip: Strip) -> bool:
    """Whether things would move within their region if the strip got wider."""
    area = strip.area
    own = area.frame is not None and area.frame.kind == "region"
    if (strip.which == RIGHT and own) or (strip.level and strip.which == len(area.rows)):
        return False
    return any(one.frame is not None and one.frame.kind == "region" for one in area.above())


def _level(area: Area, box: Box, side: str) -> Strip | None:
    """The nearest level strip above or below a box that is over its whole width."""
    best: Strip | None = None
    low, high = box.y - box.above, box.y + box.height + box.below
    for one in area.above():
        for strip in one.strips:
            if strip.level and strip.low <= box.x and strip.high >= box.x + box.width:
                away = low - strip.end if side == "top" else strip.start - high
                if away >= 0 and (best is None or away < (low - best.end if side == "top" else best.start - high)):
                    best = strip
        if best is not None:
            return best
    return None


def _beside(area: Area, box: Box, side: str) -> Strip | None:
    best: Strip | None = None
    middle = box.y + box.height / 2
    for one in area.above():
        for strip in one.strips:
            if not strip.level and strip.low <= middle <= strip.high:
                away = box.x - strip.end if side == "left" else strip.start - box.x - box.width
                if away >= 0 and (best is None or away < (box.x - best.end if side == "left" else best.start - box.x - box.width)):
                    best = strip
        if best is not None:
            return best
    return None
