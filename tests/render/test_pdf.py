"""The PDF: texts as they stand, one page of the picture's size, bookmarks, links, no date; the same picture as the PNG."""

import zlib
from io import BytesIO
from pathlib import Path
from re import DOTALL, findall

import pypdfium2
import pytest
from msgspec import structs
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT
from tests.everything import FILES
from vpcviz.commands import run
from vpcviz.commands.paper import page_of
from vpcviz.commands.pictures import Request, make_scene
from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.pdf import POINTS, render_pdf
from vpcviz.render.pdf.fonts import _runs
from vpcviz.render.png import render_png
from vpcviz.scene import Scene, Text, groups
from vpcviz.sources import load

SAMPLE = ROOT / "samples" / "private-dns.yaml"


def scene_of(network: Network, link: str = "") -> Scene:
    return make_scene(network, Options(), Request(("a.pdf",), link=link))


def opened(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(data)


@pytest.mark.parametrize("spec", [SAMPLE, *FILES], ids=lambda spec: spec.stem)
def test_it_is_the_png_in_vectors(spec: Path) -> None:
    scene = scene_of(load([str(spec)]))
    page = opened(render_pdf(scene))[0]
    assert page.get_size() == pytest.approx((scene.width * POINTS, scene.height * POINTS), abs=0.01)
    drawn = page.render(scale=1 / POINTS).to_pil().convert("RGB")
    wanted = Image.open(BytesIO(render_png(scene))).convert("RGB").resize(drawn.size)
    assert sum(ImageStat.Stat(ImageChops.difference(drawn, wanted)).mean) / 3 < 6


def test_texts_are_copied_as_they_stand() -> None:
    scene = scene_of(load([str(SAMPLE)]))
    text = opened(render_pdf(scene))[0].get_textpage().get_text_range()
    shown = [part.text for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)]
    assert len(shown) > 20
    assert [line for line in shown if line not in text] == []
    places = [text.index(line) for line in dict.fromkeys(shown) if text.count(line) == 1]
    assert places == sorted(places)


def test_bookmarks_links_title_and_language() -> None:
    data = render_pdf(scene_of(load([str(ROOT / "samples" / "hub-and-spoke.yaml")]), "https://example.com/{id}"))
    document = opened(data)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert len(marks) > 10
    assert marks[0][0] == 0
    assert {level for level, _ in marks} == {0, 1, 2}
    assert document.get_metadata_dict()["Title"] == "Hub and spoke over two regions"
    assert b"/Lang (en)" in data
    assert b"https://example.com/" in data
    assert len(document) == 1


