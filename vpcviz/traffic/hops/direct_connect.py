"""Direct Connect gateways: which prefixes are announced over them, and back into AWS at the Direct Connect endpoint.

Source: Direct Connect User Guide, "Direct Connect gateways", "Allowed prefixes interactions".
"""

from typing import Any

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import End, GatewayIn, Move, stop, within_any
from vpcviz.traffic.routing.premises_ways import Way, length_of, link_ways
from vpcviz.traffic.routing.transit_tables import associated_table
from vpcviz.traffic.walking.edits import more
from vpcviz.traffic.walking.walk import Walk

_TURNS_BACK = (
    "AWS's pages disagree on VPCs that reach each other by a supernet announced over Direct Connect: one has it as working since "
    "November 2021, and lists it among what is not supported"
)


def turn_back(walk: Walk, link: r.VirtualInterface, direct: r.DirectConnectGateway | None) -> Move | None:
    """Back into AWS at the Direct Connect endpoint, where the line announces a supernet of two VPCs of its gateway.

    Source: Direct Connect User Guide, "Direct Connect gateways" (the exception of November 2021).
    """
    index, packet = walk.index, walk.packet
    premises = index.network.get(link.on_premises, r.OnPremises)
    if direct is None or not packet.dst.known or not within_any(packet.dst, blocks_of(*link.prefixes)):
        return None
    if premises is not None and within_any(packet.dst, blocks_of(*premises.cidrs)):
        return None
    way = next((one for one in link_ways(index, link) if one.vpc and length_of(one, packet.dst) >= 0), None)
    gateway = index.network.by_id.get(way.gateway) if way is not None else None
    if way is None or gateway is None:
        return None
    walk.note(_TURNS_BACK)
    walk.add(direct, "forward", f"{link.label} announces a supernet of {index.label(way.vpc)}: back at the Direct Connect endpoint")
    return into_vpc(walk, gateway, way.vpc)


def into_vpc(walk: Walk, gateway: r.Resource, vpc: str) -> GatewayIn:
    """In by a VPC's own gateway."""
    walk.passed(gateway.id)
    walk.add(gateway, "forward", f"into {vpc}")
    return GatewayIn(gateway.id, vpc)


def announcement(walk: Walk, premises: r.OnPremises, ways: list[Way], inside: r.Vpc | None) -> dict[str, Any]:
    """The smallest change by which a VPC's address is announced to an on-premises network, in words and as values."""
    text, network = walk.packet.dst.text, walk.index.network
    own = [one for one in network.attachments_of.get(inside.id, ()) if one.type == "vpc"] if inside is not None else []
    for way in ways:
        attachment = next((one for one in own if one.transit_gateway == way.gateway), None)
        if attachment is None:
            continue
        table = associated_table(walk.index, way.gateway, way.attachment)
        allowed = allowed_of(walk.index, way)
        if allowed is not None and allowed.allowed_prefixes:
            prefix = next(iter(inside.cidrs), text) if inside is not None else text
            edits = (more(allowed, "allowed_prefixes", prefix),)
            return {"change": f"allow {prefix} for {way.gateway} at the Direct Connect gateway", "edits": edits}
        if table is not None and table.record is not None:
            change = f"announce {text} to {premises.label}: add a route for it → {attachment.id} to {table.record.id}"
            route = {"destination": f"{text}/{32 if walk.packet.dst.version == 4 else 128}", "attachments": [attachment.id]}
            return {"change": change, "edits": (more(table.record, "routes", route),)}
    if not ways:
        return {"change": f"no single change helps: connect {premises.label} to AWS by VPN or Direct Connect"}
    where = inside.label if inside is not None else text
    need = f"attach {where} to a gateway that {premises.label} is connected to, and announce it there"
    return {"change": f"no single change helps: {need}"}


def not_announced(walk: Walk, premises: r.OnPremises, way: Way, inside: r.Vpc) -> End:
    """The end of a packet for a VPC whose CIDRs Direct Connect does not announce: no allowed prefix covers them.

    Source: Direct Connect User Guide, "Allowed prefixes interactions" (for virtual private gateways they are a filter).
    """
    wanted = ", ".join(inside.cidrs)
    return stop(
        premises,
        "NO_ROUTE_ON_PREMISES",
        f"nothing announces {walk.packet.dst.text} to {premises.label}: no allowed prefix of {way.gateway} covers {wanted}",
        said=f"no route for {walk.packet.dst.text}: no allowed prefix covers {wanted}",
        change=f"allow {wanted} for {way.gateway} at the Direct Connect gateway",
        edits=_allowed(walk, way, inside),
    )


def _allowed(walk: Walk, way: Way, inside: r.Vpc) -> tuple[Edit, ...]:
    """The edits that allow the CIDRs of a VPC on the association of its gateway."""
    association = allowed_of(walk.index, way)
    return tuple(more(association, "allowed_prefixes", cidr) for cidr in inside.cidrs) if association is not None else ()


def allowed_of(index: Index, way: Way) -> r.DirectConnectAssociation | None:
    """The association of a Direct Connect gateway that a way goes by."""
    associations = index.network.direct_connect_associations
    found = (one for one in associations if (one.gateway, one.direct_connect_gateway) == (way.gateway, way.link.gateway))
    return next(found, None)
