"""For how many peerings each VPC of a large estate is arranged, so that one more changes neither its inside nor its place.

A peering adds a route to the tables of both its VPCs, which get higher. So the number that counts is one that what is settled
(`map_usual`) decides, whatever the VPC has now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from math import ceil

from vpcviz.layout.boxes import Box
from vpcviz.layout.map_usual import UsualNumbers
from vpcviz.layout.tables import route_table
from vpcviz.layout.widgets import height_of
from vpcviz.model import Network
from vpcviz.model import resources as r

LEAST, MORE, MOST_MORE = 2, 0.75, 3
"""A VPC has room for so many peerings more than it has of those that are settled, and for a share of these more, up to so many."""

TRACKS = 1.5
"""There is room for the links of so many times the peered VPCs that are settled."""


SOME = 24
"""So many tables tell how wide they usually are."""


class PeeringRoom:
    """Knows how many peerings there is room for."""

    def __init__(self, network: Network, *, full: bool) -> None:
        self.network = network
        self.full = full
        self.numbers = UsualNumbers(network)
        self.settled = settled = self.numbers.settled
        self.peers: Counter[str] = Counter()
        self._routes: dict[str, int] = {}
        self.ids = {one.id for one in network.peerings}
        for one in network.peerings:
            if one.requester in settled and one.accepter in settled:
                self.peers.update((one.requester, one.accepter))
        known = sorted(self.peers[name] for name in settled)
        self.usual = known[len(known) // 2] if known else 0

    def of(self, vpc: str) -> int:
        """For how many peerings a VPC has room."""
        peers = max(self.peers[vpc], self.usual)
        return peers + LEAST + min(ceil(MORE * peers), MOST_MORE)

    def tracks(self, boxes: Sequence[Box]) -> int:
        """For how many links of peerings there is room beside VPCs, or below them: each has one for all of its peerings."""
        return ceil(TRACKS * sum(1 for box in boxes if self.peers[box.id]))

    def routes(self, table: r.RouteTable) -> int:
        """How many of a table's routes lead to peerings."""
        found = self._routes.get(table.id)
        if found is None:
            found = self._routes[table.id] = sum([route.target in self.ids for route in table.routes])
        return found

    @cached_property
    def width(self) -> int:
        """How wide (px) a table with a route to a peering is, but for few: by some of those that are settled."""
        tables = (one for one in self.network.route_tables if one.vpc in self.settled and self.routes(one)) if self.ids else ()
        widths = sorted(route_table(self.network, one, (), full=self.full).width for one in islice(tables, SOME))
        return widths[len(widths) * 7 // 8] if widths else 0

    def size(self, box: Box, table: r.RouteTable) -> tuple[int, int]:
        """The width and height (px) of the box of a table with routes to as many peerings as there is room for, whatever it has."""
        return max(box.width, self.width), self._height(box, table)

    def _height(self, box: Box, table: r.RouteTable) -> int:
        return height_of(len(box.slots) - self.routes(table) + self.of(table.vpc))
