"""Ways between neighbours: straight across the gap between two things of a row, or out by a side and across the gap to the next."""

from __future__ import annotations

from collections.abc import Collection

from vpcviz.layout.boxes import Box
from vpcviz.layout.leaving import are_neighbours, is_free, levels_below, shared_side
from vpcviz.layout.lines import Line, Link, Port, Ports


class Sideways:
    """Plans such ways; `few` tells that VPCs are few, so that small things of a row are linked straight."""

    def __init__(self, ports: Ports, *, few: bool) -> None:
        self.ports = ports
        self.few = few
        self.leaders: dict[tuple[int, str], Port] = {}
        self.facing: list[tuple[Box, Box, Link]] = []
        """Neighbours (left, right) that a link runs straight between, as long as they are."""
        self.apart: set[tuple[int, int, str]] = set()
        """Such as were no neighbours any more once all had their places."""

    def clear(self) -> None:
        """Forget all ways, but not what were no neighbours any more."""
        self.leaders.clear()
        self.facing.clear()

    def forget(self, keys: Collection[str]) -> None:
        """Forget the ways of these links."""
        self.facing = [entry for entry in self.facing if entry[2].key not in keys]

    def parted(self) -> list[Link]:
        """The links that ran straight between neighbours that are none any more: no link runs straight between these again."""
        found = [one for one in self.facing if not are_neighbours(one[0], one[1]) or one[0].column > one[1].column]
        self.apart |= {(id(left), id(right), link.id) for left, right, link in found}
        return [link for _, _, link in found]

    def lines(self, link: Link, common: Box, *, careful: bool) -> list[Line]:
        """The way of a link whose ends are neighbours in a row of `common`, or in two subnets of a zone; none where not, or
        something is in its way."""
        return self._straight(link, careful=careful) or self._across(link, common) or self._in_zone(link, common)

    def _straight(self, link: Link, *, careful: bool) -> list[Line]:
        """Neighbours in a row, one of them a connector that stands between its ends, are linked straight across the gap."""
        a, b = link.source, link.target
        if not are_neighbours(a, b) or a.between or b.between:
            return []
        left, right = (a, b) if a.column < b.column else (b, a)
        if a.anchor_y or b.anchor_y:
            card = a if a.anchor_y else b
        elif not careful and self._may_face(left, right, link):
            card = min(a, b, key=lambda box: box.height)
            self.facing.append((left, right, link))
        else:
            return []
        port_left, port_right = self.ports.of(left, "right", link, right), self.ports.of(right, "left", link, left)
        port_left.level = port_right.level = card
        first, last = (port_left, port_right) if a is left else (port_right, port_left)
        return [Line(port=first), Line(port=last)]

    def _may_face(self, left: Box, right: Box, link: Link) -> bool:
        """Whether a link may run straight between two small things of a row of which each stands where it wants to."""
        holder = left.parent
        if not self.few or holder is None or left.row not in holder.free_rows or left.rows or right.rows:
            return False
        taken = any(one is left and other is right for one, other, _ in self.facing)
        return not taken and (id(left), id(right), link.id) not in self.apart

    def _across(self, link: Link, common: Box) -> list[Line]:
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
        ports = self.ports.of(joint, sides[0], link, end), self.ports.of(end, sides[1], link, joint)
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
        first, last = self.ports.of(link.source, side, link, link.target), self.ports.of(link.target, side, link, link.source)
        return [Line(port=first), Line(channel=edge, lane="exit-bottom"), Line(port=last)]

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
