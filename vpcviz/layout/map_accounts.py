"""Accounts that share a region on the map: side by side around their hubs, or, of few VPCs and of small regions, in all ways."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_frames import Frames
from vpcviz.layout.map_grids import BESIDE, Cell
from vpcviz.layout.map_plots import GAP, Option
from vpcviz.layout.map_slicing import MOST_ITEMS

HUB_SIDE = 36
"""What is free beside a region's hubs, where the ways of all spokes meet (px)."""

SHAPES, MOST_WIDTHS = (0.7, 3.6), 12
"""The accounts of a region may be between so many times as wide as high together; so many numbers of columns are tried."""

SMALL_REGION = 0.12
"""A region of no more than this share of all VPCs may be arranged anew when one joins it."""

SMALL = 0.95
"""Accounts whose share is less than this of a column stand on one another, in as many columns as they make together."""

Stack = list[tuple[int, int]]
"""Accounts on one another: the number of each, and its columns."""


class Accounts(Frames):
    """Makes the areas of regions that hold accounts."""

    def accounts(self, container: Container) -> list[Option]:
        """The sizes that a region's accounts may have together."""
        return self._in_all_ways(container) or self._side_by_side(container)

    def _in_all_ways(self, container: Container) -> list[Option]:
        """A few accounts with their hubs, cut in all ways; none where one VPC more is to move few of many."""
        boxes = [box for child in container.children for box in child.packed]
        held = sum(self.usual(one.packed) for one in (container, *container.children) if one.packed)
        small = self.few or held <= self._of_all() * SMALL_REGION
        if len(container.children) + len(container.hubs) + bool(container.packed) > MOST_ITEMS or not small:
            return []
        cell = self.cell_for(boxes, [])
        parts: list[Sequence[Option]] = []
        for child in container.children:
            counts = range(1, max(1, self.usual(child.packed)) + 1)
            grids = [self.grid(child.packed, child.hubs, cell, number) for number in counts] if child.packed else [None]
            parts.append([self.framed(child, grid) for grid in grids])
        parts += [self._alone(hub) for hub in container.hubs]
        own = self.grids(container.packed, [])
        parts += [own] if own else []
        return self.sliced(container, parts)

    def _of_all(self) -> int:
        """How many VPCs the whole is arranged for."""
        return sum(self.usual(one.packed) for one in self.drawing.containers.by_key.values() if one.packed)

    def _alone(self, hub: Box) -> list[Option]:
        self.ready(hub)
        width, height = hub.width, hub.above + hub.height + hub.below

        def make() -> Area:
            return Area([[hub]], free=[0, 0], centred=True)

        return [Option(width, height, make)]

    def _side_by_side(self, container: Container) -> list[Option]:
        """Accounts side by side, each as many columns wide as its share of the VPCs asks for and growing downwards, with the
        region's hubs between them: in some numbers of columns."""
        cell = self.cell_for([box for child in container.children for box in child.packed], [])
        counts = [self.usual(child.packed) for child in container.children]
        area = sum(counts) * (cell.width + BESIDE) * (cell.height + BESIDE)
        least, most = (max(1, round(sqrt(area * shape) / (cell.width + BESIDE))) for shape in SHAPES)
        step = ceil((most - least + 1) / MOST_WIDTHS)
        tried = [self._stacks(container, counts, cell, wide) for wide in range(least, most + 1, step)]
        return [self._in_columns_of(container, one, cell) for number, one in enumerate(tried) if one not in tried[:number]]

    def _stacks(self, container: Container, counts: Sequence[int], cell: Cell, wide: int) -> list[Stack]:
        """The accounts of a region that has about so many columns: large ones alone, small ones on one another."""
        total = sum(counts)
        shares = [count * wide / total for count in counts]
        small = [number for number, share in enumerate(shares) if share < SMALL]
        stacks: list[Stack] = [
            [(number, max(1, round(share), self._least_columns(container.children[number], cell)))]
            for number, share in enumerate(shares)
            if share >= SMALL
        ]
        if small:
            lanes = max(1, round(sum(shares[number] for number in small)))
            stacks += [[(number, 1) for number in small[lane::lanes]] for lane in range(lanes)]
        return stacks

    def _least_columns(self, container: Container, cell: Cell) -> int:
        """So many columns of an account are no wider than what stands below them (names, zones) is anyway, or a little more."""
        widest = max([0, *(self.ready(box).width for box in container.below)])
        return min(self.usual(container.packed), ceil((widest + BESIDE) / (cell.width + BESIDE)))

    def _in_columns_of(self, container: Container, stacks: Sequence[Stack], cell: Cell) -> Option:
        counts = [sum(self.usual(container.children[number].packed) for number, _ in stack) for stack in stacks]
        middle = min(range(len(stacks) + 1), key=lambda at: (abs(2 * sum(counts[:at]) - sum(counts)), at))
        hubs = [self.ready(hub) for hub in container.hubs]
        own = self.grids(container.packed, [])
        columns = [[self._account(container.children[number], cell, count) for number, count in stack] for stack in stacks]

        def row_of(parts: list[Area]) -> Area:
            row: list[Box | Area] = [*parts]
            if hubs:
                row.insert(middle, Area([[hub] for hub in hubs], free=[0, *[GAP] * (len(hubs) - 1), 0], centred=True))
            return Area([row], free=[0, 0], apart=HUB_SIDE if hubs else GAP)

        def stacked(parts: list[Area]) -> Area:
            return Area([[part] for part in parts], free=[0, *[GAP] * (len(parts) - 1), 0])

        def make() -> Area:
            return row_of([*(stacked([one.make() for one in column]) for column in columns), *(one.make() for one in own[:1])])

        about = row_of([*(stacked([one.outline() for one in column]) for column in columns), *(one.outline() for one in own[:1])])
        size(about)
        return Option(about.width, about.height, make)

    def _account(self, child: Container, cell: Cell, count: int) -> Option:
        return self.framed(child, self.grid(child.packed, child.hubs, cell, count) if child.packed or child.hubs else None)
