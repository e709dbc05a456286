"""Rows for boxes of many sizes: about as wide as asked, related ones together, and stable when one box is added."""

from collections.abc import Sequence
from math import sqrt
from zlib import crc32

from vpcviz.layout.boxes import Box

FEW = 12
"""Up to so many boxes are packed for the eye; beyond that, rows end where ids say, so that one more box moves few others."""


def rows_for(boxes: Sequence[Box], aspect: float, gap: int) -> list[list[Box]]:
    """The boxes, in their order, in rows that together come near to `aspect` (width / height)."""
    if not boxes:
        return []
    area = sum((box.width + gap) * (box.height + gap) for box in boxes)
    room = max(max(box.width for box in boxes), sqrt(area * aspect))
    if len(boxes) <= FEW:
        return _balanced(boxes, room, gap)
    return _stable(boxes, room, gap)


def _balanced(boxes: Sequence[Box], room: float, gap: int) -> list[list[Box]]:
    rows: list[list[Box]] = []
    used = 0.0
    for box in boxes:
        if rows and used + gap + box.width <= room * 1.02:
            rows[-1].append(box)
            used += gap + box.width
        else:
            rows.append([box])
            used = box.width
    if len(rows) > 1:  # even out: as many boxes in each row as the fullest needs
        count = -(-len(boxes) // len(rows))
        even = [list(boxes[start : start + count]) for start in range(0, len(boxes), count)]
        if all(sum(b.width + gap for b in row) <= room * 1.25 for row in even):
            return even
    return rows


def _stable(boxes: Sequence[Box], room: float, gap: int) -> list[list[Box]]:
    """Rows end at boxes whose id says so, between 3/4 and 5/4 of the room: a box that comes or goes changes its own row."""
    rows: list[list[Box]] = []
    used = 0.0
    for box in boxes:
        if not rows or used + box.width > room * 1.2:
            rows.append([])
            used = 0.0
        rows[-1].append(box)
        used += box.width + gap
        if used > room * 0.85 and crc32(box.id.encode()) % 3 == 0:
            used = room * 9
    return rows
