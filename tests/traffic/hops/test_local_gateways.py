"""By an Outpost's local gateway: its own table says whether there is a way, and nothing what is beyond it.

AWS Outposts User Guide, "Local gateway route tables"; EC2 API Reference, SearchLocalGatewayRoutes.
"""

import json
from pathlib import Path

import pytest

from tests.traffic.helpers import network, trace
from vpcviz.model import resources as r
from vpcviz.sources import load

SPEC = """
    local_gateways:
      rack: {id: lgw-1, vpcs: [v], routes: %s}
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {here: {ip: 10.0.1.10}}}}
        route_tables: {m: {main: true, routes: {0.0.0.0/0: local_gateway}}}
"""
ROUTES = """[{destination: 192.168.0.0/16, target: lgw-vif-grp-1}, {destination: 192.168.9.0/24, state: blackhole}]"""


@pytest.mark.parametrize(
    ("routes", "target", "verdict", "reason"),
    [
        ("[]", "192.168.0.5", "unknown", "ROUTES_NOT_KNOWN"),
        (ROUTES, "192.168.0.5", "unknown", "ROUTES_NOT_KNOWN"),
        (ROUTES, "192.168.9.5", "blocked", "BAD_STATE_ROUTE"),
        (ROUTES, "172.16.0.5", "no-route", "NO_ROUTE_AT_GATEWAY"),
    ],
)
def test_its_own_routes_decide(routes: str, target: str, verdict: str, reason: str) -> None:
    answer = trace(network(SPEC % routes), "here", target)
    assert (answer.verdict, answer.reason) == (verdict, reason)


TWO = """
    [{destination: 192.168.0.0/16, target: lgw-vif-grp-1, table: lgw-rtb-1},
     {destination: 192.168.0.0/16, state: blackhole, table: lgw-rtb-2}]"""


@pytest.mark.parametrize(
    ("associations", "target", "verdict", "reason"),
    [
        ("{v: lgw-rtb-1}", "192.168.0.5", "unknown", "ROUTES_NOT_KNOWN"),
        ("{v: lgw-rtb-2}", "192.168.0.5", "blocked", "BAD_STATE_ROUTE"),
        ("{v: lgw-rtb-2}", "172.16.0.5", "no-route", "NO_ROUTE_AT_GATEWAY"),
        ("[]", "192.168.0.5", "unknown", "ROUTES_NOT_KNOWN"),
        ("[]", "172.16.0.5", "unknown", "ROUTES_NOT_KNOWN"),
    ],
)
def test_of_several_tables_the_one_of_the_vpc_decides(associations: str, target: str, verdict: str, reason: str) -> None:
    text = SPEC.replace("vpcs: [v],", f"vpcs: [v], associations: {associations},") % " ".join(TWO.split())
    answer = trace(network(text), "here", target)
    assert (answer.verdict, answer.reason) == (verdict, reason), answer.explanation


def test_the_routes_and_vpcs_of_a_dump(tmp_path: Path) -> None:
    answers = {
        "LocalGateways": [{"LocalGatewayId": "lgw-1", "OutpostArn": "op-1"}],
        "LocalGatewayRouteTables": [
            {"LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayRouteTableArn": "arn:1", "LocalGatewayId": "lgw-1"}
        ],
        "LocalGatewayRouteTableVpcAssociations": [
            {
                "LocalGatewayRouteTableVpcAssociationId": "a-1",
                "LocalGatewayId": "lgw-1",
                "VpcId": "vpc-1",
                "State": "associated",
                "LocalGatewayRouteTableId": "lgw-rtb-1",
            }
        ],
        "Routes": [
            {
                "DestinationCidrBlock": "192.168.0.0/16",
                "LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1",
                "LocalGatewayRouteTableId": "lgw-rtb-1",
                "State": "active",
            }
        ],
        "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}],
    }
    (tmp_path / "all.json").write_text(json.dumps(answers))
    (gateway,) = load([str(tmp_path)]).local_gateways
    assert (gateway.vpcs, gateway.outpost) == (("vpc-1",), "op-1")
    assert gateway.associations == (r.LocalGatewayAssociation(vpc="vpc-1", table="lgw-rtb-1"),)
    assert gateway.routes == (r.LocalGatewayRoute("192.168.0.0/16", "lgw-vif-grp-1", table="lgw-rtb-1"),)
