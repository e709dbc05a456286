"""VPCs and subnets, as AWS tells them."""

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of
from tests.aws.test_convert_shared import VPC
from vpcviz.model import resources as r


def test_what_a_spec_would_be_refused_for_is_taken_as_it_is() -> None:
    subnets = [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a"},
        {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/25", "AvailabilityZone": "us-west-2-lax-1a"},
        {"SubnetId": "subnet-3", "VpcId": "vpc-1", "CidrBlock": "192.168.0.0/24", "AvailabilityZone": "eu-west-1a"},
    ]
    interfaces = [
        {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "PrivateIpAddress": "172.31.9.9"},
        {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.1.1"},
        {"NetworkInterfaceId": "eni-3", "SubnetId": "subnet-gone", "VpcId": "vpc-gone", "PrivateIpAddress": "10.0.1.1"},
    ]
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, "CidrBlockAssociationSet": []}),
        answer("ec2.DescribeSubnets", *subnets),
        answer("ec2.DescribeNetworkInterfaces", *interfaces),
    )
    assert len(network.network_interfaces) == 3
    assert {item.id for item in network if item.foreign} == {"subnet-gone", "vpc-gone"}
    gone = network.get("subnet-gone", r.Subnet)
    assert gone is not None
    assert gone.vpc == "vpc-gone"


def test_block_public_access_is_that_of_the_vpc_the_subnet_and_their_exclusions() -> None:
    on = {"BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-bidirectional"}}
    subnet = {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", **on}
    excluded = {
        "ExclusionId": "vpcbpa-exclude-1",
        "InternetGatewayExclusionMode": "allow-egress",
        "ResourceArn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/subnet-1",
        "State": "create-complete",
    }
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, **on}, {**VPC, "VpcId": "vpc-2"}),
        answer("ec2.DescribeSubnets", subnet),
        answer(
            "ec2.DescribeVpcBlockPublicAccessExclusions",
            excluded,
            {**excluded, "State": "delete-complete", "ResourceArn": "x:vpc/vpc-1"},
            {**excluded, "State": "create-in-progress", "ResourceArn": "x:vpc/vpc-2"},
        ),
        answer(
            "ec2.DescribeVpcBlockPublicAccessOptions",
            {
                "VpcBlockPublicAccessOptions": {
                    "AwsAccountId": ACCOUNT,
                    "AwsRegion": REGION,
                    "InternetGatewayBlockMode": "block-ingress",
                }
            },
        ),
    )
    first, second = network.vpcs
    assert (first.block_public_access, first.public_access_exclusion) == ("block-bidirectional", "")
    assert second.public_access_exclusion == "", "not in force before it is created (VPC BPA basics, Create and delete exclusions)"
    assert second.block_public_access == "block-ingress", "what the VPC does not tell is the account's in its region"
    assert (network.subnets[0].block_public_access, network.subnets[0].public_access_exclusion) == (
        "block-bidirectional",
        "allow-egress",
    )


def test_encryption_controls_are_the_vpc_s() -> None:
    control = {
        "VpcId": "vpc-1",
        "VpcEncryptionControlId": "vpcec-1",
        "Mode": "enforce",
        "State": "available",
        "ResourceExclusions": {"NatGateway": {"State": "enabled"}, "Lambda": {"State": "disabled"}},
    }
    gone = {**control, "VpcId": "vpc-2", "State": "deleted"}
    network = network_of(
        answer("ec2.DescribeVpcs", VPC, {**VPC, "VpcId": "vpc-2"}), answer("ec2.DescribeVpcEncryptionControls", control, gone)
    )
    first, second = network.vpcs
    assert (first.encryption_control, first.encryption_exclusions) == ("enforce", ("NatGateway",))
    assert (second.encryption_control, second.encryption_exclusions) == ("", ())
