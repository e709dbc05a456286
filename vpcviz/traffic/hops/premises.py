"""Between VPCs and on-premises networks: virtual private gateways, VPN connections, Direct Connect."""

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of
from vpcviz.model.life_cycle import works
from vpcviz.model.services import service_region
from vpcviz.traffic.hops.direct_connect import announcement, into_vpc, not_announced, turn_back
from vpcviz.traffic.hops.registry import at, routed_to
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import (
    Address,
    Arrived,
    End,
    Internet,
    Move,
    Premises,
    Target,
    Transit,
    is_public,
    stop,
    within_any,
)
from vpcviz.traffic.routing.premises_links import is_down, public_interface
from vpcviz.traffic.routing.premises_ways import Way, length_of, link_ways, ways_in, ways_out
from vpcviz.traffic.walking.edits import more
from vpcviz.traffic.walking.ends import attached_elsewhere, broken, unread
from vpcviz.traffic.walking.walk import Walk, own_block


@routed_to(r.VpnGateway)
def vpn_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """Out by the virtual private gateway: the longest prefix, then Direct Connect before VPN."""
    assert isinstance(gateway, r.VpnGateway)
    packet, index = walk.packet, walk.index
    if gateway.vpc and gateway.vpc != move.vpc:
        raise attached_elsewhere(gateway, gateway.vpc, move.vpc)
    if not own_block(index, move.vpc, packet.src):
        raise stop(
            gateway,
            "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
            f"{gateway.label} takes only what comes from its own VPC, and {packet.src.text} does not",
            said=f"{packet.src.text} is no address of its VPC",
            change="use a transit gateway: a virtual private gateway gives nothing on between networks",
        )
    ways = ways_out(index, gateway)
    way = _choose_out(walk, gateway, ways, move)
    walk.passed(gateway.id)
    others = [other for other in ways if other.link.id != way.link.id]
    why = f"by {way.link.label}" + (f", before {', '.join(other.link.label for other in others)}" if others else "")
    walk.add(gateway, "forward", why)
    return through(walk, way.link)


def _choose_out(walk: Walk, gateway: r.VpnGateway, ways: list[Way], move: Target) -> Way:
    dst = walk.packet.dst
    leading = [way for way in ways if way.ranges is None or length_of(way, dst) >= 0]
    up = [way for way in leading if not _is_down(way)]
    if leading and not up:
        raise broken(leading[0].link, "down", "BAD_STATE_VPN")
    ordered = sorted(up, key=lambda way: _preference(walk, way))
    if ordered and length_of(ordered[0], dst) >= 0:
        return ordered[0]
    if ordered and move.propagated:
        if len(ordered) > 1:
            walk.note(
                f"which of {', '.join(way.link.label for way in ordered)} announces {dst.text} is not known; one of them does"
            )
        return ordered[0]
    unsure = bool(ordered)
    if unsure or gap_text(walk.index, "vpn_connections", "virtual_interfaces", of=gateway):
        raise stop(
            gateway,
            "ROUTES_NOT_KNOWN",
            f"the routes that {gateway.label} learned are not known",
            said="the routes that it learned are not known",
            missing=gap_text(walk.index, "vpn_connections", "virtual_interfaces", of=gateway)
            or f"the on-premises ranges behind {gateway.id}",
            needs=f"{gateway.label} has learned a route for {walk.packet.dst.text}, and the answer comes back",
        )
    text = f"no VPN connection or Direct Connect of {gateway.label} leads to {walk.packet.dst.text}"
    change = f"add {walk.packet.dst.text} to the routes of a VPN connection of {gateway.id}"
    if not walk.packet.dst.known:
        change = f"no single change helps: nothing behind {gateway.label} is known to lead to the internet"
    links = [way.link for way in ways if isinstance(way.link, r.VpnConnection) and not is_down(way.link)]
    cidr = f"{walk.packet.dst.text}/{32 if walk.packet.dst.version == 4 else 128}"
    edits = (more(links[0], "static_routes", cidr),) if links and walk.packet.dst.known else ()
    raise stop(gateway, "NO_ROUTE_AT_GATEWAY", text, change=change, edits=edits)


