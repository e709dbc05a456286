"""Rectangles and the ways of links as marks: straight edges as exact coverage of pixels, corners as sprites.

Places are taken to quarters of a pixel, so that corners come in few kinds. Lengths are counted in `UNIT`s of a pixel.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor

from vpcviz.render.marks import Colour, DashedBar, Dashes, Fill, Mark, Stamp
from vpcviz.render.sprites import Sheet
from vpcviz.render.svg import towards
from vpcviz.render.theme import Paint

UNIT = 64
"""Parts of a pixel in which edges are counted."""

QUARTER = UNIT // 4

BEND = 1.6232
"""Length of the curve of a corner, in radii: a quadratic Bézier curve whose middle point is the corner."""

Point = tuple[int, int]


def units(pixels: float) -> int:
    """A place in UNITs, to the nearest quarter of a pixel."""
    return floor(pixels * 4 + 0.5) * QUARTER


def rgb(colour: str) -> Colour:
    """The three numbers of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


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


def rectangle(left: int, top: int, right: int, bottom: int, colour: Colour) -> Iterator[Fill]:
    """A rectangle (UNITs) as fills: its inside, and its edges as far as they cover pixels in part."""
    across = covered(left, right)
    for y, below, share in covered(top, bottom):
        for x, beside, part in across:
            alpha = (share * part * 255 + 2048) >> 12
            if alpha:
                yield Fill((x, y, beside, below), colour, alpha)


