"""Where the VPCs of a large estate stand, so that one more moves few: what is settled (`shares`) decides over each place's room.

VPCs of one size take cells of a grid, which their ids choose; of many sizes they stand in bands. Accounts that share a region stand
side by side, and grow downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil, log, sqrt

from vpcviz.layout.bands import Band, bands
from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import GRID, WIDE_CELL, WIDE_PITCH
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.map_slicing import MOST_ITEMS, Cut, slicings
from vpcviz.layout.measuring import measure
from vpcviz.layout.packing import rows_for
from vpcviz.layout.shares import FILLED, JOINT, MARGIN, STACK, Shares, step
from vpcviz.layout.steady import (
    Cell,
    Room,
    chosen_cells,
    next_cells,
    outwards,
    steady_middle,
    steady_shape,
)
from vpcviz.model import resources as r

STEADY = 8
"""So many VPCs of one place and of one size choose their cells by id."""

SPOKES = 2
"""So many links of a hub's spokes run between two rows at most."""

ONE_MORE = 800
"""Where peerings run between rows, there is room for one more for each so many px that a row is high: that costs little there."""

JOINTS = 1.5
"""Room is kept for so many times the connectors between VPCs of one account that are settled, and one more."""

NARROWED = 0.7
"""How much the shape of regions together counts beside the room that they take."""


