"""Whether a VPC has an IPv6 CIDR, which its defaults depend on."""

from vpcviz.terraform.building import VPC, Building
from vpcviz.terraform.resource_instances import Thing

_SIX = ("ipv6_cidr_block", "ipv6_ipam_pool_id")


def has_ipv6(building: Building, vpc: Thing) -> bool:
    """Whether a VPC has an IPv6 CIDR, known yet or not: AWS's default rules are for ::/0 only then. Source: VPC User Guide,
    "Default security groups for your VPCs", "Default network ACL for a VPC"."""
    if building.parts("aws_vpc_ipv6_cidr_block_association", "vpc_id", VPC).get(vpc.id):
        return True
    # CloudFormation has one type for both.
    apart = building.parts("aws_vpc_ipv4_cidr_block_association", "vpc_id", VPC).get(vpc.id, ())
    return any(
        one.at(flag) is True or any(one.text(name) or building.references.is_open(one, name) for name in _SIX)
        for one in (vpc, *apart)
        for flag in ("assign_generated_ipv6_cidr_block", "amazon_provided_ipv6_cidr_block")
    )
