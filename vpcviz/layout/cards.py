"""Cards: things as an icon, a name and lines below it. An estate has tens of thousands, so each is one small record."""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from vpcviz import scene
from vpcviz.icons import icon_for, icon_for_service
from vpcviz.layout.badges import paint as paint_badges
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.style import LINE, measured, set_line, text_width, wrap
from vpcviz.text import clean

Marks = tuple[tuple[str, str], ...]

CARD_ICON = 28

CARD_MOST = 252
"""A card gets no wider than this for a name's sake (px); addresses widen it as far as they need."""


SOFT_MOST = 150
"""Lines that may be shortened widen a card up to so many px of text."""

NOTE_WIDTH = 216
NOTE_LINES = 4
"""A note in a card is broken into so many lines of this width (px); what does not fit is shortened."""


@cache
def icon_name(name: str) -> str:
    """The icon for a kind (`nat-gateway`), a service (`service:sqs`) or a path in the `diagrams` package (as it is)."""
    if name.startswith("service:"):
        return icon_for_service(name[8:])
    return name if "/" in name else icon_for(name)


class Item(Struct, frozen=True, gc=False):
    """A line of a card: a text in a role; with a `kind` it is a resource (or a count) of its own, drawn as a group."""

    text: str
    role: str = "detail"
    kind: str = ""
    id: str = ""
    marks: Marks = ()
    whole: bool = True


def note_items(note: str, word: float = NOTE_WIDTH) -> list[Item]:
    """The lines of a note in a card; a single word, such as a host's name, may be as wide as `word` (px)."""
    lines = wrap(clean(note), "small", NOTE_WIDTH)
    shown = lines if len(lines) <= NOTE_LINES else [*lines[: NOTE_LINES - 1], " ".join(lines[NOTE_LINES - 1 :])]
    return [Item(text, "small", whole=text_width(text, "small") <= (NOTE_WIDTH if " " in text else word)) for text in shown]


class Card(Struct, gc=False):
    """What a card shows, and how it is painted; `lines` are its texts (the name first, if any) as they were measured."""

    icon: str
    name: str
    items: Sequence[Item]
    role: str
    lines: list[tuple[str, float]]

    def __call__(self, box: Box) -> list[scene.Part]:
        """The parts of the card in its place."""
        room = box.width - CARD_ICON - 20 - box.badge_room
        x = box.x + CARD_ICON + 12
        y = box.y + (box.height - len(self.lines) * LINE) / 2 + 11.5
        parts: list[scene.Part] = [
            scene.Rectangle(box.x, box.y, box.width, box.height, self.role, False, 4),
            scene.Icon(icon_name(self.icon), box.x + 6, box.y + (box.height - CARD_ICON) / 2, CARD_ICON),
        ]
        if box.badges:
            parts += paint_badges(box, y - 4)
        lines = iter(self.lines)
        if self.name:
            parts.append(set_line(x, y, next(lines), "name", room))
            y += LINE
        groups: dict[tuple[str, str], scene.Group] = {}
        for item, shown in zip(self.items, lines, strict=True):
            text = set_line(x, y, shown, item.role, room)
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


def card(
    kind: str,
    resource_id: str,
    icon: str,
    name: str,
    items: Sequence[Item] = (),
    *,
    role: str = "card",
    marks: Marks = (),
    tooltip: str = "",
    least: int = 0,
) -> Box:
    """A thing: icon, name in bold, and lines below it. The name may be shortened; lines marked `whole` never are."""
    inner = soft = 0.0
    lines = [measured(name, "name")] if name else []
    wanted = lines[0][1] if name else 0.0
    for item in items:
        shown = measured(item.text, item.role)
        lines.append(shown)
        if not item.whole:
            soft = max(soft, shown[1])
        elif shown[1] > inner:
            inner = shown[1]
    wanted = max(inner, wanted, min(soft, SOFT_MOST))
    text_room = max(inner, min(wanted, CARD_MOST - CARD_ICON - 22))
    width = max(snap(text_room + CARD_ICON + 22), least)
    height = snap(max(CARD_ICON + 16, len(lines) * LINE + 8))
    counts = any(name == "more" for name, _ in marks) if marks else False
    says = Card(icon, name, items, role, lines)
    return Box(kind, resource_id, width, height, paint=says, says=says, marks=marks, tooltip=tooltip, holds_badges=not counts)
