"""The recurring parts of a picture as boxes that know how to paint themselves: cards, tables, docked plates, titled groups."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol, TypeVar

from vpcviz import scene
from vpcviz.icons import icon_for, icon_for_service
from vpcviz.layout.badges import paint as paint_badges
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.style import LINE, centred, fit, line, text_width, wrap
from vpcviz.text import clean

Marks = tuple[tuple[str, str], ...]

CARD_ICON = 28
BEYOND = 22
"""Size (px) of the icon of what a plate leads to."""

CARD_MOST = 252
"""A card gets no wider than this for a name's sake (px); addresses widen it as far as they need."""


SOFT_MOST = 150
"""Lines that may be shortened widen a card up to so many px of text."""


@cache
def icon_name(name: str) -> str:
    """The icon for a kind (`nat-gateway`), a service (`service:sqs`) or a path in the `diagrams` package (as it is)."""
    if name.startswith("service:"):
        return icon_for_service(name[8:])
    return name if "/" in name else icon_for(name)


class Item(NamedTuple):
    """A line of a card: a text in a role; with a `kind` it is a resource (or a count) of its own, drawn as a group."""

    text: str
    role: str = "detail"
    kind: str = ""
    id: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    whole: bool = True


NOTE_WIDTH = 216
NOTE_LINES = 4
"""A note in a card is broken into so many lines of this width (px); what does not fit is shortened."""


def note_items(note: str) -> list[Item]:
    """The lines of a note in a card."""
    lines = wrap(clean(note), "small", NOTE_WIDTH)
    shown = lines if len(lines) <= NOTE_LINES else [*lines[: NOTE_LINES - 1], " ".join(lines[NOTE_LINES - 1 :])]
    return [Item(text, "small", whole=text_width(text, "small") <= NOTE_WIDTH) for text in shown]


def card(
    kind: str,
    resource_id: str,
    icon: str,
    name: str,
    items: Sequence[Item] = (),
    *,
    role: str = "card",
    marks: tuple[tuple[str, str], ...] = (),
    tooltip: str = "",
    least: int = 0,
) -> Box:
    """A thing: icon, name in bold, and lines below it. The name may be shortened; lines marked `whole` never are."""
    inner = soft = 0.0
    for item in items:
        reach = text_width(item.text, item.role)
        if item.whole:
            inner = max(inner, reach)
        else:
            soft = max(soft, reach)
    wanted = max(inner, text_width(name, "name") if name else 0.0, min(soft, SOFT_MOST))
    text_room = max(inner, min(wanted, CARD_MOST - CARD_ICON - 22))
    width = max(snap(text_room + CARD_ICON + 22), least)
    rows = len(items) + (1 if name else 0)
    height = snap(max(CARD_ICON + 16, rows * LINE + 8))

    picture = icon_name(icon)

    def paint(box: Box) -> list[scene.Part]:
        room = box.width - CARD_ICON - 20 - box.badge_room
        x = box.x + CARD_ICON + 12
        y = box.y + (box.height - rows * LINE) / 2 + 11.5
        parts: list[scene.Part] = [
            scene.Box(box.x, box.y, box.width, box.height, role, False, 4),
            scene.Icon(picture, box.x + 6, box.y + (box.height - CARD_ICON) / 2, CARD_ICON),
        ]
        parts += paint_badges(box, y - 4)
        if name:
            parts.append(line(x, y, name, "name", room))
            y += LINE
        groups: dict[tuple[str, str], scene.Group] = {}
        for item in items:
            text = line(x, y, item.text, item.role, room)
            if item.kind:
                group = groups.get((item.kind, item.id))
                if group is None:
                    group = groups[item.kind, item.id] = scene.Group(item.kind, item.id, [], item.marks)
                    parts.append(group)
                group.parts.append(text)
            else:
                parts.append(text)
            y += LINE
        return parts

    counts = any(name == "more" for name, _ in marks)
    box = Box(kind, resource_id, width, height, paint=paint, marks=marks, tooltip=tooltip, holds_badges=not counts)
    box.says = (icon, name, items)
    return box


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
            scene.Box(box.x, box.y, box.width, box.height, "plate", False, 6),
            scene.Icon(picture, box.x + 5, box.y + 5, 26),
            line(x, middle - 4.5, name, "name", room),
            line(x, middle + 12.5, what, "small"),
            *([scene.Icon(target, box.x + box.width - BEYOND - 6 - box.badge_room, middle - BEYOND / 2, BEYOND)] if target else []),
            *paint_badges(box, middle - 9),
        ]

    return Box(kind, resource_id, width, 36, paint=paint, tooltip=tooltip, holds_badges=True, marks=marks)


