"""What a load balancer does with a packet: the listener for it, and the connection to one of the targets.

Sources: Elastic Load Balancing guides, "Listeners", "Target groups", "Client IP preservation"; Network Load Balancers,
"Troubleshoot your Network Load Balancer" (requests from a target to its load balancer).
"""

from collections.abc import Sequence

from msgspec import Struct

from vpcviz.model import resources as r
from vpcviz.model.new_words import word_of
from vpcviz.model.shapes import new_word
from vpcviz.traffic.balancing.listener_rules import Chosen, chosen, request_of
from vpcviz.traffic.balancing.targets import (
    Goal,
    by_reach,
    calls_itself,
    goals,
    keeps_client,
    nearest_address,
    no_target_here,
    unread_crossing,
    unread_preservation,
    usable,
)
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.flows import Flow
from vpcviz.traffic.packets.state import Address, End, Host, address, hop, stop
from vpcviz.traffic.tracing.connection import Connection, Further, Onward, Wanted, connect
from vpcviz.traffic.tracing.way_back import Sender
from vpcviz.traffic.walking.assumptions import Assumption, is_unknown

_DEEPEST = 3


class Balancing(Struct, frozen=True):
    """A packet at a load balancer: `client` is its source (None by PrivateLink), `homes` its interfaces, first the one that it met.

    `onward` follows what a target does with it, `depth` counts load balancers one behind the other. `zone` is that of the node
    that took the packet, "" where it is not known: by PrivateLink from another account, which calls its zones otherwise.
    """

    index: Index
    flow: Flow
    balancer: r.LoadBalancer
    client: Address | None
    homes: Sequence[Host]
    onward: Onward
    depth: int
    zone: str


def balance(at: Balancing) -> Further:
    """On to one of the targets of the listener for the port. Raises End where none is reached."""
    index, balancer = at.index, at.balancer
    listener = _listener(index, at.flow, balancer)
    if listener is None:
        note = f"the listeners of {balancer.label} are not written"
        return Further([hop(balancer, "deliver", "its listeners are not written")], [], _delivered(balancer), notes=(note,))
    rule = chosen(index, balancer, listener, request_of(at.flow, at.client))
    said = f"listener {listener.protocol} {listener.port}" + (f", {rule.rule}" if rule.rule else "")
    found = goals(index, balancer, rule.groups, listener.target_port or at.flow.port, f"{at.flow.protocol} {at.flow.port}")
    if not found:
        further = _without_targets(at, rule, said)
        return further._replace(notes=(*further.notes, *rule.notes))
    if at.depth >= _DEEPEST:
        return Further([hop(balancer, "deliver", "load balancers one behind the other")], [], f"delivered to {balancer.label}")
    serving, note = usable(index, balancer, found, said)
    further = _to_one_of(at, said, serving)
    return further._replace(notes=(*further.notes, *((note,) if note else ()), *rule.notes))


def _delivered(balancer: r.LoadBalancer) -> str:
    return f"delivered to load balancer {balancer.label}"


def homes_of(index: Index, balancer: r.LoadBalancer, interface: r.NetworkInterface | None, zone: str = "") -> list[Host]:
    """The load balancer's interfaces as senders: the one that took the packet first, else those of a zone."""
    owned = sorted(
        index.network.interfaces_owned.get(balancer.id, ()),
        key=lambda one: (one is not interface, one.zone != zone, one.zone, one.id),
    )
    homes = []
    for one in owned:
        subnet = index.subnets.get(one.subnet)
        ip = address(one.private_ips[0]) if one.private_ips else None
        if subnet is not None and ip is not None:
            homes.append(Host(ip, one.vpc or subnet.vpc, subnet, one))
    return homes


# --- listeners ------------------------------------------------------------------------------------------------------------


def _kinds(listener: r.Listener) -> tuple[str, ...]:
    """The transport protocols that a listener takes; QUIC runs over UDP. Source: ELBv2 API Reference, "CreateListener"."""
    protocol = listener.protocol.upper()
    if protocol in ("UDP", "QUIC"):
        return ("udp",)
    return ("tcp", "udp") if protocol in ("TCP_UDP", "TCP_QUIC") else ("tcp",)


