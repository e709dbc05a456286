"""Load balancers: which protocols their listeners and target groups may have, and what a target may be."""

from collections.abc import Iterator

from vpcviz.model.addresses import Block, parse_ip
from vpcviz.spec.checks.addresses import PRIVATE, ranges_of
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.terminology import a

_LISTENERS = {
    "application": ("HTTP", "HTTPS"),
    "network": ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"),
    "gateway": ("GENEVE",),
    "classic": ("HTTP", "HTTPS", "TCP", "SSL"),
}
"""The protocols that listeners of a type of load balancer may have."""

_GROUPS = {
    "HTTP": ("HTTP", "HTTPS"),
    "HTTPS": ("HTTP", "HTTPS"),
    "TCP": ("TCP", "TCP_UDP"),
    "TLS": ("TCP", "TLS"),
    "UDP": ("UDP", "TCP_UDP"),
    "TCP_UDP": ("TCP_UDP",),
    "QUIC": ("QUIC", "TCP_QUIC"),
    "TCP_QUIC": ("TCP_QUIC",),
    "GENEVE": ("GENEVE",),
}
"""The protocols of the target groups that a listener of a protocol may send to."""

_QUIC = ("QUIC", "TCP_QUIC")
_GENEVE_PORT = 6081
_ONE_TARGET = {"lambda": "Lambda function", "alb": "Application Load Balancer"}


def check_balancing(book: Book) -> None:
    """Everything about listeners, target groups and targets that Elastic Load Balancing refuses."""
    gateways = {id(gateway.get("vpc")) for gateway in book["internet_gateways"]}
    for balancer in book["load_balancers"]:
        if balancer.foreign or _type(balancer) == "unknown":  # What AWS refuses of such a type nobody knows.
            continue
        listeners = balancer.get("listeners") or []
        _protocols(book, balancer, listeners)
        _ports_once(book, balancer, listeners)
        _quic(book, balancer, listeners)
        _gateway_type(book, balancer, listeners)
        _way_in(book, balancer, gateways)
        for listener in listeners:
            for at, group in enumerate(listener.get("target_groups") or ()):
                if isinstance(group, Draft):
                    _group(book, balancer, listener, at, group)
    _groups_once(book)
    for group in book["target_groups"]:
        _targets(book, group)


def _type(balancer: Draft) -> str:
    return str(balancer.get("type") or "application")


def _protocol(record: Draft) -> str:
    return str(record.get("protocol") or "").upper()


@refuses(
    "load balancer",
    "a listener of another protocol than HTTP, HTTPS (Application), or TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC (Network)",
    "ELBv2 API Reference, CreateListener (UnsupportedProtocol)",
)
def _protocols(book: Book, balancer: Draft, listeners: list[Draft]) -> None:
    right = _LISTENERS[_type(balancer)]
    for listener in listeners:
        protocol = _protocol(listener)
        if protocol and protocol not in right:
            message = f"{a_balancer(balancer)} has no listener of the protocol {protocol}"
            hint = _other_type(protocol)
            book.refusals.add(listener.where("protocol"), message, expected=", ".join(right), hint=hint)


def a_balancer(balancer: Draft) -> str:
    """A load balancer with its type, for messages."""
    words = {
        "application": "an Application",
        "network": "a Network",
        "gateway": "a Gateway",
        "classic": "a Classic",
        "unknown": "an unknown",
    }
    return f"{words[_type(balancer)]} Load Balancer"


def _other_type(protocol: str) -> str:
    other = next((kind for kind, right in _LISTENERS.items() if protocol in right), "")
    return f"`type: {other}` has such listeners" if other else ""


@refuses("load balancer", "two listeners on one port", "ELBv2 API Reference, CreateListener (DuplicateListener)")
def _ports_once(book: Book, balancer: Draft, listeners: list[Draft]) -> None:
    first: dict[int, Draft] = {}
    for listener in listeners:
        port = listener.get("port")
        if isinstance(port, int) and port and first.setdefault(port, listener) is not listener:
            message = f"two listeners of {balancer.label} have the port {port}"
            hint = "one listener of the protocol TCP_UDP takes both" if _type(balancer) == "network" else ""
            book.refusals.add(listener.where("port"), message, expected="one listener for a port", hint=hint)


