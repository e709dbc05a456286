"""The walk of one packet: from where it is to where it is next, until it arrives or ends."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import newer, not_documented
from vpcviz.traffic.packets.flows import Action, Hop
from vpcviz.traffic.packets.state import Address, Arrived, End, Host, LeaveSubnet, Move, Packet, Target, stop_at, within_any
from vpcviz.traffic.walking.assumptions import Assumption, Choices

T = TypeVar("T")

LONGEST = 64
"""The most places that a packet is followed through."""


class Walk:
    """A packet under way, what it met, and what the things on its way remember of it for the answer.

    `devices` are the gateways and appliances passed, in order; `tracked` the interfaces whose groups let the flow through;
    `translations` the addresses that NAT devices changed (by their id: before, after), `nat64` the IPv6 destinations that NAT
    gateways made IPv4; `zones` the subnet by which a transit
    gateway first entered a VPC, by attachment, `entered` the same of this walk alone; `public_way` what, if anything, took the
    packet off AWS's network; `taken` the gateways and links that the packet took, which its answer takes again where ways are
    equal. A filter that denies the packet does not end the walk: it is kept in `blockers` (the hops before
    the first one end at `cut`), so that all that is in the way is found. `assumed` is what was taken for granted of what was
    not read, also by the walk of the answer, `choices` which ways are taken where that leaves several open. `unfiltered` asks for
    the routes alone: filters are passed over.
    """

    def __init__(
        self,
        index: Index,
        packet: Packet,
        end: Host | None = None,
        *,
        unfiltered: bool = False,
        choices: Choices | None = None,
        assumed: list[Assumption] | None = None,
    ) -> None:
        self.index = index
        self.unfiltered = unfiltered
        self.packet = packet
        self.end = end
        self.hops: list[Hop] = []
        self.devices: list[str] = []
        self.tracked: set[str] = set()
        self.translations: dict[str, tuple[Address, Address]] = {}
        self.nat64: dict[str, Address] = {}
        self.zones: dict[str, str] = {}
        self.entered: dict[str, str] = {}
        self.client_ports = packet.ports
        self.notes: list[str] = []
        self.public_way = ""
        self.taken: frozenset[str] = frozenset()
        self.blockers: list[End] = []
        self.cut = 0
        self.assumed: list[Assumption] = [] if assumed is None else assumed
        self.choices = choices or Choices()
        self.newer = newer(index)

    def answer(self, packet: Packet, end: Host | None, client_ports: tuple[int, int]) -> "Walk":
        """The walk of the answer, to the client's own ports behind any NAT: it remembers what this one met."""
        back = Walk(self.index, packet, end, choices=self.choices, assumed=self.assumed)
        back.client_ports = client_ports
        back.tracked = set(self.tracked)
        back.translations = dict(self.translations)
        back.nat64 = dict(self.nat64)
        back.zones = dict(self.zones)
        back.taken = frozenset(self.devices)
        return back

    # --- what hops say ---

    def add(self, resource: r.Resource, action: Action, because: str, at: str = "") -> None:
        """Note a hop at a resource."""
        self.hops.append(Hop(resource.id, resource.kind, action, because, at))
        self.assume_newer(resource)

    def assume_newer(self, resource: r.Resource | None) -> None:
        """Go on as if what AWS says of a thing in words newer than vpcviz let the packet through."""
        if self.newer and resource is not None and resource.id in self.newer:
            self.assume_once(not_documented(resource, self.newer[resource.id]))

    def add_at(self, resource_id: str, kind: str, action: Action, because: str, at: str = "") -> None:
        """Note a hop at what need not be a resource of the network."""
        found = self.index.network.by_id.get(resource_id)
        self.hops.append(Hop(resource_id, kind if found is None else found.kind, action, because, at))

    def passed(self, device: str) -> None:
        """Note a gateway or appliance on the way."""
        self.devices.append(device)

    def block(self, end: End) -> None:
        """A filter denies the packet; go on, to see what else does."""
        if not self.blockers:
            self.cut = len(self.hops)
        self.blockers.append(end)

    def assume(self, end: End) -> None:
        """Go on as if what was not read let the packet through; `end.needs` is what it would have to say."""
        found = last_hop(self.index, end, self.hops)
        self.hops += found
        self.assumed += [Assumption(end, hop) for hop in found]

    def assume_once(self, end: End) -> None:
        """The same, but for what the packet or its answer met before."""
        if all(one.end.explanation != end.explanation for one in self.assumed):
            self.assume(end)

    def either(self, end: End, options: Sequence[tuple[str, T | End]]) -> T:
        """The next way to try where what was not read leaves several open, each with what it needs to be taken.

        `end` tells what is not known. Raises End where the way that is tried ends here.
        """
        needs, way = options[self.choices.take(len(options))]
        self.choices.open = self.choices.open or end
        if isinstance(way, End):
            raise way
        self.assume(End(end.code, end.explanation, hop=end.hop, missing=end.missing, needs=needs))
        return way

    def note(self, text: str) -> None:
        """Note what the network's configuration cannot tell; once."""
        if text not in self.notes:
            self.notes.append(text)

    def forget_groups(self, code: str, where: str) -> None:
        """Something on the way does not tell receivers the sender's groups.

        Source: VPC User Guide, "Security group referencing", "Middlebox appliances".
        """
        packet = self.packet
        packet.groups_lost = packet.groups_lost or code
        if packet.group_rule and not packet.reply:
            group = packet.group_rule
            text = (
                f"{self.index.label(group)} lets the packet out by a rule that names a group; that does not count through {where}"
            )
            raise End(
                code,
                text,
                hop=Hop(group, "security-group", "deny", f"a rule that names a group does not count through {where}"),
                change=f"add an egress rule for {packet.dst.text} itself to {packet.group_rule}",
            )


