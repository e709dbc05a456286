"""From a Scene to the marks of a PNG, and the sheet of the sprites that they need."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.lettering import Lettering
from vpcviz.render.paths import arrow_corners
from vpcviz.render.raster_primitives import Faded, Mark, Rows, Stamp
from vpcviz.render.shapes import UNIT, Ink, Pen, Point, number, rgb, units
from vpcviz.render.sprites import Sheet
from vpcviz.render.theme import FADED, Theme, paints, text_colour
from vpcviz.scene import Group, Icon, Part, Rectangle, Text, Wire, groups

BEYOND = 40
"""What shows a part reaches no further than so many px beyond its place: a line's width, an arrowhead, a text's height."""

EDGE = 4
"""And so many pixels: sprites have a free edge."""

HALVES = 2
"""Places within a pixel at which an icon may begin, in each direction."""


class Draft:
    """Turns parts into `marks`, one after another; what they show again and again is on `sheet`. Parts that do not reach into
    the `rows` are left out; `canvas` is the colour below all."""

    def __init__(self, scale: float, theme: Theme, icons: Path | None, fonts: Sequence[Path], rows: Rows) -> None:
        self.scale = scale
        self._first, self._last = (rows[0] - EDGE) / scale - BEYOND, (rows[1] + EDGE) / scale + BEYOND
        self.theme = theme
        self.sheet = Sheet(fonts)
        self.marks: list[Mark] = []
        self._icon_set = IconSet(icons)
        self._pen = Pen(scale, self.sheet)
        self._lettering = Lettering(scale, self.sheet)
        boxes, wires = paints(theme)
        self.canvas = rgb(boxes["canvas"].fill)
        self._boxes = {role: Ink(paint, scale) for role, paint in boxes.items()}
        self._wires = {role: Ink(paint, scale) for role, paint in wires.items()}
        self._colours = {role: rgb(text_colour(theme, role)) for role in STYLES}
        self._icons: dict[tuple[str, float, int, int], tuple[int, int, int]] = {}
        self._draw: dict[type, Callable[[Any], None]] = {
            Group: self._group,
            Rectangle: self._box,
            Icon: self._icon,
            Text: self._text,
            Wire: self._wire,
        }

    def part(self, part: Part) -> None:
        """Add one part of the scene."""
        self._draw[type(part)](part)

    def _group(self, group: Group) -> None:
        before = self.marks
        if group.faded:
            apart = any(isinstance(part, Wire) for one in (group, *groups(group.parts)) for part in one.parts)
            faded = Faded(alpha=round(FADED * 255), apart=apart)
            before.append(faded)
            self.marks = faded.marks
        for part in group.parts:
            self._draw[type(part)](part)
        self.marks = before

    def _box(self, box: Rectangle) -> None:
        if box.y > self._last or box.y + box.height < self._first:
            return
        self.marks += self._pen.box(box.x, box.y, box.width, box.height, box.radius, self._boxes[box.role])

    def _icon(self, icon: Icon) -> None:
        if icon.y > self._last or icon.y + icon.size < self._first:
            return
        column, across = divmod(floor(icon.x * self.scale * HALVES + 0.5), HALVES)
        row, down = divmod(floor(icon.y * self.scale * HALVES + 0.5), HALVES)
        key = (icon.name, icon.size, across, down)
        known = self._icons.get(key)
        if known is None:
            known = self._icons[key] = self._draw_icon(icon, across / HALVES, down / HALVES)
        sprite, right, bottom = known
        self.marks.append(Stamp(sprite, column, row, (column, row, column + right, row + bottom)))

    def _draw_icon(self, icon: Icon, x: float, y: float) -> tuple[int, int, int]:
        """(sprite, its right edge, its bottom) of an icon at a place within a pixel."""
        found = self._icon_set.find(icon.name)
        self.sheet.define(found.id, f'<symbol id="{found.id}" viewBox="{found.view_box}">{found.content}</symbol>')
        size = icon.size * self.scale
        markup = f'<use xlink:href="#{found.id}" x="{x:g}" y="{y:g}" width="{number(size)}" height="{number(size)}"/>'
        right, bottom = ceil(x + size), ceil(y + size)
        return self.sheet.want(markup, (0, 0, right, bottom)), right, bottom

    def _text(self, text: Text) -> None:
        if text.text and self._first <= text.y <= self._last:
            self.marks.append(self._lettering.text(text, self._colours[text.role]))

    def _wire(self, wire: Wire) -> None:
        ys = [y for _, y in wire.points]
        if min(ys) > self._last or max(ys) < self._first:
            return
        ink = self._wires[wire.role]
        way = [(units(x * self.scale), units(y * self.scale)) for x, y in wire.points]
        self._way([place for place, before in zip(way, [None, *way], strict=False) if place != before], ink)
        if wire.arrow:
            corners = [(x * self.scale, y * self.scale) for x, y in arrow_corners(wire.points)]
            self.marks.append(self._pen.arrow(way[-1], corners, ink))

    def _way(self, way: list[Point], ink: Ink) -> None:
        """A polyline (UNITs): long straight pieces as rectangles, the corners between them as sprites."""
        last = len(way) - 2
        along = began = 0.0
        piece: list[Point] = way[:1]
        for index, (start, end) in enumerate(pairwise(way)):
            bar = _straight(start, end, ink.half if index else 0, ink.half if index < last else 0)
            if bar:
                into = _length(start, bar[0])
                if index:
                    self.marks.append(self._pen.bend([*piece, bar[0]], began, ink))
                self.marks += self._pen.line(*bar, along + into, ink)
                piece, began = [bar[1]], along + into + _length(*bar)
            along += _length(start, end)
            piece.append(end)
        if len(piece) > 2 or piece[0] != piece[-1]:
            self.marks.append(self._pen.bend(piece, began, ink))


def _length(start: Point, end: Point) -> float:
    """How long (pixels) a straight piece is."""
    return (abs(end[0] - start[0]) + abs(end[1] - start[1])) / UNIT


def _straight(start: Point, end: Point, before: int, after: int) -> tuple[Point, Point] | None:
    """What of a piece is `before` and `after` (UNITs) away from its corners: from a whole pixel to a whole pixel, but for the ends
    of the way, which are no corners. None where that is less than a pixel, or the piece is aslant."""
    axis = 0 if start[1] == end[1] else 1
    if start[1 - axis] != end[1 - axis]:
        return None
    sign = 1 if end[axis] > start[axis] else -1
    a = start[axis] if not before else sign * ceil((sign * start[axis] + before) / UNIT) * UNIT
    b = end[axis] if not after else sign * floor((sign * end[axis] - after) / UNIT) * UNIT
    if (b - a) * sign < UNIT:
        return None
    return ((a, start[1]), (b, start[1])) if axis == 0 else ((start[0], a), (start[0], b))
