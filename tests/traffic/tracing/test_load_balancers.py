"""Load balancers as AWS documents them: targets' own ports, whose IP targets see, cross-zone load balancing, targets' states."""

import pytest

from tests.traffic.changes import problem
from tests.traffic.helpers import ids, network, trace
from vpcviz.traffic import Flow
from vpcviz.traffic.tracing.tracer import Tracer

NETWORK = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: {zone: a, cidr: 10.0.1.0/24, instances: {one: {ip: 10.0.1.10, security_groups: tgt}, caller: {ip: 10.0.1.99, security_groups: out}}}
          b: {zone: b, cidr: 10.0.2.0/24, instances: {far: {ip: 10.0.2.99, security_groups: out}}}
          c: {zone: c, cidr: 10.0.3.0/24, instances: {off: {ip: 10.0.3.10, security_groups: tgt}}}
        security_groups: {out: {egress: [all to 0.0.0.0/0]}, tgt: {ingress: [%(rule)s]}}
        load_balancers:
          front: {id: nlb, type: %(type)s, scheme: internal, subnets: {a: 10.0.1.40, b: 10.0.2.40}, dns_name: front-1.elb.eu-west-1.amazonaws.com, listeners: [%(listener)s]%(balancer)s}
        target_groups: {web: {id: tg, protocol: %(protocol)s, port: 8080, targets: %(targets)s%(group)s}}
"""


def spec(**values: str) -> str:
    defaults = {
        "rule": "all from 0.0.0.0/0",
        "type": "network",
        "listener": "tcp 443 -> web",
        "balancer": "",
        "protocol": "TCP",
        "targets": "one",
        "group": "",
    }
    return NETWORK % {**defaults, **values}


def ends(text: str, start: str, end: str, port: int = 443, protocol: str = "tcp") -> tuple[str, str]:
    answer = trace(network(text), start, end, port, protocol)
    return answer.verdict, answer.reason


# --- ports ----------------------------------------------------------------------------------------------------------------


def test_a_target_has_a_port_of_its_own():
    """ELBv2 API Reference, TargetDescription.Port; the group's port is only its default."""
    text = spec(targets="'one:49153'", rule="tcp 49153 from 10.0.1.99/32")
    assert ends(text, "caller", "front") == ("delivered", "DELIVERED")
    assert ends(spec(rule="tcp 49153 from 10.0.1.99/32"), "caller", "front") == ("blocked", "ENI_SG_RULES_MISMATCH")


def test_one_target_on_several_ports():
    """Target groups: a target may be registered several times, each with another port."""
    text = spec(targets="['one:1', 'one:49153']", rule="tcp 49153 from 0.0.0.0/0")
    assert ends(text, "caller", "front") == ("delivered", "DELIVERED")


def test_short_forms_of_targets():
    net = network(spec(targets="['10.0.1.10:81', '[2001:db8::1]:82', 'arn:aws:lambda:eu-west-1:111122223333:function:f:1', one]"))
    targets = {(one.id, one.port) for one in net.target_groups[0].targets}
    arn = "arn:aws:lambda:eu-west-1:111122223333:function:f:1"
    assert targets == {("10.0.1.10", 81), ("2001:db8::1", 82), (arn, None), ("i-v-one", None)}


# --- whose address ----------------------------------------------------------------------------------------------------------


CLIENT, BALANCER = "tcp 8080 from 10.0.1.99/32", "tcp 8080 from 10.0.1.40/32"


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ({}, "client"),
        ({"group": ", preserve_client_ip: false"}, "balancer"),
        ({"group": ", target_type: ip", "targets": "10.0.1.10"}, "balancer"),
        ({"group": ", target_type: ip, preserve_client_ip: true", "targets": "10.0.1.10"}, "client"),
        ({"type": "application", "protocol": "HTTP", "listener": "https 443 -> web"}, "balancer"),
    ],
)
def test_whose_ip_targets_see(values: dict[str, str], seen: str):
    """Network Load Balancers, "Client IP preservation": the attribute, and its defaults by target type and protocol."""
    for rule, who in ((CLIENT, "client"), (BALANCER, "balancer")):
        expected = "delivered" if who == seen else "blocked"
        assert ends(spec(rule=rule, **values), "caller", "10.0.1.40")[0] == expected


def test_udp_targets_see_the_client_always():
    """ELBv2 API Reference, TargetGroupAttribute: it cannot be turned off for UDP and TCP_UDP."""
    values = {"protocol": "UDP", "listener": "udp 443 -> web", "group": ", target_type: ip", "targets": "10.0.1.10"}
    assert ends(spec(rule="udp 8080 from 10.0.1.99/32", **values), "caller", "front", protocol="udp")[0] == "delivered"


def test_a_target_that_calls_itself():
    """Network Load Balancers, "Troubleshoot": requests from a target to its load balancer time out where its IP is kept."""
    assert ends(spec(), "one", "front") == ("blocked", "TARGET_CALLS_ITSELF")
    assert ends(spec(group=", preserve_client_ip: false"), "one", "front")[0] == "delivered"
    assert ends(spec(type="application", protocol="HTTP", listener="https 443 -> web"), "one", "front")[0] == "delivered"
    both = trace(
        network(spec(targets="[one, caller]", rule="all from 0.0.0.0/0", balancer=", security_groups: tgt")), "one", "front"
    )
    assert not both.delivered or any("times out" in note for note in both.notes)


