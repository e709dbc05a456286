"""Load balancers: the rules and ports of their listeners, and attributes that cannot be set."""

from vpcviz.spec.checks.balancing import a_balancer
from vpcviz.spec.checks.declared import refuses
from vpcviz.spec.drafts import Book, Draft

_LAST_PORT = 65535
_ALWAYS_KEPT = ("UDP", "TCP_UDP")
"""Protocols of target groups whose targets always see the client's own IP."""


def check_listeners(book: Book) -> None:
    """Everything about rules of listeners and about attributes that Elastic Load Balancing refuses."""
    for balancer in book["load_balancers"]:
        if not balancer.foreign:
            _ports(book, balancer)
            _rules(book, balancer)
            _cross_zone(book, balancer)
    for group in book["target_groups"]:
        _attributes(book, group)


@refuses("load balancer", "a listener on a port outside 1 to 65535", "ELBv2 API Reference, CreateListener, Port")
def _ports(book: Book, balancer: Draft) -> None:
    for listener in balancer.get("listeners") or ():
        port = listener.get("port")
        if isinstance(port, int) and "port" in listener.paths and not 1 <= port <= _LAST_PORT and balancer.get("type") != "gateway":
            message = f"the port {port} of a listener is out of range"
            book.refusals.add(listener.where("port"), message, expected=f"1 to {_LAST_PORT}")


@refuses("load balancer", "two rules of one priority for a listener", "ELBv2 API Reference, CreateRule (PriorityInUse)")
@refuses(
    "load balancer",
    "a rule of another load balancer than an Application one, or for a port without a listener",
    "ELBv2 API Reference, CreateRule (ListenerNotFound)",
)
def _rules(book: Book, balancer: Draft) -> None:
    ports = [listener.get("port") for listener in balancer.get("listeners") or ()]
    first: dict[tuple[int, int], Draft] = {}
    for rule in balancer.get("rules") or ():
        port, priority = rule.get("port"), rule.get("priority")
        if (balancer.get("type") or "application") != "application":
            message = f"{a_balancer(balancer)} has no rules"
            book.refusals.add(rule.where(), message, expected="rules of an Application Load Balancer")
            continue
        if port not in ports:
            known = ", ".join(str(one) for one in ports if one) or "none"
            message = f"{balancer.label} has no listener on the port {port} of the rule"
            book.refusals.add(rule.where("port"), message, expected=f"the port of a listener: {known}")
        if first.setdefault((port, priority), rule) is not rule:
            message = f"two rules for the port {port} of {balancer.label} have the priority {priority}"
            book.refusals.add(rule.where("priority"), message, expected="each priority once for a listener")


@refuses(
    "load balancer",
    "an Application Load Balancer without cross-zone load balancing",
    "Application Load Balancers User Guide, Cross-zone load balancing for target groups",
)
def _cross_zone(book: Book, balancer: Draft) -> None:
    if (balancer.get("type") or "application") == "application" and balancer.get("cross_zone") is False:
        message = "cross-zone load balancing of an Application Load Balancer is always on"
        book.refusals.add(balancer.where("cross_zone"), message, expected="cross_zone: false on its target group")


@refuses(
    "target group",
    "client IP preservation off for UDP or TCP_UDP",
    "Network Load Balancers User Guide, Edit target group attributes, Client IP preservation",
)
@refuses(
    "target group",
    "one of an Application Load Balancer that stays in its zone, with a target for all zones",
    "Application Load Balancers User Guide, Cross-zone load balancing for target groups, Considerations",
)
def _attributes(book: Book, group: Draft) -> None:
    protocol = str(group.get("protocol") or "").upper()
    if protocol in _ALWAYS_KEPT and group.get("preserve_client_ip") is False:
        message = f"client IP preservation of a target group of the protocol {protocol} cannot be turned off"
        book.refusals.add(group.where("preserve_client_ip"), message, expected="preserve_client_ip: true, or without it")
    if group.get("cross_zone") is False and protocol in ("HTTP", "HTTPS"):
        for target in group.get("targets") or ():
            if target.get("zone") == "all":
                message = f"{group.label} stays in its zone, and a target of it is for all zones"
                book.refusals.add(target.where("zone"), message, expected="the zone of the target")
