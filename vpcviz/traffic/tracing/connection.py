"""One connection: a packet to an address, what it arrives at and is given on to, and its answer's way back."""

from collections.abc import Callable
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit, Flow, Hop, Protocol
from vpcviz.traffic.packets.state import Address, Arrived, End, Host, Packet, stop_at
from vpcviz.traffic.routing.far_ends import ids_of
from vpcviz.traffic.tracing import following
from vpcviz.traffic.walking.assumptions import Assumption, Choices, is_unknown
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.walk import Walk, last_hop

CLIENT_PORTS = (32768, 60999)
"""Source ports of clients whose system is not known: Linux's, the narrowest usual range.

Source: VPC User Guide, "Ephemeral ports".
"""
WIDE_PORTS = (1024, 65535)
"""Source ports of NAT gateways, load balancers and Lambda functions; the same source."""


class Sender(NamedTuple):
    """Who sends: a host in a VPC, an on-premises network, or (neither) the internet.

    `client` is the source address that receivers see where a load balancer keeps its client's.
    """

    host: Host | None = None
    premises: r.OnPremises | None = None
    address: Address | None = None
    client: Address | None = None


class Connection:
    """What became of a connection: hops there and back, how it ended, and whether packet and answer took the same way.

    `assumed` is what was taken for granted of what was not read.
    """

    def __init__(self) -> None:
        self.forward: list[Hop] = []
        self.back: list[Hop] = []
        self.returning = False
        self.summary = ""
        self.asymmetric: tuple[str, str] | None = None
        self.change = ""
        self.edits: tuple[Edit, ...] = ()
        self.public_way = ""
        self.notes: list[str] = []
        self.assumed: list[Assumption] = []

    def become(self, other: "Connection") -> None:
        """Take over all of another one."""
        self.__dict__.update(other.__dict__)

    def take(self, walk: Walk) -> None:
        """Take over what a walk learned."""
        self.public_way = self.public_way or walk.public_way
        self.notes += [note for note in walk.notes if note not in self.notes]


Onward = Callable[[Walk, Arrived], "Further"]


class Further(NamedTuple):
    """What the receiver did with a packet: further hops there and back, in words, and what was taken for granted for it."""

    forward: list[Hop]
    back: list[Hop]
    summary: str
    public_way: str = ""
    notes: tuple[str, ...] = ()
    assumed: tuple[Assumption, ...] = ()


def connect(
    index: Index, sender: Sender, target: Address, flow: Flow, result: Connection, wanted: Host | None, onward: Onward | None
) -> None:
    """Follow a connection, filling `result`. Raises End where it does not get through.

    Where what was not read leaves several ways open, it is the first that gets through; else one of which it is not known; and
    only where none can get through, how the first ended.
    """
    end = _tried(index, sender, target, flow, result, wanted, onward)
    if end is not None:
        end.assumed = tuple(result.assumed)
        try:
            raise end
        finally:
            del end  # Who keeps the end keeps no frame of the walk by it.


def _tried(
    index: Index, sender: Sender, target: Address, flow: Flow, result: Connection, wanted: Host | None, onward: Onward | None
) -> End | None:
    """How the connection that counts ended, None where it got through; `result` becomes it."""
    choices = Choices()
    kept: tuple[Connection, End] | None = None
    attempt = result
    while True:
        try:
            _follow(index, sender, target, flow, attempt, wanted, onward, choices)
            kept = None
        except End as found:
            end = found.bare()
            if kept is None or (is_unknown(end) and not is_unknown(kept[1])):
                kept = (attempt, end)
            if not is_unknown(end) and choices.advance():
                attempt = Connection()
                continue
            if choices.left is not None and not is_unknown(kept[1]):
                kept = (kept[0], choices.left)
        chosen = kept[0] if kept is not None else attempt
        if chosen is not result:
            result.become(chosen)
        return kept[1] if kept is not None else None