@refuses(
    "load balancer",
    "a QUIC or TCP_QUIC listener beside another one, beside UDP or TCP_UDP listeners, or with security groups",
    "Network Load Balancers User Guide, Create a listener",
)
def _quic(book: Book, balancer: Draft, listeners: list[Draft]) -> None:
    quic = [listener for listener in listeners if _protocol(listener) in _QUIC]
    if not quic or _type(balancer) != "network":
        return
    place = quic[-1].where("protocol")
    if len(quic) > 1:
        message = f"{balancer.label} has two QUIC listeners"
        book.refusals.add(place, message, expected="one QUIC or TCP_QUIC listener on a load balancer")
    if any(_protocol(listener) in ("UDP", "TCP_UDP") for listener in listeners):
        message = f"{balancer.label} has QUIC and UDP listeners"
        book.refusals.add(place, message, expected="QUIC listeners on a load balancer without UDP")
    if balancer.given and "security_groups" in balancer.paths and balancer.get("security_groups"):
        message = f"{balancer.label} has a QUIC listener and security groups"
        book.refusals.add(balancer.where("security_groups"), message, expected="QUIC listeners on a load balancer without groups")


@refuses(
    "load balancer",
    "a Gateway Load Balancer with security groups, a scheme, or several listeners",
    "ELBv2 API Reference, CreateLoadBalancer",
)
def _gateway_type(book: Book, balancer: Draft, listeners: list[Draft]) -> None:
    if _type(balancer) != "gateway":
        return
    for field in ("security_groups", "scheme"):
        if field in balancer.paths and balancer.get(field):
            message = f"a Gateway Load Balancer has no {field.replace('_', ' ')}"
            book.refusals.add(balancer.where(field), message, expected=f"{balancer.label} without it")
    if len(listeners) > 1:
        message = f"a Gateway Load Balancer has one listener; {balancer.label} has {len(listeners)}"
        book.refusals.add(listeners[1].where(), message, expected="one listener, for all traffic")


@refuses(
    "load balancer",
    "an internet-facing one in a VPC without an internet gateway",
    "ELBv2 API Reference, CreateLoadBalancer (InvalidSubnet)",
)
def _way_in(book: Book, balancer: Draft, gateways: set[int]) -> None:
    vpc = balancer.get("vpc")
    if balancer.get("scheme") == "internet-facing" and isinstance(vpc, Draft) and id(vpc) not in gateways:
        message = f"an internet-facing load balancer needs an internet gateway, and {vpc.label} has none"
        book.refusals.add(balancer.where("scheme"), message, expected="internet_gateway: true in the VPC, or scheme: internal")


@refuses(
    "load balancer",
    "a listener that sends to a target group of a protocol that it cannot speak, or of another VPC",
    "ELBv2 API Reference, CreateTargetGroup; Network Load Balancers User Guide, Target groups, Routing configuration",
)
@refuses("load balancer", "a Lambda function behind a Network Load Balancer", "ELBv2 API Reference, CreateTargetGroup, TargetType")
def _group(book: Book, balancer: Draft, listener: Draft, at: int, group: Draft) -> None:
    place, protocol, spoken = listener.item("target_groups", at), _protocol(listener), _protocol(group)
    kind = str(group.get("target_type") or "instance")
    if kind in _ONE_TARGET and kind != {"application": "lambda", "network": "alb"}.get(_type(balancer)):
        message = f"the target group {group.label} is for {a_target(kind)}, which cannot stand behind {a_balancer(balancer)}"
        book.refusals.add(place, message, expected="a target group of instances or IPs")
        return
    if _type(balancer) == "classic" or kind == "lambda":
        return
    right = _GROUPS.get(protocol, ())
    if spoken and right and protocol in _LISTENERS[_type(balancer)] and spoken not in right:
        reason = f"{a_balancer(balancer)} cannot send to it from {protocol} {listener.get('port')}"
        message = f"the target group {group.label} is {spoken}: {reason}"
        book.refusals.add(place, message, expected=f"a target group of the protocol {' or '.join(right)}")
    vpc, other = balancer.get("vpc"), group.get("vpc")
    if isinstance(vpc, Draft) and isinstance(other, Draft) and other is not vpc:
        message = f"the target group {group.label} is of {other.label}, not of {vpc.label}"
        book.refusals.add(place, message, expected=f"a target group of {vpc.label}")


