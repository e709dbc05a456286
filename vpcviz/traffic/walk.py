"""The walk of one packet: from where it is to where it is next, until it arrives or ends; what a VPC itself does with it."""

from collections.abc import Callable
from typing import Any

from vpcviz.model import resources as r
from vpcviz.traffic.filters import Decision, acl_decides, groups_decide
from vpcviz.traffic.index import Index, gap_text
from vpcviz.traffic.routes import choose, table_of
from vpcviz.traffic.state import (
    Address,
    Arrived,
    End,
    GatewayIn,
    Host,
    LeaveSubnet,
    Local,
    Move,
    Packet,
    Target,
    hop,
    within_any,
)
from vpcviz.traffic.values import Action, Hop

LONGEST = 64
"""The most places that a packet is followed through."""


class Walk:
    """A packet under way, what it met, and what the things on its way remember of it for the answer.

    `devices` are the gateways and appliances passed, in order; `tracked` the interfaces whose groups let the flow through;
    `translations` the addresses that NAT devices changed (by their id: before, after); `zones` the subnet by which a transit
    gateway first entered a VPC, by attachment, `entered` the same of this walk alone; `public_way` what, if anything, took the packet off AWS's network. A filter that denies the packet does not end the walk: it is
    kept in `blockers` (the hops before the first one end at `cut`), so that all that is in the way is found.
    """

    def __init__(self, index: Index, packet: Packet, end: Host | None = None) -> None:
        self.index = index
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
        self.blockers: list[End] = []
        self.cut = 0

    def answer(self, packet: Packet, end: Host | None, client_ports: tuple[int, int]) -> "Walk":
        """The walk of the answer, to the client's own ports behind any NAT: it remembers what this one met."""
        back = Walk(self.index, packet, end)
        back.client_ports = client_ports
        back.tracked = set(self.tracked)
        back.translations = dict(self.translations)
        back.zones = dict(self.zones)
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
            group = self.index.network.by_id.get(packet.group_rule)
            raise End(
                code,
                f"{group.label if group else packet.group_rule} lets the packet out by a rule that names a group, which does not count through {where}",
                hop=Hop(packet.group_rule, "security-group", "deny", f"a rule that names a group does not count through {where}"),
                change=f"add an egress rule for {packet.dst.text} itself to {packet.group_rule}",
            )


# --- filters ------------------------------------------------------------------------------------------------------------


def pass_groups(walk: Walk, interface: r.NetworkInterface, *, egress: bool) -> None:
    """Let the packet through an interface's security groups, or note that they deny it. An answer needs no rule: they are stateful."""
    packet = walk.packet
    if packet.reply and interface.id in walk.tracked:
        way = "out" if egress else "in"
        groups = walk.index.groups_of(interface) or ()
        if groups:
            walk.add_at(groups[0], "security-group", "allow", f"stateful: the answer is let {way} without a rule")
        return
    decision = groups_decide(walk.index, interface, packet, egress=egress)
    if decision is None:
        walk.note(f"{interface.label} has no security group written: nothing filters it") if walk.index.spec and _has_groups(
            interface
        ) else None
        walk.tracked.add(interface.id)
        return
    if decision.allowed:
        walk.add_at(decision.id, "security-group", "allow", decision.because)
        walk.tracked.add(interface.id)
        return
    address = packet.dst if egress else packet.src
    rule = f"{packet.what} {'to' if egress else 'from'} {address.text}"
    _denied(walk, decision, "security-group", interface.label, f"add an {_way(egress)} rule to {decision.id}: {rule}")
    walk.tracked.add(interface.id)


def _way(egress: bool) -> str:
    return "outbound" if egress else "inbound"


def _denied(walk: Walk, decision: Decision, kind: str, where: str, change: str) -> None:
    """Note what denies the packet; raise End where it is not known whether it does."""
    unknown = decision.allowed is None
    found = walk.index.network.by_id.get(decision.id)
    end = End(
        decision.code,
        f"{decision.because}, at {where}",
        hop=Hop(decision.id, kind if found is None else found.kind, "unknown" if unknown else "deny", decision.because),
        change="" if unknown else change,
        missing=decision.missing,
    )
    if unknown:
        raise end
    walk.block(end)


def _has_groups(interface: r.NetworkInterface) -> bool:
    return interface.type not in ("nat_gateway", "gateway_load_balancer_endpoint", "network_load_balancer", "gateway_load_balancer")