def _follow(
    index: Index,
    sender: Sender,
    target: Address,
    flow: Flow,
    result: Connection,
    wanted: Host | None,
    onward: Onward | None,
    choices: Choices,
) -> None:
    """Follow a connection by one choice of ways."""
    source = sender.address
    assert source is not None
    packet = Packet(sender.client or source, target, _protocol(flow.protocol, target), (flow.port, flow.port))
    choices.start()
    walk = Walk(index, packet, wanted, choices=choices, assumed=result.assumed)
    result.forward = walk.hops
    last: End | None = None
    try:
        arrived = _send(walk, sender)
        _check_wanted(walk, arrived, wanted)
        if walk.blockers:
            _look_further(walk, arrived, onward)
    except End as end:
        if not walk.blockers:
            raise
        last = end.bare()
    if walk.blockers:
        raise _blocked(walk, last)
    result.take(walk)
    further = _received(walk, arrived, onward)
    result.forward += further.forward
    result.assumed += further.assumed
    result.summary = further.summary
    result.public_way = result.public_way or further.public_way
    result.notes += [note for note in further.notes if note not in result.notes]
    result.returning = True
    back = walk.answer(_answer(index, walk, sender), sender.host, client_ports(index, sender))
    result.back = back.hops
    result.back += further.back
    if sender.client is not None:
        back.packet.dst = source
    try:
        _check_back(back, following.from_arrival(back, arrived), sender)
    except End as end:
        if not back.blockers:
            raise
        last = end.bare()
    if back.blockers:
        raise _blocked(back, last)
    result.take(back)
    result.asymmetric, result.change, result.edits = _asymmetry(index, walk, back)


def _received(walk: Walk, arrived: Arrived, onward: Onward | None) -> Further:
    """What the receiver does; where that is not known it is taken to answer, and the way back is followed."""
    if onward is None:
        return Further([], [], "")
    try:
        return onward(walk, arrived)
    except End as end:
        if not is_unknown(end):
            raise
        end.bare()
        hops = last_hop(walk.index, end, walk.hops)
        before = tuple(Assumption(*one) for one in end.assumed)
        return Further(hops, [], "", assumed=(*before, *(Assumption(end, hop) for hop in hops)))


def _protocol(protocol: Protocol, target: Address) -> Protocol:
    """Ping is ICMP over IPv4 and ICMPv6 over IPv6, whichever was asked for."""
    if protocol in ("icmp", "icmpv6"):
        return "icmp" if target.version == 4 else "icmpv6"
    return protocol


def _blocked(walk: Walk, last: End | None) -> End:
    """The first denial of a walk that filters denied, with all the changes that it takes to get through; `last` is how it ended."""
    del walk.hops[walk.cut :]
    first = walk.blockers[0]
    changes = [one.change for one in (*walk.blockers, *((last,) if last is not None else ())) if one.change]
    if last is not None and not last.change:
        changes.append(f"what follows is not known: {last.explanation}")
    changes += [f"what was not read must let it through too: {one.end.needs}" for one in walk.assumed]
    edits = tuple(edit for one in walk.blockers for edit in one.edits)
    return End(first.code, first.explanation, hop=first.hop, change="; then ".join(dict.fromkeys(changes)), edits=edits)


def _look_further(walk: Walk, arrived: Arrived, onward: Onward | None) -> None:
    """What else is in the way beyond the filters: the receiver."""
    if onward is not None:
        onward(walk, arrived)


def _send(walk: Walk, sender: Sender) -> Arrived:
    if sender.host is not None:
        return following.from_host(walk, sender.host)
    if sender.premises is not None:
        return following.from_premises(walk, sender.premises)
    return following.from_internet(walk)


def _answer(index: Index, walk: Walk, sender: Sender) -> Packet:
    ports = (
        WIDE_PORTS
        if any(isinstance(index.network.by_id.get(one), r.NatGateway) for one in walk.translations)
        else client_ports(index, sender)
    )
    return Packet(walk.packet.dst, walk.packet.src, walk.packet.protocol, ports, reply=True)


