"""What each view of one aspect of a network is about: of all resources those that it keeps; the others it counts."""

from collections.abc import Callable

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.domain_names import normal

Keeps = Callable[[r.Resource], bool]

PLACES = (r.Account, r.AvailabilityZone, r.Vpc)
BETWEEN = (r.Peering, r.TransitGateway, r.TransitGatewayAttachment, r.TransitGatewayRouteTable, r.CoreNetwork)
OUTSIDE = (
    r.OdbNetwork,
    r.LocalGateway,
    r.VpnConcentrator,
    r.VpnConnection,
    r.CustomerGateway,
    r.DirectConnectGateway,
    r.DirectConnectAssociation,
    r.VirtualInterface,
    r.OnPremises,
)
GATEWAYS = (r.InternetGateway, r.EgressOnlyInternetGateway, r.CarrierGateway, r.NatGateway, r.VpnGateway)


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
    names = {normal(name) for endpoint in network.interface_endpoints for name in endpoint.dns_names}
    zones = {zone.id for zone in network.hosted_zones if any(normal(record.alias) in names for record in zone.records)}
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
    kinds = (*PLACES, *holders, r.EndpointService, r.HostedZone, r.ResolverRule, r.Route53Profile, r.DhcpOptions, r.RouteTable)
    subnets = {e.subnet for e in network.network_interfaces if _interface_of(network, e, holders)}
    subnets |= {ip.subnet for endpoint in network.resolver_endpoints for ip in endpoint.ips}

    def keeps(item: r.Resource) -> bool:
        if isinstance(item, r.OnPremises):
            return bool(item.dns_servers)
        return isinstance(item, kinds) or item.id in subnets or _interface_of(network, item, holders)

    return keeps


def _interface_of(network: Network, item: r.Resource, owners: tuple[type[r.Resource], ...]) -> bool:
    return isinstance(item, r.NetworkInterface) and isinstance(network.by_id.get(network.owner_of.get(item.id, "")), owners)
