"""Rectangles and the ways of links as marks: straight edges as exact coverage of pixels, corners as sprites.

Places are taken to quarters of a pixel, so that corners come in few kinds. Lengths are counted in `UNIT`s of a pixel.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from vpcviz.render.paths import pair
from vpcviz.render.raster_primitives import Colour, DashedBar, Dashes, Fill, Mark, Stamp, Tile
from vpcviz.render.sprites import Sheet
from vpcviz.render.theme import Paint

UNIT = 64
"""Parts of a pixel in which edges are counted."""

QUARTER = UNIT // 4

Point = tuple[int, int]
"""x, y in UNITs."""

Edges = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def units(pixels: float) -> int:
    """A place in UNITs, to the nearest quarter of a pixel."""
    return floor(pixels * 4 + 0.5) * QUARTER


def rgb(colour: str) -> Colour:
    """The three numbers of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=1 << 12)
def number(value: float) -> str:
    """A coordinate in markup."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def covered(start: int, end: int) -> list[tuple[int, int, int]]:
    """(first pixel, end, how much of each is covered: 1 to 64) from `start` to `end` (UNITs)."""
    first, last = start // UNIT, end // UNIT
    if first == last:
        return [(first, first + 1, end - start)] if end > start else []
    found = []
    if start % UNIT:
        found.append((first, first + 1, UNIT - start % UNIT))
        first += 1
    if last > first:
        found.append((first, last, UNIT))
    if end % UNIT:
        found.append((last, last + 1, end % UNIT))
    return found


def rectangle(left: int, top: int, right: int, bottom: int, colour: Colour) -> list[Mark]:
    """A rectangle (UNITs) as fills: its inside, and its edges as far as they cover pixels in part."""
    across = covered(left, right)
    return [
        Fill((x, y, beside, below), colour, (share * part * 255 + 2048) >> 12)
        for y, below, share in covered(top, bottom)
        for x, beside, part in across
    ]


class Ink:
    """A paint at a scale: its colours as numbers, half the width of its stroke (UNITs), its dashes, and its stroke as markup."""

    def __init__(self, paint: Paint, scale: float) -> None:
        self.paint = paint
        self.fill = rgb(paint.fill) if paint.fill != "none" else None
        self.stroke = rgb(paint.stroke) if paint.stroke != "none" else None
        self.half = max(1, floor(paint.width * scale * UNIT / 2 + 0.5)) if self.stroke else 0
        self.reach = ceil(self.half / UNIT) + 1
        lengths = [float(length) * scale for length in paint.dash.split()] if self.stroke else []
        self.dashes = Dashes(lengths) if lengths else None
        width = number(self.half * 2 / UNIT)
        self.markup = f'stroke="{paint.stroke}" stroke-width="{width}" stroke-linejoin="round"' if self.stroke else ""
        if lengths:
            self.markup += f' stroke-dasharray="{" ".join(map(number, lengths))}"'

    def stroke_from(self, along: float) -> str:
        """The stroke as markup, beginning `along` pixels into its dashes: to a quarter, so that sprites come in few kinds."""
        return f'{self.markup} stroke-dashoffset="{number(floor(along * 4 + 0.5) / 4)}"' if self.dashes else self.markup


class Pen:
    """Draws shapes at a scale: (pixels for each px of the picture)."""

    def __init__(self, scale: float, sheet: Sheet) -> None:
        self.scale = scale
        self.sheet = sheet
        self._tiles: dict[
            tuple[int, int, int, int, float, Ink], tuple[list[tuple[Edges, Colour, int]], list[tuple[int, Edges]]]
        ] = {}
        """What rectangles are made of, by where in a pixel they begin, their size and look: of an estate's, most are known."""
        self._corners: dict[tuple[int, int, int, int, float, Ink], tuple[int, Edges]] = {}

    def box(self, x: float, y: float, width: float, height: float, radius: float, ink: Ink) -> list[Mark]:
        """A rectangle of the picture (px) as marks."""
        edges = left, top, right, bottom = (
            units(x * self.scale),
            units(y * self.scale),
            units((x + width) * self.scale),
            units((y + height) * self.scale),
        )
        if ink.dashes:
            return self._drawn(edges, radius, ink)
        column, row = left // UNIT, top // UNIT
        x, y = column * UNIT, row * UNIT
        key = (left - x, top - y, right - x, bottom - y, radius, ink)
        known = self._tiles.get(key)
        if known is None:
            made = self._drawn((left - x, top - y, right - x, bottom - y), radius, ink)
            fills = [(mark.box, mark.colour, mark.alpha) for mark in made if isinstance(mark, Fill)]
            known = self._tiles[key] = (fills, [(mark.number, mark.box) for mark in made if isinstance(mark, Stamp)])
        return [Tile(*known, column, row)] if known[0] or known[1] else []

    def _drawn(self, edges: Edges, radius: float, ink: Ink) -> list[Mark]:
        """A rectangle (UNITs) as marks: fills, then what is drawn over them."""
        left, top, right, bottom = edges
        if radius:
            return self._round(edges, min(radius * self.scale, (right - left) / UNIT / 2, (bottom - top) / UNIT / 2), ink)
        marks = rectangle(*edges, ink.fill) if ink.fill else []
        if ink.dashes:
            marks += self._dashed_frame(edges, ink)
        elif ink.stroke:
            half, colour = ink.half, ink.stroke
            marks += rectangle(left - half, top - half, right + half, top + half, colour)
            marks += rectangle(left - half, top + half, left + half, bottom - half, colour)
            marks += rectangle(right - half, top + half, right + half, bottom - half, colour)
            marks += rectangle(left - half, bottom - half, right + half, bottom + half, colour)
        return marks

    def _dashed_frame(self, edges: Edges, ink: Ink) -> list[Mark]:
        """The frame as SVG dashes it: from the top left corner clockwise."""
        left, top, right, bottom = edges
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        along, marks = 0.0, []
        for start, end in pairwise(corners):
            marks += self.line(start, end, along, ink)
            along += (abs(end[0] - start[0]) + abs(end[1] - start[1])) / UNIT
        return marks

    def line(self, start: Point, end: Point, along: float, ink: Ink) -> list[Mark]:
        """A straight line that begins `along` pixels into its dashes."""
        upright, half, colour = start[0] == end[0], ink.half, ink.stroke or (0, 0, 0)
        middle = start[0] if upright else start[1]
        a, b = (start[1], end[1]) if upright else (start[0], end[0])
        low, high = sorted((a, b))
        if not ink.dashes:
            across, down = (half, 0) if upright else (0, half)
            (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
            return rectangle(left - across, top - down, right + across, bottom + down, colour)
        first, last = (low + UNIT // 2) // UNIT, (high + UNIT // 2) // UNIT
        rows = covered(middle - half, middle + half)
        if first >= last:
            return []
        phase = along + ((a - last * UNIT) if b < a else (first * UNIT - a)) / UNIT
        inner, outer = rows[0][0], rows[-1][1]
        box = (inner, first, outer, last) if upright else (first, inner, last, outer)
        return [DashedBar(ink.dashes, box, phase, b < a, upright, rows, colour)]

    def _round(self, edges: Edges, radius: float, ink: Ink) -> list[Mark]:
        """A rectangle with round corners: four sprites, and what is straight between them."""
        left, top, right, bottom = edges
        # The corners' sprites end at whole pixels; between them all is straight.
        x1, x2 = ceil(left / UNIT + radius), floor(right / UNIT - radius)
        y1, y2 = ceil(top / UNIT + radius), floor(bottom / UNIT - radius)
        if x1 > x2 or y1 > y2 or ink.dashes:
            return [self._whole(edges, radius, ink)]
        a, b, c, d, half = x1 * UNIT, y1 * UNIT, x2 * UNIT, y2 * UNIT, ink.half
        marks: list[Mark] = []
        if ink.fill:
            marks += rectangle(a, top, c, b, ink.fill)
            marks += rectangle(left, b, right, d, ink.fill)
            marks += rectangle(a, d, c, bottom, ink.fill)
        if ink.stroke:
            marks += rectangle(a, top - half, c, top + half, ink.stroke)
            marks += rectangle(a, bottom - half, c, bottom + half, ink.stroke)
            marks += rectangle(left - half, b, left + half, d, ink.stroke)
            marks += rectangle(right - half, b, right + half, d, ink.stroke)
        marks += [
            self._corner(x, y, cut_x, cut_y, radius, ink)
            for x, cut_x in ((left, x1), (right, x2))
            for y, cut_y in ((top, y1), (bottom, y2))
        ]
        return marks

    def _corner(self, x: int, y: int, cut_x: int, cut_y: int, radius: float, ink: Ink) -> Stamp:
        """The corner of a rectangle at (x, y), as far as the pixels `cut_x` and `cut_y`."""
        column, row = x // UNIT, y // UNIT
        key = (x % UNIT, y % UNIT, cut_x - column, cut_y - row, radius, ink)
        known = self._corners.get(key)
        if known is None:
            place = (x / UNIT - column, y / UNIT - row)
            known = self._corners[key] = self._draw_corner(place, (cut_x - column, cut_y - row), radius, ink)
        sprite, (left, top, right, bottom) = known
        return Stamp(sprite, column, row, (column + left, row + top, column + right, row + bottom))

    def _draw_corner(self, corner: tuple[float, float], end: tuple[int, int], radius: float, ink: Ink) -> tuple[int, Edges]:
        (x, y), (end_x, end_y) = corner, end
        round_x = x + (radius if end_x > x else -radius)
        round_y = y + (radius if end_y > y else -radius)
        size, sweep = number(radius), int((end_x > x) == (end_y > y))
        arc = f"M{number(x)} {end_y}V{number(round_y)}A{size} {size} 0 0 {sweep} {number(round_x)} {number(y)}H{end_x}"
        markup = f'<path fill="{ink.paint.fill}" d="{arc}V{end_y}Z"/>' if ink.fill else ""
        if ink.stroke:
            markup += f'<path fill="none" {ink.markup} d="{arc}"/>'
        low_x, high_x = (-ink.reach, end_x) if end_x > x else (end_x, ink.reach + 1)
        low_y, high_y = (-ink.reach, end_y) if end_y > y else (end_y, ink.reach + 1)
        box = (low_x, low_y, high_x, high_y)
        return self.sheet.want(markup, box), box

    def _whole(self, edges: Edges, radius: float, ink: Ink) -> Stamp:
        """A small rectangle as one sprite."""
        left, top, right, bottom = edges
        column, row = left // UNIT, top // UNIT
        markup = (
            f'<rect x="{number(left / UNIT - column)}" y="{number(top / UNIT - row)}" rx="{number(radius)}" '
            f'width="{number((right - left) / UNIT)}" height="{number((bottom - top) / UNIT)}" '
            f'fill="{ink.paint.fill}" {ink.markup}/>'
        )
        beyond = ink.reach + 1
        return self._stamp(markup, column, row, (-beyond, -beyond, right // UNIT - column + beyond, bottom // UNIT - row + beyond))

    def _stamp(self, markup: str, x: int, y: int, box: Edges) -> Stamp:
        left, top, right, bottom = box
        return Stamp(self.sheet.want(markup, box), x, y, (x + left, y + top, x + right, y + bottom))

    def bend(self, way: Sequence[Point], along: float, ink: Ink) -> Stamp:
        """A piece of a way (UNITs) with its corners as one sprite."""
        column, row = min(x for x, _ in way) // UNIT, min(y for _, y in way) // UNIT
        places = [(x / UNIT - column, y / UNIT - row) for x, y in way]
        markup = f'<path fill="none" {ink.stroke_from(along)} d="M{"L".join(pair(place) for place in places)}"/>'
        # A piece ends where a straight one begins, at a whole pixel, or at the end of the way: its ends do not stick out.
        right, bottom = max(ceil(x) for x, _ in places), max(ceil(y) for _, y in places)
        return self._stamp(markup, column, row, (-ink.reach, -ink.reach, right + ink.reach, bottom + ink.reach))

    def arrow(self, tip: Point, corners: Sequence[tuple[float, float]], ink: Ink) -> Stamp:
        """A solid arrowhead: `corners` (pixels) from its tip."""
        column, row = tip[0] // UNIT, tip[1] // UNIT
        places = [(tip[0] / UNIT - column + x, tip[1] / UNIT - row + y) for x, y in corners]
        markup = f'<path fill="{ink.paint.stroke}" d="M{"L".join(pair(place) for place in places)}Z"/>'
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return self._stamp(markup, column, row, (floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))))
