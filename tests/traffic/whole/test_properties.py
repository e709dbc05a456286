"""Properties of all traces, on random networks: a verdict always, no loop, hops that exist, answers that come back."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.networks import networks
from tests.traffic.helpers import network, trace
from vpcviz.errors import UsageError
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.reports.traces import reach_text, to_json, trace_document, trace_markdown, trace_text
from vpcviz.traffic import VERDICTS, Flow, Trace
from vpcviz.traffic.answers.reach import reach
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.tracing.tracer import Tracer

ELSEWHERE = ("internet", "service", "endpoint-service")
"""Kinds of hops that need not be resources of the network."""
LIMITS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def flows(net: Network, seed: int, count: int = 6) -> list[Flow]:
    """Flows between things of a network, chosen by a seed."""
    dice = Random(seed)
    ends = [one.id for one in (*net.network_interfaces, *net.instances, *net.subnets, *net.on_premises)] + ["internet"]
    names = [name for one in net.interface_endpoints for name in (*one.dns_names, *one.private_dns_names)]
    targets = [*ends, *names, *(one.id for one in net.load_balancers), "s3.eu-west-1.amazonaws.com", "sqs.us-east-1.amazonaws.com"]
    protocols = ("tcp", "tcp", "udp", "icmp")
    return [
        Flow(
            source=dice.choice(ends),
            target=dice.choice(targets),
            port=dice.choice((443, 53, 5432)),
            protocol=dice.choice(protocols),
        )  # type: ignore[arg-type]
        for _ in range(count)
    ]


def answers(net: Network, seed: int) -> list[Trace]:
    tracer = Tracer(net)
    found = []
    for flow in flows(net, seed):
        try:
            found.append(tracer.trace(flow))
        except UsageError:
            continue  # The end has no meaning in this network; a message says so.
    return found


def check(net: Network, answer: Trace) -> None:
    assert answer.verdict in VERDICTS
    assert REASONS[answer.reason].verdict == answer.verdict
    assert answer.explanation
    assert bool(answer.missing) == (answer.verdict == "unknown"), answer.explanation
    assert bool(answer.conditions) == (answer.verdict == "unknown"), answer.explanation
    for condition in answer.conditions:
        hops = {"dns": answer.dns, "forward": answer.forward, "return": answer.back}[condition.way]
        assert condition.needs
        assert not condition.step or hops[condition.step - 1].id == condition.id
    assert (answer.stays_on_aws_network is None) == (not answer.delivered)
    for hop in (*answer.dns, *answer.forward, *answer.back):
        assert hop.because
        assert hop.id in net.by_id or hop.kind in ELSEWHERE, hop
    assert len(answer.forward) < 400
    if answer.delivered:
        assert answer.forward
        assert answer.back
    to_json(trace_document(net, answer, None))
    trace_text(net, answer, None)
    trace_markdown(net, answer, None)


@LIMITS
@given(networks(most_vpcs=8), st.integers(0, 10_000))
def test_every_trace_ends_in_a_verdict(net: Network, seed: int):
    for answer in answers(net, seed):
        check(net, answer)


@LIMITS
@given(networks(most_vpcs=6), st.integers(0, 10_000))
def test_traces_of_networks_taken_as_specs(net: Network, seed: int):
    """With AWS's defaults for what is not written, fewer things are unknown and more of the code is walked."""
    for answer in answers(structs.replace(net, origin="spec"), seed):
        check(net, answer)


@LIMITS
@given(networks(most_vpcs=5), st.integers(0, 10_000))
def test_removing_allow_rules_never_opens_a_way(net: Network, seed: int):
    net = structs.replace(net, origin="spec")
    fewer = tuple(structs.replace(group, ingress=group.ingress[1:], egress=group.egress[1:]) for group in net.security_groups)
    less = structs.replace(net, security_groups=fewer)
    for before, after in zip(answers(net, seed), answers(less, seed), strict=True):
        assert before.delivered or not after.delivered


@LIMITS
@given(networks(most_vpcs=5), st.integers(0, 10_000))
def test_an_unrelated_vpc_changes_nothing(net: Network, seed: int):
    extra = r.Vpc(id="vpc-unrelated", cidrs=("100.127.0.0/16",))
    subnet = r.Subnet(id="subnet-unrelated", vpc=extra.id, cidr="100.127.1.0/24", zone="eu-west-1a")
    more = structs.replace(net, vpcs=(*net.vpcs, extra), subnets=(*net.subnets, subnet))
    tracer, other = Tracer(net), Tracer(more)
    for flow in flows(net, seed):
        try:
            assert tracer.trace(flow) == other.trace(flow)
        except UsageError:
            continue


@LIMITS
@given(networks(most_vpcs=4), st.integers(0, 10_000))
def test_reach_never_fails(net: Network, seed: int):
    tracer = Tracer(net)
    for flow in flows(net, seed, 2):
        try:
            rows = reach(tracer, flow.source)
        except UsageError:
            continue
        for row in rows:
            check(net, row.trace)
        reach_text(flow.source, rows)


HUB = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10, security_groups: all-a}}}}, route_tables: {a: {main: true, routes: {10.0.0.0/8: hub}}}, security_groups: {all-a: {egress: [all to 0.0.0.0/0]}}}
      b: {cidr: 10.2.0.0/16, subnets: {b1: {zone: a, cidr: 10.2.1.0/24, instances: {host-b: {ip: 10.2.1.10, security_groups: in-b}}}}, route_tables: {b: {main: true, routes: {10.0.0.0/8: hub}}}, security_groups: {in-b: {ingress: [https from 10.1.0.0/16]}}}
    transit_gateways: {hub: {id: tgw-1, attachments: {a: {resource: a, subnets: a1}, b: {resource: b, subnets: b1}}}}
"""


def test_the_answers_way_is_the_way_reversed():
    """Where groups are stateful the answer of a delivered flow is delivered, by the same gateways in reverse."""
    answer = trace(network(HUB), "host-a", "host-b")
    assert answer.verdict == "delivered"
    gateways = ("transit-gateway", "transit-gateway-attachment", "eni")
    there = [hop.id for hop in answer.forward if hop.kind in gateways]
    back = [hop.id for hop in answer.back if hop.kind in gateways]
    assert there == back[::-1]
    # The other host may answer, but not ask.
    assert trace(network(HUB), "host-b", "host-a").verdict == "blocked"


def test_the_same_trace_every_time():
    """The order of a network's lists does not matter."""
    net = network(HUB)
    turned = structs.replace(
        net,
        **{
            name: getattr(net, name)[::-1]
            for name in ("vpcs", "subnets", "route_tables", "network_interfaces", "security_groups", "transit_gateway_attachments")
        },
    )
    assert trace(net, "host-a", "host-b") == trace(turned, "host-a", "host-b")
