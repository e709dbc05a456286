"""The Scene: a picture with everything decided. Absolute coordinates in px, a closed set of primitives, no AWS knowledge.

A Group stands for one drawn resource (or link) and carries its marks; its parts are Rectangles, Icons, Texts, Wires and further
Groups. `role` names a style that the theme gives colours to; `icon` names a picture of `vpcviz.icons`.
"""

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


Part = Rectangle | Icon | Text | Wire | Group


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
