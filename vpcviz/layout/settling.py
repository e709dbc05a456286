"""A tree of boxes with its links routed: boxes and channels grow until all fit."""

from collections.abc import Callable, Collection, Sequence
from itertools import chain, count

from vpcviz.layout.arranging import Arranger
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.insides import Insides
from vpcviz.layout.lines import Link, centre_of
from vpcviz.layout.measuring import measure
from vpcviz.layout.options import Options
from vpcviz.layout.placing import place
from vpcviz.layout.routing import Router
from vpcviz.scene.paper import SHAPE

MARGIN = 12
"""Around the whole (px)."""

HEADING = 84
"""About how much height title, description and legend take (px)."""

PAGE = (1.03, 2.35)
"""A picture for no page of its own is between so many times as wide as high."""

GIVEN = (1.3, 1.97)
"""A picture for a given page is between so many times as wide as high, were that page 1.6 times as wide as high."""

HOPE = 1.08
"""Where links have grown what is in VPCs already, they change the shape of the whole by no more than so many times."""

Pull = tuple[Link, Box, Box]
"""A link, its end in a thing, and its other end, to which it pulls that."""


def looks(root: Box, options: Options) -> float:
    """The shape of the picture (width / height), as it is beside a page's that is 1.6 times as wide as high."""
    return root.width / max(1, root.height + HEADING) * SHAPE / options.shape


def band(options: Options) -> tuple[float, float]:
    """Between which a picture's shape should be, as it is beside a page's that is 1.6 times as wide as high."""
    return GIVEN if options.page is not None else PAGE


def far(shape: float, options: Options) -> float:
    """How far a shape is from those of a page; 1 is none."""
    narrowest, widest = band(options)
    return max(1.0, narrowest / shape, shape / widest)


def fits_page(root: Box, options: Options) -> bool:
    """Whether the picture has the shape of its page."""
    return far(looks(root, options), options) == 1.0


def routed(
    arranger: Arranger,
    outer: float,
    inner: float,
    *,
    settle: bool,
    again: bool = False,
    insides: Insides | None = None,
    most: float = 1.0,
) -> Box:
    """The tree of boxes of that shape, with its links routed, those of `insides` apart; unless it is to `settle`, only until it
    is more than `most` times off a page's shape, which its boxes alone tell where it is laid out `again`."""
    root = arranger.tree(outer, inner)
    measure(root)
    if again and not settle and far(looks(root, arranger.drawing.options), arranger.drawing.options) > HOPE:
        return root
    options = arranger.drawing.options

    def fits(box: Box) -> bool:
        return settle or far(looks(box, options), options) <= most

    place(root, MARGIN, 0)
    if insides is None:
        _route(root, arranger.drawing.links, fits)
        return root
    while True:
        insides.route()
        measure(root)
        place(root, MARGIN, 0)
        _route(root, insides.outer, fits)
        if insides.are_routed():  # No VPC had to be larger for what ends on its border.
            break
    insides.follow()
    return root


def route(root: Box, drawing: Drawing) -> Box:
    """The tree of boxes with the drawing's links routed."""
    measure(root)
    place(root, MARGIN, 0)
    _route(root, drawing.links, _any)
    return root


def rerouted(root: Box, drawing: Drawing) -> Box:
    """The same tree with its links planned anew by where its boxes stand now, and channels only as wide as these need."""
    for box in root.walk():
        space = box.space
        for channel in (*space.horizontal, *chain(*space.gaps), *chain(*space.outer.values())):
            channel.tracks = 0
        if box.rows:
            space.left.tracks = space.right.tracks = 0
        space.fresh, space.placed = False, (-1, -1)
    _settle(root, drawing.links, _any)
    return root


def _any(_: Box) -> bool:
    """Any shape will do."""
    return True


def _route(root: Box, links: list[Link], fits: Callable[[Box], bool]) -> None:
    """Route the links, widening channels until all fit, or until the boxes have no shape that `fits`. The boxes have (rough)
    places already."""
    wishes, docked = _wishes(root, links), _docked(root, links)
    _draw_near(docked)
    _wish(wishes, root)
    _stand_between(links)
    measure(root)
    place(root, MARGIN, 0)
    _settle(root, links, fits)


def _settle(root: Box, links: list[Link], fits: Callable[[Box], bool]) -> None:
    """Plan the links' ways, and widen channels until all fit."""
    wishes, docked = _wishes(root, links), _docked(root, links)
    router = Router(root, links)
    router.plan()
    tries = count()

    def stand() -> bool:
        measure(root)
        if next(tries) and not fits(root):
            return False
        place(root, MARGIN, 0)
        _draw_near(docked)
        _wish(wishes, root)
        _stand_between(links)
        measure(root)
        place(root, MARGIN, 0)
        if _draw_near(docked):  # what they lead to has changed places
            measure(root)
            place(root, MARGIN, 0)
        return True

    router.settle(stand)


