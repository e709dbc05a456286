"""The font files, and the font cut down to the glyphs in use as CSS for an SVG."""

import base64
from functools import lru_cache
from pathlib import Path

FAMILY = "vpcviz Sans"
"""The name of the font's family, in CSS and in the font files."""

FONT_STACK = "'vpcviz Sans','Open Sans','Noto Sans','DejaVu Sans',Arial,sans-serif"
"""CSS font-family for every text: ours, then those of the same or like widths where an SVG viewer ignores embedded fonts."""

BOLD_WEIGHT = 600
"""The CSS font-weight of what this package calls bold."""

_FOLDER = Path(__file__).parent / "fonts"


def font_file(bold: bool = False) -> Path:
    """The TrueType file of the regular or the bold font."""
    return _FOLDER / ("vpcvizSans-SemiBold.ttf" if bold else "vpcvizSans-Regular.ttf")


def font_files() -> list[Path]:
    """Both font files, for renderers that load fonts themselves."""
    return [font_file(False), font_file(True)]


def font_faces(regular_characters: set[str], bold_characters: set[str]) -> str:
    """CSS `@font-face` rules that carry the font as data URIs, cut down to the given characters (sets of single characters).

    A face without characters is left out. The same characters give the same bytes.
    """
    faces = ((regular_characters, False, 400), (bold_characters, True, BOLD_WEIGHT))
    return "".join(_face(frozenset(characters), bold, weight) for characters, bold, weight in faces if characters)


def _face(characters: frozenset[str], bold: bool, weight: int) -> str:
    data = base64.b64encode(subset(characters, bold)).decode("ascii")
    return f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/ttf;base64,{data}) format('truetype')}}"


@lru_cache(maxsize=64)
def subset(characters: frozenset[str], bold: bool) -> bytes:
    """The font's TrueType bytes with the glyphs of `characters` only; those that the font lacks are ignored."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_file(bold))))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(character) for text in characters for character in text)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    data: bytes = uharfbuzz.subset(face, wanted).blob.data
    return data
