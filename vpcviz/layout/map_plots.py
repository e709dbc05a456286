"""Grids of cards and blocks of meshes on the map, with the sizes that they may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from typing import NamedTuple

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_grids import OUT, Cell, Grid, cell_of, size_of, steady_cell
from vpcviz.layout.map_peers import STAR
from vpcviz.layout.map_shapes import USUAL, blocks_shape
from vpcviz.layout.map_usual import UsualNumbers
from vpcviz.layout.measuring import measure
from vpcviz.layout.steady import outwards

GAP = 24
"""What is free between areas, and along the edge of what holds them (px)."""

PAGE_SHAPES = tuple(0.35 * 1.12**step for step in range(25))
"""Width / height that a grid of many VPCs may have for a page that was asked for."""

MOST_STARS = 2
"""So many VPCs that are peered with most of their place stand in its middle, as hubs do."""

STEADY = 8
"""So many VPCs of one place choose their cells by id, where the estate is a large one."""

SMALL_MESH = 24
"""The VPCs of a mesh of no more than so many stand in turn."""

OUTER = (50, 190, 60)
"""About what is around the AWS Cloud (px): beside it, above and below it with title and legend, and around what is outside."""


class Option(NamedTuple):
    """A size that an area may have (px), and how it is made. In a large estate: for as many VPCs as that is arranged for."""

    width: int
    height: int
    make: Callable[[], Area]

    def outline(self) -> Area:
        """An area of that size with nothing in it."""
        return Area([], free=[self.height], least=self.width)


class Plots:
    """Makes the grids of a drawing's VPCs."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.few = drawing.few
        self.exact = drawing.few or drawing.options.page is not None
        """Whether what is there decides alone: a map for a page that was asked for has that page's shape."""
        every = [box for box in drawing.drawn.values() if box.kind == "vpc"]
        self.degree = Counter(id(drawing.drawn[end]) for link in drawing.links for end in link.ends or ())
        self.bundles = {link.bundle for link in drawing.links}
        self.numbers = UsualNumbers(drawing.network)
        self.cell: Cell | None = None
        if every and not self.few:
            self.cell = steady_cell(every, out=OUT if drawing.network.peerings else 0)
            for box in every:
                box.width = max(box.width, self.cell.width)

    def usual(self, boxes: Sequence[Box]) -> int:
        """How many VPCs a place is arranged for that holds these: of few, and for a page, as many as there are."""
        return len(boxes) if self.exact else self.numbers.of(boxes)

    def reduction(self, width: float, height: float) -> float:
        """How much smaller the picture gets when it is fitted to a page (as a logarithm); of two alike the smaller counts."""
        upper = max([0, *(box.height + OUTER[2] for box in self.drawing.outside)])
        wide, high = (width + OUTER[0]) / self.drawing.options.shape, height + OUTER[1] + upper
        return max(log(wide), log(high)) + 0.1 * (log(wide) + log(high))

    @staticmethod
    def ready(box: Box) -> Box:
        """The box, measured."""
        box.adopt()
        measure(box)
        return box

    def grids(self, boxes: Sequence[Box], hubs: Sequence[Box], shape: float = USUAL) -> list[Option]:
        """Cards with their hubs among them: of few VPCs in any number of columns, of many in steady ones."""
        if not boxes and not hubs:
            return []
        stars = [box for box in boxes if self._is_star(box, len(boxes))][:MOST_STARS]
        boxes, hubs = [box for box in boxes if box not in stars], [*hubs, *stars]
        cell = self.cell_for(boxes, hubs)
        if not self.exact:
            return [self.grid(boxes, hubs, cell, 0, shape)]
        if self.few:
            made = (self.grid(boxes, hubs, cell, count) for count in range(1, len(boxes) + len(hubs) + 1))
        else:
            made = (self.grid(boxes, hubs, cell, 0, tried) for tried in PAGE_SHAPES)
        found: dict[tuple[int, int], Option] = {}
        for option in made:
            found.setdefault((option.width, option.height), option)
        return [found[key] for key in sorted(found)]

    def _is_star(self, box: Box, count: int) -> bool:
        """Whether a VPC stands in the middle of those of its place; of many, it has a line to each of them."""
        if self.few:
            return self.degree.get(id(box), 0) >= max(STAR, (count - 1) / 2)
        return f"peering:{box.id}" in self.bundles

    def cell_for(self, boxes: Sequence[Box], hubs: Sequence[Box]) -> Cell:
        """The cell of these boxes: in a large estate that of all VPCs, so that no card changes it for others."""
        own = cell_of(boxes, hubs)
        if self.cell is None or not boxes:
            return own
        return Cell(self.cell.width, max(own.height, self.cell.height), max(own.lift, self.cell.lift))

    def grid(
        self, boxes: Sequence[Box], hubs: Sequence[Box], cell: Cell, count: int, shape: float = USUAL, *, mesh: bool = False
    ) -> Option:
        """Cards with their hubs in so many columns, or (0) in a grid that grows outwards in a shape."""
        steady = not self.few and len(boxes) >= STEADY
        in_turn = SMALL_MESH if mesh else 0
        found: dict[str, tuple[int, int]] = {}

        def make() -> Grid:
            return Grid(
                boxes=boxes,
                hubs=hubs,
                cell=cell,
                count=count,
                shape=shape,
                steady=steady,
                in_turn=in_turn,
                found=found,
            )

        if count and not self.few:
            return Option(*size_of(self.usual(boxes) + len(hubs), count, cell), make)
        area = make()
        size(area)
        found |= area.found  # cells are chosen once
        return Option(area.width, area.height, make)

    def blocks(self, container: Container) -> list[Option]:
        """Meshes, the largest first, and the other VPCs: blocks in a grid that grows outwards; for a page in many shapes."""
        order = sorted(container.meshes, key=lambda mesh: -round(log(len(mesh.packed), 1.5)))
        total, largest = len(self.drawing.network.vpcs), order[0]
        cell = self.cell_for(largest.packed, largest.hubs)
        tried = [self.grid(largest.packed, largest.hubs, cell, count, mesh=True) for count in range(1, len(largest.packed) + 2)]
        sizes = [(one.width + GAP, one.height + GAP) for one in tried]
        inside = sum(len(mesh.packed) for mesh in order)
        if not self.exact:
            choice, shape = blocks_shape(sizes, len(largest.packed), inside, total, self.reduction)
            return [self._in_blocks(self._meshes(container, order, choice + 1), outwards(shape))]
        found: dict[tuple[int, int], Option] = {}
        for choice in range(len(sizes)):
            chosen = self._meshes(container, order, choice + 1)
            wide, high = sizes[choice]
            rows = [iter([divmod(number, count) for number in range(len(chosen))]) for count in range(1, len(chosen) + 1)]
            for cells in (*rows, *(outwards(shape * high / wide) for shape in PAGE_SHAPES)):
                option = self._in_blocks(chosen, cells, about=True)
                found.setdefault((option.width, option.height), option)
        return [found[key] for key in sorted(found)]

    def _meshes(self, container: Container, order: Sequence[Container], columns: int) -> list[Option]:
        """Meshes in so many columns, and the other VPCs."""
        made = [self.grid(mesh.packed, mesh.hubs, self.cell_for(mesh.packed, mesh.hubs), columns, mesh=True) for mesh in order]
        return made + (self.grids(container.packed, container.hubs)[:1] if container.packed or container.hubs else [])

    @staticmethod
    def _in_blocks(chosen: Sequence[Option], cells: Iterator[tuple[int, int]], *, about: bool = False) -> Option:
        """Blocks in the next of `cells` (row, column) each; how large they are together is known `about` without their cards."""
        wide = max(one.width for one in chosen) + GAP
        placed = sorted((next(cells), number) for number in range(len(chosen)))
        rows: dict[int, list[tuple[int, int]]] = {}
        for (row, column), number in placed:
            rows.setdefault(row, []).append((column, number))

        def made(*, whole: bool) -> Area:
            lines = [[chosen[number].make() if whole else chosen[number].outline() for _, number in line] for line in rows.values()]
            begins = [[column * wide for column, _ in line] for line in rows.values()]
            return Area([[*line] for line in lines], free=[0, *[GAP] * (len(lines) - 1), 0], begins=begins)

        area = made(whole=not about)
        size(area)
        return Option(area.width, area.height, lambda: made(whole=True))
