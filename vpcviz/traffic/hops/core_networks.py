"""Through Cloud WAN core networks: the routes of an attachment's segment at its edge decide, where they were read.

Sources: AWS Cloud WAN Guide, "Core network policy versions", "Routes"; Network Manager API Reference, GetNetworkRoutes.
"""

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, parse_block
from vpcviz.model.life_cycle import works
from vpcviz.model.new_words import word_of
from vpcviz.traffic.hops.outside_ec2 import to_connect_peers, to_direct_connect
from vpcviz.traffic.hops.premises import through
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.hops.transit_nat import of_core, translate_in, translate_out
from vpcviz.traffic.hops.vpc_attachments import by_subnet
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.state import End, Local, Move, Target, Transit, stop, within_any
from vpcviz.traffic.walking.ends import broken, past_lists, unread
from vpcviz.traffic.walking.walk import Walk, own_block


@routed_to(r.CoreNetwork)
def core_network(walk: Walk, move: Target, network: r.Resource) -> Move:
    """From a VPC into a core network, by the VPC's attachment."""
    assert isinstance(network, r.CoreNetwork)
    own = next((one for one in network.attachments if one.resource == move.vpc), None)
    if own is None:
        raise segments(walk, network)
    here, subnet = walk.index.vpcs.get(move.vpc), walk.index.subnets.get(move.subnet)
    location = own.location or (here.region if here is not None else "")
    return enter(walk, network, own, location, subnet.zone if subnet is not None else "")


def from_transit(walk: Walk, network: r.CoreNetwork, gateway: str, table: str) -> Move:
    """From a transit gateway over its peering: the segment is that of the attachment of the transit gateway route table."""
    tables = [one for one in network.attachments if one.type == "TRANSIT_GATEWAY_ROUTE_TABLE"]
    own = next((one for one in tables if one.resource == table), None)
    if own is None:
        raise segments(walk, network)
    region = getattr(walk.index.network.by_id.get(gateway), "region", "")
    return enter(walk, network, own, own.location or region)


def from_attachment(walk: Walk, network: r.CoreNetwork, attachment: str) -> Move:
    """From an on-premises network by a VPN connection's or Direct Connect gateway's attachment."""
    own = next(one for one in network.attachments if one.attachment == attachment)
    return enter(walk, network, own, own.location or _edge(walk, network, own.segment))


def _edge(walk: Walk, network: r.CoreNetwork, segment: str) -> str:
    """The edge that the packet enters a segment at, where its attachment is at several: one with an attachment that has the
    packet's address; all lead there.
    """
    dst = walk.packet.dst
    for route in network.routes:
        block = parse_block(route.destination)
        if route.segment == segment and route.attachments and block is not None and dst.known and within_any(dst, (block,)):
            return route.location
    return next((one.location for one in network.routes if one.segment == segment), "")


def enter(walk: Walk, network: r.CoreNetwork, own: r.CoreNetworkAttachment, location: str, zone: str = "") -> Move:
    """Into a core network by an attachment at an edge, out again by the route of its segment that wins; `zone`: the packet's."""
    if not works(own.state):
        raise broken(network, own.state, "BAD_STATE_ATTACHMENT", own.attachment)
    segment = f" (segment {own.segment})" if own.segment else ""
    walk.add(network, "forward", f"into the core network by attachment {own.attachment}{segment}")
    walk.passed(network.id)
    translate_in(walk, of_core(network, own))
    start = location
    for _ in range(len({one.location for one in network.routes}) + 1):  # From edge to edge: at most once by each.
        route = _winner(walk, network, own.segment, location)
        if route.attachments or route.groups or not route.edges:
            break
        walk.add(network, "forward", f"{route.destination} leads on to the edge in {route.edges[0]}")
        location = route.edges[0]
    out = next((one for one in network.attachments if _leads_to(route, one)), None)
    if out is None:
        raise _nowhere(network, route)
    _groups(walk, network, (own, out), far=bool(out.location and start and out.location != start))
    walk.add(network, "route", f"{route.destination} → {out.attachment} in segment {own.segment} at {location}")
    for record, what in ((route, route.destination), (own, own.attachment), (out, out.attachment)):
        words = word_of(record)
        if words:
            walk.assume_once(not_documented(network, words, what))
    translate_out(walk, of_core(network, out))
    return _out(walk, network, out, zone)


def _leads_to(route: r.CoreNetworkRoute, attachment: r.CoreNetworkAttachment) -> bool:
    """Whether a route leads to an attachment: by its id, or by its group of network functions at the edge that the route names.

    Source: Network Manager API Reference, NetworkRouteDestination.
    """
    if route.attachments or not route.groups:
        return attachment.attachment in route.attachments
    return attachment.segment in route.groups and attachment.location in (route.edges or (route.location,))


def _nowhere(network: r.CoreNetwork, route: r.CoreNetworkRoute) -> End:
    """The end at a route whose attachment is not among those that were read."""
    whose = " or ".join(route.groups or route.attachments)
    what = f"which attachment {route.destination} of segment {route.segment} leads to"
    return stop(
        network,
        "UNKNOWN_DESTINATION",
        f"{what} was not read" + (f" ({whose})" if whose else ""),
        said=f"the attachment that {route.destination} leads to was not read",
        missing=what,
        needs=f"the attachment of {route.destination} in segment {route.segment} leads on",
    )


