"""Pairs of VPCs on a transit gateway: where packet and answer go, looked up for kinds of VPCs rather than for each pair.

VPCs that send alike (the same transit gateway table, the same routes to the transit gateway) and that are sent to alike make one
kind; whatever holds for one pair of two kinds holds for all. Routes for a few VPCs only (peerings, say) are looked at pair by pair.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from vpcviz.findings.context import Context
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.routing.compiled_tables import Entry, precedence, table_of
from vpcviz.traffic.routing.transit_tables import TransitTable, associated_table, winner

MOST_NARROW = 4
"""A route for more VPCs than these belongs to the kind of its VPC; one for fewer is looked at for each of them."""


class Side(NamedTuple):
    """A VPC on a transit gateway: its attachment, the table that routes what it sends, and its first CIDR."""

    place: int
    vpc: r.Vpc
    attachment: r.TransitGatewayAttachment
    table: TransitTable
    block: Block

    @property
    def table_id(self) -> str:
        """The id of the transit gateway route table, "" of a default one that is not written."""
        return self.table.record.id if self.table.record is not None else ""


class Sent(NamedTuple):
    """How a VPC's tables and its transit gateway table send packets for another VPC.

    `routed` is how closely its tables name the other for the transit gateway: the prefix length plus one, 0 where none does;
    `others` what else they send such packets to; `hop` the attachment that the transit gateway sends them to, "" for none;
    `default` whether the transit gateway's default route for them leads to the other.
    """

    routed: int
    others: frozenset[str]
    hop: str
    default: bool


Tables = frozenset[tuple[tuple[Block, int, str], ...]]
"""The routes (CIDR, rank, transit gateway or peering that they lead to, or "") of each of a VPC's tables."""

Pair = tuple[Side, Side, int]
"""Two sides as an example, and how many pairs of VPCs are like them."""


