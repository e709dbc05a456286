"""Texts of a PNG: our own font's glyphs as sprites side by side, everything else set by resvg as one sprite.

Our font has neither kerning nor ligatures (see `vpcviz/text/fonts/README.md`), so a glyph stands where the advances before it
add up to, to a quarter of a pixel. Baselines are at whole pixels, as browsers set them.
"""

import unicodedata
from functools import cache
from html import escape
from math import ceil, floor
from typing import Any

from vpcviz.layout.style import STYLES
from vpcviz.render.marks import Colour, Run, Stamp
from vpcviz.render.shapes import number, rgb
from vpcviz.render.sprites import Sheet
from vpcviz.scene import Text
from vpcviz.text import ASCENT, BOLD_WEIGHT, DESCENT, FAMILY, clean, font_file, needs_fallback, width

PHASES = 4
"""Places within a pixel at which a glyph may begin."""

LARGE = 48
"""From this size on (pixels) a glyph begins at a whole pixel: nobody sees the difference, and sprites are large."""

Glyph = tuple[str, tuple[int, int, int, int]]
"""Path data in font units (upwards), and its bounds: left, bottom, right, top."""


def is_plain(text: str) -> bool:
    """Whether our font's glyphs, one after another, are the text: no character that it lacks, no marks, nothing written leftwards."""
    return text.isascii() or (not needs_fallback(text) and not any(map(_joins, text)))


@cache
def _joins(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or unicodedata.bidirectional(character) not in (
        "L", "EN", "ES", "ET", "CS", "ON", "WS",
    )  # fmt: skip


class Lettering:
    """Sets texts at a scale: (pixels for each px of the picture)."""

    def __init__(self, scale: float, sheet: Sheet) -> None:
        self.scale = scale
        self.sheet = sheet
        self._runs: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
        self._sprites: dict[tuple[str, str], list[int | None]] = {}

    def text(self, text: Text, colour: str) -> Run | Stamp:
        """A text of the picture as a mark."""
        shown = clean(text.text)
        x, y = text.x * self.scale, floor(text.y * self.scale + 0.5)
        size, bold = STYLES[text.role]
        pixels = size * self.scale
        if not is_plain(shown):
            return self._foreign(shown, text, x, y, colour)
        phases = PHASES if pixels < LARGE else 1
        column, phase = divmod(floor(x * phases + 0.5), phases)
        key = (shown, text.role, phase)
        glyphs = self._runs.get(key)
        if glyphs is None:
            glyphs = self._runs[key] = self._set(shown, text.role, phase, phases)
        length = width(shown, size, bold) * self.scale
        margin = ceil(pixels / 2)
        box = (column - margin, y - ceil(pixels * ASCENT), ceil(x + length) + margin, y + ceil(pixels * DESCENT))
        return Run(glyphs, column, y, rgb(colour), box)

    def _set(self, shown: str, role: str, phase: int, phases: int) -> list[tuple[int, int]]:
        """(sprite, pixels from the start) of each glyph that shows anything."""
        size, bold = STYLES[role]
        step = size * self.scale * phases
        found = []
        place = phase + 0.5
        for character in shown:
            column, part = divmod(int(place), phases)
            sprites = self._sprites.get((character, role))
            if sprites is None:
                sprites = self._sprites[character, role] = [self._NONE] * phases
            sprite = sprites[part]
            if sprite == self._NONE:
                sprite = sprites[part] = self._glyph(character, role, part / phases)
            if sprite is not None:
                found.append((sprite, column))
            place += width(character, 1, bold) * step
        return found

    _NONE = -1

    def _glyph(self, character: str, role: str, shift: float) -> int | None:
        """The sprite of a glyph that begins `shift` pixels right of a pixel's edge; None for a blank."""
        size, bold = STYLES[role]
        outlines = Outlines.of(bold)
        path, (left, bottom, right, top) = outlines.glyph(character)
        if not path:
            return None
        factor = size * self.scale / outlines.em
        box = (floor(left * factor + shift), floor(-top * factor), ceil(right * factor + shift), ceil(-bottom * factor))
        return self.sheet.want(f'<path transform="matrix({factor:.7f} 0 0 -{factor:.7f} {number(shift)} 0)" d="{path}"/>', box)

    def _foreign(self, shown: str, text: Text, x: float, y: int, colour: str) -> Stamp:
        """A text with characters of other fonts or scripts, as the SVG has it."""
        size, bold = STYLES[text.role]
        pixels = size * self.scale
        column, phase = divmod(floor(x * PHASES + 0.5), PHASES)
        fit = f' textLength="{number(text.width * self.scale)}" lengthAdjust="spacingAndGlyphs"' if needs_fallback(shown) else ""
        markup = (
            f'<text x="{number(phase / PHASES)}" y="0" fill="{colour}" font-family="{FAMILY}" font-size="{number(pixels)}" '
            f'font-weight="{BOLD_WEIGHT if bold else 400}" style="font-kerning:none;white-space:pre"{fit}>{escape(shown)}</text>'
        )
        # Foreign fonts may rise and fall further than ours.
        left, top = -ceil(pixels / 2), -ceil(1.5 * pixels)
        right, bottom = ceil(text.width * self.scale + pixels / 2) + 1, ceil(0.75 * pixels)
        return Stamp(
            self.sheet.want_text(markup, (left, top, right, bottom)),
            column,
            y,
            (column + left, y + top, column + right, y + bottom),
        )


class Outlines:
    """The outlines of a font file's glyphs."""

    def __init__(self, bold: bool) -> None:
        import uharfbuzz

        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_file(bold))))
        self.em: int = face.upem
        self._font = uharfbuzz.Font(face)
        self._glyphs: dict[str, Glyph] = {}
        functions = uharfbuzz.DrawFuncs()
        functions.set_move_to_func(lambda x, y, out: out.append(("M", x, y)))
        functions.set_line_to_func(lambda x, y, out: out.append(("L", x, y)))
        functions.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", a, b, x, y)))
        functions.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.append(("C", a, b, c, d, x, y)))
        functions.set_close_path_func(lambda out: out.append(("Z",)))
        self._functions = functions

    @staticmethod
    @cache
    def of(bold: bool) -> "Outlines":
        """The outlines of the regular or the bold font."""
        return Outlines(bold)

    def glyph(self, character: str) -> Glyph:
        """A character's outline; "" and empty bounds for a blank."""
        known = self._glyphs.get(character)
        if known is None:
            steps: list[tuple[Any, ...]] = []
            self._font.draw_glyph(self._font.get_nominal_glyph(ord(character)) or 0, self._functions, steps)
            path = "".join(step[0] + " ".join(number(value) for value in step[1:]) for step in steps)
            xs = [x for step in steps for x in step[1::2]] or [0]
            ys = [y for step in steps for y in step[2::2]] or [0]
            known = self._glyphs[character] = (path, (floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))))
        return known
