"""Findings and traces are made apart and must agree: where a rule says that traffic fails or goes astray, the trace does, too."""

import pytest

from tests.findings.cases.case import network_of
from tests.findings.cases.endpoints import GATEWAYS, NAT, endpoint
from tests.findings.cases.names import ASKS, INBOUND, site
from tests.findings.cases.peering import peered
from tests.findings.cases.routes import OTHER_REGION
from tests.findings.cases.sharing import shared
from tests.findings.cases.transit import transit
from vpcviz.cost import price_way
from vpcviz.findings import check
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import trace


def found(text: str) -> set[str]:
    return {finding.rule for finding in check(network_of(text)).findings}


def traced(text: str, source: str, target: str, port: int = 443) -> Trace:
    return trace(network_of(text), Flow(source=source, target=target, port=port))


def passes(answer: Trace) -> set[str]:
    return {hop.id for hop in answer.forward}


def test_s3_goes_through_nat_without_the_gateway_endpoint_and_pays_for_it() -> None:
    text = (
        NAT.replace("10.1.1.11}", "10.1.1.11, security_groups: out}") + "    security_groups: {out: {egress: [all to 0.0.0.0/0]}}\n"
    )
    before, after = text, text + GATEWAYS
    finding = next(one for one in check(network_of(before)).findings if one.rule == "gateway-endpoint-missing")
    way = traced(before, "app", "s3.eu-west-1.amazonaws.com")
    assert "nat-1" in passes(way)
    assert price_way(network_of(before), way.hops).usd_per_gb == finding.usd_per_gb
    assert "gateway-endpoint-missing" not in found(after)
    way = traced(after, "app", "s3.eu-west-1.amazonaws.com")
    assert "vpce-s3" in passes(way)
    assert price_way(network_of(after), way.hops).usd_per_gb == 0


@pytest.mark.parametrize(
    ("group", "delivered"), [("self", False), ("port", False), ("far", False), ("open", True), ("byweb", True), ("world", True)]
)
def test_whom_an_endpoint_admits(group: str, delivered: bool) -> None:
    text = endpoint(security_groups=group)
    answer = traced(text, "web", "sqs.eu-west-1.amazonaws.com")
    assert answer.delivered is delivered
    assert ("interface-endpoint-admits-nobody" in found(text)) is not delivered
    if not delivered:
        assert answer.reason == "ENI_SG_RULES_MISMATCH"


PEERS = {
    "10.1.1.0/24}": "10.1.1.0/24, instances: {x: {ip: 10.1.1.10}}}",
    "10.2.1.0/24}": "10.2.1.0/24, instances: {y: {ip: 10.2.1.10}}}",
}


def with_instances(text: str) -> str:
    for old, new in PEERS.items():
        text = text.replace(f"cidr: {old}", f"cidr: {new}")
    return text


@pytest.mark.parametrize(("routes", "delivered"), [({}, True), ({"two": "{}"}, False), ({"one": "{}"}, False)])
def test_peering_with_routes_on_one_side(routes: dict[str, str], delivered: bool) -> None:
    text = with_instances(peered(**routes))
    assert traced(text, "x", "10.2.1.10").delivered is delivered
    assert ("peering-without-routes" in found(text)) is not delivered