def a_target(kind: str) -> str:
    """One target of a type, with its article."""
    return f"{'an' if _ONE_TARGET[kind][0] == 'A' else 'a'} {_ONE_TARGET[kind]}"


@refuses("target group", "one behind two load balancers", "ELBv2 API Reference, CreateListener (TargetGroupAssociationLimit)")
def _groups_once(book: Book) -> None:
    first: dict[int, Draft] = {}
    for balancer in book["load_balancers"]:
        for listener in balancer.get("listeners") or ():
            for at, group in enumerate(listener.get("target_groups") or ()):
                if isinstance(group, Draft) and first.setdefault(id(group), balancer) is not balancer:
                    names = f"{first[id(group)].label} and {balancer.label}"
                    message = f"the target group {group.label} is behind two load balancers: {names}"
                    book.refusals.add(listener.item("target_groups", at), message, expected="a target group for each load balancer")


@refuses(
    "target group",
    "several targets where it is for one Lambda function or one load balancer",
    "ELBv2 API Reference, CreateTargetGroup, TargetType",
)
@refuses("target group", "the protocol GENEVE on another port than 6081", "ELBv2 API Reference, CreateTargetGroup, Port")
def _targets(book: Book, group: Draft) -> None:
    kind, targets = str(group.get("target_type") or "instance"), group.get("targets") or []
    if kind in _ONE_TARGET and len(targets) > 1:
        message = f"{group.label} is for {a_target(kind)}, and has {len(targets)} targets"
        book.refusals.add(targets[1].where("id"), message, expected="one target")
    if _protocol(group) == "GENEVE" and group.get("port") not in (None, _GENEVE_PORT):
        message = f"a target group of the protocol GENEVE has the port {_GENEVE_PORT}, not {group.get('port')}"
        book.refusals.add(group.where("port"), message, expected=f"port: {_GENEVE_PORT}")
    own = list(_blocks(group))
    for target in targets:
        _target(book, group, target, own)


@refuses(
    "target group",
    "a target with a public IP, or an instance of another VPC",
    "ELBv2 API Reference, CreateTargetGroup, TargetType; RegisterTargets (InvalidTarget)",
)
def _target(book: Book, group: Draft, target: Draft, own: list[Block]) -> None:
    what, vpc = target.get("id"), group.get("vpc")
    if isinstance(what, Draft):
        other = what.get("vpc")
        if what.kind == "instances" and isinstance(vpc, Draft) and isinstance(other, Draft) and other is not vpc:
            message = f"the target {what.label} is {a(what.kind)} of {other.label}, not of {vpc.label}"
            book.refusals.add(target.where("id"), message, expected=f"an instance of {vpc.label}, or its IP")
        return
    ip = parse_ip(what) if isinstance(what, str) else None
    if ip is None or ip[0] != 4 or not isinstance(vpc, Draft):
        return
    if not any(block.holds(4, ip[1]) for block in (*own, *PRIVATE)):
        message = f"the target {what} is a public IP: AWS registers none"
        book.refusals.add(target.where("id"), message, expected="an IP of the VPC, of RFC 1918 or of 100.64.0.0/10")


def _blocks(group: Draft) -> Iterator[Block]:
    vpc = group.get("vpc")
    if isinstance(vpc, Draft):
        yield from (one.block for one in ranges_of(vpc, ("cidrs", "ipv6_cidrs")))
