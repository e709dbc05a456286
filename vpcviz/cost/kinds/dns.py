"""What Route 53 costs: Resolver endpoints and hosted zones."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, region_of
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r


@charges(r.ResolverEndpoint)
def resolver_endpoint(network: Network, endpoint: r.ResolverEndpoint, prices: Prices) -> Iterator[Charge]:
    """Each of its interfaces."""
    yield prices.charge(endpoint, "resolver_endpoint_interface_hour", units=max(1, len(endpoint.ips)))


@charges(r.HostedZone)
def hosted_zone(network: Network, zone: r.HostedZone, prices: Prices) -> Iterator[Charge]:
    """By the month, but those that AWS's services make."""
    if not zone.managed_by:
        yield prices.charge(zone, "hosted_zone_month", region=region_of(network, *zone.vpcs) or "us-east-1")
