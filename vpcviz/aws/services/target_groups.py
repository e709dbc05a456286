"""Target groups, and the targets that are registered with them."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, reads
from vpcviz.aws.shapes import Shape, Texts, word
from vpcviz.model import resources as r

POSITION = 112

EACH_GROUP = Each("elbv2.DescribeTargetGroups", "TargetGroupArn", "TargetGroupArn", own="TargetGroupArn")


class TargetGroup(Shape, frozen=True, gc=False):
    """A target group."""

    target_group_arn: str = ""
    target_group_name: str = ""
    vpc_id: str = ""
    protocol: str = ""
    port: int | None = None
    target_type: str = ""
    load_balancer_arns: Texts = ()


@reads(
    "elbv2",
    "DescribeTargetGroups",
    "TargetGroups",
    "target_groups",
    "target groups",
    TargetGroup,
    "TargetGroupArn",
    tokens=MARKER,
)
def target_groups(estate: Estate, answer: Answer, item: TargetGroup) -> None:
    """Target groups."""
    estate.put(
        "target_groups",
        item.target_group_arn,
        answer,
        name=item.target_group_name,
        vpc=item.vpc_id,
        protocol=item.protocol,
        port=item.port,
        target_type=word(item.target_type, "instance"),
        load_balancers=item.load_balancer_arns,
    )


class Target(Shape, frozen=True, gc=False):
    """A registered target."""

    id: str = ""
    port: int | None = None
    availability_zone: str = ""


class Health(Shape, frozen=True, gc=False):
    """A target's health."""

    state: str = ""


class TargetHealth(Shape, frozen=True, gc=False):
    """A target with its health."""

    target: Target = Target()
    target_health: Health = Health()


@reads(
    "elbv2",
    "DescribeTargetHealth",
    "TargetHealthDescriptions",
    "target_groups",
    "targets of target groups",
    TargetHealth,
    "Target",
    tokens=(),
    each=EACH_GROUP,
    wrapped="LoadBalancerTargetHealth",
)
def target_health(estate: Estate, answer: Answer, item: TargetHealth) -> None:
    """The registered targets of a target group, each with its own port, zone and health."""
    told = item.target
    if told.id:
        made = r.Target(id=told.id, port=told.port, zone=told.availability_zone, health=item.target_health.state)
        estate.more("target_groups", answer.scope, targets=(made,))
