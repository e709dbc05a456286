"""Clusters of databases, caches and warehouses, and file systems: what has interfaces in subnets, and nothing else of it."""

from vpcviz.terraform.building import PARTS, Building, makes, tags
from vpcviz.terraform.kinds.databases import put_cache, put_database, subnets_of_group
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_rds_cluster", "aws_docdb_subnet_group", "aws_neptune_subnet_group"}

_GROUPS = "aws_db_subnet_group"
_CLUSTERS = ("aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster")


@makes("aws_rds_cluster_instance", "aws_docdb_cluster_instance", "aws_neptune_cluster_instance")
def cluster_instance(building: Building, thing: Thing) -> None:
    """An instance of a database cluster: its groups and port are the cluster's, its subnets those of the cluster's subnet group."""
    found = building.references.one(thing, "cluster_identifier", types=_CLUSTERS).ids
    named = thing.text("cluster_identifier")
    cluster = building.thing(found[0]) if found else None
    for kind in _CLUSTERS if cluster is None and named else ():
        cluster = cluster or next((one for one in building.of_type.get(kind, ()) if one.text("cluster_identifier") == named), None)
    kind = _GROUPS if thing.type.startswith("aws_rds") else thing.type.replace("cluster_instance", "subnet_group")
    attribute = "neptune_subnet_group_name" if "neptune" in thing.type else "db_subnet_group_name"
    subnets = subnets_of_group(building, thing, attribute, kind)
    if not subnets and cluster is not None:
        subnets = subnets_of_group(building, cluster, attribute, kind)
    vpc = building.vpc_of_subnets(subnets)
    groups = building.groups(cluster, "vpc_security_group_ids", vpc) if cluster is not None else []
    engine = thing.text("engine") or (cluster.text("engine") if cluster is not None else "")
    port = thing.number("port") or (cluster.number("port") if cluster is not None else None)
    put_database(building, thing, subnets, groups, engine, thing.text("endpoint"), port)


@makes("aws_elasticache_replication_group")
def replication_group(building: Building, thing: Thing) -> None:
    """A replication group of ElastiCache, as its first cluster."""
    put_cache(building, thing, "replication_group_id")


@makes("aws_redshift_cluster")
def warehouse(building: Building, thing: Thing) -> None:
    """A cluster of Redshift: never its users or passwords."""
    subnets = subnets_of_group(building, thing, "cluster_subnet_group_name", "aws_redshift_subnet_group")
    vpc = building.vpc_of_subnets(subnets)
    group = f"{thing.address}.cluster_subnet_group_name"
    item = {
        "ClusterIdentifier": thing.text("cluster_identifier") or thing.address,
        "VpcId": vpc,
        "ClusterSubnetGroupName": group,
        "VpcSecurityGroups": [
            {"VpcSecurityGroupId": one["GroupId"]} for one in building.groups(thing, "vpc_security_group_ids", vpc)
        ],
        "Endpoint": {"Address": thing.text("dns_name"), "Port": thing.number("port")},
        "AvailabilityZone": thing.text("availability_zone"),
        "Tags": tags(thing),
    }
    building.put("redshift.DescribeClusters", thing, item)
    told = {"ClusterSubnetGroupName": group, "VpcId": vpc, "Subnets": [{"SubnetIdentifier": one} for one in subnets]}
    building.put("redshift.DescribeClusterSubnetGroups", thing, told)


@makes("aws_efs_file_system")
def file_system(building: Building, thing: Thing) -> None:
    """A file system of EFS with its mount targets."""
    name = next((one["Value"] for one in tags(thing) if one["Key"] == "Name"), "")
    building.put("efs.DescribeFileSystems", thing, {"FileSystemId": thing.id, "FileSystemArn": thing.text("arn"), "Name": name})
    building.asked("efs.DescribeMountTargets", thing, thing.id)
