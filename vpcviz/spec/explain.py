"""Turns problems into messages: file:line:column, the line with a caret, what was expected, and the nearest right name."""

from vpcviz.errors import Problem
from vpcviz.text import cells as cells_of
from vpcviz.text import clean, message, paragraph, terminal

WINDOW = 100
"""The most terminal cells of an input's line that a message shows; longer lines are cut around the caret."""

_TAB = "    "


def format_problem(problem: Problem) -> str:
    """One problem as lines of text that are safe in a terminal."""
    place = terminal(problem.file)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    lines = [f"{place or 'vpcviz'}: {terminal(problem.message)}"]
    if problem.line and problem.excerpt.strip():
        lines += _excerpt(problem)
    if problem.expected:
        lines += paragraph(f"expected: {message(problem.expected)}", "  ", hanging=2)
    if problem.hint:
        lines += paragraph(message(problem.hint), "  ", hanging=2)
    return "\n".join(lines)


def _excerpt(problem: Problem) -> list[str]:
    """The input's line and a caret under its column, each behind a margin with the line's number."""
    text, caret = window(problem.excerpt, problem.column)
    number = str(problem.line)
    return [f"  {number} | {text}".rstrip(), f"  {' ' * len(number)} | {' ' * caret}^"]


def window(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line, and how many cells stand before its character at `column` (counted from 1).

    Tabs become blanks, what must not be shown becomes U+FFFD, wide characters count as two cells, combining marks as none.
    """
    column = min(max(column, 1), len(line) + 1)
    start = max(0, column - 1 - WINDOW)  # what is farther away than a window cannot be shown with the caret
    cells = [_cell(character) for character in line[start : column + WINDOW]]
    at = column - 1 - start
    widths = [cells_of(cell) for cell in cells]
    before = sum(widths[:at])
    if sum(widths) <= WINDOW and start == 0 and column + WINDOW >= len(line):
        return "".join(cells), before
    first = at
    while first > 0 and before - sum(widths[:first]) + widths[first - 1] <= WINDOW // 2:
        first -= 1
    last, room = first, WINDOW
    while last < len(cells) and widths[last] <= room:
        room -= widths[last]
        last += 1
    left = "…" if first > 0 or start > 0 else ""
    right = "…" if last < len(cells) or column + WINDOW < len(line) else ""
    return left + "".join(cells[first:last]) + right, len(left) + sum(widths[first:at])


def _cell(character: str) -> str:
    """One character as a terminal may show it."""
    if character == "\t":
        return _TAB
    if character == " " or character.isspace():
        return " "
    return clean(character)
