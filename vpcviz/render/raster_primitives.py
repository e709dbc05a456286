"""What a PNG is made of, from back to front, in whole pixels: each mark knows its box and puts itself on a canvas.

Everything is computed in integers, so that every machine gets the same pixels.
"""

import mmap
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from vpcviz.render.sprites import Box, Sprite

Colour = tuple[int, int, int]

Rows = tuple[int, int]
"""A band of a picture: its first row of pixels, and the first below it."""

PIXEL = 4
"""Bytes of a pixel, as Pillow keeps them."""

FINE = 16
"""A dash is as long as so many parts of a pixel tell."""


class Canvas:
    """A picture in the making, or a band of its rows: its sprites, a pen that blends, and the Pillow image of its pixels, four
    bytes each (the fourth tells nothing)."""

    def __init__(self, width: int, rows: Rows, colour: Colour, sprites: Sequence[Sprite]) -> None:
        from PIL import Image

        self.top, bottom = rows
        size = (width, bottom - self.top)
        memory = _memory(width * (bottom - self.top) * PIXEL)
        self.image = Image.frombuffer("RGBX", size, memory, "raw", "RGBX", 0, 1)  # type: ignore[arg-type]
        self.image.im.paste(colour, (0, 0, *size))  # `Image.paste` would first make a copy of its own
        self.sprites = sprites
        self.pen = Image.core.draw(self.image.im, 1)  # type: ignore[attr-defined]
        """Pillow's own pen in C, one that blends, as `ImageDraw` makes it."""
        self.paste: Any = self.image.im.paste
        """Pillow's own paste in C: (colour or picture, box, mask). `Image.paste` checks its arguments for four times as long
        as a glyph takes, and a picture has tens of thousands."""
        self._inks: dict[tuple[Colour, int], int] = {}

    def within(self, box: Box) -> Box:
        """A box of the picture on this canvas."""
        left, top, right, bottom = box
        return left, top - self.top, right, bottom - self.top

    def shown(self, boxes: Sequence[Box]) -> list[Box]:
        """As much of boxes of the picture as there is on this canvas."""
        width, height = self.image.size
        found = [
            (max(left, 0), max(top, 0), min(right, width), min(bottom, height))
            for left, top, right, bottom in map(self.within, boxes)
        ]
        return [box for box in found if box[0] < box[2] and box[1] < box[3]]

    def ink(self, colour: Colour, alpha: int) -> int:
        """What the pen takes for a colour that covers a pixel in part."""
        ink = self._inks.get((colour, alpha))
        if ink is None:
            ink = self._inks[colour, alpha] = self.pen.draw_ink((*colour, alpha))
        return ink


@dataclass(slots=True)
class Fill:
    """A rectangle of one colour; `alpha` (0 to 255) is how much of each of its pixels it covers."""

    box: Box
    colour: Colour
    alpha: int = 255

    def draw(self, canvas: Canvas) -> None:
        """Put it on the canvas."""
        left, top, right, bottom = canvas.within(self.box)
        if self.alpha == 255:
            canvas.paste(self.colour, (left, top, right, bottom))
        else:
            canvas.pen.draw_rectangle((left, top, right - 1, bottom - 1), canvas.ink(self.colour, self.alpha), 1)


@dataclass(slots=True)
class Stamp:
    """A sprite with its own colours, its origin at a pixel."""

    number: int
    x: int
    y: int
    box: Box

    def draw(self, canvas: Canvas) -> None:
        """Put it on the canvas."""
        sprite = canvas.sprites[self.number]
        canvas.paste(sprite.colours, canvas.within(self.box), sprite.mask)


@dataclass(slots=True)
class Tile:
    """A rectangle with its edges and corners, as many are: fills (box, colour, how much they cover), then sprites (number, box), as
    if its pixel was the first of the picture."""

    fills: Sequence[tuple[Box, Colour, int]]
    stamps: Sequence[tuple[int, Box]]
    x: int
    y: int

    @property
    def box(self) -> Box:
        """What encloses all of it."""
        left, top, right, bottom = _around([one[0] for one in self.fills] + [box for _, box in self.stamps])
        return left + self.x, top + self.y, right + self.x, bottom + self.y

    def draw(self, canvas: Canvas) -> None:
        """Put it on the canvas."""
        x, y, paste, sprites = self.x, self.y - canvas.top, canvas.paste, canvas.sprites
        for (left, top, right, bottom), colour, alpha in self.fills:
            if alpha == 255:
                paste(colour, (x + left, y + top, x + right, y + bottom))
            else:
                canvas.pen.draw_rectangle((x + left, y + top, x + right - 1, y + bottom - 1), canvas.ink(colour, alpha), 1)
        for number, (left, top, right, bottom) in self.stamps:
            sprite = sprites[number]
            paste(sprite.colours, (x + left, y + top, x + right, y + bottom), sprite.mask)


