"""Databases: RDS with Neptune and DocumentDB, and RDS proxies."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import SAME_MARKER, reads
from vpcviz.aws.shapes import Shape, Tag, Texts, domain, unique

POSITION = 120


class Endpoint(Shape, frozen=True, gc=False):
    """The name and port of a database."""

    address: str = ""
    port: int | None = None


class SubnetOfGroup(Shape, frozen=True, gc=False):
    """A subnet of a subnet group."""

    subnet_identifier: str = ""


class DbSubnetGroup(Shape, frozen=True, gc=False):
    """The VPC and subnets of a database."""

    vpc_id: str = ""
    subnets: tuple[SubnetOfGroup, ...] = ()


class VpcSecurityGroup(Shape, frozen=True, gc=False):
    """A security group of a database."""

    vpc_security_group_id: str = ""


class DbInstance(Shape, frozen=True, gc=False):
    """A database instance: never what is pending, which may hold a password."""

    db_instance_identifier: str = field(name="DBInstanceIdentifier", default="")
    db_instance_arn: str = field(name="DBInstanceArn", default="")
    engine: str = ""
    db_subnet_group: DbSubnetGroup = field(name="DBSubnetGroup", default=DbSubnetGroup())
    vpc_security_groups: tuple[VpcSecurityGroup, ...] = ()
    endpoint: Endpoint = Endpoint()
    availability_zone: str = ""
    secondary_availability_zone: str = ""
    tags: tuple[Tag, ...] = field(name="TagList", default=())


@reads(
    "rds",
    "DescribeDBInstances",
    "DBInstances",
    "workloads",
    "RDS instances",
    DbInstance,
    "DBInstanceIdentifier",
    tokens=SAME_MARKER,
    secrets=True,
)
def db_instances(estate: Estate, answer: Answer, item: DbInstance) -> None:
    """RDS instances (and those of Neptune and DocumentDB, which the same call tells)."""
    name, group = item.db_instance_identifier, item.db_subnet_group
    if not group.vpc_id:
        return
    identity = item.db_instance_arn or (f"arn:aws:rds:{answer.region}:{answer.account}:db:{name}" if name else "")
    estate.put(
        "workloads",
        identity,
        answer,
        item.tags,
        type={"docdb": "docdb-cluster", "neptune": "neptune-cluster"}.get(item.engine, "rds-instance"),
        name=name,
        vpc=group.vpc_id,
        subnets=unique(one.subnet_identifier for one in group.subnets),
        security_groups=unique(one.vpc_security_group_id for one in item.vpc_security_groups),
        dns_name=domain(item.endpoint.address),
        port=item.endpoint.port,
    )
    estate.zones_of[identity] = unique([item.availability_zone, item.secondary_availability_zone])


class DbProxy(Shape, frozen=True, gc=False):
    """An RDS proxy."""

    db_proxy_name: str = field(name="DBProxyName", default="")
    db_proxy_arn: str = field(name="DBProxyArn", default="")
    vpc_id: str = ""
    vpc_subnet_ids: Texts = ()
    vpc_security_group_ids: Texts = ()
    endpoint: str = ""


@reads("rds", "DescribeDBProxies", "DBProxies", "workloads", "RDS proxies", DbProxy, "DBProxyName", tokens=SAME_MARKER)
def db_proxies(estate: Estate, answer: Answer, item: DbProxy) -> None:
    """RDS proxies."""
    estate.put(
        "workloads",
        item.db_proxy_arn,
        answer,
        type="rds-proxy",
        name=item.db_proxy_name,
        vpc=item.vpc_id,
        subnets=item.vpc_subnet_ids,
        security_groups=item.vpc_security_group_ids,
        dns_name=domain(item.endpoint),
    )
