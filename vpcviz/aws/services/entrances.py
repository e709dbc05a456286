"""What AWS's services reach into a VPC by: API Gateway's VPC links, CloudFront's VPC origins, Verified Access, Lambda's connectors.

Each is a workload of its own type; where AWS tells no subnet of it, it is where what it leads to is.
"""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import MARKER, Each, leads, reads
from vpcviz.aws.shapes import CamelShape, Code, Shape, StateWord, Tag, Texts, domain, unique
from vpcviz.model.life_cycle import LEAVING, is_gone

POSITION = 132


class VpcLink(Shape, frozen=True, gc=False):
    """A VPC link of API Gateway for HTTP APIs."""

    vpc_link_id: str = ""
    name: str = ""
    vpc_link_status: StateWord = ""
    subnet_ids: Texts = ()
    security_group_ids: Texts = ()
    tags: dict[str, str] = field(default_factory=dict)


@reads(
    "apigatewayv2",
    "GetVpcLinks",
    "Items",
    "workloads",
    "VPC links of API Gateway",
    VpcLink,
    "VpcLinkId",
    optional=True,
)
def vpc_links(estate: Estate, answer: Answer, item: VpcLink) -> None:
    """VPC links of HTTP APIs, with the subnets that they have network interfaces in."""
    if not is_gone(item.vpc_link_status, LEAVING):
        estate.put(
            "workloads",
            item.vpc_link_id,
            answer,
            item.tags,
            type="api-gateway-vpc-link",
            name=item.name,
            subnets=item.subnet_ids,
            security_groups=item.security_group_ids,
        )


class RestVpcLink(CamelShape, frozen=True, gc=False):
    """A VPC link of API Gateway for REST APIs."""

    id: str = ""
    name: str = ""
    target_arns: Texts = ()
    status: StateWord = ""
    tags: dict[str, str] = field(default_factory=dict)


@reads(
    "apigateway",
    "GetVpcLinks",
    "items",
    "workloads",
    "VPC links of API Gateway for REST APIs",
    RestVpcLink,
    "targetArns",
    tokens=(("position", "position"),),
    optional=True,
)
def rest_vpc_links(estate: Estate, answer: Answer, item: RestVpcLink) -> None:
    """VPC links of REST APIs: each leads to a Network Load Balancer, in whose VPC it is drawn."""
    if not is_gone(item.status, LEAVING):
        estate.put("workloads", item.id, answer, item.tags, type="api-gateway-vpc-link", name=item.name, subnets=())
        estate.led_to[item.id] = item.target_arns


class Options(Shape, frozen=True, gc=False):
    """What a Verified Access endpoint leads to."""

    subnet_ids: Texts = ()
    load_balancer_arn: str = ""
    network_interface_id: str = ""
    rds_db_instance_arn: str = ""
    rds_db_cluster_arn: str = ""
    rds_db_proxy_arn: str = ""
    port: int | None = None


class VerifiedAccessEndpoint(Shape, frozen=True, gc=False):
    """A Verified Access endpoint."""

    verified_access_endpoint_id: str = ""
    application_domain: str = ""
    endpoint_domain: str = ""
    security_group_ids: Texts = ()
    load_balancer_options: Options = Options()
    network_interface_options: Options = Options()
    rds_options: Options = Options()
    cidr_options: Options = Options()
    status: Code = Code()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVerifiedAccessEndpoints",
    "VerifiedAccessEndpoints",
    "workloads",
    "Verified Access endpoints",
    VerifiedAccessEndpoint,
    "VerifiedAccessEndpointId",
    optional=True,
)
def verified_access_endpoints(estate: Estate, answer: Answer, item: VerifiedAccessEndpoint) -> None:
    """Verified Access endpoints, in the subnets that they send from."""
    if is_gone(item.status.code, LEAVING):
        return
    every = (item.load_balancer_options, item.network_interface_options, item.rds_options, item.cidr_options)
    estate.put(
        "workloads",
        item.verified_access_endpoint_id,
        answer,
        item.tags,
        type="verified-access-endpoint",
        name=item.application_domain,
        subnets=unique(subnet for one in every for subnet in one.subnet_ids),
        security_groups=item.security_group_ids,
        dns_name=domain(item.endpoint_domain),
    )
    estate.led_to[item.verified_access_endpoint_id] = unique(
        target
        for one in every
        for target in (
            one.load_balancer_arn,
            one.network_interface_id,
            one.rds_db_instance_arn,
            one.rds_db_cluster_arn,
            one.rds_db_proxy_arn,
        )
    )


