"""A picture, a trace and what else a command makes are made from above to below: no call goes back up from one package to another."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROFILE = '''"""Runs a command, and tells which package of vpcviz calls which other, and how often."""

import collections
import json
import sys

import vpcviz
from vpcviz.commands import run

ROOT = vpcviz.__path__[0] + "/"
calls = collections.Counter()


def package(frame):
    """The package of a frame; what runs work that it is handed is none, as `map` of Python's is not."""
    file = frame.f_code.co_filename
    name = file.removeprefix(ROOT).partition("/")[0].removesuffix(".py") if file.startswith(ROOT) else ""
    return "" if name == "workers" else name


def seen(frame, event, value):
    here = package(frame) if event == "call" and frame.f_code.co_name != "<module>" else ""
    above = frame.f_back
    while here and above is not None and not package(above):
        above = above.f_back
    there = package(above) if here and above is not None else here
    if here != there:
        calls[f"{there} {here}"] += 1


sys.setprofile(seen)
code = run(sys.argv[2:])
sys.setprofile(None)
with open(sys.argv[1], "w") as file:
    json.dump([code, calls], file)
'''


def layers() -> dict[str, int]:
    """How high each package stands."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    order = next(one["layers"] for one in contracts if one.get("containers") == ["vpcviz"])
    return {name.strip(): -at for at, layer in enumerate(order) for name in layer.replace(":", "|").split("|")}


COMMANDS = (
    "draw samples/web-shop.yaml -o {}/out.svg",
    "draw samples/web-shop.yaml -o {}/out.png -o {}/out.pdf -o {}/out.drawio -o {}/out.html",
    "draw samples/web-shop.yaml --view map --findings --redact -o {}/out.svg",
    "trace samples/web-shop.yaml --from web-6 --to internet -o {}/out.svg",
    "reach samples/web-shop.yaml --from web-6",
    "check samples/web-shop.yaml --fail-on never --format sarif",
    "cost samples/web-shop.yaml",
    "diff samples/web-shop.yaml samples/prefix-list.yaml --flows all -o {}/out.svg",
    "docs samples/web-shop.yaml --findings --cost -o {}/docs",
    "find samples/web-shop.yaml --for 10.0.0.0/8",
    "gaps samples/web-shop.yaml",
    "scan samples/web-shop.yaml --redact -o {}/out.json",
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda text: text.partition(" ")[0])
def test_no_call_goes_back_up(tmp_path: Path, command: str) -> None:
    (tmp_path / "profile.py").write_text(PROFILE)
    words = [word.format(tmp_path) for word in command.split()]
    subprocess.run(
        [sys.executable, str(tmp_path / "profile.py"), str(tmp_path / "calls.json"), *words],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "VPCVIZ_WORKERS": "1"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    code, calls = json.loads((tmp_path / "calls.json").read_text())
    assert code in (0, 1)
    assert sum(calls.values()) > 200
    high = layers()
    assert {name for pair in calls for name in pair.split()} <= high.keys()
    assert {pair: number for pair, number in calls.items() if high[pair.split()[1]] > high[pair.split()[0]]} == {}
