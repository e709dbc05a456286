"""The recurring parts of a picture as boxes that know how to paint themselves: tables, docked plates, titled groups, counts."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Protocol, TypeVar

from msgspec import Struct

from vpcviz import scene
from vpcviz.layout.badges import paint as paint_badges
from vpcviz.layout.boxes import GRID, STILL, Box, snap
from vpcviz.layout.cards import CARD_ICON, CARD_MOST, Item, Marks, card, icon_name, note_items
from vpcviz.layout.style import LINE, centred, fit, line, measured, pitch, set_line, text_width
from vpcviz.text import clean

__all__ = [
    "CARD_ICON",
    "CARD_MOST",
    "Item",
    "Marks",
    "Row",
    "card",
    "chip",
    "frame",
    "grid",
    "icon_name",
    "note_items",
    "plate",
    "shelves",
    "table",
]

BEYOND = 22
"""Size (px) of the icon of what a plate leads to."""


def plate(
    kind: str, resource_id: str, icon: str, name: str, what: str, *, tooltip: str = "", beyond: str = "", marks: Marks = ()
) -> Box:
    """What is docked on a border: two lines, one above and one below the border's line, on an opaque backing.

    `beyond` is the icon of what it leads to, where that has no card of its own.
    """
    room = 190
    shown = fit(name, "name", room)
    below = fit(what, "small", 10_000)
    width = snap(max(shown[1], below[1]) + 44 + (BEYOND + 6 if beyond else 0))
    picture = icon_name(icon)
    target = icon_name(beyond) if beyond else ""

    def paint(box: Box) -> list[scene.Part]:
        middle = box.y + box.height / 2
        x = box.x + 36
        return [
            scene.Rectangle(box.x, box.y, box.width, box.height, "plate", False, 6),
            scene.Icon(picture, box.x + 5, box.y + 5, 26),
            line(x, middle - 4.5, name, "name", room),
            line(x, middle + 12.5, what, "small"),
            *([scene.Icon(target, box.x + box.width - BEYOND - 6 - box.badge_room, middle - BEYOND / 2, BEYOND)] if target else []),
            *paint_badges(box, middle - 9),
        ]

    return Box(kind, resource_id, width, 36, paint=paint, tooltip=tooltip, holds_badges=True, marks=marks)


class Row(Struct, frozen=True, gc=False):
    """A row of a table: left and right text; `kind` and `id` make it a resource. One that `follows` goes on with the row above."""

    left: str
    right: str
    kind: str = ""
    id: str = ""
    role: str = "detail"
    marks: tuple[tuple[str, str], ...] = ()
    tooltip: str = ""
    follows: bool = False


ROW, SECOND, TABLE_HEAD = 19, 15, 40
"""How high a row of a table is, what a second line adds, and what stands over the rows (px)."""


def height_of(rows: int, each: int = ROW) -> int:
    """How high (px) a table is of so many rows, each so high."""
    return snap(TABLE_HEAD + each * rows + (4 if rows else 0))


def table(
    kind: str,
    resource_id: str,
    icon: str,
    title: str,
    subtitle: str,
    rows: Sequence[Row],
    *,
    widest: float = inf,
    hung: bool = False,
) -> Box:
    """A small table: a titled card with rows of two columns, or of two lines where it would be wider than `widest` (px). Where
    links are `hung` on rows, row i is the box `slots[i]`."""
    lefts = [measured(row.left, row.role) for row in rows]
    rights = [measured(row.right, row.role) for row in rows]
    left, right = (max([wide for _, wide in column], default=0.0) for column in (lefts, rights))
    titles = max(min(text_width(title, "name"), 200), text_width(subtitle, "small"))
    stacked = left + right + 36 > widest
    wanted = max((max(left, right) + 16 if stacked else left + right + 36) if rows else 0.0, titles + 48)
    width = snap(wanted)
    each = ROW + SECOND if stacked else ROW
    beside = 0.0 if stacked else left + 20
    height = height_of(len(rows), each)

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [
            scene.Rectangle(box.x, box.y, box.width, box.height, "table", False, 4),
            scene.Icon(icon_name(icon), box.x + 7, box.y + 7, 26),
            line(box.x + 39, box.y + 17, title, "name", box.width - 46 - box.badge_room),
            line(box.x + 39, box.y + 32, subtitle, "small", box.width - 44),
            *paint_badges(box, box.y + 13),
        ]
        for index, (row, band) in enumerate(zip(rows, _bands(rows), strict=True)):
            cells = _cells(box, box.y + TABLE_HEAD + each * index, band, row, (lefts[index], rights[index]), beside)
            parts.extend([scene.Group(row.kind, row.id, cells, row.marks, row.tooltip)] if row.kind else cells)
        return parts

    box = Box(kind, resource_id, width, height, paint=paint, holds_badges=True)
    box.slots = _slots(box, rows, each) if hung else ()
    return box


def _bands(rows: Sequence[Row]) -> Iterator[str]:
    """The role of what is behind each row: one for all the lines of an entry."""
    even = True
    for row in rows:
        even ^= not row.follows
        yield "row-even" if even else "row-odd"


def _slots(box: Box, rows: Sequence[Row], each: int) -> list[Box]:
    """The rows of a table, each so high (px), as boxes that links hang on."""
    return [
        Box(row.kind or box.kind, row.id or box.id, box.width, each, offset=TABLE_HEAD + each * at, space=STILL)
        for at, row in enumerate(rows)
    ]


def _cells(box: Box, y: float, band: str, row: Row, texts: Sequence[tuple[str, float]], beside: float) -> list[scene.Part]:
    """The parts of a row at height y: the right text `beside` px from the left one, or below it where that is none."""
    cells: list[scene.Part] = [scene.Rectangle(box.x + 1, y, box.width - 2, ROW, band)]
    if not beside:
        cells.append(scene.Rectangle(box.x + 1, y + ROW - 1, box.width - 2, SECOND + 1, band))
    cells.append(set_line(box.x + 8, y + 13, texts[0], row.role))
    if row.right:
        cells.append(set_line(box.x + 8 + beside, y + 13 + (0 if beside else SECOND), texts[1], row.role))
    return cells


PLACE = (1, 2)
"""So much lower (px) stand the name of a VPC or hub, which is large, and the other lines of its title."""

PLACES, ZONE = 190, 300
"""So much of its title's first line (px) widens a frame; a zone's too, which tells what kind of zone it is behind its name."""

TitleLine = tuple[str, str] | tuple[str, str, str]
"""A line of a frame's title: a text, its role, and what follows it in small type, if anything does."""


