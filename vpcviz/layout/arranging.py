"""Where everything stands: VPCs and hubs in rows, accounts and regions packed for a page's shape, connectors between their ends."""

from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from vpcviz.layout import neighbours
from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import WIDE_CELL
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.floorplan import MOST_CUT, Node, leaves
from vpcviz.layout.gaps import Partners, above_a_lower_cell, into_free_rows, into_gaps, into_row_above
from vpcviz.layout.leaving import common_of
from vpcviz.layout.measuring import measure
from vpcviz.layout.neighbours import APART, NEAR, WIDENED, hub_row, names_beside, only_leads_to, row_in, rows_of, spare_shelves
from vpcviz.layout.packing import FEW, rows_for
from vpcviz.layout.places import Places
from vpcviz.layout.steady import LOOSE, TIGHT, steady_rows
from vpcviz.layout.widgets import shelves
from vpcviz.model import resources as r
from vpcviz.scene.paper import SHAPE

NARROW = 900
"""Rows of small things may be so wide (px), however narrow what they stand with is."""

MESH_SHAPE = 1.3
"""About the width / height of the VPCs of a mesh, whatever the shape of what they stand in."""


class Rows(NamedTuple):
    """A plan of a container: what stands above its hubs, and what below them."""

    before: Node | None
    after: Node | None