def test_a_transit_gateway_without_a_way_back() -> None:
    one_way = with_instances(transit("{associations: tb}")).replace("routes: {10.2.0.0/16: tm}", "propagations: tb")
    assert "transit-gateway-asymmetric" in found(one_way)
    answer = traced(one_way, "x", "10.2.1.10")
    assert (answer.verdict, answer.reason) == ("no-route", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT")
    both_ways = one_way.replace("{associations: tb}", "{associations: tb, propagations: ta}")
    assert "transit-gateway-asymmetric" not in found(both_ways)
    assert traced(both_ways, "x", "10.2.1.10").delivered


def test_the_consumers_zone_decides_whether_the_shared_endpoint_is_found() -> None:
    group = "security_groups: [{name: out, vpc: spoke, egress: [all to 0.0.0.0/0]}]\n"
    good = shared().replace("{job: {ip: 10.11.1.20}}", "{job: {ip: 10.11.1.20, security_groups: out}}") + group
    bad = good.replace("vpcs: [hub, spoke]", "vpcs: [hub]")
    assert "shared-endpoint-zone-not-associated" not in found(good)
    assert "vpce-hub" in passes(traced(good, "job", "sqs.eu-west-1.amazonaws.com"))
    assert "shared-endpoint-zone-not-associated" in found(bad)
    assert "vpce-hub" not in passes(traced(bad, "job", "sqs.eu-west-1.amazonaws.com"))


def test_another_regions_s3_leaves_the_network_of_aws() -> None:
    text = (
        NAT.replace("10.1.1.11}", "10.1.1.11, security_groups: out}") + "    security_groups: {out: {egress: [all to 0.0.0.0/0]}}\n"
    )
    text += GATEWAYS + OTHER_REGION
    finding = next(one for one in check(network_of(text)).findings if one.rule == "cross-region-s3-over-internet")
    answer = traced(text, "app", "s3.us-east-1.amazonaws.com")
    assert "vpce-s3" not in passes(answer)
    assert answer.stays_on_aws_network is False
    assert "nat-1" in finding.message


APPLIANCE = """
vpcs:
  web:
    cidr: 10.1.0.0/16
    internet_gateway: {id: igw-1}
    subnets:
      edge: {zone: a, cidr: 10.1.0.0/24, instances: {fw: {ip: 10.1.0.10}}}
      front: {zone: a, cidr: 10.1.1.0/24}
      out: {zone: a, cidr: 10.1.2.0/24, nat_gateway: {id: nat-1}}
      back: {zone: a, cidr: 10.1.3.0/24, instances: {app: {ip: 10.1.3.10}}}
    network_interfaces: [{id: eni-fw, subnet: edge, owner: fw, private_ips: [10.1.0.11], public_ip: 52.1.1.1, source_dest_check: false}]
    load_balancers: {site: {type: network, scheme: internet-facing, subnets: [front], listeners: [tcp 443 -> app]}}
    target_groups: {app: {protocol: TCP, port: 443, targets: [app]}}
    route_tables:
      edge: {subnets: edge, routes: {0.0.0.0/0: igw-1}}
      inspected: {subnets: [front, out], routes: {0.0.0.0/0: eni-fw}}
      app: {subnets: back, routes: {0.0.0.0/0: nat-1}}
      incoming: {gateways: igw-1, routes: {10.1.1.0/24: eni-fw}}
"""


@pytest.mark.parametrize("check_on", [False, True])
def test_a_load_balancer_and_a_nat_gateway_behind_an_appliance(check_on: bool) -> None:
    """With the appliance's source/destination check on it drops what is not its own, and the rules say so as the traces do."""
    text = APPLIANCE.replace("source_dest_check: false", "source_dest_check: true") if check_on else APPLIANCE
    assert traced(text, "internet", "site").delivered is not check_on
    assert traced(text, "app", "internet").delivered is not check_on
    wrong = {"internet-facing-in-private-subnet", "nat-gateway-without-way-out"}
    assert found(text) & wrong == (wrong if check_on else set())


LETS_IN = (
    INBOUND
    + """
    security_groups: {dns: {ingress: [dns from 172.16.0.0/12]}}
    route_tables: {m: {main: true, routes: {172.16.0.0/16: vgw-1}}}"""
).replace("{id: rslvr-in-1", "{id: rslvr-in-1, security_groups: dns")


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        (site(), False),
        (site(LETS_IN, ASKS % ("other.example", "10.0.1.53")), False),
        (site(LETS_IN, ASKS % ("corp.example", "10.9.9.9")), False),
        (site(LETS_IN, ASKS % ("corp.example", "10.0.1.53")), True),
    ],
)
def test_on_premises_networks_resolve_where_no_finding_says_that_they_do_not(text: str, resolved: bool) -> None:
    answer = traced(text, "dc", "corp.example")
    assert any(hop.kind == "hosted-zone" for hop in answer.dns) is resolved
    assert ("on-premises-cannot-resolve" in found(text)) is not resolved
