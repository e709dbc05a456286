"""Cuts a text to a width, between characters as people see them."""

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

from vpcviz.text.graphemes import graphemes
from vpcviz.text.metrics import advances, width

ELLIPSIS = "…"


@lru_cache(maxsize=1 << 12)
def shorten(text: str, max_width: float, size: float, bold: bool = False, *, middle: bool = False) -> str:
    """`text` if it is at most `max_width` px wide at `size` px, else the longest part of it that fits with an ellipsis.

    The end goes, or, with `middle`, the middle (for ids, whose ends tell). "…" alone where nothing else fits, "" where not
    even that does. It is cut between characters as people see them.
    """
    if width(text, size, bold) <= max_width:
        return text
    if width(ELLIPSIS, size, bold) > max_width:
        return ""
    if text.isascii() and not middle:
        return _beginning(text, max_width, size, bold)
    parts = graphemes(text)
    kept = _most(len(parts) - 1, lambda count: width(_cut(parts, count, middle), size, bold) <= max_width)
    return _cut(parts, kept, middle)


def _beginning(text: str, max_width: float, size: float, bold: bool) -> str:
    """As much of a text's beginning as fits with an ellipsis, by the sums of its characters' advances."""
    ems = advances(bold)
    reach = [0.0, *accumulate(map(ems.__getitem__, text))]
    kept = _most(len(text) - 1, lambda count: (reach[len(text[:count].rstrip())] + ems[ELLIPSIS]) * size <= max_width)
    return text[:kept].rstrip() + ELLIPSIS


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to a limit that fits, where all below it do."""
    low, high = 0, limit
    while low < high:
        half = (low + high + 1) // 2
        if fits(half):
            low = half
        else:
            high = half - 1
    return low


def _cut(parts: list[str], keep: int, middle: bool) -> str:
    """The text with `keep` of its characters and an ellipsis."""
    tail = keep // 2 if middle else 0
    head = "".join(parts[: keep - tail]).rstrip()
    return head + ELLIPSIS + "".join(parts[len(parts) - tail :] if tail else ()).lstrip()