def frame(
    kind: str,
    resource_id: str,
    role: str,
    icon: str,
    lines: Sequence[TitleLine],
    *,
    centre: bool = False,
    tooltip: str = "",
    marks: tuple[tuple[str, str], ...] = (),
) -> Box:
    """A container with its frame, its icon at the top left and its title lines (text, role); `centre` for zones."""
    picture = icon_name(icon) if icon else ""
    icon_size = 0 if not icon else (32 if len(lines) > 1 else 24)
    head = max(icon_size, 20 + sum(pitch(text_role) for _, text_role, *_ in lines[1:])) + 6
    shift = icon_size + 8 if icon else 10
    texts = [measured(text, text_role) for text, text_role, *_ in lines]
    tails = [sum(text_width(more, "small") + 4 for more in tail if more) for _, _, *tail in lines[1:]]
    title, *whole = (wide for _, wide in texts)
    whole = [wide + more for wide, more in zip(whole, tails, strict=True)]
    reach = max([title, *whole]) + shift
    least = max(whole, default=0.0)
    least = snap(max(least, min(title, ZONE if centre else PLACES)) + shift + 10)

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [scene.Rectangle(box.x, box.y, box.width, box.height, role, True)]
        if icon:
            parts.append(scene.Icon(picture, box.x, box.y, icon_size))
        return parts + (_centred_title(box, texts, lines) if centre else _title(box, shift, texts, lines))

    box = Box(kind, resource_id, head=head, paint=paint, tooltip=tooltip, marks=marks, holds_badges=not centre)
    box.least_width = least
    box.title_width = 0 if centre else reach
    box.first_width = min(title, PLACES) + shift
    box.width, box.height = max(least + 2 * GRID, 120), snap(head + GRID)
    return box


def _centred_title(box: Box, texts: Sequence[tuple[str, float]], lines: Sequence[TitleLine]) -> list[scene.Part]:
    """The title lines of a zone, above its columns."""
    room = box.width - 2 * max(box.space.left.size, box.space.right.size) - 2 * GRID
    middle = box.x + box.width / 2
    rows = enumerate(zip(texts, lines, strict=True))
    return [centred(middle, box.y + 17 + LINE * index, text, told[1], room) for index, ((text, _), told) in rows]


def _title(box: Box, shift: float, texts: Sequence[tuple[str, float]], lines: Sequence[TitleLine]) -> list[scene.Part]:
    """The title lines of a frame, `shift` from its left edge, with what follows each in small type, and its badges."""
    parts: list[scene.Part] = []
    edge = box.x + box.width - box.space.right.size
    room = min([edge, *(dock.x for dock in box.docks_top)]) - 8 - box.x - shift
    below = edge - 8 - box.x - shift
    for index, (text, (_, role, *tail)) in enumerate(zip(texts, lines, strict=True)):
        y = box.y + 17 + (pitch(role) * index if index else 0) + (PLACE[index > 0] if lines[0][1] == "place" else 0)
        shown = set_line(box.x + shift, y, text, role, below if index else room - box.badge_room)
        parts.append(shown)
        parts += [line(shown.x + shown.width + 4, y, more, "small", below - shown.width - 4) for more in tail if more]
        if box.badges and not index:
            parts += paint_badges(box, y - 4.5, left=shown.x + shown.width + 8)
    return parts


def chip(kind: str, text: str, count: int, inside: str, role: str = "small") -> Box:
    """A count of what is summed up: `<g data-kind=K data-more=N data-in=PARENT>` with its words."""
    shown = clean(text)
    width = snap(text_width(shown, role) + 16)

    def paint(box: Box) -> list[scene.Part]:
        return [
            scene.Rectangle(box.x, box.y, box.width, box.height, "chip", False, 10),
            line(box.x + (box.width - text_width(shown, role)) / 2, box.y + 15.5, shown, role),
        ]

    return Box(kind, "", width, 24, paint=paint, marks=(("more", str(count)), ("in", inside)))


def grid(boxes: Sequence[Box], columns: int) -> list[list[Box]]:
    """The boxes in rows of `columns`."""
    return [list(boxes[start : start + columns]) for start in range(0, len(boxes), columns)]


class Wide(Protocol):
    """What has a width (px)."""

    @property
    def width(self) -> int:
        """The width (px)."""


W = TypeVar("W", bound=Wide)


def shelves(boxes: Sequence[W], room: float, gap: int = GRID) -> list[list[W]]:
    """The boxes in rows that are no wider than `room` px (one box at least in each)."""
    rows: list[list[W]] = []
    used = 0
    for box in boxes:
        if rows and used + gap + box.width <= room:
            rows[-1].append(box)
            used += gap + box.width
        else:
            rows.append([box])
            used = box.width
    return rows
