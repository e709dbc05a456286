"""Networks that are not written down: what is behind a VPN connection, a virtual interface or a gateway of theirs, and the clients
of a Client VPN endpoint on a transit gateway.

Such a network has the id of the thing that it is behind, or `BEHIND_ANY`.
"""

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, parse_block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, is_public, within_any
from vpcviz.traffic.routing.premises_links import carries, interface_ranges, virtual_interfaces_of, vpn_ranges

BEHIND_ANY = "on-premises"
"""The id of what is behind any link to an on-premises network that is not written down."""

Link = r.VpnConnection | r.VirtualInterface


def far_end(index: Index, end: str) -> r.OnPremises | None:
    """What stands for the network behind a thing (by its id), or behind any link; None where nothing is behind it."""
    found = index.network.by_id.get(end)
    if isinstance(found, r.ClientVpnEndpoint):
        return r.OnPremises(id=end, name=f"a client of {found.label}") if found.transit_gateway else None
    if not links_behind(index, end):
        return None
    return r.OnPremises(id=end, name=f"the network behind {found.label}" if found is not None else "the on-premises network")


def links_behind(index: Index, end: str) -> list[Link]:
    """The VPN connections and virtual interfaces that lead to the network behind a thing, or (`BEHIND_ANY`) to any that is not
    written down."""
    network = index.network
    found = network.by_id.get(end)
    lines = [one for one in network.virtual_interfaces if one.type != "public" and carries(one)]
    if end == BEHIND_ANY:
        written = {one.id for one in network.customer_gateways if one.on_premises}
        lines = [one for one in lines if not one.on_premises]
        return [*(one for one in network.vpn_connections if one.customer_gateway not in written), *lines]
    if isinstance(found, r.VpnConnection | r.VirtualInterface):
        return [found]
    if isinstance(found, r.CustomerGateway):
        return [one for one in network.vpn_connections if one.customer_gateway == end]
    if not isinstance(found, r.VpnGateway | r.DirectConnectGateway | r.VpnConcentrator):
        return []
    joined = [one.direct_connect_gateway for one in network.direct_connect_associations if one.gateway == end]
    direct = [one for gateway in (end, *joined) for one in virtual_interfaces_of(index, gateway)]
    return [*(one for one in network.vpn_connections if one.gateway == end), *direct]


def ids_of(index: Index, end: str) -> set[str]:
    """The ids by which an answer may come back to a network that is not written down: its own, and those of its links."""
    links = links_behind(index, end)
    return {end, *(one.id for one in links), *(one.customer_gateway for one in links if isinstance(one, r.VpnConnection))}


def ranges_behind(index: Index, end: str) -> tuple[Block, ...]:
    """The ranges of a network that is not written down, as far as they are told: by its links, else by routes that they added."""
    found = index.network.by_id.get(end)
    if isinstance(found, r.ClientVpnEndpoint):
        return blocks_of(found.client_cidr) if found.client_cidr else ()
    links = links_behind(index, end)
    told: list[Block] = []
    for link in links:
        told += (vpn_ranges(index, link) if isinstance(link, r.VpnConnection) else interface_ranges(index, link)) or ()
    return tuple(dict.fromkeys(told)) or _learned(index, links)


def _learned(index: Index, links: list[Link]) -> tuple[Block, ...]:
    """The destinations of routes that links added to tables of VPCs, transit gateways and segments."""
    network = index.network
    gateways = {one.gateway for one in links}
    texts = [
        route.destination
        for table in network.route_tables
        for route in table.routes
        if route.target in gateways and route.origin == "propagated"
    ]
    ends = {*gateways, *(one.id for one in links)}
    attachments = {one.id for one in network.transit_gateway_attachments if one.resource in ends}
    texts += [
        route.destination
        for table in network.transit_gateway_route_tables
        for route in table.routes
        if attachments & {*route.attachments}
    ]
    tied = {one.attachment for core in network.core_networks for one in core.attachments if one.resource in ends}
    texts += [route.destination for core in network.core_networks for route in core.routes if tied and tied & {*route.attachments}]
    return tuple(dict.fromkeys(block for text in texts if (block := parse_block(text)) is not None and block.length))


def behind(index: Index, address: Address) -> r.OnPremises | None:
    """What stands for the network of an address that nothing written down has: where a link leads to it, or it is a private one."""
    told = within_any(address, ranges_behind(index, BEHIND_ANY))
    return far_end(index, BEHIND_ANY) if told or not (is_public(address) or index.vpc_with(address)) else None
