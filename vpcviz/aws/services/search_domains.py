"""OpenSearch domains in a VPC."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, leads, reads
from vpcviz.aws.shapes import Shape, Texts, domain

POSITION = 122


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
    if network.vpc_id or network.subnet_ids:
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
