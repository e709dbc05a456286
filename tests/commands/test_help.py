"""`--help` and `--version`: what a new user reads first, in a terminal of 80 columns."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from vpcviz import __version__
from vpcviz.commands import COMMANDS, run
from vpcviz.overview import SUMMARIES, WIDTH, is_wide, overview


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
    assert list(SUMMARIES) == list(COMMANDS)
    for name in SUMMARIES:
        module, function = COMMANDS[name].split(":")
        documentation = getattr(import_module(module), function).__doc__
        assert documentation.splitlines()[0] == SUMMARIES[name]
    assert run(["-h"]) == 0
    listed = capsys.readouterr().out
    assert all(summary in listed for summary in SUMMARIES.values())


@pytest.mark.parametrize("columns", ["80", "81", "132", "0", "", "many"])
def test_the_help_that_is_said_at_once_is_typer_s(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert is_wide()
    assert run(["--help"]) == 0
    assert capsys.readouterr().out == overview()


def test_a_narrow_terminal_has_narrow_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "79")
    assert not is_wide()


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_does_not_load_the_command_line(word: str) -> None:
    code = "import sys\nfrom vpcviz.cli import main\nimport os\nos._exit = lambda code: print('typer' in sys.modules)\nmain()"
    environment = {**os.environ, "COLUMNS": "80"}
    run = subprocess.run([sys.executable, "-c", code, word], capture_output=True, text=True, env=environment, check=False)
    assert "Commands:" in run.stdout
    assert "\nFalse\n" in run.stdout
