"""`--help` and `--version`: what a new user reads first, in a terminal of 80 columns."""

from importlib import import_module

import pytest

from vpcviz import __version__
from vpcviz.commands import COMMANDS, SUMMARIES, WIDTH, run


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal(command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run([command, "--help"] if command else ["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []


def test_each_example_of_the_help_is_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "    vpcviz draw network.yaml -o network.svg\n    vpcviz draw --profile" in capsys.readouterr().out


def test_version_in_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    said = capsys.readouterr().out
    assert run(["version"]) == 0
    assert capsys.readouterr().out == said
    assert __version__ in said


def test_the_list_of_commands_says_what_they_say_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` does not load the commands."""
    for name in SUMMARIES:
        module, function = COMMANDS[name].split(":")
        documentation = getattr(import_module(module), function).__doc__
        assert documentation.splitlines()[0] == SUMMARIES[name]
    assert run(["-h"]) == 0
    listed = capsys.readouterr().out
    assert all(summary in listed for summary in SUMMARIES.values())
