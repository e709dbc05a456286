"""What gateways to the internet cost, and what reaches the internet by them."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, pair, region_of
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r


@charges(r.NatGateway)
def nat_gateway(network: Network, gateway: r.NatGateway, prices: Prices) -> Iterator[Charge]:
    """By the hour and GB."""
    yield from pair(prices, gateway, "nat_gateway")


@charges(r.InternetGateway, r.EgressOnlyInternetGateway)
def internet_gateway(
    network: Network, gateway: r.InternetGateway | r.EgressOnlyInternetGateway, prices: Prices
) -> Iterator[Charge]:
    """What leaves by it."""
    yield prices.charge(gateway, "internet_out_gb", region=gateway.region or region_of(network, gateway.vpc))
