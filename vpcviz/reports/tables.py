"""Plain tables and paragraphs for the terminal: columns as wide as what stands in them, in 80 columns; hostile text made safe."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from vpcviz.text import WIDTH, cells, folded, paragraph, terminal

SCREEN = 22
"""The lines that stay in sight in a terminal that nobody enlarged: what matters most is said again after more."""

FEW = 4
"""Where no more than one in so many rows is too long, the others keep all their columns."""

_BETWEEN = "  "
_DEEPER = "    "
"""How far the second line of a row stands behind its first."""


def columns(
    headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), indent: str = "  ", *, wide: bool = False
) -> list[str]:
    """The lines of a table; the columns numbered in `right` stand to the right.

    What does not fit into 80 columns goes on under its row, unless the table may be `wide`.
    """
    lines = [[terminal(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(cells(row[at]) for row in lines) for at in range(len(headers))]
    usual, own = (len(headers), len(headers)) if wide else _beside(lines, widths, len(indent))
    done = []
    for row in lines:
        beside = usual if _end(row, widths, usual, len(indent)) <= WIDTH or wide else own
        padded = [_pad(row[at], widths[at], at in right) for at in range(beside)]
        done.append((indent + _BETWEEN.join(padded)).rstrip())
        done += _under(lines[0][beside:], row[beside:], indent + _DEEPER) if row is not lines[0] or len(row) - beside == 1 else []
    return done


def _under(headers: Sequence[str], row: Sequence[str], indent: str) -> list[str]:
    """The cells that do not stand beside the others: named by their headers where they are several."""
    named = [f"{header}: {cell}" if len(row) > 1 else cell for header, cell in zip(headers, row, strict=True) if cell]
    return folded(_BETWEEN.join(named), indent) if named else []


def prose(text: str, wide: bool = False) -> str:
    """A text that may be hostile as lines of at most 80 columns; one line where it may be `wide`."""
    return "\n".join(paragraph(terminal(text), wide=wide))


def _beside(lines: Sequence[Sequence[str]], widths: Sequence[int], indent: int) -> tuple[int, int]:
    """How many columns stand beside one another in 80, in rows that end there and in those that do not.

    All columns where few rows are too long: only those are folded then.
    """
    ends = [indent + end - len(_BETWEEN) for end in accumulate(width + len(_BETWEEN) for width in widths)]
    fitting = sum(end <= WIDTH for end in ends) or 1
    long = sum(_end(row, widths, len(widths), indent) > WIDTH for row in lines)
    return (len(widths) if long * FEW <= len(lines) else fitting), fitting


def _end(row: Sequence[str], widths: Sequence[int], beside: int, indent: int) -> int:
    """Where the first `beside` cells of a row end, with columns of `widths`."""
    return indent + sum(widths[: beside - 1]) + len(_BETWEEN) * (beside - 1) + cells(row[beside - 1])


def _pad(cell: str, width: int, to_right: bool) -> str:
    blanks = " " * (width - cells(cell))
    return blanks + cell if to_right else cell + blanks
