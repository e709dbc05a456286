"""Rules about network ACLs, which are stateless: answers that do not get back, ports of administration open to the world."""

from collections.abc import Iterator

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block
from vpcviz.traffic.filters.decisions import protocol_name
from vpcviz.traffic.filters.network_acls import acl_decides
from vpcviz.traffic.packets.state import INTERNET, INTERNET6, Address, Packet
from vpcviz.traffic.tracing.way_back import CLIENT_PORTS

POSITION = 70

_ADMIN = {22: "SSH", 3389: "RDP"}
_WORLD = {"0.0.0.0/0": INTERNET, "::/0": INTERNET6}


def _served(context: Context) -> Iterator[tuple[r.NetworkAcl, list[r.Subnet]]]:
    """The network ACLs that serve subnets, with those."""
    for acl in context.network.network_acls:
        subnets = [one for one in context.network.subnets_of.get(acl.vpc, ()) if context.network.network_acl_of(one) is acl]
        if subnets and not acl.foreign:
            yield acl, subnets


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

    def check(self, context: Context) -> Found:
        """One finding for each ACL that serves a subnet, and direction."""
        for acl, subnets in _served(context):
            for egress in (False, True):
                broken = [entry for entry in acl.entries if entry.egress == egress and _is_broken(context, acl, subnets[0], entry)]
                if broken:
                    way, back = ("out", "in from") if egress else ("in", "out to")
                    ports = words([f"{_ports(entry)} ({entry.cidr})" for entry in broken])
                    yield self.finding(
                        f"{called(acl)} allows TCP {ports} {way}, but not the answers {back} ports {CLIENT_PORTS[0]} to"
                        f" {CLIENT_PORTS[1]}."
                        f" Subnets: {words([subnet.label for subnet in subnets])}.",
                        acl,
                        *subnets,
                    )


def _is_broken(context: Context, acl: r.NetworkAcl, subnet: r.Subnet, entry: r.NetworkAclEntry) -> bool:
    """Whether an entry lets connections through whose answers are dropped.

    An entry for a server's ports needs all ephemeral ports back, for each of its addresses. A wider one may itself be there
    for answers: it is broken only if nothing at all is let back. A deny for a few addresses among them is there on purpose.
    """
    peer, protocol = parse_block(entry.cidr), protocol_name(entry.protocol)
    if peer is None or entry.action != "allow" or protocol not in ("-1", "tcp"):
        return False
    if protocol != "-1" and entry.from_port >= 1024 and entry.to_port >= CLIENT_PORTS[0]:
        return False  # It is there for answers.
    service = protocol != "-1" and entry.from_port >= 0 and entry.to_port < CLIENT_PORTS[0]
    port = entry.from_port if service else CLIENT_PORTS[0]

    def lets(address: int, ports: tuple[int, int], *, egress: bool) -> bool:
        other = Address(peer.version, address, entry.cidr)
        own = INTERNET if peer.version == 4 else INTERNET6
        packet = Packet(own, other, "tcp", ports) if egress else Packet(other, own, "tcp", ports)
        return acl_decides(context.ways.index, subnet, packet, egress=egress).allowed is not False

    addresses = [one for one in _addresses(acl, entry, peer) if lets(one, (port, port), egress=entry.egress)]
    if service:
        return not all(lets(one, CLIENT_PORTS, egress=not entry.egress) for one in addresses)
    ports = _edges(acl, egress=not entry.egress)
    return bool(addresses) and not any(lets(one, (at, at), egress=not entry.egress) for one in addresses for at in ports)


def _addresses(acl: r.NetworkAcl, entry: r.NetworkAclEntry, peer: Block) -> list[int]:
    """Addresses of `peer` at which the entries back begin or cease to apply, those left out that a narrower entry denies."""
    edges, denied = {peer.first, peer.last}, []
    for other in acl.entries:
        block = parse_block(other.cidr)
        if block is None or block.version != peer.version:
            continue
        if other.action == "deny" and not block.contains(peer):
            denied.append(block)
        elif other.action == "allow" and other.egress != entry.egress:
            edges |= {block.first - 1, block.last + 1}
    inside = [edge for edge in sorted(edges) if peer.first <= edge <= peer.last]
    return [edge for edge in inside if not any(block.first <= edge <= block.last for block in denied)]


