"""Ways out of things that face one another across a gap: where two would lie on one another, or both join one line that goes on,
one leaves higher or lower. So no joint looks like a crossing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vpcviz.layout.lines import Port
from vpcviz.layout.tracks import ChannelLines, LineBetween, reach

STEPS = (6, -6, 12, -12, 18, -18)
"""So much higher or lower (px) such a way may leave, in the order in which this is tried."""

CLEAR = 3.5
"""Ways of different links keep so far apart (px)."""


class Stub(NamedTuple):
    """Where a way leaves a thing sideways, and between which x (px) it leads to its track."""

    port: Port
    low: float
    high: float

    def lies_on(self, other: Stub, at: float) -> bool:
        """Whether this way, were it at height `at`, would lie on the other."""
        near = abs(other.port.at - at) < CLEAR and other.port.key != self.port.key
        return near and self.low < other.high and other.low < self.high


def part(channels: Sequence[ChannelLines]) -> set[int]:
    """Move ports of things that face one another apart, tracks being given out; the ids of those that moved come back."""
    moved: set[int] = set()
    for _, members in channels:
        stubs = list(_stubs(members))
        facing = [stub for stub in stubs if stub.port.side == "right"]
        for stub in stubs if facing and len(facing) < len(stubs) else ():
            port, here = stub.port, stub.port.at
            if port.side == "left" and (_meets(stub, here, facing) or _crosses(stub, facing, members[port.key])):
                port.at = next((here + step for step in STEPS if _is_free(stub, here + step, stubs)), here)
                moved.add(id(port))
    return moved


def _crosses(stub: Stub, facing: Iterable[Stub], lines: Sequence[LineBetween]) -> bool:
    """Whether a way meets one of its own bundle from the other side, at a point where the line that both join goes on."""
    here, key = stub.port.at, stub.port.key
    if not any(other.port.key == key and abs(other.port.at - here) < CLEAR for other in facing):
        return False
    low, high = reach(lines)
    return low + CLEAR < here < high - CLEAR


def _stubs(members: Mapping[str, Sequence[LineBetween]]) -> Iterator[Stub]:
    """Each way between a side of a thing and a channel, once."""
    seen: set[int] = set()
    for lines in members.values():
        for line, before, after, _, _ in lines:
            for port in (before.port, after.port):
                if port is None or port.side not in ("left", "right") or id(port) in seen:
                    continue
                seen.add(id(port))
                edge = port.box.x + (port.box.width if port.side == "right" else 0)
                yield Stub(port, min(edge, line.at), max(edge, line.at))


def _meets(stub: Stub, at: float, others: Iterable[Stub]) -> bool:
    return any(stub.lies_on(other, at) for other in others)


def _is_free(stub: Stub, at: float, stubs: Iterable[Stub]) -> bool:
    box = stub.port.box
    return box.y + CLEAR <= at <= box.y + box.height - CLEAR and not _meets(stub, at, stubs)
