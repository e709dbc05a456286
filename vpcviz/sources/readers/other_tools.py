"""Files of other tools, which are refused in a line."""

from collections.abc import Sequence
from typing import NoReturn

from vpcviz.errors import InputError
from vpcviz.sources.other_tools import refusal, tool_file
from vpcviz.sources.source import Given, Reading, Source, register


def recognises(given: Given) -> bool:
    """Never: what it knows is refused. Raises InputError for a file of another tool."""
    what = "" if given.is_folder else tool_file(given.data)
    if what:
        raise InputError(refusal(given.name, what))
    return False


def _read(given: Sequence[Given], reading: Reading) -> NoReturn:
    raise AssertionError("nothing of another tool is recognised")


OTHERS = register(Source("another tool's file", 80, recognises, _read))
