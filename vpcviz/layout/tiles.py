"""Tiles: things as AWS's own diagrams have them, a large icon with its name below; and what else a slide is made of."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from vpcviz import scene
from vpcviz.layout.badges import paint as paint_badges
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.style import WIDE_LINE, centred, fit, line, pitch, text_width, wrap
from vpcviz.layout.widgets import Item, Marks, icon_name
from vpcviz.text import clean

ICON = 48
"""The size of a tile's icon (px)."""

DETAIL = "told"
"""How details are set on a slide."""

SLIM = 32
"""The size of the icon of a tile in a subnet that is a single line (px)."""

NAME_LINE = 18
"""Distance between the baselines of names (px)."""

NAME_WIDTH, NAME_LINES = 132, 2
"""A name is broken into so many lines of about this width (px); what does not fit is shortened."""

PLATE, SMALL_PLATE = (48, 36), (36, 24)
"""Height and icon of what is docked on a border (px), and of what has no words there."""

TALLY_WIDTH, TALLY_LEAST = 420, 180
"""What is counted stands in lines of about this width (px) where nothing else tells how wide they are, and of this one at least."""

DOT = "·"
"""Between counts."""


def set_as(usual: str, *, slide: bool) -> str:
    """How what is `usual`ly a detail, or small, is set: larger on a slide."""
    return DETAIL if slide else usual


class Count(NamedTuple):
    """So many things of a kind, in words."""

    kind: str
    words: str
    number: int


def tile(kind: str, ident: str, icon: str, name: str, items: Sequence[Item] = (), marks: Marks = (), tooltip: str = "") -> Box:
    """A large icon with a name and details below it. An item of a kind stands for things of its own (counted ones)."""
    box = Box(kind, ident, marks=marks, tooltip=tooltip, holds_badges=not any(mark == "more" for mark, _ in marks))
    return as_tile(box, icon, name, items)


def as_tile(box: Box, icon: str, name: str, items: Sequence[Item] = (), role: str = "tile") -> Box:
    """Make a tile of a box that is not placed yet; outside subnets it has an edge (`role`), which wires lead to."""
    names = _name_lines(name)
    widest = max([*(text_width(row, "tile") for row in names), *(text_width(item.text, DETAIL) for item in items), ICON])
    box.width = snap(max(widest + 16, ICON + 32))
    box.height = snap(8 + ICON + 4 + NAME_LINE * len(names) + WIDE_LINE * len(items) + 6)
    picture = icon_name(icon)

    def paint(box: Box) -> list[scene.Part]:
        room = box.width - box.badge_room
        middle = box.x + room / 2
        parts: list[scene.Part] = [
            scene.Rectangle(box.x, box.y, box.width, box.height, role, False, 4),
            scene.Icon(picture, middle - ICON / 2, box.y + 8, ICON),
        ]
        y = box.y + 8 + ICON + 4 + 14
        for row in names:
            parts.append(centred(middle, y, row, "tile", room - 8))
            y += NAME_LINE
        for item in items:
            text = centred(middle, y, item.text, DETAIL, room - 8)
            parts.append(scene.Group(item.kind, item.id, [text], item.marks) if item.kind else text)
            y += WIDE_LINE
        return [*parts, *paint_badges(box, box.y + 11)]

    box.paint = paint
    return box


def as_wide_tile(box: Box, icon: str, name: str | Item, items: Sequence[Item], role: str = "card", size: int = ICON) -> Box:
    """Make a tile of a box that is not placed yet whose name and details stand beside its icon (of `size` px), with an edge."""
    first = name if isinstance(name, Item) else Item(name, "tile")
    wide = max([fit(first.text, "tile", NAME_WIDTH * 2)[1], *(text_width(item.text, DETAIL) for item in items)])
    box.width, box.height = snap(wide + size + 28), snap(max(size + 16, NAME_LINE + WIDE_LINE * len(items) + 10))
    picture = icon_name(icon)

    def paint(box: Box) -> list[scene.Part]:
        x, y = box.x + size + 18, box.y + box.height / 2 + 4 - WIDE_LINE * len(items) / 2
        return [
            scene.Rectangle(box.x, box.y, box.width, box.height, role, False, 4),
            scene.Icon(picture, box.x + 8, box.y + (box.height - size) / 2, size),
            _told(first, line(x, y, first.text, "tile", NAME_WIDTH * 2)),
            *(_told(item, line(x, y + 2 + WIDE_LINE * number, item.text, DETAIL)) for number, item in enumerate(items, 1)),
            *paint_badges(box, box.y + 11),
        ]

    box.paint = paint
    return box


