"""Rules of listeners, Classic Load Balancers, and what AWS's services have in a VPC: clusters, domains, proxies, mount targets."""

from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, Building, makes, tags
from vpcviz.terraform.kinds.hosts import INSTANCE, made_interface
from vpcviz.terraform.kinds.services import TARGETS
from vpcviz.terraform.things import Thing

PARTS |= {"aws_lb_listener_rule", "aws_alb_listener_rule", "aws_elb_attachment"}

LISTENER = ("aws_lb_listener", "aws_alb_listener")

_CONDITIONS = (
    ("host_header", "host-header", "HostHeaderConfig"),
    ("path_pattern", "path-pattern", "PathPatternConfig"),
    ("http_request_method", "http-request-method", "HttpRequestMethodConfig"),
    ("source_ip", "source-ip", "SourceIpConfig"),
    ("http_header", "http-header", "HttpHeaderConfig"),
)


def rules(building: Building, listener: Thing) -> None:
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
                "Actions": [{"TargetGroupArn": group} for group in _forwarded(building, one)],
            }
            if priority:
                building.put(call, listener, item, listener.id)
            else:
                building.unsure(one, "priority")


def _forwarded(building: Building, rule: Thing) -> list[str]:
    found: list[str] = []
    for n, record in enumerate(rule.records("action")):
        found += building.references.ids(rule, "action", n, "target_group_arn", types=TARGETS).ids
        forward = record.get("forward")
        groups = forward[0].get("target_group") if isinstance(forward, list) and forward and isinstance(forward[0], dict) else ()
        for m in range(len(groups)) if isinstance(groups, list) else ():
            found += building.references.ids(rule, "action", n, "forward", 0, "target_group", m, "arn", types=TARGETS).ids
    return list(dict.fromkeys(found))


def _condition(record: Any) -> dict[str, Any]:
    """A condition as AWS tells it."""
    for attribute, word, member in _CONDITIONS:
        told = record.get(attribute)
        first = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
        if first:
            config: dict[str, Any] = {"Values": _texts(first.get("values"))}
            if attribute == "http_header":
                config["HttpHeaderName"] = first.get("http_header_name") or ""
            return {"Field": word, member: config}
    query = record.get("query_string")
    pairs = [one for one in query if isinstance(one, dict)] if isinstance(query, list) else []
    values = [{"Key": one.get("key") or "", "Value": one.get("value") or ""} for one in pairs]
    return {"Field": "query-string", "QueryStringConfig": {"Values": values}}


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


@makes("aws_elb")
def classic_balancer(building: Building, thing: Thing) -> None:
    """A Classic Load Balancer with an interface in each of its subnets."""
    subnets = building.ids(thing, "subnets", types=SUBNET)
    groups = building.ids(thing, "security_groups", types=GROUP)
    first = building.thing(subnets[0]) if subnets else None
    outer = thing.at("internal") is not True
    instances = building.ids(thing, "instances", types=INSTANCE)
    for one in building.parts("aws_elb_attachment", "elb", ("aws_elb",)).get(thing.id, ()):
        instances.append(building.one(one, "instance", types=INSTANCE))
    name = thing.text("name") or thing.address
    item = {
        "LoadBalancerName": name,
        "Scheme": "internet-facing" if outer else "internal",
        "VPCId": building.vpc_of(first) if first is not None else "",
        "Subnets": subnets,
        "SecurityGroups": groups,
        "DNSName": thing.text("dns_name"),
        "ListenerDescriptions": [{"Listener": _listener(record)} for record in thing.records("listener")],
        "Instances": [{"InstanceId": one} for one in instances if one],
    }
    building.put("elb.DescribeLoadBalancers", thing, item)
    for n, subnet in enumerate(subnets):
        made = made_interface(building, thing, f"{thing.id}.{subnet}", subnet, building.free(subnet), "interface", tuple(groups))
        made["Description"] = f"ELB {name}"  # By which AWS's own are joined to it, too.
        del made["Attachment"]
        if outer:
            made["Association"] = {"PublicIp": f"{thing.address}.public_ip[{n}]"}
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


