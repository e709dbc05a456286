"""Whether a subnet or a CIDR can hold something, as far as both are known."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from vpcviz.terraform.resource_instances import Thing


def is_within(thing: Thing, subnet: Thing) -> bool:
    """Whether a subnet can hold a thing's address and zone, as far as they are known."""
    zone, cidr, address = subnet.text("availability_zone"), subnet.text("cidr_block"), thing.text("private_ip")
    if zone and thing.text("availability_zone") not in ("", zone):
        return False
    return not address or not cidr or is_in(address, cidr)


def is_in(address: str, cidr: str) -> bool:
    """Whether a CIDR has an address; where one of them is none, nothing speaks against it."""
    try:
        return ip_address(address) in ip_network(cidr, strict=False)
    except ValueError:
        return True


def is_inside(cidr: str, outer: str) -> bool:
    """Whether a CIDR lies in another; where one of them is none, nothing speaks against it."""
    try:
        small, large = ip_network(cidr, strict=False), ip_network(outer, strict=False)
    except ValueError:
        return True
    return small.version == large.version and int(large[0]) <= int(small[0]) and int(small[-1]) <= int(large[-1])


ONE_A_ZONE = frozenset(
    {
        "aws_lb",
        "aws_alb",
        "aws_elb",
        "aws_vpc_endpoint",
        "aws_ec2_transit_gateway_vpc_attachment",
        "aws_networkmanager_vpc_attachment",
    }
)
"""What has one subnet in each zone at most. Sources: AWS's pages "Availability Zones for your Application Load Balancer",
"Access an AWS service using an interface VPC endpoint", "Amazon VPC attachments in AWS Transit Gateway"."""


def are_too_many(thing: Thing, subnets: Iterable[Thing | None]) -> bool:
    """Whether a thing cannot have all of some subnets, since two of them are in one zone."""
    zones = [one.text("availability_zone") for one in subnets if one is not None]
    known = [zone for zone in zones if zone]
    return thing.type in ONE_A_ZONE and len(set(known)) < len(known)
