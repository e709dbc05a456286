"""VPCs' boxes as they were first made: another arrangement of the same picture takes copies, which cost a part of making them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from vpcviz.layout.boxes import Box, Space


class Mold:
    """A box with all that is in it, as it is before it has a place or a link, and which resources stand for which of its boxes."""

    def __init__(self, box: Box, drawn: Mapping[str, Box]) -> None:
        made: dict[int, Box] = {}
        self.box = _copied(box, made)
        self.drawn = [(name, made[id(part)]) for name, part in drawn.items() if id(part) in made]

    def cast(self, drawn: dict[str, Box]) -> Box:
        """A copy of the box; its resources are entered in `drawn`."""
        made: dict[int, Box] = {}
        box = _copied(self.box, made)
        for name, part in self.drawn:
            drawn[name] = made[id(part)]
        return box


def _copied(box: Box, made: dict[int, Box]) -> Box:
    twin = made[id(box)] = copy(box)
    twin.space, twin.parent = Space(), None
    if box.rows:
        twin.rows = [[_copied(child, made) for child in row] for row in box.rows]
    if box.docks_top or box.docks_bottom:
        twin.docks_top = [_copied(dock, made) for dock in box.docks_top]
        twin.docks_bottom = [_copied(dock, made) for dock in box.docks_bottom]
    if box.slots:
        twin.slots = [_copied(slot, made) for slot in box.slots]
    return twin
