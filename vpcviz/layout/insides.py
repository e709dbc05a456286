"""What is in VPCs, where these are many: its links run there only, so each VPC has its own before anything leads past it.

A VPC that something from outside leads into, past its border, has no inside of its own: all is routed together.
"""

from __future__ import annotations

from collections.abc import Iterable

from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link
from vpcviz.layout.measuring import measure
from vpcviz.layout.placing import move_inside, place
from vpcviz.layout.routing import Router
from vpcviz.model import resources as r


class Inside:
    """A VPC with the links between things in it, or docked on it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.links: list[Link] = []
        self._routed: tuple[object, ...] = ()
        """As what the VPC stood when its links got their ways."""
        self._at = (box.x, box.y)
        """Where what is in it stands; the VPC itself may have moved on."""

    def is_routed(self) -> bool:
        """Whether the links have their ways in the VPC as it is now."""
        return self._routed == self._state()

    def route(self) -> None:
        """Give the links their ways, and the VPC the size that they need, unless it has it."""
        box = self.box
        if self.is_routed():
            return
        self.follow()
        x, y = box.x, box.y
        box.space.rigid, box.space.placed = False, (-1, -1)
        router = Router(box, self.links)

        def stand() -> bool:
            measure(box)
            place(box, x, y)
            return True

        stand()
        router.plan()
        router.settle(stand)
        box.space.rigid = True
        self._routed = self._state()

    def follow(self) -> None:
        """Move what is in the VPC to where it stands now."""
        box = self.box
        right, down = box.x - self._at[0], box.y - self._at[1]
        move_inside(box, right, down)
        self._at = (box.x, box.y)
        for link in self.links:
            link.points = tuple([(x + right, y + down) for x, y in link.points])

    def _state(self) -> tuple[object, ...]:
        box = self.box
        return box.width, box.height, *(one.id for one in box.docks_top), "", *(one.id for one in box.docks_bottom)


class Insides:
    """The insides that have links of their own, in the order of these; `outer` are all other links."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        around: dict[int, Inside] = {}
        self.outer: list[Link] = []
        for link in links:
            one, other = _holder(link.source), _holder(link.target)
            if one is not None and one is other:
                around.setdefault(id(one), Inside(one)).links.append(link)
            else:
                self.outer.append(link)
        entered = {id(holder) for link in self.outer for end in (link.source, link.target) if (holder := _entered(end)) is not None}
        self.outer += [link for name, inside in around.items() if name in entered for link in inside.links]
        self.every = [inside for name, inside in around.items() if name not in entered]
        for inside in self.every:
            inside.box.space.rigid = True

    def are_routed(self) -> bool:
        """Whether all links inside have their ways."""
        return all(inside.is_routed() for inside in self.every)

    def route(self) -> None:
        """Give the links inside their ways. The VPCs have (rough) places."""
        for inside in self.every:
            inside.route()

    def follow(self) -> None:
        """Move what is in the VPCs to where these stand now."""
        for inside in self.every:
            inside.follow()


def _holder(end: Box) -> Box | None:
    """The VPC that a thing is in, or is docked on."""
    at = end.parent
    while at is not None and at.kind != r.Vpc.KIND:
        at = at.parent
    return at


def _entered(end: Box) -> Box | None:
    """The VPC that a link is in that ends there: not that on whose border it ends."""
    holder = _holder(end)
    return None if holder is None or (end.dock and end.parent is holder) else holder
