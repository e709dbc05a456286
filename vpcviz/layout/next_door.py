"""Ways between things in two containers side by side: out of the one by a channel of its own, and up or down between the two."""

from __future__ import annotations

from collections.abc import Callable

from vpcviz.layout.boxes import Box
from vpcviz.layout.leaving import is_free, levels_below
from vpcviz.layout.lines import Line, Link

Climb = Callable[[Link, Box, Box, Box, str], tuple[list[Line], int]]
"""The lines from an end out to a horizontal channel of a box that holds it, and which channel that is."""


def between_containers(link: Link, common: Box, climb: Climb) -> list[Line]:
    """The way of a link by the gap between two neighbours in a row of `common`; none where its ends are not in such, or something
    stands beside them on that side."""
    (one, inner), (other, outer) = (levels_below(end, common) for end in (link.source, link.target))
    if one.row != other.row or abs(one.column - other.column) != 1:
        return []
    to_right = other.column > one.column
    here = _holder([*inner, one], to_left=not to_right)
    there = _holder([*outer, other], to_left=to_right)
    if here is None or there is None:
        return []
    gap = common.space.gaps[one.row][min(one.column, other.column)]
    lines, row = climb(link, link.source, link.target, here, _way(link.source, link.target))
    back, last = climb(link, link.target, link.source, there, _way(link.target, link.source))
    middle = [
        Line(channel=here.space.horizontal[row]),
        Line(channel=gap, lane="gap-even" if one.row % 2 == 0 else "gap-odd"),
        Line(channel=there.space.horizontal[last]),
    ]
    return [*lines, *middle, *reversed(back)]


def _holder(levels: list[Box], *, to_left: bool) -> Box | None:
    """The innermost of what holds an end, outside VPCs, that has nothing beside it on that side up to the last of `levels`."""
    return next((box for at, box in enumerate(levels) if at and box.open and is_free(levels[at:-1], to_left=to_left)), None)


def _way(end: Box, other: Box) -> str:
    """Whether a way leaves by the top or the bottom: on the side of a border where it is docked, else towards what it leads to."""
    return end.dock or ("top" if other.y + other.height / 2 < end.y + end.height else "bottom")
