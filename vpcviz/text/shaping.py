"""The runs of a text, each in one font, and how wide they are once their letters are joined as their script wants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.text.faces import font_file

if TYPE_CHECKING:
    from uharfbuzz import Font


def has_marks(text: str) -> bool:
    """Whether there are characters in it that stand on, before or around others: vowel signs of Devanagari, accents."""
    return not text.isascii() and any(unicodedata.category(character) in ("Mn", "Mc", "Me") for character in text)


@lru_cache(maxsize=1 << 12)
def shaped_runs(text: str, bold: bool, fonts: tuple[Path, ...]) -> tuple[tuple[str, float], ...]:
    """The runs of a `text` that is written rightwards, with their widths in ems: each character in the first font that has it, ours
    or one of those given for what it lacks."""
    import uharfbuzz

    found = []
    for font, run in _runs(text, [_font(font_file(bold)), *map(_font, fonts)]):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        found.append((run, sum(place.x_advance for place in buffer.glyph_positions or ()) / font.face.upem))
    return tuple(found)


@lru_cache(maxsize=8)
def _font(file: Path) -> Font:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))


def _runs(text: str, fonts: Sequence[Font]) -> Iterator[tuple[Font, str]]:
    """The runs of a text that one font sets; what none has goes with what is before it."""
    run, own = "", fonts[0]
    for character in text:
        found = next((font for font in fonts if font.get_nominal_glyph(ord(character)) is not None), own)
        if run and found is not own:
            yield own, run
            run = ""
        run, own = run + character, found
    if run:
        yield own, run
