"""The CIDRs that anything of two networks names: addresses in the same of them are the same to all that decides over packets."""

from collections.abc import Iterator

from vpcviz.model import Network
from vpcviz.model.addresses import Block, parse_block
from vpcviz.traffic.packets.state import Address


class Atoms:
    """The CIDRs that anything of two networks names: which of them hold an address."""

    def __init__(self, *networks: Network) -> None:
        self._known: dict[tuple[int, int], set[int]] = {}
        self._made: dict[Address, tuple[tuple[int, int], ...]] = {}
        for text in dict.fromkeys(text for network in networks for text in _cidrs(network)):
            block = parse_block(text) if text else None
            if block is not None:
                self._add(block)

    def _add(self, block: Block) -> None:
        bits = 32 if block.version == 4 else 128
        self._known.setdefault((block.version, bits - block.length), set()).add(block.first >> bits - block.length)

    def of(self, one: Address) -> tuple[tuple[int, int], ...]:
        """The CIDRs that hold an address."""
        found = self._made.get(one)
        if found is None:
            number = one.number
            found = tuple(
                (shift, value)
                for (version, shift), values in self._known.items()
                if version == one.version and (value := number >> shift) in values
            )
            self._made[one] = found
        return found


def _cidrs(network: Network) -> Iterator[str]:
    for vpc in network.vpcs:
        yield from (*vpc.cidrs, *vpc.ipv6_cidrs)
    for subnet in network.subnets:
        yield from (subnet.cidr, *subnet.ipv6_cidrs)
    for table in network.route_tables:
        yield from (route.destination for route in table.routes)
    for hub in network.transit_gateway_route_tables:
        yield from (route.destination for route in hub.routes)
    for group in network.security_groups:
        yield from (rule.peer for rule in (*group.ingress, *group.egress))
    for acl in network.network_acls:
        yield from (entry.cidr for entry in acl.entries)
    for prefix_list in network.prefix_lists:
        yield from prefix_list.entries
    for premises in network.on_premises:
        yield from premises.cidrs
    rules = [one.nat_rules for core in network.core_networks for one in core.attachments]
    rules += [one.nat_rules for one in network.transit_gateway_attachments]
    yield from (rule.source for ones in rules for rule in ones)
    for connection in network.vpn_connections:
        yield from connection.static_routes
