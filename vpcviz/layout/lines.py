"""What links are made of while they are routed: ports on boxes, lines on ports or tracks, and where those may be."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct, field

from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import Channel

CLEAR = 12.0
"""How far lines keep from titles (px)."""


class Port(Struct, eq=False):
    """Where links with the same `key` meet one side of a box; `at` is its x (top, bottom) or y (left, right).

    `partners` are the boxes that the links lead to, `aims` the next lines of the port's own direction on their ways. A port of a
    link that runs straight to a neighbour is at the middle of the lower of the two, its `level`.
    """

    box: Box
    side: str
    key: str
    at: float = 0
    level: Box | None = None
    partners: list[Box] = field(default_factory=list)
    aims: list[Line] = field(default_factory=list)


class Line(Struct, eq=False):
    """One straight run of a link: on a port, or on a track of `channel` in the `lane` family."""

    port: Port | None = None
    channel: Channel | None = None
    lane: str = ""
    at: float = 0

    def ends(self) -> tuple[float, float]:
        """Where (px) a line that meets this one may end: at its coordinate, or at its channel's edges while that is unknown."""
        at, channel = self.at, self.channel
        if channel is None or at:
            return at, at
        return channel.start, channel.start + channel.size


class Link(Struct, eq=False):
    """A link to draw between two boxes. `kind` is its data-link; links with the same `bundle` may share tracks. `ends` are the ids
    of what it joins, where these are not those of the boxes. `joins` tells that it joins its target to a bus, with a dot there."""

    kind: str
    source: Box
    target: Box
    id: str = ""
    bundle: str = ""
    arrow: bool = False
    tooltip: str = ""
    ends: tuple[str, str] | None = None
    joins: bool = False
    lines: list[Line] = field(default_factory=list)
    first_vertical: bool = True
    points: tuple[tuple[float, float], ...] = ()

    @property
    def key(self) -> str:
        """What links must share to share a track."""
        return self.bundle or self.id


class Ports:
    """The ports of all links: one for each side of a box and each bundle that meets it there."""

    def __init__(self) -> None:
        self.places: dict[tuple[int, str, str], Port] = {}

    def of(self, box: Box, side: str, link: Link, partner: Box) -> Port:
        """Where a link that leads to `partner` meets a side of a box."""
        key = (id(box), side, link.key)
        port = self.places.get(key)
        if port is None:
            port = self.places[key] = Port(box, side, link.key)
        port.partners.append(partner)
        return port

    def forget(self, keys: Collection[str]) -> None:
        """Forget the ports of these links."""
        self.places = {place: port for place, port in self.places.items() if port.key not in keys}


def stretches(box: Box, side: str) -> list[tuple[float, float]]:
    """The stretches (px) of a box's top or bottom edge where ports may be: not on docked things, nor over those on the border of
    what holds it, past which links lead down."""
    low, high = box.x + 6.0, box.x + box.width - 6.0
    holder = box.parent
    if box.dock == "top" and side == "bottom" and holder is not None:  # past what the title says below its first line
        low = min(max(low, holder.x + holder.title_width + CLEAR), high - CLEAR)
    docks = box.docks_top if side == "top" else box.docks_bottom
    if not docks and side == "bottom" and not box.dock and holder is not None and holder.docks_bottom:
        docks = holder.docks_bottom if box.row == len(holder.rows) - 1 else docks
    if not docks:
        return [(low, high)] if high > low else []
    free = []
    for dock in sorted(docks, key=lambda d: d.x):
        free.append((low, min(high, dock.x - 6.0)))
        low = max(low, dock.x + dock.width + 6.0)
    free.append((low, high))
    return [(a, b) for a, b in free if b > a]


def extent(link: Link, index: int) -> tuple[float, float]:
    """From where to where (px) line `index` runs: its neighbours' coordinates, or their channels' edges while those are unknown."""
    a, b = link.lines[index - 1].ends()
    c, d = link.lines[index + 1].ends()
    return min(a, c), max(b, d)


def centre_of(box: Box) -> float:
    """The x of a box's middle (px)."""
    return box.x + box.width / 2