def _stand_between(links: Sequence[Link]) -> None:
    """What stands between two boxes has the height of what it joins in them, about."""
    ends: dict[int, tuple[Box, list[float]]] = {}
    for link in links:
        if link.source.between:
            ends.setdefault(id(link.source), (link.source, []))[1].append(link.target.y + link.target.height / 2)
    for box, middles in ends.values():
        holder = box.parent
        if holder is not None:
            channel = holder.space.horizontal[box.row]
            wanted = sum(middles) / len(middles) - box.height / 2 - channel.start - channel.size
            anchor = max(0, min(int(wanted), holder.space.row_heights[box.row] - box.height))
            if anchor != box.anchor_y:
                box.anchor_y = anchor
                box.touch()


def _wishes(root: Box, links: Sequence[Link]) -> list[tuple[Box, list[Pull]]]:
    """The boxes of free rows that have links, each with what it, or what is in it, is linked to."""
    free: dict[int, tuple[Box, list[Pull]]] = {}
    for box in root.walk_free():
        for index in box.free_rows:
            free |= {id(child): (child, []) for child in box.rows[index]}
    for link in links:
        for end, other in ((link.source, link.target), (link.target, link.source)):
            at: Box | None = end
            while at is not None and id(at) not in free:
                at = at.parent
            if at is not None:
                free[id(at)][1].append((link, end, other))
    if not root.close:
        return [wish for wish in free.values() if wish[1]]
    held = {id(box) for box, pulls in free.values() if any(_free_in(other) is None for _, _, other in pulls)}
    return [_among(box, pulls, held) for box, pulls in free.values() if pulls]


def _among(box: Box, pulls: Sequence[Pull], held: Collection[int]) -> tuple[Box, list[Pull]]:
    """What a box of a free row is linked to beyond its row; where that is nothing, it stands beside what it joins in it. So it does
    where what is beyond stands in a free row, too, and is not `held` (the ids of boxes) by anything that does not."""
    beyond = [pull for pull in pulls if pull[2].parent is not box.parent or pull[2].row != box.row]
    within = [pull for pull in pulls if pull not in beyond]
    if within and id(box) not in held:
        beyond = [pull for pull in beyond if id(_free_in(pull[2])) in held]
    box.space.joins = () if beyond else [other for _, _, other in within or pulls]
    return box, beyond or within or list(pulls)


def _docked(root: Box, links: Sequence[Link]) -> list[tuple[Box, list[tuple[Link, Box]]]]:
    """What is docked on a border, each with its links and what they lead to, where VPCs are few: but for what stands itself where
    its links want it to."""
    found: dict[int, tuple[Box, list[tuple[Link, Box]]]] = {}
    for link in links if root.close else ():
        for end, other in ((link.source, link.target), (link.target, link.source)):
            if end.dock and end.parent is not None and not other.dock and (not _is_free(other) or _is_free(end.parent)):
                found.setdefault(id(end), (end, []))[1].append((link, other))
    return list(found.values())


def _draw_near(docked: Sequence[tuple[Box, Sequence[tuple[Link, Box]]]]) -> bool:
    """What is docked on borders wants to stand where its wires come from; x are told from the border's beginning, so that a box
    that moves need not be placed again. Whether any wants to stand elsewhere than before."""
    changed = False
    for dock, links in docked:
        at = dock.parent.x if dock.parent is not None else 0
        wanted = sum([_comes_from(link, dock, other) for link, other in links]) / len(links) - at
        if wanted != dock.space.wanted_x:
            dock.space.wanted_x = wanted
            dock.touch()
            changed = True
    return changed


def _comes_from(link: Link, end: Box, other: Box) -> float:
    """About the x (px) of the line by which a link comes to its end: that of the other end before it has a way."""
    if len(link.lines) > 2:
        channel = link.lines[2 if end is link.source else -3].channel
        if channel is not None:
            return channel.start + channel.size / 2
    return other.x + other.width / 2


def _is_free(box: Box) -> bool:
    """Whether a thing, or what it is in, stands in its row where it wants to."""
    return _free_in(box) is not None


def _free_in(box: Box) -> Box | None:
    """What of a thing and all that hold it stands in its row where it wants to."""
    at = box
    while at.parent is not None and at.row not in at.parent.free_rows:
        at = at.parent
    return at if at.parent is not None else None


def _wish(wishes: Sequence[tuple[Box, Sequence[Pull]]], root: Box) -> None:
    """Boxes of free rows want to stand over, or under, what they are linked to; outside the AWS Cloud, where VPCs are few, over
    where their wires come from."""
    for box, pulls in wishes:
        by_lines = root.close and box.parent is root
        wanted = sum(
            [_comes_from(link, end, other) if by_lines and end is box else centre_of(other) for link, end, other in pulls]
        ) / len(pulls)
        if wanted != box.space.wanted_x:
            box.space.wanted_x = wanted
            box.touch()