def _listener(record: Any) -> dict[str, Any]:
    ports = {key: str(record.get(name) or "") for key, name in (("LoadBalancerPort", "lb_port"), ("InstancePort", "instance_port"))}
    made: dict[str, Any] = {key: int(one) for key, one in ports.items() if one.isdigit() and len(one) < 6}
    return {**made, "Protocol": str(record.get("lb_protocol") or "").upper()}


# --- workloads ----------------------------------------------------------------------------------------------------------


def _place(building: Building, subnets: list[str]) -> str:
    """The VPC of the first of the subnets."""
    first = building.thing(subnets[0]) if subnets else None
    return building.vpc_of(first) if first is not None else ""


@makes("aws_db_proxy")
def proxy(building: Building, thing: Thing) -> None:
    """A proxy of RDS: nothing of how it signs in."""
    subnets = building.ids(thing, "vpc_subnet_ids", types=SUBNET)
    item = {
        "DBProxyName": thing.text("name") or thing.address,
        "DBProxyArn": thing.text("arn") or thing.address,
        "VpcId": _place(building, subnets),
        "VpcSubnetIds": subnets,
        "VpcSecurityGroupIds": building.ids(thing, "vpc_security_group_ids", types=GROUP),
        "Endpoint": thing.text("endpoint"),
    }
    building.put("rds.DescribeDBProxies", thing, item)


@makes("aws_eks_cluster")
def kubernetes(building: Building, thing: Thing) -> None:
    """A cluster of EKS: where its control plane is."""
    subnets = building.ids(thing, "vpc_config", 0, "subnet_ids", types=SUBNET)
    name = thing.text("name") or thing.address
    cluster = {
        "name": name,
        "arn": thing.text("arn") or thing.address,
        "endpoint": thing.text("endpoint"),
        "resourcesVpcConfig": {
            "vpcId": _place(building, subnets),
            "subnetIds": subnets,
            "securityGroupIds": building.ids(thing, "vpc_config", 0, "security_group_ids", types=GROUP),
        },
        "tags": {one["Key"]: one["Value"] for one in tags(thing)},
    }
    building.put("eks.DescribeCluster", thing, {"cluster": cluster}, name)


@makes("aws_opensearch_domain", "aws_elasticsearch_domain")
def domain(building: Building, thing: Thing) -> None:
    """A domain of OpenSearch that is in a VPC: never its access policies."""
    if not thing.records("vpc_options"):
        return
    subnets = building.ids(thing, "vpc_options", 0, "subnet_ids", types=SUBNET)
    item = {
        "ARN": thing.text("arn") or thing.address,
        "DomainName": thing.text("domain_name") or thing.address,
        "VPCOptions": {
            "VPCId": _place(building, subnets),
            "SubnetIds": subnets,
            "SecurityGroupIds": building.ids(thing, "vpc_options", 0, "security_group_ids", types=GROUP),
        },
    }
    building.put("opensearch.DescribeDomains", thing, item)


@makes("aws_efs_mount_target")
def mount_target(building: Building, thing: Thing) -> None:
    """A mount target of EFS with its interface."""
    subnet = building.subnet(thing, "subnet_id")
    interface = thing.text("network_interface_id") or f"{thing.address}.network_interface_id"
    item = {
        "MountTargetId": thing.id,
        "FileSystemId": building.one(thing, "file_system_id", types=("aws_efs_file_system",)),
        "VpcId": _place(building, [subnet]),
        "SubnetId": subnet,
        "NetworkInterfaceId": interface,
    }
    building.put("efs.DescribeMountTargets", thing, item, item["FileSystemId"])
    if subnet:
        groups = tuple(one["GroupId"] for one in building.groups(thing, "security_groups", item["VpcId"]))
        address = thing.text("ip_address") or building.free(subnet)
        building.put(
            "ec2.DescribeNetworkInterfaces", thing, made_interface(building, thing, interface, subnet, address, "efs", groups)
        )
