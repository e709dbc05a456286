"""Which ports are worth asking for: those that a thing answers at, and the ends of those that a rule names."""

from collections.abc import Iterable
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.traffic import Protocol
from vpcviz.traffic.filters.decisions import protocol_name
from vpcviz.traffic.lookups.index import Index

MOST = 6
"""So many ports of an end are asked for at most."""


class Ask(NamedTuple):
    """A protocol and a destination port (0 for ICMP)."""

    protocol: Protocol
    port: int


HTTPS = Ask("tcp", 443)
SSH = Ask("tcp", 22)


def ports_of(index: Index, resource: r.Resource, groups: Iterable[str]) -> tuple[Ask, ...]:
    """The ports of an end in one network: its own where it has any, else those of its groups' rules; HTTPS where none is named."""
    own = _own(resource)
    if own:
        return own
    found: dict[Ask, None] = {HTTPS: None} if isinstance(resource, r.InterfaceEndpoint) else {}
    for one in groups:
        group = index.network.get(one, r.SecurityGroup)
        for rule in group.ingress if group is not None else ():
            found |= dict.fromkeys(of_rule(rule))
    return tuple(sorted(found)[:MOST]) or (HTTPS,)


def _own(resource: r.Resource) -> tuple[Ask, ...]:
    """The ports that it says itself: listeners', a workload's."""
    if isinstance(resource, r.LoadBalancer):
        asks = {
            Ask("udp" if one.protocol.upper() in ("UDP", "QUIC") else "tcp", one.port) for one in resource.listeners if one.port
        }
        return tuple(sorted(asks)[:MOST])
    if isinstance(resource, r.Workload) and resource.port is not None:
        return (Ask("tcp", resource.port),)
    return ()


def of_rule(rule: r.SecurityGroupRule | r.NetworkAclEntry) -> tuple[Ask, ...]:
    """The ends of the ports that a rule names; HTTPS and SSH where it is for all."""
    name = protocol_name(rule.protocol)
    if name in ("icmp", "icmpv6"):
        return (Ask("icmp", 0),)
    if name not in ("tcp", "udp"):
        return (HTTPS, SSH) if name == "-1" else ()
    protocol: Protocol = "tcp" if name == "tcp" else "udp"
    if rule.from_port < 0 or (rule.from_port == 0 and rule.to_port == 65535):
        return (Ask(protocol, 443), Ask(protocol, 22)) if protocol == "tcp" else (Ask(protocol, 443),)
    return tuple(dict.fromkeys((Ask(protocol, rule.from_port), Ask(protocol, rule.to_port))))
