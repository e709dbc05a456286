"""`vpcviz reach`: a row for everything that there is to reach, unknown where it was not read; what may be missing is said."""

import json

import pytest

from tests.traffic.helpers import network, scan, trace
from vpcviz.model import Network
from vpcviz.reports.traces import reach_document, reach_markdown, reach_text, to_json
from vpcviz.traffic.answers.reach import Reached, gaps_in, reach
from vpcviz.traffic.tracing.tracer import Tracer


def rows(net: Network, source: str) -> dict[str, Reached]:
    return {row.id: row for row in reach(Tracer(net), source)}


def test_a_peer_that_is_not_written():
    text = """
        vpcs:
          a: {cidr: 10.1.0.0/16, subnets: {s: {zone: a, cidr: 10.1.0.0/24, instances: {i: 10.1.0.10}}}, route_tables: {m: {main: true, routes: {10.2.0.0/16: p}}}}
          partner: {id: vpc-partner, cidr: 10.2.0.0/16, foreign: true}
        peerings: [{id: pcx-1, name: p, between: [a, partner]}]
    """
    row = rows(network(text), "i")["vpc-partner"]
    assert (row.trace.verdict, row.trace.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert row.how == ("pcx-1",)
    assert row.trace.conditions
    for end in ("10.2.0.9", "partner"):
        assert trace(network(text), "i", end).reason == row.trace.reason


SCANNED = """
    vpcs: [{id: vpc-1, region: eu-west-1, cidrs: [10.1.0.0/16], dns_support: true}]
    subnets: [{id: subnet-1, region: eu-west-1, vpc: vpc-1, zone: eu-west-1a, cidr: 10.1.1.0/24}]
    network_interfaces: [{id: eni-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1, private_ips: [10.1.1.10], security_groups: [sg-1]}]
    security_groups: [{id: sg-1, vpc: vpc-1, egress: [{peer: 0.0.0.0/0}]}]
    route_tables: [{id: rtb-1, vpc: vpc-1, main: true, routes: [{destination: 10.1.0.0/16, target: local}, {destination: 10.0.0.0/8, target: tgw-1}, {destination: 10.7.0.0/16, target: pcx-1}]}]
    network_acls: [{id: acl-1, vpc: vpc-1, default: true, entries: [{number: 100, cidr: 0.0.0.0/0}, {number: 100, egress: true, cidr: 0.0.0.0/0}]}]
    %s
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "peerings: [{id: pcx-1, requester: vpc-1, accepter: vpc-7, accepter_account: '222222222222', accepter_cidrs: [10.7.0.0/16], status: active}]",
            "vpc-7",
        ),
        ("transit_gateway_attachments: [{id: tgw-attach-9, transit_gateway: tgw-1, type: vpc, resource: vpc-9}]", "vpc-9"),
        (
            "transit_gateway_attachments: [{id: tgw-attach-8, transit_gateway: tgw-1, type: peering, resource: tgw-8}]",
            "tgw-attach-8",
        ),
        ("vpn_connections: [{id: vpn-1, gateway: vgw-1, static_routes: [192.168.0.0/16]}]", "vpn-1"),
        ("virtual_interfaces: [{id: dxvif-1, gateway: vgw-1, type: private}]", "dxvif-1"),
    ],
)
def test_what_only_another_thing_tells_of(more: str, expected: str):
    """Not in the network itself, yet there: a row, and not known to be reached."""
    row = rows(scan(SCANNED % more), "eni-1")[expected]
    assert not row.trace.delivered
    assert row.trace.verdict in ("unknown", "no-route")


GAP = "gaps: [{service: ec2, operation: DescribeNetworkInterfaces, region: eu-west-1, error: AccessDenied, feeds: [network_interfaces]}]"
FRONT = """
    internet_gateways: [{id: igw-1, vpc: vpc-1, region: eu-west-1}]
    load_balancers:
    - {id: lb-1, region: eu-west-1, type: application, scheme: internet-facing, vpc: vpc-1, subnets: [subnet-1]}
    - {id: lb-2, region: eu-west-1, type: application, scheme: internal, vpc: vpc-1, subnets: [subnet-1]}
    instances: [{id: i-1, region: eu-west-1, vpc: vpc-1, subnet: subnet-1}]
"""


def test_the_internet_and_interfaces_that_were_not_read():
    found = rows(scan(SCANNED % (FRONT + "    " + GAP)), "internet")
    assert {one: row.trace.verdict for one, row in found.items() if row.kind != "service"} == {"lb-1": "unknown", "i-1": "unknown"}
    assert found["lb-1"].trace.conditions
    read = rows(scan(SCANNED % FRONT), "internet")
    assert [one for one, row in read.items() if row.kind != "service"] == ["lb-1"], (
        "an instance without interfaces has no public IP"
    )


def test_gaps_are_said():
    net = scan(SCANNED % GAP)
    tracer = Tracer(net)
    gaps = gaps_in(tracer)
    assert gaps == ("network interfaces of eu-west-1: ec2 DescribeNetworkInterfaces failed (AccessDenied)",)
    found = reach(tracer, "eni-1")
    document = json.loads(to_json(reach_document(net, "eni-1", found, [None] * len(found), gaps)))
    assert document["gaps"] == list(gaps)
    for text in (reach_text("eni-1", found, True, gaps), reach_markdown("eni-1", found, gaps)):
        assert "There may be more to reach" in text
        assert "DescribeNetworkInterfaces" in text
    assert "may be more" not in reach_text("eni-1", found, True)
    many = reach_text("eni-1", found, gaps=gaps * 9)
    assert "There may be more to reach: 9 calls have no answer. `vpcviz gaps` lists them" in " ".join(many.split())


@pytest.mark.parametrize(
    ("feeds", "target", "address"),
    [
        ("peerings", "pcx-1", "10.7.0.9"),
        ("transit_gateways", "tgw-1", "10.9.0.9"),
    ],
)
def test_a_gateway_that_only_a_route_tells_of(feeds: str, target: str, address: str):
    """Its call was not read: a row says that it is not known where it leads, as the trace does."""
    gap = f"gaps: [{{service: ec2, operation: X, region: eu-west-1, error: NotInDump, feeds: [{feeds}]}}]"
    net = scan(SCANNED % gap)
    row = rows(net, "eni-1")[target]
    assert (row.trace.verdict, row.trace.reason) == ("unknown", "UNKNOWN_DESTINATION")
    assert row.trace.reason == trace(net, "eni-1", address).reason
    assert row.trace.conditions


def test_a_transit_gateway_whose_attachments_were_not_read():
    gap = "gaps: [{service: ec2, operation: X, region: eu-west-1, error: AccessDenied, feeds: [transit_gateway_attachments]}]"
    row = rows(scan(SCANNED % f"transit_gateways: [{{id: tgw-1, region: eu-west-1}}]\n    {gap}"), "eni-1")["tgw-1"]
    assert row.trace.verdict == "unknown"


def test_no_gap_no_row():
    assert not {"pcx-1", "tgw-1"} & set(rows(scan(SCANNED % ""), "eni-1"))
