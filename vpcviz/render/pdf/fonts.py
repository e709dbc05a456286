"""Fonts and texts of a PDF: ours, and those given for other scripts, whose letters are joined and ordered as their script wants."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from vpcviz.errors import UsageError
from vpcviz.render.lettering import is_plain
from vpcviz.render.png import check_font
from vpcviz.text import font_file, has_forced_width

OWN = "own"

Piece = tuple[str, str, bool]
"""A font, what is set in it, and whether that is written leftwards."""


class Glyph(NamedTuple):
    """A glyph by its number in what is kept of the font (None: nothing to show); its advance and shift in units of the font."""

    number: int | None
    advance: int
    right: int
    up: int


class Fonts:
    """Sets texts in a document."""

    def __init__(self, document: Any, given: Sequence[Path]) -> None:
        self.document = document
        self.names = [OWN]
        document.add_font(OWN, "", str(font_file(False)))
        document.add_font(OWN, "B", str(font_file(True)))
        for number, font in enumerate(given):
            self._add(f"more{number}", font)
        self._pieces = lru_cache(maxsize=1 << 12)(self._cut)

    def _add(self, name: str, font: Path) -> None:
        """Take a given font file. Raises UsageError for what is none, or cannot be put into a PDF."""
        check_font(font)
        try:
            for style in ("", "B"):
                self.document.add_font(name, style, str(font))
        except Exception as error:  # fontTools has no one class for what is wrong with a font
            raise UsageError(f"the font file {font} cannot be put into a PDF: {type(error).__name__}") from error
        self.names.append(name)

    def set(self, shown: str, x: float, y: float, size: float, style: str, width: float) -> bool:
        """Write a text at a place (points from the page's upper left corner) that should take `width` points; whether any of it is
        written leftwards."""
        document = self.document
        if is_plain(shown):
            document.set_font(OWN, style, size)
            document.text(x, y, shown)
            return False
        pieces = self._pieces(shown, style)
        shaped = [(piece, self._shaped(piece, style)) for piece in pieces]
        natural = sum(glyph.advance * self._unit(font, style, size) for (font, _, _), glyphs in shaped for glyph in glyphs)
        share = width / natural if has_forced_width(shown) and natural else 1.0
        for (font, text, leftwards), glyphs in shaped:
            # Readers turn what is written leftwards round by themselves, in words that are told them, too.
            told = "" if leftwards else f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"
            document.set_font(font, style, size)
            if not document.current_font_is_set_on_page:
                document._out(document._set_font_for_page(document.current_font, size))
            colour = document.text_color.serialize().lower()
            unit = self._unit(font, style, size) * share
            words = [f"q {colour} BT {100 * share:.3f} Tz"]
            for glyph in glyphs:
                if glyph.number is not None:
                    place = f"{x + glyph.right * unit:.3f} {document.h - y + glyph.up * unit / share:.3f}"
                    words.append(f"1 0 0 1 {place} Tm <{glyph.number:04X}> Tj")
                x += glyph.advance * unit
            document._out(" ".join([told, *words, "ET Q", "EMC" if told else ""]).strip())
        return any(leftwards for _, _, leftwards in pieces)

    def _unit(self, font: str, style: str, size: float) -> float:
        """Points of a font's unit."""
        return float(self.document.fonts[font + style].scale) * size / 1000

    def _shaped(self, piece: Piece, style: str) -> list[Glyph]:
        """The glyphs of a piece from left to right."""
        from fpdf.enums import TextDirection

        name, text, leftwards = piece
        font = self.document.fonts[name + style]
        direction = TextDirection.RTL if leftwards else TextDirection.LTR
        settings = {"features": {}, "fragment_direction": direction, "script": None, "language": None}
        infos, positions = font.perform_harfbuzz_shaping(text, 0, settings)
        starts = sorted({info.cluster for info in infos})
        told = dict(zip(starts, (text[begin:end] for begin, end in zip(starts, [*starts[1:], None], strict=True)), strict=True))
        glyphs = []
        for info, place in zip(infos, positions, strict=True):
            characters = told.pop(info.cluster, "")
            number = self._number(font, info.codepoint, characters[::-1] if leftwards else characters)
            glyphs.append(Glyph(number, place.x_advance, place.x_offset, place.y_offset))
        return glyphs

    @staticmethod
    def _number(font: Any, glyph: int, characters: str) -> int | None:
        """The number of a glyph in what is kept of its font, and what it says there; readers turn it round where all is."""
        name = font.ttfont.getGlyphName(glyph)
        width = round(font.scale * font.ttfont["hmtx"].metrics[name][0])
        kept = font.subset.get_glyph(glyph=glyph, unicode=tuple(map(ord, characters)), glyph_name=name, glyph_width=width)
        found: int | None = font.subset.pick_glyph(kept) if kept is not None else None
        return found

    def _cut(self, shown: str, style: str) -> list[Piece]:
        """The pieces of a text from left to right: each character in the first font that has it, else in ours."""
        return [piece for text, leftwards in _runs(shown) for piece in self._by_font(text, leftwards, style)]

    def _by_font(self, text: str, leftwards: bool, style: str) -> Iterator[Piece]:
        found: list[tuple[str, str]] = []
        for character in text:
            has = next((name for name in self.names if ord(character) in self.document.fonts[name + style].cmap), "")
            font = has or (found[-1][0] if found else OWN)
            if found and (found[-1][0] == font or (character.isspace() and found[-1][0] != OWN)):
                found[-1] = (found[-1][0], found[-1][1] + character)
            else:
                found.append((font, character))
        for font, piece in reversed(found) if leftwards else found:
            yield font, piece, leftwards


def _runs(text: str) -> list[tuple[str, bool]]:
    """The runs of one direction in a text, from left to right, and whether each is written leftwards.

    fpdf2's own fragments are in the order of the text, and so not yet in that of the eye.
    """
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    runs: list[tuple[list[int], int]] = []
    for character in BidiParagraph(text=text, base_direction=TextDirection.LTR).get_reordered_characters():
        level, at = character.embedding_level, character.character_index
        if runs and runs[-1][1] == level and at - runs[-1][0][-1] == (-1 if level % 2 else 1):
            runs[-1][0].append(at)
        else:
            runs.append(([at], level))
    return [("".join(text[at] for at in sorted(places)), bool(level % 2)) for places, level in runs]
