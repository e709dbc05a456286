"""The walk of one packet: from where it is to where it is next, until it arrives or ends."""

from collections.abc import Callable
from typing import Any

from vpcviz.model import resources as r
from vpcviz.traffic.index import Index
from vpcviz.traffic.state import (
    Address,
    Arrived,
    End,
    Host,
    LeaveSubnet,
    Move,
    Packet,
    stop_at,
    within_any,
)
from vpcviz.traffic.values import Action, Hop

LONGEST = 64
"""The most places that a packet is followed through."""


class Walk:
    """A packet under way, what it met, and what the things on its way remember of it for the answer.

    `devices` are the gateways and appliances passed, in order; `tracked` the interfaces whose groups let the flow through;
    `translations` the addresses that NAT devices changed (by their id: before, after); `zones` the subnet by which a transit
    gateway first entered a VPC, by attachment, `entered` the same of this walk alone; `public_way` what, if anything, took the
    packet off AWS's network; `taken` the gateways and links that the packet took, which its answer takes again where ways are
    equal. A filter that denies the packet does not end the walk: it is kept in `blockers` (the hops before
    the first one end at `cut`), so that all that is in the way is found. `unfiltered` asks for the routes alone: filters are
    passed over.
    """

    def __init__(self, index: Index, packet: Packet, end: Host | None = None, *, unfiltered: bool = False) -> None:
        self.index = index
        self.unfiltered = unfiltered
        self.packet = packet
        self.end = end
        self.hops: list[Hop] = []
        self.devices: list[str] = []
        self.tracked: set[str] = set()
        self.translations: dict[str, tuple[Address, Address]] = {}
        self.zones: dict[str, str] = {}
        self.entered: dict[str, str] = {}
        self.client_ports = packet.ports
        self.notes: list[str] = []
        self.public_way = ""
        self.taken: frozenset[str] = frozenset()
        self.blockers: list[End] = []
        self.cut = 0

    def answer(self, packet: Packet, end: Host | None, client_ports: tuple[int, int]) -> "Walk":
        """The walk of the answer, to the client's own ports behind any NAT: it remembers what this one met."""
        back = Walk(self.index, packet, end)
        back.client_ports = client_ports
        back.tracked = set(self.tracked)
        back.translations = dict(self.translations)
        back.zones = dict(self.zones)
        back.taken = frozenset(self.devices)
        return back

    # --- what hops say ---

    def add(self, resource: r.Resource, action: Action, because: str) -> None:
        """Note a hop at a resource."""
        self.hops.append(Hop(resource.id, resource.kind, action, because))

    def add_at(self, resource_id: str, kind: str, action: Action, because: str) -> None:
        """Note a hop at what need not be a resource of the network."""
        found = self.index.network.by_id.get(resource_id)
        self.hops.append(Hop(resource_id, kind if found is None else found.kind, action, because))

    def passed(self, device: str) -> None:
        """Note a gateway or appliance on the way."""
        self.devices.append(device)

    def block(self, end: End) -> None:
        """A filter denies the packet; go on, to see what else does."""
        if not self.blockers:
            self.cut = len(self.hops)
        self.blockers.append(end)

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


def own_block(index: Index, vpc: str, address: Address) -> bool:
    """Whether an address is surely in a VPC's ranges."""
    return within_any(address, index.blocks_of.get(vpc, ()))


Handler = Callable[[Walk, Any], Move]


def run(walk: Walk, move: Move, handlers: dict[type, Handler]) -> Arrived:
    """Follow the packet until it arrives. Raises End where it does not."""
    seen: set[tuple[Move, Address, Address]] = set()
    while not isinstance(move, Arrived):
        key = (_place(move), walk.packet.src, walk.packet.dst)
        if key in seen or len(seen) > LONGEST:
            last = walk.hops[-1] if walk.hops else Hop("", "", "drop", "")
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


def _place(move: Move) -> object:
    return ("subnet", move.subnet.id, move.interface) if isinstance(move, LeaveSubnet) else move
