"""What stands on the map: a VPC as a card with its counts, what is on its border as small ports, and a key to the counts."""

from collections.abc import Sequence

from vpcviz import scene
from vpcviz.icons import icon_for
from vpcviz.layout.badges import paint as paint_badges
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.kind_names import kind_name, kind_words
from vpcviz.layout.style import LINE, fit, line, text_width
from vpcviz.layout.widgets import Marks, icon_name

ICON = 14
PORT = 24
BETWEEN_COUNTS = 9
"""Beside and between counts and their icons (px)."""

COUNTS_ROW = 6
"""So many counts stand side by side on a card."""

NAME_MOST = 190


def port(kind: str, resource_id: str, icon: str, tooltip: str, marks: Marks = ()) -> Box:
    """A small square on a card's border that stands for one resource; many links make it wider."""
    picture = icon_name(icon)

    def paint(box: Box) -> list[scene.Part]:
        x, y = box.x + (box.width - ICON) / 2, box.y + (PORT - ICON) / 2
        return [scene.Rectangle(box.x, box.y, box.width, PORT, "plate", False, 4), scene.Icon(picture, x, y, ICON)]

    return Box(kind, resource_id, PORT, PORT, paint=paint, tooltip=tooltip, marks=marks)


def counted_port(kind: str, count: int, inside: str) -> Box:
    """A port that stands for several resources, as wide as their links need."""
    words = f"+{count}"
    width = snap(max(GRID * (count + 1), ICON + text_width(words, "small") + 18))
    picture = icon_for(kind)

    def paint(box: Box) -> list[scene.Part]:
        inset = (PORT - ICON) / 2
        return [
            scene.Rectangle(box.x, box.y, box.width, PORT, "plate", False, 4),
            scene.Icon(picture, box.x + inset, box.y + inset, ICON),
            line(box.x + inset + ICON + 5, box.y + 22.5, words, "small"),
        ]

    marks = (("more", str(count)), ("in", inside))
    return Box(kind, f"{inside}/{kind}s", width, PORT, paint=paint, marks=marks, tooltip=f"{kind_words(kind, count)} more")


def vpc_card(vpc_id: str, role: str, lines: Sequence[tuple[str, str]], counts: Sequence[tuple[str, int]], *, words: bool) -> Box:
    """A VPC: its icon, its lines (text, role), and below them counts of what is in it, an icon each with a number or `words`."""
    head = 9 + max(26, LINE * len(lines))
    across = 2 if words else COUNTS_ROW
    texts = [kind_words(kind, count) if words else str(count) for kind, count in counts]
    widths = [text_width(text, "small") + ICON + BETWEEN_COUNTS for text in texts]
    cell = max([34.0, *widths])
    row = cell * min(across, len(counts))
    if not words:
        row = max([sum(widths[at : at + across]) for at in range(0, len(counts), across)], default=0.0)
    whole = [min(text_width(text, text_role), NAME_MOST if index == 0 else 10_000) for index, (text, text_role) in enumerate(lines)]
    width = snap(max(max(whole) + 48, row + 14, 168))
    height = snap(head + 20 * -(-len(counts) // across) + 16)
    picture = icon_name("vpc")

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [
            scene.Rectangle(box.x, box.y, box.width, box.height, role, True),
            scene.Icon(picture, box.x + 8, box.y + 14, 24),
        ]
        for index, (text, text_role) in enumerate(lines):
            room = box.width - 46 - (0 if index else box.badge_room)
            told, wide, whole_text = fit(text, text_role, room, middle=True)  # names often differ at their end only
            shown = scene.Text(box.x + 40, box.y + 24 + LINE * index, told, text_role, wide, whole_text)
            parts.append(shown)
            if box.badges and not index:
                parts += paint_badges(box, shown.y - 4.5, left=shown.x + shown.width + 6)
        for index, ((kind, count), text) in enumerate(zip(counts, texts, strict=True)):
            before = sum(widths[index - index % across : index]) if not words else cell * (index % across)
            x, y = box.x + 10 + before, box.y + head + 7 + 20 * (index // across)
            content: list[scene.Part] = [scene.Icon(icon_for(kind), x, y, ICON), line(x + ICON + 4, y + 11, text, "small")]
            parts.append(scene.Group(kind, "", content, (("more", str(count)), ("in", vpc_id)), kind_words(kind, count)))
        return parts

    return Box("vpc", vpc_id, width, height, paint=paint, tooltip=vpc_id, holds_badges=True)


def key(kinds: Sequence[str], room: int) -> Box:
    """The key to the cards' counts and ports: each kind's icon with its name, in lines of at most `room` px."""
    cells: list[tuple[str, str, float, int]] = []
    x, row, reach = 0.0, 0, 0.0
    for kind in kinds:
        name, width, _ = fit(kind_name(kind), "small", 400)
        if x and x + ICON + 6 + width > room:
            x, row = 0.0, row + 1
        cells.append((icon_for(kind), name, x, row))
        reach = max(reach, x + ICON + 6 + width)
        x += ICON + 6 + width + 24

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = []
        for picture, name, left, down in cells:
            y = box.y + 20 * down
            parts += [scene.Icon(picture, box.x + left, y + 3, ICON), line(box.x + left + ICON + 6, y + 14, name, "small")]
        return parts

    return Box("key", "", snap(reach), snap(20 * (row + 1)), paint=paint, visible=False)
