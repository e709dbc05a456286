"""Which interface and which subnet of one VPC has an address; looked for in the VPCs that a packet meets, not in all."""

from collections.abc import Sequence
from functools import cached_property

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, parse_ip
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.packets.state import Address


class AddressesInVpc:
    """The addresses of one VPC's interfaces and subnets."""

    def __init__(self, subnets: Sequence[r.Subnet], interfaces: Sequence[r.NetworkInterface]) -> None:
        self._subnets, self._interfaces = subnets, interfaces

    @cached_property
    def taken(self) -> dict[tuple[int, int], r.NetworkInterface]:
        """Network interfaces by IP version and address; of several the first."""
        found: dict[tuple[int, int], r.NetworkInterface] = {}
        for interface in self._interfaces:
            for text in (*interface.private_ips, *interface.ipv6s) if interface.ipv6s else interface.private_ips:
                if (ip := parse_ip(text)) is not None:
                    found.setdefault(ip, interface)
        return found

    @cached_property
    def _delegated(self) -> PrefixTable[r.NetworkInterface]:
        having = (interface for interface in self._interfaces if interface.prefixes)
        return PrefixTable.of((block, interface) for interface in having for block in blocks_of(*interface.prefixes))

    @cached_property
    def _ranges(self) -> PrefixTable[r.Subnet]:
        return PrefixTable.of((block, subnet) for subnet in self._subnets for block in blocks_of(subnet.cidr, *subnet.ipv6_cidrs))

    def interface_with(self, address: Address) -> r.NetworkInterface | None:
        """The network interface that has an address, also by a prefix delegated to it."""
        found = self.taken.get((address.version, address.number))
        if found is None and self._delegated and address.known:
            found = self._delegated.longest(address.version, address.number)
        return found

    def subnet_at(self, address: Address) -> r.Subnet | None:
        """The subnet that holds an address."""
        return self._ranges.longest(address.version, address.number) if address.known else None


def addresses_of(interface: r.NetworkInterface) -> list[tuple[int, int]]:
    """The addresses of an interface that can be read, as IP version and number."""
    found = [parse_ip(text) for text in (*interface.private_ips, *interface.ipv6s)]
    return [ip for ip in found if ip is not None]
