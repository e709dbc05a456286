"""Databases and caches: RDS with Neptune and DocumentDB, RDS proxies, ElastiCache, Redshift, OpenSearch."""

from collections.abc import Callable

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import SAME_MARKER, Each, leads, reads
from vpcviz.aws.services.endpoints import domain
from vpcviz.aws.shapes import Shape, Tag, Texts, unique

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


class CacheGroup(Shape, frozen=True, gc=False):
    """A security group of a cache."""

    security_group_id: str = ""


class CacheCluster(Shape, frozen=True, gc=False):
    """An ElastiCache cluster."""

    cache_cluster_id: str = ""
    arn: str = field(name="ARN", default="")
    security_groups: tuple[CacheGroup, ...] = ()
    configuration_endpoint: Endpoint = Endpoint()
    cache_subnet_group_name: str = ""


@reads(
    "elasticache",
    "DescribeCacheClusters",
    "CacheClusters",
    "workloads",
    "ElastiCache clusters",
    CacheCluster,
    "CacheClusterId",
    tokens=SAME_MARKER,
)
def cache_clusters(estate: Estate, answer: Answer, item: CacheCluster) -> None:
    """ElastiCache clusters; their VPC and subnets are those of their subnet group."""
    name = item.cache_cluster_id
    identity = item.arn or (f"arn:aws:elasticache:{answer.region}:{answer.account}:cluster:{name}" if name else "")
    estate.put(
        "workloads",
        identity,
        answer,
        type="elasticache-cluster",
        name=name,
        security_groups=unique(one.security_group_id for one in item.security_groups),
        dns_name=domain(item.configuration_endpoint.address),
        port=item.configuration_endpoint.port,
    )
    estate.groups_of[identity] = ("elasticache", answer.account, answer.region, item.cache_subnet_group_name)


class CacheSubnetGroup(Shape, frozen=True, gc=False):
    """The VPC and subnets of ElastiCache clusters."""

    name: str = field(name="CacheSubnetGroupName", default="")
    vpc_id: str = ""
    subnets: tuple[SubnetOfGroup, ...] = ()


class ClusterSubnetGroup(Shape, frozen=True, gc=False):
    """The VPC and subnets of Redshift clusters."""

    name: str = field(name="ClusterSubnetGroupName", default="")
    vpc_id: str = ""
    subnets: tuple[SubnetOfGroup, ...] = ()


def _subnet_groups(service: str) -> Callable[[Estate, Answer, CacheSubnetGroup | ClusterSubnetGroup], None]:
    def convert(estate: Estate, answer: Answer, item: CacheSubnetGroup | ClusterSubnetGroup) -> None:
        subnets = unique(one.subnet_identifier for one in item.subnets)
        estate.subnet_groups[(service, answer.account, answer.region, item.name)] = (item.vpc_id, subnets)

    convert.__module__ = __name__
    return convert


reads(
    "elasticache",
    "DescribeCacheSubnetGroups",
    "CacheSubnetGroups",
    "workloads",
    "subnets of ElastiCache clusters",
    CacheSubnetGroup,
    "CacheSubnetGroupName",
    tokens=SAME_MARKER,
)(_subnet_groups("elasticache"))


class Domain(Shape, frozen=True, gc=False):
    """The name of an OpenSearch domain."""

    domain_name: str = ""


leads(
    __name__,
    "opensearch",
    "ListDomainNames",
    "DomainNames",
    "workloads",
    "OpenSearch domains",
    Domain,
    "DomainName",
    tokens=(),
)


class DomainNetwork(Shape, frozen=True, gc=False):
    """Where an OpenSearch domain is."""

    vpc_id: str = field(name="VPCId", default="")
    subnet_ids: Texts = ()
    security_group_ids: Texts = ()


class DomainStatus(Shape, frozen=True, gc=False):
    """An OpenSearch domain: never its access policies."""

    arn: str = field(name="ARN", default="")
    domain_name: str = ""
    vpc_options: DomainNetwork = field(name="VPCOptions", default=DomainNetwork())
    endpoints: dict[str, str] = field(default_factory=dict)


@reads(
    "opensearch",
    "DescribeDomains",
    "DomainStatusList",
    "workloads",
    "networks of OpenSearch domains",
    DomainStatus,
    "DomainName",
    tokens=(),
    each=Each("opensearch.ListDomainNames", "DomainName", "DomainNames", batch=5),
)
def domains(estate: Estate, answer: Answer, item: DomainStatus) -> None:
    """OpenSearch domains in a VPC."""
    network = item.vpc_options
    if network.vpc_id:
        estate.put(
            "workloads",
            item.arn,
            answer,
            type="opensearch-domain",
            name=item.domain_name,
            vpc=network.vpc_id,
            subnets=network.subnet_ids,
            security_groups=network.security_group_ids,
            dns_name=domain(item.endpoints.get("vpc", "")),
            port=443,
        )


class ClusterNode(Shape, frozen=True, gc=False):
    """A node of a Redshift cluster."""

    private_ip_address: str = field(name="PrivateIPAddress", default="")


class RedshiftCluster(Shape, frozen=True, gc=False):
    """A Redshift cluster: never what is pending, which may hold a password."""

    cluster_identifier: str = ""
    vpc_id: str = ""
    cluster_subnet_group_name: str = ""
    vpc_security_groups: tuple[VpcSecurityGroup, ...] = ()
    endpoint: Endpoint = Endpoint()
    cluster_nodes: tuple[ClusterNode, ...] = ()
    availability_zone: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "redshift",
    "DescribeClusters",
    "Clusters",
    "workloads",
    "Redshift clusters",
    RedshiftCluster,
    "ClusterIdentifier",
    tokens=SAME_MARKER,
    secrets=True,
)
def redshift_clusters(estate: Estate, answer: Answer, item: RedshiftCluster) -> None:
    """Redshift clusters; their nodes' addresses tell which network interfaces are theirs."""
    name = item.cluster_identifier
    if not name:
        return
    identity = f"arn:aws:redshift:{answer.region}:{answer.account}:cluster:{name}"
    estate.put(
        "workloads",
        identity,
        answer,
        item.tags,
        type="redshift-cluster",
        name=name,
        vpc=item.vpc_id,
        security_groups=unique(one.vpc_security_group_id for one in item.vpc_security_groups),
        dns_name=domain(item.endpoint.address),
        port=item.endpoint.port,
    )
    estate.groups_of[identity] = ("redshift", answer.account, answer.region, item.cluster_subnet_group_name)
    estate.addresses_of[identity] = unique(one.private_ip_address for one in item.cluster_nodes)


reads(
    "redshift",
    "DescribeClusterSubnetGroups",
    "ClusterSubnetGroups",
    "workloads",
    "subnets of Redshift clusters",
    ClusterSubnetGroup,
    "ClusterSubnetGroupName",
    tokens=SAME_MARKER,
)(_subnet_groups("redshift"))
