"""Converts what owns network interfaces besides instances: databases, functions, tasks, clusters. Only named members are kept."""

from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, number, picked, records, text, texts
from vpcviz.aws.convert_access import domain
from vpcviz.aws.estate import Estate


def _workload(estate: Estate, answer: Answer, identity: str, kind: str, raw: Any = None, **fields: Any) -> None:
    estate.put("workloads", identity, answer, raw, type=kind, **fields)


def db_instances(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """RDS instances (and those of Neptune and DocumentDB, which the same call tells)."""
    name, group = text(item, "DBInstanceIdentifier"), item.get("DBSubnetGroup")
    engine = text(item, "Engine")
    kind = {"docdb": "docdb-cluster", "neptune": "neptune-cluster"}.get(engine, "rds-instance")
    identity = text(item, "DBInstanceArn") or (f"arn:aws:rds:{answer.region}:{answer.account}:db:{name}" if name else "")
    if not text(group, "VpcId"):
        return
    _workload(
        estate,
        answer,
        identity,
        kind,
        item,
        name=name,
        vpc=text(group, "VpcId"),
        subnets=picked(group, "Subnets", "SubnetIdentifier"),
        security_groups=picked(item, "VpcSecurityGroups", "VpcSecurityGroupId"),
        dns_name=domain(text(item, "Endpoint", "Address")),
        port=number(item, "Endpoint", "Port"),
    )
    estate.zones_of[identity] = tuple(filter(None, (text(item, "AvailabilityZone"), text(item, "SecondaryAvailabilityZone"))))


def db_proxies(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """RDS proxies."""
    _workload(
        estate,
        answer,
        text(item, "DBProxyArn"),
        "rds-proxy",
        name=text(item, "DBProxyName"),
        vpc=text(item, "VpcId"),
        subnets=texts(item, "VpcSubnetIds"),
        security_groups=texts(item, "VpcSecurityGroupIds"),
        dns_name=domain(text(item, "Endpoint")),
    )


def functions(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Lambda functions in a VPC: never their environment."""
    network = item.get("VpcConfig")
    if text(network, "VpcId"):
        _workload(
            estate,
            answer,
            text(item, "FunctionArn"),
            "lambda-function",
            name=text(item, "FunctionName"),
            vpc=text(network, "VpcId"),
            subnets=texts(network, "SubnetIds"),
            security_groups=texts(network, "SecurityGroupIds"),
        )


def tasks(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """ECS tasks with network interfaces of their own: never their overrides, which hold environments."""
    for attachment in records(item, "attachments"):
        details = {text(detail, "name"): text(detail, "value") for detail in records(attachment, "details")}
        if text(attachment, "type") != "ElasticNetworkInterface" or not details.get("networkInterfaceId"):
            continue
        identity = text(item, "taskArn")
        service = text(item, "group").removeprefix("service:").removeprefix("family:")
        subnet = tuple(filter(None, [details.get("subnetId", "")]))
        _workload(estate, answer, identity, "ecs-task", item, name=service or identity.rsplit("/", 1)[-1], subnets=subnet)
        estate.more("network_interfaces", details["networkInterfaceId"], owner=identity)


def eks_cluster(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """EKS clusters: the network interfaces of their control plane."""
    cluster = item.get("cluster")
    network = cluster.get("resourcesVpcConfig") if isinstance(cluster, Mapping) else None
    groups = (*texts(network, "securityGroupIds"), text(network, "clusterSecurityGroupId"))
    if isinstance(cluster, Mapping) and (text(network, "vpcId") or texts(network, "subnetIds")):
        _workload(
            estate,
            answer,
            text(cluster, "arn"),
            "eks-cluster",
            cluster,
            name=text(cluster, "name"),
            vpc=text(network, "vpcId"),
            subnets=texts(network, "subnetIds"),
            security_groups=tuple(dict.fromkeys(group for group in groups if group)),
            dns_name=domain(text(cluster, "endpoint").removeprefix("https://")),
        )


def cache_clusters(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """ElastiCache clusters; their VPC and subnets are those of their subnet group."""
    name = text(item, "CacheClusterId")
    identity = text(item, "ARN") or (f"arn:aws:elasticache:{answer.region}:{answer.account}:cluster:{name}" if name else "")
    _workload(
        estate,
        answer,
        identity,
        "elasticache-cluster",
        name=name,
        security_groups=picked(item, "SecurityGroups", "SecurityGroupId"),
        dns_name=domain(text(item, "ConfigurationEndpoint", "Address")),
        port=number(item, "ConfigurationEndpoint", "Port"),
    )
    estate.groups_of[identity] = ("elasticache", answer.account, answer.region, text(item, "CacheSubnetGroupName"))


def redshift_clusters(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Redshift clusters; their nodes' addresses tell which network interfaces are theirs."""
    name = text(item, "ClusterIdentifier")
    identity = f"arn:aws:redshift:{answer.region}:{answer.account}:cluster:{name}"
    if not name:
        return
    _workload(
        estate,
        answer,
        identity,
        "redshift-cluster",
        item,
        name=name,
        vpc=text(item, "VpcId"),
        security_groups=picked(item, "VpcSecurityGroups", "VpcSecurityGroupId"),
        dns_name=domain(text(item, "Endpoint", "Address")),
        port=number(item, "Endpoint", "Port"),
    )
    estate.groups_of[identity] = ("redshift", answer.account, answer.region, text(item, "ClusterSubnetGroupName"))
    estate.addresses_of[identity] = picked(item, "ClusterNodes", "PrivateIPAddress")


def subnet_groups(service: str, member: str) -> Any:
    """A converter of the subnet groups of ElastiCache or Redshift."""

    def convert(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
        key = (service, answer.account, answer.region, text(item, member))
        estate.subnet_groups[key] = (text(item, "VpcId"), picked(item, "Subnets", "SubnetIdentifier"))

    return convert


def domains(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """OpenSearch domains in a VPC: never their access policies."""
    network = item.get("VPCOptions")
    if text(network, "VPCId"):
        endpoints = item.get("Endpoints")
        _workload(
            estate,
            answer,
            text(item, "ARN"),
            "opensearch-domain",
            name=text(item, "DomainName"),
            vpc=text(network, "VPCId"),
            subnets=texts(network, "SubnetIds"),
            security_groups=texts(network, "SecurityGroupIds"),
            dns_name=domain(text(endpoints, "vpc")),
            port=443,
        )


def file_systems(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """EFS file systems: their names, for their mount targets."""
    estate.file_systems[text(item, "FileSystemId")] = text(item, "Name")


def mount_targets(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """EFS mount targets."""
    identity, system = text(item, "MountTargetId"), text(item, "FileSystemId")
    _workload(
        estate,
        answer,
        identity,
        "efs-mount-target",
        name=estate.file_systems.get(system) or system,
        vpc=text(item, "VpcId"),
        subnets=tuple(filter(None, [text(item, "SubnetId")])),
        port=2049,
    )
    estate.more("network_interfaces", text(item, "NetworkInterfaceId"), owner=identity)


def firewall(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Network firewalls with the endpoint that each has in a subnet."""
    told, states = item.get("Firewall"), item.get("FirewallStatus")
    syncs = states.get("SyncStates") if isinstance(states, Mapping) else None
    endpoints: dict[str, str] = {}
    for state in syncs.values() if isinstance(syncs, Mapping) else ():
        subnet = text(state, "Attachment", "SubnetId")
        if subnet:
            endpoints[subnet] = text(state, "Attachment", "EndpointId")
    estate.put(
        "network_firewalls",
        text(told, "FirewallArn"),
        answer,
        told,
        name=text(told, "FirewallName"),
        vpc=text(told, "VpcId"),
        subnets=picked(told, "SubnetMappings", "SubnetId"),
        endpoints=dict(sorted(endpoints.items())),
        policy=text(told, "FirewallPolicyArn"),
    )


# --- accounts and shares ------------------------------------------------------------------------------------------------


def aliases(estate: Estate, answer: Answer) -> None:
    """The alias of the account."""
    names = [item for item in answer.items if isinstance(item, str)]
    if answer.account and names:
        estate.more("accounts", answer.account, name=names[0])


def resource_shares(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """RAM shares of the account."""
    if text(item, "status") not in ("DELETED", "DELETING", "FAILED"):
        arn = text(item, "resourceShareArn")
        estate.put("resource_shares", arn, answer, item, owner=text(item, "owningAccountId"), region="", name=text(item, "name"))


def share_associations(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """What a RAM share holds, and who may use it."""
    entity, kind = text(item, "associatedEntity"), text(item, "associationType")
    if not entity or text(item, "status") in ("DISASSOCIATED", "DISASSOCIATING", "FAILED"):
        return
    field = "principals" if kind == "PRINCIPAL" else "resources"
    known = entity.rsplit("/", 1)[-1] if field == "resources" and ":ec2:" in entity else entity
    estate.more("resource_shares", text(item, "resourceShareArn"), **{field: (known,)})
