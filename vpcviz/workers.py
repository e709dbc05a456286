"""Work on many things that know nothing of one another, spread over a few processes where there is much of it.

The process forks: what it has read is there in its children without being sent. It takes the first part itself; each child writes
what it makes of another part into a file of its own. `multiprocessing` and `concurrent.futures` take 40 ms to load.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice, pairwise
from typing import Any, BinaryIO, TypeVar

from vpcviz.errors import UsageError, VpcvizError
from vpcviz.forking import end, forked
from vpcviz.output import spool

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], Iterable[R]]

SETTING = "VPCVIZ_WORKERS"
"""The environment variable that says how many processes there may be at most: 1 does all in one."""

MOST = 4
"""So many processes there are without it, on as many processors: each needs memory."""

_BATCH = 256
"""So many results are written at once."""

_PORTIONS = 255
"""In so many portions things are taken in turns: numbers of one byte."""

_NO = 3
"""The exit code of a child whose answer is no."""


class LostWorkerError(VpcvizError):
    """One of the processes was ended from outside."""


def in_parts(work: Work[T, R], things: Sequence[T], *, worth: int) -> Iterator[R]:
    """What `work` yields of all things, in their order: of `worth` things or more in some processes, else in this one.

    `work` may be called with any part of the things, in a process that then ends: what it changes is lost. An error is raised as if
    all were done here, one thing after another. Raises LostWorkerError where a process was ended from outside, UsageError where the
    setting is no number.
    """
    parts = _parts(things, processes() if len(things) >= worth else 1)
    started: list[_Child] = []
    try:
        for part in parts[1:]:
            child = _started(work, part)
            if child is not None:
                started.append(child)
        yield from work(parts[0])
        for at, part in enumerate(parts[1:]):
            made = started[at].results() if at < len(started) else None
            yield from work(part) if made is None else made
    finally:
        for child in started:
            child.end()


def in_turns(
    work: Callable[[Iterable[T]], Iterable[R]], things: Sequence[T], first: Callable[[], object] = lambda: None
) -> Iterator[R]:
    """What `work` yields of all things, each of them taken by one process: by whichever is done with what it took before. This
    process does what is to be done `first`, meanwhile.

    It comes in no order, and nothing of a process that met an error: whoever asks sees what is missing. Raises as `in_parts`.
    """
    portions, into = os.pipe()
    os.write(into, bytes(range(_PORTIONS)))
    os.close(into)

    def taken(_: object = None) -> Iterable[R]:
        return work(_taken(portions, things))

    started: list[_Child] = []
    try:
        started += filter(None, [_started(taken, ()) for _ in range(processes() - 1)])
        first()
        yield from taken()
        for child in started:
            yield from child.results() or ()
    finally:
        os.close(portions)
        for child in started:
            child.end()


def _taken(portions: int, things: Sequence[T]) -> Iterator[T]:
    """Things of the portions whose numbers this process reads from a pipe, until none is left: whoever reads one has it alone."""
    while number := os.read(portions, 1):
        at = number[0]
        yield from things[len(things) * at // _PORTIONS : len(things) * (at + 1) // _PORTIONS]


@contextmanager
def beside(question: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """A question that another process answers meanwhile: what comes waits for its answer. It is asked here, then, where there is no
    other process, or that one met an error.
    """
    process = forked(lambda: question() or os._exit(_NO)) if processes() > 1 else None

    def answer() -> bool:
        nonlocal process
        child, process = process, None
        code = None
        if child is not None:
            with suppress(ChildProcessError):  # Whoever started us wants nobody to learn how children end.
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return code == 0 if code in (0, _NO) else question()

    try:
        yield answer
    finally:
        if process is not None:
            end(process)


def processes() -> int:
    """How many processes may work: 1 where the system cannot fork, or a thread runs, which a child would not have.

    Raises UsageError where the setting is no number.
    """
    given = os.environ.get(SETTING, "").strip()
    if given and not (given.isascii() and given.isdigit() and int(given)):
        raise UsageError(f"{SETTING} is {given[:40]!r}: expected how many processes may work at most, 1 or more")
    if given == "1" or not _can_fork():
        return 1
    return int(given) if given else min(MOST, len(os.sched_getaffinity(0)))


def _can_fork() -> bool:
    """Whether a child of this process would have all that it needs: on Linux, where no thread runs beside this one."""
    if not sys.platform.startswith("linux"):  # macOS forks, but its own libraries may not be used in the child.
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _parts(things: Sequence[T], count: int) -> list[Sequence[T]]:
    """The things in so many parts of like length, at least one."""
    count = max(1, min(count, len(things)))
    ends = [len(things) * at // count for at in range(count + 1)]
    return [things[start:end] for start, end in pairwise(ends)]


class _Child:
    """A process that works on a part, and the file that it writes to."""

    def __init__(self, process: int, file: BinaryIO) -> None:
        self._process, self._file = process, file

    def results(self) -> Iterator[Any] | None:
        """What it made, once it is done; None where it met an error. Raises LostWorkerError where it was ended from outside."""
        try:
            _, status = os.waitpid(self._process, 0)
        except ChildProcessError:  # Whoever started us wants nobody to learn how children end (SIGCHLD is ignored).
            return None
        finally:
            self._process = 0
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            because = ", perhaps for want of memory" if number == signal.SIGKILL else ""
            ended = f"ended from outside (signal {number}{because})"
            raise LostWorkerError(f"one of vpcviz's processes was {ended}: {SETTING}=1 does all in one process")
        return None if os.WEXITSTATUS(status) else self._read()

    def _read(self) -> Iterator[Any]:
        import pickle

        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield from pickle.load(self._file)  # noqa: S301 - nobody else can write to this file

    def end(self) -> None:
        """End it, where it is not done."""
        if self._process:
            end(self._process)
        self._file.close()


def _started(work: Work[T, R], part: Sequence[T]) -> _Child | None:
    """A child that works on a part; None where the system has no room for one."""
    file = spool()
    if isinstance(file, BytesIO):  # What a child writes there, nobody else sees.
        return None
    process = forked(lambda: _write(work, part, file))
    if process is None:
        file.close()
        return None
    return _Child(process, file)


def _write(work: Work[T, R], part: Sequence[T], file: BinaryIO) -> None:
    """Work on a part, and write what comes of it."""
    import pickle  # Small work does without.

    made = iter(work(part))
    while batch := list(islice(made, _BATCH)):
        pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
    file.flush()
