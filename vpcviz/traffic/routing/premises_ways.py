"""The ways between AWS and on-premises networks: each link with the gateway that it ends at and what it announces.

Sources: Site-to-Site VPN User Guide, "Route tables and VPN route priority" (Direct Connect before static VPN routes before those
learned by BGP); Direct Connect User Guide, "Allowed prefixes interactions", "Direct Connect gateways".
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of
from vpcviz.model.life_cycle import works
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address
from vpcviz.traffic.routing.far_ends import links_behind
from vpcviz.traffic.routing.premises_links import carries, interface_ranges, virtual_interfaces_of, vpn_ranges
from vpcviz.traffic.routing.transit_tables import announced_to

DIRECT_CONNECT, STATIC_VPN, BGP_VPN = 0, 1, 2


class Way(NamedTuple):
    """One way between a gateway and an on-premises network: `ranges` None where what it announces is not known."""

    rank: int
    link: r.VpnConnection | r.VirtualInterface
    ranges: tuple[Block, ...] | None
    gateway: str = ""
    vpc: str = ""
    attachment: str = ""


def length_of(way: Way, address: Address) -> int:
    """The longest prefix of a way that holds an address, -1 where none does."""
    number, version = address.number, address.version
    if not address.known:  # One of the internet's: no more is known of it than that a default route holds it.
        return max((block.length for block in way.ranges or () if block.version == version and not block.length), default=-1)
    return max((b.length for b in way.ranges or () if b.holds(version, number)), default=-1)


def ways_out(index: Index, gateway: r.VpnGateway) -> list[Way]:
    """The ways from a virtual private gateway to on-premises networks, with the ranges that each leads to."""
    network = index.network
    ways = [Way(DIRECT_CONNECT, one, interface_ranges(index, one)) for one in virtual_interfaces_of(index, gateway.id)]
    for association in network.direct_connect_associations:
        if association.gateway == gateway.id and works(association.state):
            ways += [
                Way(DIRECT_CONNECT, one, interface_ranges(index, one))
                for one in virtual_interfaces_of(index, association.direct_connect_gateway)
            ]
    for connection in network.vpn_connections:
        if connection.gateway == gateway.id:
            ways.append(Way(BGP_VPN if connection.bgp else STATIC_VPN, connection, vpn_ranges(index, connection)))
    return ways


def ways_in(index: Index, premises: r.OnPremises) -> list[Way]:
    """The ways from an on-premises network into AWS, with what each announces to it; made once."""
    key = ("ways-in", premises.id)
    found = index.cache.get(key)
    if isinstance(found, list):
        return found
    network = index.network
    alone = len(network.on_premises) == 1
    ways: list[Way] = []
    if network.get(premises.id, r.OnPremises) is None:
        ways = index.cache[key] = [way for link in links_behind(index, premises.id) for way in link_ways(index, link)]
        return ways
    for connection in network.vpn_connections:
        customer = network.get(connection.customer_gateway, r.CustomerGateway)
        behind = customer.on_premises if customer is not None else ""
        if behind == premises.id or (not behind and alone):
            ways += link_ways(index, connection)
    for interface in network.virtual_interfaces:
        mine = interface.on_premises == premises.id or (not interface.on_premises and (alone or _shares(interface, premises)))
        if mine and interface.type != "public" and carries(interface):
            ways += link_ways(index, interface)
    index.cache[key] = ways
    return ways


def link_ways(index: Index, link: r.VpnConnection | r.VirtualInterface) -> list[Way]:
    """The ways into AWS over one link."""
    if isinstance(link, r.VpnConnection):
        return _gateway_ways(index, link, link.gateway, None, BGP_VPN if link.bgp else STATIC_VPN)
    ways: list[Way] = []
    if index.network.get(link.gateway, r.VpnGateway) is not None:
        ways += _gateway_ways(index, link, link.gateway, None, DIRECT_CONNECT)
    for association in index.network.direct_connect_associations:
        if association.direct_connect_gateway == link.gateway and works(association.state):
            ways += _gateway_ways(index, link, association.gateway, association, DIRECT_CONNECT)
    return ways


def _announced(core: r.CoreNetwork, attachment: r.CoreNetworkAttachment) -> tuple[Block, ...] | None:
    """What a core network announces to the far end of an attachment: the routes of its segment at its edge (a Direct Connect
    gateway's attachment is at several). None where they were not read.

    Source: AWS Cloud WAN User Guide, "Direct Connect gateway attachments", "Site-to-site VPN attachments".
    """
    routes = [one for one in core.routes if one.segment == attachment.segment and attachment.location in ("", one.location)]
    return blocks_of(*dict.fromkeys(one.destination for one in routes if one.state != "blackhole")) if routes else None


def _shares(interface: r.VirtualInterface, premises: r.OnPremises) -> bool:
    return any(one.overlaps(other) for one in blocks_of(*interface.prefixes) for other in blocks_of(*premises.cidrs))


def _gateway_ways(
    index: Index,
    link: r.VpnConnection | r.VirtualInterface,
    gateway_id: str,
    association: r.DirectConnectAssociation | None,
    rank: int,
) -> list[Way]:
    """The ways of one link through one gateway."""
    network = index.network
    gateway = network.by_id.get(gateway_id)
    allowed = blocks_of(*association.allowed_prefixes) if association is not None and association.allowed_prefixes else None
    if isinstance(gateway, r.VpnGateway):
        own = index.blocks_of.get(gateway.vpc, ())
        ranges = tuple(block for block in own if any(one.contains(block) for one in allowed)) if allowed else own
        return [Way(rank, link, ranges, gateway_id, gateway.vpc)] if gateway.vpc else []
    if isinstance(gateway, r.VpnConcentrator):
        ends = [one for one in network.attachments_of.get(gateway_id, ()) if one.resource == gateway_id]
        return [Way(rank, link, announced_to(index, one), one.transit_gateway, "", one.id) for one in ends]
    if isinstance(gateway, r.CoreNetwork):
        end = association.direct_connect_gateway if association is not None else link.id
        tied = [one for one in gateway.attachments if one.resource == end]
        return [Way(rank, link, _announced(gateway, one), gateway_id, "", one.attachment) for one in tied]
    if not isinstance(gateway, r.TransitGateway):
        return [Way(rank, link, None, gateway_id)]
    resource = association.direct_connect_gateway if association is not None else link.id
    attachments = [one for one in network.attachments_of.get(gateway_id, ()) if one.resource == resource]
    if not attachments and association is not None:
        attachments = [one for one in network.attachments_of.get(gateway_id, ()) if one.type == "direct-connect-gateway"]
    return [Way(rank, link, allowed or announced_to(index, one), gateway_id, "", one.id) for one in attachments]