def _listener(index: Index, flow: Flow, balancer: r.LoadBalancer) -> r.Listener | None:
    """The listener for a flow, None where a spec writes none. Raises End where there is none, or they were not read."""
    words = word_of(balancer)
    if words:
        raise not_documented(balancer, words)
    if not balancer.listeners:
        if index.spec:
            return None
        missing = gap_text(index, "load_balancers", "target_groups", of=balancer) or f"the listeners of {balancer.id}"
        text = f"the listeners of {balancer.label} were not read"
        needs = f"{balancer.label} has a listener for {flow.protocol} {flow.port} whose target takes it"
        raise stop(balancer, "NOT_READ", text, said="its listeners were not read", missing=missing, needs=needs)
    for listener in balancer.listeners:
        if listener.port == flow.port and flow.protocol in _kinds(listener):
            return listener
    code = "ELB_LISTENERS_MISMATCH" if balancer.type == "classic" else "ELBV2_LISTENERS_MISMATCH"
    known = ", ".join(f"{one.protocol} {one.port}" for one in balancer.listeners)
    text = f"{balancer.label} has no listener for {flow.protocol} {flow.port} (it has {known})"
    raise stop(balancer, code, text, change=f"add a listener for {flow.protocol} {flow.port} to {balancer.id}")


def _without_targets(at: Balancing, rule: Chosen, said: str) -> Further:
    """A listener or rule that has no target: it answers itself, its targets were not read, or nothing is behind it.

    Source: Application Load Balancers, "Listeners", "Action types".
    """
    index, balancer = at.index, at.balancer
    if not rule.groups and not balancer.targets and (index.spec or balancer.type == "application"):
        note = f"{said} of {balancer.label} redirects or answers itself, unless its rules, which were not read, forward to targets"
        notes = () if index.spec or balancer.rules_known else (note,)
        return Further([hop(balancer, "deliver", said)], [], f"delivered to {balancer.label}", notes=notes)
    missing = gap_text(index, "target_groups", of=balancer) if rule.groups else ""
    if missing:
        text = f"the targets of {said} of {balancer.label} were not read"
        needs = f"{said} of {balancer.label} has a target that takes it"
        raise stop(balancer, "NOT_READ", text, said="its targets were not read", missing=missing, needs=needs)
    text = f"{said} of {balancer.label} has no target"
    raise stop(balancer, "ELBV2_LISTENER_HAS_NO_TG", text, change=f"register a target with {balancer.id}")


# --- targets --------------------------------------------------------------------------------------------------------------


def _to_one_of(at: Balancing, said: str, found: list[Goal]) -> Further:
    """The first target that is reached: one that is not fails its health checks, and gets nothing."""
    sure, doubtful = by_reach(at.index, at.balancer, found, at.zone)
    if not sure and not doubtful:
        raise no_target_here(at.balancer, found, at.zone)
    problem: End | None = None
    maybe: Further | None = None
    notes: list[str] = []
    for goal in (*sure, *doubtful):
        try:
            further = _to_goal(at, said, goal, len(found))
        except End as end:
            problem = end.bare() if problem is None or (is_unknown(end) and not is_unknown(problem)) else problem
            if end.code == "TARGET_CALLS_ITSELF":
                notes.append(f"where {at.balancer.label} chooses {goal.called(at.index)} itself, it times out")
            continue
        if goal in doubtful:
            further = _if(further, unread_crossing(at.balancer, goal, at.zone))
        if not further.assumed:
            return further._replace(notes=(*further.notes, *notes))
        maybe = maybe or further
    if maybe is not None:
        return maybe
    assert problem is not None
    raise problem


def _if(further: Further, end: End) -> Further:
    """What is reached if what was not read is as it `needs` to be."""
    assert end.hop is not None
    return further._replace(forward=[end.hop, *further.forward], assumed=(Assumption(end, end.hop), *further.assumed))


