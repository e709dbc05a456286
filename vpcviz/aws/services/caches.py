"""ElastiCache clusters, and the subnet groups that tell their VPC."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import SAME_MARKER, reads
from vpcviz.aws.services.databases import Endpoint, SubnetOfGroup
from vpcviz.aws.shapes import Shape, domain, unique

POSITION = 121


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


@reads(
    "elasticache",
    "DescribeCacheSubnetGroups",
    "CacheSubnetGroups",
    "workloads",
    "subnets of ElastiCache clusters",
    CacheSubnetGroup,
    "CacheSubnetGroupName",
    tokens=SAME_MARKER,
)
def cache_subnet_groups(estate: Estate, answer: Answer, item: CacheSubnetGroup) -> None:
    """The VPC and subnets of ElastiCache clusters, for the clusters that name their group."""
    subnets = unique(one.subnet_identifier for one in item.subnets)
    estate.subnet_groups[("elasticache", answer.account, answer.region, item.name)] = (item.vpc_id, subnets)
