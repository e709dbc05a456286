"""Listeners of load balancers with their rules."""

from collections.abc import Iterable

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, reads
from vpcviz.aws.services.load_balancing import EACH_BALANCER
from vpcviz.aws.shapes import Shape, Texts, number, unique
from vpcviz.model import resources as r

POSITION = 113


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
    each=EACH_BALANCER,
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