def last_hop(index: Index, end: End, hops: Sequence[Hop]) -> list[Hop]:
    """The hop of an end after `hops`; what is not in the network is named at the hop that leads to it."""
    hop = end.hop
    if hop is None:
        return []
    if hop.id in index.network.by_id or hop.kind in ("internet", "service") or not hops:
        return [hop]
    return [Hop(hops[-1].id, hops[-1].kind, hop.action, f"leads to {hop.id}: {hop.because}")]


def own_block(index: Index, vpc: str, address: Address) -> bool:
    """Whether an address is surely in a VPC's ranges."""
    return within_any(address, index.blocks_of.get(vpc, ()))


Handler = Callable[[Walk, Any], Move]


def run(walk: Walk, move: Move, handlers: dict[type, Handler]) -> Arrived:
    """Follow the packet until it arrives. Raises End where it does not."""
    seen: set[tuple[Move, Address, Address]] = set()
    while not isinstance(move, Arrived):
        key = (_place(walk, move), walk.packet.src, walk.packet.dst)
        if key in seen or len(seen) > LONGEST:
            last = next((hop for hop in reversed(walk.hops) if hop.action not in ("allow", "deny")), Hop("", "", "drop", ""))
            raise stop_at(
                last.id,
                last.kind,
                "CYCLIC_PATH_DETECTED",
                f"the routes send {walk.packet.dst.text} around in a circle, back to {last.id}",
                said="the packet has been here before",
                change=f"give {walk.packet.dst.text} a route that leads on",
            )
        seen.add(key)  # type: ignore[arg-type]
        move = handlers[type(move)](walk, move)
    return move


def _place(walk: Walk, move: Move) -> object:
    """Where a packet is; back at what it has just left is another place than the first time there: what is there may say why."""
    if isinstance(move, Target):
        last = walk.devices[-1] if walk.devices else ""
        return move, move.target in (last, walk.index.network.owner_of.get(last))
    return ("subnet", move.subnet.id, move.interface) if isinstance(move, LeaveSubnet) else move
