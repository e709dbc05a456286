"""PNG from the Scene: the same picture as the SVG, drawn by Pillow from marks and sprites ( `vpcviz.render.raster_primitives`).

The same bytes on a machine without any font: our own come with the package, and all arithmetic is in whole numbers.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene

if TYPE_CHECKING:
    from vpcviz.render.drafting import Draft
    from vpcviz.render.raster_primitives import Canvas, Rows

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

LARGE = 1_000_000
"""A picture of so many pixels is drawn in two bands."""

PIECE = 50_000
"""About so many pixels are packed at once: few, so that their memory is used again and again."""

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

    if width is not None:
        scale = width / scene.width
    size = _size(scene, scale, width)
    for font in fonts:
        check_font(font)
    pixels = _drawn(scene, size, lambda rows: Draft(scale, theme, icons, fonts, rows))
    return encode(pixels, size, scale, in_png(scene.origin))


def _drawn(scene: Scene, size: tuple[int, int], drafting: Callable[["Rows"], "Draft"]) -> mmap:
    """The pixels of a scene, three bytes each. A large one is drawn in two bands, each by a process of its own where there may be
    two: what a band shows does not hang on that."""
    from vpcviz.render.raster_primitives import Canvas
    from vpcviz.workers import in_parts

    across, down = size
    pixels = mmap(-1, 3 * across * down)  # the processes share it

    def draw(bands: Sequence["Rows"]) -> Iterator[None]:
        for rows in bands:
            draft = drafting(rows)
            for part in scene.parts:
                draft.part(part)
            canvas = Canvas(across, rows, draft.canvas, draft.sheet.draw())
            for mark in draft.marks:
                mark.draw(canvas)
            _pack(canvas, rows, pixels)
            yield

    middle = down // 2
    bands = [(0, down)] if across * down < LARGE else [(0, middle), (middle, down)]
    for _ in in_parts(draw, bands, worth=2):
        pass
    return pixels


def _pack(canvas: "Canvas", rows: "Rows", pixels: mmap) -> None:
    """Put a band to its place among the pixels."""
    width, height = canvas.image.size
    step = max(1, PIECE // width)
    for top in range(0, height, step):
        bottom = min(top + step, height)
        start, end = 3 * width * (rows[0] + top), 3 * width * (rows[0] + bottom)
        pixels[start:end] = canvas.image.crop((0, top, width, bottom)).tobytes("raw", "RGB")


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


def encode(pixels: mmap, size: tuple[int, int], scale: float, text: bytes = b"") -> bytes:
    """Pixels of three bytes as PNG, `scale` pixels for each px of 1/96 inch: a document shows it at the same size at any scale.

    `text` is the content of a tEXt chunk.

    No row is filtered: filters cost more time than all of deflate, and make line drawings larger.
    Pillow leaves rows unfiltered where a pixel is an index of one byte, so the rows are given to its encoder as if each byte
    were. Its own deflate is the same in every wheel; that of Python's zlib module is whatever the machine has.
    """
    from PIL import Image

    width, height = size
    rows = Image.frombuffer("P", (3 * width, height), pixels, "raw", "P", 0, 1)  # type: ignore[arg-type]
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
