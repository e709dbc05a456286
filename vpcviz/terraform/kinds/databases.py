"""Databases and caches, and the subnet groups that say where they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, Building, makes, tags
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_db_subnet_group", "aws_elasticache_subnet_group", "aws_redshift_subnet_group"}


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
    groups = building.groups(thing, "vpc_security_group_ids", building.vpc_of_subnets(subnets))
    put_database(building, thing, subnets, groups, thing.text("engine"), thing.text("address"), thing.number("port"))


def put_database(
    building: Building,
    thing: Thing,
    subnets: list[str],
    groups: Sequence[Mapping[str, Any]],
    engine: str,
    name: str,
    port: int | None,
) -> None:
    """A database of RDS as AWS tells of it; `name` and `port` are what its clients connect to."""
    item = {
        "DBInstanceIdentifier": thing.text("identifier") or thing.address,
        "DBInstanceArn": thing.text("arn") or thing.address,
        "Engine": engine,
        "DBSubnetGroup": {"VpcId": building.vpc_of_subnets(subnets), "Subnets": [{"SubnetIdentifier": one} for one in subnets]},
        "VpcSecurityGroups": [{"VpcSecurityGroupId": one["GroupId"]} for one in groups],
        "Endpoint": {"Address": name, "Port": port},
        "AvailabilityZone": thing.text("availability_zone"),
        "TagList": tags(thing),
    }
    building.put("rds.DescribeDBInstances", thing, item)


@makes("aws_elasticache_cluster")
def cache(building: Building, thing: Thing) -> None:
    """A cluster of ElastiCache."""
    put_cache(building, thing, "cluster_id")


def put_cache(building: Building, thing: Thing, ident: str) -> None:
    """A cluster of ElastiCache and its subnet group as AWS tells of them; `ident` is the attribute that names the cluster."""
    subnets = subnets_of_group(building, thing, "subnet_group_name", "aws_elasticache_subnet_group")
    group = f"{thing.address}.subnet_group_name"
    item = {
        "CacheClusterId": thing.text(ident) or thing.address,
        "ARN": thing.text("arn") or thing.address,
        "SecurityGroups": [{"SecurityGroupId": one} for one in building.ids(thing, "security_group_ids", types=GROUP)],
        "CacheSubnetGroupName": group,
    }
    building.put("elasticache.DescribeCacheClusters", thing, item)
    told = {
        "CacheSubnetGroupName": group,
        "VpcId": building.vpc_of_subnets(subnets),
        "Subnets": [{"SubnetIdentifier": one} for one in subnets],
    }
    building.put("elasticache.DescribeCacheSubnetGroups", thing, told)
