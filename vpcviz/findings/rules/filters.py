"""Rules about network ACLs, which are stateless: what is let in one way must be let back the other."""

from collections.abc import Sequence

from vpcviz.findings.facts import Facts, called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block

_TCP = ("-1", "tcp", "6")

EPHEMERAL = (32768, 60999)
"""The ephemeral ports that Linux clients use; Windows, NAT gateways and load balancers use more."""


class NetworkAclBreaksReturn(Rule):
    """A network ACL that lets connections through one way, but not their answers back."""

    id = "network-acl-breaks-return-traffic"
    title = "A network ACL lets connections through, but not their answers"
    why = "Network ACLs are stateless: answers go to the client's ephemeral port (1024 to 65535) and need an entry of their own."
    remedy = "Allow TCP 1024-65535 in the other direction, to or from the same addresses."
    source = "Amazon VPC User Guide, Custom network ACLs: Ephemeral ports"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html"
    severity = "error"
    needs = ("network_acls", "subnets")

    def check(self, facts: Facts) -> Found:
        """One finding for each ACL that serves a subnet, and direction."""
        for acl in facts.network.network_acls:
            subnets = [
                subnet for subnet in facts.network.subnets_of.get(acl.vpc, ()) if facts.network.network_acl_of(subnet) is acl
            ]
            if not subnets or acl.foreign:
                continue
            for egress in (False, True):
                broken = [entry for entry in acl.entries if entry.egress == egress and self._is_broken(acl.entries, entry)]
                if broken:
                    way, back = ("out", "in from") if egress else ("in", "out to")
                    ports = words([f"{_ports(entry)} ({entry.cidr})" for entry in broken])
                    yield self.finding(
                        f"{called(acl)} allows TCP {ports} {way}, but not the answers {back} ports {EPHEMERAL[0]} to"
                        f" {EPHEMERAL[1]}."
                        f" Subnets: {words([subnet.label for subnet in subnets])}.",
                        acl,
                        *subnets,
                    )

    def _is_broken(self, entries: Sequence[r.NetworkAclEntry], entry: r.NetworkAclEntry) -> bool:
        """Whether an entry lets connections through whose answers are dropped.

        An entry for a server's ports needs all ephemeral ports back, for each of its addresses. A wider one may itself be there
        for answers: it is broken only if nothing at all is let back. A deny for a few addresses among them is there on purpose.
        """
        peer = parse_block(entry.cidr)
        if peer is None or entry.action != "allow" or entry.protocol not in _TCP:
            return False
        if entry.protocol != "-1" and entry.from_port >= 1024 and entry.to_port >= EPHEMERAL[0]:
            return False  # It is there for answers.
        service = entry.protocol != "-1" and entry.from_port >= 0 and entry.to_port < EPHEMERAL[0]
        one_way = [other for other in entries if other.egress == entry.egress]
        back = [other for other in entries if other.egress != entry.egress]
        port = entry.from_port if service else EPHEMERAL[0]
        addresses = [address for address in _addresses(back, peer) if _allows(one_way, peer, address, port)]
        ports = _ports_of(back, *EPHEMERAL) if service else _ports_of(back, 0, 65535)
        answers = [_allows(back, peer, address, one) is not False for address in addresses for one in ports]
        return not all(answers) if service else bool(answers) and not any(answers)


def _addresses(entries: Sequence[r.NetworkAclEntry], peer: Block) -> list[int]:
    """Addresses of `peer` at which entries begin or cease to apply."""
    edges = {peer.first, peer.last}
    for block in (parse_block(entry.cidr) for entry in entries if entry.action == "allow"):
        if block is not None and block.version == peer.version:
            edges |= {block.first - 1, block.last + 1}
    return sorted(edge for edge in edges if peer.first <= edge <= peer.last)


def _ports_of(entries: Sequence[r.NetworkAclEntry], first: int, last: int) -> list[int]:
    """The ports from `first` to `last` at which entries begin to say something else."""
    edges = {first}
    for entry in entries:
        edges |= {entry.from_port, entry.to_port + 1}
    return sorted(port for port in edges if first <= port <= last)


def _allows(entries: Sequence[r.NetworkAclEntry], peer: Block, address: int, port: int) -> bool | None:
    """What the entries make of TCP packets of one address and port; None where a deny for less than `peer` decides."""
    for entry in sorted(entries, key=lambda one: one.number):
        block = parse_block(entry.cidr)
        every_port = entry.protocol == "-1" or (entry.protocol in _TCP and entry.from_port < 0)
        fits = every_port or (entry.protocol in _TCP and entry.from_port <= port <= entry.to_port)
        if block is None or not fits or block.version != peer.version or not block.first <= address <= block.last:
            continue
        if entry.action == "allow":
            return True
        return False if block.contains(peer) else None
    return False


def _ports(entry: r.NetworkAclEntry) -> str:
    if entry.protocol == "-1" or entry.from_port < 0:
        return "of all ports"
    return str(entry.from_port) if entry.from_port == entry.to_port else f"{entry.from_port}-{entry.to_port}"


RULES = (NetworkAclBreaksReturn,)
