"""Load balancers of every type with their listeners and attributes, target groups with their targets."""

from collections.abc import Iterable

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, reads
from vpcviz.aws.services.endpoints import domain
from vpcviz.aws.shapes import Shape, Texts, number, on, unique, word
from vpcviz.model import resources as r

POSITION = 110

_BALANCER = Each("elbv2.DescribeLoadBalancers", "LoadBalancerArn", "LoadBalancerArn", own="LoadBalancerArn")
_GROUP = Each("elbv2.DescribeTargetGroups", "TargetGroupArn", "TargetGroupArn", own="TargetGroupArn")


class ClassicListener(Shape, frozen=True, gc=False):
    """A listener of a Classic Load Balancer."""

    protocol: str = ""
    load_balancer_port: int | None = None
    instance_port: int | None = None


class ListenerDescription(Shape, frozen=True, gc=False):
    """What wraps a listener of a Classic Load Balancer."""

    listener: ClassicListener = ClassicListener()


class ClassicInstance(Shape, frozen=True, gc=False):
    """An instance behind a Classic Load Balancer."""

    instance_id: str = ""


class ClassicBalancer(Shape, frozen=True, gc=False):
    """A Classic Load Balancer."""

    load_balancer_name: str = ""
    scheme: str = ""
    vpc_id: str = field(name="VPCId", default="")
    subnets: Texts = ()
    security_groups: Texts = ()
    dns_name: str = field(name="DNSName", default="")
    listener_descriptions: tuple[ListenerDescription, ...] = ()
    instances: tuple[ClassicInstance, ...] = ()


@reads(
    "elb",
    "DescribeLoadBalancers",
    "LoadBalancerDescriptions",
    "load_balancers",
    "Classic Load Balancers",
    ClassicBalancer,
    "LoadBalancerName",
    tokens=MARKER,
)
def classic_load_balancers(estate: Estate, answer: Answer, item: ClassicBalancer) -> None:
    """Classic Load Balancers, by the ARN that IAM knows them by. Source: Service Authorization Reference."""
    name = item.load_balancer_name
    if not name or not item.vpc_id:
        return
    listeners = [one.listener for one in item.listener_descriptions]
    estate.put(
        "load_balancers",
        f"arn:aws:elasticloadbalancing:{answer.region}:{answer.account}:loadbalancer/{name}",
        answer,
        name=name,
        type="classic",
        scheme=word(item.scheme),
        vpc=item.vpc_id,
        subnets=item.subnets,
        security_groups=item.security_groups,
        dns_name=domain(item.dns_name),
        listeners=tuple(
            r.Listener(protocol=one.protocol, port=one.load_balancer_port, target_port=one.instance_port)
            for one in listeners
            if one.load_balancer_port is not None
        ),
        targets=unique(one.instance_id for one in item.instances),
    )


class BalancerZone(Shape, frozen=True, gc=False):
    """A zone of a load balancer."""

    subnet_id: str = ""
    zone_name: str = ""


class Balancer(Shape, frozen=True, gc=False):
    """An Application, Network or Gateway Load Balancer."""

    load_balancer_arn: str = ""
    load_balancer_name: str = ""
    type: str = ""
    scheme: str = ""
    vpc_id: str = ""
    availability_zones: tuple[BalancerZone, ...] = ()
    security_groups: Texts = ()
    dns_name: str = field(name="DNSName", default="")
    enforce_security_group_inbound_rules_on_private_link_traffic: str = ""


@reads(
    "elbv2",
    "DescribeLoadBalancers",
    "LoadBalancers",
    "load_balancers",
    "load balancers",
    Balancer,
    "LoadBalancerArn",
    tokens=MARKER,
)
def load_balancers(estate: Estate, answer: Answer, item: Balancer) -> None:
    """Application, Network and Gateway Load Balancers."""
    estate.put(
        "load_balancers",
        item.load_balancer_arn,
        answer,
        name=item.load_balancer_name,
        type=word(item.type, "application"),
        scheme=word(item.scheme),
        vpc=item.vpc_id,
        subnets=unique(one.subnet_id for one in item.availability_zones),
        security_groups=item.security_groups,
        dns_name=domain(item.dns_name),
        cross_zone=True if item.type == "application" else None,
        private_link_rules=item.enforce_security_group_inbound_rules_on_private_link_traffic != "off",
    )


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


class ForwardTarget(Shape, frozen=True, gc=False):
    """One of the target groups that an action forwards to."""

    target_group_arn: str = ""
    weight: int | None = None


class Forward(Shape, frozen=True, gc=False):
    """Where an action forwards to, where there are several target groups."""

    target_groups: tuple[ForwardTarget, ...] = ()


class Action(Shape, frozen=True, gc=False):
    """What a listener does."""

    target_group_arn: str = ""
    forward_config: Forward = Forward()


class Listener(Shape, frozen=True, gc=False):
    """A listener."""

    listener_arn: str = ""
    load_balancer_arn: str = ""
    protocol: str = ""
    port: int | None = None
    default_actions: tuple[Action, ...] = ()


