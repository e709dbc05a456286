"""Clusters, brokers, caches, file systems and services of containers: their subnets and groups, and nothing else of them."""

from typing import Any

from vpcviz.cloudformation.drafts import Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Nothing

_NAMED = "name"


def _kept(kind: str, type_: str, *kept: str, **names: str) -> None:
    """Enter a type of which these properties are kept, each under the attribute's name."""

    def also(draft: Draft) -> None:
        wanted = {*kept, *names.values(), "tags"}
        draft.values = {name: value for name, value in draft.values.items() if name in wanted}
        draft.open &= wanted

    translates(kind, type_, **names)(also)


def _inner(kind: str, type_: str, path: tuple[str, ...], subnets: str, groups: str = "", **names: str) -> None:
    """Enter a type whose subnets and groups stand in a mapping; nothing else of it is kept."""
    block, inner_subnets, inner_groups = names.pop("block"), names.pop("subnets_as"), names.pop("groups_as", "")

    def also(draft: Draft) -> None:
        draft.values = {name: value for name, value in draft.values.items() if name in names.values() or name == "tags"}
        draft.open.clear()
        told: Any = draft.get(path[0])
        for step in path[1:]:
            told = told.get(step, Nothing()) if isinstance(told, dict) else told
        if isinstance(told, Nothing):
            return
        made: dict[str, Any] = {}
        for name, attribute in ((subnets, inner_subnets), (groups, inner_groups)):
            value = told.get(name) if isinstance(told, dict) and name else None
            if isinstance(value, list):
                made[attribute] = [one for one in value if isinstance(one, str)]
            elif isinstance(value, str):
                made[attribute] = value
            if name and (not isinstance(told, dict) or (value is not None and not isinstance(value, (list, str)))):
                draft.unsure.append(name)
        draft.values[block] = [made]

    translates(kind, type_, path[0], **names)(also)


_inner(
    "AWS::MSK::Cluster",
    "aws_msk_cluster",
    ("BrokerNodeGroupInfo",),
    "ClientSubnets",
    "SecurityGroups",
    block="broker_node_group_info",
    subnets_as="client_subnets",
    groups_as="security_groups",
    ClusterName="cluster_name",
)
_inner(
    "AWS::ECS::Service",
    "aws_ecs_service",
    ("NetworkConfiguration", "AwsvpcConfiguration"),
    "Subnets",
    "SecurityGroups",
    block="network_configuration",
    subnets_as="subnets",
    groups_as="security_groups",
    ServiceName=_NAMED,
)
_inner(
    "AWS::CodeBuild::Project",
    "aws_codebuild_project",
    ("VpcConfig",),
    "Subnets",
    "SecurityGroupIds",
    block="vpc_config",
    subnets_as="subnets",
    groups_as="security_group_ids",
    Name=_NAMED,
)
for _kind in ("SimpleAD", "MicrosoftAD"):
    _inner(
        f"AWS::DirectoryService::{_kind}",
        "aws_directory_service_directory",
        ("VpcSettings",),
        "SubnetIds",
        block="vpc_settings",
        subnets_as="subnet_ids",
    )

_OWN = {"SubnetIds": "subnet_ids", "SecurityGroupIds": "security_group_ids"}

_kept("AWS::AmazonMQ::Broker", "aws_mq_broker", SubnetIds="subnet_ids", SecurityGroups="security_groups", BrokerName="broker_name")
_kept("AWS::EKS::Nodegroup", "aws_eks_node_group", Subnets="subnet_ids", NodegroupName="node_group_name")
_kept("AWS::ElastiCache::ServerlessCache", "aws_elasticache_serverless_cache", **_OWN, ServerlessCacheName=_NAMED)
_kept("AWS::RedshiftServerless::Workgroup", "aws_redshiftserverless_workgroup", **_OWN, WorkgroupName="workgroup_name", Port="port")
_kept("AWS::FSx::FileSystem", "aws_fsx_lustre_file_system", **_OWN)
_kept(
    "AWS::SageMaker::NotebookInstance",
    "aws_sagemaker_notebook_instance",
    SubnetId="subnet_id",
    SecurityGroupIds="security_groups",
    NotebookInstanceName=_NAMED,
)
_kept("AWS::ApiGatewayV2::VpcLink", "aws_apigatewayv2_vpc_link", **_OWN, Name=_NAMED)
_kept(
    "AWS::Redshift::Cluster",
    "aws_redshift_cluster",
    ClusterIdentifier="cluster_identifier",
    ClusterSubnetGroupName="cluster_subnet_group_name",
    VpcSecurityGroupIds="vpc_security_group_ids",
    Port="port",
)
_kept(
    "AWS::ElastiCache::ReplicationGroup",
    "aws_elasticache_replication_group",
    ReplicationGroupId="replication_group_id",
    CacheSubnetGroupName="subnet_group_name",
    SecurityGroupIds="security_group_ids",
)
for _service, _group in (("MemoryDB", "aws_memorydb"), ("DAX", "aws_dax")):
    _kept(
        f"AWS::{_service}::Cluster",
        f"{_group}_cluster",
        ClusterName="cluster_name",
        SubnetGroupName="subnet_group_name",
        SecurityGroupIds="security_group_ids",
        Port="port",
    )
    plainly(f"AWS::{_service}::SubnetGroup", f"{_group}_subnet_group", SubnetGroupName=_NAMED)
plainly("AWS::Redshift::ClusterSubnetGroup", "aws_redshift_subnet_group")
