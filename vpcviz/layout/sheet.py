"""The sheet around what is drawn: title, description, legend and notes, where they cost the least height.

They may stand beside the outside world, above the AWS Cloud, where that leaves room on the left; else above and below all.
"""

from __future__ import annotations

from typing import NamedTuple

from vpcviz import scene
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.legend import foot
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.style import line, text_width, wrap
from vpcviz.text import clean

LEAST_BAND = 480
"""Beside what is outside, words stand in lines of so many px at least."""

GAP = 12
"""Between words and what is drawn (px)."""

APART = 6
"""Between what is drawn and the legend below it (px)."""

NOTHING = 8
"""The height of a foot that says nothing (px)."""

TITLE, SUBTITLE = 26, 18
"""The heights of a line of the title and of the description (px)."""


class Words(NamedTuple):
    """Parts of the sheet with the height that they take (px)."""

    parts: list[scene.Part]
    height: float


class Sheet(NamedTuple):
    """A whole sheet: its size, how far down what is drawn moves (px), and its words."""

    width: float
    height: float
    down: int
    parts: list[scene.Part]


def sheet_of(drawing: Drawing, root: Box) -> Sheet:
    """The sheet of an arranged drawing: of the places that its words may have, those that make it least high."""
    title, subtitle, given = drawing.title, drawing.subtitle, drawing.badges
    width = max(root.width + 2 * MARGIN, text_width(title, "heading") + 2 * MARGIN)
    room = width - 2 * MARGIN
    below = foot(drawing, given, MARGIN, 0, room)
    heading = _heading(title, subtitle, MARGIN, room)
    above = -(-int(heading.height) // GAP) * GAP + GAP
    strip = below[1] + APART if below[1] > NOTHING else 0
    tried = [(above + root.height + strip, above, heading.parts, False)]
    band, depth = _band(drawing, root)
    if band >= max(LEAST_BAND, text_width(title, "heading")):
        beside = _heading(title, subtitle, MARGIN, band)
        for with_foot in (False, True):
            words, taken = list(beside.parts), beside.height
            if with_foot:
                legend = foot(drawing, given, MARGIN, MARGIN + taken, band)
                words, taken = [*words, *legend[0]], taken + legend[1]
            down = max(0, -(-int(taken + GAP - depth) // GAP) * GAP)
            tried.append((down + root.height + (0 if with_foot else strip), down, words, with_foot))
    height, down, parts, with_foot = min(tried, key=lambda one: one[0])
    if not with_foot:
        parts = [*parts, *foot(drawing, given, MARGIN, MARGIN + down + root.height + APART, room)[0]]
    return Sheet(width, height + 2 * MARGIN, down, parts)


def _heading(title: str, subtitle: str, x: float, room: float) -> Words:
    parts: list[scene.Part] = [line(x, MARGIN + 17, clean(title), "heading", room)]
    rows = wrap(clean(subtitle), "subheading", room) if subtitle else []
    for index, row in enumerate(rows):
        parts.append(line(x, MARGIN + TITLE + 13 + SUBTITLE * index, row, "subheading", room))
    return Words(parts, TITLE + SUBTITLE * len(rows))


def _band(drawing: Drawing, root: Box) -> tuple[float, float]:
    """How wide and high the free room is at the upper left, above the AWS Cloud (px)."""
    cloud = drawing.containers.cloud.box
    left = float(root.x + root.width)
    for row in root.rows:
        for box in row:
            if box is not cloud and box.y < cloud.y:
                left = min(left, box.x)
    for link in drawing.links:
        left = min([left, *(x for x, y in link.points if y < cloud.y)])
    return left - 2 * GAP - MARGIN, cloud.y - cloud.above - root.y
