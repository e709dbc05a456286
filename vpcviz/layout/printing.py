"""VPCs of a picture of many, laid out and printed by two processes: what is in a VPC hangs on nothing beyond its border.

The other process makes its VPCs' boxes, and tells of them what arranging looks at (`shells`). Once all have places, it is told what
stands on which border; it gives the links inside their ways, and writes all of it. Whatever goes wrong there, or is to be
otherwise after all, is done again in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from vpcviz.helping import Line, helper
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.insides import Changed, Inside, Insides
from vpcviz.layout.shells import Told, boxes_by_name, shell, told
from vpcviz.model import resources as r
from vpcviz.scene import Press
from vpcviz.workers import processes

WORTH = 32
"""So many VPCs are drawn by two processes."""

BoxMaker = Callable[[r.Vpc], Box]


class Printing:
    """Makes and prints the VPCs of a drawing."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.elsewhere: Sequence[Box] = ()
        self._line: Line | None = None
        self._sheets: list[Any] = []
        """Its own, and the other process's: made when something is to be printed."""
        self._drawing: Drawing | None = None

    def boxes(self, drawing: Drawing, vpcs: Sequence[r.Vpc], box_of: BoxMaker, link: Callable[[Drawing], None]) -> list[Box]:
        """The boxes of VPCs: of half of them another process has the inside. Raises Changed where it has failed."""
        here = len(vpcs) if len(vpcs) < WORTH or processes() == 1 else -(-len(vpcs) // 2)
        own = [box_of(vpc) for vpc in vpcs[:1]]  # What is looked up once for all is there then, for both.
        if here < len(vpcs):
            self._sheets = [self.press.sheet(), self.press.sheet()]
            self._line = helper(lambda line: self._help(line, drawing, (vpcs[here:], box_of, link)))
        if self._line is None:
            return [*own, *map(box_of, vpcs[1:])]
        self._drawing = drawing
        own += map(box_of, vpcs[1:here])
        self.elsewhere = [self._shell(drawing, *given) for given in self._heard()]
        return [*own, *self.elsewhere]

    @staticmethod
    def _shell(drawing: Drawing, given: Told, names: Sequence[str]) -> Box:
        box = shell(given)
        box.adopt()
        if not drawing.drawn.keys().isdisjoint(names):  # Something is in VPCs of both.
            raise Changed
        drawing.drawn.update(boxes_by_name(box, names))
        return box

    def print(self, insides: Sequence[Inside]) -> None:
        """Route the links inside of VPCs, and write all of it. Raises Changed where the other process has failed."""
        others = {id(box) for box in self.elsewhere}
        if self._line is not None:
            docks = [[[dock.id for dock in docks] for docks in (box.docks_top, box.docks_bottom)] for box in self.elsewhere]
            try:
                self._line.say(docks)
            except OSError:
                raise Changed from None
        own = self._sheets[0] if self._sheets else self.press.sheet()
        for inside in insides:
            if id(inside.box) not in others:
                inside.take(inside.printed(self.press, own))
        self.press.hear(own, self.press.told(own))
        if self._line is not None and self._drawing is not None:
            prints, kinds, words = self._heard()
            known = {id(inside.box): inside for inside in insides}
            for box, made in zip(self.elsewhere, prints, strict=True):
                known[id(box)].take(made)
            self._drawing.painted.update(kinds)
            self.press.hear(self._sheets[1], words)
            self.end()

    def _heard(self) -> Any:
        assert self._line is not None
        try:
            return self._line.hear()
        except (EOFError, OSError):
            raise Changed from None

    def end(self) -> None:
        """End the other process."""
        if self._line is not None:
            self._line.end()
            self._line = None

    def _help(self, line: Line, drawing: Drawing, given: tuple[Sequence[r.Vpc], BoxMaker, Callable[[Drawing], None]]) -> None:
        """What the other process does."""
        vpcs, box_of, link = given
        boxes, told_of = [], []
        for vpc in vpcs:
            before = len(drawing.drawn)
            boxes.append(box_of(vpc))
            told_of.append((told(boxes[-1]), list(islice(drawing.drawn, before, None))))
        line.say(told_of)
        link(drawing)
        known = {id(inside.box): inside for inside in Insides(drawing.links).every}
        kinds = {one.kind for inside in known.values() for one in inside.links}
        prints = []
        for box, docks in zip(boxes, line.hear(), strict=True):
            _dock(box, *docks)
            prints.append(known.get(id(box), Inside(box)).printed(self.press, self._sheets[1]))
        line.say((prints, kinds, self.press.told(self._sheets[1])))


def _dock(box: Box, top: Sequence[str], bottom: Sequence[str]) -> None:
    """Let things stand on the borders of a VPC as they are to."""
    known = {dock.id: dock for dock in (*box.docks_top, *box.docks_bottom)}
    if [dock.id for dock in box.docks_top] != top or [dock.id for dock in box.docks_bottom] != bottom:
        box.docks_top, box.docks_bottom = [known[name] for name in top], [known[name] for name in bottom]
        for side, docks in (("top", box.docks_top), ("bottom", box.docks_bottom)):
            for dock in docks:
                dock.dock = side
        box.touch()
