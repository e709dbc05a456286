"""Our own reading and cutting down of the font, beside HarfBuzz's."""

import string
from typing import Any

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import font, font_file
from vpcviz.text.faces import subset
from vpcviz.text.metrics import covered
from vpcviz.text.subsetting import MIRRORED
from vpcviz.text.truetype import steps

WORDS = frozenset("·–→…✓é")
"""Signs of our own words, and a glyph that is made of others."""

SETS = [
    frozenset(string.printable.strip()),
    frozenset("vpc-0a1b 10.0.0.0/16"),
    frozenset("("),
    frozenset("a"),
    frozenset(string.ascii_letters) | WORDS,
]


def face(bold: bool) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_file(bold))))


def drawn(font: uharfbuzz.Font, character: str) -> tuple[list[tuple[Any, ...]], int]:
    """The outline of a character as HarfBuzz draws it, and its advance."""
    found: list[tuple[Any, ...]] = []
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, out: out.append(("M", x, y)))
    pen.set_line_to_func(lambda x, y, out: out.append(("L", x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", a, b, x, y)))
    pen.set_close_path_func(lambda out: out.append(("Z",)))
    glyph = font.get_nominal_glyph(ord(character)) or 0
    font.draw_glyph(glyph, pen, found)
    return found, font.get_glyph_h_advance(glyph)


@pytest.mark.parametrize("bold", [False, True])
def test_every_outline_is_harfbuzz_s(bold: bool) -> None:
    whole = uharfbuzz.Font(face(bold))
    for character in sorted(covered()):
        found: list[tuple[Any, ...]] = []
        for contour in font(bold).contours(font(bold).glyphs[ord(character)]):
            for count, step in enumerate(steps(contour)):
                found.append(("MLQ"[len(step)] if count else "M", *(value for point in step for value in point)))
            found.append(("Z",))
        assert found == drawn(whole, character)[0], character


def test_a_contour_without_a_point_on_the_curve_begins_between_two() -> None:
    square = [(0.0, 0.0, False), (0.0, 2.0, False), (2.0, 2.0, False), (2.0, 0.0, False)]
    assert list(steps(square)) == [((1, 0),), ((0, 0), (0, 1)), ((0, 2), (1, 2)), ((2, 2), (2, 1)), ((2, 0), (1, 0))]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("characters", SETS)
def test_a_cut_is_harfbuzz_s_byte_for_byte(characters: frozenset[str], bold: bool) -> None:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    assert subset(characters, bold) == uharfbuzz.subset(face(bold), wanted).blob.data


@given(st.frozensets(st.sampled_from(sorted(covered())), max_size=60), st.booleans())
def test_a_cut_has_what_is_wanted_as_it_was(characters: frozenset[str], bold: bool) -> None:
    cut = uharfbuzz.Face(uharfbuzz.Blob(subset(characters, bold)))
    wanted = set(map(ord, characters))
    assert set(cut.unicodes) == wanted | {MIRRORED[code] for code in wanted if code in MIRRORED}
    whole, part = uharfbuzz.Font(face(bold)), uharfbuzz.Font(cut)
    for character in characters:
        assert drawn(part, character) == drawn(whole, character)
