"""Hostile text in Markdown: names may hold pipes, backticks or HTML, and must come out as they are written."""

import re
from collections.abc import Iterable, Sequence

from vpcviz.text import clean

_SPECIAL = re.compile(r"([\\`*_\[\]|~$#!])")
_LINKS = re.compile(r"(?i)\b(https?|ftp)://|\bwww\.")


def escape(text: str) -> str:
    """The text on one line, with all that Markdown or HTML would take as markup (links too) made harmless."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    safe = _SPECIAL.sub(r"\\\1", safe)
    return _LINKS.sub(lambda match: match[0][0] + "<!-- -->" + match[0][1:], safe)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """The lines of a Markdown table; the columns numbered in `right` stand to the right. Headers and cells are escaped here."""
    rule = ["---:" if at in right else "---" for at in range(len(headers))]
    lines = [list(map(escape, headers)), rule, *(list(map(escape, row)) for row in rows)]
    return ["| " + " | ".join(cells) + " |" for cells in lines]
