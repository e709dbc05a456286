"""Interface endpoint, gateway endpoint and NAT gateway side by side: what a month costs for each service that a VPC uses."""

from collections.abc import Iterator

from msgspec import Struct

from vpcviz.cost.charges import HOURS_PER_MONTH
from vpcviz.cost.kinds.endpoints import endpoint_zones
from vpcviz.cost.kinds.gateways import known_nat_price, nat_units
from vpcviz.cost.prices import Prices
from vpcviz.cost.standing import charged
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import GATEWAY_SERVICES, WITH_GATEWAY_ENDPOINTS, service_code, service_name, service_region
from vpcviz.traffic.hops.block_public_access import mode_of
from vpcviz.traffic.lookups.index import index_of

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


class _Used(Struct, frozen=True):
    """What a VPC reaches services by, in the order of the network."""

    vpc: r.Vpc
    gateways: tuple[r.GatewayEndpoint, ...]
    interfaces: tuple[r.InterfaceEndpoint, ...]
    nats: tuple[r.NatGateway, ...]

    def gateways_to(self, service: str) -> list[r.GatewayEndpoint]:
        return [one for one in self.gateways if one.service == service]

    def interfaces_to(self, service: str) -> list[r.InterfaceEndpoint]:
        return [one for one in self.interfaces if one.service == service]


def compare(network: Network, prices: Prices, gb: float = 1000) -> tuple[Comparison, ...]:
    """The ways to each AWS service that the network's VPCs have endpoints for or reach through NAT, for `gb` GB a month."""
    return tuple(_comparison(network, prices, used, service, gb) for used in _used(network) for service in _services(network, used))


def _used(network: Network) -> Iterator[_Used]:
    """What each VPC uses; looked up in one pass over the endpoints and NAT gateways of the network."""
    gateways, interfaces = network.by_vpc(r.GatewayEndpoint), network.by_vpc(r.InterfaceEndpoint)
    order = {nat.id: position for position, nat in enumerate(network.nat_gateways)}
    for vpc in network.vpcs:
        if vpc.foreign:
            continue
        targets = {route.target for table in network.route_tables_of.get(vpc.id, ()) for route in table.routes}
        nats = [network.nat_gateways[at] for at in sorted(order[target] for target in targets if target in order)]
        out = tuple(nat for nat in nats if nat.connectivity == "public" and charged(nat) and not _is_cut_off(network, nat))
        yield _Used(vpc, gateways.get(vpc.id, ()), interfaces.get(vpc.id, ()), out)


def _is_cut_off(network: Network, nat: r.NatGateway) -> bool:
    """Whether VPC Block Public Access lets nothing out of where the NAT gateway stands."""
    vpc, subnet = network.get(nat.vpc, r.Vpc), network.get(nat.subnet, r.Subnet)
    told = any(one is not None and one.block_public_access for one in (vpc, subnet))
    return told and mode_of(index_of(network), nat.vpc, subnet) == "block-bidirectional"


def _services(network: Network, used: _Used) -> list[str]:
    """The services, by endpoint service name, that the VPC has endpoints for; through NAT also S3, DynamoDB and those listed."""
    region = used.vpc.region
    named = {one.service for one in used.gateways} | {one.service for one in used.interfaces if one.type == "Interface"}
    if used.nats:
        named |= {service.id for service in network.services if service_region(service.id) == region}
        named |= {service_name(code, region) for code in GATEWAY_SERVICES if region}
    return sorted(name for name in named if service_code(name) and ".vpce." not in name)


def _comparison(network: Network, prices: Prices, used: _Used, service: str, gb: float) -> Comparison:
    vpc = used.vpc
    endpoints = [one for one in used.interfaces_to(service) if charged(one)]
    zones = sum(endpoint_zones(one) for one in endpoints) or len(private_zones(network, vpc)) or 1
    options = tuple(_options(prices, used, service, zones, gb))
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
        break_even_gb=break_even(prices, vpc.region, zones, known_nat_price(used.nats)),
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


def _options(prices: Prices, used: _Used, service: str, zones: int, gb: float) -> Iterator[Option]:
    """Gateway endpoints lead to services of their own region only; what another region sends over an interface endpoint or NAT
    pays the transfer between the regions, too.

    Source: AWS PrivateLink Guide, "Gateway endpoints"; AWS PrivateLink pricing, "Cross-region"; Amazon EC2 pricing,
    "Data transfer".
    """
    region = used.vpc.region
    far = service_region(service) if service_region(service) not in ("", region) else ""
    if service_code(service) in WITH_GATEWAY_ENDPOINTS and not far:
        gateways = [one.id for one in used.gateways_to(service)]
        yield _option(prices, region, "gateway_endpoint", WAYS[0], 1, gb, gateways)
    interfaces = [one.id for one in used.interfaces_to(service)]
    yield _option(prices, region, "interface_endpoint", WAYS[1], zones, gb, interfaces, far)
    units = sum(map(nat_units, used.nats)) or zones
    yield _option(prices, region, known_nat_price(used.nats), WAYS[2], units, gb, [nat.id for nat in used.nats], far)


def _option(prices: Prices, region: str, name: str, way: str, units: int, gb: float, in_use: list[str], far: str = "") -> Option:
    hour, through = prices.usd(f"{name}_hour", region), prices.for_gb(f"{name}_gb", region, gb)
    each, between = prices.usd(f"{name}_gb", region), prices.usd("inter_region_gb", region, far) if far else 0.0
    known = hour is not None and through is not None and between is not None
    month = round((hour or 0) * units * HOURS_PER_MONTH + (through or 0) + (between or 0) * gb, 6) if known else None
    return Option(
        way=way,
        usd_per_hour=None if hour is None else round(hour * units, 6),
        usd_per_gb=None if each is None or between is None else round(each + between, 6),
        usd_per_month=month,
        in_use=tuple(in_use),
    )
