"""Follows a packet from its sender, and the answer from whoever the packet arrived at."""

from vpcviz.model import resources as r
from vpcviz.traffic.hops import premises
from vpcviz.traffic.hops.outside_ec2 import from_clients
from vpcviz.traffic.hops.registry import places
from vpcviz.traffic.hops.vpc import start
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import (
    Arrived,
    End,
    Host,
    Internet,
    Local,
)
from vpcviz.traffic.routing.far_ends import far_end
from vpcviz.traffic.walking.walk import Walk, run


def from_host(walk: Walk, host: Host) -> Arrived:
    """Follow the packet of a host in a VPC. Raises End."""
    return run(walk, start(walk, host), places())


def from_premises(walk: Walk, network: r.OnPremises) -> Arrived:
    """Follow the packet of an on-premises network. Raises End."""
    if not walk.packet.reply:
        walk.add_at(network.id, network.kind, "leave", f"{walk.packet.what} from {walk.packet.src.text}")
    endpoint = walk.index.network.get(network.id, r.ClientVpnEndpoint)
    move = from_clients(walk, endpoint) if endpoint is not None else premises.leave_premises(walk, network)
    return run(walk, move, places())


def from_internet(walk: Walk) -> Arrived:
    """Follow a packet of the internet. Raises End."""
    walk.add_at("internet", "internet", "leave", f"{walk.packet.what} from {walk.packet.src.text}")
    return run(walk, Internet(""), places())


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
        return run(walk, Local(arrived.vpc), places())
    if arrived.kind == "premises":
        network = walk.index.network.get(arrived.id, r.OnPremises)
        if network is not None:
            walk.hops.append(Hop(network.id, network.kind, "leave", f"the answer to {walk.packet.dst.text}"))
            return from_premises(walk, network)
        return _behind_gateway(walk, arrived)
    walk.hops.append(Hop(arrived.id, arrived.kind, "leave", f"the answer to {walk.packet.dst.text}"))
    return run(walk, Internet(arrived.region), places())


def _behind_gateway(walk: Walk, arrived: Arrived) -> Arrived:
    """The answer of a network that is not written down, over the link that the packet took."""
    network = walk.index.network
    stand_in = far_end(walk.index, arrived.id) or r.OnPremises(id=arrived.id)
    for connection in network.vpn_connections:
        if arrived.gateway in (connection.id, connection.customer_gateway):
            return run(walk, premises.by_link(walk, stand_in, connection), places())
    interface = network.get(arrived.gateway, r.VirtualInterface)
    if interface is not None:
        return run(walk, premises.by_link(walk, stand_in, interface), places())
    raise End(
        "ROUTES_NOT_KNOWN",
        "the network that the packet went to is not written down",
        missing="an on-premises network behind the gateway",
        needs=f"the network behind {arrived.gateway} answers, and its answer comes back",
    )
