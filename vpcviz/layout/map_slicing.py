"""How a few rectangles that may each have several sizes lie together: cut across or down, again and again, for a page's shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from math import log
from typing import NamedTuple

from vpcviz.layout.widgets import shelves

MOST_ITEMS = 6
"""Of so many rectangles all ways to cut are tried; more stand in rows."""

MOST_SIZES = 14
"""So many sizes of a part are remembered: those that differ most in shape."""


FEW_ITEMS = 3
"""Of so many items all sizes count, where all ways of the whole do."""

ROW_SHAPES = (0.8, 1.2, 1.8, 2.7)
"""Many rectangles that may have several sizes all come near to one of these shapes (width / height)."""


class Cut(NamedTuple):
    """A part of the whole: an item with one of its sizes (by number), or two parts side by side or one below the other."""

    width: int
    height: int
    items: frozenset[int]
    choice: int = 0
    parts: tuple[Cut, ...] = ()
    beside: bool = False


Between = Callable[[Cut, Cut, bool], tuple[int, int]]
"""The width and height (px) of what stands between two parts that are beside one another, or one below the other."""


def slicings(sizes: Sequence[Sequence[tuple[int, int]]], gap: int, between: Between, *, every: bool = False) -> list[Cut]:
    """The ways in which items of these sizes lie together that are neither wider nor higher than another, widest last: `every` one
    of the whole, or as many as of its parts."""
    count = len(sizes)
    if count > MOST_ITEMS:
        return _in_rows(sizes, gap)

    @cache
    def of(items: frozenset[int]) -> list[Cut]:
        if len(items) == 1:
            number = next(iter(items))
            found = [Cut(wide, high, items, choice) for choice, (wide, high) in enumerate(sizes[number])]
            return _least(found, every=every and count <= FEW_ITEMS)
        ordered, found = sorted(items), []
        for mask in range(1, 1 << (len(ordered) - 1)):
            one = frozenset(ordered[at + 1] for at in range(len(ordered) - 1) if mask >> at & 1)
            other = items - one
            for a, b in product(of(other), of(one)):
                (wide, tall), (long, high) = between(a, b, True), between(a, b, False)
                across = a.width + b.width + gap + (wide + gap if wide else 0)
                down = a.height + b.height + gap + (high + gap if high else 0)
                found.append(Cut(across, max(a.height, b.height, tall), items, 0, (a, b), True))
                found.append(Cut(max(a.width, b.width, long), down, items, 0, (a, b), False))
        return _least(found, every=every and len(items) == count)

    return of(frozenset(range(count)))


def _least(cuts: Sequence[Cut], *, every: bool = False) -> list[Cut]:
    """Those that no other is both narrower and lower than, at most so many, or all."""
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.width, cut.height)):
        if not kept or cut.height < kept[-1].height:
            kept.append(cut)
    if len(kept) > MOST_SIZES and not every:
        step = (len(kept) - 1) / (MOST_SIZES - 1)
        kept = [kept[round(step * number)] for number in range(MOST_SIZES)]
    return kept


def _in_rows(sizes: Sequence[Sequence[tuple[int, int]]], gap: int) -> list[Cut]:
    """Many items in rows, all of about one of few shapes, for some widths of the whole."""
    found = []
    for shape in ROW_SHAPES:
        nearest = [min(range(len(each)), key=lambda at: abs(log(each[at][0] / each[at][1] / shape))) for each in sizes]
        items = [Cut(*sizes[number][choice], frozenset((number,)), choice) for number, choice in enumerate(nearest)]
        items.sort(key=lambda one: (-one.height, min(one.items)))
        total = sum(one.width for one in items)
        for rows in range(1, len(sizes) + 1):
            room = max(total / rows, *(one.width for one in items))
            shelved = [_joined(row, gap, beside=True) for row in shelves(items, room, gap)]
            found.append(_joined(shelved, gap, beside=False))
    return _least(found)


def _joined(cuts: Sequence[Cut], gap: int, *, beside: bool) -> Cut:
    """Parts side by side, or one below the other: a cut after each."""
    whole = cuts[0]
    for cut in cuts[1:]:
        items, parts = whole.items | cut.items, (whole, cut)
        if beside:
            whole = Cut(whole.width + gap + cut.width, max(whole.height, cut.height), items, 0, parts, True)
        else:
            whole = Cut(max(whole.width, cut.width), whole.height + gap + cut.height, items, 0, parts, False)
    return whole
