"""A second process that helps this one: the two tell one another what they have, until all is done.

It forks, so that nothing read is sent.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from vpcviz.forking import Linked, end, linked


class Line:
    """What two processes say to one another, both ways."""

    def __init__(self, side: Linked) -> None:
        self._hears, self._says, self._process = os.fdopen(side.reading, "rb"), os.fdopen(side.writing, "wb"), side.process

    def say(self, what: Any) -> None:
        """Tell the other process something. Raises OSError where it has ended."""
        import pickle

        pickle.dump(what, self._says, pickle.HIGHEST_PROTOCOL)
        self._says.flush()

    def hear(self) -> Any:
        """What the other process says next. Raises EOFError where it has ended."""
        import pickle

        try:
            return pickle.load(self._hears)  # noqa: S301 - nobody else can write there
        except pickle.UnpicklingError:
            raise EOFError from None

    def end(self) -> None:
        """End the other process, if it is not done."""
        for file in (self._hears, self._says):
            with suppress(OSError):
                file.close()
        process, self._process = self._process, 0
        if process:
            end(process)


def helper(help_: Callable[[Line], None]) -> Line | None:
    """A second process that helps this one; None where the system has no room for one. It ends, without a word, when it has helped
    or meets an error: whoever started it then does its work, and meets the error where it can be told."""
    side = linked(lambda its: help_(Line(its)))
    return None if side is None else Line(side)
