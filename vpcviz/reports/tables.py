"""Plain tables for the terminal: columns as wide as what stands in them, hostile text made safe."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from vpcviz.text import terminal


def columns(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), indent: str = "  ") -> list[str]:
    """The lines of a table; the columns numbered in `right` stand to the right."""
    lines = [[terminal(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(_width(row[at]) for row in lines) for at in range(len(headers))]
    done = []
    for row in lines:
        cells = [_pad(cell, width, at in right) for at, (cell, width) in enumerate(zip(row, widths, strict=True))]
        done.append((indent + "  ".join(cells)).rstrip())
    return done


def _pad(cell: str, width: int, to_right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if to_right else cell + blanks


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
