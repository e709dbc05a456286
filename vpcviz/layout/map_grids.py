"""A grid of cards: VPCs in rows and columns of one size, with what joins them in their middle.

Of few VPCs each takes the next cell; of many each takes one that its id chooses (`steady`), so that one more moves few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct, field

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.map_areas import BETWEEN, LEFT, RIGHT, Area
from vpcviz.layout.measuring import measure
from vpcviz.layout.steady import chosen_cells, next_cells, outwards

ROUND = (64, 256, 1024, 4096)
"""Estates are arranged as if they had the next of so many VPCs, up to twice as many as that."""

WIDTHS = (180, 216, 252, 288, 336, 396, 468, 552)
"""Cells of a large estate are so wide (px)."""

ATTACHMENT, PEERS = "transit-gateway-attachment", "peering"
"""What of a card's border changes sides by its row."""

LEAST_ROOM = 60
"""Where a port with names has less room (px) than this on one of the sides, it is always at the top."""

BUS, PLAIN, BESIDE = 24, 12, 18
"""The least height of the free rows that spokes run in, and of the others (px)."""


class Cell(Struct, frozen=True):
    """The size of a cell's card (px); cards stand `lift` below its upper edge, so that those of a row are level."""

    width: int
    height: int
    lift: int = 0


OUT = 13
"""So far the names of peers stand out of a card (px)."""


