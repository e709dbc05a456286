"""What the containers of a map become: areas, with the sizes that each may have, chosen for a page's shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Connector, Drawing
from vpcviz.layout.map_accounts import Accounts
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_grids import PLAIN
from vpcviz.layout.map_listed_peerings import peering_list
from vpcviz.layout.map_plots import GAP, STEADY, Option
from vpcviz.layout.map_shapes import USUAL, shapes
from vpcviz.layout.widgets import shelves
from vpcviz.model import resources as r

FOOT = 48
"""Between the key and the list of peerings beside it (px)."""

TITLE = 480
"""So much room (px) is left for the title where the list stands beside what is outside."""


class Regions(Accounts):
    """Makes the areas of a drawing's containers."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
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
        upper = [self.ready(box) for box in (*self.drawing.outside, *self.beside)]
        key = self._key(cloud.width)
        foot: list[Box | Area] = [self.ready(key)] if key is not None else []
        above = self._beside_outside(said, upper, cloud.width)
        for row in shelves(upper, cloud.width, GAP):
            rows.append([Area([[*row, *above]], free=[0, 0], apart=GAP, centred=True)])
        inner = cloud.make()
        size(inner)
        rows.append([inner])
        if said and not above:
            room = inner.width - sum(one.width + FOOT for one in foot)
            foot.append(self.ready(peering_list(self.drawing.network, said, room)))
        if foot:
            rows.append([Area([foot], free=[0, 0], apart=FOOT)])
        free = [PLAIN if upper else 0, *[GAP] * (len(rows) - 1), 0 if foot else GAP]
        return Area(rows, free=free, edge=GAP if upper else 0)

    def _key(self, width: int) -> Box | None:
        """What stands below the AWS Cloud, no wider than that (px) is."""
        key, make = self.drawing.foot, self.drawing.view.foot
        return make(self.drawing, width) if key is not None and make is not None and key.width > width else key

    def _beside_outside(self, said: Sequence[r.Peering], upper: Sequence[Box], width: int) -> list[Box]:
        """The list of peerings, where it finds room beside what is outside the AWS Cloud, and the title."""
        room = width - sum(box.width + GAP for box in upper) - TITLE
        if not said or not upper or room < TITLE:
            return []
        told = self.ready(peering_list(self.drawing.network, said, room))
        return [told] if told.width <= room and told.height <= max(box.height for box in upper) + FOOT else []

    def options(self, container: Container) -> list[Option]:
        """The sizes that a container's area may have, with its frame, what stands above its VPCs, and what below."""
        return [self.framed(container, inner) for inner in self._inner(container)]

    def _inner(self, container: Container) -> Sequence[Option | None]:
        if self._in_columns(container):
            return self.accounts(container)
        areas = [self.options(child) for child in container.children]
        own = self.grids(container.packed, container.hubs, self.shapes.get(id(container), USUAL))
        if container.meshes and not self.few:
            return self.blocks(container)
        areas += [self.grids(mesh.packed, mesh.hubs) for mesh in container.meshes]
        areas += [own] if own else []
        if not areas:
            return [None]
        return own if len(areas) == 1 and own else self.sliced(container, areas)
