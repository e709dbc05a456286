"""What the containers of a map become: areas, with the sizes that each may have, chosen for a page's shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Connector, Drawing
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_grids import PLAIN, Cell
from vpcviz.layout.map_plots import GAP, STEADY, Option, Plots
from vpcviz.layout.map_said import list_of
from vpcviz.layout.map_shapes import USUAL, shapes
from vpcviz.layout.map_slicing import MOST_ITEMS, Cut, slicings
from vpcviz.layout.widgets import shelves
from vpcviz.model import resources as r

HUB_SIDE = 36
"""What is free beside a region's hubs, where the ways of all spokes meet (px)."""

FOOT = 48
"""Between the key and the list of peerings beside it (px)."""

LADDER = (1, 2, 4, 7, 12, 20, 32, 50, 80)
"""The columns that accounts of one region have together: few numbers, so that one VPC more mostly leaves them."""

STEPS = (1, 3, 13, 50, 140, 400, 1100, 3000)
"""Up to so many VPCs have the columns of the same place in the ladder."""

SMALL_SHAPE = 1.0
"""The shape that a small region of a large estate comes near to."""

SMALL_REGION = 0.12
"""A region of no more than this share of all VPCs may be arranged anew when one joins it."""

SMALL = 0.5
"""Accounts whose share of the columns is less than this stand on one another."""


