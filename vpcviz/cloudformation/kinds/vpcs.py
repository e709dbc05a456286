"""VPCs, subnets, DHCP option sets, with the CIDRs that stand apart."""

import re

from vpcviz.cloudformation.drafts import Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Symbol, truth

_PLACEHOLDER = re.compile(r"\Adummy1([abc])\Z")
"""What CDK writes for the zones of an account that it has not looked at."""


@translates("AWS::EC2::VPC", "aws_vpc", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "InstanceTenancy")
def vpc(draft: Draft) -> None:
    """A VPC: its IPv6 CIDRs stand apart; a CIDR that IPAM gives is not known."""
    for logical, properties in _apart(draft, "AWS::EC2::VPCCidrBlock", "VpcId"):
        told = draft.stack.value(properties.get("Ipv6CidrBlock", ""))
        if told and not isinstance(told, Symbol):
            draft.values["ipv6_cidr_block"] = told
        given = truth(draft.stack.value(properties.get("AmazonProvidedIpv6CidrBlock", ""))) or "Ipv6IpamPoolId" in properties
        if given or isinstance(told, Symbol):
            draft.values["assign_generated_ipv6_cidr_block"] = True
            draft.unsure.append(f"Ipv6CidrBlock ({logical})")


def _apart(draft: Draft, kind: str, name: str) -> list[tuple[str, dict[str, object]]]:
    """The resources of a type whose property refers to this one."""
    stack = draft.stack
    return [
        (logical, dict(stack.properties(logical)))
        for logical in stack.by_type.get(kind, ())
        if stack.exists(logical) and stack.property(logical, name) == draft.address
    ]


@translates("AWS::EC2::VPCCidrBlock", "aws_vpc_ipv4_cidr_block_association", "Ipv4IpamPoolId")
def vpc_cidr(draft: Draft) -> None:
    """A further CIDR of a VPC; one that IPAM gives is not known."""
    if not isinstance(draft.get("Ipv4IpamPoolId"), str):
        return
    if "cidr_block" not in draft.values:
        draft.unsure.append("CidrBlock")


@translates("AWS::EC2::Subnet", "aws_subnet", "Ipv4IpamPoolId", "Ipv4NetmaskLength")
def subnet(draft: Draft) -> None:
    """A subnet: an IPv6 CIDR may stand apart. CDK's placeholder for a zone is none."""
    zone = _PLACEHOLDER.match(str(draft.values.get("availability_zone", "")))
    if zone:
        draft.values["availability_zone"] = f"zone {'abc'.index(zone[1]) + 1}"
    for _, properties in _apart(draft, "AWS::EC2::SubnetCidrBlock", "SubnetId"):
        draft.put("ipv6_cidr_block", draft.stack.value(properties.get("Ipv6CidrBlock", "")))


plainly("AWS::EC2::SubnetCidrBlock", "aws_vpc_ipv6_cidr_block_association")
plainly("AWS::EC2::DHCPOptions", "aws_vpc_dhcp_options")
plainly("AWS::EC2::VPCDHCPOptionsAssociation", "aws_vpc_dhcp_options_association")
