"""Direct Connect gateways: which prefixes are announced over them, and back into AWS at the Direct Connect endpoint.

Source: Direct Connect User Guide, "Direct Connect gateways", "Allowed prefixes interactions".
"""

from vpcviz.model import resources as r
from vpcviz.traffic.index import blocks
from vpcviz.traffic.state import End, GatewayIn, Move, stop
from vpcviz.traffic.walk import Walk
from vpcviz.traffic.ways import Way, holds, length_of, link_ways

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
    if direct is None or not packet.dst.known or not any(holds(block, packet.dst) for block in blocks(link.prefixes)):
        return None
    if premises is not None and any(holds(block, packet.dst) for block in blocks(premises.cidrs)):
        return None
    way = next((one for one in link_ways(index, link) if one.vpc and length_of(one, packet.dst) >= 0), None)
    gateway = index.network.by_id.get(way.gateway) if way is not None else None
    if way is None or gateway is None:
        return None
    walk.note(_TURNS_BACK)
    walk.add(direct, "forward", f"{link.label} announces a supernet of {index.label(way.vpc)}: back at the Direct Connect endpoint")
    walk.passed(gateway.id)
    walk.add(gateway, "forward", f"into {way.vpc}")
    return GatewayIn(gateway.id, way.vpc)


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
    )
