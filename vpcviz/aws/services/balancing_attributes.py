"""Attributes of load balancers and of target groups, which AWS lists alike."""

from collections.abc import Iterable

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.services.load_balancing import EACH_BALANCER, EACH_CLASSIC, classic_arn
from vpcviz.aws.services.target_groups import EACH_GROUP
from vpcviz.aws.shapes import Shape, on

POSITION = 114


class Attribute(Shape, frozen=True, gc=False):
    """One attribute of a load balancer or a target group."""

    key: str = ""
    value: str = ""


_OF_GROUPS = ("deregistration_delay.", "lambda.", "preserve_client_ip.", "proxy_protocol_v2.", "stickiness.", "target_")
"""How attributes begin that only target groups have. Source: ELBv2 API Reference, TargetGroupAttribute."""


def _of_groups(items: Iterable[Attribute], said: str) -> bool:
    """Whether attributes are a target group's, by their keys, or by what is said beside them and in the file's name."""
    told = any(item.key.startswith(_OF_GROUPS) or item.value == "use_load_balancer_configuration" for item in items)
    return told or "targetgroup" in said.lower().replace("-", "").replace("_", "")


def _of_balancers(items: Iterable[Attribute], said: str) -> bool:
    return not _of_groups(items, said)


@reads(
    "elbv2",
    "DescribeLoadBalancerAttributes",
    "Attributes",
    "load_balancers",
    "attributes of load balancers",
    Attribute,
    "Key",
    tokens=(),
    each=EACH_BALANCER,
    recognise=_of_balancers,
    wrapped="LoadBalancerAttributes",
)
def balancer_attributes(estate: Estate, answer: Answer, item: Attribute) -> None:
    """Whether a load balancer sends to targets of every zone."""
    if item.key == "load_balancing.cross_zone.enabled":
        estate.more("load_balancers", answer.scope, cross_zone=on(item.value))


class CrossZone(Shape, frozen=True, gc=False):
    """Cross-zone load balancing of a Classic Load Balancer."""

    enabled: bool | None = None


class ClassicAttributes(Shape, frozen=True, gc=False):
    """The attributes of a Classic Load Balancer."""

    cross_zone_load_balancing: CrossZone = CrossZone()


class ClassicAnswer(Shape, frozen=True, gc=False):
    """The answer that tells them."""

    load_balancer_attributes: ClassicAttributes = ClassicAttributes()


@reads(
    "elb",
    "DescribeLoadBalancerAttributes",
    "LoadBalancerAttributes",
    "load_balancers",
    "attributes of Classic Load Balancers",
    ClassicAnswer,
    tokens=(),
    whole=True,
    each=EACH_CLASSIC,
    optional=True,
)
def classic_attributes(estate: Estate, answer: Answer, item: ClassicAnswer) -> None:
    """Whether a Classic Load Balancer sends to instances of every zone."""
    crosses = item.load_balancer_attributes.cross_zone_load_balancing.enabled
    if crosses is not None:
        estate.more("load_balancers", classic_arn(answer, answer.scope), cross_zone=crosses)


@reads(
    "elbv2",
    "DescribeTargetGroupAttributes",
    "Attributes",
    "target_groups",
    "attributes of target groups",
    Attribute,
    "Key",
    tokens=(),
    each=EACH_GROUP,
    recognise=_of_groups,
)
def group_attributes(estate: Estate, answer: Answer, item: Attribute) -> None:
    """What a target group says of client IP preservation and cross-zone load balancing.

    Source: ELBv2 API Reference, "TargetGroupAttribute".
    """
    estate.more("target_groups", answer.scope, attributes_known=True)
    if item.key == "preserve_client_ip.enabled":
        estate.more("target_groups", answer.scope, preserve_client_ip=on(item.value))
    elif item.key == "load_balancing.cross_zone.enabled":
        estate.more("target_groups", answer.scope, cross_zone=on(item.value))
