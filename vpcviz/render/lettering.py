"""Texts of a PNG: our own font's glyphs as sprites side by side, everything else set by resvg as one sprite.

Our font has neither kerning nor ligatures (see `vpcviz/text/fonts/README.md`), so a glyph stands where the advances before it
add up to, to a quarter of a pixel. Baselines are at whole pixels, as browsers set them.
"""

import unicodedata
from functools import cache
from html import escape
from math import ceil, floor
from typing import Any, NamedTuple

from vpcviz.layout.style import STYLES
from vpcviz.render.raster_primitives import Colour, Run, Stamp
from vpcviz.render.shapes import number
from vpcviz.render.sprites import Sheet
from vpcviz.scene import Text
from vpcviz.text import (
    ASCENT,
    BOLD_WEIGHT,
    DESCENT,
    FAMILY,
    clean,
    font_file,
    has_forced_width,
    missing_glyphs,
    needs_fallback,
    width,
)
from vpcviz.text.shaping import has_marks, shaped_runs

PHASES = 4
"""Places within a pixel at which a glyph may begin."""

LARGE = 48
"""From this size on (pixels) a glyph begins at a whole or half pixel: nobody sees the difference, and sprites are large."""

NOT_YET = -1
"""A sprite that nobody has asked for."""

BOX = "□"
"""What stands for a character that no font has."""

Glyph = tuple[str, tuple[int, int, int, int]]
"""Path data in font units (upwards), and its bounds: left, bottom, right, top."""


def is_plain(text: str) -> bool:
    """Whether our font's glyphs, one after another, are the text: none that it lacks, no marks, nothing
    written leftwards."""
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
        self._cases = {role: Case(size, bold, scale, sheet) for role, (size, bold) in STYLES.items()}
        self._runs: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
        self._absent: dict[str, bool] = {}

    def text(self, text: Text, colour: Colour) -> Run | Stamp:
        """A text of the picture as a mark."""
        shown = self._with_boxes(clean(text.text))
        if not is_plain(shown):
            return self._foreign(shown, text, colour)
        case, x, y = self._cases[text.role], text.x * self.scale, floor(text.y * self.scale + 0.5)
        column, phase = divmod(floor(x * PHASES + 0.5), PHASES)
        key = (shown, text.role, phase)
        glyphs = self._runs.get(key)
        if glyphs is None:
            glyphs = self._runs[key] = case.set(shown, phase)
        right = ceil(x + text.width * self.scale)
        return Run(glyphs, column, y, colour, (column - case.margin, y - case.ascent, right + case.margin, y + case.descent))

    def _with_boxes(self, shown: str) -> str:
        """The text with a box for each character that no font has: else the others would be stretched over its room."""
        if not needs_fallback(shown):
            return shown
        for character in set(shown).difference(self._absent):
            self._absent[character] = bool(missing_glyphs([character], tuple(self.sheet.fonts)))
        return "".join(BOX if self._absent[character] else character for character in shown)

    def _foreign(self, shown: str, text: Text, colour: Colour) -> Stamp:
        """A text with characters of other fonts or scripts, as the SVG has it."""
        size, bold = STYLES[text.role]
        pixels, y = size * self.scale, floor(text.y * self.scale + 0.5)
        column, phase = divmod(floor(text.x * self.scale * PHASES + 0.5), PHASES)
        style = (
            f'fill="rgb{colour}" font-family="{FAMILY}" font-size="{number(pixels)}" '
            f'font-weight="{BOLD_WEIGHT if bold else 400}" style="font-kerning:none;white-space:pre"'
        )
        markup = self._set(shown, text, phase / PHASES, style)
        # Foreign fonts may rise and fall further than ours.
        left, top = -ceil(pixels / 2), -ceil(1.5 * pixels)
        right, bottom = ceil(text.width * self.scale + pixels / 2) + 1, ceil(0.75 * pixels)
        sprite = self.sheet.want_text(markup, (left, top, right, bottom))
        return Stamp(sprite, column, y, (column + left, y + top, column + right, y + bottom))

    def _set(self, shown: str, text: Text, shift: float, style: str) -> str:
        """The markup of a text with characters of other fonts that is as wide as it was measured.

        resvg fits a text to a length by its characters, so that those which stand on others make it too wide, and it sets all of a
        line in the font of a part that it has to join: so such a text is stretched as a whole, and each run of one font set apart.
        """
        wide = text.width * self.scale
        if not has_forced_width(shown) or not has_marks(shown):
            fit = f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"' if has_forced_width(shown) else ""
            return f'<text x="{number(shift)}" y="0" {style}{fit}>{escape(shown)}</text>'
        size, bold = STYLES[text.role]
        runs = shaped_runs(shown, bold, tuple(self.sheet.fonts))
        natural = sum(width for _, width in runs) * size * self.scale
        words, place = [], 0.0
        for run, ems in runs:
            words.append(f'<text x="{place:.3f}" y="0" {style}>{escape(run)}</text>')
            place += ems * size * self.scale
        return f'<g transform="matrix({wide / natural if natural else 1:.5f} 0 0 1 {number(shift)} 0)">{"".join(words)}</g>'


class Case(dict[str, "Sort"]):
    """The glyphs of one font at one size, as a printer's case: by character, made on first use."""

    def __init__(self, size: float, bold: bool, scale: float, sheet: Sheet) -> None:
        super().__init__()
        pixels = size * scale
        self.bold, self.sheet, self.pixels = bold, sheet, pixels
        self.margin, self.ascent, self.descent = ceil(pixels / 2), ceil(pixels * ASCENT), ceil(pixels * DESCENT)

    def __missing__(self, character: str) -> "Sort":
        self[character] = made = Sort(width(character, 1, self.bold) * self.pixels * PHASES, [NOT_YET] * PHASES)
        return made

    def set(self, text: str, phase: int) -> list[tuple[int, int]]:
        """(sprite, pixels from the start) of each glyph that shows anything, the first at `phase` of a pixel."""
        found = []
        place = phase + 0.5
        for character in text:
            advance, sprites = self[character]
            at = int(place)
            part = at % PHASES
            sprite = sprites[part]
            if sprite == NOT_YET:
                sprite = sprites[part] = self._glyph(character, part)
            if sprite is not None:
                found.append((sprite, at // PHASES))
            place += advance
        return found

    def _glyph(self, character: str, part: int) -> int | None:
        """The sprite of a glyph at a place within a pixel; None for a blank."""
        shift = part / PHASES if self.pixels < LARGE else part // 2 / 2
        outlines = Outlines.of(self.bold)
        path, (left, bottom, right, top) = outlines.glyph(character)
        if not path:
            return None
        factor = self.pixels / outlines.em
        box = (floor(left * factor + shift), floor(-top * factor), ceil(right * factor + shift), ceil(-bottom * factor))
        place = f"matrix({factor:.7f} 0 0 -{factor:.7f} {number(shift)} 0)"
        return self.sheet.want(f'<path transform="{place}" d="{path}"/>', box, stencil=True)


class Sort(NamedTuple):
    """A glyph: how far the next one stands from it (in PHASES of a pixel), and its sprite at each place within a pixel."""

    advance: float
    sprites: list[int | None]


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