def pass_acl(walk: Walk, subnet: r.Subnet, *, egress: bool) -> None:
    """Let the packet through the network ACL of a subnet, or note that it is denied."""
    packet = walk.packet
    decision = acl_decides(walk.index, subnet, packet, egress=egress)
    if decision.allowed:
        walk.add_at(decision.id, "network-acl", "allow", decision.because)
        return
    address = packet.dst if egress else packet.src
    rule = f"allow {packet.what} {'to' if egress else 'from'} {address.text}"
    where = f"{'leaving' if egress else 'entering'} subnet {subnet.label}"
    _denied(walk, decision, "network-acl", where, f"add an {_way(egress)} rule to {decision.id} before the one that denies: {rule}")


# --- subnets and interfaces ---------------------------------------------------------------------------------------------


def start(walk: Walk, host: Host) -> Move:
    """The packet leaves its sender: security groups, then the subnet."""
    interface = host.interface
    if interface is None:
        walk.add(
            host.subnet, "leave", f"{walk.packet.what} from any host of {host.subnet.label}; its security groups are not considered"
        )
        return LeaveSubnet(host.subnet)
    owner = walk.index.network.by_id.get(walk.index.network.owner_of.get(interface.id, ""))
    whose = f" of {owner.label}" if owner is not None else ""
    walk.add(interface, "leave", f"{walk.packet.what} from {walk.packet.src.text}{whose}")
    if not walk.packet.reply:
        walk.packet.groups = frozenset(walk.index.groups_of(interface) or ())
    pass_groups(walk, interface, egress=True)
    return LeaveSubnet(host.subnet, interface.id)


def leave_subnet(walk: Walk, move: LeaveSubnet) -> Move:
    """Out of a subnet by its ACL and route table; what is for the same subnet meets neither.

    Source: VPC User Guide, "Network ACLs" and "Subnet route tables".
    """
    subnet, packet, index = move.subnet, walk.packet, walk.index
    if packet.dst.known and index.subnet_at(subnet.vpc, packet.dst) is subnet:
        walk.add(subnet, "forward", f"{packet.dst.text} is in the same subnet: no route table and no network ACL")
        return enter(walk, subnet)
    pass_acl(walk, subnet, egress=True)
    record = index.network.route_table_of(subnet)
    if record is None:
        missing = gap_text(index, "route_tables", of=subnet) or f"the route table of {subnet.id}"
        raise End(
            "NOT_READ",
            f"the route table of subnet {subnet.label} was not read",
            hop=hop(subnet, "unknown", "its route table was not read"),
            missing=missing,
        )
    return follow_route(walk, record, subnet.vpc, subnet.id)


def follow_route(walk: Walk, record: r.RouteTable, vpc: str, subnet: str) -> Move:
    """Where a route table sends the packet. Raises End where it has no route, or a blackhole."""
    choice = choose(walk.index, table_of(walk.index, record), walk.packet.dst)
    route = choice.route
    if route.state == "blackhole":
        raise End(
            "BAD_STATE_ROUTE",
            f"{route.destination} → {route.target} of route table {record.label} is a blackhole",
            hop=hop(record, "drop", f"{choice.because}; it is a blackhole"),
            change=f"give {route.destination} in {record.id} a target that exists",
        )
    walk.add(record, "route", choice.because)
    if route.target == "local":
        return Local(vpc, subnet)
    return Target(route.target, vpc, subnet, route.origin == "propagated")


def local(walk: Walk, move: Local) -> Move:
    """The VPC's own routing: into the subnet that holds the address."""
    index, packet = walk.index, walk.packet
    vpc = index.vpcs.get(move.vpc)
    if vpc is None or vpc.foreign:
        raise End(
            "UNKNOWN_DESTINATION",
            f"VPC {move.vpc} was not read",
            hop=Hop(move.vpc, "vpc", "unknown", "it was not read"),
            missing=f"VPC {move.vpc}{' of account ' + vpc.account if vpc is not None and vpc.account else ''}",
        )
    interface = index.interface_with(move.vpc, packet.dst)
    subnet = index.subnets.get(interface.subnet) if interface is not None else None
    subnet = subnet or index.subnet_at(move.vpc, packet.dst)
    if subnet is None:
        raise _nobody(walk, vpc)
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    return enter(walk, subnet)


