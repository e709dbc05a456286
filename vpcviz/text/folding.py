"""Folds text for a terminal of 80 columns: at blanks, with nothing cut."""

import re
from functools import lru_cache
from unicodedata import category, combining, east_asian_width

WIDTH = 80
"""The columns of a terminal that nobody widened: reports and messages fit, unless the user asks for wide ones."""

_ODD = re.compile(r"`|  |^ | \Z|\A\Z")
"""What is folded word by word: backticks, and blanks that are not one between two words."""
_APART = re.compile(r" (?=(?:[^`]*`[^`]*`)*[^`]*\Z)")
"""A blank that does not stand between backticks."""


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


@lru_cache(maxsize=4096)
def _columns_of(character: str) -> int:
    if combining(character) or category(character) in ("Mn", "Me"):
        return 0
    return 1 + (east_asian_width(character) in "WF")


def paragraph(text: str, indent: str = "", *, hanging: int = 0, wide: bool = False) -> list[str]:
    """A text as lines of at most 80 columns, those after the first one `hanging` columns further in; one line where it may be
    `wide`.
    """
    if wide or len(indent) + cells(text) <= WIDTH:
        return [indent + text]
    return folded(text, indent, hanging)


def folded(text: str, indent: str, hanging: int = 0) -> list[str]:
    """The words of a text in lines of at most 80 columns; a word that is longer stands alone, a command in backticks stays whole.

    Blanks inside a line are kept. Lines after the first one stand `hanging` columns further in.
    """
    if text.isascii() and not _ODD.search(text):
        return _at_blanks(text, indent, hanging)
    lines: list[str] = []
    line, used = "", 0
    room = WIDTH - cells(indent)
    for word in _APART.split(text) if "`" in text else text.split(" "):
        wide = cells(word)
        if line and used + 1 + wide > room:
            lines.append((indent + line).rstrip())
            if len(lines) == 1 and hanging:
                indent += " " * hanging
                room -= hanging
            line, used = word, wide
        elif line:
            line, used = f"{line} {word}", used + 1 + wide
        else:
            line, used = word, wide
    return [*lines, (indent + line).rstrip()]


def _at_blanks(text: str, indent: str, hanging: int) -> list[str]:
    """ASCII words with single blanks between them, folded."""
    lines: list[str] = []
    room, at = WIDTH - cells(indent), 0
    while len(text) - at > room:
        end = text.rfind(" ", at, at + max(0, room) + 1)
        if end < 0:
            end = text.find(" ", at)
        if end < 0:
            break
        lines.append((indent + text[at:end]).rstrip())
        at = end + 1
        if len(lines) == 1 and hanging:
            indent += " " * hanging
            room -= hanging
    return [*lines, (indent + text[at:]).rstrip()]
