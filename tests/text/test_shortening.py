"""Texts cut to a width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import beginning, ending, graphemes, shorten, width


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
    assert graphemes("e\u0301x") == ["e\u0301", "x"]
    assert graphemes("👩‍👧!") == ["👩‍👧", "!"]
    assert graphemes("🇫🇷🇩🇪🇫x") == ["🇫🇷", "🇩🇪", "🇫", "x"]
    assert graphemes("👍🏽🏴\U000e0067\U000e007f1\ufe0f\u20e3") == ["👍🏽", "🏴\U000e0067\U000e007f", "1\ufe0f\u20e3"]
    assert graphemes("\u1112\u1161\u11ab한글") == ["\u1112\u1161\u11ab", "한", "글"]
    assert graphemes("क्षि नी") == ["क्षि", " ", "नी"]
    assert graphemes("น้ำ\r\nx") == ["น้ำ", "\r\n", "x"]
    assert shorten("🇫🇷🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪", 40, 11) in ("…", "🇫🇷…", "🇫🇷🇩🇪…")
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


@given(st.text(max_size=80), st.integers(0, 60))
def test_cuts_by_length_keep_characters_whole(text: str, count: int) -> None:
    parts = graphemes(text)
    head, tail = beginning(text, count), ending(text, count)
    assert "".join(parts) == text
    assert head in {"".join(parts[:at]) for at in range(len(parts) + 1)}
    assert len(head) <= max(count, 0)
    assert len(tail) <= max(count, 0)
    assert text.endswith(tail)


def test_messages_and_names_are_cut_between_characters() -> None:
    from vpcviz.spec.problems import shown
    from vpcviz.text import terminal

    assert shown("a" * 56 + "🇫🇷" * 9) == '"' + "a" * 56 + '…"'
    assert terminal("e" + "🇫🇷" * 2000).replace("e", "", 1).split("…")[0].count("🇫") == terminal("e" + "🇫🇷" * 2000).split("…")[
        0
    ].count("🇷")
