"""What was deleted, and words that are newer than vpcviz, of several services."""

from tests.aws.fakes import answer, network_of
from tests.aws.test_convert_shared import VPC


def test_what_was_deleted_is_not_there() -> None:
    network = network_of(
        answer("ec2.DescribeNatGateways", {"NatGatewayId": "nat-1", "State": "deleted", "VpcId": "vpc-1"}),
        answer("ec2.DescribeInstances", {"Instances": [{"InstanceId": "i-1", "State": {"Name": "terminated"}}]}),
        answer("ec2.DescribeVpnConnections", {"VpnConnectionId": "vpn-1", "State": "deleted"}),
        answer("ec2.DescribeTransitGatewayAttachments", {"TransitGatewayAttachmentId": "tgw-attach-1", "State": "deleted"}),
        answer("ec2.DescribeVpcEndpoints", {"VpcEndpointId": "vpce-1", "State": "deleted"}),
    )
    assert {type(item).__name__ for item in network} == {"Account"}


def test_words_of_awss_that_are_new_stay_and_become_nothing_else() -> None:
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-sideways"}}),
        answer(
            "ec2.DescribeSubnets",
            {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "NetworkFirewallConnectivityType": "sideways"},
        ),
        answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": "lb-1", "Type": "quantum", "VpcId": "vpc-1"}),
    )
    assert network.vpcs[0].block_public_access == "block-sideways"
    assert network.subnets[0].firewall_connectivity == "sideways"
    assert network.load_balancers[0].type == "quantum"