def _edges(acl: r.NetworkAcl, *, egress: bool) -> list[int]:
    """The ports at which the entries of a direction begin to say something else."""
    edges = {0}
    for entry in acl.entries:
        if entry.egress == egress:
            edges |= {entry.from_port, entry.to_port + 1}
    return sorted(port for port in edges if 0 <= port <= 65535)


def _ports(entry: r.NetworkAclEntry) -> str:
    if entry.protocol == "-1" or entry.from_port < 0:
        return "of all ports"
    return str(entry.from_port) if entry.from_port == entry.to_port else f"{entry.from_port}-{entry.to_port}"


class NetworkAclOpenAdminPorts(Rule):
    """A network ACL that lets the world in on a port of administration."""

    id = "network-acl-open-admin-ports"
    title = "A network ACL lets every address in on SSH or RDP"
    why = "It is the second line behind the security groups: where it is open, one careless group opens the machine."
    remedy = "Deny TCP 22 and 3389 from 0.0.0.0/0 and ::/0 before the entry that allows them; allow your own addresses before that."
    source = "Amazon VPC User Guide, Network ACL rules"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"
    severity = "info"
    answers = ("EC2.21",)
    needs = ("network_acls", "subnets", "route_tables", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each ACL that somebody wrote (AWS's default one allows everything) and that serves a subnet.

        A warning where the internet can send to such a subnet; one that opens all ports counts there only.
        """
        for acl, subnets in _served(context):
            if _as_aws_made_it(acl):
                continue
            public = [subnet for subnet in subnets if context.network.tier(subnet) == "public"]
            for world, address in _WORLD.items():
                open_ports = [port for port in _ADMIN if self._lets(context, subnets[0], address, port)]
                named = [port for port in open_ports if public or self._names(acl, world, port)]
                if named:
                    ports = words([f"tcp {port} ({_ADMIN[port]})" for port in named])
                    where = words([subnet.label for subnet in public or subnets])
                    yield self.finding(
                        f"{called(acl)} lets {world} in on {ports}; it serves {where}.",
                        acl,
                        *(public or subnets),
                        severity="warning" if public else "info",
                    )

    def _lets(self, context: Context, subnet: r.Subnet, address: Address, port: int) -> bool:
        own = INTERNET if address.version == 4 else INTERNET6
        packet = Packet(address, own, "tcp", (port, port))
        return acl_decides(context.ways.index, subnet, packet, egress=False).allowed is True

    def _names(self, acl: r.NetworkAcl, world: str, port: int) -> bool:
        """Whether an entry for the world is for this port rather than for all."""
        return any(
            not entry.egress and entry.action == "allow" and entry.cidr == world and 0 < entry.from_port <= port <= entry.to_port
            for entry in acl.entries
        )


def _as_aws_made_it(acl: r.NetworkAcl) -> bool:
    """Whether a default network ACL has AWS's own entries only: everything allowed, both ways."""
    allowed = [entry for entry in acl.entries if entry.action == "allow"]
    return acl.default and all(entry.protocol == "-1" and entry.number in (100, 101) for entry in allowed)


class NetworkAclUnused(Rule):
    """A network ACL that serves no subnet."""

    id = "network-acl-unused"
    title = "A network ACL serves no subnet"
    why = "Its entries filter nothing, though they look as if they did."
    remedy = "Associate it with the subnets that it was made for, or delete it."
    source = "Amazon VPC User Guide, Control subnet traffic with network access control lists"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"
    severity = "info"
    answers = ("EC2.16",)
    needs = ("network_acls", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each ACL but the default ones."""
        serving = {acl.id for acl, _ in _served(context)}
        for acl in context.network.network_acls:
            if acl.id not in serving and not acl.default and not acl.foreign and not acl.subnets:
                vpc = context.vpc(acl.vpc)
                yield self.finding(f"{called(acl)}{f' of {called(vpc)}' if vpc is not None else ''} serves no subnet.", acl)


RULES = (NetworkAclBreaksReturn, NetworkAclOpenAdminPorts, NetworkAclUnused)
"""The rules of this module."""
