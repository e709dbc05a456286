"""Rows for boxes of many sizes: about as wide as asked, little space lost, and stable when one box of many is added."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vpcviz.layout.boxes import Box

FEW = 12
"""Up to so many boxes are packed for the eye; beyond that, ids choose the places, so that one more box moves few others."""


class _Size(NamedTuple):
    """A box's number and size (px), with what sticks out above and below."""

    number: int
    width: int
    height: int


def rows_for(boxes: Sequence[Box], aspect: float, gap: int) -> list[list[Box]]:
    """The boxes, in their order, in rows that together come near to `aspect` (width / height).

    Few boxes may stand on one another beside a taller one; such a stack is an invisible box of its own.
    """
    if not boxes:
        return []
    sizes = tuple(_Size(number, box.width, box.above + box.height + box.below) for number, box in enumerate(boxes))
    return [[_stack([boxes[size.number] for size in column], gap) for column in row] for row in _shelves(sizes, aspect, gap)]


def packed_size(sizes: Sequence[tuple[int, int]], aspect: float, gap: int) -> tuple[int, int]:
    """How wide and high (px) boxes of these sizes are together, in rows that come near to `aspect`."""
    return _extent(_shelves(tuple(_Size(number, *size) for number, size in enumerate(sizes)), aspect, gap), gap)


def _stack(column: list[Box], gap: int) -> Box:
    if len(column) == 1:
        return column[0]
    return Box("stack", "", visible=False, pad=0, row_gap=gap, rows=[[box] for box in column])


@lru_cache(maxsize=1024)  # the shapes that a picture may have are tried with the same parts again and again
def _shelves(sizes: tuple[_Size, ...], aspect: float, gap: int) -> list[list[list[_Size]]]:
    """The best of some arrangements: rows of columns of boxes, over the widths that the first boxes of a row could have."""
    widest = max(size.width for size in sizes)
    tallest = sorted(sizes, key=lambda size: -size.height)
    best: tuple[float, list[list[list[_Size]]]] | None = None
    for order, price in ((sizes, 1.0), (tallest, 1.08)):
        room = 0
        for size in order:
            room += size.width + (gap if room else 0)
            if room < widest:
                continue
            rows = _fill(order, room, gap)
            score = _score(rows, aspect, gap) * price
            if best is None or score < best[0] - 1e-9:
                best = (score, rows)
    assert best is not None
    return best[1]


def _fill(boxes: Sequence[_Size], room: int, gap: int) -> list[list[list[_Size]]]:
    """Rows filled from the left: a box goes onto the last column while that stays within the row's height."""
    rows: list[list[list[_Size]]] = []
    width = height = 0
    for box in boxes:
        if rows:
            column = rows[-1][-1]
            wider = max(0, box.width - _column_width(column))
            if _column_height(column, gap) + gap + box.height <= height * 1.04 and width + wider <= room:
                column.append(box)
                width += wider
                continue
        if rows and width + gap + box.width <= room:
            rows[-1].append([box])
            width += gap + box.width
            height = max(height, box.height)
        else:
            rows.append([[box]])
            width, height = box.width, box.height
    return rows


def _column_width(column: Sequence[_Size]) -> int:
    return max(box.width for box in column)


def _column_height(column: Sequence[_Size], gap: int) -> int:
    return sum(box.height for box in column) + gap * (len(column) - 1)


def _score(rows: list[list[list[_Size]]], aspect: float, gap: int) -> float:
    """The area of the whole, made larger the further its shape is from `aspect`."""
    width, height = _extent(rows, gap)
    shape = width / height / aspect
    return float(width * height * max(shape, 1 / shape) ** 0.7)


def _extent(rows: list[list[list[_Size]]], gap: int) -> tuple[int, int]:
    """How wide and high (px) rows are together."""
    width = max(sum(_column_width(column) for column in row) + gap * (len(row) - 1) for row in rows)
    return width, sum(max(_column_height(column, gap) for column in row) for row in rows) + gap * (len(rows) - 1)