class ConnectorName(Shape, frozen=True, gc=False):
    """A network connector in a list."""

    id: str = ""


leads(
    __name__,
    "lambda-core",
    "ListNetworkConnectors",
    "NetworkConnectors",
    "workloads",
    "network connectors of Lambda",
    ConnectorName,
    "LatestVersionArn",
    tokens=MARKER,
    optional=True,
)


class EgressConfiguration(Shape, frozen=True, gc=False):
    """Where a network connector sends from."""

    subnet_ids: Texts = ()
    security_group_ids: Texts = ()


class ConnectorConfiguration(Shape, frozen=True, gc=False):
    """How a network connector is set up."""

    vpc_egress_configuration: EgressConfiguration = EgressConfiguration()


class Connector(Shape, frozen=True, gc=False):
    """A network connector: what functions leave by into a VPC."""

    id: str = ""
    name: str = ""
    state: StateWord = ""
    configuration: ConnectorConfiguration = ConnectorConfiguration()


@reads(
    "lambda-core",
    "GetNetworkConnector",
    "Configuration",
    "workloads",
    "subnets of network connectors of Lambda",
    Connector,
    tokens=(),
    whole=True,
    each=Each("lambda-core.ListNetworkConnectors", "Id", "Identifier", own="Id"),
    optional=True,
)
def network_connector(estate: Estate, answer: Answer, item: Connector) -> None:
    """Network connectors of Lambda, in the subnets that they send from."""
    egress = item.configuration.vpc_egress_configuration
    identity = item.id or answer.scope
    if not is_gone(item.state, LEAVING) and (egress.subnet_ids or item.id):
        estate.put(
            "workloads",
            identity,
            answer,
            type="lambda-network-connector",
            name=item.name,
            subnets=egress.subnet_ids,
            security_groups=egress.security_group_ids,
        )


class VpcOrigin(Shape, frozen=True, gc=False):
    """A VPC origin of CloudFront."""

    id: str = ""
    name: str = ""
    account_id: str = ""
    origin_endpoint_arn: str = ""


class VpcOriginList(Shape, frozen=True, gc=False):
    """A page of VPC origins."""

    items: tuple[VpcOrigin, ...] = ()


class VpcOrigins(Shape, frozen=True, gc=False):
    """What wraps it."""

    vpc_origin_list: VpcOriginList = VpcOriginList()


@reads(
    "cloudfront",
    "ListVpcOrigins",
    "VpcOriginList",
    "workloads",
    "VPC origins of CloudFront",
    VpcOrigins,
    tokens=(),
    whole=True,
    where="account",
    optional=True,
)
def vpc_origins(estate: Estate, answer: Answer, item: VpcOrigins) -> None:
    """VPC origins of CloudFront: each is in the VPC of the load balancer or instance that it leads to, whose region is its own."""
    for origin in item.vpc_origin_list.items:
        region = origin.origin_endpoint_arn.split(":")[3] if origin.origin_endpoint_arn.count(":") > 4 else ""
        estate.put(
            "workloads",
            origin.id,
            answer,
            owner=origin.account_id,
            region=region,
            type="cloudfront-vpc-origin",
            name=origin.name,
            subnets=(),
        )
        estate.led_to[origin.id] = unique([origin.origin_endpoint_arn])
