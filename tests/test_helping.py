"""A second process that helps: what the two tell one another, and what is heard of one that ends."""

import os

import pytest

from vpcviz.helping import Line, helper


def doubled(line: Line) -> None:
    while True:
        line.say(line.hear() * 2)


def test_two_processes_tell_one_another_what_they_have() -> None:
    line = helper(doubled)
    assert line is not None
    line.say("ab")
    assert line.hear() == "abab"
    line.say(["x" * 1_000_000])
    assert line.hear() == ["x" * 1_000_000] * 2
    line.end()
    line.end()


def half_a_word(line: Line) -> None:
    line._says.write(b"\x80\x05\x95\xff")
    line._says.flush()
    os._exit(0)


def no_word(line: Line) -> None:
    raise ValueError("a fault")


@pytest.mark.parametrize("ends", [half_a_word, no_word])
def test_one_that_ends_is_not_heard(ends: object, capfd: pytest.CaptureFixture[str]) -> None:
    line = helper(ends)  # type: ignore[arg-type]
    assert line is not None
    with pytest.raises(EOFError):
        line.hear()
    line.end()
    assert capfd.readouterr() == ("", "")
