"""Links through the channels: first which channels each link takes, then ports and tracks, then points.

Everything is decided in an order that depends on ids only.
"""

from __future__ import annotations

from collections.abc import Callable

from vpcviz.layout.aligning import Aligner
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.corners import points_of
from vpcviz.layout.facing import part
from vpcviz.layout.lines import Link, Port
from vpcviz.layout.ports import place_ports, straighten
from vpcviz.layout.spacing import nudge_apart, spread_apart
from vpcviz.layout.tracks import ChannelLines, give_tracks, keep_apart
from vpcviz.layout.ways import Ways

FEW_SPREADS = 3
"""So often lines are moved apart as soon as it may be the last time; in a mesh that never settles, only when all else fits."""

MOST_TRIES = 400
"""Channels only grow, and no further than all their links need, so routing settles long before so many tries."""

MOST_PLANS = 6
"""So many times links are planned with short ways that may turn out to be blocked; in a mesh some always do."""

FEW_PORTS = 12
"""So many links on an edge need a place on the grid each; more need twice the room."""


class Router:
    """Routes links over a tree of boxes whose root is `root`."""

    def __init__(self, root: Box, links: list[Link]) -> None:
        self.links = sorted(links, key=lambda link: link.id)
        self.close = root.close
        self.ways = Ways(root)
        self.spreads = 0
        self.crowded = False
        """Whether a vertical line found no place apart from others, all heights of channels counted."""
        self.sides: list[list[Port]] = []
        self.uses: dict[int, int] = {}
        self.upright_channels: list[ChannelLines] = []
        self.level_channels: list[ChannelLines] = []
        self.upright = False
        """Whether all vertical lines have their tracks: what is beside them then stays where it is."""

    def plan(self) -> None:
        """Decide each link's lines. The boxes must have (rough) places already."""
        self.ways.plan(self.links)
        self._gather()
        self._widen()

    def settle(self, stand: Callable[[], bool]) -> None:
        """Give the planned links their coordinates: `stand` measures and places the boxes, whose channels grow until all fit; it
        says no where they do not stand as they should, which ends it."""
        plans = 1
        for _ in range(MOST_TRIES):
            if not stand():
                return
            fits = self.assign()
            if self.upright and self.blocked():
                plans += 1
                self.ways.careful = plans > MOST_PLANS
                self.plan()
            elif fits:
                return
        raise AssertionError("the links' channels did not settle")

    def blocked(self) -> bool:
        """Whether a line that was to run straight past a title or a row meets something there after all: plan again."""
        return self.ways.blocked()

    def _gather(self) -> None:
        """What is looked at each time that coordinates are assigned: the ports of each edge, and the lines in each channel."""
        sides: dict[tuple[int, str], list[Port]] = {}
        for port in self.ways.ports.places.values():
            sides.setdefault((id(port.box), port.side), []).append(port)
        self.sides = list(sides.values())
        channels: tuple[dict[int, ChannelLines], dict[int, ChannelLines]] = ({}, {})
        self.uses = {}
        for link in self.links:
            lines, key = link.lines, link.key
            for index, line in enumerate(lines):
                if line.channel is not None:
                    found = channels[index % 2 == (1 if link.first_vertical else 0)]
                    _, members = found.setdefault(id(line.channel), (line.channel, {}))
                    before = lines[index - 2] if index > 1 else None
                    after = lines[index + 2] if index + 2 < len(lines) else None
                    members.setdefault(key, []).append((line, lines[index - 1], lines[index + 1], before, after))
                elif line.port is not None:
                    self.uses[id(line.port)] = self.uses.get(id(line.port), 0) + 1
        self.upright_channels, self.level_channels = (list(found.values()) for found in channels)

    def _widen(self) -> None:
        """Make boxes as wide as the links on their upper or lower edge need."""
        for ports in self.sides:
            box, side = ports[0].box, ports[0].side
            if side in ("left", "right"):
                continue
            docks = box.docks_top if side == "top" else box.docks_bottom
            each = GRID if len(ports) <= FEW_PORTS else 2 * GRID  # many meet as many from the other side of the channel
            needed = snap(each * (len(ports) + 2) + sum(dock.width + GRID for dock in docks))
            if needed > box.width:
                if box.rows or docks:
                    box.least_width = max(box.least_width, needed)
                box.width = needed
                box.touch()

    def assign(self) -> bool:
        """Give ports and tracks their coordinates and links their points; False where a channel was too narrow.

        A channel that was too narrow has grown: measure and place the boxes again, then assign again.
        """
        place_ports(self.sides)
        for link in self.links:
            for line in link.lines:
                line.at = 0
        self._meet_ports()
        fits = self.upright = give_tracks(self.upright_channels)
        straight = straighten(self.links, self.level_channels, self.uses)
        early = fits and self.spreads < FEW_SPREADS and not self.blocked()
        if early:  # before that, the places will change once more, or the ways
            self._spread_apart(straight)
        fits = give_tracks(self.level_channels) and fits
        if fits and not early:
            self._spread_apart(straight)
            fits = give_tracks(self.level_channels)
        fits = fits and keep_apart(self.level_channels)
        if fits:
            if self.crowded or not early:
                nudge_apart(self.links, straight)
            if self.close:
                Aligner(self.links, straight).align()
            if part(self.upright_channels):
                self._meet_ports()
            for link in self.links:
                link.points = points_of(link)
        return fits

    def _meet_ports(self) -> None:
        """Let lines that begin or end at ports be where these are."""
        for link in self.links:
            for line in link.lines:
                if line.port is not None:
                    line.at = line.port.at

    def _spread_apart(self, straight: set[int]) -> None:
        self.spreads += 1
        self.crowded = not spread_apart(self.links, straight)
