"""Where links meet boxes: places on each edge, in the order of what they lead to; two that could face each other do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from functools import lru_cache

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.channels import LANE
from vpcviz.layout.lines import Line, Link, Port, centre_of, stretches
from vpcviz.layout.tracks import ChannelLines, LineBetween
from vpcviz.layout.ways import SMALL


def place_ports(sides: Sequence[list[Port]]) -> None:
    """Give the ports of each edge their coordinates."""
    for ports in sides:
        box, side = ports[0].box, ports[0].side
        if side in ("left", "right"):
            ports.sort(key=lambda p: (_mean([q.y for q in p.partners]), p.key))
            middle, step = box.y + box.height / 2, min(GRID / 2, (box.height - 6) / len(ports))
            for index, port in enumerate(ports):
                if port.level is not None:
                    port.at = port.level.y + port.level.height / 2
                elif port.partners[0].between and box.rows and len(ports) == 1:  # what stands beside it is met where it stands
                    card = port.partners[0]
                    port.at = min(max(card.y + card.height / 2, box.y + box.head), box.y + box.height - GRID)
                else:
                    port.at = middle + (index - (len(ports) - 1) / 2) * step
            continue
        _spread(box, side, ports)


def straighten(links: Sequence[Link], channels: Sequence[ChannelLines], uses: Mapping[int, int]) -> set[int]:
    """Where a link jogs between two ports that could face each other, move one port so that it runs straight.

    The ids of the ports of links that run straight come back.
    """
    straight: set[int] = set()
    members = {id(channel): lines for channel, lines in channels}
    taken: dict[int, list[float]] = {}
    """By channel: what lines of it come from and lead to, once a link asks for it."""
    for link in links:
        if len(link.lines) != 3 or not link.first_vertical:
            continue
        first, jog, last = link.lines
        if first.port is None or last.port is None or jog.channel is None:
            continue
        if first.at == last.at:
            straight |= {id(first.port), id(last.port)}
            continue
        others = taken.get(id(jog.channel))
        if others is None:
            others = taken[id(jog.channel)] = _met(members[id(jog.channel)])
        for at in (first.at, last.at):
            del others[bisect_left(others, at)]
        for target, mover in ((first.at, last), (last.at, first)):
            port = mover.port
            if port is None or uses[id(port)] > 1 or not _within(port, target):
                continue
            after = bisect_right(others, target - 4)
            if after == len(others) or others[after] >= target + 4:
                mover.at = port.at = target
                straight |= {id(first.port), id(last.port)}
                break
        for at in (first.at, last.at):
            insort(others, at)
    return straight


def _met(members: Mapping[str, Sequence[LineBetween]]) -> list[float]:
    """The sorted coordinates of all that lines of a channel come from and lead to."""
    return sorted([line.at for lines in members.values() for entry in lines for line in entry[1:3]])


def _aim(line: Line) -> int:
    """About where (px) a line will be that a port's link goes on by."""
    if line.port is not None:
        return round(centre_of(line.port.box))
    assert line.channel is not None
    return line.channel.start + line.channel.size // 2


def _wish(port: Port) -> float:
    """About where (px) a port would best be: what its links go on by, or else what they lead to, on average."""
    return _mean([_aim(line) for line in port.aims] or [round(centre_of(box)) for box in port.partners])


def _mean(values: list[int]) -> float:
    return sum(values) / len(values)


def _within(port: Port, x: float) -> bool:
    return any(low <= x <= high for low, high in stretches(port.box, port.side))


def _slots(box: Box, side: str, count: int) -> Sequence[float]:
    """At least `count` places (px) on an edge: on the grid, or closer together where there is not enough room."""
    free = stretches(box, side) or [(box.x + 6.0, box.x + box.width - 6.0)]
    return _places(tuple(free), LANE[f"port-{side}"], count)


@lru_cache(maxsize=1 << 14)
def _places(free: tuple[tuple[float, float], ...], residue: int, count: int) -> Sequence[float]:
    step = float(GRID)
    while True:
        slots: list[float] = []
        for low, high in free:
            at = -(-(low - residue) // step) * step + residue
            while at <= high:
                slots.append(at)
                at += step
        if len(slots) >= count:
            return slots
        step /= 2


def _spread(box: Box, side: str, ports: list[Port]) -> None:
    """Ports of one edge, as near to what they lead to as the edge and each other allow, in that order."""
    if len(ports) == 1 and box.width <= SMALL:  # a small thing is met near its middle
        wanted = [(centre_of(box), ports[0].key, ports[0])]
    else:
        wanted = [(_wish(port), port.key, port) for port in ports]
        if len(wanted) > 1:
            wanted.sort()
    slots = _slots(box, side, len(wanted))
    at = 0
    for position, (wish, _, port) in enumerate(wanted):
        left = len(wanted) - position - 1
        index = bisect_left(slots, wish)
        if index > 0 and (index == len(slots) or wish - slots[index - 1] < slots[index] - wish):
            index -= 1
        index = min(max(index, at), len(slots) - 1 - left)
        port.at = slots[index]
        at = index + 1
