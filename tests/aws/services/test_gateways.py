"""Gateways, as AWS tells them."""

from tests.aws.fakes import answer, network_of
from tests.aws.test_convert_shared import VPC


def test_a_regional_nat_gateway_has_addresses_by_zone_and_a_table() -> None:
    item = {
        "NatGatewayId": "nat-1",
        "VpcId": "vpc-1",
        "State": "available",
        "ConnectivityType": "public",
        "AvailabilityMode": "regional",
        "RouteTableId": "rtb-1",
        "NatGatewayAddresses": [
            {"PublicIp": "52.30.7.11", "IsPrimary": True, "Status": "succeeded", "AvailabilityZone": "eu-west-1a"},
            {"PublicIp": "52.30.7.12", "IsPrimary": False, "Status": "succeeded", "AvailabilityZone": "eu-west-1b"},
            {"PublicIp": "52.30.7.13", "IsPrimary": False, "Status": "failed", "AvailabilityZone": "eu-west-1c"},
        ],
    }
    (nat,) = network_of(answer("ec2.DescribeVpcs", VPC), answer("ec2.DescribeNatGateways", item)).nat_gateways
    assert (nat.availability, nat.route_table, nat.public_ip) == ("regional", "rtb-1", "")
    assert [(one.zone, one.public_ip) for one in nat.addresses] == [("eu-west-1a", "52.30.7.11"), ("eu-west-1b", "52.30.7.12")]


def test_gateways_are_of_the_vpc_that_they_are_attached_to() -> None:
    egress = {"EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{"VpcId": "vpc-1", "State": "attached"}]}
    private = {
        "VpnGatewayId": "vgw-1",
        "State": "available",
        "AmazonSideAsn": 64700,
        "VpcAttachments": [{"VpcId": "vpc-0", "State": "detached"}, {"VpcId": "vpc-1", "State": "attached"}],
    }
    network = network_of(
        answer("ec2.DescribeVpcs", VPC),
        answer("ec2.DescribeEgressOnlyInternetGateways", egress),
        answer("ec2.DescribeVpnGateways", private, {"VpnGatewayId": "vgw-2", "State": "deleted"}),
    )
    assert [(one.id, one.vpc) for one in network.egress_only_internet_gateways] == [("eigw-1", "vpc-1")]
    assert [(one.id, one.vpc, one.asn) for one in network.vpn_gateways] == [("vgw-1", "vpc-1", 64700)]