def through(walk: Walk, link: r.Resource) -> Move:
    """Over a VPN connection or a virtual interface to the on-premises network behind it."""
    network = walk.index.network
    if isinstance(link, r.VpnConnection):
        if is_down(link):
            raise broken(link, "down" if works(link.state) else link.state, "BAD_STATE_VPN")
        _tunnel(walk, link)
        customer = network.get(link.customer_gateway, r.CustomerGateway)
        if customer is None:
            return Premises("", link.id)
        walk.add(customer, "forward", "the on-premises end of the tunnel")
        return Premises(customer.on_premises, customer.id)
    assert isinstance(link, r.VirtualInterface)
    direct = network.get(link.gateway, r.DirectConnectGateway)
    if direct is not None:
        walk.add(direct, "forward", f"to {link.label}")
    walk.passed(link.id)
    walk.add(link, "forward", "Direct Connect: a private line")
    return turn_back(walk, link, direct) or Premises(link.on_premises, link.id)


def _tunnel(walk: Walk, link: r.VpnConnection) -> None:
    """Through a VPN connection's tunnel, which leads over the internet unless its outside addresses are private.

    Source: Site-to-Site VPN User Guide, "Private IP AWS Site-to-Site VPN with AWS Direct Connect".
    """
    walk.passed(link.id)
    if link.outside_ip_type == "PrivateIpv4":
        walk.add(link, "forward", "an encrypted tunnel over Direct Connect: its outside IPs are private")
        return
    walk.add(link, "forward", "an encrypted tunnel over the internet")
    walk.public_way = walk.public_way or f"{link.label} is a tunnel over the internet"


@at(Premises)
def on_premises(walk: Walk, move: Premises) -> Move:
    """The packet is at an on-premises network."""
    index, packet = walk.index, walk.packet
    premises = index.network.get(move.network, r.OnPremises)
    if premises is None and packet.dst.known:
        premises = index.premises_table.longest(packet.dst.version, packet.dst.number)
    if premises is None:
        last = walk.hops[-1]
        walk.add_at(last.id, last.kind, "deliver", f"{packet.dst.text} is in the network behind it, which is not written down")
        return Arrived("premises", move.gateway, gateway=move.gateway)
    ranges = blocks_of(*premises.cidrs)
    if ranges and packet.dst.known and not within_any(packet.dst, ranges):
        text = f"{packet.dst.text} is not in {premises.label}"
        raise stop(premises, "NO_POSSIBLE_DESTINATION", text, change=f"use an address of {', '.join(premises.cidrs)}")
    walk.add(premises, "arrive", f"{packet.dst.text} in {premises.label}")
    return Arrived("premises", premises.id, gateway=move.gateway)


def leave_premises(walk: Walk, premises: r.OnPremises) -> Move:
    """Out of an on-premises network: the longest prefix that AWS announces to it, Direct Connect before VPN.

    Source: AWS re:Post, "Direct Connect gateway as primary connection" (the customer gateway prefers Direct Connect).
    """
    packet, index = walk.packet, walk.index
    ways = ways_in(index, premises)
    leading = [way for way in ways if way.ranges is None or length_of(way, packet.dst) >= 0]
    up = [way for way in leading if not _is_down(way)]
    holding = sorted((way for way in up if way.ranges is not None), key=lambda way: _preference(walk, way))
    if holding:
        if length_of(holding[0], packet.dst) == 0:
            walk.note(
                f"{premises.label} is taken to follow the default route that AWS announces; it may have internet access of its own"
            )
        return _enter_aws(walk, premises, holding[0])
    inside = index.vpc_with(packet.dst)
    written = index.network.get(premises.id, r.OnPremises) is not None
    if written and is_public(packet.dst) and (packet.dst.version == 4 or inside is None):
        return _to_public(walk, premises)
    if leading and not up:
        raise broken(leading[0].link, "down", "BAD_STATE_VPN")
    raise _no_way_in(walk, premises, [way for way in ways if not _is_down(way)], inside)


def _is_down(way: Way) -> bool:
    return isinstance(way.link, r.VpnConnection) and is_down(way.link)


def _preference(walk: Walk, way: Way) -> tuple[int, int, bool, str]:
    """The order in which ways are taken: the longest prefix, Direct Connect before VPN, the way that the packet took."""
    return -length_of(way, walk.packet.dst), way.rank, way.link.id not in walk.taken, way.link.id


