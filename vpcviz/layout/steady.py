"""Rows of many boxes that stay where they are when one more joins: cells, of which each box's own id chooses.

Cells are numbered outwards from the upper left corner, so that a place that needs more of them gets them at its right and lower
edge, and no cell ever changes its row or column. Boxes choose one after the other, and each goes through cells in an order of
its own. So one box more takes the cell of at most one other, which takes that of at most one other, and so on: a few of sixty
move, and fewer where the new one chooses last, as the VPC with the last address does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, log, sqrt
from typing import NamedTuple
from zlib import crc32

from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.channels import step_up

Cell = tuple[int, int]
"""Row and column."""

RATIO = 1.25
"""From one shape that the cells may have to the next."""


class Room(NamedTuple):
    """What is left free for links in an estate of many VPCs.

    `between` is what a cell is wider than its box (px), `growth` about how many times as wide links make a box with things in it,
    `usual` how many times as wide as the usual box a cell of like boxes is at least. `rows` is what stands between rows and beside
    them at least, `margin` at both ends of rows, `tracks` how many links a channel between rows always has room for.
    """

    between: int = 72
    growth: float = 1.1
    usual: float = 1.12
    rows: int = 96
    margin: int = 48
    tracks: int = 4


LOOSE = Room()
"""Where much leads from one VPC to another."""

TIGHT = Room(between=36, growth=1.0, usual=1.0, rows=36, margin=12, tracks=1)
"""On the map, where hubs and buses join VPCs, and what all call is said on them."""

FINE = 1.06
"""From one width that cells of like boxes may have to the next."""

SLACK = 1.15
"""Rows of boxes of many widths may be so many times as wide as on average."""

ALIKE = 1.15
"""Boxes whose widths differ by no more take one cell each; of others, narrow ones take few cells and wide ones many."""

SPARE = 5
"""For so many cells that are taken one stays free: then a box that has to move finds another soon."""

PROBES = 64
"""So many cells are looked at for each box; after that it gets new ones."""

FIRST, MORE, NEAR = 6.0, 1.12, 0.04
"""So many cells there are at first, then so many times as many, when a name says so, so near to that (as a share of it)."""


def steady_rows(boxes: Sequence[Box], aspect: float, *, chosen: bool = True, room: Room = LOOSE) -> tuple[list[list[Box]], int]:
    """Rows that are together about `aspect` times as wide as high, and the width of a cell (px); each box's `begin` is set.

    The widest boxes choose first, those of one width in the order given. Where nothing is `chosen`, each takes the next free cells.
    """
    for box in boxes:
        if not box.space.rough[0]:
            box.space.rough = (round(box.width * (room.growth if box.rows else 1)), box.above + box.height + box.below)
    widths, heights = (sorted(box.space.rough[side] for box in boxes) for side in (0, 1))
    most = len(boxes) * 4 // 5
    alike = widths[most] <= ALIKE * widths[len(boxes) // 5]
    if chosen and not alike:
        return _in_turn(boxes, aspect, step_up(heights[most] + room.between), room.between), step_up(widths[len(boxes) // 2] / 3)
    cell = _usual(widths, room) + room.between if alike else step_up(widths[len(boxes) // 2] / 3)
    across = {id(box): max(1, ceil((box.space.rough[0] + room.between / 2) / cell)) for box in boxes}
    grid = _Grid(outwards(steady_shape(aspect * (heights[most] + room.between) / cell)))
    needed = sum(across.values())
    grid.open(needed + (needed + SPARE // 2) // SPARE if chosen else needed)
    for box in sorted(boxes, key=lambda box: -across[id(box)]):
        grid.put(box, across[id(box)], chosen=chosen)
    rows: dict[int, list[Box]] = {}
    for (row, column), box in sorted(grid.found.items()):
        box.begin = column * cell
        rows.setdefault(row, []).append(box)
    return [rows[row] for row in sorted(rows)], cell


def steady_shape(shape: float) -> float:
    """The nearest of few shapes."""
    return float(RATIO ** round(log(shape, RATIO)))


def is_alike(widths: Iterable[int]) -> bool:
    """Whether most of the widths (px) differ little."""
    ordered = sorted(widths)
    return ordered[len(ordered) * 4 // 5] <= ALIKE * ordered[len(ordered) // 5]


def _usual(widths: Sequence[int], room: Room) -> int:
    """One of few widths (px) that holds nearly all of the sorted ones, which differ little."""
    return snap(FINE ** ceil(log(widths[len(widths) // 2] * room.usual, FINE)))


def _in_turn(boxes: Sequence[Box], aspect: float, height: int, between: int) -> list[list[Box]]:
    """Rows of boxes of many widths, about `height` px high each: every box goes to the end of a row that its id chooses of those
    with room. There are as many rows, and as much room in them, as the boxes up to that one need; so the last one moves none."""
    rows: list[list[Box]] = []
    used: list[int] = []
    total = 0
    for box in boxes:
        wide = snap(box.space.rough[0] + between)
        total += wide
        count = max(1, round(sqrt(total / (aspect * height))))
        while len(rows) < count:
            rows.append([])
            used.append(0)
        room = max(wide, total / len(rows) * SLACK)
        order = sorted(range(len(rows)), key=lambda row: crc32(b"%d " % row + box.id.encode()))
        row = next((row for row in order if used[row] + wide <= room), min(order, key=used.__getitem__))
        box.begin = used[row]
        rows[row].append(box)
        used[row] += wide
    return rows


def steady_middle(rows: int) -> int:
    """After how many of so many rows their hub stands: one of few numbers, so that one row more mostly leaves it where it is."""
    before, middle = 1, 1
    while middle * 2 + 1 < rows:
        before, middle = middle, before + middle
    return min(middle, rows)


class _Grid:
    """The cells that are open, by number, and which are taken."""

    def __init__(self, coming: Iterator[Cell]) -> None:
        self.coming = coming
        self.cells: list[Cell] = []
        self.known: set[Cell] = set()
        self.taken: set[Cell] = set()
        self.found: dict[Cell, Box] = {}

    def open(self, count: int) -> None:
        """Open cells until there are so many."""
        while len(self.cells) < count:
            cell = next(self.coming)
            self.cells.append(cell)
            self.known.add(cell)

    def put(self, box: Box, across: int, *, chosen: bool) -> Cell:
        """Give the box so many cells side by side: the first that it comes upon, or new ones."""
        for at in self._choices(box.id) if chosen else self.cells:
            if self._free(at, across):
                break
        else:
            at = self._new(across)
        self.found[at] = box
        self.taken |= _span(at, across)
        return at

    def _choices(self, name: str) -> Iterator[Cell]:
        for probe in range(PROBES):
            yield self.cells[_cell(crc32(b"%d " % probe + name.encode()), len(self.cells))]

    def _free(self, at: Cell, across: int) -> bool:
        return all(cell in self.known and cell not in self.taken for cell in _span(at, across))

    def _new(self, across: int) -> Cell:
        """The first cells to be opened that are wide enough together; in the first column a box may be wider than all."""
        while True:
            self.open(len(self.cells) + 1)
            row, column = self.cells[-1]
            start = (row, max(0, column - across + 1))
            if self._free(start, across):
                return start
            if column == 0 and not any(cell in self.taken for cell in _span((row, 0), across)) and not self._wide(across):
                return row, 0

    def _wide(self, across: int) -> bool:
        return any(column >= across - 1 for _, column in self.cells)


def next_cells(sizes: Mapping[str, int], cells: Sequence[Cell], coming: Iterator[Cell], taken: Iterable[Cell]) -> dict[str, Cell]:
    """The first free cell for each name of `sizes`, which tells how many side by side it takes.

    `cells` are open, `coming` are those that are opened where these do not do, `taken` are in use.
    """
    grid = _Grid(coming)
    grid.cells, grid.known, grid.taken = list(cells), set(cells), set(taken)
    return {name: grid.put(Box("", name), across, chosen=False) for name, across in sizes.items()}


def chosen_cells(
    hubs: Mapping[str, int], sizes: Mapping[str, int], coming: Iterator[Cell], *, chosen: bool = True
) -> dict[str, Cell]:
    """A cell for each name of `sizes`, which tells how many side by side it takes: one that the name chooses of those that are open
    by then, or (not `chosen`) the next. So the last one moves none. The `hubs` stand in the middle.

    Cells are opened many at once, when a name near to a round number says so: then one more among the first changes for few
    others how many cells there are to choose from.
    """
    grid = _Grid(coming)
    found = {name: grid.put(Box("", name), across, chosen=False) for name, across in hubs.items()}
    needed, limit = sum(hubs.values()), FIRST
    for name, across in sizes.items():
        needed += across
        says_so = crc32(name.encode()) % max(1, round(limit * NEAR)) == 0
        while needed > limit * (1 + NEAR) or (says_so and needed > limit * (1 - NEAR)):
            limit *= MORE
        if chosen:
            grid.open(ceil(limit * (1 + NEAR)))
        found[name] = grid.put(Box("", name), across, chosen=chosen)
    _to_the_middle(hubs, found, {**hubs, **sizes})
    return found


def _to_the_middle(hubs: Mapping[str, int], found: dict[str, Cell], sizes: Mapping[str, int]) -> None:
    """Let hubs change places with what stands in the middle: then a middle that moves on moves few others."""
    rows = max((row for row, _ in found.values()), default=0) + 1
    wide = max((column + sizes[name] for name, (_, column) in found.items()), default=1)
    for number, (name, across) in enumerate(hubs.items()):
        row, best = max(0, (rows - len(hubs)) // 2) + number, max(0, (wide - across) // 2)
        line = {other: column for other, (at, column) in found.items() if at == row and other != name}
        fits = [at for at in range(wide - across + 1) if not _cut(at, across, line, sizes)]
        if not fits or found[name][0] == row:
            continue
        at = min(fits, key=lambda at: (abs(at - best), at))
        home = found[name]
        for other, column in line.items():
            if at <= column < at + across:
                found[other] = (home[0], home[1] + column - at)
        found[name] = (row, at)


def _cut(at: int, across: int, line: Mapping[str, int], sizes: Mapping[str, int]) -> bool:
    """Whether something of a row stands on an edge of a stretch of cells, or that is where another hub is."""
    return any(column < edge < column + sizes[name] for name, column in line.items() for edge in (at, at + across))


def _span(at: Cell, across: int) -> set[Cell]:
    return {(at[0], at[1] + step) for step in range(across)}


def _cell(number: int, count: int) -> int:
    """One of `count` by a random number, so that of all numbers only one in `count` changes its choice when there is one more."""
    power = 1 << (count - 1).bit_length()
    return number % power if number % power < count else number % (power >> 1)


def outwards(shape: float) -> Iterator[Cell]:
    """Cells (row, column) in rings around the upper left corner that keep about `shape` columns for each row."""
    rows = columns = 1
    yield 0, 0
    while True:
        if (columns + 1) / rows / shape <= shape * (rows + 1) / columns:
            yield from ((row, columns) for row in range(rows))
            columns += 1
        else:
            yield from ((rows, column) for column in range(columns))
            rows += 1
