"""Lets packets through security groups and network ACLs, or notes what denies them; what was not read is assumed to let them."""

from vpcviz.model import resources as r
from vpcviz.model.interface_types import has_groups
from vpcviz.traffic.filters.decisions import Decision, groups_decide
from vpcviz.traffic.filters.network_acls import acl_decides
from vpcviz.traffic.packets.flows import Edit, Hop
from vpcviz.traffic.packets.state import End
from vpcviz.traffic.walking.edits import acl_entry, group_rule
from vpcviz.traffic.walking.walk import Walk


def pass_groups(walk: Walk, interface: r.NetworkInterface, *, egress: bool) -> None:
    """Let the packet through an interface's security groups, or note that they deny it; an answer needs no rule (stateful)."""
    packet = walk.packet
    if walk.unfiltered:
        return
    if packet.reply and interface.id in walk.tracked:
        way = "out" if egress else "in"
        groups = walk.index.groups_of(interface) or ()
        if groups:
            walk.add_at(groups[0], "security-group", "allow", f"stateful: the answer is let {way} without a rule", interface.id)
        return
    decision = groups_decide(walk.index, interface, packet, egress=egress)
    if decision is None:
        if walk.index.spec and has_groups(interface.type):
            walk.note(f"{interface.label} has no security group written: nothing filters it")
        walk.tracked.add(interface.id)
        return
    if decision.allowed:
        walk.add_at(decision.id, "security-group", "allow", decision.because, interface.id)
        walk.tracked.add(interface.id)
        return
    walk.tracked.add(interface.id)
    if decision.allowed is None or not walk.index.advises:
        _denied(walk, decision, "security-group", interface, interface.label)
        return
    address = packet.dst if egress else packet.src
    rule = f"{packet.what} {'to' if egress else 'from'} {address.text}"
    group = walk.index.network.get(decision.id, r.SecurityGroup)
    edits = (group_rule(group, packet, egress=egress),) if group is not None else ()
    change = f"add an {_way(egress)} rule to {decision.id}: {rule}"
    _denied(walk, decision, "security-group", interface, interface.label, change, edits)


def _way(egress: bool) -> str:
    return "outbound" if egress else "inbound"


def _denied(
    walk: Walk, decision: Decision, kind: str, at: r.Resource, where: str, change: str = "", edits: tuple[Edit, ...] = ()
) -> None:
    """Note what denies the packet; where it is not known whether it does, go on as if it did not."""
    unknown = decision.allowed is None
    found = walk.index.network.by_id.get(decision.id)
    end = End(
        decision.code,
        f"{decision.because}, at {where}",
        hop=Hop(decision.id, kind if found is None else found.kind, "unknown" if unknown else "deny", decision.because, at.id),
        change=change,
        edits=edits,
        missing=decision.missing,
        needs=decision.needs,
    )
    if unknown:
        walk.assume(end)
    else:
        walk.block(end)


def pass_acl(walk: Walk, subnet: r.Subnet, *, egress: bool) -> None:
    """Let the packet through the network ACL of a subnet, or note that it is denied."""
    packet = walk.packet
    if walk.unfiltered:
        return
    decision = acl_decides(walk.index, subnet, packet, egress=egress)
    if decision.allowed:
        walk.add_at(decision.id, "network-acl", "allow", decision.because, subnet.id)
        return
    where = f"{'leaving' if egress else 'entering'} subnet {subnet.label}"
    if decision.allowed is None or not walk.index.advises:
        _denied(walk, decision, "network-acl", subnet, where)
        return
    address = packet.dst if egress else packet.src
    rule = f"allow {packet.what} {'to' if egress else 'from'} {address.text}"
    acl = walk.index.network.get(decision.id, r.NetworkAcl)
    entry = acl_entry(acl, packet, egress=egress) if acl is not None else None
    _denied(
        walk,
        decision,
        "network-acl",
        subnet,
        where,
        f"add an {_way(egress)} rule to {decision.id} before the one that denies: {rule}",
        (entry,) if entry is not None else (),
    )
