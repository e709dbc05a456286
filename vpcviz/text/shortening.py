"""Cuts a text to a width, between characters as people see them."""

from functools import lru_cache

from vpcviz.text.graphemes import graphemes
from vpcviz.text.metrics import width

ELLIPSIS = "…"


@lru_cache(maxsize=1 << 16)
def shorten(text: str, max_width: float, size: float, bold: bool = False, *, middle: bool = False) -> str:
    """`text` if it is at most `max_width` px wide at `size` px, else the longest part of it that fits with an ellipsis.

    The end goes, or, with `middle`, the middle (for ids, whose ends tell). "…" alone where nothing else fits, "" where not
    even that does. It is cut between characters as people see them.
    """
    if width(text, size, bold) <= max_width:
        return text
    if width(ELLIPSIS, size, bold) > max_width:
        return ""
    parts = graphemes(text)
    low, high = 0, len(parts) - 1
    while low < high:
        half = (low + high + 1) // 2
        if width(_cut(parts, half, middle), size, bold) <= max_width:
            low = half
        else:
            high = half - 1
    return _cut(parts, low, middle)


def _cut(parts: list[str], keep: int, middle: bool) -> str:
    """The text with `keep` of its characters and an ellipsis."""
    tail = keep // 2 if middle else 0
    head = "".join(parts[: keep - tail]).rstrip()
    return head + ELLIPSIS + "".join(parts[len(parts) - tail :] if tail else ()).lstrip()
