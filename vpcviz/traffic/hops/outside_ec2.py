"""Where ways lead out of what AWS's EC2 tells: Oracle Database@AWS, Outposts, Connect peers, Client VPN.

What decides there is said to be unknown, by its true name: what BGP peers announce, who is connected. Sources: Transit Gateway
Guide, "Transit gateway Connect attachments", "Client VPN attachments", "VPN Concentrator attachments"; AWS Outposts User Guide,
"Local gateways".
"""

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.life_cycle import works
from vpcviz.traffic.hops.inspection import middlebox
from vpcviz.traffic.hops.premises import through
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import Address, Arrived, End, Move, Target, Transit, stop, stop_at, within_any
from vpcviz.traffic.routing.premises_links import interface_ranges, is_down, virtual_interfaces_of, vpn_ranges
from vpcviz.traffic.walking.ends import broken, unread
from vpcviz.traffic.walking.walk import Walk


@routed_to(r.OdbNetwork)
def odb_network(walk: Walk, move: Target, network: r.Resource) -> Move:
    """Into an Oracle Database@AWS network: what has the address there, and what lets it in, is Oracle's to tell.

    Source: Oracle Database@AWS API Reference, OdbPeeringConnectionSummary, peerNetworkCidrs (what can communicate by a peering).
    """
    assert isinstance(network, r.OdbNetwork)
    peering, source = next((one for one in network.peers if one.vpc == move.vpc), None), walk.packet.src
    cidrs = peering.cidrs if peering is not None else ()
    if cidrs and source.known and not within_any(source, tuple(block for one in cidrs if (block := parse_block(one)))):
        text = f"the peering of {walk.index.label(move.vpc)} with ODB network {network.label} is for {', '.join(cidrs)} only"
        raise stop(network, "ODB_PEERED_CIDRS", text, change=f"add {source.text} to the peered CIDRs of {network.id}")
    raise unread(
        network.id,
        network.kind,
        f"what has {walk.packet.dst.text} in {network.id}, and what lets it in there",
        f"what is in ODB network {network.label}",
    )


@routed_to(r.LocalGateway)
def local_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """Out of an Outpost by its local gateway: whether its table has a route is known where it was read; what is beyond is not."""
    assert isinstance(gateway, r.LocalGateway)
    text = walk.packet.dst.text
    routes, table = _routes_for(gateway, move.vpc)
    found = [one for one in routes if (block := parse_block(one.destination)) and within_any(walk.packet.dst, (block,))]
    if routes and walk.packet.dst.known and not found:
        why = f"the route table{' ' + table if table else ''} of local gateway {gateway.label} has no route for {text}"
        raise stop(gateway, "NO_ROUTE_AT_GATEWAY", why, said=f"no route for {text}", change=f"give {gateway.id} a route for {text}")
    route = max(found, key=lambda one: int(one.destination.partition("/")[2] or 128), default=None)
    if route is not None and route.state == "blackhole":
        why = f"{route.destination} of local gateway {gateway.label} is a blackhole"
        raise stop(gateway, "BAD_STATE_ROUTE", why, change=f"give {route.destination} of {gateway.id} a target")
    if route is not None:
        walk.add(gateway, "route", f"{route.destination} → {route.target}")
    beyond = f"what is behind {route.target}" if route is not None else "whose routes were not read"
    raise stop(
        gateway,
        "ROUTES_NOT_KNOWN",
        f"the way leads to local gateway {gateway.label} of an Outpost, {'and ' if route is not None else ''}{beyond}"
        + (" is not known" if route is not None else ""),
        said=f"{beyond} is not known" if route is not None else "its routes were not read",
        missing=beyond if route is not None else f"the route table of {gateway.id}",
        needs=f"{gateway.label} leads {text} on, and its answer back",
    )


def _routes_for(gateway: r.LocalGateway, vpc: str) -> tuple[list[r.LocalGatewayRoute], str]:
    """The routes by which a local gateway routes what a VPC sends, and their table; none where it is not known which of several.

    Source: AWS Outposts User Guide, "Local gateway route tables" (a VPC is associated with one of them).
    """
    tables = {one.table for one in gateway.routes} - {""}
    own = next((one.table for one in gateway.associations if one.vpc == vpc), "")
    if own or len(tables) < 2:
        return [one for one in gateway.routes if one.table in ("", own) or not own], own
    return [], ""


def next_hop_address(walk: Walk, move: Target, hop: Address) -> Move:
    """A route of a VPC Route Server that names the next hop's IP address alone: the interface of the VPC that has it.

    Source: EC2 API Reference, Route, ipAddress.
    """
    interface = walk.index.interface_with(move.vpc, hop)
    if interface is not None:
        return middlebox(walk, move, interface)
    raise stop_at(
        move.target,
        "route",
        "UNKNOWN_DESTINATION",
        f"the next hop {move.target} is no address of an interface that was read",
        said=f"no interface that was read has {move.target}",
        missing=gap_text(walk.index, "network_interfaces", of=walk.index.vpcs.get(move.vpc)) or f"what has {move.target}",
        needs=f"{move.target} gives the packet on to its destination, and the answer back",
    )


def out_of_transit(walk: Walk, attachment: r.TransitGatewayAttachment) -> Move:
    """Out of a transit gateway by an attachment of another type than VPC, VPN, peering. Raises End where it ends."""
    found = walk.index.network.by_id.get(attachment.resource)
    if attachment.type == "connect":
        raise to_connect_peers(walk, attachment, attachment.label, attachment.connect_peers, " by a GRE tunnel")
    if isinstance(found, r.VpnConcentrator):
        return _concentrator(walk, found)
    if isinstance(found, r.ClientVpnEndpoint):
        return _to_clients(walk, found)
    if attachment.type == "direct-connect-gateway":
        return to_direct_connect(walk, attachment.resource, attachment)
    raise unread(attachment.resource or attachment.id, attachment.type)


