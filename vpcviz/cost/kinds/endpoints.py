"""What VPC endpoints and network firewalls cost."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, pair
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r


@charges(r.InterfaceEndpoint)
def interface_endpoint(network: Network, endpoint: r.InterfaceEndpoint, prices: Prices) -> Iterator[Charge]:
    """By type, for each zone. One to a service in another region pays the transfer between the regions, too.

    Source: AWS PrivateLink pricing, "Cross-region".
    """
    yield from pair(prices, endpoint, endpoint_price(endpoint), endpoint_zones(endpoint))
    far = endpoint.service_region
    if endpoint.type == "Interface" and far and endpoint.region and far != endpoint.region:
        yield prices.charge(endpoint, "inter_region_gb", to_region=far)


@charges(r.GatewayEndpoint)
def gateway_endpoint(network: Network, endpoint: r.GatewayEndpoint, prices: Prices) -> Iterator[Charge]:
    """Nothing, which is told as a price, too."""
    yield from pair(prices, endpoint, "gateway_endpoint")


@charges(r.GatewayLoadBalancerEndpoint)
def gateway_load_balancer_endpoint(network: Network, endpoint: r.GatewayLoadBalancerEndpoint, prices: Prices) -> Iterator[Charge]:
    """For each zone; the endpoint of a Network Firewall is the firewall's, which is charged for itself."""
    if endpoint.id in network.firewall_endpoints:
        return
    yield from pair(prices, endpoint, "gateway_load_balancer_endpoint", endpoint_zones(endpoint))


@charges(r.NetworkFirewall)
def network_firewall(network: Network, firewall: r.NetworkFirewall, prices: Prices) -> Iterator[Charge]:
    """By where it stands: at an internet gateway, as a proxy, or with endpoints in subnets, of which further ones cost less."""
    if firewall.placement == "internet-gateway":
        yield from pair(prices, firewall, "internet_firewall")
        return
    if firewall.placement == "proxy":
        units = max(1, len(firewall.endpoints) or len(firewall.subnets))
        yield from pair(prices, firewall, "proxy_firewall_endpoint", units, "proxy_firewall_gb")
        return
    further = set(firewall.endpoints).difference(firewall.subnets) if firewall.subnets else ()
    units = max(1, len(firewall.endpoints) - len(further) or len(firewall.subnets) or len(firewall.zones))
    yield from pair(prices, firewall, "network_firewall_endpoint", units, "network_firewall_gb")
    if further:
        yield prices.charge(firewall, "network_firewall_further_endpoint_hour", units=len(further))


_OF_TYPE = {
    "Interface": "interface_endpoint",
    "Resource": "resource_endpoint",
    "ServiceNetwork": "service_network_endpoint",  # Amazon VPC Lattice pricing: at no additional cost.
}


def endpoint_price(endpoint: r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint) -> str:
    """The name of the price of an endpoint of its type, `…_hour` and `…_gb`."""
    if isinstance(endpoint, r.GatewayLoadBalancerEndpoint):
        return "gateway_load_balancer_endpoint"
    return _OF_TYPE.get(endpoint.type, "other_endpoint")


def endpoint_zones(endpoint: r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint) -> int:
    """In how many zones the endpoint is charged for: one network interface, one subnet, one zone."""
    return max(len(endpoint.subnets), len(endpoint.network_interfaces))
