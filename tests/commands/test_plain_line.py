"""A command line that is read at once is read as Typer reads it, and nothing that Typer would say is passed over."""

import os
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

import pytest

from vpcviz.commands import run
from vpcviz.commands.command_line import Call
from vpcviz.commands.command_line import read as read_by_typer
from vpcviz.commands.declaring import MISSING, Argument, Option, Parameter, parameters
from vpcviz.commands.names import COMMANDS, function_of
from vpcviz.commands.plain_line import _kind, read

ROOT = Path(__file__).parents[2]

ODD = (
    "",
    "-",
    "--",
    "-x",
    "--nope",
    "--=",
    "--output=",
    "-",
    "-1",
    "1e3",
    "٣",
    "a b",
    "\udcff",
    "nan",
    "99999999",
    "1_0",
    "-h",
    "-qx",
)
"""Words that may be a value, a mistake, or something else."""


def _value(random: Random, kind: Any, declared: Option | Argument) -> str:
    if kind is str:
        return random.choice(("prod", "10.0.0.0/8", "a=b", "ü", "x--y"))
    if kind is Path:
        return random.choice(("nowhere.json", "pyproject.toml", "docs"))
    if issubclass(kind, Enum):
        return str(random.choice(list(kind)).value)
    least = int(getattr(declared, "min", None) or 0)
    return str(least + random.randrange(200)) if kind is int else random.choice((f"{least}.5", f"{least + 1}"))


def _spelt(random: Random, parameter: Parameter) -> Iterator[list[str]]:
    """An option with its value, as users write it."""
    told = parameter.declared
    assert isinstance(told, Option)
    kind, many = _kind(parameter)
    for _ in range(random.randint(1, 2) if many else 1):
        name = random.choice(told.names or (f"--{parameter.name.replace('_', '-')}",))
        values = [] if kind is bool else [_value(random, kind, told) for _ in range(told.words)]
        yield [f"{name}={values[0]}"] if len(values) == 1 and name[:2] == "--" and random.random() < 0.3 else [name, *values]


def _line(random: Random, known: list[Parameter]) -> list[str]:
    """A command line with nothing wrong in it."""
    parts: list[list[str]] = []
    for parameter in known:
        if isinstance(parameter.declared, Argument):
            kind, many = _kind(parameter)
            parts += [[_value(random, kind, parameter.declared)] for _ in range(random.randint(1, 3) if many else 1)]
        elif parameter.default is not MISSING and random.random() < 0.7:
            continue
        else:
            parts += _spelt(random, parameter)
    random.shuffle(parts)
    return [word for part in parts for word in part]


def _by_typer(words: list[str]) -> dict[str, Any] | None:
    call = read_by_typer(words)
    return call.given if isinstance(call, Call) else None


def _whole(known: list[Parameter], given: dict[str, Any]) -> dict[str, Any]:
    return {one.name: given.get(one.name, one.default) for one in known}


@pytest.mark.parametrize("name", COMMANDS)
def test_lines_are_read_as_typer_reads_them(name: str) -> None:
    command = function_of(name)
    known = parameters(command)
    random = Random(name)
    for _ in range(12):
        words = _line(random, known)
        given = read(command, words)
        assert given is not None, words
        assert _whole(known, given) == _by_typer([name, *words]), words


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_wrong_or_odd_is_never_read_otherwise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command = function_of(name)
    known = parameters(command)
    random = Random(name)
    for _ in range(25):
        words = _line(random, known)
        for _ in range(random.randint(1, 2)):
            at = random.randint(0, len(words))
            words[at : at + random.randint(0, 1)] = random.choices([*ODD, *words], k=random.randint(0, 1))
        given = read(command, words)
        if given is not None:
            assert _whole(known, given) == _by_typer([name, *words]), words


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["a.json", "-o", "b.svg", "--theme=dark", "-q"], True),
        (["a.json", "-ob.svg"], False),
        (["a.json", "--theme", "purple"], False),
        (["a.json", "--title", "-x"], False),
        (["a.json", "--title", "a", "--title", "b"], False),
        (["a.json", "--width", "-4"], False),
        (["a.json", "--width"], False),
        (["--", "a.json"], False),
        (["a.json", "--help"], False),
        (["a.json", "--quiet=yes"], False),
        (["a.json", "--trace", "a", "b"], False),
    ],
)
def test_what_is_unclear_is_left_to_typer(words: list[str], given: bool) -> None:
    assert (read(function_of("draw"), words) is not None) == given


def test_a_file_that_may_not_be_read_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert read(function_of("info"), ["pyproject.toml"]) is None
    assert read(function_of("info"), ["nowhere.svg"]) == {"picture": Path("nowhere.svg")}


def test_completion_is_asked_of_typer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_VPCVIZ_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "vpcviz validate --param")
    monkeypatch.setenv("COMP_CWORD", "2")
    run(["validate", "samples/private-dns.yaml"])
    assert "--parameter" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["validate", "samples/private-dns.yaml"], ["gaps", "samples/private-dns.yaml"], ["version"]],
    ids=lambda words: words[0],
)
def test_a_plain_line_does_not_load_typer(words: list[str]) -> None:
    code = (
        "import sys\nfrom vpcviz.cli import main\nimport os\n"
        "os._exit = lambda code: print(sorted({'typer', 'click', 'rich', 'importlib.metadata'} & {*sys.modules}))\nmain()"
    )
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.endswith("[]\n")
