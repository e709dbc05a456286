"""What else of AWS's services has interfaces in subnets: a plan tells the subnets and groups, and not which interfaces come."""

from typing import Any, NamedTuple

from vpcviz.terraform.building import GROUP, MAKERS, PARTS, SUBNET, Building, tags
from vpcviz.terraform.calls import CALL_OF
from vpcviz.terraform.kinds.databases import subnets_of_group
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_memorydb_subnet_group", "aws_dax_subnet_group", "aws_docdb_cluster", "aws_neptune_cluster"}

Path = tuple[str | int, ...]


class Served(NamedTuple):
    """A type: its word in the model, where its subnets and groups stand, its port, and the type of its subnet group."""

    type: str
    subnets: Path
    groups: Path = ()
    port: str = ""
    group_of: str = ""


def _within(block: str, subnets: str, groups: str = "security_group_ids") -> tuple[Path, Path]:
    return (block, 0, subnets), (block, 0, groups)


_OWN: tuple[Path, Path] = ("subnet_ids",), ("security_group_ids",)

SERVED: dict[str, Served] = {
    "aws_msk_cluster": Served("msk-cluster", *_within("broker_node_group_info", "client_subnets", "security_groups")),
    "aws_msk_serverless_cluster": Served("msk-cluster", *_within("vpc_config", "subnet_ids")),
    "aws_mq_broker": Served("mq-broker", ("subnet_ids",), ("security_groups",)),
    "aws_ecs_service": Served("ecs-service", *_within("network_configuration", "subnets", "security_groups")),
    "aws_eks_node_group": Served("eks-nodegroup", ("subnet_ids",)),
    "aws_elasticache_serverless_cache": Served("elasticache-serverless", *_OWN),
    "aws_memorydb_cluster": Served(
        "memorydb-cluster", ("subnet_group_name",), ("security_group_ids",), "port", "aws_memorydb_subnet_group"
    ),
    "aws_dax_cluster": Served("dax-cluster", ("subnet_group_name",), ("security_group_ids",), "port", "aws_dax_subnet_group"),
    "aws_redshiftserverless_workgroup": Served("redshift-workgroup", *_OWN, "port"),
    "aws_fsx_lustre_file_system": Served("fsx-file-system", *_OWN),
    "aws_fsx_ontap_file_system": Served("fsx-file-system", *_OWN),
    "aws_fsx_openzfs_file_system": Served("fsx-file-system", *_OWN),
    "aws_fsx_windows_file_system": Served("fsx-file-system", *_OWN),
    "aws_emr_cluster": Served("emr-cluster", ("ec2_attributes", 0, "subnet_id")),
    "aws_sagemaker_notebook_instance": Served("sagemaker-notebook", ("subnet_id",), ("security_groups",)),
    "aws_glue_connection": Served(
        "glue-connection", *_within("physical_connection_requirements", "subnet_id", "security_group_id_list")
    ),
    "aws_codebuild_project": Served("codebuild-project", *_within("vpc_config", "subnets")),
    "aws_apigatewayv2_vpc_link": Served("api-gateway-vpc-link", *_OWN),
    "aws_directory_service_directory": Served("directory", ("vpc_settings", 0, "subnet_ids")),
    "aws_workspaces_directory": Served("workspaces", ("subnet_ids",)),
}
"""By type."""


def _make(building: Building, thing: Thing) -> None:
    told = SERVED[thing.type]
    if told.group_of:
        subnets = subnets_of_group(building, thing, str(told.subnets[0]), told.group_of)
    else:
        subnets = building.ids(thing, *told.subnets, types=SUBNET)
    vpc = building.vpc_of_subnets(subnets)
    groups = building.ids(thing, *told.groups, types=GROUP, accept=building.in_vpc(vpc)) if told.groups else []
    if not subnets and not groups and not building.references.references_in(thing, *told.subnets):
        return  # It is in no VPC.
    made: dict[str, Any] = {
        "id": thing.text("arn") or thing.id,
        "type": told.type,
        "vpc": vpc,
        "subnets": tuple(subnets),
        "security_groups": tuple(groups),
        "port": thing.number(told.port) if told.port else None,
        "account": building.account(thing),
        "region": building.region(thing),
        "name": next((one["Value"] for one in tags(thing) if one["Key"] == "Name"), "") or _own_name(thing),
        "tags": {one["Key"]: one["Value"] for one in tags(thing)},
        "address": thing.address,
    }
    building.workloads.append(made)


def _own_name(thing: Thing) -> str:
    for name in ("name", "cluster_name", "cluster_id", "broker_name", "node_group_name", "workgroup_name", "project_name"):
        if thing.text(name):
            return thing.text(name)
    return ""


MAKERS |= dict.fromkeys(SERVED, _make)
CALL_OF |= dict.fromkeys(SERVED, "ec2.DescribeNetworkInterfaces")
