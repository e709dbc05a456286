"""Security groups and network ACLs: protocols, ports, peers, entry numbers."""

from vpcviz.model.addresses import parse_block
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.checks.placement import region_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.lines import PORT_WORDS
from vpcviz.spec.problems import near_names, shown

_PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "-1", "all")
_CLOSING = 32767
_NAMES = {"all": "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
"""Protocols by the one word that stands for them."""


def check_filters(book: Book) -> None:
    """Everything about security groups and network ACLs that AWS refuses."""
    joined = _Joined(book)
    for group in book["security_groups"]:
        for field in ("ingress", "egress"):
            for rule in group.get(field) or ():
                _ports(book, rule)
                _peer(book, group, rule, joined)
            _rules_once(book, group, field)
    for acl in book["network_acls"]:
        _entries(book, acl)


@refuses(
    "security group, network ACL",
    "a protocol that is none, ports out of range or the wrong way around",
    "EC2 API Reference, IpPermission, NetworkAclEntry",
    always=True,
)
def _ports(book: Book, rule: Draft) -> None:
    """Protocol and ports of a rule. Source: EC2 API Reference, IpPermission and NetworkAclEntry."""
    protocol = rule.get("protocol") or "-1"
    if protocol not in _PROTOCOLS and not (protocol.isdigit() and protocol.isascii() and int(protocol) < 256):
        hint = near_names(protocol, (*_PROTOCOLS, *PORT_WORDS))
        book.problems.add(
            rule.where("protocol"),
            f"{shown(protocol)} is no protocol",
            expected="tcp, udp, icmp, icmpv6, all or a number",
            hint=hint,
        )
    first, last = (-1 if rule.get(word, -1) is None else rule.get(word, -1) for word in ("from_port", "to_port"))
    if protocol in ("tcp", "udp", "6", "17"):
        if not (-1 <= first <= 65535 and -1 <= last <= 65535):
            place = rule.where("from_port" if not -1 <= first <= 65535 else "to_port")
            book.problems.add(
                place, f"the port {last if first == last else f'range {first}-{last}'} is out of range", expected="0 to 65535"
            )
        elif first > last:
            book.problems.add(
                rule.where("from_port"), f"the first port {first} is above the last port {last}", expected="the lower port first"
            )


@refuses("security group", "a rule twice", "EC2 API Reference, AuthorizeSecurityGroupIngress (InvalidPermission.Duplicate)")
def _rules_once(book: Book, group: Draft, field: str) -> None:
    """The description does not count."""
    first: dict[tuple[object, ...], Draft] = {}
    for rule in group.get(field) or ():
        peer = rule.get("peer")
        if not rule.given or not peer:
            continue
        protocol = _NAMES.get(str(rule.get("protocol") or "-1").lower(), str(rule.get("protocol")).lower())
        ports = (None, None) if protocol == "-1" else (rule.get("from_port", -1), rule.get("to_port", -1))
        whom = id(peer) if isinstance(peer, Draft) else parse_block(peer) or peer
        if first.setdefault((protocol, *ports, whom), rule) is not rule:
            way = "inbound" if field == "ingress" else "outbound"
            book.refusals.add(rule.where(), f"an {way} rule of {group.label} is written twice", expected="each rule once")


class _Joined:
    """Which VPCs are peered, or on the same transit gateway or core network: a rule of the one may name groups of the other.

    Source: VPC Peering Guide, "Update your security groups to reference peer security groups"; Transit Gateways Guide, Cloud WAN
    User Guide, "Security group referencing".
    """

    def __init__(self, book: Book) -> None:
        """Each VPC keeps what it is on, not whom it meets there: a transit gateway of 2,000 VPCs has two million pairs."""
        self.peered: set[frozenset[int]] = set()
        self.hubs: dict[int, set[int]] = {}
        for peering in book["peerings"]:
            self.peered.add(frozenset((id(peering.get("requester")), id(peering.get("accepter")))))
        for attachment in book["transit_gateway_attachments"]:
            self.hubs.setdefault(id(attachment.get("resource")), set()).add(id(attachment.get("transit_gateway")))
        for core in book["core_networks"]:
            for attachment in core.get("attachments") or ():
                self.hubs.setdefault(id(attachment.get("resource")), set()).add(id(core))

    def are(self, one: Draft, other: Draft) -> bool:
        """Whether two VPCs are joined."""
        met = self.hubs.get(id(one), set()) & self.hubs.get(id(other), set())
        return bool(met) or frozenset((id(one), id(other))) in self.peered


@refuses(
    "security group",
    "a rule that names a group of a VPC that is not joined, or of another region",
    "VPC Peering Guide, Update your security groups to reference peer security groups",
    always=True,
)
def _peer(book: Book, group: Draft, rule: Draft, joined: _Joined) -> None:
    peer, vpc = rule.get("peer"), group.get("vpc")
    if isinstance(peer, Draft):
        other = peer.get("vpc")
        apart = isinstance(vpc, Draft) and isinstance(other, Draft) and other is not vpc
        if apart and peer.kind == "security_groups" and not joined.are(vpc, other):
            message = f"the security group {peer.label} is of {other.label}, which is not joined to {vpc.label}"
            book.problems.add(rule.where("peer"), message, expected="a group of the same VPC, of a peered one, or a CIDR")
        elif apart and peer.kind == "security_groups" and region_of(other) != region_of(vpc):
            where = f"{other.label} in {region_of(other)}"
            message = f"the security group {peer.label} is of {where}; a rule cannot name one of another region"
            book.problems.add(rule.where("peer"), message, expected="a CIDR")
    elif not peer:
        book.problems.add(rule.path, "a rule needs a peer", expected="a CIDR, a security group or a prefix list")


@refuses(
    "network ACL",
    "entries of one number and direction, numbers outside 1 to 32766",
    "EC2 API Reference, CreateNetworkAclEntry (NetworkAclEntryAlreadyExists)",
    always=True,
)
def _entries(book: Book, acl: Draft) -> None:
    """Source: VPC User Guide, "Network ACL rules": numbers 1 to 32766, each once for a direction."""
    first: dict[tuple[bool, int, int], Draft] = {}
    for entry in acl.get("entries") or ():
        _ports(book, entry)
        number, egress = entry.get("number", 0), bool(entry.get("egress"))
        block = parse_block(entry.get("cidr", "0.0.0.0/0"))
        if number is None:
            continue
        closing = number == _CLOSING and entry.get("action") == "deny" and block is not None and block.length == 0
        if not (1 <= number < _CLOSING or closing):
            book.problems.add(entry.where("number"), f"the number {number} of an entry is out of range", expected="1 to 32766")
        other = first.setdefault((egress, number, block.version if number == _CLOSING and block else 0), entry)
        if other is not entry:
            way = "outbound" if egress else "inbound"
            message = f"two {way} entries of {acl.label} have the number {number}"
            book.problems.add(entry.where("number"), message, expected="each number once for a direction")
