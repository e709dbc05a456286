"""What traces over one network share (tables read once, choices made once) changes no answer; and nothing is kept of a walk."""

import gc
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.networks import networks
from tests.traffic.helpers import network
from tests.traffic.whole.test_properties import flows
from vpcviz.errors import UsageError
from vpcviz.model import Network
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import Tracer

LIMITS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

TWO = """
    vpcs:
      a:
        cidr: 10.1.0.0/16
        subnets:
          a1: {zone: a, cidr: 10.1.1.0/24, instances: {host-a: {ip: 10.1.1.10, security_groups: own}}}
          a2: {zone: b, cidr: 10.1.2.0/24, instances: {host-b: {ip: 10.1.2.10, security_groups: own}}}
        route_tables: {t: {main: true}}
        security_groups: {own: {egress: [all to 0.0.0.0/0], ingress: [https from 10.1.1.0/24, ssh from own]}}
"""


def asked(tracer: Tracer, flow: Flow) -> Trace | str:
    try:
        return tracer.trace(flow)
    except UsageError as error:
        return str(error)


@LIMITS
@given(networks(most_vpcs=8), st.integers(0, 10_000), st.booleans())
def test_flows_asked_together_are_answered_as_each_alone(net: Network, seed: int, as_spec: bool):
    """In any order, by one tracer and by one of its own for each over a network without any look-up made before."""
    net = structs.replace(net, origin="spec") if as_spec else net
    wanted = flows(net, seed, 8)
    alone = [asked(Tracer(structs.replace(net)), flow) for flow in wanted]
    together = Tracer(net)
    assert [asked(together, flow) for flow in wanted] == alone
    order = list(range(len(wanted)))
    Random(seed).shuffle(order)
    other = Tracer(structs.replace(net))
    assert {at: asked(other, wanted[at]) for at in order} == dict(enumerate(alone))


@LIMITS
@given(networks(most_vpcs=8), st.integers(0, 10_000))
def test_without_advice_a_trace_says_as_much_else(net: Network, seed: int):
    for flow in flows(net, seed, 8):
        full, plain = asked(Tracer(net), flow), asked(Tracer(net, advice=False), flow)
        if isinstance(full, Trace):
            assert isinstance(plain, Trace)
            assert structs.replace(plain, change="", edits=()) == structs.replace(full, change="", edits=())
        else:
            assert plain == full


def test_nothing_of_a_walk_is_held_in_circles():
    """Ends are exceptions: one that is kept with its traceback keeps all frames that it passed, of each flow that fails."""
    tracer = Tracer(network(TWO))
    wanted = [Flow(source="host-a", target=one, port=port) for one in ("host-b", "internet", "10.9.0.1") for port in (443, 22, 80)]
    wanted += [Flow(source="host-b", target="host-a"), Flow(source="internet", target="host-a"), Flow(source="a1", target="a2")]
    for flow in wanted:
        asked(tracer, flow)
    gc.collect()
    gc.disable()
    try:
        assert {found.verdict for flow in wanted if isinstance(found := asked(tracer, flow), Trace)} >= {"delivered", "blocked"}
        assert gc.collect() == 0
    finally:
        gc.enable()
