"""Which channels each link takes: straight up past a title, through the gap of a row, or along the margin of what it leaves.

A link's way is a row of lines, alternately vertical and horizontal. A line's coordinate comes from a port (where the link meets
a box) or from a track (in a channel). Links with the same bundle share ports and tracks.
"""

from __future__ import annotations

from collections.abc import Sequence

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.channels import FEW_PASSING, WIDE_CELL
from vpcviz.layout.leaving import common_of, gap_beside, is_last_zone, levels_below, margin, row_in
from vpcviz.layout.leaving_sideways import leave_sideways
from vpcviz.layout.lines import Line, Link, Ports, stretches
from vpcviz.layout.next_door import between_containers
from vpcviz.layout.passing import across, clear_of_title, meets, on_centred_title, out_by_gaps, standing
from vpcviz.layout.sideways import Sideways

SMALL = 300
"""A thing up to this wide (px) is met near its middle."""

GAP_MOVES = 36
"""So far (px) a gap between zones may move once lines have their room."""


class Ways:
    """Plans the ways of links over a tree of boxes whose root is `root`. The boxes have (rough) places already."""

    def __init__(self, root: Box) -> None:
        self.root = root
        self.few = root.close and sum(1 for box in root.walk_open_all() if box.kind == "vpc") <= FEW_PASSING
        self.ports = Ports()
        self.beside = Sideways(self.ports, few=root.close)
        self.through: list[tuple[Box, Line, Link]] = []
        self.closed: set[tuple[int, str]] = set()
        self.sliding: list[tuple[Box, int, Line, Link]] = []
        self.shut: set[tuple[int, int, str]] = set()
        self.links: Sequence[Link] = ()
        self.stopped: list[Link] = []
        """What was found blocked, with all that shares its ports, where nothing else is to be planned anew."""
        self.careful = False
        """Run no line straight past a title or a row: then nothing can be in its way after all, and planning ends."""

    def plan(self, links: Sequence[Link]) -> None:
        """Decide each link's lines; where but a few were blocked, theirs alone."""
        stopped, self.stopped = self.stopped, []
        if stopped and not self.careful:
            keys = {link.key for link in stopped}
            self.ports.forget(keys)
            self.sliding = [entry for entry in self.sliding if entry[3].key not in keys]
            self.through = [entry for entry in self.through if entry[2].key not in keys]
            self.beside.forget(keys)
            for link in stopped:
                self._plan(link)
            return
        self.links = links
        self.ports.places.clear()
        self.beside.clear()
        self.through.clear()
        self.sliding.clear()
        for link in links:
            self._plan(link)

    def blocked(self) -> bool:
        """Whether a line that was to run straight past a title or a row meets something there after all: plan again."""
        stopped = [one for one in self.sliding if meets(standing(one[0], one[1]), one[2].at - 4, one[2].at + 4)]
        self.shut |= {(id(box), row, link.id) for box, row, _, link in stopped}
        met = [
            (box, link)
            for box, line, link in self.through
            if not clear_of_title(box, line.at - 2, line.at + 2) or on_centred_title(box, line.at)
        ]
        self.closed |= {(id(box), link.key) for box, link in met}
        parted = self.beside.parted()
        keys = {link.key for link in (*(one[3] for one in stopped), *(link for _, link in met), *parted)}
        self.stopped = [link for link in self.links if link.key in keys]
        return bool(keys)

    def _plan(self, link: Link) -> None:
        common = common_of(link.source, link.target) or self.root
        while not common.rows and common.parent is not None:  # a card: from dock to dock of it the way leads round outside
            common = common.parent
        beside = self.beside.lines(link, common, careful=self.careful) or self._over_zones(link, common)
        if beside:
            link.lines, link.first_vertical = beside, False
            return
        under = self._straight_down(link, common)
        if under:
            link.lines = under
        else:
            link.lines = between_containers(link, common, self._climb) if self.few and not self.careful else []
            link.lines = link.lines or self._by_rows(link, common)
        link.first_vertical = link.lines[0].port is None or link.lines[0].port.side in ("top", "bottom")
        self._aim(link)

    def _by_rows(self, link: Link, common: Box) -> list[Line]:
        """The way of a link out of what holds its ends, and past the rows between them."""
        way_a, way_b = self._directions(link, common)
        lines_a, row_a = self._climb(link, link.source, link.target, common, way_a)
        lines_b, row_b = self._climb(link, link.target, link.source, common, way_b)
        row_a = self._slide(link, lines_a, common, row_a, row_b)
        row_b = self._slide(link, lines_b, common, row_b, row_a)
        return [*lines_a, *across(link, common, row_a, row_b), *reversed(lines_b)]

    @staticmethod
    def _aim(link: Link) -> None:
        if len(link.lines) > 2:
            for end, aim in ((link.lines[0], link.lines[2]), (link.lines[-1], link.lines[-3])):
                if end.port is not None:
                    end.port.aims.append(aim)

    def _straight_down(self, link: Link, common: Box) -> list[Line]:
        """From what is docked on an upper border straight down past what stands over the zones, to the line over these."""
        dock, end = (link.source, link.target) if link.source.dock else (link.target, link.source)
        if self.careful or dock.dock != "top" or dock.parent is not common or end.dock:
            return []
        at, levels = levels_below(end, common)
        side, zone = at, levels[-1] if levels else at
        subnet = end.parent
        if side.kind != "side" or side.row or zone.kind != "az" or not zone.row or subnet is None or subnet.parent is not zone:
            return []
        rows = range(zone.row)
        if any(row not in side.free_rows or (id(side), row, link.id) in self.shut for row in rows):
            return []
        lines, holder = leave_sideways(self.ports, link, end, dock, "top", common, close=self.root.close)
        if holder is not zone:
            return []
        down = Line(port=self.ports.of(dock, "bottom", link, end))
        self.sliding += [(side, row, down, link) for row in rows]
        made = [*lines, Line(channel=side.space.horizontal[zone.row]), down]
        return made[::-1] if dock is link.source else made

    def _slide(self, link: Link, lines: list[Line], common: Box, row: int, goal: int) -> int:
        """The channel of `common` nearest to channel `goal` that the last line reaches straight, past rows with nothing there."""
        step = 1 if goal > row else -1
        reaches = self._reaches(lines[-1], "bottom" if step > 0 else "top", common)
        while row != goal and reaches:
            crossed = row if step > 0 else row - 1
            sure = common.steady <= WIDE_CELL or crossed in common.free_rows
            shut = (id(common), crossed, link.id) in self.shut
            if not sure or shut or all(meets(common.rows[crossed], *reach) for reach in reaches):
                break
            self.sliding.append((common, crossed, lines[-1], link))
            row += step
        return row

    def _reaches(self, line: Line, side: str, common: Box) -> list[tuple[int, int]]:
        """Between which x (px) a line may come to run past rows of `common`: one out of that side of a small thing, or one in a gap
        between zones, which moves a little once all lines have their room; nowhere for others."""
        port, channel = line.port, line.channel
        if self.careful:
            return []
        if port is not None:
            small = port.side == side and port.box.width <= SMALL
            return [(port.box.x - GRID, port.box.x + port.box.width + GRID)] if small else []
        if channel is not None and common.kind == "vpc" and self.root.close:
            middle = channel.start + channel.size // 2
            return [(middle + moved, middle + moved + 1) for moved in (0, GAP_MOVES, -GAP_MOVES)]
        return []

    def _over_zones(self, link: Link, common: Box) -> list[Line]:
        """From a table beside the zones to a thing in one of these: up the gap between them, and in the channel over the zones."""
        gap = gap_beside(link, common)
        if gap is None:
            return []
        lines, zone = leave_sideways(self.ports, link, link.target, link.source, "top", common, close=self.root.close)
        side = zone.parent
        if zone.kind != "az" or side is None:
            return []
        made = [Line(port=self.ports.of(link.source, "left", link, link.target)), Line(channel=gap, lane="gap-even")]
        port = lines[0].port
        if is_last_zone(zone) and port is not None and port.side == "right":
            return [*made, lines[0]]
        return [*made, Line(channel=side.space.horizontal[zone.row]), *reversed(lines)]

    def _directions(self, link: Link, common: Box) -> tuple[str, str]:
        """Whether each end leaves by its top or its bottom."""
        row_a, row_b = row_in(link.source, common), row_in(link.target, common)
        if row_a < row_b:
            ways = ["bottom", "top"]
        elif row_a > row_b:
            ways = ["top", "bottom"]
        else:
            docked = link.source.dock if link.source.dock and common is not link.source.parent else link.target.dock
            side = "top" if link.kind == "route" or docked == "top" else "bottom"
            ways = [side, side]
        for index, (box, other) in enumerate(((link.source, link.target), (link.target, link.source))):
            if box.dock:
                ways[index] = box.dock if common is not box.parent else {"top": "bottom", "bottom": "top"}[box.dock]
            elif other.dock and other.parent is common:
                ways[index] = other.dock
        return ways[0], ways[1]

    def _climb(self, link: Link, box: Box, other: Box, common: Box, way: str) -> tuple[list[Line], int]:
        """The lines from `box` out to a horizontal channel of `common`, and which channel that is."""
        if box.dock and box.parent is common:
            line = Line(port=self.ports.of(box, "bottom" if box.dock == "top" else "top", link, other))
            return [line], 0 if box.dock == "top" else len(common.rows)
        if box.dock:
            lines = [Line(port=self.ports.of(box, box.dock, link, other))]
            at: Box = box.parent  # type: ignore[assignment]
            way = box.dock
        elif box.parent is not None and box.parent.sides and box.parent is not common:
            lines, at = leave_sideways(self.ports, link, box, other, way, common, close=self.root.close)
            if at is common:
                row = row_in(box, common)
                return lines, row if way == "top" else row + 1
        else:
            lines = [Line(port=self.ports.of(box, way, link, other))]
            at = box
        while at.parent is not None and at.parent is not common:
            container = at.parent
            outermost = self._outermost(link, lines[-1], container, at, way)
            if outermost and self._open(link, container, way, lines[-1], at):
                if way == "top" and container.head:
                    self.through.append((container, lines[-1], link))
            else:
                lines.append(Line(channel=container.space.horizontal[at.row if way == "top" else at.row + 1]))
                lines += self._out(link, container, at, other, way)
            at = container
        return lines, at.row if way == "top" else at.row + 1

    def _out(self, link: Link, container: Box, at: Box, other: Box, way: str) -> list[Line]:
        """Out of a container, past the rows beyond what is in it: through their gaps if these are nearer, else by its margin."""
        edge = margin(container, at, other, way)
        alone = self.root.close and not link.bundle and not self.careful and (id(container), link.key) not in self.closed
        through = out_by_gaps(container, at, other, way, edge) if alone else []
        if through and way == "top" and container.head:
            self.through.append((container, through[-1], link))
        return through or [Line(channel=edge, lane=f"exit-{way}")]

    def _outermost(self, link: Link, line: Line, container: Box, child: Box, way: str) -> bool:
        """Whether nothing stands between what is left and the edge of a container: it is in its outer row, or a line out of a small
        thing runs straight past the rows beyond."""
        rows = range(child.row - 1, -1, -1) if way == "top" else range(child.row + 1, len(container.rows))
        if not rows:
            return True
        port = line.port
        if self.careful or not self.root.close or port is None or port.box.width > SMALL or container.steady:
            return False
        low, high = port.box.x - GRID, port.box.x + port.box.width + GRID
        if any((id(container), row, link.id) in self.shut or meets(container.rows[row], low, high) for row in rows):
            return False
        self.sliding += [(container, row, line, link) for row in rows]
        return True

    def _open(self, link: Link, container: Box, way: str, line: Line, child: Box) -> bool:
        """Whether a line out of `child` may run straight out of the container: no title and no docked things in its way."""
        if way == "bottom":
            return not container.docks_bottom or self._past_docks(link, container, line)
        if not container.head:
            return not container.docks_top
        if line.port is not None:
            low, high = line.port.box.x, line.port.box.x + line.port.box.width
        else:
            low, high = _edges(child, line)
        return not self.careful and (id(container), link.key) not in self.closed and clear_of_title(container, low, high)

    def _past_docks(self, link: Link, container: Box, line: Line) -> bool:
        """Whether a line out of the bottom of a thing may leave its container beside what is docked there."""
        row = len(container.rows)
        if self.careful or not self.root.close or line.port is None or (id(container), row, link.id) in self.shut:
            return False
        if not stretches(line.port.box, "bottom"):
            return False
        self.sliding.append((container, row, line, link))
        return True


def _edges(child: Box, line: Line) -> tuple[int, int]:
    """Between which x (px) a line in a channel will run: by the left margin of what it leaves, or else by its right one."""
    if line.channel is child.space.left:
        return child.x + child.pad, child.x + child.pad + max(GRID, child.space.left.size)
    high = child.x + child.width - child.pad
    return high - max(GRID, child.space.right.size), high
