"""The font files, and the font cut down to the glyphs in use as CSS for an SVG."""

from functools import lru_cache
from pathlib import Path

FAMILY = "vpcviz Sans"
"""The name of the font's family, in CSS and in the font files."""

FONT_STACK = "'vpcviz Sans','Open Sans','Noto Sans',Arial,'Liberation Sans',Helvetica,'DejaVu Sans',sans-serif"
"""CSS font-family for every text: ours, then, where a viewer ignores embedded fonts, as wide or narrower ones before wider ones."""

BOLD_WEIGHT = 700
"""The CSS font-weight of what this package calls bold. The file's own weight is 600, but many programs know 400 and 700 only."""

COMMON = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("·–→…×")
"""The characters that nearly all pictures make do with."""

_FOLDER = Path(__file__).parent / "fonts"


def font_file(bold: bool = False) -> Path:
    """The TrueType file of the regular or the bold font."""
    return _FOLDER / ("vpcvizSans-SemiBold.ttf" if bold else "vpcvizSans-Regular.ttf")


def font_files() -> list[Path]:
    """Both font files, for renderers that load fonts themselves."""
    return [font_file(False), font_file(True)]


def common_file(bold: bool) -> Path:
    """The TrueType file of the font cut down to `COMMON`. Made by `tools/cut_font.py`."""
    whole = font_file(bold)
    return whole.with_name(f"{whole.stem}-common.ttf")


def font_face(characters: frozenset[str], bold: bool, *, roomy: bool = False) -> tuple[str, str]:
    """(family, CSS `@font-face` rule in a line) of the font cut down to the given characters, as a data URI.

    Where there is room, to all that are common: loading HarfBuzz takes 15 ms and 3 MB. The family's name tells what is in it: two
    pictures on one page would else share a name, and take glyphs from one another. The same characters give the same bytes.
    """
    data = common_file(bold).read_bytes() if roomy and characters <= COMMON else subset(characters, bold)
    from base64 import b64encode  # both take 4 ms to load, and only pictures need them
    from hashlib import sha256

    family = f"{FAMILY} {sha256(data).hexdigest()[:8]}"
    source = f"url(data:font/ttf;base64,{b64encode(data).decode('ascii')}) format('truetype')"
    return family, f"@font-face{{font-family:'{family}';font-weight:{BOLD_WEIGHT if bold else 400};src:{source}}}"


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
