"""Texts are looked at together: what comes out is what each alone would be."""

from hypothesis import given
from hypothesis import strategies as st

from vpcviz.render.pieces import OWN_SIGNS, Pieces, are_plain, escaped
from vpcviz.text import clean

TEXTS = st.lists(st.text(st.sampled_from("ab 0.-&<>\"'\n\x00\u202e" + OWN_SIGNS) | st.characters(), max_size=6), max_size=6)


@given(TEXTS)
def test_each_text_is_escaped(texts: list[str]) -> None:
    out = Pieces()
    for text in texts:
        out.text("<text>", text, "</text>")
    assert out.taken() == "".join(f"<text>{escaped(text)}</text>" for text in texts)
    assert out.taken() == ""


@given(TEXTS)
def test_what_is_plain_is_clean_and_has_no_markup(texts: list[str]) -> None:
    if are_plain(texts):
        assert [escaped(text) for text in texts] == texts == [clean(text) for text in texts]


def test_texts_of_estates_are_plain() -> None:
    assert are_plain(["vpc-0a1b2c3d", "10.0.0.4", "sg: shop-app", "Route table · main", "10.0.0.4 – 10.0.0.9", "and …", "→", ""])
    assert not are_plain(["ok", "a & b"])
    assert not are_plain([" ok"])
    assert not are_plain(["ok", " ", "ok"])
    assert not are_plain(["ok "])
    assert not are_plain(["é"])  # it may be fine: `escaped` looks closer
