"""Suggested changes held against the traces that they were suggested for: made on the network, the flow must get further."""

from random import Random

from msgspec import structs

from tests.networks import FEATURES, Plan, build
from vpcviz.errors import UsageError
from vpcviz.model import Network
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import Tracer
from vpcviz.traffic.walking.edits import edited

_PARTS = {"dns": 0, "forward": 1, "return": 2}


def progress(answer: Trace) -> tuple[bool, bool, int, int]:
    """How far a flow gets: delivered (by one way), delivered, the part of the way where it ends, the step there."""
    part = 2 if answer.back else 1 if answer.forward else 0
    steps = (answer.dns, answer.forward, answer.back)[part]
    if answer.conditions and answer.conditions[-1].step:
        last = answer.conditions[-1]
        part, steps = _PARTS[last.way], (None,) * last.step  # type: ignore[assignment]
    return (answer.verdict == "delivered", answer.delivered, part, len(steps))


def problem(net: Network, flow: Flow, answer: Trace) -> str:
    """What is wrong with the change suggested for a flow; "" where it gets further with it."""
    if not answer.edits:
        return ""
    after = Tracer(edited(net, answer.edits)).trace(flow)
    if progress(after) > progress(answer) or (
        after.verdict == "unknown" and answer.verdict not in ("unknown", "delivered-but-asymmetric")
    ):
        return ""
    return f"{flow.source} → {flow.target}: {answer.reason} [{answer.change}] → {after.reason}: {after.explanation}"


def random_network(seed: int) -> Network:
    """A random network, always the same for a seed."""
    dice = Random(seed)
    features = frozenset(one for one in FEATURES if one != "hostile" and dice.random() < 0.7)
    plan = Plan(
        vpcs=dice.randint(1, 6),
        zones=dice.randint(1, 3),
        subnets=dice.randint(1, 4),
        interfaces=dice.randint(1, 4),
        features=features,
        seed=seed,
    )
    return structs.replace(build(plan), origin=dice.choice(("spec", "spec", "scan")))


def random_flows(net: Network, seed: int, count: int = 12) -> list[Flow]:
    """Flows between things of a network, chosen by a seed."""
    dice = Random(seed)
    ends = [one.id for one in (*net.network_interfaces, *net.instances, *net.subnets, *net.on_premises)] + ["internet"]
    targets = [*ends, *(one.id for one in net.load_balancers), "s3.eu-west-1.amazonaws.com", "sqs.eu-west-1.amazonaws.com"]
    return [
        Flow(
            source=dice.choice(ends),
            target=dice.choice(targets),
            port=dice.choice((443, 5432)),
            protocol=dice.choice(("tcp", "tcp", "udp", "icmp")),  # type: ignore[arg-type]
            ipv6=dice.random() < 0.2,
        )
        for _ in range(count)
    ]


def check_case(seed: int) -> tuple[int, list[str]]:
    """(how many changes were tried, what was wrong with them) on the random network of a seed."""
    net = random_network(seed)
    tracer, tried, wrong = Tracer(net), 0, []
    for flow in random_flows(net, seed):
        try:
            answer = tracer.trace(flow)
        except UsageError:
            continue  # The end has no meaning in this network; a message says so.
        tried += bool(answer.edits)
        found = problem(net, flow, answer)
        wrong += [found] if found else []
    return tried, wrong
