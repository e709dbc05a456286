"""Load balancers with listeners and targets, databases, functions, caches, network firewalls."""

from typing import Any

from vpcviz.cloudformation.attributes import database_port
from vpcviz.cloudformation.drafts import PASSED, Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Nothing

PASSED |= {"AWS::EC2::LaunchTemplate"}


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
    _attribute(draft, "LoadBalancerAttributes", "load_balancing.cross_zone.enabled", "enable_cross_zone_load_balancing")


def _attribute(draft: Draft, name: str, key: str, attribute: str) -> None:
    """One of the attributes that stand in a list of keys and values."""
    for one in draft.records(name):
        if one.get("Key") == key:
            draft.put(attribute, one.get("Value", ""))


_REGISTERS = {"AWS::AutoScaling::AutoScalingGroup": "TargetGroupARNs", "AWS::ECS::Service": "LoadBalancers"}
"""By type the property that names target groups which its instances or tasks are registered with."""


def _all_texts(value: Any) -> list[str]:
    if isinstance(value, (list, dict)):
        return [text for one in (value.values() if isinstance(value, dict) else value) for text in _all_texts(one)]
    return [value] if isinstance(value, str) else []


@translates("AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group", "Targets", "TargetGroupAttributes", "Matcher")
def target_group(draft: Draft) -> None:
    """A target group with its targets; those that a scaling group or a service of ECS registers are not known."""
    for logical, resource in draft.stack.resources.items():
        held = _REGISTERS.get(str(resource.get("Type", "")))
        if held and draft.address in _all_texts(draft.stack.property(logical, held)):
            draft.unsure.append("Targets")
    _attribute(draft, "TargetGroupAttributes", "load_balancing.cross_zone.enabled", "load_balancing_cross_zone_enabled")
    _attribute(draft, "TargetGroupAttributes", "preserve_client_ip.enabled", "preserve_client_ip")
    for position, one in enumerate(draft.records("Targets")):
        if isinstance(one.get("Id"), str):
            values = {"target_group_arn": draft.address, "target_id": one["Id"], "port": one.get("Port")}
            draft.another("aws_lb_target_group_attachment", f".Targets[{position}]", values)
        else:
            draft.unsure.append("Targets")


@translates("AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener", "DefaultActions", "Certificates", "ListenerAttributes")
def listener(draft: Draft) -> None:
    """A listener with what it does by default: nothing of how it signs in users is taken."""
    draft.values["default_action"] = _actions(draft, "DefaultActions")


_CONDITIONS = (
    ("HostHeaderConfig", "host-header", "host_header"),
    ("PathPatternConfig", "path-pattern", "path_pattern"),
    ("HttpRequestMethodConfig", "http-request-method", "http_request_method"),
    ("SourceIpConfig", "source-ip", "source_ip"),
    ("HttpHeaderConfig", "http-header", "http_header"),
)


@translates("AWS::ElasticLoadBalancingV2::ListenerRule", "aws_lb_listener_rule", "Actions", "Conditions")
def listener_rule(draft: Draft) -> None:
    """A rule of a listener."""
    draft.values["action"] = _actions(draft, "Actions")
    draft.values["condition"] = [_condition(one) for one in draft.records("Conditions")]


def _condition(record: dict[str, Any]) -> dict[str, Any]:
    for key, word, attribute in _CONDITIONS:
        config = record.get(key)
        values = config.get("Values") if isinstance(config, dict) else record.get("Values") if record.get("Field") == word else None
        if isinstance(values, list):
            name = config.get("HttpHeaderName") if isinstance(config, dict) else ""
            return {attribute: [{"values": [one for one in values if isinstance(one, str)], "http_header_name": name}]}
    query = record.get("QueryStringConfig")
    pairs = query.get("Values") if isinstance(query, dict) else []
    told = [one for one in pairs if isinstance(one, dict)] if isinstance(pairs, list) else []
    return {"query_string": [{"key": one.get("Key"), "value": one.get("Value")} for one in told]}


def _actions(draft: Draft, name: str) -> list[dict[str, Any]]:
    """Where actions forward to: nothing of how they sign in users is taken."""
    actions = []
    for one in draft.records(name):
        made: dict[str, Any] = {}
        if isinstance(one.get("TargetGroupArn"), str):
            made["target_group_arn"] = one["TargetGroupArn"]
        forward = one.get("ForwardConfig")
        groups = forward.get("TargetGroups") if isinstance(forward, dict) else None
        if isinstance(groups, list):
            told = [group.get("TargetGroupArn") for group in groups if isinstance(group, dict)]
            made["forward"] = [{"target_group": [{"arn": arn} for arn in told if isinstance(arn, str)]}]
        actions.append(made)
    return actions


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
    _of_cluster(draft)
    draft.values = {name: value for name, value in draft.values.items() if name in _OF_DATABASE}
    draft.values["address"] = f"{draft.address}.Endpoint.Address"
    draft.put("port", database_port(draft.get, draft.address))
    if "db_subnet_group_name" not in draft.values:
        draft.unsure.append("DBSubnetGroupName")


