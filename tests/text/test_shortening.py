"""Texts cut to a width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import shorten, width
from vpcviz.text.shortening import clusters


def test_what_fits_stays() -> None:
    assert shorten("short", 100, 11) == "short"


def test_the_end_goes_or_the_middle() -> None:
    text = "a-long-name-of-something-production"
    assert shorten(text, 80, 11).endswith("…")
    middle = shorten(text, 80, 11, middle=True)
    assert middle.startswith("a-")
    assert middle.endswith("ion")


@pytest.mark.parametrize("room", [0, 1, 5])
def test_there_may_be_no_room_at_all(room: float) -> None:
    assert shorten("text", room, 11) == ""


def test_people_s_characters_stay_whole() -> None:
    assert clusters("e\u0301x") == ["e\u0301", "x"]
    assert clusters("👩‍👧!") == ["👩‍👧", "!"]
    assert shorten("👩‍👧👩‍👧👩‍👧👩‍👧", 50, 11) in ("…", "👩‍👧…", "👩‍👧👩‍👧…")


@given(st.text(max_size=40), st.floats(0, 300), st.booleans(), st.booleans())
def test_it_always_fits(text: str, room: float, bold: bool, middle: bool) -> None:
    shown = shorten(text, room, 11, bold, middle=middle)
    assert width(shown, 11, bold) <= room
    assert shown == text or "…" in shown or shown == ""


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60), st.floats(20, 300))
def test_as_much_as_fits_is_kept(text: str, room: float) -> None:
    shown = shorten(text, room, 11)
    if shown != text:
        longer = text[: len(shown)] + "…"
        assert width(longer, 11) > room
