"""Security groups, as AWS tells them."""

from tests.aws.fakes import OTHER, answer, network_of
from tests.aws.test_convert_shared import VPC
from vpcviz.model import resources as r


def test_security_group_rules_are_one_for_each_peer() -> None:
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}],
        "Ipv6Ranges": [{"CidrIpv6": "fd00::/8"}],
        "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": OTHER}],
        "PrefixListIds": [{"PrefixListId": "pl-1"}],
    }
    ping = {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    network = network_of(
        answer(
            "ec2.DescribeSecurityGroups",
            {
                "GroupId": "sg-1",
                "GroupName": "web",
                "VpcId": "vpc-1",
                "IpPermissions": [permission, ping],
                "IpPermissionsEgress": [everything],
            },
        )
    )
    (group,) = network.security_groups
    assert group.name == "web"
    assert [(rule.protocol, rule.from_port, rule.to_port, rule.peer, rule.description) for rule in group.ingress] == [
        ("icmp", 8, -1, "0.0.0.0/0", ""),
        ("tcp", 443, 443, "10.0.0.0/8", "inside"),
        ("tcp", 443, 443, "fd00::/8", ""),
        ("tcp", 443, 443, "pl-1", ""),
        ("tcp", 443, 443, "sg-2", ""),
    ], "in the canonical order"
    assert group.egress == (r.SecurityGroupRule(peer="0.0.0.0/0"),)


def test_further_vpcs_of_security_groups_and_references_over_attachments() -> None:
    attachment = {
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "TransitGatewayId": "tgw-1",
        "VpcId": "vpc-1",
        "State": "available",
        "Options": {"SecurityGroupReferencingSupport": "disable"},
    }
    network = network_of(
        answer("ec2.DescribeVpcs", VPC),
        answer("ec2.DescribeSecurityGroups", {"GroupId": "sg-1", "VpcId": "vpc-1"}),
        answer(
            "ec2.DescribeSecurityGroupVpcAssociations",
            {"GroupId": "sg-1", "VpcId": "vpc-2", "State": "associated"},
            {"GroupId": "sg-1", "VpcId": "vpc-3", "State": "disassociated"},
        ),
        answer("ec2.DescribeTransitGatewayVpcAttachments", attachment),
    )
    assert network.security_groups[0].associated_vpcs == ("vpc-2",)
    assert network.transit_gateway_attachments[0].security_group_referencing is False
