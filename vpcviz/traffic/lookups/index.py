"""Look-ups that traces need over a whole network, made once for each Network and kept with it."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ParamSpec, TypeVar

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, ipv4_text
from vpcviz.model.interface_types import has_groups
from vpcviz.model.life_cycle import works
from vpcviz.model.services import is_service_name, same_name
from vpcviz.traffic.lookups.addresses_in_vpc import AddressesInVpc, address_key, addresses_of
from vpcviz.traffic.lookups.outer_addresses import OuterAddresses, zonal_address
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.packets.state import UNIQUE_LOCAL, Address, address, within_any

T = TypeVar("T")
Given = ParamSpec("Given")


class Index(OuterAddresses):
    """Look-ups over `network`; each is made when first asked for. `advises` says whether walks seek the changes that would help."""

    advises = True

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self.cache: dict[tuple[str, str], object] = {}
        self._made: dict[str, object] = {}
        self._in_vpcs: dict[str, AddressesInVpc] = {}

    def cached(self, key: str, make: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
        """What `make` answers of what is given, made once for the network."""
        if key not in self._made:
            self._made[key] = make(*given, **named)
        return self._made[key]  # type: ignore[return-value]

    @cached_property
    def silent(self) -> "Index":
        """The same look-ups (each is still made once) for walks that seek no change that would help."""
        found: Index = _Silent.__new__(_Silent)
        found.__dict__ = self.__dict__
        return found

    def label(self, resource_id: str) -> str:
        """What people call a resource, the id where it is not in the network."""
        return self.network.label(resource_id)

    @cached_property
    def vpcs(self) -> dict[str, r.Vpc]:
        """VPCs by id."""
        return {vpc.id: vpc for vpc in self.network.vpcs}

    @cached_property
    def blocks_of(self) -> dict[str, tuple[Block, ...]]:
        """The address ranges of each VPC by its id."""
        return {vpc.id: blocks_of(*vpc.cidrs, *vpc.ipv6_cidrs) for vpc in self.network.vpcs}

    @cached_property
    def private_ipv6_of(self) -> dict[str, tuple[Block, ...]]:
        """The private IPv6 ranges of each VPC by its id: unique local ones, and those that AWS does not announce.

        Source: VPC User Guide, "IP addressing for your VPCs and subnets", "Private IPv6 addresses".
        """
        return {vpc.id: (*UNIQUE_LOCAL, *blocks_of(*vpc.private_ipv6_cidrs)) for vpc in self.network.vpcs}

    def is_private_ipv6(self, vpc: str, address: Address) -> bool:
        """Whether an address of a VPC is a private IPv6 one, which the internet neither sees nor answers."""
        return address.version == 6 and within_any(address, self.private_ipv6_of.get(vpc, UNIQUE_LOCAL))

    @cached_property
    def vpc_table(self) -> PrefixTable[r.Vpc]:
        """VPCs by their address ranges."""
        return PrefixTable.of((block, vpc) for vpc in self.network.vpcs for block in self.blocks_of[vpc.id])

    def vpc_with(self, address: Address) -> r.Vpc | None:
        """A VPC whose ranges hold an address: the one with the longest prefix, the first of several."""
        return self.vpc_table.longest(address.version, address.number) if address.known else None

    def in_vpc(self, vpc: str) -> AddressesInVpc:
        """The addresses of a VPC's interfaces and subnets."""
        found = self._in_vpcs.get(vpc)
        if found is None:
            found = AddressesInVpc(self.network.subnets_of.get(vpc, ()), self.network.by_vpc(r.NetworkInterface).get(vpc, ()))
            self._in_vpcs[vpc] = found
        return found

    def subnet_at(self, vpc: str, address: Address) -> r.Subnet | None:
        """The subnet of a VPC that holds an address."""
        return self.in_vpc(vpc).subnet_at(address)

    def interface_with(self, vpc: str, address: Address) -> r.NetworkInterface | None:
        """The network interface of a VPC that has an address, also by a prefix delegated to it."""
        return self.in_vpc(vpc).interface_with(address)

    def _with_addresses(self) -> Iterator[tuple[tuple[int, int], r.NetworkInterface]]:
        """Each address of each VPC with the interface that has it."""
        for interface in self.network.network_interfaces:
            holder = self.in_vpc(interface.vpc).holder
            yield from ((ip, interface) for ip in dict.fromkeys(addresses_of(interface)) if holder(*ip) is interface)

    def public_of(self, vpc: str, source: Address) -> Address | None:
        """The public address that goes with a private one of a VPC, None where it has none."""
        nat = self.nat_at.get((vpc, source.text))
        if nat is not None:
            if nat.connectivity == "private":
                return None
            pairs = {zonal_address(nat, one.zone) or one.private_ip: one.public_ip for one in nat.addresses}
            return address(pairs.get(source.text, nat.public_ip)) or Address(4, -1, f"the Elastic IP of {nat.label}")
        interface = self.interface_with(vpc, source)
        if interface is None:
            subnet = self.subnet_at(vpc, source)
            return Address(4, -1, f"a public IP of {subnet.label}") if subnet is not None and subnet.map_public_ip else None
        return self.public_address(interface, source.text)

    def delegated_to(self, there: Address) -> list[r.NetworkInterface]:
        """The network interfaces, over all VPCs, to which a prefix is delegated that holds an address."""
        held = self._delegated.holding(there.version, there.number) if there.known else ()
        return [interface for _, interfaces in held for interface in interfaces]

    @cached_property
    def _delegated(self) -> PrefixTable[r.NetworkInterface]:
        having = (one for one in self.network.network_interfaces if one.prefixes)
        return PrefixTable.of((block, one) for one in having for block in blocks_of(*one.prefixes))

    def carrier_of(self, vpc: str, source: Address) -> Address | None:
        """The carrier IP that goes with a private address of a VPC, None where it has none."""
        interface = self.interface_with(vpc, source)
        return self.carrier_address(interface, source.text) if interface is not None else None

    def interfaces_with(self, there: Address) -> list[r.NetworkInterface]:
        """The network interfaces with a private IP or IPv6 address, over all VPCs: of several of one VPC the first."""
        found = self._holders.get(ipv4_text(there.number) if there.version == 4 else there.number, ()) if there.known else ()
        return [one for one in found if self.in_vpc(one.vpc).holder(there.version, there.number) is one]

    @cached_property
    def _holders(self) -> dict[str | int, list[r.NetworkInterface]]:
        """Network interfaces by address, over all VPCs."""
        found: dict[str | int, list[r.NetworkInterface]] = {}
        for interface in self.network.network_interfaces:
            for text in (*interface.private_ips, *interface.ipv6s) if interface.ipv6s else interface.private_ips:
                others = found.setdefault(address_key(text), [])
                if not others or others[-1] is not interface:
                    others.append(interface)
        return found

    @cached_property
    def knows_addresses(self) -> bool:
        """Whether any interface's address is known."""
        return any(map(addresses_of, self.network.network_interfaces))

    def groups_of(self, interface: r.NetworkInterface) -> tuple[str, ...] | None:
        """The security groups of an interface: () where none filters it, None where they are not known.

        A spec's interface without groups has its VPC's group called "default" where one is written (EC2 gives it at launch:
        VPC User Guide, "Default security groups"), else nothing filters it. In a scan an interface always has groups, but for
        the kinds that have none.
        """
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
        groups = interface.security_groups
        if isinstance(owner, r.InterfaceEndpoint | r.ResolverEndpoint | r.InstanceConnectEndpoint):
            groups = owner.security_groups or groups
        if isinstance(owner, r.LoadBalancer) and not groups:
            groups = owner.security_groups
            if not groups and not has_groups(owner.INTERFACE_TYPES.get(owner.type, "")):
                return ()
        if groups or not has_groups(interface.type):
            return groups
        if not self.spec:
            return None
        default = self.default_groups.get(interface.vpc)
        return (default,) if default else ()

    @cached_property
    def default_groups(self) -> dict[str, str]:
        """The id of the group named "default" by VPC."""
        return {group.vpc: group.id for group in self.network.security_groups if group.name == "default"}

    @cached_property
    def prefix_lists(self) -> dict[str, r.PrefixList]:
        """Prefix lists by id."""
        return {prefix_list.id: prefix_list for prefix_list in self.network.prefix_lists}

    @cached_property
    def service_entries(self) -> dict[str, tuple[str, ...]]:
        """The CIDRs of an AWS service by its service name, from AWS's own prefix lists."""
        return {
            same_name(pl.name): pl.entries
            for pl in self.network.prefix_lists
            if pl.known and pl.entries and is_service_name(pl.name)
        }

    @cached_property
    def service_table(self) -> PrefixTable[str]:
        """Service names by the CIDRs of AWS's own prefix lists."""
        entries = sorted(self.service_entries.items())
        return PrefixTable.of((block, name) for name, cidrs in entries for block in blocks_of(*cidrs))

    @cached_property
    def premises_table(self) -> PrefixTable[r.OnPremises]:
        """On-premises networks by their CIDRs."""
        return PrefixTable.of((block, network) for network in self.network.on_premises for block in blocks_of(*network.cidrs))

    @cached_property
    def internet_gateway_of(self) -> dict[str, r.InternetGateway]:
        """The internet gateway by the VPC that it is attached to."""
        return {gateway.vpc: gateway for gateway in self.network.internet_gateways if gateway.vpc}

    @cached_property
    def firewall_at_gateway(self) -> dict[str, r.NetworkFirewall]:
        """The network firewall at the internet gateway of a VPC, by the VPC."""
        return {one.vpc: one for one in self.network.network_firewalls if one.placement == "internet-gateway" and one.vpc}

    @cached_property
    def proxy_of_nat(self) -> dict[str, r.NetworkFirewall]:
        """The network firewall in proxy mode that sends by a NAT gateway, by the gateway."""
        return {nat: one for one in self.network.network_firewalls if one.nat_scope == "NAT_ALL" for nat in one.nat_gateways}

    @cached_property
    def edge_tables(self) -> dict[str, r.RouteTable]:
        """Route tables by the id of the gateway that they are associated with."""
        return {gateway: table for table in self.network.route_tables for gateway in table.gateways}

    @cached_property
    def public_pool_tables(self) -> tuple[r.RouteTable, ...]:
        """The route tables of public IPv4 pools."""
        return tuple(table for table in self.network.route_tables if table.public_pools)

    @cached_property
    def peerings(self) -> dict[frozenset[str], r.Peering]:
        """Active peering connections by their two VPCs."""
        return {
            frozenset((peering.requester, peering.accepter)): peering for peering in self.network.peerings if works(peering.status)
        }

    @cached_property
    def members(self) -> dict[str, set[tuple[int, int]]]:
        """The addresses of a security group's interfaces, by group id."""
        found: dict[str, set[tuple[int, int]]] = {}
        for ip, interface in self._with_addresses():
            for group in self.groups_of(interface) or ():
                found.setdefault(group, set()).add(ip)
        return found


class _Silent(Index):
    advises = False


_KEY = "traffic_index"


def index_of(network: Network) -> Index:
    """The index of a network; made at the first call, and kept with the network as its own cached look-ups are."""
    found = network.__dict__.get(_KEY)
    if not isinstance(found, Index):
        found = network.__dict__[_KEY] = Index(network)
    return found
