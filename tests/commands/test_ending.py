"""How commands end: what is large is not taken apart before, where the process ends with the command."""

import gc
import weakref

from vpcviz.commands.ending import keep


class _Large:
    """Something whose end can be seen."""


def _ends(*, collects: bool) -> bool:
    """Whether what a command kept ends with it."""
    before = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        made = _Large()
        keep(made)
        seen = weakref.ref(made)
        del made
        return seen() is None
    finally:
        (gc.enable if before else gc.disable)()


def test_what_one_command_makes_lives_until_the_process_ends() -> None:
    """`vpcviz.cli` turns the search for garbage off there."""
    assert not _ends(collects=False)


def test_commands_that_make_many_things_keep_none() -> None:
    """Their memory would grow with each."""
    assert _ends(collects=True)