class Arranger:
    """Arranges the boxes of a drawing, again and again for the shapes that are tried."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.few = drawing.few
        self.room = LOOSE if drawing.view.shows_inside else TIGHT
        self.cloud = drawing.containers.cloud
        self.places = None if drawing.few else Places(drawing, self.room)
        self.canvas = Box("canvas", "", visible=False, pad=0, close=drawing.few, row_gap=NEAR if drawing.few else APART)

    def containers(self) -> list[Container]:
        """All containers of accounts and regions, outside in."""
        found = [self.cloud]
        for container in found:
            found += container.children
        return found

    def tree(self, outer: float, inner: float) -> Box:
        """The tree of boxes: accounts packed for a shape of about `outer` (width / height, on a page that is 1.6 times as wide as
        high), what is in them for `inner`."""
        turned = self.drawing.options.shape / SHAPE
        self._fill(self.cloud, outer * turned, inner * turned)
        return self._whole()

    def planned(self, plan: Rows) -> Box:
        """The tree of boxes as a plan of the cloud has it."""
        self._fill_planned(self.cloud, plan)
        return self._whole()

    def _whole(self) -> Box:
        self.canvas.rows = []
        upper: list[Box] = list(self.drawing.outside)
        self.canvas.rows = [row for row in (upper, [self.cloud.box]) if row]
        self._settle_rows(self.canvas, {id(box) for box in upper})
        self._insert_connectors()
        if self.drawing.foot is not None:
            self.canvas.rows = [*self.canvas.rows, [self.drawing.foot]]
        self.canvas.adopt()
        return self.canvas

    def _fill(self, container: Container, aspect: float, inner: float) -> None:
        lanes = self._lanes(container, inner)
        for child in (*container.meshes, *container.children):
            shape = MESH_SHAPE if child in container.meshes else inner
            self._fill(child, shape, shape)
            child.box.adopt()
            measure(child.box)
        self._prepare(container)
        packed = self._packed(container, aspect)
        named = names_beside(container) if self.few else []
        loose = [box for box in container.below if box not in named]
        beside = loose if self.few and container is self.cloud and container.children else []
        children = self._children(container, aspect, beside, lanes)
        loose = [] if beside else loose
        if self.few:
            loose = into_gaps(packed + children, loose, container.chips, self.partners)
        inside = packed + children if self.few else packed
        middle = self.places.middle(inside) if self.places and container.box.steady else -(-len(inside) // 2)
        self._stack(container, inside[:middle], inside[middle:], loose, children)

    def _fill_planned(self, container: Container, plan: Rows) -> None:
        things = self.things(container)
        homes = {id(child.box): child for child in (*container.meshes, *container.children)}
        for node in (plan.before, plan.after):
            for leaf in leaves(node) if node is not None else ():
                if isinstance(leaf.choice, Rows):
                    child = homes[id(things[leaf.number])]
                    self._fill_planned(child, leaf.choice)
                    child.box.adopt()
                    measure(child.box)
        self._prepare(container)
        before, after = ([] if node is None else rows_of(node, things) for node in (plan.before, plan.after))
        for row in (*before, *after):
            for cell in row:
                cell.adopt()
                measure(cell)
        placed = {id(box) for box in (*things, *names_beside(container))}
        loose = [box for box in container.below if id(box) not in placed]
        loose = into_gaps(before, loose, container.chips, self.partners)
        chips = [box for box in loose if box in container.chips]
        loose = into_gaps(after, [box for box in loose if box not in chips], chips, self.partners)
        self._stack(container, before, after, loose, [])

    def things(self, container: Container) -> list[Box]:
        """What a plan of a container gives places to: its VPCs, meshes, containers, and names that may stand anywhere."""
        beside = names_beside(container)
        loose = sorted((box for box in container.below if box not in beside), key=lambda box: (box.kind, box.id))
        if not (container is self.cloud and container.children):
            anywhere = [box for box in loose if box.anywhere or only_leads_to(box, self.drawing.outside, self.partners)]
            loose = anywhere if len(anywhere) == len(loose) else []  # what links lead down to needs the row below all
        children = sorted(container.children, key=self._is_foreign)  # beside what is known, whose tables are on the right
        found = [*(mesh.box for mesh in container.meshes), *container.packed, *(child.box for child in children)]
        return [*found, *loose] if len(found) + len(loose) <= MOST_CUT else found

    def _is_foreign(self, container: Container) -> bool:
        """Whether a container holds only VPCs that were not read."""
        vpcs = [self.drawing.network.get(box.id, r.Vpc) for one in (container, *container.children) for box in one.packed]
        return bool(vpcs) and all(vpc is not None and vpc.foreign for vpc in vpcs)

    def _prepare(self, container: Container) -> None:
        """Set what is between the things in a container, and measure its VPCs and hubs."""
        gap = NEAR if self.few else APART
        container.box.row_gap, container.box.column_gap = gap, gap
        container.box.steady, container.box.close = 0, self.few
        if not self.few:  # room for links beyond what they need, so that one VPC more moves nothing
            container.box.row_gap = self.room.rows
            container.box.column_gap = self.room.rows // 2
            container.box.room = (self.room.margin, self.room.tracks)
            container.box.level = container is not self.cloud
        for box in [*container.packed, *container.hubs, *(box for box in container.above if box.rows)]:
            box.adopt()
            measure(box)
        for hub in container.hubs:
            hub.tall = self.places.reserve.hub(hub) if self.places else 0

    @cached_property
    def partners(self) -> Partners:
        """By box: what it is linked to."""
        found: dict[int, list[Box]] = {}
        for link in self.drawing.links:
            found.setdefault(id(link.source), []).append(link.target)
            found.setdefault(id(link.target), []).append(link.source)
        return found

    def _joining_room(self, boxes: Sequence[Box]) -> int:
        """How wide (px) what joins these to other things is, where it is to stand beside them."""
        ids = {box.id for box in boxes}
        joining = [connector.box for connector in self.drawing.connectors if connector.ends[0] in ids]
        return sum(box.width + NEAR for box in joining)

    def _stack(
        self, container: Container, before: list[list[Box]], after: list[list[Box]], loose: list[Box], children: list[list[Box]]
    ) -> None:
        """Give a container its rows: those before its hubs, the hubs, those after, and what stands below all."""
        gap = NEAR if self.few else APART
        above = list(container.above)
        if above and self.few and above_a_lower_cell(before, above, self._joining_room(above)):
            above = []
        rows: list[list[Box]] = [above] if above else []
        rows += before
        if container.hubs:
            rows.append(hub_row(container) if self.few and container.box.close else list(container.hubs))
            self._dock_to_hub(before, "bottom")
            self._dock_to_hub(after, "top")
        rows += after
        rows += [] if self.few else children
        container.box.foot = len(rows) - 1
        width = round(max([NARROW, *(sum(b.width + gap for b in row) for row in rows)]) * (WIDENED if self.few else 1))
        below = shelves(sorted(loose, key=lambda b: (b.kind, b.id)), width, gap)
        rows += below
        rows += [] if self.few else shelves(container.chips, width)
        container.box.rows = rows
        if container.meshes and not container.box.steady:
            container.box.steady = WIDE_CELL + 1
        few = len(container.packed) + len(container.children) <= FEW and not container.meshes
        container.box.centre_rows = few and self.few  # centred, a row that grows would move all
        self._settle_rows(container.box, {id(b) for row in [above, *below] for b in row})
        if not rows:
            container.box.height, container.box.width = 60, max(216, container.box.least_width + 24)

    def _lanes(self, container: Container, shape: float) -> list[list[Container]]:
        """The accounts of a region side by side, where VPCs are many."""
        several = self.places is not None and container.box.kind == "region" and bool(container.children)
        return self.places.settle(container, shape) if several and self.places else []

    def _children(
        self, container: Container, aspect: float, beside: Sequence[Box], lanes: Sequence[Sequence[Container]]
    ) -> list[list[Box]]:
        """The rows of the boxes that a container holds; a region's accounts stay where they are when one VPC gets larger."""
        if lanes and self.places:
            container.box.steady, container.box.level = WIDE_CELL + 1, True
            return [self.places.level(container, lanes)]
        boxes = [*(child.box for child in container.children), *sorted(beside, key=lambda box: (box.kind, box.id))]
        return self.places.packed(boxes, aspect) if self.places else rows_for(boxes, aspect, NEAR)

    def _packed(self, container: Container, aspect: float) -> list[list[Box]]:
        """The rows of a container's meshes and blocks of peered VPCs, the largest first, and of its other VPCs."""
        boxes, counts = [mesh.box for mesh in container.meshes], [len(mesh.packed) for mesh in container.meshes]
        blocks = [box for box in container.packed if box.kind == "block"]
        single = [box for box in container.packed if box.kind != "block"]
        counts += [len(box.rows[0] + box.rows[-1]) for box in blocks]
        return self._in_sizes([*boxes, *blocks], counts, aspect) + self._rows(container, single, aspect)

    def _in_sizes(self, boxes: Sequence[Box], counts: Sequence[int], aspect: float) -> list[list[Box]]:
        """Rows of what holds several VPCs (`counts`), the largest first; of many VPCs sizes that differ little count as one."""
        if self.few and all(box.kind != "mesh" for box in boxes):
            return rows_for([boxes[at] for at in sorted(range(len(boxes)), key=lambda at: -counts[at])], aspect, NEAR)
        order = sorted(range(len(boxes)), key=lambda at: -round(log(counts[at], 1.5)))
        ordered = [boxes[at] for at in order]
        return self.places.blocks(ordered, aspect) if self.places and boxes else rows_for(ordered, aspect, NEAR)

    def _rows(self, container: Container, boxes: Sequence[Box], aspect: float) -> list[list[Box]]:
        """Rows for the eye; of many VPCs, rows that one VPC more leaves as they are."""
        if not boxes or (self.few and len(boxes) <= FEW):
            return rows_for(boxes, aspect, NEAR if self.few else APART)
        if self.places:
            return self.places.rows(container, boxes, aspect)
        rows, container.box.steady = steady_rows(boxes, aspect, room=self.room)
        return rows

    def _dock_to_hub(self, rows: list[list[Box]], side: str) -> None:
        """Let the attachments of all VPCs in these rows be on the side where their hub is."""
        for row in rows:
            for cell in row:
                for box in (one for one in cell.walk_open_all() if one.kind == "vpc"):
                    docks = [d for d in (*box.docks_top, *box.docks_bottom) if d.kind == "transit-gateway-attachment"]
                    if all(dock in (box.docks_top if side == "top" else box.docks_bottom) for dock in docks):
                        continue
                    for dock in docks:
                        dock.dock = side
                    top, bottom = ([d for d in found if d not in docks] for found in (box.docks_top, box.docks_bottom))
                    box.docks_top = [*docks, *top] if side == "top" else top
                    box.docks_bottom = [*docks, *bottom] if side == "bottom" else bottom
                    box.touch()

    @staticmethod
    def _settle_rows(box: Box, free: set[int]) -> None:
        box.free_rows = frozenset(index for index, row in enumerate(box.rows) if row and all(id(b) in free for b in row))

    def _insert_connectors(self) -> None:
        """Put each connector into the innermost container that holds both its ends, between their rows."""
        self.canvas.adopt()
        joining = {id(connector.box) for connector in self.drawing.connectors}
        wanted: dict[int, tuple[Box, dict[int, list[Box]]]] = {}
        for connector in self.drawing.connectors:
            ends = [self.drawing.drawn.get(end) for end in connector.ends]
            found = [end for end in ends if end is not None and id(end) not in joining]  # Hostile input: a peering with itself.
            outer = [end.parent if end.dock and end.parent is not None else end for end in found]  # A border holds no connector.
            holder = (common_of(outer[0], outer[-1]) if outer else None) or self.cloud.box
            while (
                not holder.open or (holder.kind == "stack" and not self.few)
            ) and holder.parent is not None:  # a field of peerings has rows of its own making
                holder = holder.parent
            connector.box.between, connector.box.anchor_y = False, 0
            if self.few and len(found) == 2 and neighbours.joined(holder, found[0], found[1], connector.box):
                continue
            if self.few and any(into_row_above(end, connector.box) for end in found):
                continue
            slot = holder.foot if holder.level else min((row_in(end, holder) for end in found), default=0)
            if self.few and found and all(end.dock == "top" for end in found):  # what leads down to a border stands above it
                slot -= 1
            wanted.setdefault(id(holder), (holder, {}))[1].setdefault(slot, []).append(connector.box)
        for holder, slots in wanted.values():
            if self.few:
                into_free_rows(holder, slots, max(NARROW, holder.width))
            free = {id(b) for index in holder.free_rows for b in holder.rows[index]}
            rows: list[list[Box]] = []
            width = max(NARROW, holder.width)
            for index, row in enumerate([[], *holder.rows], -1):
                rows += [row] if row else []
                extra = shelves(slots.get(index, []), width, NEAR if self.few else APART)
                if holder.steady and not holder.level and row and row[0].kind == "vpc" and self.room is LOOSE:
                    extra += spare_shelves(len(extra))
                rows += extra
                free |= {id(b) for shelf in extra for b in shelf}
            if not holder.rows:
                rows = [list(slots.get(0, []))]
            holder.rows = rows
            self._settle_rows(holder, free)
