"""Widths of texts, from the advances in the font files: no kerning, no ligatures, so a width is a plain sum."""

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from vpcviz.text.faces import font_file

ASCENT = 1.069
DESCENT = 0.293
CAP_HEIGHT = 0.714
"""Of the font, in em: from the baseline to the top of a line, to its bottom, and to the top of a capital letter."""

ESTIMATES = (
    ("\u0590", "\u05ff", 0.6),
    ("\u0600", "\u08ff", 0.55),
    ("\u0900", "\u0dff", 0.7),
    ("\u0e00", "\u0eff", 0.6),
    ("\u1000", "\u109f", 0.8),
    ("\u10a0", "\u10ff", 0.65),
    ("\u1780", "\u17ff", 0.8),
    ("\u2190", "\u2bff", 1.0),
    ("\U0001f000", "\U0001faff", 1.3),
)
"""Widths, in em, of characters that the font lacks, by block: what common fonts give them on average."""

OTHER = 0.65
"""Width, in em, of any other character that the font lacks."""


class Advances(dict[str, float]):
    """Advance in em by character; estimates for what the font lacks are made on first use."""

    def __missing__(self, character: str) -> float:
        self[character] = value = estimate(character)
        return value


def estimate(character: str) -> float:
    """The width in em of a character that our font lacks: combining marks and joiners 0, East Asian wide ones 1, emoji 1.3,
    others by block. The SVG writer makes the width hold with `textLength`."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if character >= "\U0001f000" and character <= "\U0001faff":
        return 1.3
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return next((em for first, last, em in ESTIMATES if first <= character <= last), OTHER)


@cache
def covered(bold: bool = False) -> frozenset[str]:
    """The characters that the font has."""
    return frozenset(_read(bold))


@cache
def advances(bold: bool) -> Advances:
    """The advances of the font's characters."""
    return Advances(_read(bold))


@cache
def _read(bold: bool) -> dict[str, float]:
    """Advance in em by character, read from the font's tables. Source: OpenType specification, "hmtx", "cmap" format 4."""
    data = font_file(bold).read_bytes()
    tables = {}
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        tables[tag] = offset
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * count, data, tables[b"hmtx"])[::2]
    cmap = tables[b"cmap"]
    return {
        chr(code): advances[min(glyph, count - 1)] / em
        for code, glyph in _segments(data, cmap + struct.unpack_from(">I", data, cmap + 8)[0])
    }


def _segments(data: bytes, at: int) -> Iterable[tuple[int, int]]:
    """(code point, glyph) of a cmap subtable of format 4."""
    double = struct.unpack_from(">H", data, at + 6)[0]
    layout = f">{double // 2}H"
    ends = struct.unpack_from(layout, data, at + 14)
    starts = struct.unpack_from(layout, data, at + 16 + double)
    deltas = struct.unpack_from(layout, data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(layout, data, ranges_at)
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                place = ranges_at + 2 * number + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                yield code, glyph


def width(text: str, size: float, bold: bool = False) -> float:
    """The width in px of `text` (cleaned) at a font size of `size` px."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return sum(map(advances(bold).__getitem__, text)) * size


@lru_cache(maxsize=1 << 12)
def needs_fallback(text: str) -> bool:
    """Whether the font lacks a character of `text`: its width is then an estimate that the writer must impose (`textLength`)."""
    return not text.isascii() and not covered().issuperset(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 12)
def has_forced_width(text: str) -> bool:
    """Whether a text's width is imposed on what shows it: some of its characters come from another font.

    Not where any of it is written leftwards: programs that fit such a text letter by letter lose its joins, or all of it.
    """
    return needs_fallback(text) and not any(
        unicodedata.bidirectional(character) in ("R", "AL", "RLE", "RLO", "RLI") for character in text
    )


def missing_glyphs(texts: Iterable[str], fonts: Sequence[Path] = ()) -> list[str]:
    """The characters of `texts` that neither the font nor the further font files have, in the order of their code points."""
    found = {character for text in texts if not text.isascii() for character in unicodedata.normalize("NFC", text)}
    missing = {character for character in found - covered() if estimate(character) > 0}
    if missing and fonts:
        import uharfbuzz

        for font in fonts:
            has = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font))).unicodes
            missing = {character for character in missing if ord(character) not in has}
    return sorted(missing)
