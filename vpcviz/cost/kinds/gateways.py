"""What gateways to the internet cost, and what reaches the internet by them."""

from collections.abc import Iterator, Sequence

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, leaves_by, pair, region_of
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.shapes import new_word


@charges(r.NatGateway)
def nat_gateway(network: Network, gateway: r.NatGateway, prices: Prices) -> Iterator[Charge]:
    """By the hour and GB; a regional one at prices of its own, each zone that it has an address in by the hour.

    Source: the usage types RegionalNatGateway-Hours and RegionalNatGateway-Bytes of the AWS Price List.
    """
    yield from pair(prices, gateway, nat_price((gateway,)), nat_units(gateway))


def nat_price(gateways: Sequence[r.NatGateway]) -> str:
    """The name of the price of these NAT gateways; "" where they are of several sorts, which have no one price."""
    names = {"regional_nat_gateway" if one.availability == "regional" else "nat_gateway" for one in gateways} or {"nat_gateway"}
    return names.pop() if len(names) == 1 else ""


def known_nat_price(gateways: Sequence[r.NatGateway]) -> str:
    """The same; "" where one is of a sort that is newer than vpcviz, whose price nobody here knows."""
    newer = any(new_word(one, field) for one in gateways for field in ("availability", "connectivity"))
    return "" if newer else nat_price(gateways)


def nat_units(gateway: r.NatGateway) -> int:
    """For how many zones a NAT gateway is charged by the hour."""
    return max(1, len({one.zone for one in gateway.addresses})) if gateway.availability == "regional" else 1


@charges(r.CarrierGateway, directed=True)
def carrier_gateway(network: Network, gateway: r.CarrierGateway, prices: Prices) -> Iterator[Charge]:
    """What leaves by it. Source: Amazon EC2 pricing, "Data transfer" (in Wavelength Zones it has prices of its own)."""
    yield prices.charge(gateway, "carrier_out_gb", region=gateway.region or region_of(network, gateway.vpc))


@charges(r.InternetGateway, r.EgressOnlyInternetGateway, directed=True)
def internet_gateway(
    network: Network, gateway: r.InternetGateway | r.EgressOnlyInternetGateway, prices: Prices
) -> Iterator[Charge]:
    """What leaves by it."""
    yield prices.charge(gateway, "internet_out_gb", region=gateway.region or region_of(network, gateway.vpc))


leaves_by("internet_out_gb", r.InternetGateway, r.EgressOnlyInternetGateway)
leaves_by("carrier_out_gb", r.CarrierGateway)
