"""The charges of a whole network: what each thing costs by the hour, and what each GB through it costs.

Counted are the things of docs/cost.md. What AWS shares out of another account (`foreign`) is not this network's to pay.
"""

from collections.abc import Iterator
from functools import cache

from msgspec import structs

from vpcviz.cost.charges import Charge
from vpcviz.cost.prices import Prices
from vpcviz.cost.reckonings import reckonings
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import STOPPED, is_dead
from vpcviz.model.new_words import words_of
from vpcviz.model.shapes import Field, fields_of

_SORTS = ("type", "connectivity", "availability", "placement", "state", "status")
"""Fields that tell which sort of thing it is, or whether it is there, and so what it costs."""


def price_network(network: Network, prices: Prices, gb: float | None = None) -> tuple[Charge, ...]:
    """Every charge of the network's own things, kind by kind in the order of the model; with `gb`, what that many GB a month
    cost through each. A core network that is only referred to is its own where its account is one of the VPCs'.
    """
    found: list[Charge] = []
    read = {vpc.account for vpc in network.vpcs if not vpc.foreign} - {""}
    for resource in network:
        unread = isinstance(resource, r.CoreNetwork) and resource.account in read
        if (not resource.foreign or unread) and charged(resource):
            found += charges_of(network, resource, prices)
    found += _public_addresses(network, prices)
    return tuple(found if gb is None else [_with_gb(prices, charge, gb) for charge in found])


def _with_gb(prices: Prices, charge: Charge, gb: float) -> Charge:
    if charge.unit != "GB" or charge.amount is None:
        return charge
    tiered = prices.for_gb(charge.price, charge.region, gb) if len(prices.tiers(charge.price, charge.region)) > 1 else None
    usd = charge.amount * gb if tiered is None else tiered * charge.units
    return structs.replace(charge, usd_for_gb=round(usd, 6))


def charged(resource: r.Resource) -> bool:
    """Whether AWS charges for the resource in its present state."""
    return not is_dead(str(getattr(resource, "state", "")))


def charges_of(network: Network, resource: r.Resource, prices: Prices) -> list[Charge]:
    """The charges of one thing, hours first, then GB; none for what is free or not counted. What those of a type or in a
    state that is newer than vpcviz cost is not known."""
    reckoned = reckonings().get(type(resource))
    found = [
        *(reckoned(network, resource, prices) if reckoned is not None else ()),
        *(prices.charge(resource, name) for name in resource.CHARGED),
    ]
    return [structs.replace(charge, usd=None) for charge in found] if _is_new(resource) else found


def _is_new(resource: r.Resource) -> bool:
    return any(name in _SORTS for name, _ in words_of(resource))


def _public_addresses(network: Network, prices: Prices) -> Iterator[Charge]:
    """Every public IPv4 address is charged for, in use or idle, but those of pools that were brought to AWS.

    Source: Amazon VPC pricing, "Public IPv4 addresses".
    """
    seen = {one.public_ip for one in network.elastic_ips if one.own_pool}
    seen |= {address for one in network.network_interfaces for address in one.own_pool_ips}
    for interface in network.network_interfaces:
        addresses = {address for address in (interface.public_ip, *interface.public_ips.values()) if address} - seen
        seen |= addresses
        if addresses and not interface.foreign:
            yield prices.charge(interface, "public_ipv4_hour", units=len(addresses))
    taken = set(seen)
    for name in _addressed():
        for item in getattr(network, name):
            held = {
                one for one in (getattr(item, "public_ip", ""), *(one.public_ip for one in getattr(item, "addresses", ()))) if one
            }
            if held - seen and charged(item) and not item.foreign:
                yield prices.charge(item, "public_ipv4_hour", units=len(held - seen))
            taken |= held
    for rest in network.elastic_ips:  # Idle ones, and those of AWS's services of which nothing else tells.
        if not (rest.foreign or rest.own_pool or rest.public_ip in taken):
            yield prices.charge(rest, "public_ipv4_hour")
    yield from _unwritten_addresses(network, prices)


@cache
def _addressed() -> tuple[str, ...]:
    """The collections of what has public addresses itself, besides those of its interfaces: NAT gateways, firewalls."""
    return tuple(
        name
        for name, kind in CLASSES.items()
        if name not in ("network_interfaces", "elastic_ips") and any(_holds_address(field) for field in fields_of(kind).values())
    )


def _holds_address(field: Field) -> bool:
    return field.name == "public_ip" or (field.record is not None and "public_ip" in field.record.__struct_fields__)


def _unwritten_addresses(network: Network, prices: Prices) -> Iterator[Charge]:
    """The public IPv4 addresses that AWS gives and a spec need not write: one for a public NAT gateway, one in each zone for an
    internet-facing load balancer, one for an instance in a subnet that maps public IPs. A scan tells them on the interfaces.

    Source: VPC User Guide, "NAT gateways", "IP addressing for your VPCs and subnets"; Elastic Load Balancing User Guide, "Load
    balancer scheme". An instance that is stopped gives its public IP back.
    """
    if network.origin != "spec":
        return
    for nat in network.nat_gateways:
        if nat.connectivity == "public" and not (nat.public_ip or nat.addresses) and charged(nat) and not nat.foreign:
            yield from _lacking(network, nat, 1, prices)
    for balancer in network.load_balancers:
        if balancer.scheme == "internet-facing" and not balancer.foreign:
            yield from _lacking(network, balancer, len(balancer.subnets), prices)
    for instance in network.instances:
        if instance.state not in STOPPED and not instance.foreign and _maps(network, instance):
            yield from _lacking(network, instance, 1, prices)


def _maps(network: Network, instance: r.Instance) -> bool:
    """Whether the subnet of an instance's first interface gives what is launched in it a public IP."""
    first = next(iter(network.interfaces_owned.get(instance.id, ())), None)
    subnet = network.get(first.subnet if first is not None else instance.subnet, r.Subnet)
    return subnet is not None and subnet.map_public_ip and (first is None or bool(first.private_ips))


def _lacking(network: Network, owner: r.Resource, wanted: int, prices: Prices) -> Iterator[Charge]:
    """The public addresses that the interfaces of a thing do not have yet."""
    own = network.interfaces_owned.get(owner.id, ())
    written = sum(bool(interface.public_ip or interface.public_ips or interface.carrier_ips) for interface in own)
    if written < wanted:
        yield prices.charge(owner, "public_ipv4_hour", units=wanted - written)
