"""Security groups and network ACLs: whether their rules let a packet through, and which rule it is.

Sources: VPC User Guide, "Security group rules", "Security group referencing", "Network ACL rules", "Ephemeral ports".
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.services import is_service_name, same_name
from vpcviz.model.shapes import new_word
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.index import Index, blocks
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


# --- security groups ----------------------------------------------------------------------------------------------------


def groups_decide(index: Index, interface: r.NetworkInterface, packet: Packet, *, egress: bool) -> Decision | None:
    """Whether an interface's security groups let a packet out or in; None where no group filters it.

    A rule for addresses goes before one that names a group, which does not count through everything on the way.
    """
    groups = index.groups_of(interface)
    if groups is None:
        because = f"the security groups of {interface.label} are not known"
        needs = f"a security group of {interface.label} {_lets(packet, egress)}"
        return Decision(None, interface.id, because, "NOT_READ", _missing(index, interface.id), needs)
    if not groups:
        return None
    found = _over_rules(index, interface, groups, packet, egress)
    unread = [group for group in groups if index.network.get(group, r.SecurityGroup) is None]
    if found.allowed or not unread:
        return found
    because = f"security group {unread[0]} was not read"
    needs = f"security group {' or '.join(unread)} {_lets(packet, egress)}" + (f", or {found.needs}" if found.needs else "")
    return Decision(None, unread[0], because, "NOT_READ", _missing(index, unread[0]), needs)


def _over_rules(index: Index, interface: r.NetworkInterface, groups: tuple[str, ...], packet: Packet, egress: bool) -> Decision:
    """What the rules of the groups that were read say together."""
    best: dict[bool | None, Decision] = {}
    ruled = False
    by_group: Decision | None = None
    for group in (one for group_id in groups if (one := index.network.get(group_id, r.SecurityGroup)) is not None):
        for rule in group.egress if egress else group.ingress:
            ruled = True
            if not _traffic_matches(rule.protocol, rule.from_port, rule.to_port, packet):
                continue
            found = _peer(index, interface, rule.peer, packet, egress)
            if found is True:
                allows = Decision(True, group.id, f"{group.label} allows {_rule_text(index, rule, egress)}")
                if not (egress and _is_group(index, rule.peer)):
                    return allows
                by_group = by_group or allows
            elif isinstance(found, Decision):
                best.setdefault(found.allowed, found._replace(id=group.id))
    if by_group is not None:
        packet.group_rule = by_group.id
        return by_group
    if best:
        return best[None] if None in best else best[False]
    names = ", ".join(index.label(group) for group in groups)
    address = packet.dst if egress else packet.src
    way = "outbound" if egress else "inbound"
    said = f"no {way} rule of {names} allows {packet.what} {'to' if egress else 'from'} {address.text}"
    return Decision(False, groups[0], said, "ENI_SG_RULES_MISMATCH" if ruled else "SG_HAS_NO_RULES")


def _lets(packet: Packet, egress: bool) -> str:
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


def _peer(index: Index, interface: r.NetworkInterface, peer: str, packet: Packet, egress: bool) -> bool | Decision:
    """Whether a rule's peer is the other end; a Decision where that is not known, or where group information was lost."""
    address = packet.dst if egress else packet.src
    block = parse_block(peer)
    if block is not None:
        found = within(address, block)
        return _not_told(peer, address, f"the address of {address.text}") if found is None else found
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
            return any(within(address, block) for block in blocks(prefix_list.entries))
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
    if where not in index.members.get(group_id, ()):
        unsure = [one for one in index.interfaces_by_ip.get(where, ()) if index.groups_of(one) is None]
        if not unsure:
            return False
        because = f"the security groups of {unsure[0].label} are not known"
        needs = f"{unsure[0].label} is in security group {group.label}"
        return Decision(None, "", because, "NOT_READ", _missing(index, unsure[0].id), needs)
    homes = {one.vpc for one in index.interfaces_by_ip.get(where, ()) if group_id in (index.groups_of(one) or ())}
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


# --- network ACLs -------------------------------------------------------------------------------------------------------


