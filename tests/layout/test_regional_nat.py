"""A regional NAT gateway stands on its VPC's border with its addresses by zone, and leads to its own route table."""

from tests.aws.fakes import answer, network_of
from tests.traffic.helpers import network
from vpcviz.cost.kinds.gateways import known_nat_price
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: igw
        subnets: {app: {zone: a, cidr: 10.0.1.0/24, instances: {i: 10.0.1.10}}}
        nat_gateways: {nat: {availability: regional, addresses: [{zone: eu-west-1b, public_ip: 203.0.113.2}, {zone: eu-west-1a, public_ip: 203.0.113.1}]}}
        route_tables:
          app: {subnets: app, routes: {0.0.0.0/0: nat}}
          own: {gateways: nat, routes: {0.0.0.0/0: igw}}
"""


def test_on_the_border_with_its_addresses() -> None:
    svg = render_svg(lay_out(network(SPEC), Options())).decode()
    assert "Regional NAT gateway · eu-west-1a 203.0.113.1 · eu-west-1b 203.0.113.2" in svg
    assert "without subnet" not in svg
    assert svg.count('data-link="route"') == 3  # app to the gateway, the gateway to its table, the table to the internet gateway


def test_one_of_a_newer_sort_in_no_subnet_stands_there_too_and_has_no_known_price() -> None:
    """What AWS will add: named as AWS names it, never taken for a zonal one, whose price it had."""
    answer_of_2027 = {
        "NatGatewayId": "nat-1",
        "VpcId": "vpc-1",
        "State": "available",
        "ConnectivityType": "public",
        "AvailabilityMode": "galactic",
        "NatGatewayAddresses": [{"PublicIp": "203.0.113.1", "AvailabilityZone": "eu-west-1a"}],
    }
    made = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}),
        answer("ec2.DescribeNatGateways", answer_of_2027),
    )
    svg = render_svg(lay_out(made, Options())).decode()
    assert "NAT gateway of availability galactic · eu-west-1a 203.0.113.1" in svg
    assert "without subnet" not in svg
    assert known_nat_price(made.nat_gateways) == ""
    assert known_nat_price(network(SPEC).nat_gateways) == "regional_nat_gateway"
