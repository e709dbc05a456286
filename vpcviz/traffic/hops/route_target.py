"""Hands a packet to what a route leads to, by the function of its kind."""

from vpcviz.model import resources as r
from vpcviz.traffic.hops.inspection import firewall_endpoint
from vpcviz.traffic.hops.outside_ec2 import next_hop_address
from vpcviz.traffic.hops.registry import at, next_hops, words
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import End, Move, Target, address
from vpcviz.traffic.walking.ends import unread
from vpcviz.traffic.walking.walk import Walk


@at(Target)
def to_target(walk: Walk, move: Target) -> Move:
    """Hand the packet to what a route leads to."""
    found = walk.index.network.by_id.get(move.target)
    if move.target in walk.index.network.firewall_endpoints and not isinstance(found, r.GatewayLoadBalancerEndpoint):
        return firewall_endpoint(walk, move)
    if move.target in words():
        return words()[move.target](walk, move)
    hop = address(move.target) if found is None else None
    if hop is not None:
        return next_hop_address(walk, move, hop)
    known = next_hops().get(type(found)) if found is not None else None
    if known is None or found is None:
        raise _not_read(walk, move)
    return known.handler(walk, move, found)


def _not_read(walk: Walk, move: Target) -> End:
    """The end of what is known at something that is not in the network; its kind is that of the first with such ids."""
    kinds = [known.kind for known in next_hops().values() if known.prefix and move.target.startswith(f"{known.prefix}-")]
    vpc = walk.index.vpcs.get(move.vpc)
    missing = gap_text(walk.index, *(kind.COLLECTION for kind in kinds), of=vpc)
    return unread(move.target, kinds[0].KIND if kinds else "route", missing)