class Places(Shares):
    """Decides over the places of a drawing of many VPCs."""

    def __init__(self, drawing: Drawing, room: Room) -> None:
        super().__init__(drawing, room)
        self.widths: dict[int, int] = {}

    def settle(self, container: Container, shape: float) -> list[list[Container]]:
        """The accounts of a region in lanes; how wide their places are is known then."""
        lanes, self.widths = self.lanes(container, shape)
        return lanes

    def rows(self, container: Container, boxes: Sequence[Box], shape: float) -> list[list[Box]]:
        """The rows of the VPCs of a place."""
        for box in boxes:
            box.space.rough = self.slot(box)
            box.tall = box.space.rough[1]
        width = self.widths.get(id(container))
        if not self.alike(boxes):
            rows = self._bands(container, boxes, width, shape)
        elif width is None and container.box.kind == "mesh":
            rows, container.box.steady = self._in_turn(boxes, self.cell_size(boxes), shape), WIDE_CELL + 1
        else:
            rows = self._cells(container, boxes, width, shape)
        if container.meshes:
            return rows
        tracks = [self.drawing.peering_room.tracks([one for box in row for one in box.walk_open_all()]) for row in rows]
        usual = sorted(self.slot(box)[1] for box in self.basis(boxes))[len(self.basis(boxes)) // 2]
        spare = usual // ONE_MORE if max(tracks) else 0
        container.box.row_gap = WIDE_PITCH * (max(tracks) + SPOKES + spare)
        container.box.room = (self.room.margin, tracks[0] + SPOKES)
        return rows

    def _cells(self, container: Container, boxes: Sequence[Box], width: int | None, shape: float) -> list[list[Box]]:
        """Rows of VPCs of one size in cells of which each chooses one; a place without a width grows outwards."""
        cell, high = self.cell_size(boxes)
        sizes = {box.id: max(1, ceil((self.slot(box)[0] + self.room.between / 2) / cell)) for box in boxes}
        order = outwards(steady_shape(shape * (high + self.room.rows) / cell)) if width is None else _columns(max(1, width // cell))
        found = chosen_cells({}, sizes, order, chosen=len(self.basis(boxes)) >= STEADY)
        for box in boxes:
            box.tall = max(box.tall, high)
        container.box.steady = cell
        return _in_cells(boxes, found, cell)

    def _bands(self, container: Container, boxes: Sequence[Box], width: int | None, shape: float) -> list[list[Box]]:
        sizes = [(step(wide), high) for wide, high in map(self.slot, boxes)]
        room = self._room(sizes, boxes, shape) if width is None else lambda _: width - 2 * MARGIN
        container.box.steady = WIDE_CELL + 1
        return [self._columns(band, boxes) for band in bands(sizes, room, self.gaps)]

    def _room(self, sizes: Sequence[tuple[int, int]], boxes: Sequence[Box], shape: float) -> Callable[[int], int]:
        """How wide (px) a place is that grows to the right, too: by what came up to each box, and by what is settled."""
        areas = [(wide + self.gaps.beside) * (high + self.gaps.below) / FILLED for wide, high in sizes]
        settled = sum(area for area, box in zip(areas, boxes, strict=True) if box.id in self.numbers.settled)
        least = max(sqrt(settled * shape), self.widest(boxes))
        found = [step(max(least, sqrt(area * shape))) for area in accumulate(areas)]
        return found.__getitem__

    def _columns(self, band: Band, boxes: Sequence[Box]) -> list[Box]:
        """A row of a band's columns, each as stack."""
        row = []
        at = 0
        for column in band.columns:
            inside = [boxes[number] for number in column.numbers]
            for box in inside:
                box.begin = 0
            stack = Box("stack", "", visible=False, pad=0, row_gap=STACK.below, rows=[[box] for box in inside])
            stack.steady, stack.level, stack.room, stack.foot = WIDE_CELL + 1, True, (MARGIN, 0), len(inside)
            stack.begin, stack.tall = at, band.height
            at += column.width + self.gaps.beside
            row.append(stack)
        return row

    def blocks(self, boxes: Sequence[Box], shape: float) -> list[list[Box]]:
        """The rows of what holds several VPCs each, of which each takes the next cell."""
        settled = [box for box in boxes if self._is_settled(box)] or boxes
        wide = max(box.width for box in settled)
        high = max(box.height + self._joined(box) * JOINT[0] * JOINT[1] // wide for box in settled)
        return self._in_turn(boxes, (step(wide + self.room.between), step(high)), shape)

    def _joined(self, box: Box) -> int:
        """How many connectors stand between VPCs that are in a box."""
        return self.joined({one.id for one in box.walk_open_all() if one.kind == r.Vpc.KIND})

    def _in_turn(self, boxes: Sequence[Box], cell: tuple[int, int], shape: float) -> list[list[Box]]:
        """Rows of boxes that each take the next of cells so wide and high (px)."""
        wide, high = cell[0], cell[1] + self.room.rows
        widths = {box.id: self.slot(box)[0] if box.kind == r.Vpc.KIND else box.width for box in boxes}
        sizes = {name: ceil((width + self.room.between / 2) / wide) for name, width in widths.items()}
        return _in_cells(boxes, next_cells(sizes, (), outwards(steady_shape(shape * high / wide)), ()), wide)

    def _is_settled(self, box: Box) -> bool:
        return all(one.id in self.numbers.settled for one in box.walk_open_all() if one.kind == r.Vpc.KIND)

    def packed(self, boxes: Sequence[Box], shape: float) -> list[list[Box]]:
        """Rows of regions or accounts, of which each may stand anywhere: cut in all ways, where they are few."""
        gap = self.room.rows
        if not 2 <= len(boxes) <= MOST_ITEMS:
            return rows_for(boxes, shape, gap)
        cuts = slicings([[(box.width, box.above + box.height + box.below)] for box in boxes], gap, lambda *_: (0, 0))
        best = min(cuts, key=lambda cut: log(cut.width * cut.height) + NARROWED * abs(log(cut.width / cut.height / shape)))
        return self._cut_rows(best, boxes)

    def _cut_rows(self, cut: Cut, boxes: Sequence[Box]) -> list[list[Box]]:
        if not cut.parts:
            return [[boxes[next(iter(cut.items))]]]
        if not cut.beside:
            return [row for part in cut.parts for row in self._cut_rows(part, boxes)]
        return [[cell for part in cut.parts for cell in self._cut_cells(part, boxes)]]

    def _cut_cells(self, cut: Cut, boxes: Sequence[Box]) -> list[Box]:
        """A part of a row: things side by side, or a stack of rows."""
        rows = self._cut_rows(cut, boxes)
        if len(rows) == 1:
            return rows[0]
        stack = Box("stack", "", visible=False, pad=0, row_gap=self.room.rows, column_gap=self.room.rows // 2, rows=rows)
        stack.adopt()
        measure(stack)
        return [stack]

    def middle(self, rows: Sequence[Sequence[Box]]) -> int:
        """After how many of a place's rows its hub stands: by those that hold what is settled."""
        known = sum(1 for row in rows if any(one.id in self.numbers.settled for box in row for one in box.walk_open_all()))
        return steady_middle(known or len(rows))

    def level(self, container: Container, lanes: Sequence[Sequence[Container]]) -> list[Box]:
        """The row of a region's accounts: each lane begins where those before it end, whatever is in them."""
        tracks = self.drawing.peering_room.tracks([box for lane in lanes for one in lane for box in one.packed])
        container.box.row_gap = max(self.room.rows, WIDE_PITCH * (tracks + SPOKES))
        row = []
        at = 0
        for lane in lanes:
            boxes = [one.box for one in lane]
            if len(boxes) > 1:
                for one in lane[:-1]:
                    one.box.tall = one.box.height + self._foot(one)
                passing = self.drawing.peering_room.tracks([box for one in lane for box in one.packed])
                gap = max(self.room.rows, GRID * (passing + SPOKES))
                box = Box("stack", "", visible=False, pad=0, row_gap=gap, rows=[[one] for one in boxes])
                box.steady, box.level, box.room, box.foot = WIDE_CELL + 1, True, (MARGIN, 0), len(boxes)
            else:
                box = boxes[0]
            box.begin = at
            at += self.widths[id(lane[0])] + self.beside(lane)
            row.append(box)
        return row

    def _foot(self, container: Container) -> int:
        """The height (px) that is kept free in an account for what joins its VPCs, and for links on the way there."""
        ids = {box.id for box in container.packed if box.id in self.numbers.settled}
        joints = ceil(self.joined(ids) * JOINTS) + 1
        across = max(1, self.widths[id(container)] // JOINT[0])
        return WIDE_PITCH * self.drawing.peering_room.tracks(container.packed) + JOINT[1] * ceil(joints / across)


def _in_cells(boxes: Sequence[Box], found: Mapping[str, Cell], wide: int) -> list[list[Box]]:
    """The rows of boxes that each begin at a cell so wide (px)."""
    rows: dict[int, list[Box]] = {}
    for box in sorted(boxes, key=lambda box: found[box.id]):
        row, column = found[box.id]
        box.begin = column * wide
        rows.setdefault(row, []).append(box)
    return [rows[row] for row in sorted(rows)]


def _columns(count: int) -> Iterator[Cell]:
    """Cells (row, column) of so many columns, row after row."""
    return (divmod(number, count) for number in range(1 << 20))
