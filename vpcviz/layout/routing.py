"""Links through the channels: first which channels each link takes, then ports and tracks, then points.

A link's way is a row of lines, alternately vertical and horizontal. A line's coordinate comes from a port (where the link meets
a box) or from a track (in a channel). Links with the same bundle share ports and tracks. Everything is decided in an order
that depends on ids only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.channels import LANE, WIDE_CELL, Channel
from vpcviz.layout.lines import Line, Link, Port, stretches
from vpcviz.layout.spacing import nudge_apart, spread_apart
from vpcviz.layout.tracks import ChannelLines, LineBetween, give_tracks

__all__ = ["Link", "Router"]

BEND = 40
"""How much longer (px) a way may be for the sake of one bend less."""

SMALL = 300
"""A thing up to this wide (px) is met near its middle."""

FEW_SPREADS = 3
"""So often lines are moved apart as soon as it may be the last time; in a mesh that never settles, only when all else fits."""

FEW_PORTS = 12
"""So many links on an edge need a place on the grid each; more need twice the room."""

FEW_ROWS = 4
"""So many rows are passed through their gaps; more are passed by the margin, as a bus."""


class Router:
    """Routes links over a tree of boxes whose root is `root`."""

    def __init__(self, root: Box, links: list[Link]) -> None:
        self.root = root
        self.links = sorted(links, key=lambda link: link.id)
        self.ports: dict[tuple[int, str, str], Port] = {}
        self.through: list[tuple[Box, Line, Link]] = []
        self.closed: set[int] = set()
        self.sliding: list[tuple[Box, int, Line, Link]] = []
        self.shut: set[tuple[int, int, str]] = set()
        self.spreads = 0
        self.crowded = False
        """Whether a vertical line found no place apart from others, all heights of channels counted."""
        self.sides: list[list[Port]] = []
        self.uses: dict[int, int] = {}
        self.upright_channels: list[ChannelLines] = []
        self.level_channels: list[ChannelLines] = []
        self.upright = False
        """Whether all vertical lines have their tracks: what is beside them then stays where it is."""
        self.careful = False
        """Run no line straight past a title or a row: then nothing can be in its way after all, and planning ends."""

    # --- which channels ---

    def plan(self) -> None:
        """Decide each link's lines. The boxes must have (rough) places already."""
        self.ports.clear()
        self.through.clear()
        self.sliding.clear()
        for link in self.links:
            self._plan(link)
        self._gather()
        self._widen()

    def _gather(self) -> None:
        """What is looked at each time that coordinates are assigned: the ports of each edge, and the lines in each channel."""
        sides: dict[tuple[int, str], list[Port]] = {}
        for port in self.ports.values():
            sides.setdefault((id(port.box), port.side), []).append(port)
        self.sides = list(sides.values())
        channels: tuple[dict[int, ChannelLines], dict[int, ChannelLines]] = ({}, {})
        self.uses = {}
        for link in self.links:
            lines, key = link.lines, link.key
            for index, line in enumerate(lines):
                if line.channel is not None:
                    found = channels[index % 2 == (1 if link.first_vertical else 0)]
                    _, members = found.setdefault(id(line.channel), (line.channel, {}))
                    before = lines[index - 2] if index > 1 else None
                    after = lines[index + 2] if index + 2 < len(lines) else None
                    members.setdefault(key, []).append((line, lines[index - 1], lines[index + 1], before, after))
                elif line.port is not None:
                    self.uses[id(line.port)] = self.uses.get(id(line.port), 0) + 1
        self.upright_channels, self.level_channels = (list(found.values()) for found in channels)

    def _widen(self) -> None:
        """Make boxes as wide as the links on their upper or lower edge need."""
        for ports in self.sides:
            box, side = ports[0].box, ports[0].side
            if side in ("left", "right"):
                continue
            docks = box.docks_top if side == "top" else box.docks_bottom
            each = GRID if len(ports) <= FEW_PORTS else 2 * GRID  # many meet as many from the other side of the channel
            needed = snap(each * (len(ports) + 2) + sum(dock.width + GRID for dock in docks))
            if needed > box.width:
                if box.rows or docks:
                    box.least_width = max(box.least_width, needed)
                box.width = needed
                box.touch()

    def blocked(self) -> bool:
        """Whether a line that was to run straight past a title or a row meets something there after all: plan again."""
        hit = {(id(box), row, link.id) for box, row, line, link in self.sliding if _meets(box.rows[row], line.at - 4, line.at + 4)}
        self.shut |= hit
        met = {id(box) for box, line, _ in self.through if not _clear_of_title(box, line.at - 2, line.at + 2)}
        self.closed |= met
        return bool(met or hit)

    def _plan(self, link: Link) -> None:
        common = self._common(link.source, link.target)
        straight = self._straight(link)
        if straight:
            link.lines, link.first_vertical = straight, False
            return
        across = self._sideways(link, common)
        if across:
            link.lines, link.first_vertical = across, False
            return
        way_a, way_b = self._directions(link, common)
        lines_a, row_a = self._climb(link, link.source, link.target, common, way_a)
        lines_b, row_b = self._climb(link, link.target, link.source, common, way_b)
        row_a = self._slide(link, lines_a, common, row_a, row_b)
        row_b = self._slide(link, lines_b, common, row_b, row_a)
        middle = self._across(link, common, row_a, row_b)
        link.lines = [*lines_a, *middle, *reversed(lines_b)]
        link.first_vertical = link.lines[0].port is None or link.lines[0].port.side in ("top", "bottom")
        if len(link.lines) > 2:
            for end, aim in ((link.lines[0], link.lines[2]), (link.lines[-1], link.lines[-3])):
                if end.port is not None:
                    end.port.aims.append(aim)

    def _slide(self, link: Link, lines: list[Line], common: Box, row: int, goal: int) -> int:
        """The channel of `common` nearest to channel `goal` that the last line reaches straight, past rows with nothing there."""
        port = lines[-1].port
        step = 1 if goal > row else -1
        if self.careful or port is None or port.side != ("bottom" if step > 0 else "top") or port.box.width > SMALL:
            return row
        low, high = port.box.x - GRID, port.box.x + port.box.width + GRID
        while row != goal:
            crossed = row if step > 0 else row - 1
            sure = common.steady <= WIDE_CELL or crossed in common.free_rows
            if not sure or (id(common), crossed, link.id) in self.shut or _meets(common.rows[crossed], low, high):
                break
            self.sliding.append((common, crossed, lines[-1], link))
            row += step
        return row

    def _common(self, a: Box, b: Box) -> Box:
        """The innermost box that holds both; a box that holds the other is taken from outside it, so its parent counts."""
        chain = []
        at: Box | None = a.parent
        while at is not None:
            chain.append(at)
            at = at.parent
        at = b.parent
        while at is not None:
            if at in chain:
                return at
            at = at.parent
        return self.root

    def _straight(self, link: Link) -> list[Line]:
        """Neighbours in a row, one of them a connector that stands between its ends, are linked straight across the gap."""
        a, b = link.source, link.target
        if a.parent is not b.parent or a.row != b.row or abs(a.column - b.column) != 1 or a.dock or b.dock:
            return []
        if not (a.anchor_y or b.anchor_y):
            return []
        left, right = (a, b) if a.column < b.column else (b, a)
        card = a if a.anchor_y else b
        port_left, port_right = self._port(left, "right", link, right), self._port(right, "left", link, left)
        port_left.partners, port_right.partners = [card], [card]
        first, last = (port_left, port_right) if a is left else (port_right, port_left)
        return [Line(port=first), Line(port=last)]

    def _sideways(self, link: Link, common: Box) -> list[Line]:
        """What stands between two boxes is linked to what it joins in them: out by its side, and across the gap."""
        if not link.source.between or link.source.parent is not common:
            return []
        at = link.target
        while at.parent is not None and at.parent is not common:
            at = at.parent
        if at.row != link.source.row or abs(at.column - link.source.column) != 1:
            return []
        to_right = at.column > link.source.column
        sides = ("right", "left") if to_right else ("left", "right")
        gap = common.space.gaps[at.row][min(at.column, link.source.column)]
        ends = self._port(link.source, sides[0], link, link.target), self._port(link.target, sides[1], link, link.source)
        return [Line(port=ends[0]), Line(channel=gap, lane="gap-even" if at.row % 2 == 0 else "gap-odd"), Line(port=ends[1])]

    def _directions(self, link: Link, common: Box) -> tuple[str, str]:
        """Whether each end leaves by its top or its bottom."""
        row_a, row_b = self._row_in(link.source, common), self._row_in(link.target, common)
        if row_a < row_b:
            ways = ["bottom", "top"]
        elif row_a > row_b:
            ways = ["top", "bottom"]
        else:
            ways = ["top", "top"] if link.kind == "route" else ["bottom", "bottom"]
        for index, (box, other) in enumerate(((link.source, link.target), (link.target, link.source))):
            if box.dock:
                ways[index] = box.dock if common is not box.parent else {"top": "bottom", "bottom": "top"}[box.dock]
            elif other.dock and other.parent is common:
                ways[index] = other.dock
        return ways[0], ways[1]

    def _row_in(self, box: Box, common: Box) -> int:
        if box.dock and box.parent is common:
            return -1 if box.dock == "top" else len(common.rows)
        at = box
        while at.parent is not None and at.parent is not common:
            at = at.parent
        return at.row

    def _climb(self, link: Link, box: Box, other: Box, common: Box, way: str) -> tuple[list[Line], int]:
        """The lines from `box` out to a horizontal channel of `common`, and which channel that is."""
        if box.dock and box.parent is common:
            line = Line(port=self._port(box, "bottom" if box.dock == "top" else "top", link, other))
            return [line], 0 if box.dock == "top" else len(common.rows)
        if box.dock:
            lines = [Line(port=self._port(box, box.dock, link, other))]
            at: Box = box.parent  # type: ignore[assignment]
            way = box.dock
        elif box.parent is not None and box.parent.sides and box.parent is not common:
            lines, at = self._leave_sideways(link, box, other, way, common)
            if at is common:
                return lines, self._channel_index(lines[-1], common)
        else:
            lines = [Line(port=self._port(box, way, link, other))]
            at = box
        while at.parent is not None and at.parent is not common:
            container = at.parent
            outermost = at.row == (0 if way == "top" else len(container.rows) - 1)
            if outermost and self._open(container, way, lines[-1], at):
                if way == "top" and container.head:
                    self.through.append((container, lines[-1], link))
            else:
                lines.append(Line(channel=container.space.horizontal[at.row if way == "top" else at.row + 1]))
                lines.append(Line(channel=self._margin(container, at, other, way), lane=f"exit-{way}"))
            at = container
        return lines, at.row if way == "top" else at.row + 1

    def _open(self, container: Box, way: str, line: Line, child: Box) -> bool:
        """Whether a line out of `child` may run straight out of the container: no title and no docked things in its way."""
        if way == "bottom":
            return not container.docks_bottom
        if not container.head:
            return not container.docks_top
        if line.port is not None:
            low, high = line.port.box.x, line.port.box.x + line.port.box.width
        else:
            high = child.x + child.width - child.pad
            low = high - max(GRID, child.space.right.size)
        return not self.careful and id(container) not in self.closed and _clear_of_title(container, low, high)

    @staticmethod
    def _margin(container: Box, at: Box, other: Box, way: str) -> Channel:
        """The inner edge to leave by: never under a title on the way up, else the one that makes the way shorter.

        Where things are to stay where they are it is the right one, which may get wider without moving any.
        """
        if container.steady or (way == "top" and container.head and container.kind != "az"):
            return container.space.right
        here, there = at.x + at.width / 2, other.x + other.width / 2
        left = abs(here - container.x) + abs(there - container.x)
        right = abs(container.x + container.width - here) + abs(container.x + container.width - there)
        return container.space.left if left < right else container.space.right

    def _leave_sideways(self, link: Link, box: Box, other: Box, way: str, common: Box) -> tuple[list[Line], Box]:
        """Out of a subnet or a column of tables: by the box's own side where it is at the edge, else by a channel above it."""
        holder: Box = box.parent  # type: ignore[assignment]
        outer: Box = holder.parent  # type: ignore[assignment]
        row = holder.rows[box.row]
        if holder.kind == "tables":
            side = "right" if not other.parent or other.dock or other.x > box.x else "left"
            lines = [Line(port=self._port(box, side, link, other))]
            lines.append(Line(channel=holder.space.left if side == "left" else holder.space.right, lane=f"exit-{way}"))
            return lines, holder
        if box.column == 0 and not (len(row) == 1 and link.kind == "route"):
            side = "left"
        elif box.column == len(row) - 1:
            side = "right"
        else:
            side = "left" if box.column < len(row) / 2 else "right"
            lines = [Line(port=self._port(box, "top", link, other)), Line(channel=holder.space.horizontal[box.row])]
            lines.append(Line(channel=outer.space.left if side == "left" else outer.space.right, lane=f"exit-{way}"))
            return lines, outer
        lines = [Line(port=self._port(box, side, link, other))]
        lines.append(Line(channel=outer.space.left if side == "left" else outer.space.right, lane=f"exit-{way}"))
        return lines, outer

    @staticmethod
    def _channel_index(line: Line, common: Box) -> int:
        return 0 if line.lane == "exit-top" else len(common.rows)

    def _across(self, link: Link, common: Box, row_a: int, row_b: int) -> list[Line]:
        """From one horizontal channel of `common` to another, past the rows between them."""
        lines = [Line(channel=common.space.horizontal[row_a])]
        if row_a == row_b:
            return lines
        low, high = sorted((row_a, row_b))
        trunk, trunk_cost = self._trunk(link, common)
        if common.kind != "vpc" and high - low <= FEW_ROWS:
            steps, cost = self._through_gaps(link, common, row_a, row_b)
            if cost < trunk_cost:
                for at, (row, channel) in enumerate(steps):
                    lines.append(Line(channel=channel, lane="gap-even" if row % 2 == 0 else "gap-odd"))
                    if at < len(steps) - 1:
                        lines.append(Line(channel=common.space.horizontal[row + 1 if row_a < row_b else row]))
                lines.append(Line(channel=common.space.horizontal[row_b]))
                return lines
        lines.append(Line(channel=trunk, lane="gap-even"))
        lines.append(Line(channel=common.space.horizontal[row_b]))
        return lines

    def _through_gaps(self, link: Link, common: Box, row_a: int, row_b: int) -> tuple[list[tuple[int, Channel]], float]:
        """The gap of each row to cross, nearest first, and the length of the way in px, bends counted as length."""
        at, there = _centre(link.source), _centre(link.target)
        rows = range(row_a, row_b) if row_a < row_b else range(row_a - 1, row_b - 1, -1)
        steps: list[tuple[int, Channel]] = []
        cost = 0.0
        for row in rows:
            options = [
                (abs(gap.start - at) + abs(gap.start - there), column, gap) for column, gap in enumerate(common.space.gaps[row])
            ]
            sides = (
                [(len(options), common.space.right)]
                if common.steady
                else [(-1, common.space.left), (len(options), common.space.right)]
            )
            if row in common.free_rows:
                before, after = common.outer_gaps(row)
                sides += [(-2, before), (len(options) + 1, after)]
            for column, side in sides:
                options.append((abs(side.start - at) + abs(side.start - there), column, side))
            channel = min(options, key=lambda option: (option[0], option[1]))[2]
            cost += abs(channel.start - at) + 2 * BEND
            at = channel.start
            steps.append((row, channel))
        return steps, cost + abs(there - at)

    @staticmethod
    def _trunk(link: Link, common: Box) -> tuple[Channel, float]:
        """The margin of `common` by which a link passes all rows, and the length of that way in px, bends counted as length."""
        here, there = _centre(link.source), _centre(link.target)
        left = abs(here - common.x) + abs(there - common.x) + 2 * BEND
        right = abs(common.x + common.width - here) + abs(common.x + common.width - there) + 2 * BEND
        if common.steady:
            return common.space.right, right
        if link.bundle:  # all of a bundle take the same trunk, chosen by its hub
            near_left = there - common.x < common.x + common.width - there
            return (common.space.left, left) if near_left else (common.space.right, right)
        return (common.space.left, left) if left < right else (common.space.right, right)

    def _port(self, box: Box, side: str, link: Link, partner: Box) -> Port:
        key = (id(box), side, link.key)
        port = self.ports.get(key)
        if port is None:
            port = self.ports[key] = Port(box, side, link.key)
        port.partners.append(partner)
        return port

    # --- coordinates ---

    def assign(self) -> bool:
        """Give ports and tracks their coordinates and links their points; False where a channel was too narrow.

        A channel that was too narrow has grown: measure and place the boxes again, then assign again.
        """
        self._place_ports()
        for link in self.links:
            for line in link.lines:
                line.at = line.port.at if line.port else 0
        fits = self.upright = give_tracks(self.upright_channels)
        straight = self._straighten()
        early = fits and self.spreads < FEW_SPREADS
        if early:  # before that, the places will change once more
            self._spread_apart(straight)
        fits = give_tracks(self.level_channels) and fits
        if fits and not early:
            self._spread_apart(straight)
            fits = give_tracks(self.level_channels)
        if fits:
            if self.crowded or not early:
                nudge_apart(self.links, straight)
            for link in self.links:
                link.points = _points(link)
        return fits

    def _spread_apart(self, straight: set[int]) -> None:
        self.spreads += 1
        self.crowded = not spread_apart(self.links, straight)

    def _place_ports(self) -> None:
        for ports in self.sides:
            box, side = ports[0].box, ports[0].side
            if side in ("left", "right"):
                ports.sort(key=lambda p: (_mean([q.y for q in p.partners]), p.key))
                beside = ports[0].partners[0]
                anchor = beside if beside.anchor_y and beside.parent is box.parent else None
                middle = box.y + box.height / 2
                for index, port in enumerate(ports):
                    if anchor is not None:
                        port.at = anchor.y + anchor.height / 2
                    else:
                        port.at = middle + (index - (len(ports) - 1) / 2) * min(GRID / 2, (box.height - 6) / len(ports))
                continue
            _spread(box, side, ports)

    def _straighten(self) -> set[int]:
        """Where a link jogs between two ports that could face each other, move one port so that it runs straight.

        The ids of the ports of links that run straight come back.
        """
        straight: set[int] = set()
        taken: dict[int, list[float]] = {}
        for link in self.links:
            if len(link.lines) != 3 or not link.first_vertical:
                continue
            first, jog, last = link.lines
            if first.port is None or last.port is None or jog.channel is None:
                continue
            if first.at == last.at:
                straight |= {id(first.port), id(last.port)}
                continue
            if not taken:
                taken = {id(channel): _met(members) for channel, members in self.level_channels}
            others = taken[id(jog.channel)]
            for at in (first.at, last.at):
                del others[bisect_left(others, at)]
            for target, mover in ((first.at, last), (last.at, first)):
                port = mover.port
                if port is None or self.uses[id(port)] > 1 or not _within(port, target):
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
    return sorted(line.at for lines in members.values() for _, before, after, *_ in lines for line in (before, after))