def test_the_same_bytes_without_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of(load([str(SAMPLE)]))
    data = render_pdf(scene)
    assert data == render_pdf(scene)
    assert b"Date" not in data
    assert b"/Encoding /Identity-H" in data
    streams = [zlib.decompress(stream) for stream in findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", data, DOTALL)[:1]]
    assert streams[0].count(b" re ") > 10


def test_hostile_names_and_other_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = load([str(SAMPLE)])
    for name in (") Tj ET Q (", "\\", "a\x00b\x1b[31m", "日本語", "שלום", "e\u0301", "🙂"):
        vpcs = tuple(structs.replace(vpc, name=name) for vpc in network.vpcs)
        data = render_pdf(scene_of(structs.replace(network, title=name, vpcs=vpcs)))
        assert "10.30.1.25" in opened(data)[0].get_textpage().get_text_range()
    assert capsys.readouterr().err == ""
    bad = tmp_path / "bad.ttf"
    for content in (b"no font", b"\0\1\0\0 nor this"):
        bad.write_bytes(content)
        assert run(["draw", str(SAMPLE), "-q", "-o", str(tmp_path / "a.pdf"), "--font", str(bad)]) == 2
        assert "font" in capsys.readouterr().err


def marked(data: bytes, number: int = 0) -> list[tuple[str, int]]:
    """The tags of a page in their order: role, and the number of what is painted under it."""
    import ctypes

    raw = pypdfium2.raw
    page = opened(data)[number]
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    found: list[tuple[str, int]] = []

    def walk(element: object) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        role = buffer.raw.decode("utf-16-le").rstrip("\0")
        found.append((role, -1))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            number = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if number >= 0:
                found.append((role, number))
            else:
                walk(raw.FPDF_StructElement_GetChildAtIndex(element, at))

    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    return found


@pytest.mark.parametrize("spec", [SAMPLE, *FILES], ids=lambda spec: spec.stem)
def test_tags_are_in_reading_order(spec: Path) -> None:
    data = render_pdf(scene_of(load([str(spec)])))
    tags = marked(data)
    numbers = [number for _, number in tags if number >= 0]
    assert numbers == list(range(len(numbers)))
    assert {"Document", "Sect", "H1", "P", "Div", "Table", "Caption", "TR", "TD", "Figure"} >= {role for role, _ in tags}
    assert [role for role, _ in tags].count("H1") == 2  # the element, and what is painted under it
    content = zlib.decompress(findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", data, DOTALL)[0])
    assert content.count(b" BDC") + content.count(b" BMC") == content.count(b"EMC")


def test_a_description_of_several_lines_is_one_paragraph() -> None:
    scene = scene_of(structs.replace(load([str(SAMPLE)]), description="some words of a description " * 12))
    lines = [part.text for part in scene.parts if isinstance(part, Text) and part.role == "subheading"]
    assert len(lines) > 1
    data = render_pdf(scene)
    tags = marked(data)
    at = tags.index(("P", -1))
    assert tags[at : at + 1 + len(lines)] == [("P", -1), *(("P", number + 1) for number in range(len(lines)))]
    assert tags[at + 1 + len(lines)][1] == -1  # an element of its own
    assert " ".join(lines).encode() in data  # words of two lines stand apart


@pytest.mark.parametrize("name", ["a3", "a4-portrait", "16:9", "100x300mm"])
def test_a_page_has_its_size_and_all_of_the_picture(name: str) -> None:
    scene, page = scene_of(load([str(SAMPLE)])), page_of(name)
    assert page is not None
    sheet = opened(render_pdf(scene, page=page))[0]
    assert sheet.get_size() == pytest.approx((page.width / 25.4 * 72, page.height / 25.4 * 72), abs=0.02)
    text = sheet.get_textpage().get_text_bounded()
    shown = [part.text for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)]
    assert [line for line in shown if line not in text] == []


def test_runs_of_a_direction_stand_in_the_order_of_the_eye() -> None:
    assert _runs("ab \u05d0\u05d1 cd") == [("ab ", False), ("\u05d0\u05d1", True), (" cd", False)]
    assert _runs("\u0634\u0628 10 \u0641\u0631") == [(" \u0641\u0631", True), ("10", False), ("\u0634\u0628 ", True)]


@pytest.mark.skipif(not Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists(), reason="no font with Arabic")
def test_letters_of_other_scripts_are_joined_and_copied() -> None:
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    network = load([str(SAMPLE)])
    words = "\u0644\u0644\u0625\u0646\u062a\u0627\u062c"  # its second and third letter are one glyph
    scene = scene_of(structs.replace(network, title=f"web {words}"))
    data = render_pdf(scene, fonts=(font,))
    assert f"web {words}" in opened(data)[0].get_textpage().get_text_range()
    assert f"web {words}".encode("utf-16-be").hex().encode() in data.lower()  # what its tag says
    drawn = opened(data)[0].render(scale=1 / POINTS).to_pil().convert("RGB")
    wanted = Image.open(BytesIO(render_png(scene, fonts=(font,)))).convert("RGB").resize(drawn.size)
    assert sum(ImageStat.Stat(ImageChops.difference(drawn, wanted)).mean) / 3 < 6
