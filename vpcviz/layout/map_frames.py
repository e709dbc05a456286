"""Containers of a map around what is in them: their frames, what stands above and below, and parts cut across and down."""

from __future__ import annotations

from collections.abc import Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Connector, Drawing
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_grids import PLAIN
from vpcviz.layout.map_joints import Joints
from vpcviz.layout.map_plots import GAP, Option, Plots
from vpcviz.layout.map_slicing import Cut, slicings
from vpcviz.layout.widgets import shelves


class Frames(Plots):
    """Makes the frames of containers. `between` is, by container, what joins two parts of it."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        self.between: dict[int, list[tuple[Connector, int, int]]] = {}

    def framed(self, container: Container, inner: Option | None) -> Option:
        """The option of a container's area, given that of what is in it: its frame, what stands above its VPCs, and what below."""
        around = self._around(container, inner, inner.outline() if inner else None)
        size(around)
        return Option(around.width, around.height, lambda: self._around(container, inner, inner.make() if inner else None))

    def _around(self, container: Container, inner: Option | None, content: Area | None) -> Area:
        width = inner.width if inner else 0
        rows: list[list[Box | Area]] = [[*row] for row in shelves([self.ready(b) for b in container.above], max(width, 600), GAP)]
        rows += [[content]] if content else []
        chips = [self.ready(chip) for chip in container.chips]
        titles = container.box.title_width + sum(chip.width + PLAIN for chip in chips)
        beside = container.box.visible and titles < max(width, 300)
        last = [*sorted(container.below, key=lambda b: (b.kind, b.id)), *([] if beside else chips)]
        edge = 0 if inner and not self._has_own_sides(container) else PLAIN
        for row in shelves([self.ready(box) for box in last], max(width, 400), GAP):
            rows.append([*row] if edge else [Area([[*row]], free=[0, 0], edge=PLAIN)])
        frame = container.box if container.box.visible else None
        top = edge + PLAIN if edge and container.box.kind != "cloud" else edge
        free = [top, *[GAP if edge else PLAIN // 2] * len(rows)]
        return Area(rows, frame, free=free, edge=edge, chips=chips if beside else [])

    def _has_own_sides(self, container: Container) -> bool:
        return bool(container.children or container.meshes or container.above)

    def sliced(self, container: Container, parts: Sequence[Sequence[Option]]) -> list[Option]:
        """The ways in which parts of a container lie together, with what joins them."""
        joints = Joints(self.between.get(id(container), []), self.ready)

        def build(cut: Cut, guests: dict[int, list[Box]]) -> Area:
            if not cut.parts:
                return parts[next(iter(cut.items))][cut.choice].make()
            boxes = joints.of(*cut.parts)
            host = joints.host(cut) if boxes and cut.beside else None
            if host is not None:
                guests.setdefault(id(host), []).extend(boxes)
                boxes = []
            boxes = [*boxes, *guests.get(id(cut), [])]
            inner: list[Box | Area] = [build(part, guests) for part in cut.parts]
            if boxes:
                rows: list[list[Box | Area]] = [[box] for box in boxes] if cut.beside else [[*boxes]]
                inner.insert(1, Area(rows, free=[0, *[GAP] * (len(rows) - 1), 0], apart=GAP, centred=True))
            if cut.beside:
                return Area([inner], free=[0, 0], apart=GAP)
            return Area([[one] for one in inner], free=[0, *[GAP] * (len(inner) - 1), 0], apart=GAP)

        sizes = [[(one.width, one.height) for one in options] for options in parts]
        cuts = slicings(sizes, GAP, joints.room, every=self.drawing.options.page is not None)
        return [Option(cut.width, cut.height, lambda cut=cut: build(cut, {})) for cut in cuts]  # type: ignore[misc]
