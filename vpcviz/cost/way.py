"""What a traced way costs: the standing charges of the things that it passes, and what each GB pays on it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from vpcviz.cost.charges import Charge, Cost, total
from vpcviz.cost.kinds.links import peering_regions
from vpcviz.cost.prices import Prices, load_prices
from vpcviz.cost.reckonings import is_directed, leaving_price
from vpcviz.cost.standing import charges_of
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r

_TRANSIT = frozenset(
    kind.KIND
    for kind in CLASSES.values()
    if kind is r.TransitGateway or (kind.PART == "between" and "transit_gateway" in kind.__struct_fields__)
)
"""Hops inside of transit gateways."""

_FREE = frozenset(kind.KIND for kind in CLASSES.values() if kind.ZONE_TRANSFER == "free")
"""Hops from which transfer between zones is free."""


class Step(Protocol):
    """A hop of a way: the id and the kind (`data-kind`) of what it passes."""

    @property
    def id(self) -> str:
        """The resource's id."""

    @property
    def kind(self) -> str:
        """The resource's kind."""


class _Place(NamedTuple):
    """A station of a way: its subnet, what stands there, the peering that leads to it, and whether the step to it is free."""

    subnet: r.Subnet
    owner: r.Resource
    peering: r.Peering | None
    free: bool


def price_way(network: Network, hops: Sequence[Step], prices: Prices | None = None) -> Cost:
    """The cost of a way of hops from first to last: USD per month of what stands on it, USD for each GB sent along it.

    Sources: the pricing pages named in the price file. Between zones each GB is charged as it leaves and as it arrives; not so
    through PrivateLink, transit gateways and Client VPN (AWS, "Overview of Data Transfer Costs for Common Architectures").
    """
    used = prices or load_prices()
    charges = [
        *_things(network, hops, used),
        *_transit(network, hops, used),
        *_transfers(network, hops, used),
        *_leaving(network, hops, used),
    ]
    return total(charges, used.as_of)


def _things(network: Network, hops: Sequence[Step], prices: Prices) -> Iterator[Charge]:
    """The charges of the endpoints, NAT gateways, attachments, … that are passed, each once."""
    passed: dict[str, r.Resource] = {}
    for hop in hops:
        for one in (hop.id, network.owner_of.get(hop.id, "")):
            resource = network.by_id.get(one)
            if resource is not None and resource.GATEWAY:
                passed.setdefault(one, resource)
    for resource in passed.values():
        for charge in charges_of(network, resource, prices):
            if charge.unit != "GB" or not is_directed(resource):
                yield charge
        if isinstance(resource, r.NatGateway) and (resource.public_ip or resource.connectivity == "public"):
            yield prices.charge(resource, "public_ipv4_hour")


def _transit(network: Network, hops: Sequence[Step], prices: Prices) -> Iterator[Charge]:
    """A transit gateway charges each GB that a VPC, VPN or Direct Connect sends to it, not what another transit gateway sends.

    Source: AWS Transit Gateway pricing.
    """
    inside: set[str] = set()
    for hop in hops:
        if hop.kind not in _TRANSIT:
            inside.clear()
            continue
        gateway = network.get(hop.id, r.TransitGateway)
        if gateway is not None:
            if not inside:
                yield prices.charge(gateway, "transit_gateway_gb")
            inside.add(gateway.id)


def _transfers(network: Network, hops: Sequence[Step], prices: Prices) -> Iterator[Charge]:
    """Transfer between zones, and over peering between regions."""
    places = _places(network, hops)
    for last, place in pairwise(places):
        yield from _between(network, last, place, prices)


def _places(network: Network, hops: Sequence[Step]) -> list[_Place]:
    """The stations of a way: subnets, or the interfaces in them, with what lies between each and the one before it."""
    places: list[_Place] = []
    peering: r.Peering | None = None
    free = False
    for hop in hops:
        resource = network.by_id.get(hop.id)
        if isinstance(resource, r.Peering):
            peering = resource
        elif hop.kind in _FREE:
            free = True
        subnet = _subnet_of(network, resource)
        if subnet is None or resource is None:
            continue
        owner = network.by_id.get(network.owner_of.get(resource.id, "")) or resource
        if places and places[-1].subnet is subnet and peering is None and not free:
            last = places.pop()
            owner = last.owner if isinstance(resource, r.Subnet) else owner
            places.append(_Place(subnet, owner, last.peering, last.free))
        else:
            places.append(_Place(subnet, owner, peering, free))
        # What leaves a transit gateway stands in its attachment's subnet first: the next step is its own, too.
        peering, free = None, free and isinstance(resource, r.Subnet)
    return places


def _between(network: Network, last: _Place, place: _Place, prices: Prices) -> Iterator[Charge]:
    near, far = last.subnet.region, place.subnet.region
    if place.peering is not None:
        sides = peering_regions(network, place.peering)
        if all(sides) and sides[0] != sides[1]:
            yield prices.charge(place.peering, "inter_region_gb", region=near or sides[0], to_region=far or sides[1])
            return
    if place.free or not last.subnet.zone or not place.subnet.zone or last.subnet.zone == place.subnet.zone or near != far:
        return
    if any(one.ZONE_TRANSFER == "included" for one in (last.owner, place.owner)) and place.peering is None:
        return
    if any(isinstance(one, r.LoadBalancer) and one.type == "application" for one in (last.owner, place.owner)):
        return
    yield prices.charge(place.peering or place.owner, "inter_zone_gb", region=far, units=2)


def _subnet_of(network: Network, resource: r.Resource | None) -> r.Subnet | None:
    """The subnet that a hop stands in, None for what stands in none or in several."""
    if isinstance(resource, r.Subnet):
        return resource
    return network.get(getattr(resource, "subnet", ""), r.Subnet)


def _leaving(network: Network, hops: Sequence[Step], prices: Prices) -> Iterator[Charge]:
    """What leaves AWS pays transfer out; what goes to another region's service by a public address, transfer between regions."""
    gateway: r.Resource | None = None
    sender: r.NetworkInterface | None = None
    for hop in hops:
        resource = network.by_id.get(hop.id)
        if isinstance(resource, r.NetworkInterface) and gateway is None:
            sender = resource
        if leaving_price(resource):
            gateway = resource
            if (
                isinstance(resource, r.InternetGateway)
                and sender is not None
                and sender.public_ip
                and not network.get(sender.owner, r.NatGateway)
            ):
                yield prices.charge(sender, "public_ipv4_hour")
    if gateway is None or not hops:
        return
    region = gateway.region or _vpc_region(network, gateway)
    last = hops[-1]
    service = network.by_id.get(last.id)
    if last.kind in ("internet", r.OnPremises.KIND):
        yield prices.charge(gateway, leaving_price(gateway), region=region)
    elif isinstance(service, r.Service) and service.region and region and service.region != region:
        yield prices.charge(service, "inter_region_gb", region=region, to_region=service.region)


def _vpc_region(network: Network, gateway: r.Resource) -> str:
    vpc = network.by_id.get(getattr(gateway, "vpc", "") or getattr(gateway, "gateway", ""))
    return vpc.region if vpc is not None else ""
