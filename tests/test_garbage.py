"""What is large is not taken apart before its process ends, and Python looks for no garbage while it is made."""

import gc
import subprocess
import sys
import weakref

import pytest

from tests.conftest import ROOT
from vpcviz import garbage
from vpcviz.cli import LOOKS_AFTER


class _Large:
    """Something whose end can be seen."""


def _ends() -> bool:
    """Whether what a command kept ends with it."""
    made = _Large()
    garbage.keep(made)
    seen = weakref.ref(made)
    del made
    return seen() is None


def test_what_one_command_makes_lives_until_the_process_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is called by others, or reads many networks one after another, keeps none: their memory would grow with each."""
    monkeypatch.setattr(garbage, "_kept", None)
    assert _ends()
    garbage.keep_until_end()
    assert not _ends()


@pytest.mark.parametrize("collects", [True, False])
def test_no_garbage_is_looked_for_meanwhile(collects: bool) -> None:
    """Then as before, also after an error."""
    before = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        with garbage.uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == collects
        with pytest.raises(ZeroDivisionError), garbage.uncollected():
            raise ZeroDivisionError
        assert gc.isenabled() == collects
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("draw a.json", "False 700 True"),
        ("scan --organization reader", f"True {LOOKS_AFTER} True"),
        ("draw --split=vpc a.json", f"True {LOOKS_AFTER} True"),
        ("build", f"True {LOOKS_AFTER} False"),
    ],
)
def test_commands_that_make_many_things_look_for_garbage_now_and_then(words: str, told: str) -> None:
    """The others never, and only those that read many networks keep none of them."""
    code = """
import gc, sys
import vpcviz.cli, vpcviz.commands, vpcviz.garbage
def run(words):
    print(gc.isenabled(), gc.get_threshold()[0], vpcviz.garbage._kept is not None)
    return 0
vpcviz.commands.run = run
vpcviz.cli.main(sys.argv[1:])
"""
    done = subprocess.run([sys.executable, "-c", code, *words.split()], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == f"{told}\n".replace("700", str(gc.get_threshold()[0]))
