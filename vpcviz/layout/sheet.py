"""The sheet around what is drawn: title, description, legend and notes, where they cost the least height.

They may stand beside the outside world, above the AWS Cloud, where that leaves room on the left; else above and below all.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from vpcviz import scene
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.legend import Foot, Words
from vpcviz.layout.settling import MARGIN
from vpcviz.layout.style import line, text_width, wrap
from vpcviz.text import clean

LEAST_BAND = 260
"""Beside what is outside, and beside one another, words stand in lines of so many px at least."""

GAP = 12
"""Between words and what is drawn (px)."""

BESIDE = 36
"""Between a title and the legend beside it (px)."""

WORTH = 10
"""A legend stands beside a title where that makes the sheet so much less high (px)."""

NEAR = 3000
"""On a sheet that is wider (px), a legend at the right edge would be too far from the title to be found."""

UNDER = 4
"""Between a description and the legend below it (px)."""

APART = 6
"""Between what is drawn and the legend below it (px)."""

TITLE, SUBTITLE = 26, 18
"""The heights of a line of the title and of the description (px)."""

SHARES = (0.35, 0.5, 0.65)
"""A legend beside the title takes so much of their room."""


class Sheet(NamedTuple):
    """A whole sheet: its size, how far down what is drawn moves (px), and its words."""

    width: float
    height: float
    down: int
    parts: list[scene.Part]


def sheet_of(drawing: Drawing, root: Box) -> Sheet:
    """The sheet of an arranged drawing: of the places that its words may have, those that make it least high."""
    title, subtitle = drawing.title, drawing.subtitle
    foot = Foot(drawing, drawing.badges)
    wide = text_width(title, "heading")
    width = max(root.width, wide, ceil(foot.least)) + 2 * MARGIN
    room = width - 2 * MARGIN
    below = foot.words(MARGIN, 0, room).height + APART if foot else 0.0
    tried: list[tuple[float, int, list[scene.Part], bool]] = []
    bands = [(room, 0.0)]
    band, depth = _band(drawing, root)
    if band >= max(LEAST_BAND, wide):
        bands.append((band, depth))
    for across, free in bands:
        for words, with_foot in _headings(title, subtitle, foot, across):
            down = max(0, ceil(words.height + GAP - free))
            tried.append((down + root.height + (0.0 if with_foot else below), down, words.parts, with_foot))
    height, down, parts, with_foot = min(tried, key=lambda one: one[0])
    if not with_foot:
        parts = [*parts, *foot.words(MARGIN, MARGIN + down + root.height + APART, room).parts]
    return Sheet(width, ceil(height) + 2 * MARGIN, down, parts)


def _headings(title: str, subtitle: str, foot: Foot, room: float) -> Iterator[tuple[Words, bool]]:
    """The ways to set a title and a description in lines of so many px: alone, and with the legend below them or, where that is
    less high, beside."""
    alone = _heading(title, subtitle, MARGIN, room)
    yield alone, not foot
    if not foot:
        return
    if room < foot.least:
        return
    under = alone.height + (UNDER if subtitle else 0)
    legend = foot.words(MARGIN, MARGIN + under, room)
    least = legend.height
    yield Words([*alone.parts, *legend.parts], room, under + least), True
    if room > NEAR:
        return
    for wide in (foot.width + 1, *(room * share for share in SHARES)):
        left = room - wide - BESIDE
        if left < max(LEAST_BAND, text_width(title, "heading")) or wide < max(LEAST_BAND, foot.least):
            continue
        heading = _heading(title, subtitle, MARGIN, left)
        legend = foot.words(MARGIN + room - wide, MARGIN + 2, wide)
        if legend.width < wide - 1:  # flush with the right edge
            legend = foot.words(MARGIN + room - legend.width, MARGIN + 2, wide)
        height = max(heading.height, legend.height + 2)
        if height + WORTH <= under + least:
            yield Words([*heading.parts, *legend.parts], room, height), True


def _heading(title: str, subtitle: str, x: float, room: float) -> Words:
    parts: list[scene.Part] = [line(x, MARGIN + 17, clean(title), "heading", room)]
    rows = wrap(clean(subtitle), "subheading", room) if subtitle else []
    for index, row in enumerate(rows):
        parts.append(line(x, MARGIN + TITLE + 13 + SUBTITLE * index, row, "subheading", room))
    return Words(parts, room, TITLE + SUBTITLE * len(rows))


def _band(drawing: Drawing, root: Box) -> tuple[float, float]:
    """How wide and high the free room is at the upper left, above the AWS Cloud (px)."""
    cloud = drawing.containers.cloud.box
    left = float(root.x + root.width)
    for row in root.rows:
        for box in row:
            if box is not cloud and box.y < cloud.y:
                left = min(left, box.x)
    for link in drawing.links if drawing.outer is None else drawing.outer:
        left = min([left, *(x for x, y in link.points if y < cloud.y)])
    return left - 2 * GAP - MARGIN, cloud.y - cloud.above - root.y
