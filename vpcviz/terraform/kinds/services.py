"""Load balancers with listeners and targets, and the workloads of AWS's services."""

from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, VPC, Building, makes, tags
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.things import Thing

BALANCER = ("aws_lb",)
TARGETS = ("aws_lb_target_group",)

PARTS |= {
    "aws_lb_target_group_attachment",
    "aws_alb_target_group_attachment",
    "aws_db_subnet_group",
    "aws_elasticache_subnet_group",
    "aws_redshift_subnet_group",
}


@makes("aws_lb", "aws_alb")
def load_balancer(building: Building, thing: Thing) -> None:
    """A load balancer with an interface in each of its subnets."""
    kind = thing.text("load_balancer_type") or "application"
    subnets = building.ids(thing, "subnets", types=SUBNET)
    if not subnets:
        subnets = [one for n in range(len(thing.records("subnet_mapping"))) for one in _mapped(building, thing, n)]
        subnets = list(dict.fromkeys(subnets))
    first = building.thing(subnets[0]) if subnets else None
    vpc = thing.text("vpc_id") or (building.vpc_of(first) if first is not None else "")
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
        "DNSName": thing.text("dns_name"),
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


def _mapped(building: Building, thing: Thing, position: int) -> list[str]:
    """The subnets of a mapping: of several that are not known yet, all of them."""
    found = building.references.ids(thing, "subnet_mapping", position, "subnet_id", types=SUBNET)
    if not found.sure and len(found.ids) != len(thing.records("subnet_mapping")):
        building.unsure(thing, "subnet_id")
        return []
    return list(found.ids)


