"""Security groups: whether their rules let a packet through, and which rule it is.

Sources: VPC User Guide, "Security group rules", "Security group referencing".
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, parse_block
from vpcviz.model.new_words import word_of
from vpcviz.model.services import is_service_name, same_name
from vpcviz.traffic.lookups.gaps import gap_text, left_open
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.lookups.public_addresses import may_be_a_service
from vpcviz.traffic.packets.flows import NUMBERS
from vpcviz.traffic.packets.state import Address, Packet, within

_NAMES = {number: name for name, number in NUMBERS.items()}


class Decision(NamedTuple):
    """What a filter says: allowed, or None where it is not known; at which resource, why, and the reason code where not.

    `needs` is what would have to hold for an unknown one to allow it.
    """

    allowed: bool | None
    id: str
    because: str
    code: str = ""
    missing: str = ""
    needs: str = ""


def protocol_name(text: str) -> str:
    """A rule's protocol by name: `tcp` for `6` and `TCP`, `-1` for all."""
    lowered = text.lower()
    return "-1" if lowered in ("all", "-1", "") else _NAMES.get(lowered, lowered)


def groups_decide(index: Index, interface: r.NetworkInterface, packet: Packet, *, egress: bool) -> Decision | None:
    """Whether an interface's security groups let a packet out or in; None where no group filters it.

    A rule for addresses goes before one that names a group, which does not count through everything on the way.
    """
    groups = index.groups_of(interface)
    if groups is None:
        words = word_of(interface)
        if words:
            end = not_documented(interface, words)
            return Decision(None, interface.id, end.explanation, end.code, end.missing, end.needs)
        because = f"the security groups of {interface.label} are not known"
        needs = f"a security group of {interface.label} {lets(packet, egress)}"
        return Decision(None, interface.id, because, "NOT_READ", _missing(index, interface.id), needs)
    if not groups:
        return None
    found = _over_rules(index, interface, groups, packet, egress)
    if found.allowed:
        return found
    unread = [group for group in groups if index.network.get(group, r.SecurityGroup) is None]
    if not unread:
        return _with_open_rules(index, groups, found, packet, egress)
    because = f"security group {unread[0]} was not read"
    needs = f"security group {' or '.join(unread)} {lets(packet, egress)}" + (f", or {found.needs}" if found.needs else "")
    return Decision(None, unread[0], because, "NOT_READ", _missing(index, unread[0]), needs)


def _with_open_rules(index: Index, groups: tuple[str, ...], found: Decision, packet: Packet, egress: bool) -> Decision:
    """A decision that does not let the packet through, unless a rule that is not known does."""
    for group_id in groups:
        group = index.network.get(group_id, r.SecurityGroup)
        missing = left_open(index, group, "security_groups") if group is not None else ""
        if group is not None and missing:
            because = f"not all rules of {group.label} are known, and none that is allows {packet.what}"
            needs = f"a rule of {group.label} that is not known {lets(packet, egress)}" + (
                f", or {found.needs}" if found.needs else ""
            )
            return Decision(None, group.id, because, "NOT_READ", missing, needs)
    return found


class _Fitting(NamedTuple):
    """A rule for a kind of traffic: its peer, as a block where it is one, what it says where the other end is its peer, and whether
    it lets out to a group."""

    peer: str
    block: Block | None
    allows: Decision
    to_group: bool


_Rules = tuple[bool, tuple[_Fitting, ...]]
"""Whether groups that were read have rules in a direction, and those of them that are for a kind of traffic."""


def _rules_for(index: Index, groups: tuple[str, ...], packet: Packet, egress: bool) -> _Rules:
    """The rules of groups for what a packet carries; looked for once for each kind of traffic."""
    known: dict[object, _Rules] = index.cached("group-rules", dict)
    key = (groups, egress, packet.protocol, packet.ports, packet.reply)
    found = known.get(key)
    if found is None:
        read = [group for one in groups if (group := index.network.get(one, r.SecurityGroup)) is not None]
        rules = [(group, rule) for group in read for rule in (group.egress if egress else group.ingress)]
        fitting = [one for one in rules if _traffic_matches(one[1].protocol, one[1].from_port, one[1].to_port, packet)]
        found = known[key] = bool(rules), tuple(_fitting(index, group, rule, egress) for group, rule in fitting)
    return found


