"""What is kept free for a VPC of a large estate, so that it stays where it is when another one is peered with it."""

from __future__ import annotations

from collections.abc import Sequence

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.measuring import measure
from vpcviz.layout.widgets import height_of
from vpcviz.model import resources as r

INSIDE, GROWTH = 60, 0.03
"""Links inside of a VPC may make it so much larger (px), and by such a share of it."""


class Reserve:
    """Knows what is kept free for each VPC."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        room = drawing.peering_room
        self.tables: dict[str, list[tuple[Box, int, int]]] = {}
        self.slots: dict[int, tuple[int, int]] = {}
        for table in drawing.network.route_tables if room.ids else ():
            box = drawing.drawn.get(table.id)
            if box is not None and box.kind == r.RouteTable.KIND and box.slots:
                self.tables.setdefault(table.vpc, []).append((box, *room.size(box, table)))

    def slot(self, box: Box) -> tuple[int, int]:
        """The width and height (px) that are kept free for a VPC."""
        if id(box) not in self.slots:
            self.slots[id(box)] = self._with_room(box)
        return self.slots[id(box)]

    def hub(self, box: Box) -> int:
        """The height (px) that is kept free for a hub, whose tables name some of what is attached."""
        box.adopt()
        measure(box)
        tables_of = [table for table in self.drawing.network.transit_gateway_route_tables if table.transit_gateway == box.id]
        more = max([0, *(self._grows_by(table) for table in tables_of)])
        return box.above + box.height + box.below + more

    def _grows_by(self, table: r.TransitGatewayRouteTable) -> int:
        """How much higher (px) a hub's table may get by the names of what is attached."""
        box = self.drawing.drawn.get(table.id)
        if box is None or not box.slots:
            return 0
        routes = min(len(table.routes), tables.MOST_ROWS + 1)
        most = routes + 2 * tables.MOST_NAMES + 2
        return max(0, height_of(most) - box.height)

    def _with_room(self, box: Box) -> tuple[int, int]:
        """The VPC's size (px) if its tables had routes to as many peerings as there is room for (`peering_room`)."""
        box.adopt()
        tables_of = self.tables.get(box.id, ())
        known = [(table, table.width, table.height) for table, _, _ in tables_of]
        self._measure(box, tables_of)
        wide, high = (side + snap(side * GROWTH) + INSIDE for side in (box.width, box.height))
        self._measure(box, known)
        return wide, box.above + high + box.below

    def _measure(self, box: Box, sizes: Sequence[tuple[Box, int, int]]) -> None:
        """Measure a VPC whose tables are so wide and high (px)."""
        for table, wide, high in sizes:
            self._forget(table, box)
            table.width, table.height = wide, high
        measure(box)

    @staticmethod
    def _forget(table: Box, box: Box) -> None:
        """Heights of rows only grow while links get their room: here they are to be known anew."""
        table.touch()
        at: Box | None = table.parent
        while at is not None:
            at.space.row_heights = ()
            at = None if at is box else at.parent
