"""One connection: a packet to an address, what it arrives at and is given on to, and its answer."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit, Flow, Hop, Protocol
from vpcviz.traffic.packets.state import Address, Arrived, End, Host, Packet, stop_at
from vpcviz.traffic.tracing import following
from vpcviz.traffic.tracing.way_back import Sender, answer_of, asymmetry, check_back, client_ports
from vpcviz.traffic.walking.assumptions import Assumption, Choices, is_unknown
from vpcviz.traffic.walking.walk import Walk, last_hop

T = TypeVar("T")


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

    def received(self, further: "Further") -> None:
        """Take over what the receiver did with the packet; what follows is the answer."""
        self.forward += further.forward
        self.assumed += further.assumed
        self.summary = further.summary
        self.public_way = self.public_way or further.public_way
        self.notes += [note for note in further.notes if note not in self.notes]
        self.returning = True


Onward = Callable[[Walk, Arrived], "Further"]


class Further(NamedTuple):
    """What the receiver did with a packet: further hops there and back, in words, and what was taken for granted for it."""

    forward: list[Hop]
    back: list[Hop]
    summary: str
    public_way: str = ""
    notes: tuple[str, ...] = ()
    assumed: tuple[Assumption, ...] = ()


class Wanted(NamedTuple):
    """A connection that is asked for: who sends what to which address, which host is to get it (None: whichever has the address),
    and what the receiver does with it (None: it answers).
    """

    known: Index
    sender: Sender
    target: Address
    flow: Flow
    host: Host | None = None
    onward: Onward | None = None


def connect(wanted: Wanted, result: Connection) -> None:
    """Follow a connection, filling `result`. Raises End where it does not get through.

    Where what was not read leaves several ways open, it is the first that gets through; else one of which it is not known; and
    only where none can get through, how the first ended.
    """
    end = _tried(wanted, result)
    if end is not None:
        end.assumed = tuple(result.assumed)
        try:
            raise end
        finally:
            del end  # Who keeps the end keeps no frame of the walk by it.


def _tried(wanted: Wanted, result: Connection) -> End | None:
    """How the connection that counts ended, None where it got through; `result` becomes it."""
    choices = Choices()
    reported: tuple[Connection, End] | None = None
    attempt = result
    while True:
        try:
            _follow(wanted, attempt, choices)
            reported = None
        except End as found:
            end = found.bare()
            if reported is None or (is_unknown(end) and not is_unknown(reported[1])):
                reported = (attempt, end)
            if not is_unknown(end) and choices.advance():
                attempt = Connection()
                continue
            if choices.left is not None and not is_unknown(reported[1]):
                reported = (reported[0], choices.left)
        chosen = reported[0] if reported is not None else attempt
        if chosen is not result:
            result.become(chosen)
        return reported[1] if reported is not None else None


def _follow(wanted: Wanted, result: Connection, choices: Choices) -> None:
    """Follow a connection by one choice of ways, there and back."""
    index, sender, flow = wanted.known, wanted.sender, wanted.flow
    source = sender.address
    assert source is not None
    packet = Packet(sender.client or source, wanted.target, _protocol(flow.protocol, wanted.target), (flow.port, flow.port))
    choices.start()
    walk = Walk(index, packet, wanted.host, choices=choices, assumed=result.assumed)
    result.forward = walk.hops
    arrived = _there(walk, wanted)
    result.take(walk)
    further = _received(walk, arrived, wanted.onward)
    result.received(further)
    back = walk.answer(answer_of(index, walk, sender), sender.host, client_ports(index, sender))
    result.back = back.hops
    result.back += further.back
    if sender.client is not None:
        back.packet.dst = source
    _back(back, arrived, sender)
    result.take(back)
    result.asymmetric, result.change, result.edits = asymmetry(index, walk, back)


def _there(walk: Walk, wanted: Wanted) -> Arrived:
    """Where the packet arrives. Raises End where it does not, with all filters that are in the way."""

    def send() -> Arrived:
        arrived = _send(walk, wanted.sender)
        _check_wanted(walk, arrived, wanted.host)
        if walk.blockers and wanted.onward is not None:
            wanted.onward(walk, arrived)  # What else is in the way beyond the filters: the receiver.
        return arrived

    return _past_filters(walk, send)


def _back(back: Walk, arrived: Arrived, sender: Sender) -> None:
    """The answer's way. Raises End where it does not come to who sent the packet, with all filters that are in the way."""
    _past_filters(back, lambda: check_back(back, following.from_arrival(back, arrived), sender))


def _past_filters(walk: Walk, go: Callable[[], T]) -> T:
    """What comes of a way that goes on behind filters which deny the packet. Raises End with all of them, where there are any."""
    last: End | None = None
    try:
        found = go()
    except End as end:
        if not walk.blockers:
            raise
        last = end.bare()
    if walk.blockers:
        raise _blocked(walk, last)
    return found


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


def _send(walk: Walk, sender: Sender) -> Arrived:
    if sender.host is not None:
        return following.from_host(walk, sender.host)
    if sender.premises is not None:
        return following.from_premises(walk, sender.premises)
    return following.from_internet(walk)


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