class Row(NamedTuple):
    """A row of a table: left and right text; `kind` and `id` make it a resource, `dim` greys it."""

    left: str
    right: str
    kind: str = ""
    id: str = ""
    role: str = "detail"
    marks: tuple[tuple[str, str], ...] = ()
    tooltip: str = ""


ROW = 19


def table(kind: str, resource_id: str, icon: str, title: str, subtitle: str, rows: Sequence[Row]) -> Box:
    """A small table: a titled card with rows of two columns. Row i is the box `slots[i]`, which links may hang on."""
    left = max([text_width(row.left, row.role) for row in rows], default=0.0)
    right = max([text_width(row.right, row.role) for row in rows], default=0.0)
    titles = max(min(text_width(title, "name"), 200), text_width(subtitle, "small"))
    wanted = max(left + right + 36 if rows else 0.0, titles + 48)
    width = snap(wanted)
    head = 40
    picture = icon_name(icon)
    height = snap(head + ROW * len(rows) + (4 if rows else 0))

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [
            scene.Box(box.x, box.y, box.width, box.height, "table", False, 4),
            scene.Icon(picture, box.x + 7, box.y + 7, 26),
            line(box.x + 39, box.y + 17, title, "name", box.width - 46 - box.badge_room),
            line(box.x + 39, box.y + 32, subtitle, "small", box.width - 44),
            *paint_badges(box, box.y + 13),
        ]
        for index, row in enumerate(rows):
            y = box.y + head + ROW * index
            cells: list[scene.Part] = [
                scene.Box(box.x + 1, y, box.width - 2, ROW, "row-even" if index % 2 else "row-odd"),
                line(box.x + 8, y + 13, row.left, row.role),
            ]
            if row.right:
                cells.append(line(box.x + 8 + left + 20, y + 13, row.right, row.role))
            parts.extend([scene.Group(row.kind, row.id, cells, row.marks, row.tooltip)] if row.kind else cells)
        return parts

    box = Box(kind, resource_id, width, height, paint=paint, holds_badges=True)
    box.slots = [
        Box(row.kind or kind, row.id or resource_id, width, ROW, offset=head + ROW * index) for index, row in enumerate(rows)
    ]
    return box


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
    head = max(icon_size, 20 + LINE * (len(lines) - 1)) + 6
    shift = icon_size + 8 if icon else 10
    whole = [
        text_width(text, role_) + sum(text_width(more, "small") + 4 for more in tail if more) for text, role_, *tail in lines[1:]
    ]
    title = text_width(lines[0][0], lines[0][1])
    reach = max([*whole, text_width(lines[0][0], lines[0][1])]) + shift
    least = max(whole, default=0.0)
    least = snap(max(least, min(title, 190)) + shift + 10)

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [scene.Box(box.x, box.y, box.width, box.height, role, True)]
        if icon:
            parts.append(scene.Icon(picture, box.x, box.y, icon_size))
        y = box.y + 17
        edge = box.x + box.width - box.space.right.size
        room = min([edge, *(dock.x for dock in box.docks_top)]) - 8 - box.x - shift
        below = edge - 8 - box.x - shift
        for index, (text, text_role, *tail) in enumerate(lines):
            if centre:
                centre_room = box.width - 2 * max(box.space.left.size, box.space.right.size) - 2 * GRID
                parts.append(centred(box.x + box.width / 2, y, text, text_role, centre_room))
            else:
                shown = line(box.x + shift, y, text, text_role, below if index else room - box.badge_room)
                parts.append(shown)
                parts += [line(shown.x + shown.width + 4, y, more, "small", below - shown.width - 4) for more in tail if more]
                if box.badges and not index:
                    parts += paint_badges(box, y - 4.5, left=shown.x + shown.width + 8)
            y += LINE
        return parts

    box = Box(kind, resource_id, head=head, paint=paint, tooltip=tooltip, marks=marks, holds_badges=not centre)
    box.least_width = least
    box.title_width = 0 if centre else reach
    box.first_width = min(title, 190) + shift
    box.width, box.height = max(least + 2 * GRID, 120), snap(head + GRID)
    return box


def chip(kind: str, text: str, count: int, inside: str) -> Box:
    """A count of what is summed up: `<g data-kind=K data-more=N data-in=PARENT>` with its words."""
    shown = clean(text)
    width = snap(text_width(shown, "small") + 16)

    def paint(box: Box) -> list[scene.Part]:
        return [
            scene.Box(box.x, box.y, box.width, box.height, "chip", False, 10),
            line(box.x + (box.width - text_width(shown, "small")) / 2, box.y + 15.5, shown, "small"),
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


def shelves(boxes: Sequence[W], room: int, gap: int = GRID) -> list[list[W]]:
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
