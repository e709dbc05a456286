"""What a peering connection does with a packet that a route sends to it.

Source: VPC Peering Guide, "Unsupported VPC peering configurations".
"""

from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of
from vpcviz.model.life_cycle import works
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.packets.state import Local, Move, Target, stop, within_any
from vpcviz.traffic.walking.ends import broken, unread
from vpcviz.traffic.walking.walk import Walk

_NO_TRANSIT = "peering is not transitive and has no edge to edge"


@routed_to(r.Peering)
def peering(walk: Walk, move: Target, connection: r.Resource) -> Move:
    """Into the other VPC, if both addresses are of the two VPCs: no transit, no edge to edge."""
    assert isinstance(connection, r.Peering)
    packet, index = walk.packet, walk.index
    if not works(connection.status):
        raise broken(connection, connection.status)
    sides = (connection.requester, connection.accepter)
    if move.vpc not in sides:
        text = f"{connection.label} does not join {move.vpc}"
        raise stop(connection, "BAD_STATE_ATTACHMENT", text, change=f"route to a peering connection of {move.vpc}")
    other = sides[1] if move.vpc == sides[0] else sides[0]
    told = connection.accepter_cidrs if other == connection.accepter else connection.requester_cidrs
    ranges = index.blocks_of.get(other, ()) or blocks_of(*told)
    account = connection.accepter_account if other == connection.accepter else connection.requester_account
    for end, owner, known in ((packet.src, move.vpc, index.blocks_of.get(move.vpc, ())), (packet.dst, other, ranges)):
        if not known:
            named = f"VPC {other}" if other else f"the VPC on the other side of {connection.label}"
            needs = f"{named} takes {packet.what} for {packet.dst.text} in, and its answer comes back"
            target, kind = (other, "vpc") if other else (connection.id, connection.kind)
            raise unread(target, kind, f"{named}{' of account ' + account if account else ''}", needs=needs)
        if not within_any(end, known):
            label = walk.index.label(owner)
            what = "sends" if owner == move.vpc else "takes"
            raise stop(
                connection,
                "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
                f"{connection.label} {what} only addresses of {label}, and {end.text} is none: {_NO_TRANSIT}",
                said=f"{end.text} is no address of {label}: {_NO_TRANSIT}",
                change=_of_its_own(walk, move.vpc),
            )
    walk.passed(connection.id)
    walk.add(connection, "forward", f"peering into {walk.index.label(other)}")
    here, there = index.vpcs.get(move.vpc), index.vpcs.get(other)
    if here is not None and there is not None and here.region != there.region:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "peering between regions")
    return Local(other)


def _of_its_own(walk: Walk, vpc: str) -> str:
    """What it takes to reach an address that a peering connection does not lead to."""
    home = walk.index.vpc_with(walk.packet.dst)
    if home is None or home.id == vpc:
        return f"no single change helps: reach {walk.packet.dst.text} by a peering connection or transit gateway of its own"
    here = walk.index.label(vpc)
    joined = f"join {here} and {home.label} by a peering connection of their own or by a transit gateway, and add routes both ways"
    return f"no single change helps: {_NO_TRANSIT}; {joined}"
