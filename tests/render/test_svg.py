"""The SVG: one self-contained, well-formed file with its marks, whatever the texts."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from vpcviz.errors import InputError
from vpcviz.layout import lay_out
from vpcviz.render import svg
from vpcviz.render.svg import render_svg
from vpcviz.render.theme import DARK, LIGHT, link_paints
from vpcviz.scene import Group, Icon, Part, Rectangle, Scene, Text, Wire
from vpcviz.sources import load
from vpcviz.text import faces, font_face, width

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def render(*parts: Part, theme: str = "light", title: str = "Title", **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(render_svg(Scene(200, 100, title, "What it is", list(parts)), theme, **options))  # type: ignore[arg-type]


def words(text: str, whole: str = "") -> Text:
    return Text(10, 20, text, "detail", width(text, 11), whole)


def whole(root: ElementTree.Element) -> ElementTree.Element:
    """The group that holds the whole picture."""
    found = root.find(f"{SVG}g")
    assert found is not None
    return found


def definitions(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The icons of a picture by their ids."""
    return {element.attrib["id"]: element for defs in whole(root).findall(f"{SVG}defs") for element in defs}


def test_the_head_says_what_the_picture_is() -> None:
    root = render(title="A & <B>")
    assert root.attrib["viewBox"] == "0 0 200 100"
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "A & <B>"
    assert root.findtext(f"{SVG}desc") == "What it is"


def test_marks() -> None:
    group = Group("eni", "eni-1", [Rectangle(1, 2, 30, 40, "card", True, 4)], (("dock", "top"), ("more", "3")), "tip")
    made = whole(render(group)).find(f"{SVG}g")
    assert made is not None
    marks = {"data-kind": "eni", "data-id": "eni-1", "data-dock": "top", "data-more": "3"}
    assert made.attrib == {**marks, "transform": "translate(1 2)"}
    assert made.findtext(f"{SVG}title") == "tip"
    frame = made.find(f"{SVG}rect")
    assert frame is not None
    assert frame.attrib["data-frame"] == ""


def test_a_link_has_one_wire_and_an_arrowhead_where_it_leads_somewhere() -> None:
    points = ((10.0, 10.0), (50.0, 10.0), (50.0, 60.0))
    for arrow in (False, True):
        marks = (("link", "route"), ("from", "a"), ("to", "b"))
        made = whole(render(Group("link", "", [Wire(points, "route", arrow)], marks))).find(f"{SVG}g")
        assert made is not None
        paths = made.findall(f"{SVG}path")
        assert ["data-wire" in path.attrib for path in paths] == ([True, False] if arrow else [True])
        assert paths[0].attrib["d"] == "M10 10H50V60"


def test_a_wire_aslant_is_drawn_as_it_runs() -> None:
    made = whole(render(Wire(((10.0, 10.0), (50.0, 20.5), (50.0, 60.0)), "route"))).find(f"{SVG}path")
    assert made is not None
    assert made.attrib["d"] == "M10 10L50 20.5V60"


def test_each_icon_is_there_once() -> None:
    root = render(*(Icon("vpc", x, 0, 20) for x in range(0, 100, 20)), Icon("aws/database/rds", 0, 50, 20))
    ids = definitions(root)
    assert len(ids) == 2
    assert list(ids) == sorted(ids)
    uses = list(root.iter(f"{SVG}use"))
    assert len(uses) == 6
    assert all(use.attrib[XLINK][1:] in ids for use in uses)


def test_an_icon_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError):
        render(Icon("never/heard-of-it", 0, 0, 20))


def test_the_users_icons_go_first(tmp_path: Path) -> None:
    (tmp_path / "vpc.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"><rect width="7" height="7"/></svg>'
    )
    (theirs,) = definitions(render(Icon("vpc", 0, 0, 20), icons=tmp_path))
    (ours,) = definitions(render(Icon("vpc", 0, 0, 20)))
    assert theirs != ours


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
    root = render(Group("vpc", "v", [Rectangle(0, 0, 9, 9, "card")], href="orders & co.svg"))
    anchor = whole(root).find(f"{SVG}g/{SVG}a")
    assert anchor is not None
    assert anchor.attrib == {"href": "orders & co.svg", XLINK: "orders & co.svg"}
    assert [part.tag for part in anchor] == [f"{SVG}rect"]
    assert root.attrib["role"] == "graphics-document"


def test_links_do_not_nest_and_frames_stay_direct_children() -> None:
    inner = Group("subnet", "s", [Rectangle(2, 2, 9, 9, "card", True), words("inner")], href="b")
    outer = Group("vpc", "v", [Rectangle(0, 0, 9, 9, "vpc", True), words("outer"), inner], href="a")
    root = render(outer)
    assert [anchor for one in root.iter(f"{SVG}a") for anchor in one.iter(f"{SVG}a") if anchor is not one] == []
    assert [[text.text for text in anchor.iter(f"{SVG}text")] for anchor in root.iter(f"{SVG}a")] == [["outer"], ["inner"]]
    things = [g for g in root.iter(f"{SVG}g") if "data-kind" in g.attrib]
    assert [[rect.get("data-frame") for rect in thing.findall(f"{SVG}rect")] for thing in things] == [[""], [""]]


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_every_role_has_its_paint_in_every_theme(theme: str) -> None:
    boxes = [Rectangle(0, 0, 9, 9, role) for role in LIGHT]
    links = [Group("link", "", [Wire(((0, 0), (9, 9)), kind)], (("link", kind),)) for kind in link_paints()[0]]
    root = render(*boxes, *links, theme=theme)
    rects, paths = list(root.iter(f"{SVG}rect"))[1:], list(root.iter(f"{SVG}path"))
    paints, ways = (DARK if theme == "dark" else LIGHT), link_paints()[theme == "dark"]
    assert [rect.attrib["fill"] for rect in rects] == [paints[role].fill for role in LIGHT]
    assert [path.attrib["stroke"] for path in paths] == [ways[kind].stroke for kind in link_paints()[0]]
    css = root.findtext(f"{SVG}style") or ""
    assert ("screen and (prefers-color-scheme:dark)" in css) == (theme == "auto")
    marks = {element.attrib["data-paint"] for element in (*rects, *paths) if "data-paint" in element.attrib}
    assert marks - set(re.findall(r"\[data-paint=([a-z-]+)\]\{", css)) == set()
    assert bool(marks) == (theme == "auto")


