"""Messages: the place, the line with a caret under the right character, safe in any terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.errors import InputError, Problem
from vpcviz.spec import load_document
from vpcviz.spec.explain import WINDOW, format_problem, window


def test_whole_message() -> None:
    problem = Problem("unknown key", "net.yaml", 12, 5, "a key", 'did you mean "cidr"?', "    cdir: x")
    assert format_problem(problem) == (
        'net.yaml:12:5: unknown key\n  12 |     cdir: x\n     |     ^\n  expected: a key\n  did you mean "cidr"?'
    )


def test_without_a_place() -> None:
    assert format_problem(Problem("nothing to read")) == "vpcviz: nothing to read"
    assert format_problem(Problem("there is no such file", "a.yaml")) == "a.yaml: there is no such file"


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("key: value", 6, "v"),
        ("\t\tkey: x", 3, "k"),
        ("日本語: {cidr: x}", 7, "c"),
        ("e\u0301e\u0301: x", 7, "x"),
        ("🚀🚀: x", 5, "x"),
        ("\x1b[31mred: x", 11, "x"),
        ("x" * 500 + "Y" + "x" * 500, 501, "Y"),
        ("日" * 500 + "Y" + "本" * 500, 501, "Y"),
        ("Y" + "x" * 500, 1, "Y"),
        ("x" * 500 + "Y", 501, "Y"),
    ],
)
def test_caret_stands_under_the_character(line: str, column: int, under: str) -> None:
    text, before = window(line, column)
    assert at_cell(text, before) == under


def at_cell(text: str, cell: int) -> str:
    """The character that a terminal shows in a cell."""
    for character in text:
        width = 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if cell <= 0 < width:
            return character
        cell -= width
    return ""


@given(st.text(max_size=400), st.integers(0, 500))
def test_window_is_safe_and_bounded(line: str, column: int) -> None:
    text, before = window(line.replace("\n", ""), column)
    assert all(unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") for character in text)
    assert "\u202e" not in text
    assert 0 <= before <= WINDOW + 8
    assert len(text) <= 8 * WINDOW


def test_hostile_message_and_file() -> None:
    shown = format_problem(Problem("\x1b[2J\nline", "a\x07.yaml", 1, 1, "\x9b31m", "\u202egnp", "\x1b]0;x\x07"))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert shown.count("\n") == 4


def told(text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load_document("net.yaml", f"vpcviz: 1\nregion: eu-west-1\nvpcs:\n{text}".encode())
    return list(caught.value.problems)


def test_an_unknown_key_names_the_nearest_or_all() -> None:
    near, synonym, far = told("  one: {cdir: 10.0.0.0/16}\n  two: {security_groups: {s: {inbound: []}}}\n  three: {VpcId: x}\n")[:3]
    assert near.hint == 'did you mean "cidr"?'
    assert synonym.hint == 'did you mean "ingress"?'
    assert far.hint.startswith("its keys: ")
    assert "cidr" in far.hint
    assert "subnets" in far.hint


def test_of_a_wrong_cidr_nothing_follows() -> None:
    (only,) = told("  one: {cidr: ten, subnets: {a: {zone: a, cidr: 10.0.0.0/24}}}\n")
    assert only.message == '"ten" is no IPv4 CIDR'


def test_what_a_default_route_is_called() -> None:
    (only,) = told("  one: {cidr: 10.0.0.0/16, internet_gateway: {}, route_tables: {r: {routes: {default: igw}}}}\n")
    assert (only.message, only.hint) == ('"default" is no destination of a route', 'did you mean "0.0.0.0/0"?')


def test_a_number_that_is_too_large_is_a_number() -> None:
    (only,) = told("  one: 10.0.0.0/16\ntransit_gateways: {hub: {asn: 99999999999999999999}}\n")
    assert only.message == 'asn "99999999999999999999" is out of range'


@pytest.mark.parametrize("form", ["  {key}: {{cidr: 10.0.0.0/16}}\n", "  {{{key}: 10.0.0.0/16}}\n"])
def test_a_key_that_is_too_long_for_yaml(form: str) -> None:
    (only,) = told(form.format(key="k" * 2000))
    assert only.expected.startswith("a key of at most 1024 characters")
    (other,) = told('  one: {cidr: "10.0.0.0/16" subnets: {' + "a" * 900 + ": 10.0.0.0/24}}\n")
    assert "1024" not in other.expected