def slim_tile(
    kind: str, ident: str, icon: str, name: str | Item, items: Sequence[Item] = (), marks: Marks = (), tooltip: str = ""
) -> Box:
    """A tile in a subnet that is one line of them: the icon smaller, name and details beside it."""
    box = Box(kind, ident, marks=marks, tooltip=tooltip, holds_badges=not any(mark == "more" for mark, _ in marks))
    return as_wide_tile(box, icon, name, items, "tile", SLIM)


def _told(item: Item, text: scene.Text) -> scene.Part:
    """A line of a tile; a count is a group of its own."""
    return scene.Group(item.kind, item.id, [text], item.marks) if item.kind else text


def as_tiles(box: Box, more: str = "", *, wide: bool = False) -> None:
    """Make tiles of a card, or of all cards in a box, with an edge; `wide` ones where more is to be said, or height is scarce.

    Of a card's lines the first stays, and those with marks: counts, and what nothing else says.
    """
    if box.says is not None:
        kept = [item for at, item in enumerate(box.says.items) if not at or item.marks]
        details = [structs.replace(item, role=DETAIL) for item in kept]
        if more or wide:
            as_wide_tile(box, box.says.icon, box.says.name, [*details, *([Item(more, DETAIL)] if more else [])])
        else:
            as_tile(box, box.says.icon, box.says.name, [row for item in details for row in _wrapped(item)], "card")
    for row in box.rows:
        for inner in row:
            as_tiles(inner, wide=wide)


def _wrapped(item: Item) -> list[Item]:
    """A detail in lines that are about as wide as a name may be; a count is one."""
    return [item] if item.kind else [structs.replace(item, text=row) for row in wrap(item.text, DETAIL, NAME_WIDTH)]


def _name_lines(name: str) -> list[str]:
    rows = wrap(clean(name), "tile", NAME_WIDTH)
    rows = rows if len(rows) <= NAME_LINES else [*rows[: NAME_LINES - 1], " ".join(rows[NAME_LINES - 1 :])]
    return [fit(row, "tile", NAME_WIDTH + 20)[0] for row in rows] or [""]


def large_plate(
    kind: str, ident: str, icon: str, name: str, what: str, tooltip: str, beyond: str, marks: Marks, made: tuple[int, int] = PLATE
) -> Box:
    """What is docked on a border: a large icon, its name and what it is (neither has to be), and the icon of what it leads to.
    `made` are its height and the size of its icon (px)."""
    height, size = made
    room = 170
    first, second, role = (name, what, DETAIL) if what else (*_halves(name), "tile")
    wide = max(fit(first, "tile", room)[1], text_width(second, role))
    width = snap((wide + size + 24 if wide else size + 12) + (size if beyond else 0))
    picture, target = icon_name(icon), icon_name(beyond) if beyond else ""
    counts = any(mark == "more" for mark, _ in marks)

    def paint(box: Box) -> list[scene.Part]:
        x, middle = box.x + size + 14, box.y + height / 2
        return [
            scene.Rectangle(box.x, box.y, box.width, height, "plate", False, 6),
            scene.Icon(picture, box.x + 6, middle - size / 2, size),
            *([line(x, middle - 5, first, "tile", room)] if first else []),
            *([line(x, middle + 14, second, role)] if second else []),
            *(
                [scene.Icon(target, box.x + box.width - size + 2 - box.badge_room, middle - size * 7 / 18, size * 7 / 9)]
                if target
                else []
            ),
            *paint_badges(box, middle - 12),
        ]

    return Box(kind, ident, width, height, paint=paint, tooltip=tooltip, holds_badges=not counts, marks=marks)


def _halves(name: str) -> tuple[str, str]:
    """A name in two lines, about equally long."""
    words = clean(name).split(" ")
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return min(cuts, key=lambda cut: max(text_width(part, "tile") for part in cut))


def tally(counts: Sequence[Count], inside: str, room: float, role: str = DETAIL) -> Box:
    """What is counted in a box, in lines of words no wider than `room` (px): each count is a mark of its own."""
    cells: list[tuple[Count, float, int]] = []
    x, row, widest, gap = 0.0, 0, 0.0, 5 * text_width(DOT, role)
    for count in counts:
        width = text_width(count.words, role)
        if x and x + width > room - 24:
            x, row = 0.0, row + 1
        cells.append((count, x, row))
        widest = max(widest, x + width)
        x += width + gap

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [scene.Rectangle(box.x, box.y, box.width, box.height, "chip", False, 10)]
        first = (box.height - pitch(role) * (row + 1)) / 2 + 12
        for count, left, down in cells:
            at, y = box.x + 12 + left, box.y + first + pitch(role) * down
            text = line(at, y, count.words, role)
            parts += [line(at - 3 * gap / 5, y, DOT, role)] if left else []
            parts.append(scene.Group(count.kind, "", [text], (("more", str(count.number)), ("in", inside))))
        return parts

    return Box("", "", snap(widest + 24), snap(pitch(role) * (row + 1) + 8), paint=paint, visible=False, fills=True)
