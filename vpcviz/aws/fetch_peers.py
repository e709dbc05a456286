"""What the processes of a scan tell one another: which roles are whose, how far they are, and all that was read.

A child is forked while nothing was asked of AWS yet, so it has its parent's session: no credentials are sent. What is sent goes
through pipes that nobody else can open.
"""

import os
import pickle
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any

from vpcviz.aws.answers import Missing, Reading
from vpcviz.aws.calls import call_named
from vpcviz.aws.registry import Call
from vpcviz.errors import VpcvizError
from vpcviz.forking import Linked, end, linked
from vpcviz.workers import SETTING, LostWorkerError


@dataclass
class ReadableAccounts:
    """The accounts of a share with their regions, and what keeps others from being read."""

    accounts: Sequence[tuple[str, tuple[str, ...]]]
    missing: Sequence[Missing]


@dataclass
class CallsDone:
    """Calls that are done: account, region, name, how many others are known to follow, error."""

    calls: list[tuple[str, str, str, int, str]]


@dataclass
class SessionEnded:
    """The session has ended, by an error's code."""

    error: str


@dataclass
class AllRead:
    """All that a process has read, and the last error that it met."""

    reading: Reading
    last_error: str


@dataclass(eq=False)
class News:
    """What a peer says; None: it is gone."""

    peer: "Peer"
    message: Any


def _by_name(call: Call) -> tuple[Callable[[str], Call], tuple[str]]:
    return call_named, (call.name,)


class Peer:
    """Another process of the scan: a child, or (`process` is 0) the parent."""

    def __init__(self, side: Linked) -> None:
        self._receiving, self._sending = os.fdopen(side.reading, "rb"), os.fdopen(side.writing, "wb")
        self._process = side.process

    def send(self, message: Any) -> None:
        """Say something. A peer that is gone does not hear it: that is noticed when its answer is waited for."""
        pickler = pickle.Pickler(self._sending, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = {Call: _by_name}
        with suppress(BrokenPipeError):
            pickler.dump(message)
            self._sending.flush()

    def receive(self) -> Any:
        """What it says next. Raises the error that a child met, LostWorkerError where it is gone."""
        try:
            message = pickle.load(self._receiving)  # noqa: S301 - nobody else can write to this pipe
        except EOFError:
            raise gone() from None
        if isinstance(message, BaseException):
            raise message
        return message

    def listen(self, heard: SimpleQueue[Any]) -> None:
        """Put all that it says from now on into a queue, by a thread; last that it is gone."""

        def hear() -> None:
            try:
                while True:
                    heard.put(News(self, self.receive()))
            except BaseException as error:  # Whoever listens must hear something, or it would wait for ever.
                heard.put(News(self, error))

        Thread(target=hear, daemon=True).start()

    def end(self) -> None:
        """End it, where it is a child."""
        if self._process:
            end(self._process)
        self._process = 0


def gone() -> LostWorkerError:
    """The error of a process that was ended from outside."""
    return LostWorkerError(f"one of the scan's processes was ended from outside: {SETTING}=1 does all in one process")


def child(work: Callable[[Peer], None]) -> Peer | None:
    """A child of this process that does some work, which gets its peer; None where the system has no room for one.

    What the work raises is sent to the parent.
    """

    def begin(side: Linked) -> None:
        _leave_connections()
        parent = Peer(side)
        try:
            work(parent)
        except VpcvizError as error:
            parent.send(error)

    side = linked(begin)
    return None if side is None else Peer(side)


def _leave_connections() -> None:
    """Connections that credentials came by are the parent's: in a child they are closed ones."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for word in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if int(word) > 2 and stat.S_ISSOCK(os.fstat(int(word)).st_mode):
                os.dup2(nothing, int(word))
    os.close(nothing)


@dataclass(eq=False)
class Telling:
    """The progress of a child: told to its parent, many calls at once."""

    parent: Peer
    most: int = 32
    calls: list[tuple[str, str, str, int, str]] = field(default_factory=list)

    def begin(self, accounts: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """The parent says it."""

    def called(self, account: str, region: str, call: Call, waiting: int, error: str) -> None:
        """A call is done."""
        self.calls.append((account, region, call.name, waiting, error))
        if len(self.calls) >= self.most or not waiting:
            self.parent.send(CallsDone(self.calls))
            self.calls = []