def gateway_in_place(walk: Walk, move: GatewayIn) -> Move:
    """In by a gateway: its own (edge) route table, if it has one, else straight to the subnet.

    Source: VPC User Guide, "Gateway route tables".
    """
    record = walk.index.edge_tables.get(move.gateway)
    if record is None:
        return Local(move.vpc)
    return follow_route(walk, record, move.vpc, "")


def _nobody(walk: Walk, where: r.Vpc | r.Subnet) -> End:
    gap = gap_text(walk.index, "network_interfaces", "subnets", of=where)
    text = f"no interface has {walk.packet.dst.text} in {where.label}"
    if gap:
        return End("NOT_READ", text, hop=hop(where, "unknown", text), missing=gap)
    return End(
        "NO_POSSIBLE_DESTINATION",
        text,
        hop=hop(where, "drop", text),
        change=f"use an address that an interface in {where.label} has",
    )


def enter(walk: Walk, subnet: r.Subnet) -> Move:
    """Into the interface that has the address: a NAT gateway gives an answer on, any other takes it."""
    index, packet = walk.index, walk.packet
    nat = index.nat_at.get((subnet.vpc, packet.dst.text))
    if nat is not None:
        return _into_nat(walk, nat, subnet)
    interface = index.interface_with(subnet.vpc, packet.dst)
    if interface is None:
        if walk.end is not None and walk.end.interface is None and walk.end.address == packet.dst:
            walk.add(subnet, "arrive", f"any host of {subnet.label}; its security groups are not considered")
            return Arrived("host", subnet.id, Host(packet.dst, subnet.vpc, subnet, None), vpc=subnet.vpc)
        raise _nobody(walk, subnet)
    if interface.id in walk.translations:
        return untranslate(walk, interface, subnet)
    pass_groups(walk, interface, egress=False)
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    walk.add(interface, "arrive", f"{packet.dst.text}{' of ' + owner.label if owner is not None else ''} in subnet {subnet.label}")
    return Arrived("host", interface.id, Host(packet.dst, subnet.vpc, subnet, interface), vpc=subnet.vpc)


def _into_nat(walk: Walk, nat: r.NatGateway, subnet: r.Subnet) -> Move:
    if nat.id not in walk.translations or not walk.packet.reply:
        raise End(
            "NGW_ACCEPTS_ONLY_EGRESS",
            f"NAT gateway {nat.label} accepts no connection from outside",
            hop=hop(nat, "drop", "a NAT gateway accepts no connection from outside"),
            change="send to a load balancer or to an interface with a public IP",
        )
    return untranslate(walk, nat, subnet)


def untranslate(walk: Walk, device: r.Resource, subnet: r.Subnet) -> Move:
    """A NAT device gives an answer the address back that it replaced."""
    before, _ = walk.translations[device.id]
    walk.packet.dst = before
    walk.packet.ports = walk.client_ports
    walk.add(device, "translate", f"the answer's destination becomes {before.text} again")
    walk.passed(device.id)
    if device.kind == "eni":
        pass_groups(walk, device, egress=True)  # type: ignore[arg-type]
    return LeaveSubnet(subnet)


def own_block(index: Index, vpc: str, address: Address) -> bool:
    """Whether an address is surely in a VPC's ranges."""
    return within_any(address, index.blocks_of.get(vpc, ()))


# --- the loop -----------------------------------------------------------------------------------------------------------

Handler = Callable[[Walk, Any], Move]


def run(walk: Walk, move: Move, handlers: dict[type, Handler]) -> Arrived:
    """Follow the packet until it arrives. Raises End where it does not."""
    seen: set[tuple[Move, Address, Address]] = set()
    while not isinstance(move, Arrived):
        key = (_place(move), walk.packet.src, walk.packet.dst)
        if key in seen or len(seen) > LONGEST:
            last = walk.hops[-1] if walk.hops else Hop("", "", "drop", "")
            raise End(
                "CYCLIC_PATH_DETECTED",
                f"the routes send {walk.packet.dst.text} around in a circle, back to {last.id}",
                hop=Hop(last.id, last.kind, "drop", "the packet has been here before"),
                change=f"give {walk.packet.dst.text} a route that leads on",
            )
        seen.add(key)  # type: ignore[arg-type]
        move = handlers[type(move)](walk, move)
    return move


def _place(move: Move) -> object:
    return ("subnet", move.subnet.id, move.interface) if isinstance(move, LeaveSubnet) else move
