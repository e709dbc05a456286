"""Load balancers with their interfaces, and target groups with their targets."""

from typing import Any

from vpcviz.terraform.aliases import name_of
from vpcviz.terraform.blocks import block_ids, holds
from vpcviz.terraform.building import GROUP, PARTS, SUBNET, VPC, Building, makes
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.kinds.listeners import BALANCER, TARGETS, forwards
from vpcviz.terraform.resource_instances import Thing, whole_number

PARTS |= {"aws_lb_target_group_attachment", "aws_alb_target_group_attachment"}


@makes("aws_lb", "aws_alb")
def load_balancer(building: Building, thing: Thing) -> None:
    """A load balancer with an interface in each of its subnets."""
    kind = thing.text("load_balancer_type") or "application"
    subnets = building.ids(thing, "subnets", types=SUBNET)
    if not subnets:
        fits = holds(building, "private_ipv4_address")
        mapped = block_ids(building, thing, "subnet_mapping", "subnet_id", SUBNET, fits)
        subnets = [one for one in dict.fromkeys(mapped) if one]
    vpc = thing.text("vpc_id") or building.vpc_of_subnets(subnets)
    groups = building.ids(thing, "security_groups", types=GROUP, accept=building.in_vpc(vpc))
    outer = thing.at("internal") is not True and kind != "gateway"
    item = {
        "LoadBalancerArn": thing.id,
        "LoadBalancerName": thing.text("name"),
        "Type": kind,
        "Scheme": "" if kind == "gateway" else "internet-facing" if outer else "internal",
        "VpcId": vpc,
        "AvailabilityZones": [{"SubnetId": one} for one in subnets],
        "SecurityGroups": groups,
        "DNSName": name_of(building, thing),
        "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": thing.text(
            "enforce_security_group_inbound_rules_on_private_link_traffic"
        ),
    }
    building.put("elbv2.DescribeLoadBalancers", thing, item)
    if not thing.data and kind != "application":  # That one always sends to every zone.
        across = thing.at("enable_cross_zone_load_balancing") is True
        told = {"Key": "load_balancing.cross_zone.enabled", "Value": "true" if across else "false"}
        building.put("elbv2.DescribeLoadBalancerAttributes", thing, told, thing.id)
    for n, subnet in enumerate(subnets):
        word = {"network": "network_load_balancer", "gateway": "gateway_load_balancer"}.get(kind, "load_balancer")
        identity = f"{thing.id}.{subnet}"
        made = made_interface(building, thing, identity, subnet, building.free(subnet), word, tuple(groups))
        if outer:
            made["Association"] = {"PublicIp": f"{thing.address}.public_ip[{n}]"}
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


@makes("aws_lb_target_group", "aws_alb_target_group")
def target_group(building: Building, thing: Thing) -> None:
    """A target group with its targets."""
    item = {
        "TargetGroupArn": thing.id,
        "TargetGroupName": thing.text("name"),
        "VpcId": building.one(thing, "vpc_id", types=VPC),
        "Protocol": thing.text("protocol"),
        "Port": thing.number("port"),
        "TargetType": thing.text("target_type") or "instance",
        "LoadBalancerArns": _balancers(building, thing),
    }
    building.put("elbv2.DescribeTargetGroups", thing, item)
    building.asked("elbv2.DescribeTargetHealth", thing, thing.id)
    if not thing.data:
        across = _word(thing.at("load_balancing_cross_zone_enabled")) or "use_load_balancer_configuration"
        attributes = {"load_balancing.cross_zone.enabled": across}
        if preserves := _word(thing.at("preserve_client_ip")):
            attributes["preserve_client_ip.enabled"] = preserves
        for key, value in attributes.items():
            building.put("elbv2.DescribeTargetGroupAttributes", thing, {"Key": key, "Value": value}, thing.id)
    for kind in ("aws_lb_target_group_attachment", "aws_alb_target_group_attachment"):
        for one in building.parts(kind, "target_group_arn", TARGETS).get(thing.id, ()):
            target = building.one(one, "target_id", types=("aws_instance", "aws_lb", "aws_lambda_function"))
            told: dict[str, Any] = {"Id": target, "Port": whole_number(one.text("port") or thing.text("port"))}
            if target:
                building.put("elbv2.DescribeTargetHealth", thing, {"Target": told}, thing.id)


def _word(value: Any) -> str:
    """What a document says of yes or no, as AWS writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def _balancers(building: Building, thing: Thing) -> list[str]:
    """The load balancers whose listeners forward to a target group."""
    found: list[str] = []
    for kind in ("aws_lb_listener", "aws_alb_listener"):
        for listener in building.of_type.get(kind, ()):
            if thing.id in forwards(building, listener, "default_action"):
                found += building.references.one(listener, "load_balancer_arn", types=BALANCER).ids
    return list(dict.fromkeys(found))
