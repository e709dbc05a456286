"""The ends of flows over two networks: workloads and what they call, those that fare alike put together.

Two workloads fare alike where the same route table, network ACL, groups, kind and zone are theirs, and their addresses are in the
same CIDRs of all that any route, rule or entry names. What differs between them then decides no flow.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from vpcviz.impact.atoms import Atoms
from vpcviz.impact.ports import Ask, ports_of
from vpcviz.model import COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, address
from vpcviz.traffic.tracing.flow_ends import FlowEnds

Sort = Literal["workload", "balancer", "endpoint", "subnet", "service", "premises", "internet"]


class Traits(NamedTuple):
    """What is known of an end in one network: where it stands, what filters it, its addresses, ports that it may answer at."""

    id: str
    label: str
    kind: str
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    acls: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    public: bool = False
    router: bool = False
    ports: tuple[Ask, ...] = ()


class ComparedEnd(NamedTuple):
    """Ends that fare alike: the first of them stands for all `many`, `second` is another one, "" where there is none.

    `old` and `new` are what is known on each side, None where it is not there. Of a part of the internet, `among` are the groups
    whose rules name it.
    """

    sort: Sort
    old: Traits | None
    new: Traits | None
    many: int = 1
    second: tuple[str, str] = ("", "")
    among: frozenset[str] = frozenset()

    @property
    def traits(self) -> tuple[Traits, ...]:
        """What is known on either side."""
        return tuple(one for one in (self.old, self.new) if one is not None)

    @property
    def shown(self) -> Traits:
        """What it is called: as it is after the change, where it is there."""
        return self.new or self.old or Traits("", "", "")

    @property
    def sends(self) -> bool:
        """Whether connections begin here."""
        return self.sort in ("workload", "subnet", "premises", "internet")


INTERNET_END = ComparedEnd(
    "internet", Traits("internet", "the internet", "internet"), Traits("internet", "the internet", "internet")
)


def ends_of(old: Index, new: Index, pairs: Mapping[str, str], *, rerouted: bool = False) -> tuple[ComparedEnd, ...]:
    """All ends of both networks (which are said to differ in routes alone), those that fare alike as one; first the internet."""
    atoms = Atoms(old.network, new.network)
    olds, news = _sides(old, new, rerouted=rerouted)
    names = {pairs.get(key, key): key for key in olds}
    groups: dict[object, list[tuple[Sort, Traits | None, Traits | None]]] = {}
    for key in sorted({*names, *news}):
        before, after = olds.get(names.get(key, "")), news.get(key)
        sort = (after or before or ("workload", INTERNET_END.shown))[0]
        pair = (before[1] if before else None, after[1] if after else None)
        alike = _signature(sort, pair, atoms, pairs) if sort in ("workload", "subnet") else key
        groups.setdefault(alike, []).append((sort, *pair))
    made = [INTERNET_END]
    for members in groups.values():
        sort, before_facts, after_facts = members[0]
        second = ("", "")
        if len(members) > 1:
            second = (members[1][1].id if members[1][1] else "", members[1][2].id if members[1][2] else "")
        made.append(ComparedEnd(sort, before_facts, after_facts, len(members), second))
    return tuple(made)


def _signature(sort: Sort, pair: tuple[Traits | None, Traits | None], atoms: Atoms, pairs: Mapping[str, str]) -> object:
    """What ends that fare alike have in common."""
    first = _own(pair[0], atoms)
    return sort, first, first if pair[1] is pair[0] else _own(pair[1], atoms)


def _own(traits: Traits | None, atoms: Atoms) -> object:
    if traits is None:
        return None
    alone = traits.id if traits.router else ""  # Whoever passes packets on is like no other.
    places = tuple(atoms.of(one) for one in traits.addresses)
    return (
        traits.kind,
        traits.vpc,
        traits.zones,
        traits.tables,
        traits.acls,
        traits.groups,
        traits.public,
        traits.ports,
        places,
        alone,
    )


_ELSEWHERE = frozenset({"route_tables", "transit_gateway_route_tables", "network_acls"})
"""Collections of which ends have nothing but which tables are theirs, and what these route to."""


def _sides(old: Index, new: Index, *, rerouted: bool) -> tuple[dict[str, tuple[Sort, Traits]], dict[str, tuple[Sort, Traits]]]:
    """The ends of both networks, by their ids; where only tables differ, those of the new one are the old ones in other tables."""
    readers = _Reader(old), _Reader(new)
    olds = dict(_found(readers[0]))
    if rerouted and readers[0].routed == readers[1].routed:
        return olds, olds
    alike = all(getattr(old.network, name) == getattr(new.network, name) for name in COLLECTIONS if name not in _ELSEWHERE)
    pools = any(table.public_pools for index in (old, new) for table in index.network.route_tables)
    if not alike or pools or old.network.gaps != new.network.gaps or readers[0].routed != readers[1].routed:
        return olds, dict(_found(readers[1]))
    return olds, {key: (sort, _in_tables(readers[1], traits)) for key, (sort, traits) in olds.items()}


def _in_tables(reader: "_Reader", traits: Traits) -> Traits:
    """An end by the tables that its subnets have now."""
    if not traits.subnets:
        return traits
    decided = [reader.of_subnet(reader.index.subnets[one]) for one in traits.subnets]
    tables, acls = tuple(table for _, table, _ in decided), tuple(acl for _, _, acl in decided)
    return traits if (tables, acls) == (traits.tables, traits.acls) else traits._replace(tables=tables, acls=acls)


# --- the ends of one network ----------------------------------------------------------------------------------------------


def _found(reader: "_Reader") -> Iterator[tuple[str, tuple[Sort, Traits]]]:
    network = reader.index.network
    taken: set[str] = set()
    for owner, interfaces in network.interfaces_owned.items():
        resource = network.by_id.get(owner)
        if resource is None or resource.foreign:
            continue
        sort = _sort(resource)
        if sort is not None:
            traits = _traits(reader, resource, interfaces)
            taken |= set(traits.subnets) if sort == "workload" else set()
            yield owner, (sort, traits)
    for interface in network.network_interfaces:
        known = interface_type(interface.type)
        alone = interface.id not in network.owner_of and known is not None and known.own
        if alone and interface.private_ips and not interface.foreign:
            traits = _traits(reader, interface, (interface,))
            taken |= set(traits.subnets)
            yield interface.id, ("workload", traits)
    for subnet in network.subnets:
        if subnet.id not in taken and not subnet.foreign and subnet.cidr:
            yield subnet.id, ("subnet", _subnet(reader, subnet))
    for premises in network.on_premises:
        if premises.cidrs:
            yield premises.id, ("premises", Traits(premises.id, premises.label, premises.kind))
    for service in network.all_services.values():
        yield service.id, ("service", Traits(service.id, service.label, service.kind))


def _sort(resource: r.Resource) -> Sort | None:
    """How an owner of interfaces is asked for: as one that sends, by its listeners, by its service; the others are no ends."""
    if isinstance(resource, r.Instance | r.Workload):
        return "workload"
    if isinstance(resource, r.LoadBalancer):
        return "balancer"
    return "endpoint" if isinstance(resource, r.InterfaceEndpoint) else None


class _Reader:
    """What decides over the ends of one network, looked up once for each subnet and each set of groups."""

    def __init__(self, index: Index) -> None:
        network = index.network
        self.index = index
        self.places = FlowEnds(index)
        self.routed = {route.target for table in network.route_tables for route in table.routes}
        self.routed |= {target.id for group in network.target_groups for target in group.targets}
        self._subnets: dict[str, tuple[str, str, str]] = {}
        self._ports: dict[tuple[str, ...], tuple[Ask, ...]] = {}

    def of_subnet(self, subnet: r.Subnet) -> tuple[str, str, str]:
        """The zone, route table and network ACL of a subnet."""
        found = self._subnets.get(subnet.id)
        if found is None:
            table, acl = self.index.network.route_table_of(subnet), self.index.network.network_acl_of(subnet)
            found = subnet.zone, table.id if table is not None else "", acl.id if acl is not None else ""
            self._subnets[subnet.id] = found
        return found

    def ports(self, resource: r.Resource, groups: tuple[str, ...]) -> tuple[Ask, ...]:
        """The ports to ask for."""
        if not isinstance(resource, r.Instance | r.NetworkInterface):
            return ports_of(self.index, resource, groups)
        if groups not in self._ports:
            self._ports[groups] = ports_of(self.index, resource, groups)
        return self._ports[groups]


def _traits(reader: _Reader, resource: r.Resource, interfaces: Sequence[r.NetworkInterface]) -> Traits:
    index = reader.index
    own = sorted(interfaces, key=lambda one: (one.zone, one.id)) if len(interfaces) > 1 else interfaces
    places = [index.subnets[one.subnet] for one in own if one.subnet in index.subnets]
    groups = tuple(sorted({group for one in own for group in index.groups_of(one) or ("?",)}))
    ips = tuple(ip for one in own for text in (*one.private_ips, *one.ipv6s) if (ip := address(text)) is not None)
    public = any(
        one.ipv6s or index.public_address(one, ip) or index.carrier_address(one, ip) for one in own for ip in one.private_ips
    )
    plain = all(one.source_dest_check and not one.deny_all_igw_traffic and not one.prefixes for one in own)
    known = (resource.id, *(one.id for one in own), *(ip.text for ip in ips))
    decided = [reader.of_subnet(place) for place in places]
    return Traits(
        resource.id,
        resource.label,
        resource.kind,
        own[0].vpc or (places[0].vpc if places else ""),
        tuple(place.id for place in places),
        tuple(zone for zone, _, _ in decided),
        tuple(table for _, table, _ in decided),
        tuple(acl for _, _, acl in decided),
        groups,
        ips,
        public or (isinstance(resource, r.LoadBalancer) and resource.scheme == "internet-facing"),
        not plain or not reader.routed.isdisjoint(known),
        reader.ports(resource, groups),
    )


def _subnet(reader: _Reader, subnet: r.Subnet) -> Traits:
    zone, table, acl = reader.of_subnet(subnet)
    return Traits(
        subnet.id,
        f"any host of {subnet.label}",
        subnet.kind,
        subnet.vpc,
        (subnet.id,),
        (zone,),
        (table,),
        (acl,),
        addresses=tuple(host.address for host in reader.places.source(subnet.id).hosts),
        router=True,
        ports=(Ask("tcp", 443),),
    )