def _groups(walk: Walk, network: r.CoreNetwork, ends: tuple[r.CoreNetworkAttachment, ...], *, far: bool) -> None:
    """Whether receivers learn the sender's security groups: in one region, where the core network and both attachments tell them.

    Source: AWS Cloud WAN User Guide, "Security group referencing" (off in a core network's policy unless it is turned on).
    """
    off = next((one.attachment for one in ends if not one.security_group_referencing), "")
    told = network.security_group_referencing
    if far:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a core network between regions")
    elif off or told is False or (told is None and walk.index.spec):
        walk.forget_groups("SG_REFERENCING_SUPPORT", f"{off or network.label}, which has security group referencing off")
    elif told is None:
        walk.packet.groups_unsure = network.label


def _winner(walk: Walk, network: r.CoreNetwork, segment: str, location: str) -> r.CoreNetworkRoute:
    """The route of a segment at an edge that wins: the longest prefix. Raises End where none is known, or there is none."""
    routes = [one for one in network.routes if one.segment == segment and one.location == location]
    if not routes or not walk.packet.dst.known:
        raise segments(walk, network)
    found, opaque = _holding(walk, routes)
    text = walk.packet.dst.text
    where = f"segment {segment} of {network.label} at {location}"
    if opaque:
        says = f"{where} has a route for {' or '.join(opaque)}"
        past_lists(walk, (network, "ROUTES_NOT_KNOWN"), where, says, opaque, none=not found)
    if not found:
        change = f"attach what has {text} to the segment, or share its segment with it"
        raise stop(network, "NO_ROUTE_IN_SEGMENT", f"{where} has no route for {text}", said=f"no route for {text}", change=change)
    route = max(found, key=lambda one: one[0])[1]
    if route.state == "blackhole":
        why = f"{route.destination} in segment {segment} is a blackhole"
        raise stop(
            network, "BAD_STATE_ROUTE", why, said=f"{route.destination} is a blackhole", change=f"take {route.destination} away"
        )
    return route


def _holding(walk: Walk, routes: list[r.CoreNetworkRoute]) -> tuple[list[tuple[int, r.CoreNetworkRoute]], list[str]]:
    """The routes that hold the packet's destination, each with its prefix's length; and the prefix lists that were not read."""
    destination, lists = walk.packet.dst, walk.index.prefix_lists
    found: list[tuple[int, r.CoreNetworkRoute]] = []
    opaque: list[str] = []
    for route in routes:
        listed = lists.get(route.destination)
        if parse_block(route.destination) is None and (listed is None or not listed.known):
            opaque.append(route.destination)
        blocks = blocks_of(*(listed.entries if listed is not None else (route.destination,)))
        held = [one.length for one in blocks if within_any(destination, (one,))]
        found += [(max(held), route)] if held else []
    return found, opaque


def _out(walk: Walk, network: r.CoreNetwork, out: r.CoreNetworkAttachment, zone: str) -> Move:
    """Out of a core network by an attachment."""
    index = walk.index
    if not works(out.state):
        raise broken(network, out.state, "BAD_STATE_ATTACHMENT", out.attachment)
    vpc = index.vpcs.get(out.resource)
    if vpc is not None and not vpc.foreign:
        subnets = sorted(
            (one for one in map(index.subnets.get, out.subnets) if one is not None), key=lambda one: (one.zone, one.id)
        )
        if subnets:
            return by_subnet(walk, network, out.attachment, subnets, vpc, zone, appliance_mode=out.appliance_mode)
        walk.add(network, "forward", f"into {vpc.label} by {out.attachment}")
        if not own_block(index, vpc.id, walk.packet.dst):
            raise unread(network.id, network.kind, f"the subnets of {out.attachment}, whose route table leads on")
        return Local(vpc.id)
    if out.type == "DIRECT_CONNECT_GATEWAY":
        return to_direct_connect(walk, out.resource, network)
    connection = index.network.get(out.resource, r.VpnConnection)
    if connection is not None:
        return through(walk, connection)
    table = index.network.get(out.resource, r.TransitGatewayRouteTable)
    if table is not None:
        for attachment in index.network.attachments_of.get(network.id, ()):
            if attachment.transit_gateway == table.transit_gateway:
                return Transit(table.transit_gateway, attachment.id)
    if out.type == "CONNECT":
        raise to_connect_peers(walk, network, out.attachment, out.connect_peers)
    raise unread(out.resource or network.id, network.kind, f"what is behind {out.attachment} ({out.type})")


def segments(walk: Walk, network: r.CoreNetwork) -> End:
    """The end of what is known at a core network."""
    text = walk.packet.dst.text
    return stop(
        network,
        "ROUTES_NOT_KNOWN",
        f"the way leads into core network {network.label}, whose segments' routes were not read",
        said="the routes of its segments were not read",
        missing=gap_text(walk.index, "core_networks", of=network) or f"the routes of the segments of {network.id}",
        needs=f"a segment of {network.label} leads {text} on, and its answer back",
    )
