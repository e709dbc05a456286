"""Subnets."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.services.block_public_access import BlockStates
from vpcviz.aws.services.vpcs import CidrAssociation, live_ipv6_cidrs
from vpcviz.aws.shapes import Shape, Tag

POSITION = 11


class Subnet(Shape, frozen=True, gc=False):
    """A subnet."""

    subnet_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    availability_zone: str = ""
    cidr_block: str = ""
    ipv6_cidr_block_association_set: tuple[CidrAssociation, ...] = ()
    block_public_access_states: BlockStates = BlockStates()
    network_firewall_connectivity_type: str = ""
    map_public_ip_on_launch: bool = False
    available_ip_address_count: int | None = None
    enable_dns64: bool = field(name="EnableDns64", default=False)
    subnet_arn: str = ""
    outpost_arn: str = ""
    type: str = ""
    tags: tuple[Tag, ...] = ()


@reads("ec2", "DescribeSubnets", "Subnets", "subnets", "subnets", Subnet, "SubnetId", size=1000)
def subnets(estate: Estate, answer: Answer, item: Subnet) -> None:
    """Subnets, also those that another account shares."""
    estate.put(
        "subnets",
        item.subnet_id,
        answer,
        item.tags,
        owner=item.owner_id,
        vpc=item.vpc_id,
        zone=item.availability_zone,
        cidr=item.cidr_block,
        ipv6_cidrs=live_ipv6_cidrs(item.ipv6_cidr_block_association_set),
        block_public_access=item.block_public_access_states.internet_gateway_block_mode,
        firewall_connectivity=item.network_firewall_connectivity_type,
        map_public_ip=item.map_public_ip_on_launch,
        dns64=item.enable_dns64,
        available_ips=item.available_ip_address_count,
        outpost=item.outpost_arn,
        type=item.type,
    )
