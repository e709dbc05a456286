"""The Scene: a picture with everything decided. Absolute coordinates in px, a closed set of primitives, no AWS knowledge.

A Group stands for one drawn resource (or link) and carries its marks; its parts are Rectangles, Icons, Texts, Wires and further
Groups. `role` names a style that the theme gives colours to; `icon` names a picture of `vpcviz.icons`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct, field


class Rectangle(Struct, frozen=True, gc=False):
    """A rectangle; `frame` marks a container's own frame, `radius` its corners' (px)."""

    x: float
    y: float
    width: float
    height: float
    role: str
    frame: bool = False
    radius: float = 0


class Icon(Struct, frozen=True, gc=False):
    """A square icon of `size` px."""

    name: str
    x: float
    y: float
    size: float


class Text(Struct, frozen=True, gc=False):
    """One line of text: left end `x`, baseline `y`, `width` as the ruler measured it; `whole` is the text before shortening."""

    x: float
    y: float
    text: str
    role: str
    width: float
    whole: str = ""


class Wire(Struct, frozen=True, gc=False):
    """The way of a link, an orthogonal polyline; `role` is the link's kind."""

    points: tuple[tuple[float, float], ...]
    role: str
    arrow: bool = False


class Group(Struct):
    """What stands for one resource, one link, or one summary.

    `marks` are further data- attributes in the order given (`dock`, `more`, `in`, `link`, `from`, `to`, `bundle`).
    `href` makes the group a link to another picture; `faded` dims it, with all in it as one layer (what a traced way does not
    touch). A group without a kind stands for nothing: it only is such a layer.
    """

    kind: str
    id: str = ""
    parts: list["Part"] = field(default_factory=list)
    marks: tuple[tuple[str, str], ...] = ()
    tooltip: str = ""
    href: str = ""
    faded: bool = False


class Printed(Struct):
    """What a press has written already, with its corner at (x, y): what is in a `group`, which then has no parts of its own; where
    that is None, links.

    `holds` are the ids of what is in the group that links may lead to. `drawn` and `counted` tell how many groups of a kind are in
    it: those that are drawn, and what others sum up. `body` is the press's own.
    """

    x: int
    y: int
    body: Any
    group: Group | None = None
    holds: Sequence[str] = ()
    drawn: Mapping[str, int] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)


class Press(Protocol):
    """Writes parts of a picture before the whole is known, in several processes: `sheet` is where one of them writes."""

    def sheet(self) -> Any:
        """A new sheet; to be made before a process forks."""

    def write(self, sheet: Any, parts: Sequence[Group], holder: Group | None) -> Any:
        """Write groups, one after another, in the coordinates of a holder that is to stand around them; where that is None, what is
        in the one group, in its own. What comes back is what `Printed` has as its body, without what this process alone has."""

    def told(self, sheet: Any) -> Any:
        """What the whole has to know of all that was written on a sheet; all of it is where other processes find it, too."""

    def hear(self, sheet: Any, told: Any) -> None:
        """Know what was `told` of a sheet, in this process or another one."""


Part = Rectangle | Icon | Text | Wire | Group | Printed


class Scene(Struct):
    """A whole picture: its size in px, what it is called, its parts from back to front, and marks of the whole (`verdict`).

    `origin` tells what the picture was made of (names and values, see `vpcviz.render.origin`); `source` is the document that it
    was made from, where that is to go along.
    """

    width: float
    height: float
    title: str
    description: str
    parts: list[Part]
    marks: tuple[tuple[str, str], ...] = ()
    origin: tuple[tuple[str, str], ...] = ()
    source: str = ""


def groups(parts: list[Part]) -> list[Group]:
    """Every group below `parts`, depth first."""
    found: list[Group] = []
    _collect(parts, found)
    return found


def _collect(parts: list[Part], found: list[Group]) -> None:
    for part in parts:
        if type(part) is Group:
            found.append(part)
            _collect(part.parts, found)


def printed(parts: list[Part]) -> list[Printed]:
    """All below `parts` that a press has written already."""
    found: list[Printed] = []
    for part in parts:
        if type(part) is Printed:
            found.append(part)
        elif type(part) is Group:
            found += printed(part.parts)
    return found


def tally(found: Iterable[Group]) -> tuple[Counter[str], Counter[str]]:
    """How many groups of each kind are drawn, and how many things of a kind others sum up."""
    drawn: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for group in found:
        more = next((count for name, count in group.marks if name == "more"), None) if group.marks else None
        if more is None:
            drawn[group.kind] += 1
        else:
            counted[group.kind] += int(more)
    return drawn, counted