def cell_of(boxes: Sequence[Box], hubs: Sequence[Box]) -> Cell:
    """Cells in which nine tenths of the boxes fit, and all are high enough for."""
    high, lift = _prepared(boxes, hubs)
    widths = sorted(box.space.rough[0] for box in boxes) or [max([0, *(hub.space.rough[0] for hub in hubs)])]
    return Cell(widths[len(widths) * 9 // 10], high, lift)


def steady_cell(boxes: Sequence[Box], out: int) -> Cell:
    """The cell of all cards of a large estate: of one of few widths, in which all but so many fit, a tenth of a round number of
    them. So one more mostly leaves it as it is. It has room for what stands `out` by so much (px), also where nothing does."""
    high, lift = _prepared(boxes, (), out)
    widths = sorted((box.space.rough[0] for box in boxes), reverse=True)
    usual = widths[min(len(widths) - 1, rounded(len(boxes)) // 10)]
    return Cell(next((width for width in WIDTHS if width >= usual), usual), high, lift)


def rounded(total: int) -> int:
    """The round number of VPCs that an estate is arranged for."""
    return next((number for number in ROUND if total <= 2 * number), ROUND[-1])


def _prepared(boxes: Sequence[Box], hubs: Sequence[Box], out: int = 0) -> tuple[int, int]:
    """How high cells are (px), and how far below their upper edge cards stand; the sizes of all boxes are known then."""
    for box in [*boxes, *hubs]:
        box.adopt()
        dock_attachments(box, "bottom")  # the side that needs more room
        measure(box)
        box.space.rough = box.space.rough if box.space.rough[0] else (box.width, box.height)  # hubs take the width of cells
    docks = [dock.height // 2 for box in boxes for dock in (*box.docks_top, *box.docks_bottom)]  # attachments change sides
    lift = max([out, *docks, *(hub.above for hub in hubs)])
    return max([24, *(lift + box.height + max(out, box.below) for box in [*boxes, *hubs])]), lift


def dock_attachments(box: Box, side: str) -> None:
    """Let a card's attachments be on that side, and its peerings on the other, where there is room."""
    top, bottom, attached, peers = _docks(box)
    if not (attached or peers) or box.kind != "vpc":
        return
    beside = ("bottom" if side == "top" else "top") if attached else side
    if beside == "bottom" and _across([*bottom, *peers[:1]]) > box.width - 2 * GRID:
        beside = "top"
    sides = [beside, "bottom" if beside == "top" else "top"]
    at = {where: [peer for peer, one in zip(peers, sides, strict=False) if one == where] for where in sides}
    box.docks_top = [*at["top"], *(attached if side == "top" else ()), *top]
    box.docks_bottom = [*(attached if side == "bottom" else ()), *at["bottom"], *bottom]
    for where, docks in (("top", box.docks_top), ("bottom", box.docks_bottom)):
        for dock in docks:
            dock.dock = where
    box.touch()


def rooms_for_peers(box: Box, width: int) -> tuple[int, int]:
    """How wide (px) a port with names may be on a card that is so wide, and one on the other side: on either side, if that is
    enough, else at the top, and none then."""
    top, bottom, attached, _ = _docks(box)
    either = width - 3 * GRID - max(_across(top), _across(bottom))
    if either >= LEAST_ROOM:
        return either, either - _across(attached)
    return width - 3 * GRID - _across([*top, *attached]), 0


def _docks(box: Box) -> tuple[list[Box], list[Box], list[Box], list[Box]]:
    """What is docked on a card: at the top, at the bottom, the attachments, the peerings."""
    moving = (ATTACHMENT, PEERS)
    every = (*box.docks_top, *box.docks_bottom)
    sides = [[one for one in docks if one.kind not in moving] for docks in (box.docks_top, box.docks_bottom)]
    return (
        sides[0],
        sides[1],
        [one for one in every if one.kind == ATTACHMENT],
        sorted((one for one in every if one.kind == PEERS), key=lambda one: one.id),
    )


def _across(docks: Sequence[Box]) -> int:
    return sum(dock.width + GRID for dock in docks)


class Grid(Area):
    """Cards and hubs in a grid of `count` columns, or (0) in one that grows outwards about `shape` times as wide as high.

    `steady` keeps cells when one more joins: ids choose them, but for no more boxes than may be put there `in_turn`.
    """

    boxes: Sequence[Box] = ()
    hubs: Sequence[Box] = ()
    cell: Cell = Cell(0, 0)
    count: int = 0
    shape: float = 1.6
    steady: bool = False
    in_turn: int = 0
    found: dict[str, tuple[int, int]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Give each box its cell, and the strips the room that links need."""
        self.between = BESIDE + self.more(BETWEEN)
        pitch = self.cell.width + self.between
        self.found = self.found or self._cells()
        everything = [(box, self.found[box.id]) for box in [*self.hubs, *self.boxes]]
        rows = max([row for _, (row, _) in everything], default=0) + 1
        wide = max([column + self._across(box) for box, (_, column) in everything], default=1)
        made: list[list[tuple[int, Box]]] = [[] for _ in range(rows)]
        for box, (row, column) in everything:
            made[row].append((column, box))
        for line in made:
            line.sort(key=lambda entry: entry[0])
        self.rows = [[box for _, box in line] for line in made]
        self.begins = [[column * pitch for column, _ in line] for line in made]
        self.columns = [(column * pitch - self.between, column * pitch) for column in range(1, wide)]
        self.row_height, self.lift = self.cell.height, self.cell.lift
        self.least = max(wide, self.count if self.steady else 0) * pitch - self.between
        self.left, self.right = PLAIN + self.more(LEFT), PLAIN + self.more(RIGHT)
        self._dock()
        self.gaps = [self._gap(number, rows) + self.more(number) for number in range(rows + 1)]
        for box in self.hubs:
            box.width = self._across(box) * pitch - self.between

    def _dock(self) -> None:
        """Attachments lead to the spokes' free row: below an even row, above an odd one."""
        for number, row in enumerate(self.rows):
            for box in row:
                if isinstance(box, Box):
                    dock_attachments(box, "top" if number % 2 else "bottom")

    def _gap(self, number: int, rows: int) -> int:
        """Spokes run in every second free row: each serves the row above it and the row below it."""
        spokes = any(dock.kind == ATTACHMENT for box in self.boxes for dock in (*box.docks_top, *box.docks_bottom))
        return BUS if spokes and (number % 2 or number == rows) else PLAIN

    def _across(self, box: Box) -> int:
        return max(1, ceil((box.space.rough[0] - self.cell.width) / (self.cell.width + BESIDE)) + 1)

    def _cells(self) -> dict[str, tuple[int, int]]:
        """The row and column of each box and hub, by id."""
        sizes = {box.id: self._across(box) for box in self.boxes}
        hubs = {box.id: self._across(box) for box in self.hubs}
        if self.count:
            order: Iterator[tuple[int, int]] = ((number // self.count, number % self.count) for number in range(1 << 20))
        else:
            order = outwards(self.shape * (self.cell.height + BUS) / (self.cell.width + BESIDE))
        if self.steady:
            return chosen_cells(hubs, sizes, order, chosen=len(sizes) > self.in_turn)
        cells = [next(order) for _ in range(sum(sizes.values()) + sum(hubs.values()))]
        rows, wide = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
        found: dict[str, tuple[int, int]] = {}
        taken: set[tuple[int, int]] = set()
        for number, (name, across) in enumerate(hubs.items()):
            at = (max(0, (rows - len(hubs)) // 2) + number, max(0, (wide - across) // 2))
            found[name] = at
            taken |= {(at[0], at[1] + step) for step in range(across)}
        return found | next_cells(sizes, cells, order, taken)


def size_of(cards: int, columns: int, cell: Cell) -> tuple[int, int]:
    """About how wide and high (px) a grid of so many cards in so many columns is."""
    rows = max(1, ceil(cards / columns))
    gaps = PLAIN + (rows // 2) * PLAIN + (rows - rows // 2) * BUS + (BUS - PLAIN if rows % 2 == 0 else 0)
    return columns * (cell.width + BESIDE) - BESIDE + 2 * PLAIN, rows * cell.height + gaps
