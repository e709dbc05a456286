"""What is large is not taken apart before its process ends, and Python looks for no garbage while it is made."""

import gc
import weakref

import pytest

from vpcviz import garbage


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
