"""The charges of a whole network: what each thing costs by the hour, and what each GB through it costs.

Counted are the things of docs/cost.md. What AWS shares out of another account (`foreign`) is not this network's to pay.
"""

from collections.abc import Iterator

from msgspec import structs

from vpcviz.cost.prices import Prices
from vpcviz.cost.values import Charge
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type
from vpcviz.model.meanings import OneOf
from vpcviz.model.shapes import fields_with, new_word

_SORTS = ("type", "connectivity", "availability", "placement")
"""Fields that tell which sort of thing it is, and so what it costs."""

_GONE = frozenset({"deleted", "deleting", "failed", "rejected", "expired", "detached", "detaching"})
"""States, in lower case, in which a thing is not charged for."""


def price_network(network: Network, prices: Prices, gb: float | None = None) -> tuple[Charge, ...]:
    """Every charge of the network's own things, kind by kind in the order of the model; with `gb`, what that many GB a month
    cost through each.
    """
    found: list[Charge] = []
    for resource in network:
        if not resource.foreign and charged(resource):
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
    return str(getattr(resource, "state", "")).lower() not in _GONE


def charges_of(network: Network, resource: r.Resource, prices: Prices) -> list[Charge]:
    """The charges of one thing, hours first, then GB; none for what is free or not counted. What those of a type that is newer than
    vpcviz cost is not known."""
    found = [*_charges(network, resource, prices), *(prices.charge(resource, name) for name in resource.CHARGED)]
    return [structs.replace(charge, usd=None) for charge in found] if _is_new(resource) else found


def _is_new(resource: r.Resource) -> bool:
    return any(new_word(resource, name) for name, _ in fields_with(type(resource), OneOf) if name in _SORTS)


def _charges(network: Network, resource: r.Resource, prices: Prices) -> Iterator[Charge]:
    match resource:
        case r.InterfaceEndpoint(type="Interface"):
            yield from _pair(prices, resource, "interface_endpoint", endpoint_zones(resource))
            yield from _other_region(prices, resource)
        case r.InterfaceEndpoint(type="Resource" | "ServiceNetwork"):
            yield from _pair(prices, resource, "resource_endpoint", endpoint_zones(resource))
        case r.InterfaceEndpoint():
            yield from _pair(prices, resource, "other_endpoint", endpoint_zones(resource))
        case r.GatewayEndpoint():
            yield from _pair(prices, resource, "gateway_endpoint")
        case r.GatewayLoadBalancerEndpoint():
            yield from _pair(prices, resource, "gateway_load_balancer_endpoint", endpoint_zones(resource))
        case r.NatGateway():
            yield from _pair(prices, resource, "nat_gateway")
        case r.InternetGateway() | r.EgressOnlyInternetGateway():
            yield prices.charge(resource, "internet_out_gb", region=resource.region or _region(network, resource.vpc))
        case r.TransitGateway():
            yield prices.charge(resource, "transit_gateway_gb")
        case r.TransitGatewayAttachment():
            yield from _attachment(network, resource, prices)
        case r.VpnConnection():
            region = resource.region or _region(network, resource.gateway)
            yield prices.charge(resource, "vpn_connection_hour", region=region)
            yield prices.charge(resource, "internet_out_gb", region=region)
        case r.CoreNetwork():
            edges = {one.location for one in resource.attachments} | {one.location for one in resource.routes}
            yield prices.charge(resource, "core_network_edge_hour", units=max(1, len(edges - {""})))
            yield prices.charge(resource, "core_network_attachment_hour", units=max(1, len(resource.attachments)))
            yield prices.charge(resource, "core_network_gb")
        case r.Vpc(encryption_control=mode) if mode:
            yield prices.charge(resource, "vpc_encryption_control_hour")
        case r.Workload(type="verified-access-endpoint"):
            yield from _pair(prices, resource, "verified_access_endpoint")
        case r.NetworkInterface(type=kind, owner="") if interface_type(kind) is None:
            yield prices.charge(resource, "other_interface_hour")
        case r.ClientVpnEndpoint(vpc="", subnets=(), transit_gateway=hub) if hub:
            yield prices.charge(resource, "client_vpn_transit_hour")
        case r.ClientVpnEndpoint():
            yield prices.charge(resource, "client_vpn_association_hour", units=max(1, len(resource.subnets)))
        case r.Peering(status="active"):
            yield _peering(network, resource, prices)
        case r.ResolverEndpoint():
            yield prices.charge(resource, "resolver_endpoint_interface_hour", units=max(1, len(resource.ips)))
        case r.NetworkFirewall(placement="internet-gateway"):
            yield from _pair(prices, resource, "internet_firewall")
        case r.NetworkFirewall(placement="proxy"):
            units = max(1, len(resource.endpoints) or len(resource.subnets))
            yield from _pair(prices, resource, "proxy_firewall_endpoint", units, "proxy_firewall_gb")
        case r.NetworkFirewall():
            further = set(resource.endpoints).difference(resource.subnets) if resource.subnets else ()
            units = max(1, len(resource.endpoints) - len(further) or len(resource.subnets) or len(resource.zones))
            yield from _pair(prices, resource, "network_firewall_endpoint", units, "network_firewall_gb")
            if further:
                yield prices.charge(resource, "network_firewall_further_endpoint_hour", units=len(further))
        case r.VirtualInterface():
            yield prices.charge(resource, "direct_connect_port_hour")
            yield prices.charge(resource, "direct_connect_out_gb")
        case r.HostedZone(managed_by=""):
            yield prices.charge(resource, "hosted_zone_month", region=_region(network, *resource.vpcs) or "us-east-1")