def acl_decides(index: Index, subnet: r.Subnet, packet: Packet, *, egress: bool) -> Decision:
    """Whether the network ACL of a subnet lets a packet out or in. An answer's whole range of ports must get through."""
    acl = index.network.network_acl_of(subnet)
    if acl is None:
        if index.spec:
            return Decision(True, subnet.id, "the default network ACL allows everything")
        missing = gap_text(index, "network_acls", of=subnet) or f"the network ACL of {subnet.id}"
        needs = f"network ACL of {subnet.label} {_lets(packet, egress)}"
        return Decision(None, subnet.id, f"the network ACL of {subnet.label} was not read", "NOT_READ", missing, needs)
    entries = sorted((entry for entry in acl.entries if entry.egress == egress), key=lambda entry: entry.number)
    if index.spec and acl.default and not acl.entries:
        return Decision(True, acl.id, f"{acl.label} is the default network ACL, which allows everything")
    sure = _evaluate(entries, packet, egress, True)
    word = next((one.action for one in entries if new_word(one, "action")), "")
    if word and sure != _evaluate(entries, packet, egress, True, word):
        return Decision(
            None,
            acl.id,
            f"{acl.label} has a rule with the action {word}, which is newer than vpcviz",
            "NOT_DOCUMENTED",
            f"what AWS means by the action {word}",
            f"{acl.label} {_lets(packet, egress)}, by the action {word}",
        )
    if sure != _evaluate(entries, packet, egress, False):
        address = packet.dst if egress else packet.src
        return Decision(
            None,
            acl.id,
            f"{acl.label} decides by the address of {address.text}, which is not known",
            "ADDRESS_NOT_KNOWN",
            f"the address of {address.text}",
            f"{acl.label} {_lets(packet, egress)}, by the address that it has",
        )
    allowed, text = sure
    return Decision(allowed, acl.id, f"{acl.label}: {text}", "" if allowed else "SUBNET_ACL_RESTRICTION")


def _evaluate(entries: list[r.NetworkAclEntry], packet: Packet, egress: bool, unsure: bool, deny: str = "") -> tuple[bool, str]:
    """(allowed, the rule in words), rule by rule in their order; unknown addresses count as `unsure`, `deny` denies, too."""
    address = packet.dst if egress else packet.src
    way = "outbound" if egress else "inbound"
    left = [packet.ports]
    used: list[str] = []
    for entry in entries:
        block = parse_block(entry.cidr)
        name = protocol_name(entry.protocol)
        if block is None or name not in ("-1", packet.protocol):
            continue
        inside = within(address, block)
        if not (unsure if inside is None else inside):
            continue
        low, high = (0, 65535) if name in ("-1", "icmp", "icmpv6") or entry.from_port == -1 else (entry.from_port, entry.to_port)
        if name.startswith("icmp") and entry.from_port not in (-1, packet.icmp_type):
            continue
        hit, rest = _cut(left, low, high)
        if not hit:
            continue
        if entry.action in ("deny", deny):
            return False, f"{way} rule {entry.number} denies {_ports(packet, hit)} {'to' if egress else 'from'} {entry.cidr}"
        used.append(str(entry.number))
        left = rest
        if not left:
            return True, f"{way} rule {', '.join(used)} allows {packet.what} {'to' if egress else 'from'} {entry.cidr}"
    return False, f"no {way} rule allows {_ports(packet, left)} {'to' if egress else 'from'} {address.text}; rule * denies it"


def _cut(left: list[tuple[int, int]], low: int, high: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The parts of the ranges `left` inside and outside of low-high."""
    hit, rest = [], []
    for first, last in left:
        if last < low or first > high:
            rest.append((first, last))
            continue
        hit.append((max(first, low), min(last, high)))
        if first < low:
            rest.append((first, low - 1))
        if last > high:
            rest.append((high + 1, last))
    return hit, rest


def _ports(packet: Packet, ranges: list[tuple[int, int]]) -> str:
    if packet.protocol.startswith("icmp"):
        return packet.what
    return f"{packet.protocol} " + ", ".join(f"{low}" if low == high else f"{low}-{high}" for low, high in ranges)
