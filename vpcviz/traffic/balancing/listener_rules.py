"""Which target groups a listener sends a request to: by its rules, as far as a flow tells what they ask, else by its own action.

Sources: Application Load Balancers, "Listener rules", "Rule condition types"; ELBv2 API Reference, "RuleCondition".
"""

import re
from fnmatch import fnmatchcase
from typing import NamedTuple
from urllib.parse import urlsplit

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.domain_names import is_name, normal
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Flow
from vpcviz.traffic.packets.state import INTERNET, INTERNET6, Address, within


class Request(NamedTuple):
    """What a flow tells of its request: "" for a host or path that is not told, None for a client that is not known."""

    host: str
    path: str
    client: Address | None


class Chosen(NamedTuple):
    """Where a listener sends a request: the target groups, which rule said so ("" for none), and what may be otherwise."""

    groups: tuple[str, ...]
    rule: str
    notes: tuple[str, ...]


def request_of(flow: Flow, client: Address | None) -> Request:
    """The request of a flow: the host and path of a URL, the host of a DNS name; a plain address or resource tells neither."""
    target = flow.target.strip()
    if "://" in target:
        try:
            parts = urlsplit(target)
            return Request((parts.hostname or "").lower(), parts.path or "/", client)
        except ValueError:
            return Request("", "", client)
    return Request(normal(target) if is_name(target) else "", "", client)


def chosen(index: Index, balancer: r.LoadBalancer, listener: r.Listener, request: Request) -> Chosen:
    """The target groups that a listener of a load balancer sends a request to."""
    notes: list[str] = []
    for rule in sorted(balancer.rules, key=lambda one: one.priority):
        if rule.port != listener.port:
            continue
        meets = _meets(rule, request)
        if meets:
            return Chosen(rule.target_groups, f"rule {rule.priority} ({_words(rule)})", tuple(notes))
        if meets is None:
            notes.append(
                f"requests with {_words(rule)} go to {_groups(index, rule)} instead (rule {rule.priority} of {balancer.label})"
            )
    if not (balancer.rules_known or index.spec) and balancer.type == "application" and listener.target_groups:
        notes.append(f"the rules of {balancer.label} were not read; some requests may go to other targets")
    return Chosen(listener.target_groups, "", tuple(notes))


def _words(rule: r.ListenerRule) -> str:
    return " and ".join(f"{field} {' or '.join(values)}" for field, values in sorted(rule.conditions.items()))


def _groups(index: Index, rule: r.ListenerRule) -> str:
    if not rule.target_groups:
        return "an answer of the load balancer itself"
    return f"target group {', '.join(index.label(group) for group in rule.target_groups)}"


def _meets(rule: r.ListenerRule, request: Request) -> bool | None:
    """Whether a request meets all conditions of a rule; None where that hangs on what the flow does not tell."""
    known = [_one_met(field, values, request) for field, values in rule.conditions.items()]
    if False in known:
        return False
    return None if None in known else True


def _one_met(field: str, values: tuple[str, ...], request: Request) -> bool | None:
    """Whether one of a condition's values is met."""
    if field == "source-ip":
        met = [_from(request.client, value) for value in values]
        return True if True in met else None if None in met else False
    text = {"host-header": request.host, "path-pattern": request.path}.get(field, "")
    if not text or any(value.startswith("regex ") for value in values):
        return None
    folded = field == "host-header"
    return any(fnmatchcase(text, _pattern(value.lower() if folded else value)) for value in values)


def _pattern(value: str) -> str:
    """A condition's pattern for fnmatch: `*` and `?` are wildcards, brackets are none."""
    return re.sub(r"\[", "[[]", value)


def _from(client: Address | None, cidr: str) -> bool | None:
    """Whether a client is in a CIDR; of one that stands for any on the internet only what holds for all of them is known."""
    block = parse_block(cidr)
    if client is None or block is None:
        return None
    if client in (INTERNET, INTERNET6):
        return within(client._replace(number=-1), block)
    return within(client, block)
