"""Hostile text in Markdown: names may hold pipes, backticks or HTML, and must come out as they are written."""

import re
from collections.abc import Iterable, Sequence

from vpcviz.text import clean

_SPECIAL = re.compile(r"([\\`*_\[\]#!{}])")
_ENTITIES = str.maketrans({one: f"&#{ord(one)};" for one in "@|~$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""As entities: a backslash before them is shown by Python-Markdown."""
_BRACES = re.compile(r"(?<=[{}])(?=\\[{}]|%)")
_JOINER = "\u2060"
"""A character without width: parts what site generators would take as markup even where it is escaped, and shows nothing."""
_LINKS = re.compile(r"(?i)\b(https?|ftp)://|\bwww\.")


def escape(text: str) -> str:
    """The text on one line, with all that Markdown or HTML would take as markup (links too) made harmless.

    Also what generators of sites take as programs: MDX reads `{…}` (Docusaurus), Vue `{{…}}` in the finished page (VitePress), and
    templates `{{…}}` and `{%…%}` in the source (Jekyll, Hugo, MkDocs' macros).
    """
    safe = _SPECIAL.sub(r"\\\1", clean(text)).translate(_ENTITIES)
    safe = _BRACES.sub(_JOINER, safe)
    return _LINKS.sub(lambda match: match[0][0] + _JOINER + match[0][1:], safe)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """The lines of a Markdown table; the columns numbered in `right` stand to the right. Headers and cells are escaped here."""
    rule = ["---:" if at in right else "---" for at in range(len(headers))]
    return [row_of(headers), f"| {' | '.join(rule)} |", *map(row_of, rows)]


def row_of(cells: Sequence[str]) -> str:
    """A line of a Markdown table, its cells escaped."""
    return f"| {' | '.join(map(escape, cells))} |"
