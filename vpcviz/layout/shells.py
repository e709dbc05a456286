"""VPCs of which another process has the inside: here they are their borders, the size of their zones, and their tables.

All that decides where VPCs stand looks at no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vpcviz.layout.boxes import Box

HELD = (
    "kind", "id", "width", "height", "head", "pad", "row_gap", "column_gap", "least_width", "edge_room", "title_width",
    "first_width", "visible", "sides", "even", "stretch", "elastic", "free_rows", "most", "above", "below",
)  # fmt: skip
"""What is told of a box that holds others."""

Told = tuple[Any, ...]
"""A box in builtin types: what `HELD` names, its rows, and what is docked on it; of a thing its kind, id, size, and number of rows
of a table."""

ZONE, VPC = "az", "vpc"

WITHIN = "within"
"""The kind of what stands for all in a VPC that is not here."""


def told(box: Box) -> Told:
    """A VPC, or what is in it, without what is in its zones."""
    if box.kind != VPC and not (box.rows or box.docks_top or box.docks_bottom):
        return box.kind, box.id, box.width, box.height, len(box.slots)
    if box.kind == ZONE:
        return WITHIN, box.id, box.width, box.height, 0
    rows = [[told(child) for child in row] for row in box.rows]
    docks = [[told(dock) for dock in docks] for docks in (box.docks_top, box.docks_bottom)]
    return *(getattr(box, name) for name in HELD), rows, *docks


def shell(given: Told) -> Box:
    """The box that was told of."""
    if len(given) == 5:
        kind, ident, width, height, rows = given
        return Box(kind, ident, width, height, slots=[Box(WITHIN, "")] * rows)
    *held, rows, top, bottom = given
    box = Box(**dict(zip(HELD, held, strict=True)))
    box.rows = [[shell(child) for child in row] for row in rows]
    box.docks_top, box.docks_bottom = [shell(dock) for dock in top], [shell(dock) for dock in bottom]
    return box


def boxes_by_name(box: Box, names: Sequence[str]) -> Mapping[str, Box]:
    """By the id of each resource drawn in a VPC: its box, or what stands for all that is not here."""
    known = {one.id: one for one in _things(box)}
    within = Box(WITHIN, "")
    within.parent = box
    return {name: known.get(name, within) for name in names}


def _things(box: Box) -> Iterator[Box]:
    for one in box.walk():
        if one.id and one.kind != WITHIN:
            yield one
