"""Redshift clusters, and the subnet groups that tell their VPC."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import SAME_MARKER, reads
from vpcviz.aws.services.databases import Endpoint, SubnetOfGroup, VpcSecurityGroup
from vpcviz.aws.shapes import Shape, Tag, domain, unique

POSITION = 123


class ClusterSubnetGroup(Shape, frozen=True, gc=False):
    """The VPC and subnets of Redshift clusters."""

    name: str = field(name="ClusterSubnetGroupName", default="")
    vpc_id: str = ""
    subnets: tuple[SubnetOfGroup, ...] = ()


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


@reads(
    "redshift",
    "DescribeClusterSubnetGroups",
    "ClusterSubnetGroups",
    "workloads",
    "subnets of Redshift clusters",
    ClusterSubnetGroup,
    "ClusterSubnetGroupName",
    tokens=SAME_MARKER,
)
def cluster_subnet_groups(estate: Estate, answer: Answer, item: ClusterSubnetGroup) -> None:
    """The VPC and subnets of Redshift clusters, for the clusters that name their group."""
    subnets = unique(one.subnet_identifier for one in item.subnets)
    estate.subnet_groups[("redshift", answer.account, answer.region, item.name)] = (item.vpc_id, subnets)
