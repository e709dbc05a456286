"""Which interface and which subnet of one VPC has an address; looked for in the VPCs that a packet meets, not in all."""

from collections.abc import Sequence
from functools import cached_property

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, ipv4_text, parse_ip
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.packets.state import Address


class AddressesInVpc:
    """The addresses of one VPC's interfaces and subnets."""

    def __init__(self, subnets: Sequence[r.Subnet], interfaces: Sequence[r.NetworkInterface]) -> None:
        self._subnets, self._interfaces = subnets, interfaces

    def holder(self, version: int, number: int) -> r.NetworkInterface | None:
        """The network interface that has an address; of several the first."""
        return self._holders.get(ipv4_text(number) if version == 4 else number) if number >= 0 else None

    @cached_property
    def _holders(self) -> dict[str | int, r.NetworkInterface]:
        found: dict[str | int, r.NetworkInterface] = {}
        for interface in self._interfaces:
            for text in (*interface.private_ips, *interface.ipv6s) if interface.ipv6s else interface.private_ips:
                found.setdefault(address_key(text), interface)
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
        found = self.holder(address.version, address.number)
        if found is None and self._delegated and address.known:
            found = self._delegated.longest(address.version, address.number)
        return found

    def subnet_at(self, address: Address) -> r.Subnet | None:
        """The subnet that holds an address."""
        return self._ranges.longest(address.version, address.number) if address.known else None


def address_key(text: str) -> str | int:
    """What an address is looked up by: of IPv4 its text, for which there is one way, of IPv6 its number (-1 of what is none)."""
    return text if ":" not in text else (parse_ip(text) or (6, -1))[1]


def addresses_of(interface: r.NetworkInterface) -> list[tuple[int, int]]:
    """The addresses of an interface that can be read, as IP version and number."""
    found = [parse_ip(text) for text in (*interface.private_ips, *interface.ipv6s)]
    return [ip for ip in found if ip is not None]
