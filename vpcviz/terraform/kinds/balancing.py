"""Classic Load Balancers, rules of listeners, and the attributes that decide which targets get what."""

from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, Building, makes
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.kinds.services import TARGETS
from vpcviz.terraform.things import Thing

PARTS |= {"aws_elb_attachment"}

_LISTENERS = ("aws_lb_listener", "aws_alb_listener")

_CONDITIONS = {
    "host_header": ("host-header", "HostHeaderConfig"),
    "path_pattern": ("path-pattern", "PathPatternConfig"),
    "http_header": ("http-header", "HttpHeaderConfig"),
    "http_request_method": ("http-request-method", "HttpRequestMethodConfig"),
    "source_ip": ("source-ip", "SourceIpConfig"),
}
"""Blocks of a condition: AWS's word for it, and the member of its answer."""


@makes("aws_lb_listener_rule", "aws_alb_listener_rule")
def listener_rule(building: Building, thing: Thing) -> None:
    """A rule of a listener: the conditions of its own, and the target groups that it forwards to."""
    listener = building.one(thing, "listener_arn", types=_LISTENERS)
    priority = thing.text("priority")
    if not listener or not priority:
        building.unsure(thing, "listener_arn" if not listener else "priority")
        return
    item = {
        "RuleArn": thing.text("arn") or thing.address,
        "Priority": priority,
        "Conditions": [made for record in thing.records("condition") for made in _conditions(record)],
        "Actions": [{"TargetGroupArn": one} for one in _forwards(building, thing)],
    }
    building.put("elbv2.DescribeRules", thing, item, listener)


def _conditions(record: Any) -> list[dict[str, Any]]:
    """The conditions of a block."""
    made = []
    for block, (word, member) in _CONDITIONS.items():
        for one in record.get(block) or () if isinstance(record.get(block), list) else ():
            values = one.get("values") if isinstance(one, dict) else None
            if isinstance(values, list):
                told: dict[str, Any] = {"Values": [value for value in values if isinstance(value, str)]}
                if block == "http_header":
                    told["HttpHeaderName"] = str(one.get("http_header_name") or "")
                made.append({"Field": word, member: told})
    queries = record.get("query_string")
    pairs = [
        {"Key": str(one.get("key") or ""), "Value": str(one.get("value") or "")}
        for one in (queries if isinstance(queries, list) else ())
        if isinstance(one, dict)
    ]
    return [*made, {"Field": "query-string", "QueryStringConfig": {"Values": pairs}}] if pairs else made


def _forwards(building: Building, thing: Thing) -> list[str]:
    found: list[str] = []
    for n, record in enumerate(thing.records("action")):
        found += building.references.ids(thing, "action", n, "target_group_arn", types=TARGETS).ids
        forward = record.get("forward")
        groups = forward[0].get("target_group") if isinstance(forward, list) and forward and isinstance(forward[0], dict) else ()
        for m in range(len(groups)) if isinstance(groups, list) else ():
            found += building.references.ids(thing, "action", n, "forward", 0, "target_group", m, "arn", types=TARGETS).ids
    return list(dict.fromkeys(found))


@makes("aws_elb")
def classic(building: Building, thing: Thing) -> None:
    """A Classic Load Balancer with an interface in each of its subnets."""
    subnets = building.ids(thing, "subnets", types=SUBNET)
    first = building.thing(subnets[0]) if subnets else None
    vpc = building.vpc_of(first) if first is not None else ""
    groups = building.ids(thing, "security_groups", types=GROUP, accept=building.in_vpc(vpc))
    instances = building.ids(thing, "instances", types=("aws_instance",))
    for one in building.parts("aws_elb_attachment", "elb", ("aws_elb",)).get(thing.id, ()):
        instances.append(building.one(one, "instance", types=("aws_instance",)))
    outer = thing.at("internal") is not True
    name = thing.text("name") or thing.address
    item = {
        "LoadBalancerName": name,
        "Scheme": "internet-facing" if outer else "internal",
        "VPCId": vpc,
        "Subnets": subnets,
        "SecurityGroups": groups,
        "DNSName": thing.text("dns_name"),
        "ListenerDescriptions": [{"Listener": _classic_listener(record)} for record in thing.records("listener") if record],
        "Instances": [{"InstanceId": one} for one in dict.fromkeys(instances) if one],
    }
    building.put("elb.DescribeLoadBalancers", thing, item)
    arn = f"arn:aws:elasticloadbalancing:{building.region(thing)}:{building.account(thing)}:loadbalancer/{name}"
    owner = Thing(arn, thing.type, thing.name, thing.key, data=False, values={})
    for n, subnet in enumerate(subnets):
        identity = f"{thing.address}.{subnet}"
        made = made_interface(building, owner, identity, subnet, building.free(subnet), "load_balancer", tuple(groups))
        made["Description"] = f"ELB {name}"
        if outer:
            made["Association"] = {"PublicIp": f"{thing.address}.public_ip[{n}]"}
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


def _classic_listener(record: Any) -> dict[str, Any]:
    ports = {name: record.get(name) for name in ("lb_port", "instance_port")}
    told = {name: port if isinstance(port, int) and not isinstance(port, bool) else None for name, port in ports.items()}
    return {
        "Protocol": str(record.get("lb_protocol") or "").upper(),
        "LoadBalancerPort": told["lb_port"],
        "InstancePort": told["instance_port"],
    }