class TransitPairs:
    """The pairs of VPCs of one transit gateway."""

    def __init__(self, context: Context, gateway: r.TransitGateway) -> None:
        self.context, self.gateway = context, gateway
        self.index: Index = context.ways.index
        self.sides = tuple(self._sides())
        self._sent: dict[tuple[str, Tables, int], Sent] = {}

    def _sides(self) -> Iterator[Side]:
        network, place = self.context.network, 0
        for attachment in network.attachments_of.get(self.gateway.id, ()):
            own = attachment.type == "vpc" and attachment.transit_gateway == self.gateway.id
            vpc = self.context.vpc(attachment.resource) if own else None
            table = associated_table(self.index, self.gateway.id, attachment.id) if vpc is not None else None
            if attachment.nat_rules or not attachment.nat_rules_known:
                continue  # Others reach it by other addresses than its VPC's, which these tables cannot be compared by.
            if vpc is None or table is None or not table.known or table.opaque or not network.route_tables_of.get(vpc.id):
                continue
            blocks = self.context.blocks.get(vpc.id, ())
            if blocks:
                yield Side(place, vpc, attachment, table, blocks[0])
                place += 1

    # --- how a side sends ---------------------------------------------------------------------------------------------

    @cached_property
    def _firsts(self) -> list[tuple[int, int, int]]:
        return sorted((side.block.version, side.block.first, side.place) for side in self.sides)

    def _within(self, block: Block) -> tuple[int, list[int]]:
        """How many sides have their first address in a block, and the places of a few that have it."""
        at = bisect_left(self._firsts, (block.version, block.first, -1))
        end = bisect_left(self._firsts, (block.version, block.last + 1, -1))
        return end - at, [place for _, _, place in self._firsts[at : min(end, at + MOST_NARROW)]]

    @cached_property
    def _routes(self) -> list[tuple[Tables, Tables, frozenset[int]]]:
        """For each side: the routes of its kind, all its routes, and the places of the sides that some routes are for alone."""
        return [self._routes_of(side) for side in self.sides]

    def _routes_of(self, side: Side) -> tuple[Tables, Tables, frozenset[int]]:
        broad, every, narrow = set(), set(), set()
        for record in self.context.network.route_tables_of.get(side.vpc.id, ()):
            kept, own = [], []
            for entry in table_of(self.index, record).entries:
                route = self._relevant(entry)
                if route is None:
                    continue
                own.append(route)
                count, few = self._within(route[0]) if route[0].length else (0, [])
                if route[2] != self.gateway.id and 0 < count <= MOST_NARROW:
                    narrow.update(few)
                elif count or not route[0].length:
                    kept.append(route)
            broad.add(tuple(sorted(kept)))
            every.add(tuple(sorted(own)))
        return frozenset(broad), frozenset(every), frozenset(narrow - {side.place})

    def _relevant(self, entry: Entry) -> tuple[Block, int, str] | None:
        """The route of a live entry, its target "" where it is neither a transit gateway nor a peering."""
        if entry.block is None or entry.route.state != "active" or entry.route.target == "local":
            return None
        joins = isinstance(self.context.network.by_id.get(entry.route.target), r.TransitGateway | r.Peering)
        return entry.block, entry.rank, entry.route.target if joins else ""

    def sent(self, side: Side, to: Side, *, alone: bool = False) -> Sent:
        """How `side` sends packets for `to`; `alone` looks at all its routes, and not at those of its kind only."""
        broad, every, _ = self._routes[side.place]
        tables = every if alone else broad
        key = side.table_id, tables, to.place
        if key not in self._sent:
            routed, others = 0, set()
            for table in tables:
                best = min((one for one in table if _holds(one, to)), key=lambda one: precedence(one[0], one[1]), default=None)
                if best is not None and best[2] == self.gateway.id:
                    routed = max(routed, best[0].length + 1)
                elif best is not None and best[2]:
                    others.add(best[2])
            found = winner(side.table, to.block.version, to.block.first)
            hop = found[0].attachments[0] if found is not None and not found[0].blackhole else ""
            ways_out = winner(side.table, 4, 0)
            default = ways_out is not None and to.attachment.id in ways_out[0].attachments
            self._sent[key] = Sent(routed, frozenset(others), hop, default)
        return self._sent[key]

    # --- pairs --------------------------------------------------------------------------------------------------------

    def pairs(self) -> Iterator[tuple[Side, Side, int, bool]]:
        """An example of each pair of kinds with the number of pairs like it, and each pair with routes of its own."""
        kinds = self._kinds()
        alone = {
            (min(at, other), max(at, other)) for at, (_, _, narrow) in enumerate(self._routes) for other in narrow if other != at
        }
        kind_of = {side.place: number for number, kind in enumerate(kinds) for side in kind}
        less: dict[tuple[int, int], int] = {}
        for one, other in alone:
            first, second = sorted((kind_of[one], kind_of[other]))
            less[first, second] = less.get((first, second), 0) + 1
        for first, kind in enumerate(kinds):
            for second in range(first, len(kinds)):
                alike = kinds[second]
                count = len(kind) * (len(kind) - 1) // 2 if first == second else len(kind) * len(alike)
                count -= less.get((first, second), 0)
                example = _example(kind, alike, alone) if count > 0 else None
                if example is not None:
                    yield (*example, count, False)
        for one, other in sorted(alone):
            yield self.sides[one], self.sides[other], 1, True

    def _kinds(self) -> list[list[Side]]:
        """The sides by how they send and how they are sent to, in the order of their first members."""
        senders: dict[tuple[str, Tables], Side] = {}
        for side in self.sides:
            senders.setdefault((side.table_id, self._routes[side.place][0]), side)
        found: dict[tuple[object, ...], list[Side]] = {}
        for side in self.sides:
            reached = []
            for sender in senders.values():
                sent = self.sent(sender, side)
                reached.append(sent._replace(hop="itself" if sent.hop == side.attachment.id else sent.hop))
            key = side.table_id, self._routes[side.place][0], side.block.length, tuple(reached)
            found.setdefault(key, []).append(side)
        return list(found.values())


def _holds(route: tuple[Block, int, str], to: Side) -> bool:
    block = route[0]
    return block.holds(to.block.version, to.block.first)


def _example(kind: list[Side], alike: list[Side], alone: set[tuple[int, int]]) -> tuple[Side, Side] | None:
    """The first pair of two kinds that has no routes of its own."""
    for one in kind:
        for other in alike:
            if one is not other and (min(one.place, other.place), max(one.place, other.place)) not in alone:
                return (one, other) if one.place < other.place else (other, one)
    return None
