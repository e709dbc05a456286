"""Where links meet boxes: places on each edge, in the order of what they lead to; two that could face each other do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.channels import LANE
from vpcviz.layout.lines import Line, Link, Port, centre_of, stretches
from vpcviz.layout.spacing import APART
from vpcviz.layout.tracks import ChannelLines, LineBetween
from vpcviz.layout.ways import SMALL

CLOSE = 4
"""A line that runs straight keeps at least so far (px) from others."""

END = 24
"""So far (px) from its corner a small thing is met at its end."""


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
        target = _common(first, last, others, uses)
        if target is not None:
            for line in (first, last):
                line.at = line.port.at = target  # type: ignore[union-attr]
                straight.add(id(line.port))
        for at in (first.at, last.at):
            insort(others, at)
    return straight


def _common(first: Line, last: Line, others: Sequence[float], uses: Mapping[int, int]) -> float | None:
    """Where (px) two ports may both be, of which one stays if it can: well away from `others` (sorted), or else beside them."""
    ends = [(line.at, line.port) for line in (first, last) if line.port is not None]

    def suits(target: float, apart: int) -> bool:
        after = bisect_right(others, target - apart)
        free = after == len(others) or others[after] >= target + apart
        return free and all(at == target or (uses[id(port)] == 1 and _within(port, target)) for at, port in ends)

    for target in (first.at, last.at):
        if suits(target, APART):
            return target
    edges = [edge for _, port in ends for stretch in stretches(port.box, port.side) for edge in stretch]
    edges.sort(key=lambda edge: abs(edge - first.at) + abs(edge - last.at))
    return next(chain((e for e in edges if suits(e, APART)), (at for at in (first.at, last.at) if suits(at, CLOSE))), None)


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


def _end_of(box: Box, port: Port) -> float:
    """Where (px) the only link on an edge best meets it: near the middle where it may run straight to what it leads to, at that end
    beyond which it comes from."""
    middle, wish = centre_of(box), _wish(port)
    for line in port.aims:
        other = line.port.box if line.port is not None else None
        if other is not None and other.x < box.x + box.width and box.x < other.x + other.width:
            return min(max(middle, other.x + GRID), other.x + other.width - GRID)
    if not port.aims or box.x < wish < box.x + box.width:
        return middle
    return min(max(wish, box.x + END), box.x + box.width - END)


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
    if len(ports) == 1 and box.width <= SMALL:  # a small thing is met near its middle, or at the end that its link comes to
        wanted = [(_end_of(box, ports[0]), ports[0].key, ports[0])]
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
