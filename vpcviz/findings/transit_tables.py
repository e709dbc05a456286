"""Transit gateway route tables for the rules: which attachment a CIDR leads to, and the way from a subnet to the internet."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from vpcviz.findings.facts import Facts, blocks_of, is_default
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block

_DEEPEST = 8
EVERYTHING = Block(4, 0, 2**32 - 1, 0)
"""0.0.0.0/0."""


class TransitEntry(NamedTuple):
    """A route of a transit gateway route table: where `block` leads; no attachments for a blackhole."""

    block: Block
    attachments: tuple[str, ...]
    propagated: bool


class WayOut(NamedTuple):
    """A subnet's way to the internet: the gateway that it ends at, the NAT gateway that it uses, if any, the transit gateways
    that it passes, one as often as it is passed, and whether it is inspected on the way.
    """

    gateway: str
    nat: r.NatGateway | None
    transit_gateways: tuple[str, ...]
    inspected: bool = False


class TransitTables:
    """Look-ups over all transit gateway route tables of a network."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.network = facts.network

    @cached_property
    def _tables(self) -> Mapping[tuple[str, str], r.TransitGatewayRouteTable]:
        """The route table by transit gateway and associated attachment."""
        return {
            (table.transit_gateway, one): table for table in self.network.transit_gateway_route_tables for one in table.associations
        }

    @cached_property
    def _entries(self) -> Mapping[str, tuple[TransitEntry, ...]]:
        found = {}
        for table in self.network.transit_gateway_route_tables:
            entries = []
            for route in table.routes:
                for block in self._spelt_out(route.destination):
                    ways = () if route.state == "blackhole" else route.attachments
                    entries.append(TransitEntry(block, ways, route.origin == "propagated"))
            for one in table.propagations:
                entries += [TransitEntry(block, (one,), True) for block in self._announced(one)]
            found[table.id] = tuple(sorted(entries, key=lambda entry: (-entry.block.length, entry.propagated)))
        return found

    def _spelt_out(self, destination: str) -> tuple[Block, ...]:
        prefix_list = self.network.get(destination, r.PrefixList)
        return blocks_of(destination) if prefix_list is None else blocks_of(*prefix_list.entries)

    def _announced(self, attachment_id: str) -> tuple[Block, ...]:
        attachment = self.network.get(attachment_id, r.TransitGatewayAttachment)
        if attachment is None:
            return ()
        connection = self.network.get(attachment.resource, r.VpnConnection)
        if connection is not None:
            return blocks_of(*connection.static_routes)
        return self.facts.blocks.get(attachment.resource, ()) if attachment.type == "vpc" else ()

    def table(self, transit_gateway: str, attachment: str) -> r.TransitGatewayRouteTable | None:
        """The table that routes what comes in by an attachment; None where it has none, or it was not read."""
        return self._tables.get((transit_gateway, attachment))

    def lookup(self, table: r.TransitGatewayRouteTable, block: Block) -> TransitEntry | None:
        """The route that a whole block takes: the longest that holds it, static before propagated."""
        return next((entry for entry in self._entries[table.id] if entry.block.contains(block)), None)

    def way_out(self, subnet: r.Subnet) -> WayOut | None:
        """How a subnet reaches the internet over IPv4: by internet gateway, NAT, transit gateways; None where it does not."""
        table = self.network.route_table_of(subnet)
        return self._follow(table, (), 0) if table is not None else None

    def _follow(self, table: r.RouteTable, passed: tuple[str, ...], depth: int) -> WayOut | None:
        route = default_route(table)
        if route is None or depth > _DEEPEST:
            return None
        target = self.network.by_id.get(route.target)
        if isinstance(target, r.InternetGateway):
            return WayOut(target.id, None, passed)
        if isinstance(target, r.NatGateway):
            return WayOut(target.id, target, passed) if target.connectivity == "public" else None
        if isinstance(target, r.TransitGateway):
            return self._over(target.id, self._attachment_of(table.vpc, target.id), passed, depth)
        if isinstance(target, (r.GatewayLoadBalancerEndpoint, r.NetworkFirewall)):
            return self._inspected(target.subnets, passed, depth)
        firewall = self._firewalls.get(route.target)
        return self._inspected((firewall,), passed, depth) if firewall else None

    def _inspected(self, subnets: tuple[str, ...], passed: tuple[str, ...], depth: int) -> WayOut | None:
        way = self._after(subnets, passed, depth)
        return None if way is None else way._replace(inspected=True)

    @cached_property
    def _firewalls(self) -> Mapping[str, str]:
        return {endpoint: subnet for firewall in self.network.network_firewalls for subnet, endpoint in firewall.endpoints.items()}

    def _after(self, subnets: tuple[str, ...], passed: tuple[str, ...], depth: int) -> WayOut | None:
        for one in subnets:
            subnet = self.network.get(one, r.Subnet)
            table = self.network.route_table_of(subnet) if subnet is not None else None
            if table is not None:
                return self._follow(table, passed, depth + 1)
        return None

    def _attachment_of(self, vpc: str, gateway: str) -> str:
        ways = self.network.attachments_of.get(vpc, ())
        return next((one.id for one in ways if one.transit_gateway == gateway), "")

    def _over(self, gateway: str, attachment: str, passed: tuple[str, ...], depth: int) -> WayOut | None:
        table = self.table(gateway, attachment)
        entry = self.lookup(table, EVERYTHING) if table is not None else None
        if entry is None or not entry.attachments or depth > _DEEPEST:
            return None
        way = self.network.get(entry.attachments[0], r.TransitGatewayAttachment)
        if way is None:
            return None
        if way.type == "peering":
            other = way.resource if way.transit_gateway == gateway else way.transit_gateway
            return self._over(other, way.id, (*passed, gateway), depth + 1)
        return self._after(way.subnets, (*passed, gateway), depth) if way.type == "vpc" else None


def default_route(table: r.RouteTable) -> r.Route | None:
    """The live IPv4 default route of a table, static before propagated."""
    ways = [route for route in table.routes if route.destination == "0.0.0.0/0" and route.state == "active"]
    return min(ways, key=lambda route: route.origin == "propagated", default=None)


def leads_outside(table: r.RouteTable) -> bool:
    """Whether a table has a live default route, IPv4 or IPv6."""
    return any(is_default(route.destination) and route.state == "active" for route in table.routes)


def route_to(table: r.RouteTable, block: Block) -> r.Route | None:
    """The route of a VPC table that a whole block takes: the longest CIDR that holds it."""
    ways = [(parse_block(route.destination), route) for route in table.routes if route.state == "active"]
    fitting = [(found, route) for found, route in ways if found is not None and found.contains(block)]
    return min(fitting, key=lambda pair: (-pair[0].length, pair[1].origin == "propagated"), default=(None, None))[1]
