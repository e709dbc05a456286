"""What passes packets on for others: by which VPCs, subnets and things a flow may go whose ends are elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.interface_types import PLAIN
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, address

_ODD = tuple(
    name
    for name, kind in CLASSES.items()
    if "vpc" in kind.__struct_fields__ and (kind.INSPECTS or kind.LEADS_ON_BY is not None or kind.PART == "outside")
)
"""Collections of what leads into a VPC, or inspects there, and is not looked at closely."""


class Through:
    """Look-ups over both networks; ids are those of the new one where a thing is in both."""

    def __init__(self, old: Index, new: Index, pairs: Mapping[str, str]) -> None:
        self.old, self.new, self.pairs = old, new, pairs
        self._passing: dict[str, bool] = {}

    @property
    def _both(self) -> tuple[Index, Index]:
        return self.old, self.new

    def passes(self, vpc: str) -> bool:
        """Whether packets whose ends are both elsewhere may go through a VPC (by its new id)."""
        if vpc not in self._passing:
            old = next((key for key, value in self.pairs.items() if value == vpc), vpc)
            self._passing[vpc] = any(self._passes(index, own) for index, own in ((self.old, old), (self.new, vpc)))
        return self._passing[vpc]

    def _passes(self, index: Index, vpc: str) -> bool:
        """A VPC is passed where a transit gateway has routes to it for more than its own addresses, or other things lead into it
        that are not looked at closely."""
        network = index.network
        if vpc in self._odd(index):
            return True
        attachments = {one.id for one in network.transit_gateway_attachments if one.resource == vpc}
        if not attachments:
            return False
        own = index.blocks_of.get(vpc, ())
        for table in network.transit_gateway_route_tables:
            if not table.routes_known and attachments & {*table.propagations}:
                return True
            for route in table.routes:
                if attachments.isdisjoint(route.attachments):
                    continue
                block = parse_block(route.destination)
                if block is None or not any(one.contains(block) for one in own):
                    return True
        return False

    def _odd(self, index: Index) -> frozenset[str]:
        """VPCs with things of kinds that are not looked at closely."""
        network = index.network
        vpcs: set[str] = {one.vpc for name in _ODD for one in getattr(network, name)}
        for core in network.core_networks:
            vpcs |= {one.resource for one in core.attachments}
        vpcs |= {one.vpc for one in network.load_balancers if one.type == "gateway"}
        vpcs |= {one.vpc for one in network.resource_gateways}
        vpcs |= {table.vpc for table in network.route_tables if table.gateways or table.public_pools}
        vpcs |= {one.vpc for one in network.network_interfaces if not one.source_dest_check and one.type == PLAIN}
        return frozenset(vpcs)

    def devices(self, subnets: frozenset[str]) -> Iterator[tuple[str, str]]:
        """(VPC, "nat", "attachment" or "other") of what passes packets on in the subnets."""
        found: dict[tuple[str, str], None] = {}
        for index in self._both:
            network = index.network
            for one in network.nat_gateways:
                if one.subnet in subnets or (one.availability == "regional" and self._in_vpc(index, subnets, one.vpc)):
                    found[self._new(one.vpc), "nat"] = None
            for attached in network.transit_gateway_attachments:
                if not subnets.isdisjoint(attached.subnets):
                    kind = "attachment" if attached.type == "vpc" and not attached.nat_rules else "other"
                    found[self._new(attached.resource), kind] = None
            for vpc in self._odd(index) & {place.vpc for one in subnets if (place := index.subnets.get(one)) is not None}:
                found[self._new(vpc), "other"] = None
        yield from found

    def _in_vpc(self, index: Index, subnets: frozenset[str], vpc: str) -> bool:
        return any(place.vpc == vpc for one in subnets if (place := index.subnets.get(one)) is not None)

    def _new(self, identity: str) -> str:
        return self.pairs.get(identity, identity)

    def translated(self, affected: Callable[[Address], bool]) -> bool:
        """Whether an affected address is one that others send by: of a NAT gateway or load balancer, or of 1:1 NAT."""
        for index in self._both:
            network = index.network
            rules = [one.nat_rules for core in network.core_networks for one in core.attachments]
            rules += [one.nat_rules for one in network.transit_gateway_attachments]
            if any(rules):
                return True
            own = [text for nat in network.nat_gateways for text in (nat.private_ip, *(one.private_ip for one in nat.addresses))]
            own += [
                ip
                for owner in (*network.nat_gateways, *network.load_balancers, *network.client_vpn_endpoints)
                for interface in network.interfaces_owned.get(owner.id, ())
                for ip in interface.private_ips
            ]
            if any((ip := address(text)) is not None and affected(ip) for text in dict.fromkeys(own) if text):
                return True
        return False

    def filters(self, groups: set[str]) -> bool:
        """Whether something that passes packets on has one of the groups."""
        for index in self._both:
            network = index.network
            for interface in network.network_interfaces:
                own = {*(index.groups_of(interface) or ())}
                if own & groups and (not interface.source_dest_check or self.routes_to({interface.id, interface.owner})):
                    return True
            if any(groups & {*one.security_groups} for one in network.resolver_endpoints):
                return True
            if any(groups & {*one.security_groups} for one in network.client_vpn_endpoints):
                return True
        return False

    def routes_to(self, ids: set[str]) -> bool:
        """Whether a route leads to one of these, or a gateway load balancer sends to it."""
        return bool(ids & self._targets)

    @cached_property
    def _targets(self) -> frozenset[str]:
        """What routes lead to, and what Gateway Load Balancers send to: it passes packets on."""
        passing: set[str] = set()
        for index in self._both:
            network = index.network
            passing |= {route.target for table in network.route_tables for route in table.routes}
            gateways = {one.id for one in network.load_balancers if one.type == "gateway"}
            passing |= gateways
            for group in network.target_groups:
                if gateways & {*group.load_balancers, *_sending_to(network, group.id)}:
                    passing |= {target.id for target in group.targets}
        return frozenset(passing - {"local"})

    def serves_names(self, things: Iterable[r.Resource]) -> bool:
        """Whether one of these belongs to what answers queries."""
        for index in self._both:
            ids = {ip.network_interface for one in index.network.resolver_endpoints for ip in one.ips}
            if any(one.id in ids for one in things):
                return True
        return False

    def in_front_of(self, ids: set[str], ips: set[str]) -> set[str]:
        """The load balancers that are one of these or send to one (by id or IP), and the endpoints of services before them."""
        entrances: set[str] = set()
        for index in self._both:
            network = index.network
            balancers = {one.id for one in network.load_balancers}
            own = ids & balancers
            for _ in range(2):  # A Network Load Balancer may send to an Application Load Balancer.
                reached = ids | own
                for group in network.target_groups:
                    if any(target.id in reached or target.id in ips for target in group.targets):
                        own |= {*group.load_balancers, *_sending_to(network, group.id)} & balancers
                own |= {one.id for one in network.load_balancers if not reached.isdisjoint(one.targets)}
            services = {one.service for one in network.endpoint_services if own & {*one.load_balancers}}
            entrances |= own | {one.id for one in network.interface_endpoints if one.service in services}
        return entrances

    def services_of(self, endpoints: set[str]) -> set[str]:
        """The services whose names may lead to these endpoints: those that they are for; any, where hosted zones have records."""
        zones = any(zone.records for index in self._both for zone in index.network.hosted_zones)
        if endpoints and zones:
            return {name for index in self._both for name in index.network.all_services}
        return {one.service for index in self._both for one in index.network.interface_endpoints if one.id in endpoints}

    @cached_property
    def asks_far_servers(self) -> bool:
        """Whether names are answered by servers that packets have to reach."""
        return any(
            index.network.resolver_endpoints
            or index.network.resolver_rules
            or any(server != "AmazonProvidedDNS" for one in index.network.dhcp_options for server in one.domain_name_servers)
            or any(one.dns_servers for one in index.network.on_premises)
            for index in self._both
        )


def _sending_to(network: Network, group: str) -> Iterator[str]:
    """The load balancers whose listeners or rules name a target group."""
    for balancer in network.load_balancers:
        own = [*(one.target_groups for one in balancer.listeners), *(one.target_groups for one in balancer.rules)]
        if any(group in one for one in own):
            yield balancer.id
