"""Widths of texts: sums of the font's own advances, estimates only for what the font lacks."""

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import font_face, font_files, missing_glyphs, needs_fallback, width
from vpcviz.text.faces import COMMON, common_file, subset
from vpcviz.text.metrics import ASCENT, CAP_HEIGHT, DESCENT, covered


def shaped(text: str, size: float, bold: bool) -> float:
    """The width as HarfBuzz sets the text, which is what browsers do."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font_files()[bold]))))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions) * size / font.face.upem


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text", ["vpc-0a1b2c3d4e5f60718", "10.0.0.0/16", "AVATAR fi ffl To", "Zażółć", "Ελληνικά", "Привет", "שלום", "→ ✓"]
)
def test_width_is_what_a_shaper_makes_of_it(text: str, bold: bool) -> None:
    assert width(text, 12, bold) == pytest.approx(shaped(text, 12, bold), abs=0.01)


@given(st.text(st.sampled_from(sorted(covered())), max_size=30), st.text(st.sampled_from(sorted(covered())), max_size=30))
def test_widths_add_up(a: str, b: str) -> None:
    if not (b and needs_composition(a, b)):
        assert width(a + b, 11) == pytest.approx(width(a, 11) + width(b, 11))


def needs_composition(a: str, b: str) -> bool:
    """Whether the two texts join into other characters where they meet."""
    import unicodedata

    return unicodedata.normalize("NFC", a + b) != unicodedata.normalize("NFC", a) + unicodedata.normalize("NFC", b)


def test_width_grows_with_the_size() -> None:
    assert width("text", 22) == pytest.approx(2 * width("text", 11))
    assert width("", 11) == 0


def test_what_the_font_lacks_is_estimated_and_marked() -> None:
    assert width("日本", 10) == 20
    assert width("e\u0301", 10) == width("é", 10)
    assert needs_fallback("日本")
    assert needs_fallback("مرحبا")
    assert not needs_fallback("Zażółć → 10.0.0.0/16")
    assert missing_glyphs(["a日b", "本"]) == ["日", "本"]


def test_the_font_fills_its_box() -> None:
    assert 0 < CAP_HEIGHT < ASCENT
    assert 1.2 < ASCENT + DESCENT < 1.5


def test_the_font_is_cut_down_to_what_is_used() -> None:
    few, many = subset(frozenset("abc"), False), subset(frozenset(map(chr, range(32, 127))), False)
    assert len(few) < len(many) < font_files()[0].stat().st_size
    face = uharfbuzz.Face(uharfbuzz.Blob(few))
    assert set(face.unicodes) == set(map(ord, "abc"))


def test_a_face_is_named_for_what_is_in_it() -> None:
    family, css = font_face(frozenset("abc"), False)
    assert (family, css) == font_face(frozenset("cba"), False)
    assert css.startswith(f"@font-face{{font-family:'{family}';font-weight:400;src:url(data:font/ttf;base64,")
    assert "\n" not in css
    assert font_face(frozenset("abcd"), False)[0] != family
    assert "font-weight:700" in font_face(frozenset("abc"), True)[1]


@pytest.mark.parametrize("bold", [False, True])
def test_the_common_cut_is_the_font_s(bold: bool) -> None:
    """As `tools/cut_font.py` makes it; HarfBuzz may write the same font otherwise one day."""
    cut, whole = (
        uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))) for file in (common_file(bold), font_files()[bold])
    )
    assert set(cut.face.unicodes) == set(map(ord, COMMON))
    for character in sorted(COMMON):
        one, other = (font.get_nominal_glyph(ord(character)) for font in (cut, whole))
        assert one
        assert cut.get_glyph_h_advance(one) == whole.get_glyph_h_advance(other)
        assert cut.get_glyph_extents(one) == whole.get_glyph_extents(other)


def test_large_pictures_take_the_common_cut_unless_they_say_more() -> None:
    few = frozenset("abc")
    assert font_face(few, False, roomy=True) == font_face(COMMON, False, roomy=True)
    assert font_face(few, False, roomy=True) != font_face(few, False)
    assert font_face(few | {"Ж"}, False, roomy=True) == font_face(few | {"Ж"}, False)
