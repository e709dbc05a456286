"""On the internet: to what has a public address, AWS services, on-premises networks, or anywhere; and back in.

Sources: VPC User Guide, "Internet gateways", "NAT gateways".
"""

from vpcviz.model import resources as r
from vpcviz.model.services import service_label
from vpcviz.traffic.hops.block_public_access import check_in
from vpcviz.traffic.hops.internet_firewall import inspect_in, untranslate_at_gateway
from vpcviz.traffic.hops.nat import no_connection_in
from vpcviz.traffic.hops.public_pools import pool_table
from vpcviz.traffic.hops.registry import at
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import (
    Address,
    Arrived,
    End,
    GatewayIn,
    Internet,
    Move,
    Premises,
    address,
    is_public,
    stop,
    stop_at,
)
from vpcviz.traffic.routing.premises_links import public_interface
from vpcviz.traffic.walking.edits import new, put
from vpcviz.traffic.walking.ends import unread
from vpcviz.traffic.walking.walk import Walk


@at(Internet)
def on_internet(walk: Walk, move: Internet) -> Move:
    """The packet is on the internet: to an interface of this network by its public address, a service, on-premises, or anywhere."""
    packet, index = walk.packet, walk.index
    if packet.reply:
        back = _known_translation(walk)
        if back is not None:
            return back
    if packet.dst.service:
        return _to_service(walk, move)
    _check_takes(walk)
    found = index.public.get(packet.dst.number) if packet.dst.version == 4 else None
    found = found or (None if packet.dst.known else index.given_public.get(packet.dst.text))
    if found is not None:
        interface, private = found
        return _into_vpc(walk, interface.vpc, address(private) or packet.dst, move)
    if packet.dst.version == 6:
        for interface in index.interfaces_with(packet.dst):
            if index.is_private_ipv6(interface.vpc, packet.dst):
                text = f"{packet.dst.text} is a private IPv6 address, which AWS does not announce to the internet"
                change = f"give {interface.id} an address of a public IPv6 range"
                raise stop_at("internet", "internet", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", text, change=change)
            return _into_vpc(walk, interface.vpc, packet.dst, move)
    if packet.dst.text in index.elastic:
        raise _idle(index.elastic[packet.dst.text])
    if packet.dst.text in index.tunnel_at:
        return _to_tunnel(walk, index.tunnel_at[packet.dst.text])
    premises = index.premises_table.longest(packet.dst.version, packet.dst.number) if packet.dst.known else None
    pooled = pool_table(index, packet.dst) if premises is None else None
    if pooled is not None:
        raise pooled
    _off(walk, "the internet is outside AWS's network")
    if premises is not None:
        return Premises(premises.id)
    walk.add_at("internet", "internet", "deliver", f"the internet takes it to {packet.dst.text}")
    return Arrived("internet", "internet")


def _check_takes(walk: Walk) -> None:
    """Raise the end of a packet to an address that takes nothing from the internet."""
    packet, index = walk.packet, walk.index
    if not is_public(packet.dst):
        text = f"{packet.dst.text} is a private address: it does not exist on the internet"
        raise stop_at(
            "internet",
            "internet",
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            text,
            change="send to a public IP, or over VPN, Direct Connect or peering",
        )
    nat = index.nat_at.get(("public", packet.dst.text))
    if nat is not None:
        raise no_connection_in(nat)
    carried = index.carrier.get(packet.dst.number) if packet.dst.version == 4 and packet.dst.known else None
    if carried is not None:
        raise stop(
            carried,
            "CAGW_ACCEPTS_ONLY_EGRESS",
            f"{packet.dst.text} is a carrier IP of {carried.label}, which nothing reaches from the internet",
            said=f"{packet.dst.text} is a carrier IP: the carrier's network reaches it, the internet does not",
            change="put a load balancer before it in the region, or reach it from the carrier's network",
        )


def _idle(address: r.ElasticIp) -> End:
    """The end of a packet at an Elastic IP that no interface has.

    Sources: VPC User Guide, "Associate Elastic IP addresses with resources in your VPC"; EC2 API Reference, Address.
    """
    manager = address.service_managed
    if manager:
        text = f"{address.public_ip} is managed by AWS ({manager}), and what takes connections at it is not told"
        needs = f"what {manager} stands for takes connections at {address.public_ip}, and sends them on"
        return stop(address, "NOT_READ", text, missing=f"what {address.id} is associated with", needs=needs)
    return stop(
        address,
        "NO_POSSIBLE_DESTINATION",
        f"{address.public_ip} is an Elastic IP that is associated with nothing",
        said="it is associated with nothing",
        change=f"associate {address.id} with a network interface",
    )


def _to_tunnel(walk: Walk, connection: r.VpnConnection) -> Move:
    """To AWS's end of a VPN connection's tunnel.

    Source: Site-to-Site VPN User Guide, "Firewall rules for an AWS Site-to-Site VPN customer gateway device".
    """
    packet = walk.packet
    if packet.protocol != "udp" or packet.ports not in ((500, 500), (4500, 4500)):
        walk.note(f"{connection.label} takes IKE (udp 500 and 4500) and IPsec; whether it answers {packet.what} AWS does not say")
    _off(walk, "the internet is outside AWS's network")
    walk.add(connection, "arrive", f"{packet.dst.text} is AWS's end of a tunnel of it")
    return Arrived("vpn-connection", connection.id)


def _off(walk: Walk, why: str) -> None:
    """Note why the packet does not stay on AWS's network; the first reason counts."""
    walk.public_way = walk.public_way or why


def _to_service(walk: Walk, move: Internet) -> Move:
    """To a public endpoint of an AWS service.

    AWS documents that this stays on its network in the region (PrivateLink Guide, "Gateway endpoints", "Access through an
    internet gateway"); to another region's service it counts as leaving, as it is in no prefix list here.
    """
    service = walk.packet.dst.service
    region = service.split(".")[2] if service.count(".") >= 3 else ""
    if move.region and region and move.region != region:
        walk.public_way = f"{service_label(service)} in {region} is reached at its public address from {move.region}"
        because = f"a public address of {region}, in no prefix list of {move.region}: the traffic leaves AWS's network"
    elif not move.region:
        walk.public_way = f"{service_label(service)} is reached over the internet"
        because = "public address of the service, over the internet"
    else:
        because = f"public address of the service in {region}, within AWS's network (PrivateLink Guide, Gateway endpoints)"
    walk.add_at(service, "service", "deliver", because)
    return Arrived("service", service, region=move.region)


def _known_translation(walk: Walk) -> Move | None:
    """An answer to a public address that an internet gateway, or on-premises' own internet access, gave the packet."""
    for gateway_id, (before, after) in walk.translations.items():
        gateway = walk.index.network.by_id.get(gateway_id)
        if walk.packet.dst == after and isinstance(gateway, r.OnPremises):
            walk.packet.dst = before
            link = public_interface(walk.index, gateway)
            if link is not None and link.id in walk.taken:
                walk.passed(link.id)
                walk.add(link, "forward", "back by the public virtual interface")
            return Premises(gateway.id)
        if walk.packet.dst == after and isinstance(gateway, r.NetworkFirewall):
            into = untranslate_at_gateway(walk, gateway, before)
            walk.packet.dst = before
            return GatewayIn(into.id if into is not None else "", gateway.vpc)
        if walk.packet.dst == after and isinstance(gateway, r.InternetGateway | r.CarrierGateway | r.EgressOnlyInternetGateway):
            walk.passed(gateway.id)
            if before == after:
                walk.add(gateway, "forward", "the answer of a connection that went out here")
            else:
                walk.add(gateway, "translate", f"destination {after.text} becomes {before.text}")
            walk.packet.dst = before
            if not isinstance(gateway, r.CarrierGateway):
                inspect_in(walk, gateway, gateway.vpc)
            _check_denied(walk, gateway.vpc, gateway)
            return GatewayIn(gateway.id, gateway.vpc)
    return None


def _into_vpc(walk: Walk, vpc_id: str, private: Address, move: Internet) -> Move:
    """In by the internet gateway of a VPC. Source: VPC User Guide, "Internet gateways", "Gateway route tables"."""
    gateway = walk.index.internet_gateway_of.get(vpc_id)
    vpc = walk.index.vpcs.get(vpc_id)
    if gateway is None:
        gap = gap_text(walk.index, "internet_gateways", of=vpc)
        if gap:
            raise unread(vpc_id, "vpc", gap, f"the internet gateway of {vpc_id}")
        text = f"{vpc.label if vpc else vpc_id} has no internet gateway"
        change, edits = f"attach an internet gateway to {vpc_id}", (new(r.InternetGateway, id="igw-new", vpc=vpc_id),)
        raise stop_at(vpc_id, "vpc", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", text, change=change, edits=edits)
    there = vpc.region if vpc else ""
    if not move.region or (there and there != move.region):
        _off(walk, f"traffic to {walk.packet.dst.text} goes over the internet, outside AWS's network")
    walk.passed(gateway.id)
    if walk.packet.dst != private:
        walk.translations.setdefault(gateway.id, (walk.packet.dst, private))
        walk.add(gateway, "translate", f"destination {walk.packet.dst.text} becomes {private.text}")
    else:
        walk.add(gateway, "forward", "in by the internet gateway")
    walk.packet.dst = private
    if gateway.id not in walk.index.edge_tables:  # Else where its route table leads decides.
        check_in(walk, gateway, vpc_id)
    inspect_in(walk, gateway, vpc_id)
    _check_denied(walk, vpc_id, gateway)
    return GatewayIn(gateway.id, vpc_id)


def _check_denied(walk: Walk, vpc: str, gateway: r.Resource) -> None:
    """An interface may refuse all that comes from the internet.

    Source: EC2 API Reference, NetworkInterface, denyAllIgwTraffic (set for internal dual-stack load balancers).
    """
    interface = walk.index.interface_with(vpc, walk.packet.dst)
    if interface is not None and interface.deny_all_igw_traffic and isinstance(gateway, r.InternetGateway):
        raise stop(
            interface,
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            f"{interface.label} takes nothing that comes by an internet gateway: its DenyAllIgwTraffic is on",
            said="its DenyAllIgwTraffic is on",
            change=f"turn DenyAllIgwTraffic of {interface.id} off (a load balancer's ipv6.deny_all_igw_traffic)",
            edits=(put(interface, "deny_all_igw_traffic", False),),
        )
