"""Rows for boxes of many sizes: about as wide as asked, little space lost, and stable when one box of many is added."""

from collections.abc import Sequence

from vpcviz.layout.boxes import Box

FEW = 12
"""Up to so many boxes are packed for the eye; beyond that, ids choose the places, so that one more box moves few others."""


def rows_for(boxes: Sequence[Box], aspect: float, gap: int) -> list[list[Box]]:
    """The boxes, in their order, in rows that together come near to `aspect` (width / height).

    Few boxes may stand on one another beside a taller one; such a stack is an invisible box of its own.
    """
    if not boxes:
        return []
    return [[_stack(column, gap) for column in row] for row in _shelves(boxes, aspect, gap)]


def _stack(column: list[Box], gap: int) -> Box:
    if len(column) == 1:
        return column[0]
    return Box("stack", "", visible=False, pad=0, row_gap=gap, rows=[[box] for box in column])


def _shelves(boxes: Sequence[Box], aspect: float, gap: int) -> list[list[list[Box]]]:
    """The best of some arrangements: rows of columns of boxes, over the widths that the first boxes of a row could have."""
    ordered = list(boxes)
    tallest = sorted(ordered, key=lambda box: -_height(box))
    best: tuple[float, list[list[list[Box]]]] | None = None
    for order, price in ((ordered, 1.0), (tallest, 1.08)):
        room = 0
        for box in order:
            room += box.width + (gap if room else 0)
            if room < max(b.width for b in order):
                continue
            rows = _fill(order, room, gap)
            score = _score(rows, aspect, gap) * price
            if best is None or score < best[0] - 1e-9:
                best = (score, rows)
    assert best is not None
    return best[1]


def _height(box: Box) -> int:
    return box.above + box.height + box.below


def _fill(boxes: Sequence[Box], room: int, gap: int) -> list[list[list[Box]]]:
    """Rows filled from the left: a box goes onto the last column while that stays within the row's height."""
    rows: list[list[list[Box]]] = []
    width = height = 0
    for box in boxes:
        if rows:
            column = rows[-1][-1]
            wider = max(0, box.width - _column_width(column))
            if _column_height(column, gap) + gap + _height(box) <= height * 1.04 and width + wider <= room:
                column.append(box)
                width += wider
                continue
        if rows and width + gap + box.width <= room:
            rows[-1].append([box])
            width += gap + box.width
            height = max(height, _height(box))
        else:
            rows.append([[box]])
            width, height = box.width, _height(box)
    return rows


def _column_width(column: Sequence[Box]) -> int:
    return max(box.width for box in column)


def _column_height(column: Sequence[Box], gap: int) -> int:
    return sum(_height(box) for box in column) + gap * (len(column) - 1)


def _score(rows: list[list[list[Box]]], aspect: float, gap: int) -> float:
    """The area of the whole, made larger the further its shape is from `aspect`."""
    width = max(sum(_column_width(column) for column in row) + gap * (len(row) - 1) for row in rows)
    height = sum(max(_column_height(column, gap) for column in row) for row in rows) + gap * (len(rows) - 1)
    shape = width / height / aspect
    return float(width * height * max(shape, 1 / shape) ** 0.7)
