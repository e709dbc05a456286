"""The PNG: drawn from the Scene, with our fonts only, of the size that is asked for."""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from resvg_py import svg_to_bytes

from tests.conftest import ROOT
from vpcviz.layout import lay_out
from vpcviz.layout.style import STYLES
from vpcviz.render.lettering import is_plain
from vpcviz.render.png import render_png
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import Theme
from vpcviz.scene import Group, Icon, Part, Rectangle, Scene, Text, Wire
from vpcviz.sources import load
from vpcviz.text import FAMILY, font_files, width


def picture(*parts: Part, across: float = 60, down: float = 40) -> Scene:
    return Scene(across, down, "t", "d", list(parts))


def draw(*parts: Part, scale: float = 1, theme: str = "light", fonts: Sequence[Path] = ()) -> list[list[tuple[int, ...]]]:
    return pixels(render_png(picture(*parts), theme, scale=scale, fonts=fonts))  # type: ignore[arg-type]


def pixels(data: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of an 8-bit RGB PNG whose rows are not filtered, row by row. Source: PNG specification."""
    across, down, depth, colour = struct.unpack_from(">IIBB", data, 16)
    assert (depth, colour) == (8, 2)
    at, body = 8, b""
    while at < len(data):
        length, tag = struct.unpack_from(">I4s", data, at)
        assert zlib.crc32(data[at + 4 : at + 8 + length]) == struct.unpack_from(">I", data, at + 8 + length)[0]
        body += data[at + 8 : at + 8 + length] if tag == b"IDAT" else b""
        at += 12 + length
    raw, step = zlib.decompress(body), 3 * across + 1
    assert len(raw) == down * step
    assert set(raw[::step]) == {0}
    return [[tuple(raw[at + 1 + 3 * x : at + 4 + 3 * x]) for x in range(across)] for at in range(0, len(raw), step)]


GROUP = STYLES["group"][0]
"""Size of the text role that these tests set texts in (px)."""

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (0xB4, 0x23, 0x3A)


def test_size() -> None:
    assert struct.unpack_from(">II", render_png(picture()), 16) == (60, 40)
    assert struct.unpack_from(">II", render_png(picture(), scale=2.5), 16) == (150, 100)
    assert struct.unpack_from(">II", render_png(picture(), width=333), 16) == (333, 222)


@pytest.mark.parametrize(("options", "density"), [({}, 3780), ({"scale": 2}, 7559), ({"scale": 0.5}, 1890), ({"width": 120}, 7559)])
def test_documents_show_it_at_the_same_size_at_any_scale(options: dict[str, float], density: int) -> None:
    data = render_png(picture(), **options)  # type: ignore[arg-type]
    header = data.index(b"IHDR")
    assert data.index(b"sRGB") < data.index(b"pHYs") < data.index(b"IDAT")
    assert header < data.index(b"sRGB")
    assert struct.unpack_from(">IIB", data, data.index(b"pHYs") + 4) == (density, density, 1)
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert image.info["dpi"][0] == pytest.approx(96 * image.width / 60, rel=0.001)
        assert image.info["srgb"] == 0


@pytest.mark.parametrize(("theme", "colour"), [("light", WHITE), ("auto", WHITE), ("dark", BLACK)])
def test_colours(theme: str, colour: tuple[int, ...]) -> None:
    rows = draw(Rectangle(20, 10, 20, 20, "badge-step"), theme=theme)
    assert rows[2][2] == colour
    assert rows[20][30] == RED


def test_an_edge_covers_its_pixel_in_part() -> None:
    row = draw(Rectangle(10.5, 10, 20.25, 10, "badge-error"))[15]
    half, quarter = (tuple(255 - (255 - value) * share for value in RED) for share in (0.5, 0.75))
    assert row[9] == row[31] == WHITE
    assert row[11] == row[29] == RED
    assert all(abs(a - b) <= 1 for a, b in zip(row[10], half, strict=True))
    assert all(abs(a - b) <= 1 for a, b in zip(row[30], quarter, strict=True))


@pytest.mark.parametrize("scale", [0.1, 1, 4])
def test_round_corners_leave_the_corner_free(scale: float) -> None:
    rows = draw(Rectangle(10, 10, 30, 20, "badge-error", False, 8), scale=scale)
    at = lambda x, y: rows[int(y * scale)][int(x * scale)]  # noqa: E731
    assert at(25, 20) == RED
    if scale >= 1:
        assert [at(x, y) for x, y in ((10, 10), (39, 10), (10, 29), (39, 29))] == [WHITE] * 4
        assert [at(x, y) for x, y in ((25, 11), (25, 28), (11, 20), (38, 20))] == [RED] * 4


def test_a_dashed_frame_has_gaps() -> None:
    rows = draw(Rectangle(5.5, 5.5, 48, 28, "region"), scale=1)
    teal = (0x00, 0xA4, 0xA6)
    for line in (rows[5][6:53], [row[5] for row in rows[6:33]], rows[33][6:53], [row[53] for row in rows[6:33]]):
        assert WHITE in line
        assert sum(colour == teal for colour in line) > len(line) // 8


def test_a_wire_runs_through_its_corners_to_its_end() -> None:
    rows = draw(Wire(((5.5, 5.5), (30.5, 5.5), (30.5, 30.5), (50.5, 30.5)), "trace"))
    red = (0xDD, 0x34, 0x4C)
    assert (
        [rows[5][x] for x in (6, 15, 26)] == [rows[y][30] for y in (10, 20, 26)] == [rows[30][x] for x in (35, 40, 49)] == [red] * 3
    )
    assert rows[5][52] == rows[35][30] == rows[20][20] == WHITE
    assert rows[4][32] != red  # the corner is round


def test_wires_of_short_pieces_and_aslant() -> None:
    jog = draw(Wire(((5, 5), (25, 5), (25, 6), (26, 6), (26, 30)), "trace"), scale=0.5)
    assert jog[2][5] != WHITE
    assert jog[10][13] != WHITE
    aslant = draw(Wire(((5, 5), (35, 35)), "trace"))
    assert [aslant[y][y] != WHITE for y in (6, 20, 33)] == [True] * 3


def test_an_arrow_widens_behind_its_tip() -> None:
    rows = draw(Wire(((5.5, 20.5), (50.5, 20.5)), "route", True))
    assert sum(row[44] != WHITE for row in rows) > 4
    assert sum(row[30] != WHITE for row in rows) < 4


def test_icons_have_their_colours() -> None:
    rows = draw(Icon("nat-gateway", 10, 5, 30))
    assert rows[8][12] == (0x8C, 0x4F, 0xFF)
    assert any(colour == WHITE for row in rows[6:34] for colour in row[11:39])
    assert rows[20][5] == rows[20][45] == WHITE


def dark_pixels(rows: list[list[tuple[int, ...]]]) -> int:
    return sum(1 for row in rows for red, *_ in row if red < 128)


def test_text_is_drawn_with_our_own_font_and_no_other() -> None:
    assert dark_pixels(draw(Text(5, 25, "HHHH", "group", width("HHHH", GROUP)))) > 40
    assert dark_pixels(draw(Text(5, 25, "日本", "group", 28))) < dark_pixels(draw(Text(5, 25, "HHHH", "group", 28)))


def test_glyphs_stand_where_their_advances_end() -> None:
    text = "HIH"
    rows = draw(Text(5, 25, text, "group", width(text, GROUP, True)), scale=4)
    columns = [x for x in range(240) if any(row[x][0] < 128 for row in rows)]
    assert abs(columns[0] / 4 - 5 - 1.3) < 0.5
    assert abs(columns[-1] / 4 - (5 + width(text, GROUP, True) - 1.3)) < 0.5


def test_bold_is_bolder() -> None:
    thin, bold = (dark_pixels(draw(Text(5, 25, "HHHH", role, 40), scale=3)) for role in ("detail", "strong"))
    assert bold > 1.15 * thin


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("10.0.0.0/16 → ✓", True),
        ("é Ελληνικά Кириллица", True),
        ("שלום", False),
        ("مرحبا", False),
        ("日本", False),
        ("x\u0323\u0302", False),
        ("", True),
    ],
)
def test_what_needs_shaping_is_not_set_glyph_by_glyph(text: str, plain: bool) -> None:
    assert is_plain(text) == plain


@pytest.mark.parametrize("text", ["שלום", "x\u0323", "ab\u05d0"])
def test_what_needs_shaping_is_shaped(text: str) -> None:
    """As resvg shapes the whole SVG."""
    scene = picture(Text(5, 25, text, "group", width(text, GROUP, True)))
    theirs = Image.open(BytesIO(by_resvg(scene))).convert("RGB")
    ours = Image.open(BytesIO(render_png(scene)))
    assert dark_pixels(pixels(render_png(scene))) > 10
    assert ImageChops.difference(ours, theirs).convert("L").getextrema()[1] < 16


def by_resvg(scene: Scene) -> bytes:
    svg = render_svg(scene, embed_font=False).decode()
    return bytes(
        svg_to_bytes(svg_string=svg, font_files=[str(path) for path in font_files()], skip_system_fonts=True, font_family=FAMILY)
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.5, 1, 2])
def test_it_is_what_resvg_makes_of_the_svg(theme: Theme, scale: float) -> None:
    scene = lay_out(load([str(ROOT / "samples" / "interface-endpoint.yaml")]))
    size = (int(scene.width * scale), int(scene.height * scale))
    svg = render_svg(scene, theme, embed_font=False).decode()
    files = [str(path) for path in font_files()]
    whole = svg_to_bytes(
        svg_string=svg, width=size[0], height=size[1], font_files=files, skip_system_fonts=True, font_family=FAMILY
    )
    theirs = Image.open(BytesIO(bytes(whole))).convert("RGB").crop((0, 0, *size))
    ours = Image.open(BytesIO(render_png(scene, theme, scale=scale))).crop((0, 0, *size))
    difference = ImageChops.difference(ours, theirs)
    assert sum(ImageStat.Stat(difference).mean) / 3 < 4
    assert sum(difference.convert("L").histogram()[128:]) < 0.01 * size[0] * size[1]


def test_what_is_faded_is_seen_through_as_one() -> None:
    box, text = Rectangle(10, 10, 40, 20, "badge-error"), Text(15, 25, "HH", "badge-error", 20)
    full, faded = draw(box, text), draw(Group("eni", "x", [box, text], faded=True))
    for whole, part in zip(full, faded, strict=True):
        for strong, weak in zip(whole, part, strict=True):
            assert all(abs(255 - (255 - a) * 0.28 - b) <= 2 for a, b in zip(strong, weak, strict=True))


def test_a_faded_link_is_seen_through_once_where_its_parts_overlap() -> None:
    wire, plate = Wire(((5, 20.5), (55, 20.5)), "trace"), Rectangle(20, 15, 20, 11, "badge-error")
    full, faded = draw(wire, plate), draw(Group("link", "x", [wire, plate], faded=True))
    for x, y in ((10, 20), (30, 20), (30, 16), (50, 20), (30, 30)):
        assert all(abs(255 - (255 - a) * 0.28 - b) <= 2 for a, b in zip(full[y][x], faded[y][x], strict=True))


def test_what_leaves_the_picture_is_cut_off() -> None:
    rows = draw(
        Rectangle(-10, -10, 20, 20, "badge-error"),
        Text(-20, 20, "HHHHHHHHHHHHHHHH", "group", 200),
        Group("eni", "x", [Icon("vpc", 50, 30, 40)], faded=True),
        Wire(((-5, 35), (100, 35)), "internet"),
    )
    assert rows[0][0] == RED
    assert len(rows) == 40
