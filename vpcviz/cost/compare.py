"""Interface endpoint, gateway endpoint and NAT gateway side by side: what a month costs for each service that a VPC uses."""

from collections.abc import Iterator

from msgspec import Struct

from vpcviz.cost.charges import HOURS_PER_MONTH
from vpcviz.cost.kinds.endpoints import endpoint_zones
from vpcviz.cost.kinds.gateways import nat_price, nat_units
from vpcviz.cost.prices import Prices
from vpcviz.cost.standing import charged
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import GATEWAY_SERVICES, service_code, service_name, service_region

WAYS = ("gateway endpoint", "interface endpoint", "NAT gateway")
"""The ways to a service that are compared, in their order."""


class Option(Struct, frozen=True, kw_only=True):
    """One way to a service: USD per month while it stands, per GB, and for the month's GB; None where a price is not known.
    `in_use` are the ids of the network's own things that are this way.
    """

    way: str
    usd_per_hour: float | None
    usd_per_gb: float | None
    usd_per_month: float | None
    in_use: tuple[str, ...] = ()


class Comparison(Struct, frozen=True, kw_only=True):
    """The ways from a VPC to a service for `gb` GB a month over `zones` zones.

    `cheapest` is the way that costs least if each were there for this service alone, "" where a price is not known.
    `break_even_gb` is how many GB a month an interface endpoint must carry to be cheaper than the NAT gateways that stand
    anyway; None where it never is, or a price is not known.
    """

    vpc: str
    service: str
    region: str
    zones: int
    gb: float
    options: tuple[Option, ...]
    cheapest: str
    break_even_gb: float | None


def compare(network: Network, prices: Prices, gb: float = 1000) -> tuple[Comparison, ...]:
    """The ways to each AWS service that the network's VPCs have endpoints for or reach through NAT, for `gb` GB a month."""
    found = []
    for vpc in network.vpcs:
        if not vpc.foreign:
            found += [_comparison(network, prices, vpc, service, gb) for service in _services(network, vpc)]
    return tuple(found)


def nat_gateways_of(network: Network, vpc: r.Vpc) -> tuple[r.NatGateway, ...]:
    """The NAT gateways that a VPC's subnets go out through, in the order of the network."""
    targets = {route.target for table in network.route_tables_of.get(vpc.id, ()) for route in table.routes}
    return tuple(nat for nat in network.nat_gateways if nat.id in targets and nat.connectivity == "public" and charged(nat))


def _services(network: Network, vpc: r.Vpc) -> list[str]:
    """The services, by endpoint service name, that the VPC has endpoints for; through NAT also S3, DynamoDB and those listed."""
    endpoints: tuple[r.GatewayEndpoint | r.InterfaceEndpoint, ...] = (*network.gateway_endpoints, *network.interface_endpoints)
    known = [one for one in endpoints if isinstance(one, r.GatewayEndpoint) or one.type == "Interface"]
    named = {endpoint.service for endpoint in known if endpoint.vpc == vpc.id and service_code(endpoint.service)}
    if nat_gateways_of(network, vpc):
        named |= {
            service.id for service in network.services if service_region(service.id) == vpc.region and service_code(service.id)
        }
        named |= {service_name(code, vpc.region) for code in GATEWAY_SERVICES if vpc.region}
    return sorted(name for name in named if ".vpce." not in name)


def _comparison(network: Network, prices: Prices, vpc: r.Vpc, service: str, gb: float) -> Comparison:
    endpoint = [one for one in network.interface_endpoints if one.vpc == vpc.id and one.service == service and charged(one)]
    zones = sum(endpoint_zones(one) for one in endpoint) or len(private_zones(network, vpc)) or 1
    options = tuple(_options(network, prices, vpc, service, zones, gb))
    known = [option for option in options if option.usd_per_month is not None]
    cheapest = min(known, key=lambda option: option.usd_per_month or 0).way if len(known) == len(options) else ""
    return Comparison(
        vpc=vpc.id,
        service=service,
        region=vpc.region,
        zones=zones,
        gb=gb,
        options=options,
        cheapest=cheapest,
        break_even_gb=break_even(prices, vpc.region, zones, nat_price(nat_gateways_of(network, vpc))),
    )


def break_even(prices: Prices, region: str, zones: int, nat_gateways: str = "nat_gateway") -> float | None:
    """GB a month from which on an interface endpoint in `zones` zones is cheaper than NAT gateways that stand anyway, which are
    priced as `nat_gateways`.
    """
    hour, through = prices.usd("interface_endpoint_hour", region), prices.usd("interface_endpoint_gb", region)
    nat = prices.usd(f"{nat_gateways}_gb", region)
    if hour is None or through is None or nat is None or nat <= through:
        return None
    return round(zones * hour * HOURS_PER_MONTH / (nat - through), 1)


def private_zones(network: Network, vpc: r.Vpc) -> list[str]:
    """The zones in which the VPC has subnets that are not public."""
    subnets = network.subnets_of.get(vpc.id, ())
    return sorted({subnet.zone for subnet in subnets if network.tier(subnet) != "public"} or {subnet.zone for subnet in subnets})


def _options(network: Network, prices: Prices, vpc: r.Vpc, service: str, zones: int, gb: float) -> Iterator[Option]:
    if service_code(service) in GATEWAY_SERVICES:
        gateways = [one.id for one in network.gateway_endpoints if one.vpc == vpc.id and one.service == service]
        yield _option(prices, vpc.region, "gateway_endpoint", WAYS[0], 1, gb, gateways)
    interfaces = [one.id for one in network.interface_endpoints if one.vpc == vpc.id and one.service == service]
    yield _option(prices, vpc.region, "interface_endpoint", WAYS[1], zones, gb, interfaces)
    nats = nat_gateways_of(network, vpc)
    units = sum(map(nat_units, nats)) or zones
    yield _option(prices, vpc.region, nat_price(nats), WAYS[2], units, gb, [nat.id for nat in nats])


def _option(prices: Prices, region: str, name: str, way: str, units: int, gb: float, in_use: list[str]) -> Option:
    hour, through = prices.usd(f"{name}_hour", region), prices.for_gb(f"{name}_gb", region, gb)
    known = hour is not None and through is not None
    month = round((hour or 0) * units * HOURS_PER_MONTH + (through or 0), 6) if known else None
    return Option(
        way=way,
        usd_per_hour=None if hour is None else round(hour * units, 6),
        usd_per_gb=prices.usd(f"{name}_gb", region),
        usd_per_month=month,
        in_use=tuple(in_use),
    )
