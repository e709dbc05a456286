"""VPC Block Public Access: the modes of accounts, and what is excluded."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord

POSITION = 12


class BlockStates(Shape, frozen=True, gc=False):
    """What VPC Block Public Access does here."""

    internet_gateway_block_mode: str = ""


class BlockExclusion(Shape, frozen=True, gc=False):
    """An exclusion of one VPC or subnet from VPC Block Public Access."""

    exclusion_id: str = ""
    internet_gateway_exclusion_mode: str = ""
    resource_arn: str = ""
    state: StateWord = ""


@reads(
    "ec2",
    "DescribeVpcBlockPublicAccessExclusions",
    "VpcBlockPublicAccessExclusions",
    "vpcs subnets",
    "exclusions from VPC Block Public Access",
    BlockExclusion,
    "ExclusionId",
    optional=True,
)
def block_exclusions(estate: Estate, answer: Answer, item: BlockExclusion) -> None:
    """The mode of a VPC's or subnet's exclusion; the mode that holds there is told by the VPC or subnet itself."""
    kind, _, identity = item.resource_arn.rpartition(":")[2].partition("/")
    mode = item.internet_gateway_exclusion_mode
    if kind in ("vpc", "subnet") and not item.state.startswith(("delete", "disable", "create-failed", "create-in-progress")):
        estate.more(f"{kind}s", identity, public_access_exclusion=mode)


class BlockOptions(Shape, frozen=True, gc=False):
    """VPC Block Public Access of an account in a region."""

    internet_gateway_block_mode: str = ""
    aws_account_id: str = ""
    aws_region: str = ""


class BlockAnswer(Shape, frozen=True, gc=False):
    """The answer that tells it."""

    vpc_block_public_access_options: BlockOptions = BlockOptions()


@reads(
    "ec2",
    "DescribeVpcBlockPublicAccessOptions",
    "VpcBlockPublicAccessOptions",
    "vpcs",
    "the mode of VPC Block Public Access",
    BlockAnswer,
    tokens=(),
    whole=True,
    optional=True,
)
def block_options(estate: Estate, answer: Answer, item: BlockAnswer) -> None:
    """The mode of an account and region, for the VPCs of it that do not tell theirs."""
    options = item.vpc_block_public_access_options
    place = (options.aws_account_id or answer.account, options.aws_region or answer.region)
    estate.block_modes[place] = options.internet_gateway_block_mode