def client_ports(index: Index, sender: Sender) -> tuple[int, int]:
    """The source ports that a sender may use."""
    interface = sender.host.interface if sender.host is not None else None
    if interface is None:
        return CLIENT_PORTS
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    wide = interface.type == "lambda" or isinstance(owner, r.LoadBalancer | r.NatGateway)
    return WIDE_PORTS if wide or (isinstance(owner, r.Workload) and owner.type == "lambda-function") else CLIENT_PORTS


def _check_wanted(walk: Walk, arrived: Arrived, wanted: Host | None) -> None:
    """Raise End where the address led to another interface than the one asked for (address ranges overlap)."""
    if wanted is None or wanted.interface is None:
        return
    there = arrived.host.interface if arrived.host is not None else None
    if there is wanted.interface:
        return
    last = walk.hops.pop() if walk.hops else Hop("", "", "drop", "")
    text = f"{walk.packet.dst.text} leads to {arrived.id}, not to {wanted.interface.label}"
    raise stop_at(
        last.id or arrived.id,
        last.kind or arrived.kind,
        "ARRIVES_ELSEWHERE",
        f"{text}: the routes of the sender lead elsewhere",
        said=text,
        change=f"add a route to {wanted.vpc} for {walk.packet.dst.text}, or use address ranges that do not overlap",
    )


def _check_back(back: Walk, end: Arrived, sender: Sender) -> None:
    """Raise End where the answer does not come to who sent the packet."""
    if sender.host is not None:
        wanted = sender.host.interface.id if sender.host.interface is not None else sender.host.subnet.id
    elif sender.premises is not None:
        wanted = sender.premises.id
        if end.kind == "premises" and end.id in ids_of(back.index, wanted):
            return
    else:
        wanted = "internet"
    if end.id == wanted:
        return
    text = f"the answer to {back.packet.dst.text} goes to {end.id}, not to {wanted}"
    raise stop_at(
        end.id, end.kind, "ARRIVES_ELSEWHERE", text, change=f"route {back.packet.dst.text} back the way that the packet came"
    )


def _asymmetry(index: Index, walk: Walk, back: Walk) -> tuple[tuple[str, str] | None, str, tuple[Edit, ...]]:
    """Whether the answer passes other gateways or appliances than the packet did; the reason, and the smallest change."""
    there, here = walk.devices, back.devices[::-1]
    if there == here:
        return None, "", ()
    appliances = [one for one in {*there, *here} if _inspects(index, one)]
    differing = sorted(one for one in appliances if (one in there) != (one in here))
    for attachment_id in sorted({*walk.entered} & {*back.entered}):
        attachment = index.network.by_id.get(attachment_id)
        if (
            differing
            and isinstance(attachment, r.TransitGatewayAttachment)
            and not attachment.appliance_mode
            and walk.entered.get(attachment_id) != back.entered.get(attachment_id)
        ):
            said = (
                f"packet and answer meet different appliances ({', '.join(differing)}): {attachment.label} has appliance mode off"
            )
            change, edits = f"turn appliance mode of {attachment_id} on", (put(attachment, "appliance_mode", True),)
            return ("TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED", said), change, edits
    only = next((one for one in here if one not in there), "") or next((one for one in there if one not in here), "")
    ways = (" → ".join(back.devices) or "no gateway", " → ".join(there) or "no gateway")
    said = f"the answer takes another way ({ways[0]}) than the packet ({ways[1]})"
    change = f"route both directions through {only.split(' ')[0]}, or neither" if only else "route both directions alike"
    return ("ASYMMETRIC_ROUTE", said), change, ()


def _inspects(index: Index, device: str) -> bool:
    found = index.network.by_id.get(device.split(" ")[0])
    return isinstance(found, r.GatewayLoadBalancerEndpoint | r.NetworkFirewall | r.NetworkInterface)
