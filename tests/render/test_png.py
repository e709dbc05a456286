"""The PNG: made from the SVG, with our fonts only, of the size that is asked for."""

import struct
import zlib
from pathlib import Path

import pytest

from vpcviz.errors import UsageError
from vpcviz.render.png import render_png
from vpcviz.render.svg import render_svg
from vpcviz.scene import Box, Part, Scene, Text
from vpcviz.text import font_files, width


def picture(*parts: Part, across: float = 60, down: float = 40, theme: str = "light") -> bytes:
    return render_svg(Scene(across, down, "t", "d", list(parts)), theme, embed_font=False)  # type: ignore[arg-type]


def pixels(data: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of an 8-bit RGBA PNG, row by row. Source: PNG specification, "Filtering"."""
    across, down, depth, colour = struct.unpack_from(">IIBB", data, 16)
    assert (depth, colour) == (8, 6)
    at, body = 8, b""
    while at < len(data):
        length, tag = struct.unpack_from(">I4s", data, at)
        body += data[at + 8 : at + 8 + length] if tag == b"IDAT" else b""
        at += 12 + length
    raw, rows, before = zlib.decompress(body), [], bytes(4 * across)
    for number in range(down):
        start = number * (4 * across + 1)
        line = bytearray(raw[start + 1 : start + 1 + 4 * across])
        for index in range(4 * across):
            left = line[index - 4] if index >= 4 else 0
            corner = before[index - 4] if index >= 4 else 0
            line[index] = (line[index] + _predicted(raw[start], left, before[index], corner)) % 256
        rows.append([tuple(line[i : i + 4]) for i in range(0, 4 * across, 4)])
        before = bytes(line)
    return rows


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind < 4:
        return (0, left, above, (left + above) // 2)[kind]
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def test_size() -> None:
    svg = picture()
    assert struct.unpack_from(">II", render_png(svg), 16) == (60, 40)
    assert struct.unpack_from(">II", render_png(svg, scale=2.5), 16) == (150, 100)
    assert struct.unpack_from(">II", render_png(svg, width=333), 16) == (333, 222)


@pytest.mark.parametrize(("theme", "colour"), [("light", (255, 255, 255, 255)), ("dark", (0, 0, 0, 255))])
def test_colours(theme: str, colour: tuple[int, ...]) -> None:
    rows = pixels(render_png(picture(Box(20, 10, 20, 20, "badge-step"), theme=theme)))
    assert rows[2][2] == colour
    assert rows[20][30] == (0xB4, 0x23, 0x3A, 255)


def dark_pixels(data: bytes) -> int:
    return sum(1 for row in pixels(data) for red, *_ in row if red < 128)


def test_text_is_drawn_with_our_own_font_and_no_other() -> None:
    assert dark_pixels(render_png(picture(Text(5, 25, "HHHH", "group", width("HHHH", 14))))) > 40
    assert dark_pixels(render_png(picture(Text(5, 25, "日本", "group", 28)))) < dark_pixels(
        render_png(picture(Text(5, 25, "HHHH", "group", 28)))
    )


def test_bold_is_bolder() -> None:
    thin, bold = (dark_pixels(render_png(picture(Text(5, 25, "HHHH", role, 40)), scale=3)) for role in ("detail", "strong"))
    assert bold > 1.15 * thin


def test_the_same_bytes_again() -> None:
    svg = picture(Text(5, 25, "text", "group", 30))
    assert render_png(svg) == render_png(svg)


def test_further_fonts(tmp_path: Path) -> None:
    svg = picture(Text(5, 25, "text", "group", 30))
    assert render_png(svg, fonts=[font_files()[0]]) == render_png(svg)
    with pytest.raises(UsageError, match="no font file"):
        render_png(svg, fonts=[tmp_path / "none.ttf"])
    for content in (b"", b"wOF2\0\1\0\0", b"root:x:0:0"):
        (tmp_path / "some.ttf").write_bytes(content)
        with pytest.raises(UsageError, match="is no font file; expected TrueType"):
            render_png(svg, fonts=[tmp_path / "some.ttf"])


@pytest.mark.parametrize("scale", [0, -1, 17, float("nan"), float("inf")])
def test_an_absurd_scale_is_refused(scale: float) -> None:
    with pytest.raises(UsageError, match="scale"):
        render_png(picture(), scale=scale)


def test_a_picture_too_large_is_refused() -> None:
    with pytest.raises(UsageError, match="too large"):
        render_png(picture(across=40_000, down=100))
    with pytest.raises(UsageError, match="too large"):
        render_png(picture(across=12_000, down=12_000))
