"""Subnets whose hosts fare alike in what they send: rules ask for one of them, and the answer is that of all."""

from functools import cached_property

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import INTERNET, Address, Host
from vpcviz.traffic.routing.compiled_tables import table_of
from vpcviz.traffic.routing.route_selection import choose
from vpcviz.traffic.tracing.flow_ends import FlowEnds


class Likeness:
    """Which subnets of one network fare alike."""

    def __init__(self, index: Index, places: FlowEnds) -> None:
        self.index, self.network, self.places = index, index.network, places
        self._known: dict[str, r.Subnet] = {}
        self._sending: dict[tuple[str, Address], r.Subnet] = {}
        self._firsts: dict[tuple[object, ...], r.Subnet] = {}
        self._whole: dict[str, bool] = {}
        self._plain: dict[str, bool] = {}
        self._may_pass: dict[str, bool] = {}
        self._gateways: dict[tuple[str, Address], r.Resource | None] = {}

    def of(self, subnet: r.Subnet) -> r.Subnet:
        """The first subnet of the same route table and filters: what one sends elsewhere goes as what the other sends.

        Where the table leads to what is entered zone by zone (a transit gateway, a firewall), it is of the same zone, too.
        """
        found = self._known.get(subnet.id)
        if found is None:
            firsts: dict[tuple[str, ...], r.Subnet] = {}
            for one in self.network.subnets_of.get(subnet.vpc, (subnet,)):
                self._known[one.id] = firsts.setdefault(self._likeness(one), one)
            found = self._known.setdefault(subnet.id, subnet)
        return found

    def sending(self, subnet: r.Subnet, to: Address) -> r.Subnet:
        """The same of what is sent to one address outside of the VPC.

        Subnets of a table fare alike in all zones where it leads that address to a NAT gateway, which sends on by itself, or to a
        gateway endpoint, unless a rule or route of the VPC tells its addresses apart.
        """
        key = (subnet.id, to)
        found = self._sending.get(key)
        if found is None:
            alike = self._by_gateway(subnet, to)
            found = self._sending[key] = self._firsts.setdefault(alike, subnet) if alike is not None else self.of(subnet)
        return found

    def _likeness(self, subnet: r.Subnet) -> tuple[str, ...]:
        table, acl = self.network.route_table_of(subnet), self.network.network_acl_of(subnet)
        zone = subnet.zone if table is None or table.id in self._zonal_tables else ""
        filters = acl.id if acl is not None else "", subnet.block_public_access, subnet.public_access_exclusion
        return subnet.vpc, zone, table.id if table is not None else "", *filters

    @cached_property
    def _zonal_tables(self) -> frozenset[str]:
        """Tables with routes to what has an interface for each zone: packets of like subnets may go another way."""
        zonal = {one.id for one in (*self.network.transit_gateways, *self.network.network_firewalls)}
        return frozenset(table.id for table in self.network.route_tables if any(one.target in zonal for one in table.routes))

    def may_pass_nat(self, subnet: r.Subnet) -> bool:
        """Whether what a subnet sends to the internet may pass a NAT gateway: not where its table has no route, or an internet
        gateway takes it.
        """
        table = self.network.route_table_of(subnet)
        if table is None:
            return True
        found = self._may_pass.get(table.id)
        if found is None:
            choice = choose(self.index, table_of(self.index, table), INTERNET)
            gateway = self.network.by_id.get(choice.route.target)
            found = choice.open is not None or (choice.none is None and not isinstance(gateway, r.InternetGateway))
            self._may_pass[table.id] = found
        return found

    # --- by a gateway that is the same in all zones ---------------------------------------------------------------------

    def _by_gateway(self, subnet: r.Subnet, to: Address) -> tuple[object, ...] | None:
        """What subnets have in common whose packets for an address go by one gateway; None for one that is like no other."""
        table = self.network.route_table_of(subnet)
        if table is None or table.id not in self._zonal_tables or not self._is_whole(subnet.vpc) or not self._is_plain(subnet):
            return None
        gateway = self._gateway(table, to)
        if gateway is None:
            return None
        if not isinstance(gateway, r.GatewayEndpoint) and not self._sends_on(gateway, subnet):
            return None
        acl = self.network.network_acl_of(subnet)
        filters = acl.id if acl is not None else "", subnet.block_public_access, subnet.public_access_exclusion
        place = subnet.account, subnet.region, subnet.vpc, bool(subnet.ipv6_cidrs), subnet.dns64
        return (to, table.id, *filters, *place)

    def _gateway(self, table: r.RouteTable, to: Address) -> r.Resource | None:
        """What a table surely leads an address to; None where that is not known, or nothing."""
        key = (table.id, to)
        if key not in self._gateways:
            choice = choose(self.index, table_of(self.index, table), to)
            sure = choice.none is None and choice.open is None and choice.route.state == "active"
            self._gateways[key] = self.network.by_id.get(choice.route.target) if sure else None
        return self._gateways[key]

    def _sends_on(self, gateway: r.Resource, subnet: r.Subnet) -> bool:
        """Whether a gateway is a NAT gateway in another subnet of the VPC, whose table and filters then decide."""
        if not isinstance(gateway, r.NatGateway) or gateway.availability == "regional":
            return False
        home = self.index.subnets.get(gateway.subnet)
        return home is not None and home is not subnet and home.vpc == subnet.vpc

    def _is_plain(self, subnet: r.Subnet) -> bool:
        """Whether the addresses that stand for any host of a subnet are its own, and nothing's."""
        found = self._plain.get(subnet.id)
        if found is None:
            hosts = self.places.any_host(subnet)
            found = self._plain[subnet.id] = bool(subnet.cidr) and bool(hosts) and all(self._is_free(host) for host in hosts)
        return found

    def _is_free(self, host: Host) -> bool:
        there, index = host.address, self.index
        taken = index.interface_with(host.vpc, there) is not None or (host.vpc, there.text) in index.nat_at
        return not taken and index.subnet_at(host.vpc, there) is host.subnet

    def _is_whole(self, vpc_id: str) -> bool:
        """Whether no route and no network ACL of a VPC tells its addresses apart, and its hosts ask the VPC's own resolver."""
        found = self._whole.get(vpc_id)
        if found is None:
            vpc, own = self.index.vpcs.get(vpc_id), self.index.blocks_of.get(vpc_id, ())
            found = vpc is not None and bool(own) and not self._asks_others(vpc)
            found = found and not any(_divides(block, own) for block in self._named_in(vpc_id))
            self._whole[vpc_id] = found
        return found

    def _asks_others(self, vpc: r.Vpc) -> bool:
        options = self.network.get(vpc.dhcp_options, r.DhcpOptions)
        return options is not None and any(server != "AmazonProvidedDNS" for server in options.domain_name_servers)

    def _named_in(self, vpc_id: str) -> set[Block]:
        """The blocks that routes and network ACLs of a VPC name, but for local routes of its own CIDRs."""
        own = set(self.index.blocks_of.get(vpc_id, ()))
        tables = [table_of(self.index, one) for one in self.network.route_tables_of.get(vpc_id, ())]
        found = {
            entry.block
            for table in tables
            for entry in table.entries
            if entry.block is not None and not (entry.route.target == "local" and entry.block in own)
        }
        entries = (entry for acl in self.network.by_vpc(r.NetworkAcl).get(vpc_id, ()) for entry in acl.entries)
        return found | {block for entry in entries if (block := parse_block(entry.cidr)) is not None}


def _divides(block: Block, own: tuple[Block, ...]) -> bool:
    """Whether a block holds some of a VPC's addresses and not all of that IP version."""
    same = [one for one in own if one.version == block.version]
    return any(block.overlaps(one) for one in same) and not all(block.contains(one) for one in same)
