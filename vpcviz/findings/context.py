"""What the rules look at: the Network with the indexes that several rules need, each made once for a network."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from vpcviz.cost import HOURS_PER_MONTH, Prices
from vpcviz.cost.kinds.endpoints import endpoint_price, endpoint_zones
from vpcviz.findings.attached import attached, grouped
from vpcviz.findings.likeness import Likeness
from vpcviz.findings.phrases import called
from vpcviz.findings.ways import Known, WayOut, Ways
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of
from vpcviz.model.attachment_types import attachment_type
from vpcviz.model.domain_names import normal
from vpcviz.model.interface_types import interface_type
from vpcviz.model.kinds.endpoints import DESCRIBED_ENDPOINT_TYPES
from vpcviz.model.life_cycle import works
from vpcviz.model.services import service_code
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.packets.state import INTERNET, Address

Endpoint = r.InterfaceEndpoint

JOINING = tuple(name for name, kind in CLASSES.items() if kind.JOINS)
"""The collections that tell which networks are joined to a VPC."""

_MOST_SUBNETS = 4
"""So many subnets of a VPC, of different route tables, network ACLs or zones, stand for it in traces."""


class Context:
    """A Network and the facts that follow from it. Nothing here changes once it is made."""

    def __init__(self, network: Network, prices: Prices, known: Known | None = None) -> None:
        self.network = network
        self.prices = prices
        self.known = known
        self._ways_out: dict[str, WayOut | None] = {}
        self._senders: dict[str, tuple[r.NetworkInterface, ...]] = {}
        self._sending: dict[str, frozenset[str]] = {}

    @cached_property
    def ways(self) -> Ways:
        """The ways over the network, by the functions that traces use."""
        return Ways(self.network, self.known)

    # --- VPCs -------------------------------------------------------------------------------------------------------

    @cached_property
    def vpcs(self) -> tuple[r.Vpc, ...]:
        """The VPCs that were read."""
        return tuple(vpc for vpc in self.network.vpcs if not vpc.foreign)

    def of_vpc(self, vpc_id: str) -> str:
        """Whose something is, in words: " of " and the VPC; "" where that was not read."""
        vpc = self.vpc(vpc_id)
        return f" of {called(vpc)}" if vpc is not None else ""

    def vpc(self, vpc_id: str) -> r.Vpc | None:
        """The VPC of that id if it was read."""
        found = self.network.get(vpc_id, r.Vpc)
        return None if found is None or found.foreign else found

    @cached_property
    def blocks(self) -> Mapping[str, tuple[Block, ...]]:
        """Each VPC's CIDRs, also of those that were not read but whose CIDRs a peering tells."""
        found = {vpc.id: blocks_of(*vpc.cidrs, *vpc.ipv6_cidrs) for vpc in self.network.vpcs}
        for peering in self.network.peerings:
            for vpc_id, cidrs in ((peering.requester, peering.requester_cidrs), (peering.accepter, peering.accepter_cidrs)):
                if vpc_id and not found.get(vpc_id):
                    found[vpc_id] = blocks_of(*cidrs)
        return found

    def senders(self, vpc: str) -> tuple[r.NetworkInterface, ...]:
        """The interfaces of a VPC's that open connections (of instances, functions, …), not those of AWS's own network things."""
        found = self._senders.get(vpc)
        if found is None:
            found = self._senders[vpc] = tuple(filter(self._sends, self.network.by_vpc(r.NetworkInterface).get(vpc, ())))
        return found

    def _sends(self, interface: r.NetworkInterface) -> bool:
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, interface.owner))
        if owner is not None and (not owner.SENDS or owner.id in self.appliances):
            return False
        return owner is not None or (known := interface_type(interface.type)) is None or known.sends

    def sends_from(self, subnet: r.Subnet) -> bool:
        """Whether an interface of what opens connections stands in a subnet."""
        if subnet.vpc not in self._sending:
            self._sending[subnet.vpc] = frozenset(self._sending_subnets(subnet.vpc))
        return subnet.id in self._sending[subnet.vpc]

    def _sending_subnets(self, vpc: str) -> set[str]:
        found: set[str] = set()
        for one in self.network.by_vpc(r.NetworkInterface).get(vpc, ()):
            if one.subnet not in found and self._sends(one):
                found.add(one.subnet)
        return found

    @cached_property
    def appliances(self) -> frozenset[str]:
        """The ids of what stands behind a Gateway Load Balancer: it inspects others' traffic and has none of its own."""
        inspecting = (group for group in self.network.target_groups if group.protocol.upper() == "GENEVE")
        return frozenset(target.id for group in inspecting for target in group.targets)

    def alike(self, subnet: r.Subnet) -> r.Subnet:
        """A subnet that stands for this one: what one sends elsewhere goes as what the other sends."""
        return self.likeness.of(subnet)

    def alike_out(self, subnet: r.Subnet, service: str = "") -> r.Subnet:
        """The same of what is sent to the internet over IPv4, or to a service (`com.amazonaws.REGION.CODE`) at public addresses."""
        return self.likeness.sending(subnet, Address(4, -1, service, service) if service else INTERNET)

    def way_out(self, subnet: r.Subnet) -> WayOut | None:
        """How the routes lead a subnet's IPv4 traffic to the internet; None where they do not, or it is not known whether."""
        if subnet.id not in self._ways_out:
            self._ways_out[subnet.id] = self.ways.way_out(self.alike_out(subnet))
        return self._ways_out[subnet.id]

    def way_by_nat(self, subnet: r.Subnet) -> WayOut | None:
        """The same where it is by a NAT gateway; None where it is not."""
        way = self.way_out(subnet) if self.likeness.may_pass_nat(subnet) else None
        return way if way is not None and way.nat is not None else None

    @cached_property
    def likeness(self) -> Likeness:
        """Which subnets fare alike."""
        return Likeness(self.ways.index, self.ways.tracer.places)

    def traces_between(self, there: r.Vpc, back: r.Vpc) -> Iterator[Trace]:
        """Traces from any host of a VPC's subnets to any host of another's, a few subnets of each that differ."""
        for one in self._typical(there):
            for other in self._typical(back):
                trace = self.ways.trace(Flow(source=one.id, target=other.id))
                if trace is not None:
                    yield trace

    def _typical(self, vpc: r.Vpc) -> list[r.Subnet]:
        subnets = [one for one in self.network.subnets_of.get(vpc.id, ()) if self.ways.host(one) is not None]
        return list({one.id: one for one in map(self.alike, subnets)}.values())[:_MOST_SUBNETS]

    # --- how VPCs are joined -----------------------------------------------------------------------------------------

    @cached_property
    def peers(self) -> Mapping[str, tuple[tuple[str, r.Peering], ...]]:
        """By VPC: the VPCs that active peerings join it to, with the peering."""
        found: dict[str, list[tuple[str, r.Peering]]] = {}
        for peering in self.network.peerings:
            if works(peering.status) and peering.requester != peering.accepter:
                found.setdefault(peering.requester, []).append((peering.accepter, peering))
                found.setdefault(peering.accepter, []).append((peering.requester, peering))
        return {vpc: tuple(others) for vpc, others in found.items()}

    @cached_property
    def transit_gateways_of(self) -> Mapping[str, tuple[str, ...]]:
        """By VPC: the transit gateways, and core networks, that it is attached to."""
        return grouped((vpc, gateway) for gateway, vpc in attached(self.network))

    @cached_property
    def attached_vpcs(self) -> Mapping[str, tuple[str, ...]]:
        """By transit gateway or core network: the VPCs attached to it."""
        return grouped(attached(self.network))

    @cached_property
    def attachment_subnets(self) -> frozenset[str]:
        """The subnets that hold transit gateway attachments."""
        return frozenset(subnet for attachment in self.network.transit_gateway_attachments for subnet in attachment.subnets)

    def joined(self, vpc_id: str) -> tuple[str, ...]:
        """The VPCs that share an active peering, a transit gateway or a core network with a VPC, itself left out."""
        return tuple(dict.fromkeys(self.each_joined(vpc_id)))

    def each_joined(self, vpc_id: str) -> Iterator[str]:
        """The same one after another, some perhaps twice: for whoever looks for the first that fits, among thousands."""
        for other, _ in self.peers.get(vpc_id, ()):
            if other and other != vpc_id:
                yield other
        for gateway in self.transit_gateways_of.get(vpc_id, ()):
            for other in self.attached_vpcs[gateway]:
                if other and other != vpc_id:
                    yield other

    def is_joined(self, vpc_id: str) -> bool:
        """Whether a VPC shares an active peering, a transit gateway or a core network with any other."""
        return next(self.each_joined(vpc_id), None) is not None

    @cached_property
    def linked_outside(self) -> frozenset[str]:
        """The VPCs that a VPN, Direct Connect or Client VPN leads into by their gateways, and those that send to a core network of
        which it was not read what is attached."""
        gateways = {connection.gateway for connection in self.network.vpn_connections}
        direct = {interface.gateway for interface in self.network.virtual_interfaces}
        gateways |= direct
        gateways |= {link.gateway for link in self.network.direct_connect_associations if link.direct_connect_gateway in direct}
        for attachment in self.network.transit_gateway_attachments:
            if attachment_type(attachment.type).premises:
                gateways.add(attachment.transit_gateway)
        vpcs = {endpoint.vpc for endpoint in self.network.client_vpn_endpoints}
        unread = {core.id for core in self.network.core_networks if not core.attachments}
        vpcs |= {table.vpc for table in self.network.route_tables if unread and any(one.target in unread for one in table.routes)}
        vpcs |= {gateway.vpc for gateway in self.network.vpn_gateways if gateway.id in gateways}
        for gateway_id in gateways:
            vpcs |= set(self.attached_vpcs.get(gateway_id, ()))
        return frozenset(vpc for vpc in vpcs if vpc)

    # --- endpoints and names ------------------------------------------------------------------------------------------

    @cached_property
    def private_links(self) -> tuple[Endpoint, ...]:
        """Endpoints with network interfaces, of types that AWS describes: what one of a newer type does, or a Tunnel, nobody here
        knows.
        """
        return tuple(one for one in self.network.interface_endpoints if one.type in DESCRIBED_ENDPOINT_TYPES)

    @cached_property
    def interface_endpoints(self) -> Mapping[str, tuple[Endpoint, ...]]:
        """Interface endpoints (PrivateLink ones only) by VPC."""
        found: dict[str, list[Endpoint]] = {}
        for endpoint in self.private_links:
            if not endpoint.foreign:
                found.setdefault(endpoint.vpc, []).append(endpoint)
        return {vpc: tuple(endpoints) for vpc, endpoints in found.items()}

    @cached_property
    def services_mentioned(self) -> frozenset[str]:
        """The codes (`s3`) of the AWS services that the network mentions."""
        return frozenset(service_code(one) for one in self.network.all_services)

    def monthly(self, endpoint: Endpoint | r.GatewayLoadBalancerEndpoint) -> float | None:
        """USD a month of an endpoint over its zones, without its GB; None where the price is not known."""
        hour = self.prices.usd(f"{endpoint_price(endpoint)}_hour", endpoint.region)
        return None if hour is None else round(hour * endpoint_zones(endpoint) * HOURS_PER_MONTH, 6)

    def zones_of(self, subnets: tuple[str, ...]) -> tuple[str, ...]:
        """The zones of subnets, each once, in order."""
        found = {subnet.zone for subnet in (self.network.get(one, r.Subnet) for one in subnets) if subnet is not None}
        return tuple(sorted(zone for zone in found if zone))

    def other_zones(self, vpc: str, zones: Collection[str]) -> list[str]:
        """The zones in which a VPC has subnets, those given left out."""
        everywhere = self.zones_of(tuple(one.id for one in self.network.subnets_of.get(vpc, ())))
        return [zone for zone in everywhere if zone not in zones]

    def addresses_of(self, owner: str) -> frozenset[str]:
        """The private IPs of the interfaces that a resource owns."""
        interfaces = self.network.interfaces_owned.get(owner, ())
        return frozenset(ip for interface in interfaces for ip in interface.private_ips)

    @cached_property
    def hosted_zones_for(self) -> Mapping[str, tuple[r.HostedZone, ...]]:
        """By interface endpoint: the customer's own private hosted zones with a record that leads to it."""
        by_name: dict[str, str] = {}
        for endpoint in self.network.interface_endpoints:
            by_name.update({normal(name): endpoint.id for name in endpoint.dns_names})
            by_name.update(dict.fromkeys(self.addresses_of(endpoint.id), endpoint.id))
        found: dict[str, list[r.HostedZone]] = {}
        for zone in self.network.hosted_zones:
            if not zone.private or zone.managed_by:
                continue
            targets = {value for record in zone.records for value in (record.alias, *record.values) if value}
            for endpoint_id in sorted({by_name[key] for key in (normal(one) for one in targets) if key in by_name}):
                found.setdefault(endpoint_id, []).append(zone)
        return {endpoint: tuple(zones) for endpoint, zones in found.items()}

    @cached_property
    def hosted_zones_of(self) -> Mapping[str, tuple[r.HostedZone, ...]]:
        """Private hosted zones by associated VPC."""
        found: dict[str, list[r.HostedZone]] = {}
        for zone in self.network.hosted_zones:
            for vpc in self.network.vpcs_with(zone) if zone.private else ():
                found.setdefault(vpc, []).append(zone)
        return {vpc: tuple(zones) for vpc, zones in found.items()}

    # --- filters ------------------------------------------------------------------------------------------------------

    @cached_property
    def having(self) -> Mapping[str, tuple[r.NetworkInterface, ...]]:
        """By security group: the interfaces that have it, also by default."""
        found: dict[str, list[r.NetworkInterface]] = {}
        for interface in self.network.network_interfaces:
            for group in self.ways.index.groups_of(interface) or ():
                found.setdefault(group, []).append(interface)
        return {group: tuple(interfaces) for group, interfaces in found.items()}

    @cached_property
    def members(self) -> Mapping[str, tuple[r.NetworkInterface, ...]]:
        """By security group: the interfaces that have it, other than endpoints' own."""
        endpoint_interfaces = {one for endpoint in self.network.interface_endpoints for one in endpoint.network_interfaces}
        found: dict[str, list[r.NetworkInterface]] = {}
        for interface in self.network.network_interfaces:
            if interface.id not in endpoint_interfaces and interface.type != "vpc_endpoint":
                for group in interface.security_groups:
                    found.setdefault(group, []).append(interface)
        return {group: tuple(interfaces) for group, interfaces in found.items()}
