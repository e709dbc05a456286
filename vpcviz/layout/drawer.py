"""How a kind of thing is drawn: where it stands, its box, its links. Each kind's drawer enters itself in a registry.

The modules of `vpcviz.layout.drawers` hold them, and are all loaded; a kind takes part by a module there, and no list names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vpcviz.layout.boxes import Box
from vpcviz.model import resources as r

if TYPE_CHECKING:
    from vpcviz.layout.drawing import Drawing


class Stand(Enum):
    """Where a thing stands."""

    SUBNET = "in its subnet"
    UPPER_BORDER = "on the upper border of its VPC"
    LOWER_BORDER = "on the lower border of its VPC"
    BESIDE = "beside the zones of its VPC"
    HUB = "among the VPCs of its region, as what joins them"
    BELOW = "below the VPCs of its account and region"
    OUTSIDE = "above the AWS Cloud"
    ABOVE = "at the top of its account"
    BETWEEN = "between the two things that it joins"
    FRAME = "as the frame around others"
    COUNTED = "nowhere: it is counted where it belongs"


BoxMaker = Callable[["Drawing", Any], "Box | Sequence[Box] | None"]
LinkMaker = Callable[["Drawing", Any], None]
Finder = Callable[["Drawing", "r.Vpc | None"], Iterable[Any]]


class Drawer(Struct, frozen=True, eq=False):
    """How the resources of one class are drawn where they stand at `stand`; a class may have several (attachments, by their type).

    `rank` orders the drawers of one stand. `find` gives the resources, in order; without it they are all of the class, by id. For
    what stands on or in a VPC it is asked once for each. `box` gives one box, several, or None for what does not stand there.
    `links` draws what leads from the resource elsewhere, once all boxes are there. `home` tells the account and region that it
    stands in, where that is not its own. `anywhere`: no link has to lead down to it, so it may stand wherever there is room.
    `counted` is its place among what a VPC's box counts of what is not drawn, `on_map` that among what a card of the map counts
    first, `described` that among what one sentence tells of the whole; 0 where it is not among them.
    """

    record: type[r.Resource]
    stand: Stand
    rank: int
    box: BoxMaker
    find: Finder | None = None
    links: LinkMaker | None = None
    home: Callable[[Drawing, Any], tuple[str, str]] | None = None
    anywhere: bool = False
    counted: int = 0
    on_map: int = 0
    described: int = 0


REGISTRY: list[Drawer] = []
"""All drawers that modules have entered, and, once `vpcviz.layout.drawers_known` was asked, those of ordinary things."""


def register(drawer: Drawer) -> Drawer:
    """Enter a drawer; modules of `vpcviz.layout.drawers` do so when they are loaded."""
    REGISTRY.append(drawer)
    return drawer


@cache
def upward() -> tuple[str, ...]:
    """The kinds (`data-kind`) that routes lead to and that lead out of a VPC by its upper border, from left to right.

    These are hubs, whose attachments stand there first, and what stands on that border, and neither in subnets nor beside them.
    """
    inside = {one.record for one in REGISTRY if one.stand in (Stand.SUBNET, Stand.BESIDE)}
    out = [one for one in REGISTRY if one.stand in (Stand.HUB, Stand.UPPER_BORDER) and one.record not in inside]
    out.sort(key=lambda one: (one.stand is not Stand.HUB, one.rank, one.record.__name__))
    return tuple(one.record.KIND for one in out if one.record.ROUTE_TARGET)


def made(drawer: Drawer, drawing: Drawing, vpc: r.Vpc | None = None) -> Iterator[tuple[r.Resource, Box]]:
    """Each resource of a drawer with its boxes; for what stands on or in a VPC, those of that VPC."""
    if drawer.record in drawing.view.leaves_out:
        return
    if drawer.find is not None:
        found = drawer.find(drawing, vpc)
    elif vpc is not None:
        found = drawing.of(vpc, drawer.record)
    else:
        found = sorted(getattr(drawing.network, drawer.record.COLLECTION), key=lambda item: item.id)
    for item in found:
        boxes = drawer.box(drawing, item)
        if boxes is not None:
            for box in (boxes,) if isinstance(boxes, Box) else boxes:
                yield item, box