def _of_cluster(draft: Draft) -> None:
    """What a database of a cluster has of it. Source: CloudFormation Template Reference, AWS::RDS::DBInstance."""
    stack, cluster = draft.stack, draft.get("DBClusterIdentifier")
    for logical, resource in stack.resources.items():
        if resource.get("Type") == "AWS::RDS::DBCluster" and stack.address(logical) == cluster:
            for name, attribute in (
                ("DBSubnetGroupName", "db_subnet_group_name"),
                ("VpcSecurityGroupIds", "vpc_security_group_ids"),
            ):
                if attribute not in draft.values:
                    draft.put(attribute, stack.property(logical, name))


PASSED.add("AWS::RDS::DBCluster")

plainly("AWS::RDS::DBSubnetGroup", "aws_db_subnet_group", DBSubnetGroupName="name")


def _with_globals(draft: Draft, name: str) -> Any:
    """A property of a function that is a mapping, with what SAM's Globals give to all: lists of both are one after another.
    Source: AWS SAM Developer Guide, "Globals section of the AWS SAM template"."""
    own = draft.get(name)
    shared = draft.stack.template.section("Globals").get("Function") if draft.kind.startswith("AWS::Serverless::") else None
    if not isinstance(shared, dict) or name not in shared:
        return own
    common = draft.stack.value(shared[name])
    if isinstance(own, Nothing) or not isinstance(own, dict) or not isinstance(common, dict):
        return common if isinstance(own, Nothing) else own
    lists = {key: [*one, *own[key]] for key, one in common.items() if isinstance(one, list) and isinstance(own.get(key), list)}
    return {**common, **own, **lists}


def function(draft: Draft) -> None:
    """A function that is in a VPC: nothing of its code or environment is taken."""
    told = _with_globals(draft, "VpcConfig")
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


@translates(
    "AWS::NetworkFirewall::VpcEndpointAssociation", "aws_networkfirewall_vpc_endpoint_association", "Description", "SubnetMapping"
)
def firewall_endpoint(draft: Draft) -> None:
    """A further endpoint of a network firewall: its mapping is one, no list."""
    draft.put("subnet_mapping", [{"SubnetId": one.get("SubnetId")} for one in draft.records("SubnetMapping")])


@translates(
    "AWS::ElasticLoadBalancing::LoadBalancer", "aws_elb", "Scheme", "Listeners", "Instances", "Policies", LoadBalancerName="name"
)
def classic_balancer(draft: Draft) -> None:
    """A Classic Load Balancer, to the internet unless it says otherwise; a word stands for the DNS name that AWS gives it."""
    draft.values["internal"] = draft.get("Scheme") == "internal"
    draft.values["dns_name"] = f"{draft.address}.DNSName"
    instances = draft.get("Instances")
    draft.put("instances", instances if isinstance(instances, (list, Nothing)) else [])
    names = (("LoadBalancerPort", "lb_port"), ("InstancePort", "instance_port"), ("Protocol", "lb_protocol"))
    draft.values["listener"] = [
        {attribute: one[key] for key, attribute in names if isinstance(one.get(key), str)} for one in draft.records("Listeners")
    ]


@translates("AWS::RDS::DBProxy", "aws_db_proxy", "Auth", "RoleArn", DBProxyName="name")
def proxy(draft: Draft) -> None:
    """A proxy of RDS; a word stands for the DNS name that AWS gives it."""
    draft.values["endpoint"] = f"{draft.address}.Endpoint"


@translates("AWS::EKS::Cluster", "aws_eks_cluster", "ResourcesVpcConfig", "RoleArn", "EncryptionConfig", "AccessConfig")
def kubernetes(draft: Draft) -> None:
    """A cluster of EKS."""
    _in_subnets(draft, "ResourcesVpcConfig", "vpc_config")


def domain(draft: Draft) -> None:
    """A domain of OpenSearch: nothing of its access policies or users is taken."""
    draft.values = {key: value for key, value in draft.values.items() if key in ("domain_name", "tags")}
    draft.open.clear()
    _in_subnets(draft, "VPCOptions", "vpc_options")


for _kind in ("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"):
    translates(_kind, "aws_opensearch_domain", "VPCOptions", "AccessPolicies", "AdvancedSecurityOptions")(domain)


def _in_subnets(draft: Draft, name: str, attribute: str) -> None:
    """The subnets and groups that stand in a mapping of their own."""
    told = draft.get(name)
    if isinstance(told, Nothing):
        return
    made: dict[str, Any] = {}
    for key, inner in (("SubnetIds", "subnet_ids"), ("SecurityGroupIds", "security_group_ids")):
        value = told.get(key) if isinstance(told, dict) else ""
        made[inner] = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        if value is not None and not isinstance(value, list):
            draft.unsure.append(key)
    draft.values[attribute] = [made]


plainly("AWS::EFS::MountTarget", "aws_efs_mount_target")