class Regions(Plots):
    """Makes the areas of a drawing's containers."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        self.between: dict[int, list[tuple[Connector, int, int]]] = {}
        self.homes = dict(self._homes(drawing.containers.cloud, ()))
        self.beside: list[Box] = []
        for connector in drawing.connectors:
            self._stand(connector)
        self.shapes: dict[int, float] = {}
        if self.cell:
            leaves = [one for one in self._leaves(drawing.containers.cloud) if len(one.packed) >= STEADY]
            found = shapes(leaves, len(drawing.network.vpcs), self.cell, self.reduction)
            self.shapes = {id(leaf): shape for leaf, shape in zip(leaves, found, strict=True)}

    def _leaves(self, container: Container) -> Iterator[Container]:
        """The containers whose VPCs stand in one grid; none where accounts share a region."""
        if self._in_columns(container) or container.meshes:
            return
        if container.packed and not container.children:
            yield container
        for child in container.children:
            yield from self._leaves(child)

    # --- what joins two things ---

    def _homes(self, container: Container, path: tuple[Container, ...]) -> Iterator[tuple[int, tuple[Container, ...]]]:
        """By box: the containers that hold it, outside in."""
        path = (*path, container)
        for box in (*container.above, *container.packed, *container.hubs, *container.below, *container.chips):
            yield id(box), path
        for child in (*container.meshes, *container.children):
            yield from self._homes(child, path)

    def _stand(self, connector: Connector) -> None:
        """Between the two parts of the innermost container that holds both ends; below all in it where both are in one part."""
        ends = [self.drawing.drawn.get(end) for end in connector.ends]
        paths = [self.homes.get(id(end.parent if end.dock and end.parent else end), ()) if end else () for end in ends]
        common = [a for a, b in zip(*paths, strict=False) if a is b]
        connector.box.adopt()
        if not common:
            self.beside.append(connector.box)
            return
        inner = common[-1]
        parts = [path[len(common)] if len(path) > len(common) else None for path in paths]
        numbers = [inner.children.index(part) if part in inner.children else -1 for part in parts if part is not None]
        if len(numbers) == 2 and -1 not in numbers and not self._in_columns(inner):
            self.between.setdefault(id(inner), []).append((connector, numbers[0], numbers[1]))
        else:
            inner.below.append(connector.box)

    def _in_columns(self, container: Container) -> bool:
        return container.box.kind == "region" and bool(container.children)

    # --- areas ---

    def options_of_all(self) -> list[Option]:
        """The sizes that the AWS Cloud may have, the one first that makes the text largest on a page."""
        return sorted(
            self.options(self.drawing.containers.cloud), key=lambda one: (self.reduction(one.width, one.height), one.width)
        )

    def whole(self, cloud: Option, said: Sequence[r.Peering] = ()) -> Area:
        """The area of the whole picture, with a list of the peerings that are said."""
        rows: list[list[Box | Area]] = []
        upper = [*self.drawing.outside, *self.beside]
        for row in shelves([self.ready(box) for box in upper], cloud.width, GAP):
            rows.append([Area([[*row]], free=[0, 0], apart=GAP, centred=True)])
        rows.append([cloud.make()])
        foot: list[Box | Area] = [self.ready(self.drawing.foot)] if self.drawing.foot is not None else []
        if said:
            room = cloud.width - sum(one.width + FOOT for one in foot)
            foot.append(self.ready(list_of(self.drawing.network, said, room)))
        if foot:
            rows.append([Area([foot], free=[0, 0], apart=FOOT)])
        free = [PLAIN if upper else 0, *[GAP] * len(rows)]
        return Area(rows, free=free, edge=GAP if upper else 0)

    def options(self, container: Container) -> list[Option]:
        """The sizes that a container's area may have, with its frame, what stands above its VPCs, and what below."""
        return [self._framed(container, inner) for inner in self._inner(container)]

    def _framed(self, container: Container, inner: Option | None) -> Option:
        width = inner.width if inner else 0

        def make() -> Area:
            rows: list[list[Box | Area]] = [
                [*row] for row in shelves([self.ready(b) for b in container.above], max(width, 600), GAP)
            ]
            rows += [[inner.make()]] if inner else []
            chips = [self.ready(chip) for chip in container.chips]
            beside = container.box.visible and container.box.title_width + sum(chip.width + PLAIN for chip in chips) < max(
                width, 300
            )
            last = [*sorted(container.below, key=lambda b: (b.kind, b.id)), *([] if beside else chips)]
            edge = 0 if inner and not self._has_own_sides(container) else PLAIN
            for row in shelves([self.ready(box) for box in last], max(width, 400), GAP):
                rows.append([*row] if edge else [Area([[*row]], free=[0, 0], edge=PLAIN)])
            frame = container.box if container.box.visible else None
            free = [edge and edge + PLAIN, *[GAP if edge else PLAIN // 2] * len(rows)]
            return Area(rows, frame, free=free, edge=edge, chips=chips if beside else [])

        area = make()
        size(area)
        return Option(area.width, area.height, make)

    def _has_own_sides(self, container: Container) -> bool:
        return bool(container.children or container.meshes or container.above)

    def _inner(self, container: Container) -> Sequence[Option | None]:
        if self._in_columns(container):
            return self._together(container) or [self._columns(container)]
        parts = [self.options(child) for child in container.children]
        own = self.grids(container.packed, container.hubs, self.shapes.get(id(container), USUAL))
        if container.meshes and not self.few:
            return [self.blocks(container)]
        parts += [self.grids(mesh.packed, mesh.hubs) for mesh in container.meshes]
        parts += [own] if own else []
        if not parts:
            return [None]
        return own if len(parts) == 1 and own else self._sliced(container, parts)

    def _sliced(self, container: Container, parts: Sequence[Sequence[Option]]) -> list[Option]:
        joining = self.between.get(id(container), [])

        def of(one: frozenset[int], other: frozenset[int]) -> list[Box]:
            return [c.box for c, a, b in joining if (a in one and b in other) or (b in one and a in other)]

        def between(one: frozenset[int], other: frozenset[int], beside: bool) -> tuple[int, int]:
            boxes = [self.ready(box) for box in of(one, other)]
            if not boxes:
                return 0, 0
            wide, high = [box.width for box in boxes], [box.height for box in boxes]
            space = GAP * (len(boxes) - 1)
            return (max(wide), sum(high) + space) if beside else (sum(wide) + space, max(high))

        def build(cut: Cut) -> Area:
            if not cut.parts:
                return parts[next(iter(cut.items))][cut.choice].make()
            inner: list[Box | Area] = [build(part) for part in cut.parts]
            boxes = of(cut.parts[0].items, cut.parts[1].items) if len(cut.parts) == 2 else []
            if boxes:
                rows: list[list[Box | Area]] = [[box] for box in boxes] if cut.beside else [[*boxes]]
                inner.insert(1, Area(rows, free=[0, *[GAP] * (len(rows) - 1), 0], apart=GAP, centred=True))
            if cut.beside:
                return Area([inner], free=[0, 0], apart=GAP)
            return Area([[one] for one in inner], free=[0, *[GAP] * (len(inner) - 1), 0], apart=GAP)

        sizes = [[(one.width, one.height) for one in options] for options in parts]
        return [Option(cut.width, cut.height, lambda cut=cut: build(cut)) for cut in slicings(sizes, GAP, between)]  # type: ignore[misc]

    # --- accounts of one region ---

    def _together(self, container: Container) -> list[Option]:
        """A few accounts with their hubs, cut in all ways; none where one VPC more is to move few of many."""
        count = sum(len(child.packed) for child in container.children) + len(container.packed)
        most = len(self.drawing.network.vpcs) * SMALL_REGION
        if len(container.children) + len(container.hubs) + bool(container.packed) > MOST_ITEMS or not (self.few or count <= most):
            return []
        cell = self.cell_for([box for child in container.children for box in child.packed], [])
        parts: list[Sequence[Option]] = []
        for child in container.children:
            counts = range(1, max(1, len(child.packed)) + 1)
            grids = [self.grid(child.packed, child.hubs, cell, number) for number in counts] if child.packed else [None]
            parts.append([self._framed(child, grid) for grid in grids])
        parts += [self._alone(hub) for hub in container.hubs]
        own = self.grids(container.packed, [])
        parts += [own] if own else []
        found = self._sliced(container, parts)
        return found if self.few else [min(found, key=lambda one: (abs(log(one.width / one.height / SMALL_SHAPE)), one.width))]

    def _alone(self, hub: Box) -> list[Option]:
        self.ready(hub)
        width, height = hub.width, hub.above + hub.height + hub.below

        def make() -> Area:
            return Area([[hub]], free=[0, 0], centred=True)

        return [Option(width, height, make)]

    def _columns(self, container: Container) -> Option:
        """Accounts side by side, each as many columns wide as its share of the VPCs asks for and growing downwards, with the
        region's hubs between them."""
        counts = [max(1, len(child.packed)) for child in container.children]
        total = sum(counts)
        wide = next((columns for columns, most in zip(LADDER, STEPS, strict=False) if total <= most), LADDER[-1])
        shares = [count * wide / total for count in counts]
        large = [number for number, share in enumerate(shares) if share >= SMALL]
        small = [number for number, share in enumerate(shares) if share < SMALL]
        stacks: list[list[tuple[int, int]]] = [[(number, max(1, round(shares[number])))] for number in large]
        if small:
            lanes = max(1, round(sum(shares[number] for number in small)))
            stacks += [[(number, 1) for number in small[lane::lanes]] for lane in range(lanes)]
        cell = self.cell_for([box for child in container.children for box in child.packed], [])
        widths = [max(count for _, count in stack) for stack in stacks]
        middle = min(range(len(stacks) + 1), key=lambda at: (abs(2 * sum(widths[:at]) - sum(widths)), at))
        hubs = [self.ready(hub) for hub in container.hubs]
        own = self.grids(container.packed, [])

        def make() -> Area:
            row: list[Box | Area] = [self._stack(container, stack, cell) for stack in stacks]
            if hubs:
                row.insert(middle, Area([[hub] for hub in hubs], free=[0, *[GAP] * (len(hubs) - 1), 0], centred=True))
            row += [own[0].make()] if own else []
            return Area([row], free=[0, 0], apart=HUB_SIDE if hubs else GAP)

        area = make()
        size(area)
        return Option(area.width, area.height, make)

    def _stack(self, container: Container, stack: Sequence[tuple[int, int]], cell: Cell) -> Area:
        """Accounts on one another, each of so many columns."""
        rows: list[list[Box | Area]] = []
        for number, count in stack:
            child = container.children[number]
            grid = self.grid(child.packed, child.hubs, cell, count) if child.packed or child.hubs else None
            rows.append([self._framed(child, grid).make()])
        return Area(rows, free=[0, *[GAP] * (len(rows) - 1), 0])
