"""Which channels each link takes: straight up past a title, through the gap of a row, or along the margin of what it leaves.

A link's way is a row of lines, alternately vertical and horizontal. A line's coordinate comes from a port (where the link meets
a box) or from a track (in a channel). Links with the same bundle share ports and tracks.
"""

from __future__ import annotations

from collections.abc import Sequence

from vpcviz.layout.boxes import GRID, Box
from vpcviz.layout.channels import WIDE_CELL
from vpcviz.layout.leaving import common_of, faces_next, is_free, levels_below, line_beside, margin, past, row_in, shared_side
from vpcviz.layout.lines import Line, Link, Port
from vpcviz.layout.passing import across, clear_of_title, meets

SMALL = 300
"""A thing up to this wide (px) is met near its middle."""


class Ways:
    """Plans the ways of links over a tree of boxes whose root is `root`. The boxes have (rough) places already."""

    def __init__(self, root: Box) -> None:
        self.root = root
        self.ports: dict[tuple[int, str, str], Port] = {}
        self.leaders: dict[tuple[int, str], Port] = {}
        self.through: list[tuple[Box, Line, Link]] = []
        self.closed: set[int] = set()
        self.sliding: list[tuple[Box, int, Line, Link]] = []
        self.shut: set[tuple[int, int, str]] = set()
        self.stopped: list[Link] = []
        """What was found blocked, where each has its ports for itself, and nothing else is to be planned anew."""
        self.careful = False
        """Run no line straight past a title or a row: then nothing can be in its way after all, and planning ends."""

    def plan(self, links: Sequence[Link]) -> None:
        """Decide each link's lines; where but a few were blocked, theirs alone."""
        stopped, self.stopped = self.stopped, []
        if stopped and not self.careful:
            keys = {link.key for link in stopped}
            self.ports = {place: port for place, port in self.ports.items() if port.key not in keys}
            self.sliding = [entry for entry in self.sliding if entry[3].key not in keys]
            self.through = [entry for entry in self.through if entry[2].key not in keys]
            for link in stopped:
                self._plan(link)
            return
        self.ports.clear()
        self.leaders.clear()
        self.through.clear()
        self.sliding.clear()
        for link in links:
            self._plan(link)

    def blocked(self) -> bool:
        """Whether a line that was to run straight past a title or a row meets something there after all: plan again."""
        stopped = [one for one in self.sliding if meets(one[0].rows[one[1]], one[2].at - 4, one[2].at + 4)]
        self.shut |= {(id(box), row, link.id) for box, row, _, link in stopped}
        met = {id(box) for box, line, _ in self.through if not clear_of_title(box, line.at - 2, line.at + 2)}
        self.closed |= met
        links = {link.id: link for _, _, _, link in stopped}
        self.stopped = [] if met or any(link.bundle for link in links.values()) else list(links.values())
        return bool(met or stopped)

    def _plan(self, link: Link) -> None:
        common = common_of(link.source, link.target) or self.root
        straight = self._straight(link)
        if straight:
            link.lines, link.first_vertical = straight, False
            return
        beside = self._sideways(link, common)
        if beside:
            link.lines, link.first_vertical = beside, False
            return
        inside = self._in_zone(link, common)
        if inside:
            link.lines, link.first_vertical = inside, False
            return
        under = self._straight_down(link, common)
        if under:
            link.lines = under
            link.first_vertical = link.source.dock != ""
            self._aim(link)
            return
        way_a, way_b = self._directions(link, common)
        lines_a, row_a = self._climb(link, link.source, link.target, common, way_a)
        lines_b, row_b = self._climb(link, link.target, link.source, common, way_b)
        row_a = self._slide(link, lines_a, common, row_a, row_b)
        row_b = self._slide(link, lines_b, common, row_b, row_a)
        middle = across(link, common, row_a, row_b)
        link.lines = [*lines_a, *middle, *reversed(lines_b)]
        link.first_vertical = link.lines[0].port is None or link.lines[0].port.side in ("top", "bottom")
        self._aim(link)

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
        lines, holder = self._leave_sideways(link, end, dock, "top", common)
        if holder is not zone:
            return []
        down = Line(port=self._port(dock, "bottom", link, end))
        self.sliding += [(side, row, down, link) for row in rows]
        made = [*lines, Line(channel=side.space.horizontal[zone.row]), down]
        return made[::-1] if dock is link.source else made

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
            if not sure or (id(common), crossed, link.id) in self.shut or meets(common.rows[crossed], low, high):
                break
            self.sliding.append((common, crossed, lines[-1], link))
            row += step
        return row

    def _straight(self, link: Link) -> list[Line]:
        """Neighbours in a row, one of them a connector that stands between its ends, are linked straight across the gap."""
        a, b = link.source, link.target
        if a.parent is not b.parent or a.row != b.row or abs(a.column - b.column) != 1 or a.dock or b.dock:
            return []
        if not (a.anchor_y or b.anchor_y) or a.between or b.between:
            return []
        left, right = (a, b) if a.column < b.column else (b, a)
        card = a if a.anchor_y else b
        port_left, port_right = self._port(left, "right", link, right), self._port(right, "left", link, left)
        port_left.partners, port_right.partners = [card], [card]
        first, last = (port_left, port_right) if a is left else (port_right, port_left)
        return [Line(port=first), Line(port=last)]

    def _sideways(self, link: Link, common: Box) -> list[Line]:
        """What stands between two boxes is linked to what it joins in them, and to routes that lead to it where nothing is in
        their way: out by a side, and across the gap."""
        joins = link.source.between or (link.target.between and link.kind == "trace")
        if not joins and not (link.kind == "route" and (link.target.between or link.target.anchor_y)):
            return []
        joint, end = (link.source, link.target) if link.source.between else (link.target, link.source)
        (beside, inner), (at, levels) = levels_below(joint, common), levels_below(end, common)
        to_right = at.column > beside.column
        if at.row != beside.row or abs(at.column - beside.column) != 1:
            return []
        if not (is_free(levels, to_left=to_right) and is_free(inner, to_left=not to_right)):
            return []
        sides = ("right", "left") if to_right else ("left", "right")
        gap = common.space.gaps[at.row][min(at.column, beside.column)]
        ports = self._port(joint, sides[0], link, end), self._port(end, sides[1], link, joint)
        across = Line(channel=gap, lane="gap-even" if at.row % 2 == 0 else "gap-odd")
        if joins:
            made = [Line(port=ports[0]), across, Line(port=ports[1])]
            return made if joint is link.source else made[::-1]
        return [*self._joined(link, end, ports[1]), across, Line(port=ports[0])]

    def _in_zone(self, link: Link, common: Box) -> list[Line]:
        """From one subnet of a zone to another: out by the side that both have free, and along the zone's inner edge."""
        side = shared_side(link.source, link.target, common) if common.kind == "az" else ""
        if not side:
            return []
        edge = common.space.left if side == "left" else common.space.right
        ends = [Line(port=self._port(box, side, link, other)) for box, other in _both_ways(link)]
        return [ends[0], Line(channel=edge, lane="exit-bottom"), ends[1]]

    def _joined(self, link: Link, end: Box, port: Port) -> list[Line]:
        """Out of a column of tables: what is in a bundle joins the first of it, so that one wire leaves the column."""
        holder = end.parent
        if not link.bundle or holder is None or holder.kind != "tables":
            return [Line(port=port)]
        first = self.leaders.setdefault((id(holder), link.bundle), port)
        if first is port:
            return [Line(port=port)]
        channel = holder.space.left if port.side == "left" else holder.space.right
        return [Line(port=port), Line(channel=channel, lane="exit-top"), Line(port=first)]

    def _directions(self, link: Link, common: Box) -> tuple[str, str]:
        """Whether each end leaves by its top or its bottom."""
        row_a, row_b = row_in(link.source, common), row_in(link.target, common)
        if row_a < row_b:
            ways = ["bottom", "top"]
        elif row_a > row_b:
            ways = ["top", "bottom"]
        else:
            ways = ["top", "top"] if link.kind == "route" else ["bottom", "bottom"]
        for index, (box, other) in enumerate(_both_ways(link)):
            if box.dock:
                ways[index] = box.dock if common is not box.parent else {"top": "bottom", "bottom": "top"}[box.dock]
            elif other.dock and other.parent is common:
                ways[index] = other.dock
        return ways[0], ways[1]

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
                row = row_in(box, common)
                return lines, row if way == "top" else row + 1
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
                lines.append(Line(channel=margin(container, at, other, way), lane=f"exit-{way}"))
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
        return not self.careful and id(container) not in self.closed and clear_of_title(container, low, high)

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
        if len(row) == 1 and (link.kind == "route" or (outer.kind == "az" and faces_next(outer))):
            side = "right"
        elif box.column == 0:
            side = "left"
        elif box.column == len(row) - 1:
            side = "right"
        else:
            side = "left" if box.column < len(row) / 2 else "right"
            lines = [Line(port=self._port(box, "top", link, other)), Line(channel=holder.space.horizontal[box.row])]
            return [*lines, *past(holder, outer, side, way)], outer
        out = Line(port=self._port(box, side, link, other))
        if (
            outer.kind == "az"
            and outer is not common
            and holder.column == (0 if side == "left" else len(outer.rows[holder.row]) - 1)
        ):
            return [out, line_beside(outer, side, way)], outer
        return [out, *past(holder, outer, side, way)], outer

    def _port(self, box: Box, side: str, link: Link, partner: Box) -> Port:
        key = (id(box), side, link.key)
        port = self.ports.get(key)
        if port is None:
            port = self.ports[key] = Port(box, side, link.key)
        port.partners.append(partner)
        return port


def _both_ways(link: Link) -> Sequence[tuple[Box, Box]]:
    """Each end of a link, with the other."""
    return (link.source, link.target), (link.target, link.source)