@dataclass(slots=True)
class Run:
    """A text: sprites as stencils for one colour, each so many pixels right of the start."""

    glyphs: list[tuple[int, int]]
    x: int
    y: int
    colour: Colour
    box: Box

    def draw(self, canvas: Canvas) -> None:
        """Put it on the canvas."""
        paste, sprites, start, base, colour = canvas.paste, canvas.sprites, self.x, self.y - canvas.top, self.colour
        for number, offset in self.glyphs:
            (left, top, right, bottom), mask, _ = sprites[number]
            x = start + offset
            paste(colour, (x + left, base + top, x + right, base + bottom), mask)


class Dashes:
    """A dash pattern, ready to be cut: one byte for each of the `FINE` parts of a pixel."""

    def __init__(self, lengths: Sequence[float]) -> None:
        """`lengths` are on, off, on, … in pixels."""
        many, place, on, ends = 64, 0.0, True, [0]
        for length in [*lengths] * many:
            place += length
            ends.append(round(place * FINE))
        pieces = []
        for start, end in pairwise(ends):
            pieces.append((b"\xff" if on else b"\0") * (end - start))
            on = not on
        self.pattern = b"".join(pieces)

    def cut(self, start: float, count: int) -> bytes:
        """The pattern from `start` px on, for `count` pixels."""
        first = round(start * FINE) % len(self.pattern)
        needed = first + count * FINE
        return (self.pattern * (needed // len(self.pattern) + 1))[first:needed]


@dataclass(slots=True)
class DashedBar:
    """A straight piece of a dashed line. `start` is where in the pattern its first pixel lies, `backwards` tells that
    the line runs towards the left or the top; `rows` are the pixels across it, and how much the line covers of each (0 to 64)."""

    dashes: Dashes
    box: Box
    start: float
    backwards: bool
    upright: bool
    rows: list[tuple[int, int, int]]
    colour: Colour

    def draw(self, canvas: Canvas) -> None:
        """Put it on the canvas."""
        from PIL import Image

        left, top, right, bottom = canvas.within(self.box)
        count = bottom - top if self.upright else right - left
        data = self.dashes.cut(self.start, count)
        fine = Image.frombytes("L", (count * FINE, 1), data[::-1] if self.backwards else data)
        mask = fine.reduce((FINE, 1))
        if self.upright:
            mask = mask.transpose(Image.Transpose.ROTATE_270)
        for first, end, cover in self.rows:
            row = mask.im if cover == 64 else mask.im.point(_shares(cover), None)
            for at in range(first, end) if self.upright else range(first - canvas.top, end - canvas.top):
                canvas.paste(self.colour, (at, top, at + 1, bottom) if self.upright else (left, at, right, at + 1), row)


@dataclass(slots=True)
class Faded:
    """Marks that are seen through as one; `apart` tells that they lie far from one another, as those of a link do."""

    marks: list["Mark"] = field(default_factory=list)
    alpha: int = 255
    apart: bool = False

    @property
    def box(self) -> Box:
        """What encloses all marks."""
        return _around([mark.box for mark in self.marks])

    def draw(self, canvas: Canvas) -> None:
        """Draw the marks as they are, then lay what was there before over them again in part."""
        from PIL import Image

        if not self.marks:
            return
        boxes = canvas.shown(_islands([mark.box for mark in self.marks]) if self.apart else [self.box])
        before = [canvas.image.crop(box) for box in boxes]
        for mark in self.marks:
            mark.draw(canvas)
        for box, picture in zip(boxes, before, strict=True):
            canvas.paste(picture.im, box, Image.new("L", picture.size, 255 - self.alpha).im)


def _memory(size: int) -> mmap.mmap:
    """So many bytes, in large pages where the system has them: thousands of small ones take longer to get than to fill."""
    large = getattr(mmap, "MADV_HUGEPAGE", None)
    if large is None:
        return mmap.mmap(-1, size)
    memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)  # what is shared has small pages only
    with suppress(OSError):
        memory.madvise(large)
    return memory


Mark = Fill | Stamp | Tile | Run | DashedBar | Faded


@cache
def _shares(cover: int) -> list[int]:
    """Of each coverage (0 to 255), `cover` 64ths."""
    return [value * cover >> 6 for value in range(256)]


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _islands(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that cover all the given ones and do not overlap: those that do are taken together."""
    found: list[Box] = []
    for box in boxes:
        apart = []
        while True:
            near = [other for other in found if _overlap(box, other)]
            if not near:
                break
            apart = [other for other in found if not _overlap(box, other)]
            box, found = _around([box, *near]), apart
        found.append(box)
    return found


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
