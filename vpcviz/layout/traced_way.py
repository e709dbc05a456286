"""Marks of a traced way: links over the places that it passes, its verdict, a cross where it ends; the rest is dimmed."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import structs

from vpcviz.layout.badge import CHANGE, STEP, STOP
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.lines import Link
from vpcviz.layout.options import Way
from vpcviz.scene import Group, Part, Rectangle, Scene, Wire

TRACE = "trace"
BACKING = "tile"
"""The role of what is behind a dimmed thing: a tile's fill, without an edge."""
ARM = 6
"""Half the size (px) of the cross where a way ends."""


def links_of(way: Way, drawing: Drawing) -> list[Link]:
    """A link for each stretch between two places that the way passes one after the other."""
    links: dict[tuple[int, int], Link] = {}
    for leg in way.legs:
        for a, b in pairwise(_places(leg, drawing)):
            if (id(a), id(b)) not in links and (id(b), id(a)) not in links:
                links[id(a), id(b)] = Link(TRACE, a, b, f"{TRACE}:{len(links):03}:{a.id}:{b.id}", arrow=True)
    return list(links.values())


def end_of(way: Way, drawing: Drawing) -> tuple[Link, bool] | None:
    """The stretch on which a way is stopped, and whether it is passed backwards; None where it is delivered."""
    pairs = [pair for leg in way.legs for pair in pairwise(_places(leg, drawing))]
    if not way.stopped or not pairs:
        return None
    a, b = pairs[-1]
    stretches = [link for link in drawing.links if link.kind == TRACE]
    return next((link, link.source is b) for link in stretches if {id(link.source), id(link.target)} == {id(a), id(b)})


def clear_on(way: Way, drawing: Drawing) -> frozenset[str]:
    """The ids of what stays clear: what is on the way, and the boxes that stand for such things among others."""
    return way.resources | {box.id for ident in way.resources if (box := _box_of(ident, drawing)) is not None}


def _box_of(ident: str, drawing: Drawing) -> Box | None:
    """The box that stands for a thing: where it is a mere count, that of whoever owns it."""
    box = drawing.drawn.get(ident)
    if box is not None and not box.id:
        box = drawing.drawn.get(drawing.network.owner_of.get(ident, ""))
    return box if box is not None and box.id else None


def _places(leg: Sequence[str], drawing: Drawing) -> list[Box]:
    """The boxes that a packet comes through: not those that hold its neighbours."""
    boxes: list[Box] = []
    for box in filter(None, (_box_of(ident, drawing) for ident in leg)):
        if boxes and (boxes[-1] is box or _holds(box, boxes[-1])):
            continue
        while boxes and _holds(boxes[-1], box):
            boxes.pop()
        if not boxes or boxes[-1] is not box:
            boxes.append(box)
    return boxes


def _holds(outer: Box, inner: Box) -> bool:
    if any(inner is dock for dock in (*outer.docks_top, *outer.docks_bottom)):
        return True
    at: Box | None = inner.parent
    while at is not None and at is not outer:
        at = at.parent
    return at is outer


def mark_way(scene: Scene, way: Way, clear: frozenset[str], end: tuple[Link, bool] | None) -> None:
    """Dim all but what is on the way (see `clear_on`), links as one layer; number what it passes, and put a cross where it ends
    (see `end_of`)."""
    scene.marks = (*scene.marks, ("verdict", way.verdict))
    numbers: dict[str, list[str]] = {}
    for number, ident, _ in way.steps:
        if number:
            numbers.setdefault(ident, []).append(str(number))
    _, at = dim(scene, clear, lambda link: ("link", TRACE) in link.marks, numbers)
    if end is not None:
        link, backwards = end
        scene.parts.insert(at, _cross(link.points[::-1] if backwards else link.points, way))


def dim(
    scene: Scene, clear: frozenset[str], is_clear: Callable[[Group], bool], numbers: Mapping[str, Sequence[str]] | None = None
) -> tuple[list[Group], int]:
    """Dim all but the things of the ids `clear`, what holds them, and the links that are; the dimmed links as one layer.

    The clear links come back, and where in the scene's parts they end.
    """
    _fade(scene.parts, clear, numbers or {})
    kept: list[Group] = []
    others: list[Part] = []
    rest: list[Part] = []
    at = next((index for index, part in enumerate(scene.parts) if _is_link(part)), len(scene.parts))
    for part in scene.parts[at:]:  # Each once: parts of one kind are compared by all that they hold.
        if isinstance(part, Group) and part.kind == "link":
            (kept if is_clear(part) else others).append(part)
        else:
            rest.append(part)
    layer: list[Part] = [Group("", "", others, faded=True)] if others else []
    scene.parts[at:] = [*layer, *kept, *rest]
    return kept, at + len(layer) + len(kept)


def _is_link(part: Part) -> bool:
    return isinstance(part, Group) and part.kind == "link"


def _cross(points: Sequence[tuple[float, float]], way: Way) -> Group:
    """A cross at the end of a stretch of these corners."""
    (x, y), (before_x, before_y) = points[-1], points[-2]
    x += 8 * ((before_x > x) - (before_x < x))
    y += 8 * ((before_y > y) - (before_y < y))
    arms = [((x - ARM, y - ARM), (x + ARM, y + ARM)), ((x - ARM, y + ARM), (x + ARM, y - ARM))]
    return Group("", "", [Wire(arm, TRACE) for arm in arms], (("step", str(way.stopped)),), way.explanation)


def _brighten(parts: Sequence[Part]) -> None:
    for part in parts:
        if isinstance(part, Group):
            part.faded = False
            _brighten(part.parts)


def _back(frame: Group) -> None:
    """What sits on a clear frame's border and is dimmed has a backing: the border is not to strike through it."""
    found: list[Part] = []
    for part in frame.parts:
        if isinstance(part, Group) and part.faded and dict(part.marks).get("dock"):
            plates = (one for one in part.parts if isinstance(one, Rectangle))
            found += [structs.replace(one, role=BACKING) for one in islice(plates, 1)]
        found.append(part)
    frame.parts = found


def _fade(parts: Sequence[Part], on_way: frozenset[str], numbers: Mapping[str, Sequence[str]]) -> bool:
    """Fade the groups that are not on the way, have no badge of it and hold nothing on it; whether anything is comes back."""
    any_here = False
    for part in parts:
        if not isinstance(part, Group) or part.kind == "link":
            continue
        if part.kind in (STEP, STOP, CHANGE):  # what a VPC says of things that have no place of their own
            any_here = True
            continue
        inside = _fade(part.parts, on_way, numbers)
        here = part.id in on_way or inside
        if part.id in numbers:
            part.marks = (*part.marks, ("step", " ".join(numbers[part.id])))
        if here:
            _back(part)
        else:
            _brighten(part.parts)  # once is enough: fading multiplies
            part.faded = True
        any_here = any_here or here
    return any_here
