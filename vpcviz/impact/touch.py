"""Which flows a change can touch: pairs of ends, by what differs. What is not among them fares as before.

Where it is not sure what a change can touch, it is everything. The rules are tested against all flows of random networks.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from vpcviz.changes import Change
from vpcviz.impact.compared_ends import ComparedEnd, Traits
from vpcviz.impact.ports import Ask, of_rule
from vpcviz.impact.through import Through
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.unread import REFERENCES
from vpcviz.traffic.packets.state import Address
from vpcviz.traffic.routing.compiled_tables import table_of
from vpcviz.traffic.routing.route_selection import choose

Some = frozenset[int] | None
"""Ends by their number; None is all of them."""

SILENT = frozenset({"name", "tags", "note", "icon", "address", "description", "id", "available_ips"})
"""Fields that say nothing to a packet."""


class Touch(NamedTuple):
    """Flows from `sources` to `targets`, with ports that are worth asking for besides the targets' own."""

    sources: Some
    targets: Some
    asks: tuple[Ask, ...] = ()


EVERYTHING = Touch(None, None)


class Leaving(NamedTuple):
    """What a change touches of what leaves the network: from the VPCs `vpcs` all, from others to the services `services` only."""

    vpcs: frozenset[str]
    services: frozenset[str]


def leaving(ends: tuple[ComparedEnd, ...], touches: Iterable[Touch]) -> Leaving | None:
    """What a change touches of what goes to services, the internet or premises; None where it may be all."""
    services = frozenset(at for at, end in enumerate(ends) if end.sort == "service")
    outside = services | {at for at, end in enumerate(ends) if end.sort in ("internet", "premises")}
    vpcs: set[str] = set()
    named: set[str] = set()
    for touch in touches:
        if touch.targets is not None and touch.targets.isdisjoint(outside):
            continue
        if touch.sources is not None:
            vpcs |= {traits.vpc for at in touch.sources for traits in ends[at].traits}
        elif touch.targets is None or touch.targets & outside - services:
            return None
        else:
            named |= {traits.id for at in touch.targets & services for traits in ends[at].traits}
    return Leaving(frozenset(vpcs), frozenset(named))