def _fitting(index: Index, group: r.SecurityGroup, rule: r.SecurityGroupRule, egress: bool) -> _Fitting:
    allows = Decision(True, group.id, f"{group.label} allows {_rule_text(index, rule, egress)}")
    return _Fitting(rule.peer, parse_block(rule.peer), allows, egress and _is_group(index, rule.peer))


def _over_rules(index: Index, interface: r.NetworkInterface, groups: tuple[str, ...], packet: Packet, egress: bool) -> Decision:
    """What the rules of the groups that were read say together."""
    best: dict[bool | None, Decision] = {}
    by_group: Decision | None = None
    address = packet.dst if egress else packet.src
    ruled, rules = _rules_for(index, groups, packet, egress)
    for peer, block, allows, to_group in rules:
        found = _peer(index, interface, peer, packet, egress) if block is None else _in_block(peer, block, address)
        if found is True:
            if not to_group:
                return allows
            by_group = by_group or allows
        elif isinstance(found, Decision):
            best.setdefault(found.allowed, found._replace(id=allows.id))
    if by_group is not None:
        packet.group_rule = by_group.id
        return by_group
    if best:
        return best[None] if None in best else best[False]
    names = ", ".join(index.label(group) for group in groups)
    way = "outbound" if egress else "inbound"
    said = f"no {way} rule of {names} allows {packet.what} {'to' if egress else 'from'} {address.text}"
    return Decision(False, groups[0], said, "ENI_SG_RULES_MISMATCH" if ruled else "SG_HAS_NO_RULES")


def lets(packet: Packet, egress: bool) -> str:
    """What a filter that was not read would have to do with a packet."""
    return f"lets out {packet.what} to {packet.dst.text}" if egress else f"lets in {packet.what} from {packet.src.text}"


def _missing(index: Index, what: str) -> str:
    return gap_text(index, "security_groups", "network_interfaces") or f"the security groups of {what}"


def _is_group(index: Index, peer: str) -> bool:
    return peer.rpartition("/")[2].startswith("sg-") or isinstance(index.network.by_id.get(peer), r.SecurityGroup)


def _traffic_matches(protocol: str, low: int, high: int, packet: Packet) -> bool:
    name = protocol_name(protocol)
    if name == "-1":
        return True
    if name != packet.protocol:
        return False
    if name in ("icmp", "icmpv6"):
        return low == -1 or (low == packet.icmp_type and high in (-1, 0))
    return low == -1 or (low <= packet.ports[0] and packet.ports[1] <= high)


def _in_block(peer: str, block: Block, address: Address) -> bool | Decision:
    """Whether the other end's address is in a rule's block; a Decision where that is not known."""
    found = within(address, block)
    return _not_told(peer, address, f"the address of {address.text}") if found is None else found


def _peer(index: Index, interface: r.NetworkInterface, peer: str, packet: Packet, egress: bool) -> bool | Decision:
    """Whether a rule's peer, which is no block, is the other end; a Decision where that is not known, or where group information
    was lost."""
    address = packet.dst if egress else packet.src
    if peer.startswith("pl-") or peer in index.prefix_lists:
        return _in_prefix_list(index, peer, address)
    group = peer.rpartition("/")[2]
    if egress:
        return _sends_to_group(index, interface, group, packet)
    if packet.groups is None:
        because = f"whether the sender is in {index.label(group)} is not known"
        needs = f"the sender {packet.src.text} is in security group {index.label(group)}"
        return Decision(None, "", because, "NOT_READ", f"the security groups of the interface with {packet.src.text}", needs)
    if group not in packet.groups:
        return False
    if packet.groups_lost:
        return Decision(
            False, "", f"a rule allows {index.label(group)}, but the way there forwards no group information", packet.groups_lost
        )
    if packet.groups_unsure:
        because = f"whether {packet.groups_unsure} lets rules name groups of other VPCs was not read"
        needs = f"the policy of {packet.groups_unsure} has security-group-support on"
        return Decision(None, "", because, "NOT_READ", f"the policy of {packet.groups_unsure}", needs)
    return True


