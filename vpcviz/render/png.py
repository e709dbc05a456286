"""PNG from the Scene: the same picture as the SVG, drawn by Pillow from marks and sprites ( `vpcviz.render.raster_primitives`).

The same bytes on a machine without any font: our own come with the package, and all arithmetic is in whole numbers.
"""

import struct
import zlib
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000
"""A PNG has at most so many pixels (a side at most `MOST_SIDE`): beyond that rasterisers take minutes and gigabytes."""

MOST_SIDE = 32_000

MOST_SCALE = 16
"""The most pixels for a px of the picture."""

EFFORT = 3
"""Deflate's level: large even areas, so that more of it takes twice as long for a tenth of the bytes."""

CSS_INCH = 96
"""CSS pixels in an inch (CSS Values and Units, "Absolute lengths")."""

METRES_PER_INCH = 0.0254

PER_METRE = 1
"""pHYs: pixels are counted by the metre."""

PERCEPTUAL = 0
"""sRGB: the rendering intent for pictures."""

BAND = 1_000_000
"""About so many pixels are made bytes at once."""

FONTS = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
"""How the files begin that resvg takes for fonts (OpenType specification, Organization of an OpenType Font)."""


def render_png(
    scene: Scene,
    theme: Theme = "light",
    *,
    scale: float = 1.0,
    width: int | None = None,
    fonts: Sequence[Path] = (),
    icons: Path | None = None,
) -> bytes:
    """The PNG of a scene: `scale` pixels for each px of it, or `width` pixels wide. `fonts` are further font files for
    characters that our own font lacks, `icons` is the user's folder of icons. Raises UsageError where the size is absurd or a
    font cannot be read, InputError for an icon that is not there, or is refused."""
    from vpcviz.render.drafting import Draft
    from vpcviz.render.origin import in_png
    from vpcviz.render.raster_primitives import Canvas
    from vpcviz.render.shapes import rgb
    from vpcviz.render.theme import paints

    if width is not None:
        scale = width / scene.width
    across, down = _size(scene, scale, width)
    for font in fonts:
        check_font(font)
    draft = Draft(scale, theme, icons, fonts)
    for part in scene.parts:
        draft.part(part)
    canvas = Canvas(across, down, rgb(paints(theme)[0]["canvas"].fill), draft.sheet.draw())
    for mark in draft.marks:
        mark.draw(canvas)
    return encode(canvas.image, scale, in_png(scene.origin))


def _size(scene: Scene, scale: float, width: int | None) -> tuple[int, int]:
    """Pixels across and down. Raises UsageError where they are absurd."""
    if not 0 < scale <= MOST_SCALE:
        given = f"scale {scale:g}" if width is None else f"width {width}"
        most = f"{MOST_SCALE}" if width is None else f"{int(MOST_SCALE * scene.width)} here"
        raise UsageError(f"a PNG cannot be drawn at {given}; expected more than 0 and at most {most}")
    across, down = width or ceil(scene.width * scale), ceil(scene.height * scale)
    if across * down > MOST_PIXELS or max(across, down) > MOST_SIDE:
        ratio = min((MOST_PIXELS / (scene.width * scene.height)) ** 0.5, MOST_SIDE / max(scene.width, scene.height))
        raise UsageError(
            f"a PNG of {across} x {down} pixels is too large; draw SVG, "
            f"or give --scale {int(ratio * 100) / 100:g} or --width {int(ratio * scene.width)}"
        )
    return across, down


def encode(image: "Image", scale: float, text: bytes = b"") -> bytes:
    """An RGB picture as PNG, `scale` pixels for each px of 1/96 inch: a document shows it at the same size at any scale.

    `text` is the content of a tEXt chunk.

    No row is filtered: filters cost more time than all of deflate, and make line drawings larger.
    Pillow leaves rows unfiltered where a pixel is an index of one byte, so the rows are given to its encoder as if each byte
    were. Its own deflate is the same in every wheel; that of Python's zlib module is whatever the machine has.
    """
    from PIL import Image

    width, height = image.size
    pixels = bytearray(3 * width * height)
    step = max(1, BAND // width)
    for top in range(0, height, step):  # `tobytes` of the whole would take the memory of another picture
        bottom = min(top + step, height)
        pixels[3 * width * top : 3 * width * bottom] = image.crop((0, top, width, bottom)).tobytes()
    rows = Image.frombuffer("P", (3 * width, height), pixels, "raw", "P", 0, 1)
    data = rows.tobytes("zip", "P", False, EFFORT, 0, b"")
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    density = max(1, round(scale * CSS_INCH / METRES_PER_INCH))
    chunks = [
        (b"IHDR", header),
        (b"sRGB", bytes([PERCEPTUAL])),
        (b"pHYs", struct.pack(">IIB", density, density, PER_METRE)),
        *([(b"tEXt", text)] if text else []),
        (b"IDAT", data),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk with its length and checksum. Source: PNG specification, "Chunk layout"."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def check_font(font: Path) -> None:
    """Raise UsageError for what is no font file: resvg would pass over it in silence."""
    if not font.is_file():
        raise UsageError(f"there is no font file {font}")
    try:
        with font.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise UsageError(f"the font file {font} cannot be read: {error.strerror or error}") from None
    if start not in FONTS:
        raise UsageError(f"{font} is no font file; expected TrueType, OpenType or a collection of them (.ttf, .otf, .ttc)")
