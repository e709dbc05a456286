"""Load balancers with listeners and targets, databases, functions, caches, network firewalls."""

from typing import Any

from vpcviz.cloudformation.attributes import database_port
from vpcviz.cloudformation.drafts import PASSED, Draft, plainly, translates
from vpcviz.cloudformation.values import Nothing

PASSED |= {"AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::EC2::LaunchTemplate"}


@translates(
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "aws_lb",
    "LoadBalancerAttributes",
    "Scheme",
    "MinimumLoadBalancerCapacity",
    Type="load_balancer_type",
    SubnetMappings="subnet_mapping",
)
def load_balancer(draft: Draft) -> None:
    """A load balancer, to the internet unless it says otherwise; a word stands for the DNS name that AWS gives it."""
    scheme = draft.get("Scheme")
    draft.values["internal"] = scheme == "internal"
    draft.values["dns_name"] = f"{draft.address}.DNSName"


@translates("AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group", "Targets", "TargetGroupAttributes", "Matcher")
def target_group(draft: Draft) -> None:
    """A target group with its targets."""
    for position, one in enumerate(draft.records("Targets")):
        if isinstance(one.get("Id"), str):
            values = {"target_group_arn": draft.address, "target_id": one["Id"], "port": one.get("Port")}
            draft.another("aws_lb_target_group_attachment", f".Targets[{position}]", values)
        else:
            draft.unsure.append("Targets")


@translates("AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener", "DefaultActions", "Certificates", "ListenerAttributes")
def listener(draft: Draft) -> None:
    """A listener with what it does by default: nothing of how it signs in users is taken."""
    actions = []
    for one in draft.records("DefaultActions"):
        made: dict[str, Any] = {}
        if isinstance(one.get("TargetGroupArn"), str):
            made["target_group_arn"] = one["TargetGroupArn"]
        forward = one.get("ForwardConfig")
        groups = forward.get("TargetGroups") if isinstance(forward, dict) else None
        if isinstance(groups, list):
            told = [group.get("TargetGroupArn") for group in groups if isinstance(group, dict)]
            made["forward"] = [{"target_group": [{"arn": arn} for arn in told if isinstance(arn, str)]}]
        actions.append(made)
    draft.values["default_action"] = actions


_OF_DATABASE = ("identifier", "db_subnet_group_name", "vpc_security_group_ids", "engine", "port", "availability_zone", "tags")


@translates(
    "AWS::RDS::DBInstance",
    "aws_db_instance",
    "MasterUsername",
    "MasterUserPassword",
    "MasterUserSecret",
    "VPCSecurityGroups",
    "DBSecurityGroups",
    DBInstanceIdentifier="identifier",
    DBSubnetGroupName="db_subnet_group_name",
)
def database(draft: Draft) -> None:
    """A database of RDS: a word stands for the DNS name that AWS gives it; nothing of its users is taken."""
    draft.names["vpc_security_group_ids"] = "VPCSecurityGroups"
    draft.put("vpc_security_group_ids", draft.get("VPCSecurityGroups"))
    draft.values = {name: value for name, value in draft.values.items() if name in _OF_DATABASE}
    draft.values["address"] = f"{draft.address}.Endpoint.Address"
    draft.put("port", database_port(draft.stack, draft.logical))
    if "db_subnet_group_name" not in draft.values:
        draft.unsure.append("DBSubnetGroupName")


plainly("AWS::RDS::DBSubnetGroup", "aws_db_subnet_group", DBSubnetGroupName="name")


def function(draft: Draft) -> None:
    """A function that is in a VPC: nothing of its code or environment is taken."""
    told = draft.get("VpcConfig")
    draft.values = {key: value for key, value in draft.values.items() if key in ("function_name", "tags")}
    draft.open.clear()
    if isinstance(told, Nothing):
        return
    if not isinstance(told, dict):
        draft.unsure.append("VpcConfig")
        return
    groups, subnets = (told.get(name) for name in ("SecurityGroupIds", "SubnetIds"))
    draft.values["vpc_config"] = [
        {
            "subnet_ids": [one for one in subnets if isinstance(one, str)] if isinstance(subnets, list) else [],
            "security_group_ids": [one for one in groups if isinstance(one, str)] if isinstance(groups, list) else [],
        }
    ]
    for name, value in (("SubnetIds", subnets), ("SecurityGroupIds", groups)):
        if value is not None and not isinstance(value, list):
            draft.unsure.append(name)


for _kind in ("AWS::Lambda::Function", "AWS::Serverless::Function"):
    translates(_kind, "aws_lambda_function", "Code", "Environment", "VpcConfig", "CodeUri", "Events", "Policies")(function)

plainly(
    "AWS::ElastiCache::CacheCluster",
    "aws_elasticache_cluster",
    ClusterName="cluster_id",
    CacheSubnetGroupName="subnet_group_name",
    VpcSecurityGroupIds="security_group_ids",
)
plainly("AWS::ElastiCache::SubnetGroup", "aws_elasticache_subnet_group", CacheSubnetGroupName="name")


@translates(
    "AWS::NetworkFirewall::Firewall",
    "aws_networkfirewall_firewall",
    "AvailabilityZoneMappings",
    FirewallName="name",
    SubnetMappings="subnet_mapping",
)
def firewall(draft: Draft) -> None:
    """A network firewall, in subnets or attached to a transit gateway."""
    zones = [one.get("AvailabilityZone") for one in draft.records("AvailabilityZoneMappings")]
    if zones:
        draft.values["availability_zone_mapping"] = [{"availability_zone_id": one} for one in zones if isinstance(one, str)]
