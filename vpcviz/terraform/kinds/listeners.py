"""Listeners of load balancers with their rules."""

from typing import Any

from vpcviz.spec.holders import texts_of
from vpcviz.terraform.building import PARTS, Building, makes
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_lb_listener_rule", "aws_alb_listener_rule"}

BALANCER = ("aws_lb",)
TARGETS = ("aws_lb_target_group",)
LISTENER = ("aws_lb_listener", "aws_alb_listener")

_CONDITIONS = (
    ("host_header", "host-header", "HostHeaderConfig"),
    ("path_pattern", "path-pattern", "PathPatternConfig"),
    ("http_request_method", "http-request-method", "HttpRequestMethodConfig"),
    ("source_ip", "source-ip", "SourceIpConfig"),
    ("http_header", "http-header", "HttpHeaderConfig"),
)


@makes("aws_lb_listener", "aws_alb_listener")
def listener(building: Building, thing: Thing) -> None:
    """A listener with what it does by default."""
    balancer = building.one(thing, "load_balancer_arn", types=BALANCER)
    item = {
        "ListenerArn": thing.id,
        "LoadBalancerArn": balancer,
        "Protocol": thing.text("protocol"),
        "Port": thing.number("port"),
        "DefaultActions": [{"TargetGroupArn": one} for one in forwards(building, thing, "default_action")],
    }
    if balancer:
        building.put("elbv2.DescribeListeners", thing, item, balancer)
        _rules(building, thing)


def _rules(building: Building, listener: Thing) -> None:
    """The rules of a listener: those that the document tells, and its default action."""
    if listener.data:
        return
    call = "elbv2.DescribeRules"
    building.put(call, listener, {"RuleArn": f"{listener.id}/default", "Priority": "default"}, listener.id)
    for kind in ("aws_lb_listener_rule", "aws_alb_listener_rule"):
        for one in building.parts(kind, "listener_arn", LISTENER).get(listener.id, ()):
            priority = one.text("priority")
            item = {
                "RuleArn": one.id,
                "Priority": priority,
                "Conditions": [_condition(record) for record in one.records("condition")],
                "Actions": [{"TargetGroupArn": group} for group in forwards(building, one, "action")],
            }
            if priority:
                building.put(call, listener, item, listener.id)
            else:
                building.unsure(one, "priority")


def forwards(building: Building, thing: Thing, block: str) -> list[str]:
    """The target groups that the actions of a listener (`default_action`) or a rule (`action`) forward to."""
    found: list[str] = []
    for n, record in enumerate(thing.records(block)):
        found += building.references.ids(thing, block, n, "target_group_arn", types=TARGETS).ids
        forward = record.get("forward")
        groups = forward[0].get("target_group") if isinstance(forward, list) and forward and isinstance(forward[0], dict) else ()
        for m in range(len(groups)) if isinstance(groups, list) else ():
            found += building.references.ids(thing, block, n, "forward", 0, "target_group", m, "arn", types=TARGETS).ids
    return list(dict.fromkeys(found))


def _condition(record: Any) -> dict[str, Any]:
    """A condition as AWS tells it."""
    for attribute, word, member in _CONDITIONS:
        told = record.get(attribute)
        first = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
        if first:
            config: dict[str, Any] = {"Values": texts_of(first.get("values"))}
            if attribute == "http_header":
                config["HttpHeaderName"] = first.get("http_header_name") or ""
            return {"Field": word, member: config}
    query = record.get("query_string")
    pairs = [one for one in query if isinstance(one, dict)] if isinstance(query, list) else []
    values = [{"Key": one.get("key") or "", "Value": one.get("value") or ""} for one in pairs]
    return {"Field": "query-string", "QueryStringConfig": {"Values": values}}
