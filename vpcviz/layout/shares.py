"""How much room each place of many VPCs is given: regions of few shapes, accounts side by side, by what is settled alone.

Of a large estate the VPCs with the lowest addresses are settled (`map_usual`): their sizes decide how wide accounts and regions
are, so that one VPC more changes none of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import ceil, log, sqrt

from vpcviz.layout.bands import Gaps
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.channels import WIDE_PITCH
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.packing import packed_size
from vpcviz.layout.reserve import Reserve
from vpcviz.layout.steady import FINE, Room, is_alike

SHAPES = (0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 2.9)
"""Width / height that regions may have."""

PACKED = (0.8, 1.1, 1.6, 2.2, 3.0)
"""Width / height that regions together are tried in."""

FILLED = 0.8
"""So much of bands of VPCs of many sizes is VPCs."""

SPARE = 1.1
"""So many cells there are for each VPC that chooses its own."""

WIDER = 16
"""One VPC of so many of one size may be wider than a cell, and take two."""

HIGHER = 1.2
"""A cell is no more than so many times as high as the usual VPC; what is higher makes its row so."""

SMALL = 0.95
"""An account whose share of a region is less than this of what its widest VPC needs stands on others like it."""

FEW_MOVED = 0.08
"""An account that gets wider may move no more than this share of all VPCs: else it is as wide as the widest VPC of all. What stands
below one that may get higher is no more, either."""

STACK = Gaps(beside=72, below=48)
"""Between columns of a band, and VPCs of a column (px)."""

MARGIN = 36
"""At both sides of a column (px)."""

JOINT = (300, 110)
"""About what a connector takes that stands below the VPCs that it joins (px)."""

FRAME = (24, 120)
"""What a frame takes beside and above what is in it (px)."""


class Shares:
    """Knows how large the places of a drawing of many VPCs are to be."""

    def __init__(self, drawing: Drawing, room: Room) -> None:
        self.drawing = drawing
        self.room = room
        self.numbers = drawing.peering_room.numbers
        self.reserve = Reserve(drawing)
        self.gaps = Gaps(STACK.beside + 2 * MARGIN, STACK.below)
        self._areas: dict[int, float] = {}

    def basis(self, boxes: Sequence[Box]) -> Sequence[Box]:
        """The boxes that decide for a place: those that are settled, if these tell how all are spread."""
        settled = [box for box in boxes if box.id in self.numbers.settled] if self.numbers.told else []
        return settled or boxes

    def slot(self, box: Box) -> tuple[int, int]:
        """What is kept free for a VPC (px)."""
        return self.reserve.slot(box)

    def alike(self, boxes: Sequence[Box]) -> bool:
        """Whether VPCs of one place are of one size."""
        return is_alike([self.slot(box)[0] for box in self.basis(boxes)])

    def cell(self, boxes: Sequence[Box]) -> int:
        """How wide (px) a cell of VPCs of one size is."""
        widths = sorted(self.slot(box)[0] for box in self.basis(boxes))
        return step(widths[-1 - len(widths) // WIDER]) + self.room.between

    def cell_size(self, boxes: Sequence[Box]) -> tuple[int, int]:
        """How wide and high (px) a cell of VPCs of one size is."""
        heights = sorted(self.slot(box)[1] for box in self.basis(boxes))
        return self.cell(boxes), min(heights[-1], round(heights[len(heights) // 2] * HIGHER))

    def _area(self, container: Container) -> float:
        """The room (px²) that a place of VPCs needs for as many as it is arranged for."""
        if id(container) not in self._areas:
            every = [one.packed for one in (container, *container.meshes) if one.packed]
            self._areas[id(container)] = sum(map(self._area_of, every)) or 1.0
        return self._areas[id(container)]

    def _area_of(self, boxes: Sequence[Box]) -> float:
        basis, alike = self.basis(boxes), self.alike(boxes)
        slots = [self.slot(box) for box in basis]
        beside, below = (self.room.between, self.room.rows) if alike else self.gaps
        fill = 1 / SPARE if alike else FILLED
        ids = {box.id for box in basis}
        whole = sum((wide + beside) * (high + below) for wide, high in slots) / fill + self.joined(ids) * JOINT[0] * JOINT[1]
        return whole * self.numbers.of(boxes) / len(slots)

    def joined(self, ids: set[str]) -> int:
        """How many connectors stand between VPCs of these ids."""
        return sum(1 for one in ids for other in self._others.get(one, ()) if other in ids)

    @cached_property
    def _others(self) -> dict[str, list[str]]:
        """By an id what connectors join it to: a place has few of them all, and each place is asked about."""
        found: dict[str, list[str]] = {}
        for connector in self.drawing.connectors:
            one, other = connector.ends
            found.setdefault(one, []).append(other)
        return found

    def widest(self, boxes: Sequence[Box]) -> int:
        """How wide (px) a place of VPCs is at least."""
        if not boxes:
            return 0
        return self.cell(boxes) if self.alike(boxes) else step(max(self.slot(box)[0] for box in self.basis(boxes))) + 2 * MARGIN

    def _least(self, container: Container) -> int:
        return max(self.widest(one.packed) for one in (container, *container.meshes))

    def shape(self) -> float:
        """The shape of regions that makes the text largest on a page, by what is settled."""
        cloud = self.drawing.containers.cloud
        return min(SHAPES, key=lambda shape: self._reduction(*self._size(cloud, shape)))

    def _reduction(self, width: float, height: float) -> float:
        wide, high = width / self.drawing.options.shape, height + FRAME[1]
        return max(log(wide), log(high)) + 0.25 * (log(wide) + log(high))

    def _size(self, container: Container, shape: float) -> tuple[float, float]:
        """About how large (px) a container gets whose regions are to have a shape."""
        hubs = sum(box.height + self.room.rows for box in container.hubs)
        if container.box.kind == "region" and container.children:
            width, height = self._lanes_size(container, shape)
        elif container.children:
            sizes = [self._size(child, shape) for child in container.children]
            tried = [packed_size([(round(w), round(h)) for w, h in sizes], one, self.room.rows) for one in PACKED]
            width, height = min(tried, key=lambda size: self._reduction(*size))
        else:
            area = self._area(container)
            width = max(sqrt(area * shape), self._least(container))
            height = area / width
        return width + FRAME[0] + 2 * self.room.margin, height + hubs + FRAME[1] + 2 * self.room.rows

    def _lanes_size(self, container: Container, shape: float) -> tuple[float, float]:
        lanes, widths = self.lanes(container, shape)
        width = sum(widths[id(lane[0])] + self.beside(lane) for lane in lanes)
        height = max(sum(self._area(one) / widths[id(one)] + FRAME[1] + self.room.rows for one in lane) for lane in lanes)
        return width, height

    def beside(self, lane: Sequence[Container]) -> int:
        """What is kept free beside the VPCs of a lane (px): its frame, links that pass by, and what is between it and the next."""
        passing = self.drawing.peering_room.tracks([box for one in lane for box in one.packed])
        return FRAME[0] + 2 * self.room.margin + self.room.rows + WIDE_PITCH * passing

    def lanes(self, container: Container, shape: float) -> tuple[list[list[Container]], dict[int, int]]:
        """The accounts of a region side by side, small ones on one another; and how wide (px) what is in each is."""
        children = container.children
        areas = {id(child): self._area(child) for child in children}
        total = sum(areas.values())
        wide = sqrt(total * shape)
        least = {id(child): self._least(child) for child in children}
        order = sorted(children, key=lambda child: -self.numbers.of(child.packed) if child.packed else 0)
        large = [one for one in order if wide * areas[id(one)] / total >= SMALL * least[id(one)]]
        small = [one for one in order if one not in large]
        lanes = [[one] for one in large]
        if small:
            lane = max(least[id(one)] for one in small)
            count = max(1, min(len(small), round(wide * sum(areas[id(one)] for one in small) / total / max(1, lane))))
            lanes += self._stacked(small, count)
        return lanes, self._lane_widths(lanes, areas, wide, least)

    def _stacked(self, small: Sequence[Container], count: int) -> list[list[Container]]:
        """Small accounts on one another in so many lanes, or in more, so that one that gets higher moves few."""
        every = self._every()
        while True:
            lanes = [list(small[number::count]) for number in range(count)]
            below = max(sum(self.numbers.of(one.packed) for one in lane[1:] if one.packed) for lane in lanes)
            if count == len(small) or below <= FEW_MOVED * every:
                return lanes
            count += 1

    def _every(self) -> int:
        """For how many VPCs all places are arranged."""
        return sum(self.numbers.of(one.packed) for one in self._places() if one.packed)

    def _lane_widths(
        self, lanes: Sequence[Sequence[Container]], areas: Mapping[int, float], wide: float, least: Mapping[int, int]
    ) -> dict[int, int]:
        found: dict[int, int] = {}
        total = sum(areas.values())
        every = self._every()
        beyond = sum(self.numbers.of(one.packed) for lane in lanes for one in lane if one.packed)
        for lane in lanes:
            share = wide * sum(areas[id(one)] for one in lane) / total
            beyond -= sum(self.numbers.of(one.packed) for one in lane if one.packed)
            widest = max(least[id(one)] for one in lane)
            if beyond > FEW_MOVED * every:
                widest = max(widest, self._widest_of_all(lane))
            packed = [box for one in lane for box in one.packed]
            for one in lane:
                if packed and self.alike(packed):
                    cell = self.cell(packed)
                    found[id(one)] = max(1, round(max(share, widest) / cell)) * cell
                else:
                    found[id(one)] = step(max(share, widest))
        return found

    def _widest_of_all(self, lane: Sequence[Container]) -> int:
        if all(self.alike(one.packed) for one in lane if one.packed):
            return 0
        return max(self.widest(one.packed) for one in self._places() if one.packed)

    def _places(self) -> Iterator[Container]:
        waiting = [self.drawing.containers.cloud]
        for one in waiting:
            yield one
            waiting += one.children


def step(width: float) -> int:
    """One of few widths (px) that is no less."""
    return snap(FINE ** ceil(log(max(1.0, width), FINE) - 1e-9))
