"""Views: pictures of one aspect of a network, its routes, its endpoints or its DNS. What a view does not show, it counts."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

from msgspec import structs

from vpcviz.layout.options import Options
from vpcviz.layout.parts import Item, card
from vpcviz.layout.vpcs import Vpcs
from vpcviz.layout.world import World
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r

R = TypeVar("R", bound=r.Resource)
Keeps = Callable[[r.Resource], bool]

PLACES = (r.Account, r.AvailabilityZone, r.Vpc)
BETWEEN = (r.Peering, r.TransitGateway, r.TransitGatewayAttachment, r.TransitGatewayRouteTable)
OUTSIDE = (r.VpnConnection, r.CustomerGateway, r.DirectConnectGateway, r.DirectConnectAssociation, r.VirtualInterface, r.OnPremises)
GATEWAYS = (r.InternetGateway, r.EgressOnlyInternetGateway, r.CarrierGateway, r.NatGateway, r.VpnGateway)

WORDS = {
    "routes": "Routes: route tables and what they lead to. Everything else is counted.",
    "endpoints": "Endpoints: the ways to AWS services, by endpoint and by NAT. Everything else is counted.",
    "dns": "DNS: hosted zones, Resolver endpoints and rules, DHCP options, and the names of endpoints. Everything else is counted.",
}
"""What each view says of itself at the foot of its picture."""


def routes(network: Network) -> Keeps:
    """Route tables and their targets, subnets, what joins networks."""
    hops = (r.GatewayEndpoint, r.GatewayLoadBalancerEndpoint, r.NetworkFirewall, r.ClientVpnEndpoint)
    kinds = (*PLACES, r.Subnet, r.RouteTable, r.PrefixList, *GATEWAYS, *hops, *BETWEEN, *OUTSIDE)
    targets = {route.target for table in network.route_tables for route in table.routes}
    targets |= {network.owner_of.get(target, "") for target in targets}

    def keeps(item: r.Resource) -> bool:
        return (
            isinstance(item, kinds)
            or item.id in targets
            or (isinstance(item, r.EndpointService) and item.type == "GatewayLoadBalancer")
            or _interface_of(network, item, (r.NatGateway, r.GatewayLoadBalancerEndpoint))
        )

    return keeps


def endpoints(network: Network) -> Keeps:
    """Endpoints with their interfaces, names, groups and services, and the ways by NAT."""
    holders = (r.GatewayEndpoint, r.InterfaceEndpoint, r.GatewayLoadBalancerEndpoint, r.InstanceConnectEndpoint)
    kinds = (*PLACES, r.Subnet, r.RouteTable, r.PrefixList, *GATEWAYS, *BETWEEN, *holders, r.EndpointService, r.Service)
    groups = {group for endpoint in network.interface_endpoints for group in endpoint.security_groups}
    balancers = {balancer for service in network.endpoint_services for balancer in service.load_balancers}
    names = {name.lower() for endpoint in network.interface_endpoints for name in endpoint.dns_names}
    zones = {zone.id for zone in network.hosted_zones if any(record.alias.rstrip(".").lower() in names for record in zone.records)}
    sent_to = {
        g for item in network.load_balancers if item.id in balancers for entry in item.listeners for g in entry.target_groups
    }
    kept = (
        groups | balancers | zones | sent_to | {e.id for e in network.network_interfaces if network.owner_of.get(e.id) in balancers}
    )

    def keeps(item: r.Resource) -> bool:
        return isinstance(item, kinds) or item.id in kept or _interface_of(network, item, (*holders, r.NatGateway))

    return keeps


def dns(network: Network) -> Keeps:
    """Who answers for which name: zones, Resolver endpoints and rules, forwarders, DHCP options, endpoints' names."""
    holders = (r.ResolverEndpoint, r.InterfaceEndpoint)
    kinds = (*PLACES, *holders, r.EndpointService, r.HostedZone, r.ResolverRule, r.DhcpOptions, r.RouteTable)
    subnets = {e.subnet for e in network.network_interfaces if _interface_of(network, e, holders)}
    subnets |= {ip.subnet for endpoint in network.resolver_endpoints for ip in endpoint.ips}

    def keeps(item: r.Resource) -> bool:
        if isinstance(item, r.OnPremises):
            return bool(item.dns_servers)
        return isinstance(item, kinds) or item.id in subnets or _interface_of(network, item, holders)

    return keeps


def _interface_of(network: Network, item: r.Resource, owners: tuple[type[r.Resource], ...]) -> bool:
    return isinstance(item, r.NetworkInterface) and isinstance(network.by_id.get(network.owner_of.get(item.id, "")), owners)


VIEWS: dict[str, Callable[[Network], Keeps]] = {"routes": routes, "endpoints": endpoints, "dns": dns}


class ViewVpcs(Vpcs):
    """Makes VPCs as everywhere; the DNS view has route tables for what they say of subnets, but does not draw them."""

    def of(self, vpc: r.Vpc, kind: type[R]) -> list[R]:
        """The VPC's resources of one class that the view draws."""
        return [] if kind is r.RouteTable and self.options.view == "dns" else super().of(vpc, kind)


class ViewWorld(World):
    """The world of a view: of all resources only those that the view is about, at full detail; the others are counted."""

    VPCS = ViewVpcs

    def __init__(self, network: Network, options: Options) -> None:
        keeps = VIEWS[options.view](network)
        kept = {name: tuple(item for item in getattr(network, name) if keeps(item)) for name in COLLECTIONS}
        ids = {item.id for items in kept.values() for item in items}
        self.hidden = {item.id: item for item in network if item.id not in ids}
        super().__init__(
            structs.replace(network, **kept), structs.replace(options, detail="full", notes=(WORDS[options.view], *options.notes))
        )

    def _all(self) -> Iterator[r.Resource]:
        return chain(super()._all(), self.hidden.values())

    def _counted_inside(self, resource: r.Resource) -> bool:
        return resource.id not in self.hidden and super()._counted_inside(resource)

    def _names(self) -> None:
        super()._names()
        if self.options.view != "dns":
            return
        users: dict[str, list[r.Vpc]] = {}
        for vpc in self.network.vpcs:
            users.setdefault(vpc.dhcp_options, []).append(vpc)
        for options in sorted(self.network.dhcp_options, key=lambda item: item.id):
            items = [Item("DHCP option set" + (f" · {options.domain_name}" if options.domain_name else ""), "small")]
            items += [Item(f"DNS: {', '.join(options.domain_name_servers)}", "small")]
            place = self._place(*self._home(options, [vpc.id for vpc in users.get(options.id, ())]))
            place.below.append(self._keep(card(options.kind, options.id, options.kind, options.label, items)))

    def _world_links(self) -> None:
        super()._world_links()
        if self.options.view == "dns":
            for vpc in self.network.vpcs:
                self._link("dns", vpc.dhcp_options, vpc.id, bundle=f"dns:{vpc.dhcp_options}")