def _meets(row: Sequence[Box], low: float, high: float) -> bool:
    """Whether a box of the row stands between two x."""
    return any(child.x < high and low < child.x + child.width for child in row)


def _clear_of_title(box: Box, low: float, high: float) -> bool:
    """Whether a vertical line between two x meets neither the box's title nor what is docked on its upper edge."""
    if low < box.x + box.title_width + 12 or high > box.x + box.width - box.pad:
        return False
    return all(high < dock.x - 4 or low > dock.x + dock.width + 4 for dock in box.docks_top)


def _centre(box: Box) -> float:
    return box.x + box.width / 2


def _aim(line: Line) -> int:
    """About where (px) a line will be that a port's link goes on by."""
    if line.port is not None:
        return round(_centre(line.port.box))
    assert line.channel is not None
    return line.channel.start + line.channel.size // 2


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
        wanted = [(_centre(box), ports[0].key, ports[0])]
    else:
        wanted = sorted(
            (_mean([_aim(line) for line in port.aims] or [round(_centre(q)) for q in port.partners]), port.key, port)
            for port in ports
        )
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


def _points(link: Link) -> tuple[tuple[float, float], ...]:
    """The corners of a link's way, from its source to its target, without needless ones."""
    lines = link.lines
    points: list[tuple[float, float]] = []
    first, last = lines[0].port, lines[-1].port
    assert first is not None
    assert last is not None
    vertical = link.first_vertical
    if len(lines) == 2 and not vertical:  # straight across a gap
        y = first.at
        ends = (_edge(first.box, first.side), _edge(last.box, last.side))
        return (ends[0], y), (ends[1], y)
    start = _edge(first.box, first.side)
    points.append((first.at, start) if vertical else (start, first.at))
    for here, there in pairwise(lines):
        points.append((here.at, there.at) if vertical else (there.at, here.at))
        vertical = not vertical
    end = _edge(last.box, last.side)
    points.append((last.at, end) if vertical else (end, last.at))
    return _tidy(points)


def _edge(box: Box, side: str) -> float:
    return {"top": box.y, "bottom": box.y + box.height, "left": box.x, "right": box.x + box.width}[side]


def _tidy(points: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    kept: list[tuple[float, float]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
