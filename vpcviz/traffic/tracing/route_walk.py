"""Where routes lead a packet, security groups and network ACLs aside: for questions about routes, whose answer no filter changes.

The walk is that of a trace, with the same handlers; only the filters are passed over.
"""

from typing import NamedTuple

from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import Address, Arrived, End, Host, Packet
from vpcviz.traffic.tracing import following
from vpcviz.traffic.walking.walk import Walk


class RouteWalk(NamedTuple):
    """Where routes led: the hops, the ids of the gateways and appliances passed, and where it arrived or why it did not."""

    hops: tuple[Hop, ...]
    devices: tuple[str, ...]
    arrived: Arrived | None
    end: End | None

    @property
    def unknown(self) -> bool:
        """Whether something that decides the way was not read."""
        return self.end is not None and REASONS[self.end.code].verdict == "unknown"


def follow_routes(index: Index, host: Host, destination: Address, *, answer: bool = False) -> RouteWalk:
    """Follow the routes from a host of a VPC to an address; `answer`: the packet is an answer, which no NAT gateway lets out."""
    packet = Packet(host.address, destination, "tcp", (443, 443), reply=answer)
    walk = Walk(index, packet, unfiltered=True)
    try:
        arrived: Arrived | None = following.from_host(walk, host)
        end = None
    except End as ended:
        arrived, end = None, ended.bare()
    if walk.assumed:  # The way is followed as if what was not read led on: it is not known whether it does.
        arrived, end = None, walk.assumed[0].end
    return RouteWalk(tuple(walk.hops), tuple(walk.devices), arrived, end)