def _to_public(walk: Walk, premises: r.OnPremises) -> Move:
    """Out to a public address: of AWS, by a public virtual interface where there is one, else by the network's internet access.

    Source: Direct Connect User Guide, "Public virtual interface routing policies" (AWS announces all its public prefixes).
    """
    packet, region = walk.packet, _aws_region(walk)
    link = public_interface(walk.index, premises) if region else None
    if link is not None:
        walk.passed(link.id)
        walk.add(link, "forward", f"Direct Connect, public: {premises.label} sends to AWS's public addresses over a private line")
    else:
        walk.add(premises, "route", f"to {packet.dst.text} over its own internet access")
        walk.public_way = walk.public_way or f"{premises.label} sends it over the internet"
        walk.note(f"{premises.label} is taken to have internet access of its own")
    if not packet.reply:
        public = Address(packet.src.version, -1, f"a public IP of {premises.label}")
        walk.translations[premises.id] = (packet.src, public)
        packet.src = public
    return Internet(region if link is not None else "")


def _aws_region(walk: Walk) -> str:
    """The region of a public address that AWS has: a service's, or one of an interface of the network; "" for any other."""
    index, address = walk.index, walk.packet.dst
    if address.service:
        return service_region(address.service)
    found = index.public.get(address.number) if address.known and address.version == 4 else index.given_public.get(address.text)
    vpc = index.vpcs.get(found[0].vpc) if found is not None else None
    return vpc.region if vpc is not None else ""


def _no_way_in(walk: Walk, premises: r.OnPremises, ways: list[Way], inside: r.Vpc | None) -> End:
    text = walk.packet.dst.text
    if any(way.ranges is None for way in ways):
        return stop(
            premises,
            "TGW_RTB_ROUTES_ARE_UNKNOWN",
            f"what is announced to {premises.label} is not known",
            said="what is announced to it is not known",
            missing=f"the routes that AWS announces to {premises.label}",
            needs=f"a route for {text} is announced to {premises.label}",
        )
    if inside is not None and (refused := next((way for way in ways if way.vpc == inside.id), None)) is not None:
        return not_announced(walk, premises, refused, inside)
    virtual = next((way for way in ways if way.vpc), None)
    if virtual is not None and inside is not None:
        gateway = walk.index.network.by_id[virtual.gateway]
        return stop(
            gateway,
            "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            f"{gateway.label} gives on only to its own VPC, and {text} is in {inside.label}",
            said=f"{text} is not in its VPC, and a VPC passes nothing on (no edge-to-edge routing)",
            change="use a transit gateway, or a VPN connection of that VPC",
        )
    if not ways and (gap := gap_text(walk.index, "vpn_connections", "virtual_interfaces", "customer_gateways")):
        return stop(
            premises,
            "NOT_READ",
            f"the ways out of {premises.label} were not read",
            said="its ways to AWS were not read",
            missing=gap,
            needs=f"a VPN connection or Direct Connect of {premises.label} leads to {text}",
        )
    return stop(
        premises,
        "NO_ROUTE_ON_PREMISES",
        f"nothing announces {text} to {premises.label}",
        said=f"no route for {text}",
        **announcement(walk, premises, ways, inside),
    )


def _enter_aws(walk: Walk, premises: r.OnPremises, way: Way) -> Move:
    network, link = walk.index.network, way.link
    if isinstance(link, r.VpnConnection):
        customer = network.get(link.customer_gateway, r.CustomerGateway)
        if customer is not None:
            walk.add(customer, "forward", f"{premises.label} sends what is for {walk.packet.dst.text} over {link.label}")
        _tunnel(walk, link)
    else:
        walk.passed(link.id)
        walk.add(link, "forward", f"Direct Connect: {premises.label} sends what is for {walk.packet.dst.text} over a private line")
        direct = network.get(link.gateway, r.DirectConnectGateway)
        if direct is not None:
            walk.add(direct, "forward", f"to {way.gateway}")
    gateway = network.by_id.get(way.gateway)
    if gateway is None:
        raise unread(way.gateway, "vpn-gateway")
    if way.attachment:
        return Transit(way.gateway, way.attachment)
    return into_vpc(walk, gateway, way.vpc)


def by_link(walk: Walk, premises: r.OnPremises, link: r.VpnConnection | r.VirtualInterface) -> Move:
    """Into AWS over one link, for an on-premises network that is not written down."""
    for way in link_ways(walk.index, link):
        if way.ranges is None or length_of(way, walk.packet.dst) >= 0:
            return _enter_aws(walk, premises, way)
    text = f"nothing announces {walk.packet.dst.text} over {link.label}"
    raise stop(link, "NO_ROUTE_ON_PREMISES", text, change=f"announce {walk.packet.dst.text} over {link.id}")
