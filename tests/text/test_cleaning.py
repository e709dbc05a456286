"""Hostile text becomes one safe line."""

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import clean, terminal
from vpcviz.text.cleaning import REPLACEMENT, TERMINAL_LIMIT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain text", "plain text"),
        ("  two\t lines\r\n\x0b here ", "two lines here"),
        ("a\u2028b\u2029c\u00a0d", "a b c d"),
        ("e\u0301", "é"),
        ("nul\x00esc\x1b[31m", f"nul{REPLACEMENT}esc{REPLACEMENT}[31m"),
        ("\u202egpj.exe", f"{REPLACEMENT}gpj.exe"),
        ("a\u2066b\u2069", f"a{REPLACEMENT}b{REPLACEMENT}"),
        ("zero\u200bwidth\ufeff", f"zero{REPLACEMENT}width{REPLACEMENT}"),
        ("in\u200dvisible", f"in{REPLACEMENT}visible"),
        ("\u115f\u3164\uffa0", REPLACEMENT * 3),
        ("lone \ud800 surrogate", f"lone {REPLACEMENT} surrogate"),
        ("\ufffe\uffff", REPLACEMENT * 2),
        ("\ue000 private", f"{REPLACEMENT} private"),
        ("e" + "\u0301\u0302\u0303\u0304\u0305\u0306", "\u00e9\u0302\u0303\u0304"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        ("[red]rich[/red]", "[red]rich[/red]"),
        ("م‌خ", "م‌خ"),
        ("👩‍👧", "👩‍👧"),
        ("日本語 العربية עברית", "日本語 العربية עברית"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


ANY = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, categories=None), max_size=60)


@given(ANY)
def test_clean_is_safe_for_every_text(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert shown == shown.strip()
    assert "  " not in shown
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") for character in shown)
    assert not set(shown) & set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert ElementTree.fromstring(f"<t>{escape(shown)}</t>").text in (shown, None)


@given(ANY)
def test_the_terminal_gets_one_short_line_without_escapes(text: str) -> None:
    shown = terminal(text)
    assert len(shown) <= TERMINAL_LIMIT
    assert shown.isprintable() or "\u200c" in shown or "\u200d" in shown


def test_the_middle_of_a_long_line_is_left_out_for_the_terminal() -> None:
    shown = terminal("a" * 1000 + "end")
    assert len(shown) == TERMINAL_LIMIT
    assert shown.startswith("aaa")
    assert shown.endswith("end")
    assert "…" in shown