@pytest.mark.parametrize(
    ("values", "protocol", "helps"), [({}, "tcp", True), ({"protocol": "UDP", "listener": "udp 443 -> web"}, "udp", False)]
)
def test_what_helps_a_target_that_calls_itself(values: dict[str, str], protocol: str, helps: bool):
    """Client IP preservation cannot be turned off for UDP, so that is not suggested."""
    net = network(spec(rule="all from 0.0.0.0/0", **values))
    flow = Flow(source="one", target="front", protocol=protocol, port=443)  # type: ignore[arg-type]
    answer = Tracer(net).trace(flow)
    assert (answer.reason, bool(answer.edits)) == ("TARGET_CALLS_ITSELF", helps)
    assert not problem(net, flow, answer)
    assert answer.change.startswith("no single change helps") != helps


@pytest.mark.parametrize("values", [{}, {"balancer": ", cross_zone: true", "group": ", cross_zone: false"}])
def test_what_helps_a_zone_without_targets(values: dict[str, str]):
    """The target group's own attribute goes first, so that is the one to turn on."""
    net = network(spec(rule="all from 0.0.0.0/0", **values))
    flow = Flow(source="far", target="10.0.2.40", port=443)
    answer = Tracer(net).trace(flow)
    assert (answer.reason, bool(answer.edits)) == ("ELBV2_NO_TARGETS_IN_AZ", True)
    assert not problem(net, flow, answer)


# --- zones ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({}, "blocked"),
        ({"balancer": ", cross_zone: false"}, "blocked"),
        ({"balancer": ", cross_zone: true"}, "delivered"),
        ({"group": ", cross_zone: true"}, "delivered"),
        ({"balancer": ", cross_zone: true", "group": ", cross_zone: false"}, "blocked"),
        ({"type": "application", "protocol": "HTTP", "listener": "https 443 -> web"}, "delivered"),
        ({"type": "application", "protocol": "HTTP", "listener": "https 443 -> web", "group": ", cross_zone: false"}, "blocked"),
    ],
)
def test_cross_zone(values: dict[str, str], verdict: str):
    """ELBv2 API Reference, LoadBalancerAttribute and TargetGroupAttribute: the defaults, and that the group's goes first."""
    answer = ends(spec(**values), "far", "10.0.2.40")
    assert answer == (verdict, "ELBV2_NO_TARGETS_IN_AZ" if verdict == "blocked" else "DELIVERED")


def test_a_zone_without_targets_is_not_in_the_name():
    """Network Load Balancers, "Target group health": DNS failover."""
    for target in ("front", "front-1.elb.eu-west-1.amazonaws.com"):
        answer = trace(network(spec()), "far", target)
        assert (answer.verdict, answer.addresses) == ("delivered", ("10.0.1.40",))


def test_targets_beyond_the_vpc_belong_to_every_zone():
    """ELBv2 API Reference, TargetDescription.AvailabilityZone: "all"."""
    group = ", target_type: ip"
    text = spec(targets="[{id: 172.16.0.9, zone: all}]", group=group)
    assert ends(text, "far", "10.0.2.40")[1] != "ELBV2_NO_TARGETS_IN_AZ"
    inside = spec(targets="[{id: 10.0.1.10, zone: a}]", group=group)
    assert ends(inside, "far", "10.0.2.40")[1] == "ELBV2_NO_TARGETS_IN_AZ"


def test_a_zone_that_is_not_enabled():
    """Reachability Analyzer explanation codes, ELB_INSTALLED_AZ_RESTRICTION."""
    assert ends(spec(targets="off", balancer=", cross_zone: true"), "caller", "front") == (
        "blocked",
        "ELB_INSTALLED_AZ_RESTRICTION",
    )


def test_an_application_load_balancer_behind_a_network_load_balancer():
    """Network Load Balancers, "Use Application Load Balancers as targets": the node's own zone, the client's IP kept."""
    text = """
        vpcs:
          v:
            cidr: 10.0.0.0/16
            subnets:
              a: {zone: a, cidr: 10.0.1.0/24, instances: {web: {ip: 10.0.1.10, security_groups: web}, caller: {ip: 10.0.1.99, security_groups: out}}}
              b: {zone: b, cidr: 10.0.2.0/24}
            security_groups: {out: {egress: [all to 0.0.0.0/0]}, web: {ingress: [tcp 8080 from alb]}, alb: {ingress: [tcp 80 from 10.0.1.99/32]}}
            load_balancers:
              front: {type: network, subnets: {a: 10.0.1.40, b: 10.0.2.40}, listeners: [tcp 443 -> albs]}
              inner: {type: application, subnets: {a: 10.0.1.41, b: 10.0.2.41}, security_groups: alb, listeners: [http 80 -> web]}
            target_groups: {albs: {protocol: TCP, port: 80, target_type: alb, targets: inner}, web: {protocol: HTTP, port: 8080, targets: web}}
    """
    answer = trace(network(text), "caller", "10.0.2.40")
    assert answer.verdict == "delivered"
    assert "eni-load-balancer-v-inner-b" in ids(answer)
    assert "web" in answer.explanation