def _in_prefix_list(index: Index, peer: str, address: Address) -> bool | Decision:
    prefix_list = index.prefix_lists.get(peer)
    if prefix_list is not None:
        if address.service:
            if same_name(prefix_list.name) == address.service:
                return True
            if is_service_name(prefix_list.name):
                return False
        if prefix_list.known and (prefix_list.entries or not is_service_name(prefix_list.name)):
            return any(within(address, block) for block in blocks_of(*prefix_list.entries))
        if is_service_name(prefix_list.name) and not may_be_a_service(index, address):
            return False
    return _not_told(peer, address, f"the entries of {peer}")


def _not_told(peer: str, address: Address, missing: str) -> Decision:
    """The decision of a rule of which it is not known whether its peer holds an address."""
    because = f"whether {peer} holds {address.text} is not known"
    return Decision(None, "", because, "ADDRESS_NOT_KNOWN", missing, f"{peer} holds {address.text}")


def _sends_to_group(index: Index, interface: r.NetworkInterface, group_id: str, packet: Packet) -> bool | Decision:
    """Whether the packet goes to a member of a group: by private address, in the VPC or one peered in the same region.

    A group has members in its own VPC and in those that it is associated with. Sources: VPC User Guide, "Security group
    referencing", "Associate security groups with multiple VPCs"; VPC Peering Guide, "Update your security groups to reference peer
    security groups". Across transit gateways groups can be named in inbound rules only (Transit Gateway Guide).
    """
    group = index.network.get(group_id, r.SecurityGroup)
    if group is None:
        needs = f"{packet.dst.text} is in security group {group_id}"
        because = f"security group {group_id} was not read"
        return Decision(None, "", because, "UNKNOWN_PEERED_SGS", f"security group {group_id}", needs)
    where = (packet.dst.version, packet.dst.number)
    holders = index.interfaces_with(packet.dst) or index.delegated_to(packet.dst)
    if where not in index.members.get(group_id, ()) and not any(group_id in (index.groups_of(one) or ()) for one in holders):
        unsure = [one for one in holders if index.groups_of(one) is None]
        if not unsure:
            return False
        because = f"the security groups of {unsure[0].label} are not known"
        needs = f"{unsure[0].label} is in security group {group.label}"
        return Decision(None, "", because, "NOT_READ", _missing(index, unsure[0].id), needs)
    homes = {one.vpc for one in holders if group_id in (index.groups_of(one) or ())}
    if not group.vpc or interface.vpc in homes:
        return True
    home = group.vpc if group.vpc in homes else min(homes)
    ours, theirs = index.vpcs.get(interface.vpc), index.vpcs.get(home)
    peered = index.peerings.get(frozenset((interface.vpc, home)))
    if peered is None or (ours is not None and theirs is not None and ours.region != theirs.region):
        return Decision(
            False, "", f"a rule allows {group.label}, which cannot be referred to from here", "SG_REFERENCES_NOT_PRESERVED"
        )
    return True


def _rule_text(index: Index, rule: r.SecurityGroupRule, egress: bool) -> str:
    peer = rule.peer if parse_block(rule.peer) else f"{index.label(rule.peer.rpartition('/')[2])}"
    return f"{traffic_text(rule.protocol, rule.from_port, rule.to_port)} {'to' if egress else 'from'} {peer}"


def traffic_text(protocol: str, low: int, high: int) -> str:
    """A rule's traffic in words: `tcp 443`, `tcp 1024-65535`, `all traffic`."""
    name = protocol_name(protocol)
    if name == "-1":
        return "all traffic"
    if low == -1 or (low, high) == (0, 65535):
        return f"all {name}"
    return f"{name} {low}" if low == high or name.startswith("icmp") else f"{name} {low}-{high}"
