"""What the internet may reach by a security group that is open to the world, and whether a trace says that it does."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from vpcviz.findings.context import Context
from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of
from vpcviz.model.workload_types import keeps_data
from vpcviz.traffic import Flow, Protocol, Trace
from vpcviz.traffic.filters.decisions import protocol_name

ADMIN_PORTS = {
    21: "FTP",
    22: "SSH",
    23: "Telnet",
    135: "Windows RPC",
    445: "SMB",
    2375: "Docker",
    2376: "Docker",
    3389: "RDP",
    5900: "VNC",
    5985: "WinRM",
    5986: "WinRM",
    6443: "Kubernetes",
    10250: "Kubernetes",
}
"""TCP ports by which machines are administered."""

DATABASE_PORTS = {
    1433: "SQL Server",
    1521: "Oracle",
    3306: "MySQL",
    5432: "PostgreSQL",
    5439: "Redshift",
    5601: "Kibana",
    6379: "Redis",
    9042: "Cassandra",
    9200: "Elasticsearch",
    11211: "Memcached",
    27017: "MongoDB",
    50000: "Db2",
}
"""TCP ports of databases, caches and search engines."""

WEB_PORTS = frozenset({80, 443})
"""TCP ports that are meant to be open to the world."""

MANY_PORTS = 100
"""A rule for more ports than these is not there for one service."""

_TRANSPORT = ("tcp", "udp")


class Opening(NamedTuple):
    """Ports of an interface that a rule of `group` opens to every address: `world` is 0.0.0.0/0 or ::/0, `target` the public
    address (or, where a spec leaves it to AWS, the interface's id), `subject` whose interface it is. `group` is None for the
    listeners of a load balancer that no group filters.
    """

    subject: r.Resource
    interface: r.NetworkInterface
    group: r.SecurityGroup | None
    target: str
    world: str
    protocol: str
    first: int
    last: int

    @property
    def all_ports(self) -> bool:
        """Whether every port is open."""
        return (self.first, self.last) == (0, 65535)

    @property
    def wide(self) -> bool:
        """Whether so many ports are open that none of them is meant."""
        return self.last - self.first >= MANY_PORTS

    def holds(self, port: int) -> bool:
        """Whether a port is among those opened."""
        return self.first <= port <= self.last


class Exposure(NamedTuple):
    """An opening's port and what the trace from the internet says of it."""

    opening: Opening
    port: int
    trace: Trace

    @property
    def way(self) -> tuple[str, ...]:
        """The ids of what the packet passes from the internet to where it is delivered, filters and route tables left out."""
        kept = (hop.id for hop in self.trace.forward if hop.action not in ("allow", "route"))
        return tuple(dict.fromkeys(kept))


def is_database(resource: r.Resource) -> bool:
    """Whether a resource is a database, a cache or a search engine."""
    return isinstance(resource, r.Workload) and keeps_data(resource.type)


def rules_from_anywhere(context: Context, group: r.SecurityGroup) -> Iterator[tuple[r.SecurityGroupRule, str]]:
    """The inbound rules of a group that let every IPv4 or IPv6 address in, with 0.0.0.0/0 or ::/0."""
    for rule in group.ingress:
        prefix_list = context.network.get(rule.peer, r.PrefixList)
        for block in blocks_of(rule.peer) if prefix_list is None else blocks_of(*prefix_list.entries):
            if block.length == 0:
                yield rule, "0.0.0.0/0" if block.version == 4 else "::/0"


def openings(context: Context) -> tuple[Opening, ...]:
    """Every opening of an interface that has a public IPv4 or an IPv6 address, but NAT gateways."""
    return context.ways.once(("openings",), lambda: tuple(_openings(context)))


def public_targets(context: Context) -> tuple[tuple[r.NetworkInterface, r.Resource, tuple[str, ...]], ...]:
    """The interfaces that have public IPv4 or IPv6 addresses, but NAT gateways', each with its owner and what traces call it: the
    addresses or, where a spec leaves one to AWS, its id.
    """
    return context.ways.once(("public targets",), lambda: tuple(_public_targets(context)))


def _public_targets(context: Context) -> Iterator[tuple[r.NetworkInterface, r.Resource, tuple[str, ...]]]:
    """What has public addresses, with these; NAT gateways let no connection in."""
    index, network = context.ways.index, context.network
    for interface in network.network_interfaces:
        if not index.may_be_public(interface) and not interface.ipv6s:
            continue
        owner = network.by_id.get(network.owner_of.get(interface.id, ""), interface)
        if interface.foreign or isinstance(owner, r.NatGateway):
            continue
        public = [index.public_address(interface, private) for private in interface.private_ips]
        v4 = [one.text if one.known else interface.id for one in public if one is not None]
        if v4 or interface.ipv6s:
            yield interface, owner, (*dict.fromkeys(v4), *interface.ipv6s)


def _openings(context: Context) -> Iterator[Opening]:
    """What groups let in from the internet; a load balancer without groups takes what its listeners take."""
    index, network = context.ways.index, context.network
    for interface, owner, addresses in public_targets(context):
        v4 = tuple(one for one in addresses if ":" not in one)
        targets = {"0.0.0.0/0": v4, "::/0": interface.ipv6s}
        if any(targets.values()):
            ids = index.groups_of(interface)
            for group in (found for one in ids or () if (found := network.get(one, r.SecurityGroup)) is not None):
                yield from _of_group(context, owner, interface, group, targets)
            if ids == () and isinstance(owner, r.LoadBalancer):
                yield from _of_listeners(owner, interface, targets)


def _of_listeners(
    balancer: r.LoadBalancer, interface: r.NetworkInterface, targets: dict[str, tuple[str, ...]]
) -> Iterator[Opening]:
    for listener in balancer.listeners:
        protocol = "udp" if listener.protocol.upper() in ("UDP", "QUIC") else "tcp"
        for world, addresses in targets.items():
            for target in addresses:
                yield Opening(balancer, interface, None, target, world, protocol, listener.port, listener.port)


def _of_group(
    context: Context, owner: r.Resource, interface: r.NetworkInterface, group: r.SecurityGroup, targets: dict[str, tuple[str, ...]]
) -> Iterator[Opening]:
    for rule, world in rules_from_anywhere(context, group):
        name = protocol_name(rule.protocol)
        for protocol in _TRANSPORT if name == "-1" else (name,):
            if protocol in _TRANSPORT:
                whole = name == "-1" or rule.from_port < 0
                first, last = (0, 65535) if whole else (rule.from_port, rule.to_port)
                for target in targets[world]:
                    yield Opening(owner, interface, group, target, world, protocol, first, last)


def exposure(context: Context, opening: Opening, port: int) -> Exposure | None:
    """The trace from the internet to a port of an opening; None where it means nothing."""
    protocol = cast(Protocol, opening.protocol)
    flow = Flow(source="internet", target=opening.target, protocol=protocol, port=port, ipv6=opening.world == "::/0")
    trace = context.ways.trace(flow)
    return None if trace is None else Exposure(opening, port, trace)


def other_port(opening: Opening) -> int | None:
    """A port of an opening that is neither the web's nor one of administration or databases; None where there is none.

    Of a load balancer or a workload that says its port it is one that it listens on.
    """
    known = {*ADMIN_PORTS, *DATABASE_PORTS} | WEB_PORTS if opening.protocol == "tcp" else {443}
    subject = opening.subject
    if isinstance(subject, r.LoadBalancer):
        ports = [listener.port for listener in subject.listeners]
    elif isinstance(subject, r.Workload) and subject.port is not None:
        ports = [subject.port]
    else:
        ports = list(range(opening.first, min(opening.last, opening.first + len(known)) + 1))
    return next((port for port in ports if opening.holds(port) and port not in known), None)
