"""Where strips of a map meet, and where in them lines that go on from one into the other may run."""

from __future__ import annotations

from math import inf

from msgspec import Struct

from vpcviz.layout.map_areas import Strip

FULL = 1500
"""What it counts where things would have to move for one link more (px)."""

LEAST_CORNER = 24
"""Where two strips have less than this (px) in common that lines may turn in, only those do that must."""

EDGE, LEAST = 5, 6
"""So far (px) links keep from the edge of a strip, and from one another."""


class Turn(Struct, frozen=True):
    """Where a strip meets another one, by its `number`, of an area, by its id: lines of the strip that do are from `low` to `high`
    across it, which counts `dear`; they go on in the other one between `first` and `last` across that (all px)."""

    number: int
    area: int
    low: int
    high: int
    dear: int
    first: float
    last: float


def turn_into(strip: Strip, near: Strip) -> Turn:
    """Where a strip meets one of those near it."""
    low, high = limits(strip, near)
    narrow = not _cross(strip, near) and max(_common(strip, near)) < LEAST_CORNER
    first, last = (nearest(near.across(at), *limits(near, strip)) for at in (-inf, inf))
    return Turn(near.number, id(near.area), low, high, FULL if narrow else 0, first, last)


def meet(one: Strip, other: Strip) -> bool:
    """Whether two strips, a level and an upright one, cross or touch."""
    return other.start <= one.high and one.low <= other.end and one.start <= other.high and other.low <= one.end


def limits(strip: Strip, other: Strip) -> tuple[int, int]:
    """Between which places across it (px) a line of a strip must be to meet lines of another one within these two strips.

    That is everywhere, but for strips of which neither reaches over the whole width of the other: there one of the two lines is
    where both strips are.
    """
    own, others = _common(strip, other)
    if _cross(strip, other) or (own, strip.level) <= (others, other.level):
        return strip.start, strip.end
    return max(strip.start, other.low), min(strip.end, other.high)


def nearest(at: float, low: int, high: int) -> float:
    """The place between two limits (px), away from their edges, that is nearest to `at`."""
    edge = min(EDGE, (high - low) / 2)
    return min(max(at, low + edge), high - edge)


def _cross(one: Strip, other: Strip) -> bool:
    """Whether one strip reaches over the whole width of the other."""
    return (one.low <= other.start and other.end <= one.high) or (other.low <= one.start and one.end <= other.high)


def _common(one: Strip, other: Strip) -> tuple[int, int]:
    """How much (px) of the width of each the other strip is beside."""
    return min(one.end, other.high) - max(one.start, other.low), min(one.high, other.end) - max(one.low, other.start)
