"""Floor plans: things that have several shapes each, in rows and columns within one another, so that the whole takes little room.

Nothing here knows of networks. A plan is a tree of things in rows and columns. The best plans of some things are found as those of
any two parts of them, side by side or below one another; of plans of about one shape (width / height) only the best is kept, by its
area and by how long the links between its parts are. So the plans of a whole are a few of different shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

STEP = 0.11
"""Plans whose shapes (as logarithms) differ by less count as of one shape."""

KEPT = {1: 8, 2: 8, 3: 8, 4: 6, 5: 5, 6: 4}
"""So many plans are kept of each part, by how many things there are."""

MOST_CUT = 6
"""So many things are parted in every way; of more, rows are filled in their order."""

LINK = 0.09
"""How much more room (as a share) a plan counts as taking for each length of links that is as long as the whole is wide."""


class Leaf(NamedTuple):
    """A thing by its number among those of its place, in one of its shapes (`choice`)."""

    number: int
    choice: object


class Split(NamedTuple):
    """Parts side by side (`level`), or below one another."""

    level: bool
    parts: tuple[Node, ...]


Node = Leaf | Split


class Plan(NamedTuple):
    """A plan with its size (px), and how long (px) the links in it are."""

    width: int
    height: int
    length: float
    node: Node


Links = Mapping[tuple[int, int], int]
"""How many links lead between two things, by their numbers (the smaller one first)."""


class Floor:
    """Where things stand `gap` px apart; links count beside a whole that is about `scale` px wide and high."""

    def __init__(self, gap: int, links: Links, scale: float) -> None:
        self.gap = gap
        self.links = links
        self.weight = LINK / max(scale, 1.0)

    def plans(self, things: Mapping[int, Sequence[Plan]]) -> list[Plan]:
        """Plans of things (by number) that each have some."""
        numbers = sorted(things)
        if not numbers:
            return []
        if len(numbers) > MOST_CUT:
            return self._in_rows([things[number] for number in numbers])
        return self.parts(things)[(1 << len(numbers)) - 1]

    def parts(self, things: Mapping[int, Sequence[Plan]]) -> list[list[Plan]]:
        """Plans of every choice of some of the things, by the bits of their places in the order of their numbers."""
        numbers = sorted(things)
        kept = KEPT[max(1, len(numbers))]
        found: list[list[Plan]] = [[] for _ in range(1 << len(numbers))]
        for chosen in range(1, 1 << len(numbers)):
            if chosen & (chosen - 1) == 0:
                found[chosen] = self._kept(things[numbers[chosen.bit_length() - 1]], kept)
                continue
            first = chosen & -chosen
            made: dict[int, tuple[float, int, int, float, bool, Plan, Plan]] = {}
            part = (chosen - 1) & chosen
            while part:
                if part & first:  # the other half of all is the same, the other way round
                    joins = self._between(numbers, part, chosen ^ part)
                    self._join(found[part], found[chosen ^ part], joins, made)
                part = (part - 1) & chosen
            found[chosen] = self._kept(map(_plan, made.values()), kept)
        return found

    def _between(self, numbers: Sequence[int], one: int, other: int) -> int:
        count = 0
        for (a, b), links in self.links.items():
            if a in numbers and b in numbers:
                at, to = 1 << numbers.index(a), 1 << numbers.index(b)
                if (one & at and other & to) or (other & at and one & to):
                    count += links
        return count

    def _join(
        self,
        first: Sequence[Plan],
        second: Sequence[Plan],
        joins: int,
        made: dict[int, tuple[float, int, int, float, bool, Plan, Plan]],
    ) -> None:
        """Each plan of the first with each of the second, side by side and below one another; the best of each shape is kept."""
        gap, weight = self.gap, self.weight
        for a in first:
            for b in second:
                length = a.length + b.length
                for level in (True, False):
                    if level:
                        width, height = a.width + gap + b.width, a.height if a.height > b.height else b.height
                        far = length + joins * (a.width + b.width) / 2
                    else:
                        width, height = a.width if a.width > b.width else b.width, a.height + gap + b.height
                        far = length + joins * (a.height + b.height) / 2
                    cost = width * height * (1 + weight * far)
                    shape = round(log(width / height) / STEP)
                    before = made.get(shape)
                    if before is None or cost < before[0]:
                        made[shape] = (cost, width, height, far, level, a, b)

    def below(self, first: Sequence[Plan], second: Sequence[Plan], joins: int) -> list[Plan]:
        """Each plan of the second below each of the first."""
        if not first or not second:
            return list(first or second)
        return [
            Plan(
                max(a.width, b.width),
                a.height + self.gap + b.height,
                a.length + b.length + joins * (a.height + b.height) / 2,
                Split(False, (a.node, b.node)),
            )
            for a in first
            for b in second
        ]

    def cost(self, plan: Plan) -> float:
        """The room that a plan takes (px²), its links counted as room."""
        return plan.width * plan.height * (1 + self.weight * plan.length)

    def _kept(self, plans: Iterable[Plan], kept: int) -> list[Plan]:
        """The best of each shape; of many those that lose least, of different shapes."""
        found: dict[int, Plan] = {}
        for plan in plans:
            shape = round(log(plan.width / plan.height) / STEP)
            if shape not in found or self.cost(plan) < self.cost(found[shape]):
                found[shape] = plan
        best = sorted(found.values(), key=self.cost)[:kept]
        return sorted(best, key=lambda plan: (plan.width, plan.height))

    def kept(self, plans: Iterable[Plan], kept: int = 8) -> list[Plan]:
        """So many of the plans, of different shapes, those that lose the least."""
        return self._kept(plans, kept)

    def _in_rows(self, things: Sequence[Sequence[Plan]]) -> list[Plan]:
        """Plans of many things: rows of so many widths, each thing in the shape that takes the least room."""
        least = [min(shapes, key=lambda plan: (self.cost(plan), plan.width)) for shapes in things]
        total = sum(plan.width + self.gap for plan in least)
        made = []
        for count in range(1, len(least) + 1):
            rows = _filled(least, max(total / count, max(plan.width for plan in least)), self.gap)
            whole = self._row(rows[0])
            for row in rows[1:]:
                whole = self.below([whole], [self._row(row)], 0)[0]
            made.append(whole)
        return self._kept(made, KEPT[1])

    def _row(self, plans: Sequence[Plan]) -> Plan:
        width = sum(plan.width for plan in plans) + self.gap * (len(plans) - 1)
        return Plan(width, max(p.height for p in plans), sum(p.length for p in plans), Split(True, tuple(p.node for p in plans)))


def _plan(made: tuple[float, int, int, float, bool, Plan, Plan]) -> Plan:
    _, width, height, length, level, a, b = made
    return Plan(width, height, length, Split(level, (a.node, b.node)))


def _filled(plans: Sequence[Plan], room: float, gap: int) -> list[list[Plan]]:
    rows: list[list[Plan]] = [[plans[0]]]
    for plan in plans[1:]:
        if sum(one.width + gap for one in rows[-1]) + plan.width <= room + gap:
            rows[-1].append(plan)
        else:
            rows.append([plan])
    return rows


def flat(node: Node) -> Node:
    """The plan with rows in rows as one row, and columns in columns as one column."""
    if isinstance(node, Leaf):
        return node
    parts: list[Node] = []
    for part in map(flat, node.parts):
        parts += part.parts if isinstance(part, Split) and part.level == node.level else (part,)
    return Split(node.level, tuple(parts)) if len(parts) > 1 else parts[0]


def leaves(node: Node) -> Iterator[Leaf]:
    """All things of a plan."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves(part)
