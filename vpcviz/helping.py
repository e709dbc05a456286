"""A second process that helps this one: the two tell one another what they have, until all is done.

It forks, so that nothing read is sent.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from vpcviz.workers import forked

PIPE = 1 << 20
"""So many bytes may wait to be heard, where the system allows it."""


class Line:
    """What two processes say to one another, both ways."""

    def __init__(self, hears: int, says: int, process: int = 0) -> None:
        self._hears, self._says, self._process = os.fdopen(hears, "rb"), os.fdopen(says, "wb"), process

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
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(process, 0)


def helper(help_: Callable[[Line], None]) -> Line | None:
    """A second process that helps this one; None where the system has no room for one. It ends, without a word, when it has helped
    or meets an error: whoever started it then does its work, and meets the error where it can be told."""
    import fcntl

    try:
        (theirs, says), (hears, tells) = os.pipe(), os.pipe()
    except OSError:
        return None
    for end in (says, tells):
        with suppress(OSError):
            fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE)

    def work() -> None:
        os.close(says)
        os.close(hears)
        help_(Line(theirs, tells))

    process = forked(work)
    os.close(theirs)
    os.close(tells)
    if process is None:
        os.close(says)
        os.close(hears)
        return None
    return Line(hears, says, process)