class Pen:
    """Draws shapes at a scale: (pixels for each px of the picture)."""

    def __init__(self, scale: float, sheet: Sheet) -> None:
        self.scale = scale
        self.sheet = sheet
        self._dashes: dict[str, Dashes] = {}

    def half(self, paint: Paint) -> int:
        """Half the width of a stroke (UNITs)."""
        return max(1, floor(paint.width * self.scale * UNIT / 2 + 0.5)) if paint.stroke != "none" else 0

    def dashes(self, paint: Paint) -> Dashes:
        """The dash pattern of a stroke."""
        if paint.dash not in self._dashes:
            self._dashes[paint.dash] = Dashes([float(length) * self.scale for length in paint.dash.split()])
        return self._dashes[paint.dash]

    def box(self, x: float, y: float, width: float, height: float, radius: float, paint: Paint) -> Iterator[Mark]:
        """A rectangle of the picture (px) as marks."""
        left, top = units(x * self.scale), units(y * self.scale)
        right, bottom = units((x + width) * self.scale), units((y + height) * self.scale)
        edges = (left, top, right, bottom)
        if radius:
            yield from self._round(edges, min(radius * self.scale, (right - left) / UNIT / 2, (bottom - top) / UNIT / 2), paint)
            return
        if paint.fill != "none":
            yield from rectangle(*edges, rgb(paint.fill))
        if paint.dash and paint.stroke != "none":
            yield from self._dashed_frame(edges, paint)
        elif paint.stroke != "none":
            half, colour = self.half(paint), rgb(paint.stroke)
            yield from rectangle(left - half, top - half, right + half, top + half, colour)
            yield from rectangle(left - half, top + half, left + half, bottom - half, colour)
            yield from rectangle(right - half, top + half, right + half, bottom - half, colour)
            yield from rectangle(left - half, bottom - half, right + half, bottom + half, colour)

    def _dashed_frame(self, edges: tuple[int, int, int, int], paint: Paint) -> Iterator[Mark]:
        """The frame as SVG dashes it: from the top left corner clockwise."""
        left, top, right, bottom = edges
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        along = 0.0
        for start, end in zip(corners, corners[1:], strict=False):
            yield from self.dashed(start, end, along, paint)
            along += (abs(end[0] - start[0]) + abs(end[1] - start[1])) / UNIT

    def dashed(self, start: Point, end: Point, along: float, paint: Paint) -> Iterator[DashedBar]:
        """A straight dashed line that begins `along` pixels into its pattern."""
        upright = start[0] == end[0]
        half, middle = self.half(paint), start[0] if upright else start[1]
        a, b = (start[1], end[1]) if upright else (start[0], end[0])
        backwards = b < a
        first, last = (min(a, b) + UNIT // 2) // UNIT, (max(a, b) + UNIT // 2) // UNIT
        rows = covered(middle - half, middle + half)
        if first >= last or not rows:
            return
        phase = along + ((a - last * UNIT) if backwards else (first * UNIT - a)) / UNIT
        low, high = rows[0][0], rows[-1][1]
        box = (low, first, high, last) if upright else (first, low, last, high)
        yield DashedBar(self.dashes(paint), box, phase, backwards, upright, rows, rgb(paint.stroke))

    def _round(self, edges: tuple[int, int, int, int], radius: float, paint: Paint) -> Iterator[Mark]:
        """A rectangle with round corners: four sprites, and what is straight between them."""
        left, top, right, bottom = edges
        half = self.half(paint)
        # The corners' sprites end at whole pixels; between them all is straight.
        x1, x2 = ceil(left / UNIT + radius), floor(right / UNIT - radius)
        y1, y2 = ceil(top / UNIT + radius), floor(bottom / UNIT - radius)
        if x1 > x2 or y1 > y2 or paint.dash:
            yield self._whole(edges, radius, paint)
            return
        a, b, c, d = x1 * UNIT, y1 * UNIT, x2 * UNIT, y2 * UNIT
        if paint.fill != "none":
            colour = rgb(paint.fill)
            yield from rectangle(a, top, c, b, colour)
            yield from rectangle(left, b, right, d, colour)
            yield from rectangle(a, d, c, bottom, colour)
        if half:
            colour = rgb(paint.stroke)
            yield from rectangle(a, top - half, c, top + half, colour)
            yield from rectangle(a, bottom - half, c, bottom + half, colour)
            yield from rectangle(left - half, b, left + half, d, colour)
            yield from rectangle(right - half, b, right + half, d, colour)
        for x, cut_x in ((left, x1), (right, x2)):
            for y, cut_y in ((top, y1), (bottom, y2)):
                yield self._corner(x, y, cut_x, cut_y, radius, paint)

    def _corner(self, x: int, y: int, cut_x: int, cut_y: int, radius: float, paint: Paint) -> Stamp:
        """The corner of a rectangle at (x, y), as far as the pixels `cut_x` and `cut_y`."""
        column, row = x // UNIT, y // UNIT
        corner_x, corner_y = x / UNIT - column, y / UNIT - row
        end_x, end_y = cut_x - column, cut_y - row
        round_x = corner_x + (radius if end_x > corner_x else -radius)
        round_y = corner_y + (radius if end_y > corner_y else -radius)
        sweep = int((end_x > corner_x) == (end_y > corner_y))
        arc = (
            f"M{number(corner_x)} {end_y}V{number(round_y)}"
            f"A{number(radius)} {number(radius)} 0 0 {sweep} {number(round_x)} {number(corner_y)}H{end_x}"
        )
        markup = f'<path fill="{paint.fill}" d="{arc}V{end_y}Z"/>' if paint.fill != "none" else ""
        if paint.stroke != "none":
            markup += f'<path fill="none" {self._stroke(paint)} d="{arc}"/>'
        reach = ceil(self.half(paint) / UNIT) + 1
        low_x, high_x = (-reach, end_x) if end_x > corner_x else (end_x, reach + 1)
        low_y, high_y = (-reach, end_y) if end_y > corner_y else (end_y, reach + 1)
        return self._stamp(markup, column, row, (low_x, low_y, high_x, high_y))

    def _whole(self, edges: tuple[int, int, int, int], radius: float, paint: Paint) -> Stamp:
        """A small rectangle as one sprite."""
        left, top, right, bottom = edges
        column, row = left // UNIT, top // UNIT
        markup = (
            f'<rect x="{number(left / UNIT - column)}" y="{number(top / UNIT - row)}" rx="{number(radius)}" '
            f'width="{number((right - left) / UNIT)}" height="{number((bottom - top) / UNIT)}" fill="{paint.fill}" '
            f"{self._stroke(paint) if paint.stroke != 'none' else ''}/>"
        )
        reach = ceil(self.half(paint) / UNIT) + 1
        return self._stamp(markup, column, row, (-reach, -reach, right // UNIT - column + reach, bottom // UNIT - row + reach))

    def _stroke(self, paint: Paint, along: float = 0) -> str:
        words = f'stroke="{paint.stroke}" stroke-width="{number(self.half(paint) * 2 / UNIT)}" stroke-linejoin="round"'
        if paint.dash:
            lengths = " ".join(number(float(length) * self.scale) for length in paint.dash.split())
            words += f' stroke-dasharray="{lengths}" stroke-dashoffset="{number(floor(along * 4 + 0.5) / 4)}"'
        return words

    def _stamp(self, markup: str, x: int, y: int, box: tuple[int, int, int, int]) -> Stamp:
        left, top, right, bottom = box
        return Stamp(self.sheet.want(markup, box), x, y, (x + left, y + top, x + right, y + bottom))

    def bend(self, way: Sequence[Point], radii: Sequence[float], along: float, paint: Paint) -> Stamp:
        """A piece of a way (UNITs) with its corners as one sprite; `radii` (pixels) are those of its inner points."""
        column, row = min(x for x, _ in way) // UNIT, min(y for _, y in way) // UNIT
        places = [(x / UNIT - column, y / UNIT - row) for x, y in way]
        words = [f"M{_pair(places[0])}"]
        for before, corner, after, radius in zip(places, places[1:], places[2:], radii, strict=False):
            start, end = towards(corner, before, radius), towards(corner, after, radius)
            words.append(f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}")
        words.append(f"L{_pair(places[-1])}")
        markup = f'<path fill="none" {self._stroke(paint, along)} d="{"".join(words)}"/>'
        reach = ceil(self.half(paint) / UNIT) + 1
        # A piece ends where a straight one begins: at a whole pixel, or at the end of the way, where nothing sticks out.
        right, bottom = max(ceil(x) for x, _ in places), max(ceil(y) for _, y in places)
        return self._stamp(markup, column, row, (-reach, -reach, right + reach, bottom + reach))

    def arrow(self, tip: Point, corners: Sequence[tuple[float, float]], colour: str) -> Stamp:
        """A solid arrowhead: `corners` (pixels) from its tip."""
        column, row = tip[0] // UNIT, tip[1] // UNIT
        places = [(tip[0] / UNIT - column + x, tip[1] / UNIT - row + y) for x, y in corners]
        markup = f'<path fill="{colour}" d="M{"L".join(_pair(place) for place in places)}Z"/>'
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return self._stamp(markup, column, row, (floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))))


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"
