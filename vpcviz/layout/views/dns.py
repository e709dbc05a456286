"""DNS: who answers for which name."""

from msgspec import structs

from vpcviz.layout.view_kinds import NAMES, Keeps, interface_of, parts
from vpcviz.layout.views.network import VIEW as WHOLE
from vpcviz.model import Network
from vpcviz.model import resources as r


def keeps_of(network: Network) -> Keeps:
    """Who answers for which name: zones, Resolver endpoints and rules, forwarders, DHCP options, endpoints' names."""
    holders = (r.ResolverEndpoint, r.InterfaceEndpoint)
    kinds: tuple[type[r.Resource], ...] = (*parts("place"), *NAMES, *holders, r.EndpointService, r.RouteTable)
    subnets = {e.subnet for e in network.network_interfaces if interface_of(network, e, holders)}
    subnets |= {ip.subnet for endpoint in network.resolver_endpoints for ip in endpoint.ips}

    def keeps(item: r.Resource) -> bool:
        if isinstance(item, r.OnPremises):
            return bool(item.dns_servers)
        return isinstance(item, kinds) or item.id in subnets or interface_of(network, item, holders)

    return keeps


VIEW = structs.replace(
    WHOLE,
    keeps=keeps_of,
    words="DNS: hosted zones, Resolver endpoints and rules, DHCP options, and the names of endpoints. Everything else is counted.",
    detail="full",
    leaves_out=frozenset({r.RouteTable}),
    adds=frozenset({r.DhcpOptions}),
    shows_filters=False,
)
