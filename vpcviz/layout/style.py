"""How texts of each role are set: size in px and weight. Colours belong to the theme."""

from functools import lru_cache
from math import floor

from vpcviz.scene import Scene, Text, groups
from vpcviz.text import clean, shorten, width

STYLES: dict[str, tuple[float, bool]] = {
    "heading": (20, True),
    "subheading": (13, False),
    "place": (18, True),
    "group": (15, True),
    "name": (13, True),
    "tile": (14, True),
    "detail": (12, False),
    "told": (13.75, False),
    "small": (11.5, False),
    "strong": (12, True),
    "badge-step": (11, True),
    "badge-stop": (11, True),
    "badge-error": (11, True),
    "badge-warning": (11, True),
    "badge-info": (11, True),
    "badge-added": (11, True),
    "badge-removed": (11, True),
    "badge-changed": (11, True),
}
"""Text roles: font size (px), bold."""

MOST_KEPT = 1 << 13
"""So many texts are known with their widths: those that many things say. All of an estate's would take more memory than time."""

LINE, WIDE_LINE = 16, 18
"""Distance between the baselines of two lines of a card, and of larger ones (px)."""


def pitch(role: str) -> int:
    """Distance between the baselines of two lines of which the lower one is of a role (px)."""
    return WIDE_LINE if role == "told" else LINE


@lru_cache(maxsize=MOST_KEPT)
def measured(text: str, role: str) -> tuple[str, float]:
    """What is shown of a hostile `text` that has all the room it needs, and its width (px) in a role."""
    whole = clean(text)
    size, bold = STYLES[role]
    return whole, width(whole, size, bold)


def text_width(text: str, role: str) -> float:
    """Width (px) of a hostile `text` as it is shown in a role."""
    return measured(text, role)[1]


@lru_cache(maxsize=MOST_KEPT)
def fit(text: str, role: str, room: float, middle: bool = False) -> tuple[str, float, str]:
    """(what to show, its width, the whole text if it was shortened) for a hostile `text` in `room` px."""
    whole, wide = measured(text, role)
    if wide <= room:
        return whole, wide, ""
    size, bold = STYLES[role]
    shown = shorten(whole, room, size, bold, middle=middle)
    return shown, width(shown, size, bold), whole


def line(x: float, y: float, text: str, role: str, room: float = 10_000) -> Text:
    """A text with its left end at `x` and its baseline at `y`, shortened to `room` px."""
    whole, wide = measured(text, role)
    if wide <= room:
        return Text(x, y, whole, role, wide)
    shown, wide, whole = fit(text, role, room)
    return Text(x, y, shown, role, wide, whole)


def set_line(x: float, y: float, shown: tuple[str, float], role: str, room: float = 10_000) -> Text:
    """As `line`, of what is `measured` already."""
    whole, wide = shown
    return Text(x, y, whole, role, wide) if wide <= room else line(x, y, whole, role, room)


def centred(x: float, y: float, text: str, role: str, room: float = 10_000) -> Text:
    """A text with its middle at `x`."""
    shown, wide = measured(text, role)
    whole = ""
    if wide > room:
        shown, wide, whole = fit(text, role, room)
    begin = floor(x)  # Rounded from there, it is the same wherever the whole stands.
    return Text(begin + round(x - begin - wide / 2, 1), y, shown, role, wide, whole)


def wrap(text: str, role: str, room: float) -> list[str]:
    """The text in lines no wider than `room` px, broken at spaces."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", role) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def smallest_text(scene: Scene) -> float:
    """The size (px) of the smallest text of a thing: what stands around things (title, legend, notes) does not count."""
    roles = {part.role for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)}
    return min((STYLES[role][0] for role in roles), default=0.0)
