"""The ruler itself: each defect is found where it is, and a good picture has none."""

import pytest

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Rect, flatten
from vpcviz.render.svg import render_svg
from vpcviz.scene import Group, Part, Rectangle, Scene, Text, Wire
from vpcviz.text import width


def word(x: float, y: float, text: str) -> Text:
    return Text(x, y, text, "detail", width(text, 11))


def thing(
    name: str, x: float, y: float, *parts: Part, size: float = 40, frame: bool = False, marks: tuple[tuple[str, str], ...] = ()
) -> Group:
    return Group("vpc" if frame else "eni", name, [Rectangle(x, y, size, size, "vpc", frame), *parts], marks)


def link(start: str, end: str, *points: tuple[float, float], bundle: str = "") -> Group:
    marks = [("link", "route"), ("from", start), ("to", end)] + ([("bundle", bundle)] if bundle else [])
    return Group("link", "", [Wire(points, "route")], tuple(marks))


def found(*parts: Part) -> set[str]:
    svg = render_svg(Scene(400, 400, "t", "d", list(parts)))
    return {line.partition(":")[0] for line in defects(svg)}


def test_a_good_picture_has_no_defect() -> None:
    good = thing("outer", 10, 10, word(15, 25, "outer"), thing("a", 30, 40, word(35, 60, "a")), size=150, frame=True)
    assert found(good, thing("b", 300, 40), link("a", "b", (70, 60), (300, 60))) == set()


@pytest.mark.parametrize(
    ("defect", "parts"),
    [
        ("text on text", [word(10, 50, "one"), word(15, 53, "two")]),
        ("text spills", [word(380, 50, "out of the canvas")]),
        ("text spills", [thing("a", 10, 10, word(20, 30, "much too long for this"), frame=True)]),
        ("text spills", [thing("a", 10, 10, word(20, 30, "much too long for this"))]),
        ("text on frame", [thing("a", 100, 10, frame=True), word(80, 30, "across the edge")]),
        ("thing on thing", [thing("a", 10, 10), thing("b", 40, 40)]),
        ("out of box", [thing("a", 10, 10, thing("b", 40, 40), frame=True)]),
        ("out of box", [thing("a", 380, 10)]),
        ("loose end", [thing("a", 10, 10), thing("b", 200, 10), link("a", "b", (60, 30), (200, 30))]),
        ("loose end", [thing("a", 10, 10), link("a", "nobody", (50, 30), (200, 30))]),
        ("link through thing", [thing("a", 10, 10), thing("x", 100, 10), thing("b", 200, 10), link("a", "b", (50, 30), (200, 30))]),
        (
            "link through box",
            [thing("a", 10, 10), thing("x", 100, 10, frame=True), thing("b", 200, 10), link("a", "b", (50, 30), (200, 30))],
        ),
        ("link on text", [thing("a", 10, 10), word(100, 34, "here"), thing("b", 200, 10), link("a", "b", (50, 30), (200, 30))]),
        ("nothing drawn", [Group("eni", "a", [])]),
        (
            "link on link",
            [thing("a", 10, 10), thing("b", 200, 10), link("a", "b", (50, 30), (200, 30)), link("b", "a", (200, 31), (50, 31))],
        ),
    ],
)
def test_each_defect_is_found(defect: str, parts: list[Part]) -> None:
    assert defect in found(*parts)


def test_a_bundle_may_share_a_track() -> None:
    ends = [thing("a", 10, 10), thing("b", 200, 10)]
    assert found(*ends, link("a", "b", (50, 30), (200, 30), bundle="x"), link("a", "b", (50, 30), (200, 30), bundle="x")) == set()


def test_what_is_docked_may_sit_on_the_border() -> None:
    assert found(thing("a", 100, 100, thing("b", 120, 90, size=20, marks=(("dock", "top"),)), frame=True)) == set()


def test_curves_are_flattened_onto_their_ends() -> None:
    for curve in ("Q20 0 20 10", "C16 0 20 4 20 10", "A10 10 0 0 1 20 10"):
        points = flatten(f"M0 0L10 0{curve}L20 30")
        assert points[0] == (0, 0)
        assert (20, 10) in points
        assert points[-1] == (20, 30)
        middle = points[len(points) // 2]
        assert 15 < middle[0] < 20
        assert 0 < middle[1] < 6


MOVED = """<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><g data-kind="vpc" data-id="v" transform="translate(10 20)">
<rect data-frame="" width="40" height="30"/><g transform="translate(5 5) scale(0.5)"><use transform="translate(2 4)"/></g></g></svg>"""


def test_things_are_where_transforms_put_them() -> None:
    picture = Picture(MOVED.encode())
    assert picture.things[0].frame == Rect(10, 20, 50, 50)
    assert picture.icons[0][0] == Rect(16, 27, 40, 51)


def test_other_transforms_are_refused() -> None:
    with pytest.raises(AssertionError, match="rotate"):
        Picture(MOVED.replace("scale(0.5)", "rotate(9)").encode())
