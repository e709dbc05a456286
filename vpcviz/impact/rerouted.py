"""A change of routes of VPC route tables and of nothing else: what the old network says holds for the new one, where no route that
was asked for on the way is another.

A walk looks into a VPC route table by `choose` alone; only what is behind a link is read from propagated routes, too.
"""

from msgspec import structs

from vpcviz.model import COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address
from vpcviz.traffic.routing.compiled_tables import table_of, watched
from vpcviz.traffic.routing.route_selection import choose

_DECIDING = (*(name for name in COLLECTIONS if name != "route_tables"), "gaps", "origin", "complete")
"""All of a Network that any answer hangs on, but the route tables."""


class Rerouted:
    """Two networks that differ in routes alone; `vpcs` are those with tables whose routes differ."""

    def __init__(self, old: Index, new: Index, tables: tuple[tuple[r.RouteTable, r.RouteTable], ...]) -> None:
        self.old, self.new = old, new
        self.vpcs = frozenset(table.vpc for pair in tables for table in pair)
        self._pairs = [(watched(old, before), table_of(new, after)) for before, after in tables]
        self._same: list[dict[Address, bool]] = [{} for _ in tables]

    def begin(self) -> None:
        """From here on it counts what the old network's tables are asked for."""
        for table, _ in self._pairs:
            if table.asked:
                table.asked.clear()

    def is_same(self) -> bool:
        """Whether the new network's tables answer alike all that the old one's were asked for since `begin`."""
        return all(self._answers(at, one) for at, (table, _) in enumerate(self._pairs) for one in table.asked or ())

    def _answers(self, at: int, one: Address) -> bool:
        found = self._same[at].get(one)
        if found is None:
            table, other = self._pairs[at]
            was, now = choose(self.old, table._replace(asked=None), one), choose(self.new, other, one)
            found = self._same[at][one] = was.none is None and was.open is None and was == now
        return found


def rerouted(old: Index, new: Index) -> Rerouted | None:
    """The two networks where they differ in routes alone; None where they differ in more."""
    if any(getattr(old.network, name) != getattr(new.network, name) for name in _DECIDING):
        return None
    befores, afters = old.network.route_tables, new.network.route_tables
    if len(befores) != len(afters):
        return None
    pairs = tuple(pair for pair in zip(befores, afters, strict=True) if pair[0] != pair[1])
    return Rerouted(old, new, pairs) if all(_in_routes(*pair) for pair in pairs) else None


def _in_routes(before: r.RouteTable, after: r.RouteTable) -> bool:
    """Whether two tables differ in routes alone that no link added: propagated ones tell what is behind links, too."""
    learned = [[route for route in one.routes if route.origin == "propagated"] for one in (before, after)]
    pools = before.public_pools or after.public_pools  # Their routes are read otherwise.
    return not pools and learned[0] == learned[1] and structs.replace(before, routes=after.routes) == after
