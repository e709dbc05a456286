"""Network ACLs: whether their rules let a packet through, and which rule it is.

Sources: VPC User Guide, "Network ACL rules", "Ephemeral ports".
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.shapes import new_word
from vpcviz.traffic.filters.decisions import Decision, lets, protocol_name
from vpcviz.traffic.lookups.gaps import gap_text, left_open
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Packet, within


def acl_decides(index: Index, subnet: r.Subnet, packet: Packet, *, egress: bool) -> Decision:
    """Whether the network ACL of a subnet lets a packet out or in. An answer's whole range of ports must get through."""
    acl = index.network.network_acl_of(subnet)
    if acl is None:
        if index.spec:
            return Decision(True, subnet.id, "the default network ACL allows everything")
        missing = gap_text(index, "network_acls", of=subnet) or f"the network ACL of {subnet.id}"
        needs = f"network ACL of {subnet.label} {lets(packet, egress)}"
        return Decision(None, subnet.id, f"the network ACL of {subnet.label} was not read", "NOT_READ", missing, needs)
    missing = left_open(index, acl, "network_acls")
    if missing:
        because = f"not all entries of {acl.label} are known"
        return Decision(None, acl.id, because, "NOT_READ", missing, f"network ACL {acl.label} {lets(packet, egress)}")
    entries, word = _entries_of(index, acl, egress)
    if index.spec and acl.default and not acl.entries:
        return Decision(True, acl.id, f"{acl.label} is the default network ACL, which allows everything")
    sure = _evaluate(entries, packet, egress, unsure=True)
    if word and sure != _evaluate(entries, packet, egress, unsure=True, refused=word):
        because = f"{acl.label} has a rule with the action {word}, which is newer than vpcviz"
        needs = f"{acl.label} {lets(packet, egress)}, by the action {word}"
        return Decision(None, acl.id, because, "NOT_DOCUMENTED", f"what AWS means by the action {word}", needs)
    address = packet.dst if egress else packet.src
    if not address.known and sure != _evaluate(entries, packet, egress, unsure=False):
        return Decision(
            None,
            acl.id,
            f"{acl.label} decides by the address of {address.text}, which is not known",
            "ADDRESS_NOT_KNOWN",
            f"the address of {address.text}",
            f"{acl.label} {lets(packet, egress)}, by the address that it has",
        )
    allowed, text = sure
    return Decision(allowed, acl.id, f"{acl.label}: {text}", "" if allowed else "SUBNET_ACL_RESTRICTION")


class _Entry(NamedTuple):
    """A rule ready to be asked: its block, its protocol by name, its ports (all of ICMP)."""

    record: r.NetworkAclEntry
    block: Block
    protocol: str
    ports: tuple[int, int]


_Entries = tuple[tuple[_Entry, ...], str]
"""The rules of a network ACL in one direction, and the first of their actions that is newer than vpcviz."""


def _entries_of(index: Index, acl: r.NetworkAcl, egress: bool) -> _Entries:
    """The rules of a network ACL in one direction, in the order of their numbers; made once."""
    known: dict[tuple[str, bool], _Entries] = index.cached("acl-entries", dict)
    found = known.get((acl.id, egress))
    if found is None:
        records = sorted((entry for entry in acl.entries if entry.egress == egress), key=lambda entry: entry.number)
        word = next((one.action for one in records if new_word(one, "action")), "")
        made = [_entry(one, block) for one in records if (block := parse_block(one.cidr)) is not None]
        found = known[acl.id, egress] = tuple(made), word
    return found


def _entry(record: r.NetworkAclEntry, block: Block) -> _Entry:
    name = protocol_name(record.protocol)
    every = name in ("-1", "icmp", "icmpv6") or record.from_port == -1
    return _Entry(record, block, name, (0, 65535) if every else (record.from_port, record.to_port))


def _evaluate(entries: tuple[_Entry, ...], packet: Packet, egress: bool, *, unsure: bool, refused: str = "") -> tuple[bool, str]:
    """(allowed, the rule in words), rule by rule in the order of their numbers; `unsure` is what unknown addresses count as,
    `refused` an action besides deny that refuses."""
    address = packet.dst if egress else packet.src
    way = "outbound" if egress else "inbound"
    left = [packet.ports]
    used: list[str] = []
    for entry, block, name, (low, high) in entries:
        if name not in ("-1", packet.protocol):
            continue
        inside = within(address, block)
        if not (unsure if inside is None else inside):
            continue
        if name.startswith("icmp") and entry.from_port not in (-1, packet.icmp_type):
            continue
        hit, rest = _cut(left, low, high)
        if not hit:
            continue
        if entry.action in ("deny", refused):
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
