"""Children of this process: it forks, so that all that it has read is there in them without being sent."""

import gc
import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple, NoReturn

PIPE = 1 << 20
"""So many bytes may wait in a pipe to be read, where the system allows it."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Linked(NamedTuple):
    """One side of two processes with a pipe each way: where it reads what the other says, where it writes, and the other's id
    (0: it is the child, and the other its parent)."""

    reading: int
    writing: int
    process: int = 0


def linked(work: Callable[[Linked], object]) -> Linked | None:
    """The parent's side of a child that does some work with its own side, and ends; None where the system has no room for one."""
    try:
        pipes = os.pipe(), os.pipe()
    except OSError:
        return None
    (here, out), (there, back) = pipes
    for pipe in (out, back):
        _widen(pipe)

    def begin() -> None:
        os.close(here)
        os.close(back)
        work(Linked(there, out))

    process = forked(begin)
    os.close(there)
    os.close(out)
    if process is None:
        os.close(here)
        os.close(back)
        return None
    return Linked(here, back, process)


def _widen(pipe: int) -> None:
    import fcntl  # Windows has none, and no fork.

    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def forked(work: Callable[[], object]) -> int | None:
    """The id of a child of this process that does some work and ends; None where the system has no room for one.

    It ends with 0, or 1 where it met an error: without a word, since an error is met again where it can be told.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # Until the child has its own ways to end.
    try:
        process = os.fork()
        if not process:
            _be_child(work, before)
        return process
    except OSError:
        return None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be_child(work: Callable[[], object], signals: Iterable[int]) -> NoReturn:
    done = False
    try:
        for one in _SIGNALS:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        gc.freeze()  # Looking for garbage among what is shared would copy it.
        work()
        done = True
    finally:
        os._exit(not done)


def end(process: int) -> None:
    """End a child, be it done or not."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
