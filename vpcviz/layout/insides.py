"""What is in VPCs, where these are many: its links run there only, so each VPC has its own before anything leads past it.

A VPC that something from outside leads into, past its border, has no inside of its own: all is routed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from vpcviz.layout.boxes import Box, Space
from vpcviz.layout.channels import Channel
from vpcviz.layout.lines import Link
from vpcviz.layout.measuring import measure
from vpcviz.layout.order import drawing_order
from vpcviz.layout.painting import link_group, paint
from vpcviz.layout.placing import move_inside, place
from vpcviz.layout.printers import Printer
from vpcviz.layout.routing import Router
from vpcviz.model import resources as r
from vpcviz.scene import Group, Part, Press, Printed, groups, tally


class Changed(Exception):  # noqa: N818 - no error: another arrangement wants a VPC otherwise than it was printed.
    """A VPC was printed that is to be otherwise after all."""


class Print(Struct):
    """A VPC as it was printed: its size (px), the channels at its edges, where things are docked on it, and what was written."""

    size: tuple[int, int]
    edges: tuple[int, int]
    docks: list[tuple[int, int]]
    things: Printed
    links: Printed | None


class Inside:
    """A VPC with the links between things in it, or docked on it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.links: list[Link] = []
        self._routed: tuple[object, ...] = ()
        """As what the VPC stood when its links got their ways."""
        self._at = (box.x, box.y)
        """Where what is in it stands; the VPC itself may have moved on."""
        self._print: Print | None = None
        self._kept: Any = ()
        """What was in it where another process printed it: taking it apart would copy what both share."""

    def is_routed(self) -> bool:
        """Whether the links have their ways in the VPC as it is now."""
        return self._routed == self._state()

    def route(self) -> None:
        """Give the links their ways, and the VPC the size that they need, unless it has it. Raises Changed where it is printed."""
        box = self.box
        if self.is_routed():
            return
        if self._print is not None:
            raise Changed
        x, y = box.x, box.y
        box.space.rigid, box.space.placed = False, (-1, -1)
        router = Router(box, self.links)

        def stand() -> bool:  # always at the same place, so that whoever does this comes to the same numbers
            measure(box)
            place(box, 0, 0)
            return True

        stand()
        router.plan()
        router.settle(stand)
        box.space.rigid, self._at = True, (0, 0)
        place(box, x, y)
        self._routed = self._state()

    def follow(self) -> None:
        """Move what is in the VPC to where it stands now."""
        box = self.box
        right, down = box.x - self._at[0], box.y - self._at[1]
        self._at = (box.x, box.y)
        if self._print is not None:
            return
        move_inside(box, right, down)
        for link in self.links:
            link.points = tuple([(x + right, y + down) for x, y in link.points])

    def printed(self, press: Press, sheet: Any) -> Print:
        """Route the links and write the VPC; what was in it is let go."""
        box = self.box
        self.route()
        place(box, *self._at)
        docks = (box.docks_top, box.docks_bottom)
        size, edges = (box.width, box.height), (box.space.left.size, box.space.right.size)
        painted: list[Part] = []
        paint(box, painted)
        group: Group = painted[0]  # type: ignore[assignment]
        layer = [link_group(link) for link in drawing_order(self.links)]
        box.docks_top, box.docks_bottom = docks
        every = [group, *groups(group.parts), *layer]
        drawn, counted = tally(every)
        things = Printed(0, 0, press.write(sheet, [group], None), group, [one.id for one in self._docks()], drawn, counted)
        links = Printed(0, 0, press.write(sheet, layer, group)) if layer else None
        group.parts = []
        return Print(size, edges, [(one.x - box.x, one.y - box.y) for one in self._docks()], things, links)

    def take(self, made: Print) -> None:
        """Be as it was printed, here or in another process."""
        box, self._print, self.links = self.box, made, []
        box.width, box.height = made.size
        self._kept, box.rows, box.paint, box.visible = box.rows, (), self._painted, False
        left, right = (Channel(least=0, size=size) for size in made.edges)
        box.space = Space(rough=box.space.rough, left=left, right=right, sealed=True, rigid=True, fresh=True, placed=made.size)
        for dock, (right_, down) in zip(self._docks(), made.docks, strict=True):
            dock.x, dock.y = box.x + right_, box.y + down
        if box.parent is not None:
            box.parent.touch()
        self._routed = self._state()

    def layer(self) -> Printed | None:
        """What was written of the links already, if it was."""
        return None if self._print is None or self._print.links is None else self._placed(self._print.links)

    def _painted(self, box: Box) -> list[Part]:
        assert self._print is not None
        box.docks_top = box.docks_bottom = ()
        return [self._placed(self._print.things)]

    def _placed(self, printed: Printed) -> Printed:
        printed.x, printed.y = self.box.x, self.box.y
        return printed

    def _docks(self) -> Sequence[Box]:
        return *self.box.docks_top, *self.box.docks_bottom

    def _state(self) -> tuple[object, ...]:
        box = self.box
        return box.width, box.height, *(one.id for one in box.docks_top), "", *(one.id for one in box.docks_bottom)


class Insides:
    """The insides that have links of their own; `outer` are all other links. Those `elsewhere` are in another process."""

    def __init__(self, links: Iterable[Link] = (), printer: Printer | None = None, elsewhere: Sequence[Box] = ()) -> None:
        around = {id(box): Inside(box) for box in elsewhere}
        self.outer: list[Link] = []
        self.printer = printer
        for link in links:
            one, other = _holder(link.source), _holder(link.target)
            if one is not None and one is other:
                around.setdefault(id(one), Inside(one)).links.append(link)
            else:
                self.outer.append(link)
        entered = {id(holder) for link in self.outer for end in (link.source, link.target) if (holder := _entered(end)) is not None}
        if not entered.isdisjoint(map(id, elsewhere)):
            raise Changed
        self.outer += [link for name, inside in around.items() if name in entered for link in inside.links]
        self.every = sorted((one for name, one in around.items() if name not in entered), key=lambda one: one.box.id)
        for inside in self.every:
            inside.box.space.rigid = True

    def are_routed(self) -> bool:
        """Whether all links inside have their ways."""
        return all(inside.is_routed() for inside in self.every)

    def route(self) -> None:
        """Give the links inside their ways; with a printer, VPCs are printed then. The VPCs have (rough) places. Raises
        Changed where one is to be otherwise than it was printed."""
        if self.printer is not None:
            self.printer.print(self.every)
            self.printer = None
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
