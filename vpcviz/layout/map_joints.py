"""Where what joins two parts of a map stands: between them, in a row or in a column of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Connector
from vpcviz.layout.map_plots import GAP
from vpcviz.layout.map_slicing import Cut


class Joints:
    """The connectors of one container, by the numbers of the parts that they join.

    Where two parts stand side by side, a column between them would take the whole height. So their connectors stand in a row that
    is between two others in one of the parts anyway, if that has room.
    """

    def __init__(self, joining: Sequence[tuple[Connector, int, int]], ready: Callable[[Box], Box]) -> None:
        self.joining = joining
        self.ready = ready
        self.found: dict[tuple[frozenset[int], frozenset[int]], list[Box]] = {}

    def of(self, one: Cut, other: Cut) -> list[Box]:
        """What joins something of one part to something of the other."""
        key = one.items, other.items
        if key not in self.found:
            self.found[key] = [
                self.ready(joint.box)
                for joint, a, b in self.joining
                if (a in one.items and b in other.items) or (b in one.items and a in other.items)
            ]
        return self.found[key]

    def room(self, one: Cut, other: Cut, beside: bool) -> tuple[int, int]:
        """The width and height (px) of what stands between two parts."""
        boxes = self.of(one, other)
        if not boxes or (beside and any(self._takes(part, boxes) for part in (one, other))):
            return 0, 0
        wide, high = [box.width for box in boxes], [box.height for box in boxes]
        space = GAP * (len(boxes) - 1)
        return (max(wide), sum(high) + space) if beside else (sum(wide) + space, max(high))

    def host(self, cut: Cut) -> Cut | None:
        """The part of two side by side that has a row for what joins them."""
        boxes = self.of(*cut.parts)
        return next((part for part in cut.parts if self._takes(part, boxes)), None)

    def _takes(self, part: Cut, boxes: Sequence[Box]) -> bool:
        """Whether a part is two with a row of connectors between them that has room for these boxes, too."""
        if len(part.parts) != 2 or part.beside:
            return False
        own = self.of(*part.parts)
        return bool(own) and sum(box.width + GAP for box in (*own, *boxes)) <= part.width