def _to_goal(at: Balancing, said: str, goal: Goal, count: int) -> Further:
    """On to one target, with the client's address or the load balancer's own. Raises End where it is not reached."""
    index, balancer = at.index, at.balancer
    name = goal.called(index)
    through = f" → target group {goal.group.label}" if goal.group is not None else ""
    said = f"{said}{through} → {name}, one of {count}"
    known = index.network.by_id.get(goal.target.id)
    if goal.group is not None and new_word(goal.group, "target_type"):
        raise not_documented(goal.group, f"target type {goal.group.target_type}")
    delivered = f"delivered to {name} behind {balancer.label}"
    if _is_lambda(goal, known):
        called = hop(balancer, "balance", f"{said}, which it invokes by Lambda's API, past its interfaces and groups")
        return Further([called, hop(known or balancer, "deliver", f"to {name}")], [], delivered)
    ip = nearest_address(index, goal, at.zone)
    if ip is None or not at.homes:
        if known is None and not index.spec and at.homes and index.knows_addresses:
            raise _unread_target(at, goal, name)
        if known is None or not at.homes or not index.knows_addresses:
            last: r.Resource = known or goal.group or balancer
            return Further([hop(balancer, "balance", said), hop(last, "deliver", f"to {name}")], [], delivered)
        text = f"the addresses of the targets of {balancer.label} are not known"
        needs = f"a target of {balancer.label} has an interface that takes {at.flow.protocol} {goal.port}"
        raise stop(balancer, "NOT_READ", text, missing=f"the interfaces of the targets of {balancer.id}", needs=needs)
    keeps = keeps_client(index, balancer, goal, at.client)
    if keeps is not None:
        return _connected(at, said, goal, ip, keep=keeps)
    return _either_way(at, said, goal, ip)


def _unread_target(at: Balancing, goal: Goal, name: str) -> End:
    """The end at a target that is in no answer.

    Source: EC2 API Reference, DescribeInstances, IncludeManagedResources: what AWS's services manage may be hidden.
    """
    balancer = at.balancer
    return stop(
        balancer,
        "NOT_READ",
        f"{goal.target.id}, a target of {balancer.label}, was not read",
        said=f"its target {goal.target.id} was not read",
        missing=f"{goal.target.id} and its interface (AWS hides what its services manage from who does not ask for it)",
        needs=f"{name} takes {at.flow.protocol} {goal.port}",
    )


def _either_way(at: Balancing, said: str, goal: Goal, ip: Address) -> Further:
    """What becomes of it where it was not read whether the client's address is kept: the answer, if it is the same either way."""
    ends: list[End] = []
    reached: list[tuple[bool, Further]] = []
    for keep in (True, False):
        try:
            reached.append((keep, _connected(at, said, goal, ip, keep=keep)))
        except End as end:
            ends.append(end.bare())
    if not reached:
        raise next((end for end in ends if is_unknown(end)), ends[0])
    kept, further = min(reached, key=lambda one: len(one[1].assumed))
    if not ends:
        note = f"whether {goal.called(at.index)} sees the client's own IP was not read; it is reached either way"
        return further._replace(notes=(*further.notes, note))
    return _if(further, unread_preservation(at.balancer, goal, kept=kept))


def _connected(at: Balancing, said: str, goal: Goal, ip: Address, *, keep: bool) -> Further:
    """The connection from the load balancer to a target at an address."""
    index, balancer = at.index, at.balancer
    if keep and at.client == ip:
        raise calls_itself(index, balancer, goal)
    result = Connection()
    inner = Flow(source=balancer.id, target=goal.target.id, protocol=at.flow.protocol, port=goal.port)
    home = _of_version(at.homes[0], ip.version)
    sender = Sender(host=home, address=home.address, client=at.client if keep else None)
    connect(Wanted(index, sender, ip, inner, onward=at.onward), result)
    hops = [hop(balancer, "balance", said + (", client IP kept" if keep else "")), *result.forward]
    back = [*result.back, hop(balancer, "balance", "the answer goes back to the client")]
    summary = f"{result.summary} behind {balancer.label}"
    return Further(hops, back, summary, result.public_way, tuple(result.notes), tuple(result.assumed))


def _of_version(home: Host, version: int) -> Host:
    """A node as it sends to a target of an IP version."""
    texts = home.interface.ipv6s[:1] if home.interface is not None and version == 6 else ()
    own = address(texts[0]) if texts else None
    return home if own is None else home._replace(address=own)


def _is_lambda(goal: Goal, known: r.Resource | None) -> bool:
    """Whether a target is a Lambda function. Source: Application Load Balancers, "Lambda functions as targets"."""
    grouped = goal.group is not None and goal.group.target_type == "lambda"
    return grouped or (isinstance(known, r.Workload) and known.type == "lambda-function")