def test_an_element_has_one_class_and_all_that_it_needs_as_attributes() -> None:
    scene = lay_out(load([str(ROOT / "samples" / "hub-and-spoke.yaml")]))
    root = ElementTree.fromstring(render_svg(scene, "auto"))
    assert [element for element in root.iter() if "class" in element.attrib] == [whole(root)]
    assert " " not in whole(root).attrib["class"]
    assert [text.text for text in root.iter(f"{SVG}text") if "font-size" not in text.attrib] == []
    assert [rect.attrib for g in whole(root).findall(f"{SVG}g") for rect in g.iter(f"{SVG}rect") if "fill" not in rect.attrib] == []
    assert "font-family" in whole(root).attrib
    assert list(root.iter(f"{SVG}symbol")) == []
    assert [element.attrib for element in root.iter() if "style" in element.attrib] == []


def test_no_rule_reaches_out_of_the_picture() -> None:
    data = render_svg(Scene(9, 9, "t", "", [words("a"), Icon("vpc", 0, 0, 9), Rectangle(0, 0, 9, 9, "card")]), "auto").decode()
    salt = re.findall(r'<g class="(vpcviz-[0-9a-f]{8})"', data)[0]
    style = re.sub(r"@font-face\{[^}]*\}", "", data.partition("<style>")[2].partition("</style>")[0])
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"@media [a-z ]+(\([^)]*\))?\{", "", style))
    assert len(selectors) > 3
    selectors = [one.strip().removeprefix(":root ") for selector in selectors for one in selector.split(",")]
    assert [one for one in selectors if not one.startswith((f".{salt}:", "#icon-vpc-"))] == []
    other = render_svg(Scene(9, 9, "u", "", [words("a")]), "auto").decode()
    assert salt not in other


def test_markdown_takes_the_file_as_it_is() -> None:
    """CommonMark, HTML blocks: one begins where a line is one whole tag, and ends with an empty line."""
    lines = render_svg(Scene(9, 9, "a_b_ *c*", "", [words("a"), Rectangle(0, 0, 9, 9, "card")])).decode().split("\n")
    assert lines[0].startswith("<svg ")
    assert lines[0].endswith(">")
    assert lines[0].count(">") == 1
    assert [number for number, line in enumerate(lines[:-1]) if not line.strip()] == []


def test_a_font_face_is_one_line() -> None:
    lines = render_svg(Scene(9, 9, "", "", [words("a"), Text(0, 9, "b", "name", 9)])).decode().split("\n")
    faces = [line for line in lines if "@font-face" in line]
    assert [re.findall(r"font-weight:(\d+)", line) for line in faces] == [["400"], ["700"]]
    assert [line for line in faces if line.count("{") != 1 or not line.startswith("@font-face{")] == []


def test_text_written_leftwards_is_not_pressed_into_a_width() -> None:
    hebrew, arabic, japanese = render(words("שלום"), words("شبكة prod"), words("日本")).iter(f"{SVG}text")
    assert "textLength" not in hebrew.attrib
    assert "textLength" not in arabic.attrib
    assert "textLength" in japanese.attrib


def test_a_foreign_icon_keeps_to_its_square(tmp_path: Path) -> None:
    (tmp_path / "vpc.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 0 20 10"><rect width="999" height="999"/></svg>'
    )
    (icon,) = definitions(render(Icon("vpc", 0, 0, 24), icons=tmp_path)).values()
    assert icon[0].attrib["transform"] == "translate(-24 12) scale(2.4)"
    edge = next(icon.iter(f"{SVG}clipPath"))
    assert edge[0].attrib == {"x": "10", "y": "0", "width": "20", "height": "10"}
    assert [g.attrib["clip-path"] for g in icon.iter(f"{SVG}g") if "clip-path" in g.attrib] == [f"url(#{edge.attrib['id']})"]


def test_both_themes_paint_the_same_roles() -> None:
    assert LIGHT.keys() == DARK.keys()
    light, dark = link_paints()
    assert light.keys() == dark.keys()


ANY = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=40)


@given(ANY, ANY)
def test_any_text_anywhere_leaves_the_file_well_formed(text: str, other: str) -> None:
    group = Group("eni", text, [words(text, other)], (("in", other), ("from", text)), other)
    root = render(group, title=text)
    assert [g.attrib["data-kind"] for g in root.iter(f"{SVG}g") if "data-kind" in g.attrib] == ["eni"]
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


def test_a_large_picture_is_drawn_without_the_subsetter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "subset", lambda *_: pytest.fail("HarfBuzz was asked"))
    monkeypatch.setattr(svg, "LARGE", 0)
    picture = svg.render_svg(Scene(100, 50, "A", "B", [Text(1, 20, "vpc-1 · 10.0.0.0/16", "name", 60)]))
    assert font_face(frozenset("v"), True, roomy=True)[0].encode() in picture