def to_connect_peers(
    walk: Walk, at: r.Resource, label: str, tunnels: tuple[r.TransitGatewayConnectPeer, ...], how: str = ""
) -> End:
    """The end at a Connect attachment (`label`) of a transit gateway or core network: what is behind its peers is not told."""
    peers = ", ".join(sorted(peer.ip for peer in tunnels))
    told = f"Connect peer {peers}" if peers else f"the Connect peers of {label}"
    return stop(
        at,
        "ROUTES_NOT_KNOWN",
        f"{label} leads{how} to {told}, and what is behind it is not read",
        said=f"on{how} to {told}; what is behind it is not read",
        missing=f"the networks behind {told}",
        needs=f"{told} gives {walk.packet.dst.text} on, and the answer back",
    )


def _concentrator(walk: Walk, concentrator: r.VpnConcentrator) -> Move:
    """Over one of the VPN connections of a concentrator: the one that leads to the address, or the only one."""
    index, packet = walk.index, walk.packet
    if not works(concentrator.state):
        raise broken(concentrator, concentrator.state)
    every = sorted((one for one in index.network.vpn_connections if one.gateway == concentrator.id), key=lambda one: one.id)
    up = [one for one in every if not is_down(one)]
    if every and not up:
        raise broken(every[0], "down", "BAD_STATE_VPN")
    holding = [one for one in up if packet.dst.known and within_any(packet.dst, vpn_ranges(index, one) or ())]
    unsure = [one for one in up if vpn_ranges(index, one) is None]
    if holding or len(up) == 1 == len(unsure):
        return through(walk, sorted(holding or unsure, key=lambda one: (one.id not in walk.taken, one.id))[0])
    raise stop(
        concentrator,
        "ROUTES_NOT_KNOWN",
        f"which of the VPN connections of {concentrator.label} leads to {packet.dst.text} is not known",
        said=f"which of its VPN connections leads to {packet.dst.text} is not known",
        missing=gap_text(index, "vpn_connections") or f"the routes of the VPN connections of {concentrator.id}",
        needs=f"a VPN connection of {concentrator.label} leads to {packet.dst.text}, and its answer comes back",
    )


def from_clients(walk: Walk, endpoint: r.ClientVpnEndpoint) -> Move:
    """From a client of a Client VPN endpoint into the transit gateway that it is attached to, with the client's own address.

    Source: Client VPN Administrator Guide, "Transit Gateway integration with Client VPN" (no source address translation).
    """
    attachments = walk.index.network.attachments_of.get(endpoint.transit_gateway, ())
    attachment = next((one for one in attachments if one.resource == endpoint.id), None)
    if attachment is None:
        gap = gap_text(walk.index, "transit_gateway_attachments")
        raise unread(endpoint.id, endpoint.kind, gap, f"the attachment of {endpoint.label} to {endpoint.transit_gateway}")
    if not works(attachment.state):
        raise broken(attachment, attachment.state, "BAD_STATE_ATTACHMENT")
    walk.note(f"{endpoint.label} is taken to let its clients send there: its routes and authorization rules are not read")
    walk.passed(endpoint.id)
    walk.add(endpoint, "forward", f"into {walk.index.label(endpoint.transit_gateway)}, with the client's own address")
    return Transit(endpoint.transit_gateway, attachment.id)


def _to_clients(walk: Walk, endpoint: r.ClientVpnEndpoint) -> Move:
    """To a client: of the answer to one it is known that it is there."""
    if walk.packet.reply and endpoint.id in walk.taken:
        walk.passed(endpoint.id)
        walk.add(endpoint, "deliver", f"to the client that has {walk.packet.dst.text}")
        return Arrived("premises", endpoint.id, gateway=endpoint.id)
    text = walk.packet.dst.text
    raise stop(
        endpoint,
        "UNKNOWN_DESTINATION",
        f"whether a client of {endpoint.label} has {text} now, and may be reached, is not part of the network's configuration",
        said=f"which client has {text} is not known",
        missing=f"the connections and authorization rules of {endpoint.id}",
        needs=f"a client that is connected to {endpoint.label} has {text} and answers",
    )


def to_direct_connect(walk: Walk, gateway: str, at: r.Resource) -> Move:
    """Over a virtual interface of a Direct Connect gateway, to which an attachment or a core network (`at`) leads."""
    interfaces = sorted(virtual_interfaces_of(walk.index, gateway), key=lambda one: (one.id not in walk.taken, one.id))
    for interface in interfaces:
        if within_any(walk.packet.dst, interface_ranges(walk.index, interface) or ()):
            return through(walk, interface)
    if len(interfaces) == 1 and interface_ranges(walk.index, interfaces[0]) is None:
        return through(walk, interfaces[0])
    where = walk.index.network.by_id.get(gateway, at)
    if not interfaces or any(interface_ranges(walk.index, one) is None for one in interfaces):
        missing = gap_text(walk.index, "virtual_interfaces") or f"the virtual interfaces of {gateway}"
        raise stop(
            where,
            "ROUTES_NOT_KNOWN",
            f"what is behind {where.label} was not read",
            said="what is behind it was not read",
            missing=missing,
            needs=f"a virtual interface of {where.label} leads to {walk.packet.dst.text}, and its answer comes back",
        )
    text = f"no virtual interface of {where.label} leads to {walk.packet.dst.text}"
    raise stop(where, "NO_ROUTE_AT_GATEWAY", text, change=f"announce {walk.packet.dst.text} over Direct Connect")
