"""VPC peering connections."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads, refers
from vpcviz.aws.shapes import Code, Shape, Tag, unique

POSITION = 59


class Block(Shape, frozen=True, gc=False):
    """A CIDR of a peering's side."""

    cidr_block: str = ""
    ipv6_cidr_block: str = ""


class PeeringOptions(Shape, frozen=True, gc=False):
    """The options of a peering's side."""

    allow_dns_resolution_from_remote_vpc: bool | None = None


class PeeringSide(Shape, frozen=True, gc=False):
    """One side of a peering."""

    vpc_id: str = ""
    owner_id: str = ""
    region: str = ""
    cidr_block: str = ""
    cidr_block_set: tuple[Block, ...] = ()
    ipv6_cidr_block_set: tuple[Block, ...] = ()
    peering_options: PeeringOptions = PeeringOptions()


class Peering(Shape, frozen=True, gc=False):
    """A VPC peering connection."""

    vpc_peering_connection_id: str = ""
    status: Code = Code()
    requester_vpc_info: PeeringSide = PeeringSide()
    accepter_vpc_info: PeeringSide = PeeringSide()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpcPeeringConnections",
    "VpcPeeringConnections",
    "peerings",
    "VPC peering connections",
    Peering,
    "VpcPeeringConnectionId",
)
def peerings(estate: Estate, answer: Answer, item: Peering) -> None:
    """VPC peering connections, whichever side sees them."""
    fields: dict[str, Any] = {"status": item.status.code or "active"}
    for side, told in (("requester", item.requester_vpc_info), ("accepter", item.accepter_vpc_info)):
        blocks = (*told.cidr_block_set, *told.ipv6_cidr_block_set)
        fields[side] = told.vpc_id
        fields[f"{side}_account"] = told.owner_id
        fields[f"{side}_region"] = told.region
        fields[f"{side}_cidrs"] = unique([told.cidr_block, *(one.cidr_block or one.ipv6_cidr_block for one in blocks)])
        fields[f"{side}_dns_resolution"] = told.peering_options.allow_dns_resolution_from_remote_vpc
    # Both sides see it alike, each its own options; the requester's region and account are where it is drawn.
    owner = item.requester_vpc_info.owner_id or item.accepter_vpc_info.owner_id
    region = item.requester_vpc_info.region or answer.region
    estate.put("peerings", item.vpc_peering_connection_id, answer, item.tags, owner=owner, region=region, **fields)


@refers("peerings")
def _sides(estate: Estate, thing: dict[str, Any]) -> None:
    """The VPCs of both sides, with the CIDRs that the peering connection tells."""
    for side in ("requester", "accepter"):
        cidrs = thing[f"{side}_cidrs"]
        four, six = (tuple(cidr for cidr in cidrs if (":" in cidr) is told) for told in (False, True))
        estate.foreign_vpc(thing[side], thing[f"{side}_account"], thing[f"{side}_region"], cidrs=four, ipv6_cidrs=six)
