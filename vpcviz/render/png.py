"""PNG from our own SVG, by resvg with our own fonts: the same bytes on a machine without any font."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from vpcviz.errors import UsageError
from vpcviz.text import FAMILY, font_files

MOST_PIXELS = 120_000_000
"""A PNG has at most so many pixels (a side at most `MOST_SIDE`): beyond that rasterisers take minutes and gigabytes."""

MOST_SIDE = 32_000

MOST_SCALE = 16
"""The most pixels for a px of the picture."""

FONTS = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
"""How the files begin that resvg takes for fonts (OpenType specification, Organization of an OpenType Font)."""


def render_png(svg: bytes, *, scale: float = 1.0, width: int | None = None, fonts: Sequence[Path] = ()) -> bytes:
    """The PNG of a picture: `scale` pixels for each px of it, or `width` pixels wide. `fonts` are further font files for
    characters that our own font lacks. Raises UsageError where the size is absurd or a font cannot be read."""
    import resvg_py

    own_width, own_height = _size(svg)
    if width is not None:
        scale = width / own_width
    if not 0 < scale <= MOST_SCALE:
        given = f"scale {scale:g}" if width is None else f"width {width}"
        most = f"{MOST_SCALE}" if width is None else f"{int(MOST_SCALE * own_width)} here"
        raise UsageError(f"a PNG cannot be drawn at {given}; expected more than 0 and at most {most}")
    across, down = width or ceil(own_width * scale), ceil(own_height * scale)
    if across * down > MOST_PIXELS or max(across, down) > MOST_SIDE:
        most = min((MOST_PIXELS / (own_width * own_height)) ** 0.5, MOST_SIDE / max(own_width, own_height))
        raise UsageError(
            f"a PNG of {across} x {down} pixels is too large; draw SVG, "
            f"or give --scale {int(most * 100) / 100:g} or --width {int(most * own_width)}"
        )
    for font in fonts:
        _check_font(font)
    made = resvg_py.svg_to_bytes(
        svg_string=svg.decode("utf-8"),
        width=across,
        height=down,
        font_files=[str(path) for path in (*font_files(), *fonts)],
        skip_system_fonts=True,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return bytes(made)


def _check_font(font: Path) -> None:
    """Refuse what resvg would pass over in silence."""
    if not font.is_file():
        raise UsageError(f"there is no font file {font}")
    try:
        with font.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise UsageError(f"the font file {font} cannot be read: {error.strerror or error}") from None
    if start not in FONTS:
        raise UsageError(f"{font} is no font file; expected TrueType, OpenType or a collection of them (.ttf, .otf, .ttc)")


def _size(svg: bytes) -> tuple[float, float]:
    head = svg[: svg.index(b">") + 1]
    try:
        root = fromstring(head[:-1] + b"/>")  # noqa: S314 - our own SVG
    except ParseError as error:
        raise AssertionError("the SVG is not ours") from error
    return float(root.attrib["width"]), float(root.attrib["height"])
