"""What a walk takes for granted where something was not read, and which of several ways it tries there.

A filter that was not read lets the packet through or does not: the walk goes on as if it did, and what it would have to say
is kept as a condition. So a way that is blocked further on is blocked, whatever the filter says. Where what was not read
decides between ways, each is tried in turn: the flow is blocked only if all of them are.
"""

from typing import NamedTuple

from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import End

MOST_TRIES = 24
"""How many combinations of ways are tried for one connection."""


class Assumption(NamedTuple):
    """What was taken for granted: the end that the walk would have met there, and the hop that stands for it."""

    end: End
    hop: Hop


class Choices:
    """The ways taken where several are open, in the order in which a connection meets them: a depth-first search over them all.

    A connection is followed anew for each combination; what it meets up to a choice is the same each time. `open` is the end
    that tells what leaves the first of them open.
    """

    def __init__(self) -> None:
        self._taken: list[int] = []
        self._counts: list[int] = []
        self._tries = 1
        self.open: End | None = None

    def start(self) -> None:
        """Begin to follow the connection (anew)."""
        self._counts = []

    def take(self, count: int) -> int:
        """Which of `count` ways to take at the next open choice."""
        at = len(self._counts)
        self._counts.append(count)
        if at == len(self._taken):
            self._taken.append(0)
        return self._taken[at]

    def advance(self) -> bool:
        """Turn to the next combination; False where all were tried."""
        del self._taken[len(self._counts) :]
        while self._taken and self._taken[-1] + 1 >= self._counts[len(self._taken) - 1]:
            self._taken.pop()
        if not self._taken or self._tries >= MOST_TRIES:
            return False
        self._taken[-1] += 1
        self._tries += 1
        return True

    @property
    def left(self) -> End | None:
        """What leaves a way open, where not all combinations were tried; None where they were."""
        return self.open if self._taken else None


def is_unknown(end: End) -> bool:
    """Whether an end tells that something is not known, and not that the flow is stopped."""
    return REASONS[end.code].verdict == "unknown"