def _pair(prices: Prices, resource: r.Resource, name: str, units: float = 1, per_gb: str = "") -> Iterator[Charge]:
    yield prices.charge(resource, f"{name}_hour", units=units)
    yield prices.charge(resource, per_gb or f"{name}_gb")


def endpoint_zones(endpoint: r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint) -> int:
    """In how many zones the endpoint is charged for: one network interface, one subnet, one zone."""
    return max(len(endpoint.subnets), len(endpoint.network_interfaces))


def _other_region(prices: Prices, endpoint: r.InterfaceEndpoint) -> Iterator[Charge]:
    """An endpoint to a service in another region pays the transfer between the regions, too.

    Source: AWS PrivateLink pricing, "Cross-region".
    """
    if endpoint.service_region and endpoint.region and endpoint.service_region != endpoint.region:
        yield prices.charge(endpoint, "inter_region_gb", to_region=endpoint.service_region)


def _attachment(network: Network, attachment: r.TransitGatewayAttachment, prices: Prices) -> Iterator[Charge]:
    """An attachment is charged by the hour; one between two transit gateways on both sides, in each side's region."""
    region = attachment.region or _region(network, attachment.transit_gateway)
    yield prices.charge(attachment, "transit_gateway_attachment_hour", region=region)
    if attachment.type == "peering":
        other = network.get(attachment.resource, r.TransitGateway)
        listed = any(
            one.resource == attachment.transit_gateway
            for one in network.attachments_of.get(attachment.resource, ())
            if one is not attachment
        )
        if other is not None and not other.foreign and not listed:
            yield prices.charge(attachment, "transit_gateway_attachment_hour", region=other.region)
        far = other.region if other is not None else attachment.resource_region
        if far and far != region:
            yield prices.charge(attachment, "inter_region_gb", region=region, to_region=far)


def _peering(network: Network, peering: r.Peering, prices: Prices) -> Charge:
    """Peering is free in a zone; between zones each GB is charged as it leaves and as it arrives, between regions as it leaves.

    Source: Amazon VPC Peering Guide, "Pricing for a VPC peering connection".
    """
    near, far = peering_regions(network, peering)
    if near and far and near != far:
        return prices.charge(peering, "inter_region_gb", region=near, to_region=far)
    return prices.charge(peering, "inter_zone_gb", region=near or far, units=2)


def peering_regions(network: Network, peering: r.Peering) -> tuple[str, str]:
    """The regions of the requester's and the accepter's side, "" where not known."""
    near = _region(network, peering.requester) or peering.requester_region or peering.region
    far = _region(network, peering.accepter) or peering.accepter_region or peering.region
    return near, far


def _region(network: Network, *ids: str) -> str:
    for one in ids:
        resource = network.by_id.get(one)
        if resource is not None and resource.region:
            return resource.region
    return ""


def _public_addresses(network: Network, prices: Prices) -> Iterator[Charge]:
    """Every public IPv4 address is charged for, in use or idle. Source: Amazon VPC pricing, "Public IPv4 addresses"."""
    seen: set[str] = set()
    for interface in network.network_interfaces:
        addresses = {address for address in (interface.public_ip, *interface.public_ips.values()) if address}
        seen |= addresses
        if addresses and not interface.foreign:
            yield prices.charge(interface, "public_ipv4_hour", units=len(addresses))
    for nat in network.nat_gateways:
        own = {one for one in (nat.public_ip, *(one.public_ip for one in nat.addresses)) if one} - seen
        if own and charged(nat) and not nat.foreign:
            yield prices.charge(nat, "public_ipv4_hour", units=len(own))
    for firewall in network.network_firewalls:
        if firewall.addresses and not firewall.foreign:
            yield prices.charge(firewall, "public_ipv4_hour", units=len(firewall.addresses))
    taken = (
        seen
        | {one.public_ip for nat in network.nat_gateways for one in nat.addresses}
        | {n.public_ip for n in network.nat_gateways}
    )
    for idle in network.elastic_ips:
        if not (idle.foreign or idle.service_managed or idle.own_pool or idle.public_ip in taken):
            yield prices.charge(idle, "public_ipv4_hour")
    yield from _unwritten_addresses(network, prices)


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
        if instance.state in ("", "pending", "running") and not instance.foreign and _maps(network, instance):
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
