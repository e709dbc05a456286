"""Tables for a terminal of 80 columns: nothing is cut, what does not fit goes on under its row."""

from vpcviz.reports.tables import columns
from vpcviz.text import WIDTH, paragraph


def test_what_fits_is_a_table() -> None:
    assert columns(("n", "name"), [["10", "a"]], (0,)) == ["   n  name", "  10  a"]


def test_the_columns_that_do_not_fit_go_on_under_the_row() -> None:
    because = "word " * 30
    lines = columns(("id", "because"), [["i-1", because], ["i-2", "short"], ["i-3", because]])
    assert max(map(len, lines)) <= WIDTH
    assert lines[:2] == ["  id", "      because"]
    assert lines[2] == "  i-1"
    assert " ".join(" ".join(lines[3:5]).split()) == because.strip()
    assert "      short" in lines


def test_where_one_row_in_many_is_too_long_only_that_is_folded() -> None:
    lines = columns(("id", "because"), [["i", "short"]] * 9 + [["long", "word " * 30]])
    assert lines[:2] == ["  id    because", "  i     short"]
    assert lines[10] == "  long"


def test_wide_tables_are_never_folded() -> None:
    assert columns(("id", "because"), [["i", "x" * 200]], wide=True)[1] == "  i   " + "x" * 200


def test_a_word_that_is_too_long_is_not_cut() -> None:
    assert columns(("id", "what"), [["i", "x" * 200]])[-1].strip() == "x" * 200


def test_paragraphs() -> None:
    assert paragraph("short") == ["short"]
    text = "word " * 40
    assert max(map(len, paragraph(text.strip()))) <= WIDTH
    assert paragraph("- " + text.strip(), "  ", hanging=2)[1].startswith("    word")
    assert paragraph(text.strip(), wide=True) == [text.strip()]


def test_a_command_is_not_broken() -> None:
    first, second = paragraph("word " * 15 + "`vpcviz gaps dump` lists them")
    assert second.startswith("`vpcviz gaps dump`")
    assert len(first) < 80