class Touching:
    """Says of each change what it can touch, over the ends of both networks."""

    def __init__(self, ends: tuple[ComparedEnd, ...], through: Through) -> None:
        self.ends = ends
        self.through = through
        self.old, self.new, self.pairs = through.old, through.new, through.pairs
        self.sorts: dict[str, frozenset[int]] = {}
        for at, end in enumerate(ends):
            self.sorts[end.sort] = self.sorts.get(end.sort, frozenset()) | {at}
        self.outside = self._of("service", "internet", "premises")

    def _of(self, *sorts: str) -> frozenset[int]:
        return frozenset().union(*(self.sorts.get(one, frozenset()) for one in sorts))

    def _where(self, test: Callable[[Traits], bool]) -> frozenset[int]:
        return frozenset(at for at, end in enumerate(self.ends) if any(test(traits) for traits in end.traits))

    def touches(self, changes: Iterable[Change]) -> list[Touch]:
        """What the changes can touch, all together, and what is known on one side only."""
        found: dict[Touch, None] = dict.fromkeys(self._unknown())
        for change in changes:
            for touch in self._touches(change):
                found[touch] = None
        if any(touch != Touch(None, self._of("service")) for touch in found) and self.through.asks_far_servers:
            found[Touch(None, self._of("service"))] = None  # Who answers a query may be reached otherwise, too.
        return [EVERYTHING] if EVERYTHING in found else list(found)

    def _unknown(self) -> Iterator[Touch]:
        """What hangs on things of which one side leaves something open that the other does not."""
        networks = self.old.network, self.new.network
        gaps = tuple({gap for gap in network.gaps if gap.error in REFERENCES} for network in networks)
        known = tuple({self.pairs.get(gap.resource, gap.resource) for gap in own} for own in gaps)
        for at, network in enumerate(networks):
            for name in sorted(
                {gap.resource for gap in gaps[at] if self.pairs.get(gap.resource, gap.resource) not in known[1 - at]}
            ):
                found = network.by_id.get(name)
                sides = tuple(one for other in networks if (one := other.by_id.get(name)) is not None)
                if isinstance(found, r.RouteTable | r.NetworkAcl):
                    yield from self._filters_or_tables(sides)
                elif isinstance(found, r.SecurityGroup):
                    yield from self._groups(sides)
                else:
                    yield EVERYTHING

    def _touches(self, change: Change) -> Iterator[Touch]:
        """What a change can touch, by what the kind says (`TOUCHES`); routes, filters and groups are looked at closely."""
        name, kind = change.collection, CLASSES[change.collection]
        fields = {field.name for field in change.fields} - (SILENT - {"name"} if kind.NAME_DECIDES else SILENT)
        if kind.TOUCHES == "nothing" or (change.sort == "changed" and not fields):
            return
        before = self.old.network.by_id.get(change.before_id)
        after = self.new.network.by_id.get(change.id) if change.sort != "removed" else None
        sides = tuple(one for one in (before, after) if one is not None)
        if name == "route_tables" and change.sort == "changed" and fields == {"routes"}:
            yield from self._routes(*sides)
        elif kind.MAIN_FIELD:
            yield from self._filters_or_tables(sides)
        elif name == "security_groups":
            yield from self._groups(sides)
        elif kind.TOUCHES == "addresses":
            yield from self._owners(sides)
        elif kind.TOUCHES == "names":
            yield Touch(None, self._of("service"))
        elif kind.TOUCHES == "vpc":
            yield from self._in_vpc(sides)
        else:
            yield EVERYTHING

    # --- by kind ----------------------------------------------------------------------------------------------------------

    def _routes(self, *sides: r.Resource) -> Iterator[Touch]:
        """Routes of a table that are new, gone or others: what is sent by the table to addresses that they win."""
        before, after = sides
        assert isinstance(before, r.RouteTable)
        assert isinstance(after, r.RouteTable)
        if before.gateways or after.gateways or before.public_pools or after.public_pools:
            yield EVERYTHING
            return
        tables = table_of(self.old, before), table_of(self.new, after)

        def differs(one: Address) -> bool:
            was, now = choose(self.old, tables[0], one), choose(self.new, tables[1], one)
            if was.open is not None or now.open is not None:
                return True
            same = self.pairs.get(was.route.target, was.route.target) == now.route.target and was.route.state == now.route.state
            return (was.none is None) != (now.none is None) or not (was.none is not None or same)

        affected = self._where(lambda traits: any(differs(one) for one in traits.addresses))
        yield from self._subnets(self._served(before, after), affected, self.through.translated(differs))

    def _served(self, *tables: r.RouteTable | r.NetworkAcl) -> frozenset[str]:
        """The subnets of tables or network ACLs, those too that have no other."""
        found: set[str] = set()
        for index in (self.old, self.new):
            for subnet in index.network.subnets:
                own = (index.network.route_table_of(subnet), index.network.network_acl_of(subnet))
                if any(one is not None and one.id in {table.id for table in tables} for one in own):
                    found.add(subnet.id)
        return frozenset(found)

    def _filters_or_tables(self, sides: tuple[r.Resource, ...]) -> Iterator[Touch]:
        """A table or network ACL as a whole: all that passes its subnets, before or after."""
        if any(isinstance(one, r.RouteTable) and (one.gateways or one.public_pools) for one in sides):
            yield EVERYTHING
            return
        kept = [one for one in sides if isinstance(one, r.RouteTable | r.NetworkAcl)]
        asks: dict[Ask, None] = {}
        lists = [one.entries for one in kept if isinstance(one, r.NetworkAcl)]
        for at, entries in enumerate(lists):
            others = lists[1 - at] if len(lists) == 2 else ()
            asks |= dict.fromkeys(ask for entry in entries if entry not in others for ask in of_rule(entry))
        yield from self._subnets(self._served(*kept), None, translated=True, asks=tuple(asks))

    def _subnets(self, subnets: frozenset[str], affected: Some, translated: bool, asks: tuple[Ask, ...] = ()) -> Iterator[Touch]:
        """What leaves or passes subnets for an affected end, and what comes back that way."""
        here = self._where(lambda traits: not subnets.isdisjoint(traits.subnets))
        far = None if affected is None else affected | self.outside
        yield Touch(here, far, asks)
        yield Touch(None if translated else far, here, asks)
        yield from self._balanced(here)
        services = self._services(here)
        if services:
            yield Touch(None if translated else far, services, asks)
        for vpc, kind in self.through.devices(subnets):
            inside = self._where(lambda traits, vpc=vpc: self.pairs.get(traits.vpc, traits.vpc) == vpc)  # type: ignore[misc]
            if kind == "nat" and not self.through.passes(vpc):
                yield Touch(inside, far, asks)
                yield Touch(inside if affected is None else inside & affected, None, asks)
            elif kind == "attachment" and not self.through.passes(vpc):
                own = inside if affected is None else inside & affected
                yield Touch(None, own | self._services(own), asks)
                yield Touch(own, None, asks)
                yield from self._balanced(own)
            else:
                yield EVERYTHING

    def _groups(self, sides: tuple[r.Resource, ...]) -> Iterator[Touch]:
        """Rules of a group: all from and to those that have it, and what hangs on who is in it."""
        ids = {one.id for one in sides}
        here = self._where(lambda traits: not ids.isdisjoint(traits.groups))
        rules = [(*one.ingress, *one.egress) for one in sides if isinstance(one, r.SecurityGroup)]
        asks: dict[Ask, None] = {}
        for at, own in enumerate(rules):
            others = rules[1 - at] if len(rules) == 2 else ()
            asks |= dict.fromkeys(ask for rule in own if rule not in others for ask in of_rule(rule))
        if len(sides) < 2 or any("default" in (one.name, one.id) for one in sides) or self.through.filters(ids):
            yield EVERYTHING
            return
        yield from self._ends(here, tuple(asks))

    def _owners(self, sides: tuple[r.Resource, ...]) -> Iterator[Touch]:
        """A thing with addresses: all from it and to it; everything where it passes packets on, or may."""
        ids = {one.id for one in sides}
        for index in (self.old, self.new):
            for one in sides:
                ids.add(index.network.owner_of.get(one.id, ""))
                ids |= {interface.id for interface in index.network.interfaces_owned.get(one.id, ())}
        if self.through.routes_to(ids) or self.through.serves_names(sides):
            yield EVERYTHING
            return
        here = self._where(lambda traits: traits.id in ids)
        routers = any(self.ends[at].shown.router for at in here)
        if routers and any(isinstance(one, r.NetworkInterface | r.Instance) for one in sides):
            yield EVERYTHING
            return
        vpcs = {str(getattr(one, "vpc", "")) for one in sides}
        stand_ins = self._where(lambda traits: traits.vpc in vpcs) & self._of("subnet")  # Their address is one that is free.
        yield from self._ends(here | stand_ins, ())
        if not here:
            yield EVERYTHING

    def _ends(self, here: frozenset[int], asks: tuple[Ask, ...]) -> Iterator[Touch]:
        yield Touch(here, None, asks)
        yield Touch(None, here, asks)
        yield from self._balanced(here)
        services = self._services(here)
        if services:
            yield Touch(None, services, asks)

    def _services(self, here: frozenset[int]) -> frozenset[int]:
        """The services whose names lead to endpoints among these ends."""
        names = self.through.services_of({traits.id for at in here & self._of("endpoint") for traits in self.ends[at].traits})
        return self._where(lambda traits: traits.id in names) & self._of("service") if names else frozenset()

    def _balanced(self, here: frozenset[int]) -> Iterator[Touch]:
        """What load balancers, and services behind them, give on to ends that are touched."""
        own = {traits.id for at in here for traits in self.ends[at].traits}
        ips = {one.text for at in here for traits in self.ends[at].traits for one in traits.addresses}
        behind = self.through.in_front_of(own, ips)
        found = self._where(lambda traits: traits.id in behind) if behind else frozenset()
        if found:
            yield Touch(None, found)

    def _in_vpc(self, sides: tuple[r.Resource, ...]) -> Iterator[Touch]:
        """A gateway or endpoint of a VPC: all from and to the VPC; everything where others go through it."""
        vpcs = {self.pairs.get(vpc, vpc) for one in sides if (vpc := str(getattr(one, "vpc", "")))}
        if not vpcs or any(self.through.passes(vpc) for vpc in vpcs):
            yield EVERYTHING
            return
        here = self._where(lambda traits: self.pairs.get(traits.vpc, traits.vpc) in vpcs)
        yield from self._ends(here, ())
        if any(isinstance(one, r.InterfaceEndpoint) for one in sides):
            ids = {one.id for one in sides}
            yield Touch(None, self._of("service") | self._where(lambda traits: traits.id in ids))
