"""The foot of a picture: a legend of the link kinds and tiers in use, and notes on what was not read or not drawn."""

from collections import Counter
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from vpcviz import scene
from vpcviz.layout.badge import CHANGES, SIGNS, Badge, sample
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.link_kinds import links_entered
from vpcviz.layout.options import Options
from vpcviz.layout.style import line, text_width, wrap
from vpcviz.model import Network
from vpcviz.model.unread import unread_sentence

TIER_NAMES = {
    "public": "public subnet: routes to an internet gateway",
    "private": "private subnet: another way out",
    "isolated": "isolated subnet: local and gateway endpoint routes only",
    "unknown": "subnet whose routes are not known",
}


IN_TRUNKS = "VPC peering: some share a line; where each leads stands at its ends"

BADGE_NAMES = {
    "badge-step": ("1", "step of the traced way"),
    "badge-stop": (f"{SIGNS['error']} n", "step that stops it"),
    "badge-error": (f"{SIGNS['error']} n", "n errors: it does not work, or is open"),
    "badge-warning": (f"{SIGNS['warning']} n", "n warnings: it will fail, cost or surprise some day"),
    "badge-info": (f"{SIGNS['info']} n", "n infos: worth a look"),
    "badge-added": (CHANGES["added"], "added"),
    "badge-removed": (CHANGES["removed"], "removed (outline dashed)"),
    "badge-changed": (CHANGES["changed"], "changed"),
}
"""By role: a sample of the badge, and what it means."""


SAMPLE, AFTER = 44, 24
"""The room of an entry's sample, and between entries (px)."""

ENTRY_LINE, NOTE_LINE = 20, 16
"""Distance between the lines of entries, and of notes (px)."""

LEAST_LINES = 4
"""Notes of many lines (the steps of a way) stand in columns of so many lines at least."""


class Words(NamedTuple):
    """Parts of the sheet with the room that they take (px)."""

    parts: list[scene.Part]
    width: float
    height: float


class Entry(NamedTuple):
    """A sample of what a picture uses, what it means, and the room that it takes (px). `sort` is link, tier or badge."""

    sort: str
    name: str
    text: str
    width: float


class Foot:
    """A legend and notes, which may be set in lines of any width; `given` are the badges on the picture."""

    def __init__(self, drawing: Drawing, given: Sequence[Badge]) -> None:
        self.entries = _entries(drawing, given)
        self.notes = _notes(drawing.network, drawing.options)

    def __bool__(self) -> bool:
        return bool(self.entries or self.notes)

    @property
    def width(self) -> float:
        """The width of all entries in one line (px), or of the longest note."""
        return max([sum(entry.width for entry in self.entries) - AFTER, *(text_width(note, "small") for note in self.notes)])

    @property
    def least(self) -> float:
        """The width of the widest entry (px)."""
        return max((entry.width - AFTER for entry in self.entries), default=0.0)

    def words(self, x: float, y: float, room: float) -> Words:
        """The foot with its upper left corner at (x, y), in lines no wider than `room` px."""
        parts: list[scene.Part] = []
        at_x, at_y, reach = x, y + 8, 0.0
        for entry in self.entries:
            if at_x > x and at_x + entry.width - AFTER > x + room:
                at_x, at_y = x, at_y + ENTRY_LINE
            parts += _painted(entry, at_x, at_y)
            at_x += entry.width
            reach = max(reach, at_x - AFTER - x)
        bottom = at_y + 8 if self.entries else y
        at_y = at_y + ENTRY_LINE if self.entries else at_y
        at = x
        for rows, wide in _columns([row for note in self.notes for row in wrap(note, "small", room)], room):
            for number, row in enumerate(rows):
                parts.append(line(at, at_y + NOTE_LINE * number + 4, row, "small", room))
            reach, bottom = max(reach, at + wide - x), max(bottom, at_y + NOTE_LINE * (len(rows) - 1) + 8)
            at += wide + AFTER
        return Words(parts, min(reach, room), bottom - y)


def _columns(rows: Sequence[str], room: float) -> list[tuple[Sequence[str], float]]:
    """Lines in columns, each with its width (px): as many of them as there is room for, if there are more than a few lines."""
    widths = [text_width(row, "small") for row in rows]
    for count in range(len(rows) // LEAST_LINES, 1, -1):
        each = ceil(len(rows) / count)
        starts = range(0, len(rows), each)
        wide = [max(widths[start : start + each]) for start in starts]
        if sum(wide) + AFTER * (len(wide) - 1) <= room:
            return [(rows[start : start + each], width) for start, width in zip(starts, wide, strict=True)]
    return [(rows, max(widths))] if rows else []


def _entries(drawing: Drawing, given: Sequence[Badge]) -> list[Entry]:
    network = drawing.network
    in_sight = (subnet for subnet in network.subnets if subnet.id in drawing.drawn)  # not those of a VPC that is only counted
    tiers = {network.tier(subnet) for subnet in in_sight} if drawing.options.detail != "overview" else set()
    kinds = {link.kind for link in drawing.links} | drawing.painted
    shared = Counter(link.bundle for link in drawing.links if link.ends is not None and link.bundle)
    told = {one.name: one.words for one in links_entered()} | (
        {"peering": IN_TRUNKS} if any(count > 1 for count in shared.values()) else {}
    )
    found = [("link", kind, text) for kind, text in told.items() if kind in kinds]
    found += [("tier", tier, text) for tier, text in TIER_NAMES.items() if tier in tiers]
    roles = {badge.role for badge in given}
    found += [("badge", role, text) for role, (_, text) in BADGE_NAMES.items() if role in roles]
    return [Entry(sort, name, text, SAMPLE + text_width(text, "small") + AFTER) for sort, name, text in found]


def _painted(entry: Entry, x: float, y: float) -> list[scene.Part]:
    text = line(x + SAMPLE - 2, y + 4, entry.text, "small")
    if entry.sort == "link":
        return [scene.Wire(((x, y), (x + 34, y)), entry.name), text]
    if entry.sort == "badge":
        shown = Badge("", entry.name, BADGE_NAMES[entry.name][0])
        return [*sample(shown, x + 34 - shown.width, y), text]
    return [scene.Rectangle(x + 6, y - 7, 22, 14, f"subnet-{entry.name}"), text]


def _notes(network: Network, options: Options) -> list[str]:
    notes = list(options.notes)
    notes += _unread(network)
    if not network.complete:
        notes.append("The scan was stopped before it was done: what is missing here may exist.")
    return notes


def _unread(network: Network) -> list[str]:
    """What was not read, in one line that counts; `vpcviz gaps` lists it."""
    sentence = unread_sentence(network.gaps)
    return [f"{sentence}: `vpcviz gaps` lists them"] if sentence else []
