"""Puts the handlers together: what each kind of place and each kind of route target does with a packet."""

from collections.abc import Callable

from vpcviz.model import resources as r
from vpcviz.traffic import beyond, gateways, inspection, internet, nat, premises, transit
from vpcviz.traffic.gaps import gap_text
from vpcviz.traffic.lattice import LATTICE, lattice
from vpcviz.traffic.state import (
    Arrived,
    End,
    GatewayIn,
    Host,
    Internet,
    LeaveSubnet,
    Local,
    Move,
    Premises,
    Target,
    Transit,
    address,
)
from vpcviz.traffic.values import Hop
from vpcviz.traffic.vpc import gateway_in_place, leave_subnet, local, start
from vpcviz.traffic.walk import Handler, Walk, run

_TARGETS: dict[type[r.Resource], Callable[[Walk, Target, r.Resource], Move]] = {
    r.InternetGateway: internet.internet_gateway,
    r.CarrierGateway: internet.internet_gateway,
    r.EgressOnlyInternetGateway: internet.egress_only_gateway,
    r.NatGateway: nat.nat_gateway,
    r.Peering: gateways.peering,
    r.GatewayEndpoint: gateways.gateway_endpoint,
    r.InterfaceEndpoint: gateways.interface_endpoint,
    r.GatewayLoadBalancerEndpoint: inspection.inspection_endpoint,
    r.NetworkFirewall: inspection.network_firewall,
    r.NetworkInterface: inspection.middlebox,
    r.Instance: inspection.middlebox,
    r.VpnGateway: premises.vpn_gateway,
    r.TransitGateway: transit.transit_gateway,
    r.CoreNetwork: beyond.core_network,
    r.OdbNetwork: beyond.odb_network,
    r.LocalGateway: beyond.local_gateway,
}

_FEEDS = {
    "igw-": "internet_gateways",
    "nat-": "nat_gateways",
    "eigw-": "egress_only_internet_gateways",
    "pcx-": "peerings",
    "tgw-": "transit_gateways",
    "vgw-": "vpn_gateways",
    "vpce-": "interface_endpoints",
    "eni-": "network_interfaces",
    "i-": "instances",
    "cagw-": "carrier_gateways",
}
_KINDS = {
    "igw-": "internet-gateway",
    "nat-": "nat-gateway",
    "eigw-": "egress-only-gateway",
    "pcx-": "peering",
    "tgw-": "transit-gateway",
    "vgw-": "vpn-gateway",
    "vpce-": "interface-endpoint",
    "eni-": "eni",
    "i-": "instance",
    "cagw-": "carrier-gateway",
}


def to_target(walk: Walk, move: Target) -> Move:
    """Hand the packet to what a route leads to."""
    found = walk.index.network.by_id.get(move.target)
    if move.target in walk.index.firewall_endpoints and not isinstance(found, r.GatewayLoadBalancerEndpoint):
        return inspection.firewall_endpoint(walk, move)
    handler = _TARGETS.get(type(found)) if found is not None else None
    hop = address(move.target) if found is None else None
    if hop is not None:
        return beyond.next_hop(walk, move, hop)
    if move.target == LATTICE:
        return lattice(walk, move)
    if handler is None or found is None:
        prefix = next((one for one in _FEEDS if move.target.startswith(one)), "")
        vpc = walk.index.vpcs.get(move.vpc)
        keys = ("gateway_endpoints", "gateway_load_balancer_endpoints", "network_firewalls") if prefix == "vpce-" else ()
        missing = gap_text(walk.index, *((_FEEDS[prefix],) if prefix else ()), *keys, of=vpc)
        raise gateways.unread(move.target, _KINDS.get(prefix, "route"), missing)
    return handler(walk, move, found)


HANDLERS: dict[type, Handler] = {
    LeaveSubnet: leave_subnet,
    Local: local,
    Target: to_target,
    Transit: transit.transit,
    Internet: internet.on_internet,
    GatewayIn: gateway_in_place,
    Premises: premises.on_premises,
}


def from_host(walk: Walk, host: Host) -> Arrived:
    """Follow the packet of a host in a VPC. Raises End."""
    return run(walk, start(walk, host), HANDLERS)


def from_premises(walk: Walk, network: r.OnPremises) -> Arrived:
    """Follow the packet of an on-premises network. Raises End."""
    if not walk.packet.reply:
        walk.add(network, "leave", f"{walk.packet.what} from {walk.packet.src.text}")
    return run(walk, premises.leave_premises(walk, network), HANDLERS)


def from_internet(walk: Walk) -> Arrived:
    """Follow a packet of the internet. Raises End."""
    walk.add_at("internet", "internet", "leave", f"{walk.packet.what} from {walk.packet.src.text}")
    return run(walk, Internet(""), HANDLERS)


def from_arrival(walk: Walk, arrived: Arrived) -> Arrived:
    """Follow the answer of whoever the packet arrived at. Raises End."""
    if arrived.kind == "host" and arrived.host is not None:
        return from_host(walk, arrived.host)
    if arrived.kind == "own-service" and arrived.host is not None:
        walk.hops.append(Hop(arrived.id, "service", "leave", f"the answer to {walk.packet.dst.text}"))
        interface = arrived.host.interface
        return Arrived("host", interface.id if interface is not None else arrived.host.subnet.id, arrived.host)
    if arrived.kind == "service" and arrived.gateway:
        endpoint = walk.index.network.by_id[arrived.gateway]
        walk.add(endpoint, "forward", "the service's answer comes back")
        walk.passed(endpoint.id)
        return run(walk, Local(arrived.vpc), HANDLERS)
    if arrived.kind == "premises":
        network = walk.index.network.get(arrived.id, r.OnPremises)
        if network is not None:
            walk.hops.append(Hop(network.id, network.kind, "leave", f"the answer to {walk.packet.dst.text}"))
            return from_premises(walk, network)
        return _behind_gateway(walk, arrived)
    walk.hops.append(Hop(arrived.id, arrived.kind, "leave", f"the answer to {walk.packet.dst.text}"))
    return run(walk, Internet(arrived.region), HANDLERS)


def _behind_gateway(walk: Walk, arrived: Arrived) -> Arrived:
    """The answer of a network that is not written down, over the link that the packet took."""
    network = walk.index.network
    stand_in = r.OnPremises(id=arrived.id)
    for connection in network.vpn_connections:
        if arrived.gateway in (connection.id, connection.customer_gateway):
            return run(walk, premises.by_link(walk, stand_in, connection), HANDLERS)
    interface = network.get(arrived.gateway, r.VirtualInterface)
    if interface is not None:
        return run(walk, premises.by_link(walk, stand_in, interface), HANDLERS)
    raise End(
        "ROUTES_NOT_KNOWN",
        "the network that the packet went to is not written down",
        missing="an on-premises network behind the gateway",
        needs=f"the network behind {arrived.gateway} answers, and its answer comes back",
    )