@makes("aws_lb_target_group", "aws_alb_target_group")
def target_group(building: Building, thing: Thing) -> None:
    """A target group with its targets."""
    port = thing.text("port")
    item = {
        "TargetGroupArn": thing.id,
        "TargetGroupName": thing.text("name"),
        "VpcId": building.one(thing, "vpc_id", types=VPC),
        "Protocol": thing.text("protocol"),
        "Port": int(port) if port.isdigit() and len(port) < 6 else None,
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
            number = one.text("port") or port
            told: dict[str, Any] = {"Id": target, "Port": int(number) if number.isdigit() and len(number) < 6 else None}
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
            if thing.id in _forwards(building, listener):
                found += building.references.one(listener, "load_balancer_arn", types=BALANCER).ids
    return list(dict.fromkeys(found))


def _forwards(building: Building, listener: Thing) -> list[str]:
    """The target groups that a listener forwards to where no rule of its says otherwise."""
    found: list[str] = []
    for n, record in enumerate(listener.records("default_action")):
        found += building.references.ids(listener, "default_action", n, "target_group_arn", types=TARGETS).ids
        forward = record.get("forward")
        groups = forward[0].get("target_group") if isinstance(forward, list) and forward and isinstance(forward[0], dict) else ()
        for m in range(len(groups)) if isinstance(groups, list) else ():
            path = ("default_action", n, "forward", 0, "target_group", m, "arn")
            found += building.references.ids(listener, *path, types=TARGETS).ids
    return list(dict.fromkeys(found))


@makes("aws_lb_listener", "aws_alb_listener")
def listener(building: Building, thing: Thing) -> None:
    """A listener with what it does by default."""
    balancer = building.one(thing, "load_balancer_arn", types=BALANCER)
    port = thing.text("port")
    item = {
        "ListenerArn": thing.id,
        "LoadBalancerArn": balancer,
        "Protocol": thing.text("protocol"),
        "Port": int(port) if port.isdigit() and len(port) < 6 else None,
        "DefaultActions": [{"TargetGroupArn": one} for one in _forwards(building, thing)],
    }
    if balancer:
        from vpcviz.terraform.kinds.workloads import rules

        building.put("elbv2.DescribeListeners", thing, item, balancer)
        rules(building, thing)


# --- workloads ----------------------------------------------------------------------------------------------------------


def subnets_of_group(building: Building, thing: Thing, attribute: str, kind: str) -> list[str]:
    """The subnets of the subnet group that a database or cluster names."""
    name = thing.text(attribute)
    for group in building.of_type.get(kind, ()):
        if name and name in (group.text("name"), group.id):
            return building.ids(group, "subnet_ids", types=SUBNET)
    found = building.references.one(thing, attribute, types=(kind,)).ids
    group_of = building.thing(found[0]) if found else None
    return building.ids(group_of, "subnet_ids", types=SUBNET) if group_of is not None else []


@makes("aws_db_instance")
def database(building: Building, thing: Thing) -> None:
    """A database of RDS: never its users or passwords."""
    subnets = subnets_of_group(building, thing, "db_subnet_group_name", "aws_db_subnet_group")
    first = building.thing(subnets[0]) if subnets else None
    vpc = building.vpc_of(first) if first is not None else ""
    port = thing.text("port")
    item = {
        "DBInstanceIdentifier": thing.text("identifier") or thing.address,
        "DBInstanceArn": thing.text("arn") or thing.address,
        "Engine": thing.text("engine"),
        "DBSubnetGroup": {"VpcId": vpc, "Subnets": [{"SubnetIdentifier": one} for one in subnets]},
        "VpcSecurityGroups": [
            {"VpcSecurityGroupId": one["GroupId"]} for one in building.groups(thing, "vpc_security_group_ids", vpc)
        ],
        "Endpoint": {"Address": thing.text("address"), "Port": int(port) if port.isdigit() and len(port) < 6 else None},
        "AvailabilityZone": thing.text("availability_zone"),
        "TagList": tags(thing),
    }
    building.put("rds.DescribeDBInstances", thing, item)


@makes("aws_lambda_function")
def function(building: Building, thing: Thing) -> None:
    """A function that is in a VPC: never its environment or code."""
    if not thing.records("vpc_config"):
        return
    subnets = building.ids(thing, "vpc_config", 0, "subnet_ids", types=SUBNET)
    groups = building.ids(thing, "vpc_config", 0, "security_group_ids", types=GROUP)
    first = building.thing(subnets[0]) if subnets else None
    identity = thing.text("arn") or thing.address
    item = {
        "FunctionName": thing.text("function_name") or thing.address,
        "FunctionArn": identity,
        "VpcConfig": {
            "VpcId": building.vpc_of(first) if first is not None else "",
            "SubnetIds": subnets,
            "SecurityGroupIds": groups,
        },
    }
    building.put("lambda.ListFunctions", thing, item)
    owner = Thing(identity, thing.type, thing.name, thing.key, data=False, values={})
    for subnet in subnets:
        made = made_interface(building, owner, f"{thing.address}.{subnet}", subnet, building.free(subnet), "lambda", tuple(groups))
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


@makes("aws_elasticache_cluster")
def cache(building: Building, thing: Thing) -> None:
    """A cluster of ElastiCache."""
    subnets = subnets_of_group(building, thing, "subnet_group_name", "aws_elasticache_subnet_group")
    first = building.thing(subnets[0]) if subnets else None
    group = f"{thing.address}.subnet_group_name"
    item = {
        "CacheClusterId": thing.text("cluster_id") or thing.address,
        "ARN": thing.text("arn") or thing.address,
        "SecurityGroups": [{"SecurityGroupId": one} for one in building.ids(thing, "security_group_ids", types=GROUP)],
        "CacheSubnetGroupName": group,
    }
    building.put("elasticache.DescribeCacheClusters", thing, item)
    told = {
        "CacheSubnetGroupName": group,
        "VpcId": building.vpc_of(first) if first is not None else "",
        "Subnets": [{"SubnetIdentifier": one} for one in subnets],
    }
    building.put("elasticache.DescribeCacheSubnetGroups", thing, told)
