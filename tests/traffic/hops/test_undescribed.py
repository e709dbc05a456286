"""Words of AWS that its documentation does not describe: what hangs on them is unknown, and says so."""

import pytest

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network, trace

VPC = """
    vpcs:
      shop:
        cidr: 10.0.0.0/16
        internet_gateway: {id: igw-1}
        subnets: {a: {zone: a, cidr: 10.0.1.0/24, instances: {host: {ip: 10.0.1.10, security_groups: open}, proxy: {id: i-2, ip: 10.0.1.20, security_groups: open}}}}
        security_groups: {open: {ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}
        interface_endpoints: {tunnel: {service: com.example.tunnel, type: %s, subnets: {a: 10.0.1.50}, security_groups: open}}
        route_tables:
          main: {main: true, routes: [{destination: 10.7.0.0/24, target: proxy, state: filtered}, {destination: 10.7.0.0/16, target: igw-1}]}
          pool: {public_pools: [ipv4pool-ec2-1], routes: {203.0.113.0/28: proxy}}
"""


@pytest.mark.parametrize(
    ("source", "target", "what"),
    [
        ("host", "10.7.0.9", "state filtered"),
        ("internet", "203.0.113.5", "public pool ipv4pool-ec2-1"),
        ("host", "tunnel", "type Tunnel"),
    ],
)
def test_what_is_not_described_is_unknown(source: str, target: str, what: str) -> None:
    answer = trace(network(VPC % "Tunnel"), source, target)
    assert (answer.verdict, answer.reason) == ("unknown", "NOT_DOCUMENTED")
    assert what in answer.explanation


def test_what_they_do_not_touch_is_known() -> None:
    assert trace(network(VPC % "Tunnel"), "host", "10.7.1.9").reason != "NOT_DOCUMENTED"
    assert trace(network(VPC % "Tunnel"), "internet", "203.0.113.99").verdict == "delivered"
    assert trace(network(VPC % "Interface"), "host", "tunnel").verdict == "delivered"


def test_an_interface_of_a_new_type_without_groups_is_unknown_for_its_type() -> None:
    made = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}),
        answer("ec2.DescribeSubnets", {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}),
        answer(
            "ec2.DescribeNetworkInterfaces",
            {
                "NetworkInterfaceId": "eni-1",
                "InterfaceType": "holo_deck",
                "SubnetId": "subnet-1",
                "VpcId": "vpc-1",
                "PrivateIpAddress": "10.0.1.9",
                "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": "10.0.1.9"}],
                "Groups": [],
            },
        ),
    )
    found = trace(made, "subnet-1", "eni-1")
    assert (found.verdict, found.reason, found.missing) == ("unknown", "NOT_DOCUMENTED", ("what AWS means by the type holo_deck",))
