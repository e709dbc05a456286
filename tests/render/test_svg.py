"""The SVG: one self-contained, well-formed file with its marks, whatever the texts."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.errors import InputError
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import DARK, LIGHT, LINKS_DARK, LINKS_LIGHT
from vpcviz.scene import Box, Group, Icon, Part, Scene, Text, Wire
from vpcviz.text import width

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def render(*parts: Part, theme: str = "light", title: str = "Title", **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(render_svg(Scene(200, 100, title, "What it is", list(parts)), theme, **options))  # type: ignore[arg-type]


def words(text: str, whole: str = "") -> Text:
    return Text(10, 20, text, "detail", width(text, 11), whole)


def test_the_head_says_what_the_picture_is() -> None:
    root = render(title="A & <B>")
    assert root.attrib["viewBox"] == "0 0 200 100"
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "A & <B>"
    assert root.findtext(f"{SVG}desc") == "What it is"


def test_marks() -> None:
    group = Group("eni", "eni-1", [Box(1, 2, 30, 40, "card", True, 4)], (("dock", "top"), ("more", "3")), "tip")
    made = render(group).find(f"{SVG}g")
    assert made is not None
    assert made.attrib == {"data-kind": "eni", "data-id": "eni-1", "data-dock": "top", "data-more": "3"}
    assert made.findtext(f"{SVG}title") == "tip"
    frame = made.find(f"{SVG}rect")
    assert frame is not None
    assert "frame" in frame.attrib["class"].split()


def test_a_link_has_one_wire_and_an_arrowhead_where_it_leads_somewhere() -> None:
    points = ((10.0, 10.0), (50.0, 10.0), (50.0, 60.0))
    for arrow in (False, True):
        marks = (("link", "route"), ("from", "a"), ("to", "b"))
        made = render(Group("link", "", [Wire(points, "route", arrow)], marks)).find(f"{SVG}g")
        assert made is not None
        paths = made.findall(f"{SVG}path")
        assert [path.attrib["class"].split()[0] for path in paths] == (["wire", "a-route"] if arrow else ["wire"])
        assert paths[0].attrib["d"].startswith("M10 10")
        assert paths[0].attrib["d"].endswith("L50 60")


def test_each_icon_is_there_once() -> None:
    root = render(*(Icon("vpc", x, 0, 20) for x in range(0, 100, 20)), Icon("aws/database/rds", 0, 50, 20))
    assert [symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")] == sorted(
        symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")
    )
    assert len(list(root.iter(f"{SVG}symbol"))) == 2
    uses = list(root.iter(f"{SVG}use"))
    assert len(uses) == 6
    ids = {symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")}
    assert all(use.attrib[XLINK][1:] in ids for use in uses)


def test_an_icon_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError):
        render(Icon("never/heard-of-it", 0, 0, 20))


def test_the_users_icons_go_first(tmp_path: Path) -> None:
    (tmp_path / "vpc.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"><rect width="7" height="7"/></svg>'
    )
    symbol = next(render(Icon("vpc", 0, 0, 20), icons=tmp_path).iter(f"{SVG}symbol"))
    assert symbol.attrib["viewBox"] == "0 0 7 7"


def test_shortened_text_keeps_the_whole_as_its_title() -> None:
    text = next(render(words("lo…", "long")).iter(f"{SVG}text"))
    assert text.text == "lo…"
    assert text.findtext(f"{SVG}title") == "long"


def test_what_our_font_lacks_is_held_to_its_width() -> None:
    latin, other = render(words("abc"), words("日本")).iter(f"{SVG}text")
    assert "textLength" not in latin.attrib
    assert float(other.attrib["textLength"]) == pytest.approx(22)


def test_the_font_has_only_the_characters_in_use_and_can_be_left_out() -> None:
    few = len(render_svg(Scene(9, 9, "", "", [words("a")])))
    many = len(render_svg(Scene(9, 9, "", "", [words("abcdefghijklmnopqrstuvwxyz")])))
    none = render_svg(Scene(9, 9, "", "", [words("a")]), embed_font=False)
    assert len(none) < few < many
    assert b"@font-face" not in none


def test_a_link_to_another_picture() -> None:
    anchor = render(Group("vpc", "v", [Box(0, 0, 9, 9, "card")], href="orders & co.svg")).find(f"{SVG}a")
    assert anchor is not None
    assert anchor.attrib[XLINK] == "orders & co.svg"


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_every_role_has_its_paint_in_every_theme(theme: str) -> None:
    boxes = [Box(0, 0, 9, 9, role) for role in LIGHT]
    links = [Group("link", "", [Wire(((0, 0), (9, 9)), kind)], (("link", kind),)) for kind in LINKS_LIGHT]
    css = render(*boxes, *links, theme=theme).findtext(f"{SVG}style") or ""
    assert [role for role in LIGHT if f".b-{role}{{" not in css] == []
    assert [kind for kind in LINKS_LIGHT if f".l-{kind}{{" not in css] == []
    assert ("prefers-color-scheme" in css) == (theme == "auto")


def test_both_themes_paint_the_same_roles() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert LINKS_LIGHT.keys() == LINKS_DARK.keys()


ANY = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=40)


@given(ANY, ANY)
def test_any_text_anywhere_leaves_the_file_well_formed(text: str, other: str) -> None:
    group = Group("eni", text, [words(text, other)], (("in", other), ("from", text)), other)
    root = render(group, title=text)
    assert len(list(root.iter(f"{SVG}g"))) == 1
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "rect",
        "g",
        "text",
    }


@pytest.mark.parametrize(
    "text", ["</style><script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "]]>", "<!--", "&#x3c;", "}*{display:none}"]
)
def test_markup_is_shown_as_text(text: str) -> None:
    data = render_svg(Scene(9, 9, text, text, [Group("eni", text, [words(text, text)], (("in", text),), text)]))
    root = ElementTree.fromstring(data)
    assert next(root.iter(f"{SVG}text")).text == text
    assert b"<script" not in data
    assert b"<img" not in data


def test_nothing_refers_to_anything_outside() -> None:
    data = render_svg(
        Scene(99, 99, "t", "d", [Icon("vpc", 0, 0, 9), Icon("aws/database/rds", 0, 0, 9), words("a")]), "auto"
    ).decode()
    outside = re.findall(r"""(?:href=["']|src=["']|url\(["']?)([^"')]+)""", data)
    assert outside
    assert [target[:40] for target in outside if not target.startswith(("#", "data:"))] == []
    assert set(re.findall(r"https?://[^\"' ]+", data)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