@reads(
    "elbv2",
    "DescribeListeners",
    "Listeners",
    "load_balancers",
    "listeners of load balancers",
    Listener,
    "ListenerArn",
    tokens=MARKER,
    each=_BALANCER,
    wrapped="LoadBalancerListeners",
)
def listeners(estate: Estate, answer: Answer, item: Listener) -> None:
    """Listeners, with the target groups of their default actions."""
    protocol = item.protocol or "GENEVE"
    port = (6081 if protocol == "GENEVE" else 0) if item.port is None else item.port
    made = r.Listener(protocol=protocol, port=port, target_groups=_forwarded(item.default_actions))
    balancer = item.load_balancer_arn or answer.scope
    estate.listeners[item.listener_arn] = balancer, port
    estate.more("load_balancers", balancer, listeners=(made,))


def _forwarded(actions: Iterable[Action]) -> Texts:
    """The target groups that actions forward to; of weighted ones those of weight 0 get nothing beside others.

    Source: ELBv2 API Reference, "TargetGroupTuple".
    """
    groups: list[str] = []
    for action in actions:
        weighted = action.forward_config.target_groups
        chosen = [one for one in weighted if one.weight != 0] or weighted
        groups += [one.target_group_arn for one in chosen] if weighted else [action.target_group_arn]
    return unique(groups)


class QueryValue(Shape, frozen=True, gc=False):
    """A key and value of a query."""

    key: str = ""
    value: str = ""


class QueryCondition(Shape, frozen=True, gc=False):
    """What a condition asks of a request's query."""

    values: tuple[QueryValue, ...] = ()


class ValuesCondition(Shape, frozen=True, gc=False):
    """What a condition asks of a part of a request."""

    http_header_name: str = ""
    values: Texts = ()


class Condition(Shape, frozen=True, gc=False):
    """A condition of a rule."""

    field_: str = field(name="Field", default="")
    values: Texts = ()
    regex_values: Texts = ()
    query_string_config: QueryCondition | None = None
    host_header_config: ValuesCondition | None = None
    path_pattern_config: ValuesCondition | None = None
    http_header_config: ValuesCondition | None = None
    http_request_method_config: ValuesCondition | None = None
    source_ip_config: ValuesCondition | None = None


class Rule(Shape, frozen=True, gc=False):
    """A rule of a listener."""

    rule_arn: str = ""
    priority: str = ""
    conditions: tuple[Condition, ...] = ()
    actions: tuple[Action, ...] = ()


@reads(
    "elbv2",
    "DescribeRules",
    "Rules",
    "load_balancers",
    "rules of listeners",
    Rule,
    "RuleArn",
    tokens=MARKER,
    each=Each("elbv2.DescribeListeners", "ListenerArn", "ListenerArn"),
)
def listener_rules(estate: Estate, answer: Answer, item: Rule) -> None:
    """A listener's rules, without the one that is its default action. The ARN of a rule holds its listener's."""
    listener = answer.scope or item.rule_arn.replace(":listener-rule/", ":listener/").rpartition("/")[0]
    balancer, port = estate.listeners.get(listener, ("", 0))
    priority = number(item.priority)
    estate.more("load_balancers", balancer, rules_known=True)
    if priority is None or not port:
        return
    conditions = {one.field_: values for one in item.conditions if (values := _condition_values(one))}
    made = r.ListenerRule(priority=priority, port=port, conditions=conditions, target_groups=_forwarded(item.actions))
    estate.more("load_balancers", balancer, rules=(made,))


def _condition_values(condition: Condition) -> Texts:
    """The values of a condition, of which a request must meet one; a header's with its name, a query's as `key=value`."""
    if condition.query_string_config is not None:
        return tuple("=".join(filter(None, (pair.key, pair.value))) for pair in condition.query_string_config.values)
    for config in (
        condition.host_header_config,
        condition.path_pattern_config,
        condition.http_header_config,
        condition.http_request_method_config,
        condition.source_ip_config,
    ):
        if config is not None:
            name = config.http_header_name
            return tuple(f"{name}: {value}" if name else value for value in config.values)
    return (*condition.values, *(f"regex {value}" for value in condition.regex_values))


# --- attributes ---------------------------------------------------------------------------------------------------------


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
    each=_BALANCER,
    recognise=_of_balancers,
    wrapped="LoadBalancerAttributes",
)
def balancer_attributes(estate: Estate, answer: Answer, item: Attribute) -> None:
    """Whether a load balancer sends to targets of every zone."""
    if item.key == "load_balancing.cross_zone.enabled":
        estate.more("load_balancers", answer.scope, cross_zone=on(item.value))


@reads(
    "elbv2",
    "DescribeTargetGroupAttributes",
    "Attributes",
    "target_groups",
    "attributes of target groups",
    Attribute,
    "Key",
    tokens=(),
    each=_GROUP,
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


# --- targets ------------------------------------------------------------------------------------------------------------


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
    each=_GROUP,
    wrapped="LoadBalancerTargetHealth",
)
def target_health(estate: Estate, answer: Answer, item: TargetHealth) -> None:
    """The registered targets of a target group, each with its own port, zone and health."""
    told = item.target
    if told.id:
        made = r.Target(id=told.id, port=told.port, zone=told.availability_zone, health=item.target_health.state)
        estate.more("target_groups", answer.scope, targets=(made,))
