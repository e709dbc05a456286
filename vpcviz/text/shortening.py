"""Cuts a text to a width, between characters as people see them."""

import unicodedata
from functools import lru_cache

from vpcviz.text.metrics import width

ELLIPSIS = "…"


@lru_cache(maxsize=1 << 16)
def shorten(text: str, max_width: float, size: float, bold: bool = False, *, middle: bool = False) -> str:
    """`text` if it is at most `max_width` px wide at `size` px, else the longest part of it that fits with an ellipsis.

    The end goes, or, with `middle`, the middle (for ids, whose ends tell). "…" alone where nothing else fits, "" where not
    even that does. Combining marks stay with their letters.
    """
    if width(text, size, bold) <= max_width:
        return text
    if width(ELLIPSIS, size, bold) > max_width:
        return ""
    parts = clusters(text)
    low, high = 0, len(parts) - 1
    while low < high:
        half = (low + high + 1) // 2
        if width(_cut(parts, half, middle), size, bold) <= max_width:
            low = half
        else:
            high = half - 1
    return _cut(parts, low, middle)


def _cut(parts: list[str], keep: int, middle: bool) -> str:
    """The text with `keep` of its clusters and an ellipsis."""
    tail = keep // 2 if middle else 0
    head = "".join(parts[: keep - tail]).rstrip()
    return head + ELLIPSIS + "".join(parts[len(parts) - tail :] if tail else ()).lstrip()


def clusters(text: str) -> list[str]:
    """The characters as people see them: each with its marks, joined emoji whole. An approximation of UAX 29."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    joined = False
    for character in text:
        extends = unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff"
        if found and (extends or joined):
            found[-1] += character
        else:
            found.append(character)
        joined = character == "\u200d"
    return found
