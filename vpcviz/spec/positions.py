"""Where things stand in a document's text: characters as lines and columns, paths as places; only built to report problems."""

import re
from bisect import bisect_right

from vpcviz.errors import InputError, Problem
from vpcviz.spec.problems import KEY, Path, Place, split_lines

DEPTH = 60
"""How deep a document may nest."""

MOST_VALUES = 1_000_000
"""How many values a document may have, except for a snapshot in JSON."""

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text as editors count them: broken at LF, CR LF and CR only."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def place(self, index: int) -> Place:
        """The line and column of the character at `index`, both counted from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


class Mark:
    """A parsed value: the index of its first character, its children, and the indexes of their keys."""

    __slots__ = ("children", "index", "keys")

    def __init__(self, index: int) -> None:
        self.index = index
        self.children: dict[str | int, Mark] = {}
        self.keys: dict[str | int, int] = {}

    def find(self, path: Path) -> int:
        """The index of what is at `path` below this value; of the nearest parent where the path is not in the document."""
        node, index = self, self.index
        at_key = index
        for part in path:
            if part == KEY:
                return at_key
            child = node.children.get(part)
            if child is None:
                return at_key if path[-1] == KEY else index
            index, at_key = child.index, node.keys.get(part, child.index)
            node = child
        return index


def refusal(file: str, text: str, index: int, message: str, expected: str = "", hint: str = "") -> InputError:
    """The error for one problem at the character `index` of a document."""
    line, column = Lines(text).place(min(index, len(text)))
    lines = split_lines(text)
    return InputError(Problem(message, file, line, column, expected, hint, lines[line - 1] if line <= len(lines) else ""))
