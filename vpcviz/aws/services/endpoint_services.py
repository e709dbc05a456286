"""The services behind VPC endpoints: what AWS says of them, and the account's own endpoint services."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts, domain, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_gone

POSITION = 51

_SERVICE = Each("ec2.DescribeVpcEndpointServiceConfigurations", "ServiceId", "ServiceId", own="ServiceId")


class ServiceType(Shape, frozen=True, gc=False):
    """A kind of endpoint that a service has."""

    service_type: str = ""


class PrivateDnsName(Shape, frozen=True, gc=False):
    """A name that a service's private DNS answers."""

    private_dns_name: str = ""


class SupportedRegion(Shape, frozen=True, gc=False):
    """A further region whose endpoints may connect."""

    region: str = ""


class Service(Shape, frozen=True, gc=False):
    """A service that endpoints are made for."""

    service_name: str = ""
    service_region: str = ""
    service_type: tuple[ServiceType, ...] = ()
    private_dns_name: str = ""
    private_dns_names: tuple[PrivateDnsName, ...] = ()
    base_endpoint_dns_names: Texts = ()
    vpc_endpoint_policy_supported: bool | None = None
    availability_zones: Texts = ()


@reads(
    "ec2",
    "DescribeVpcEndpointServices",
    "ServiceDetails",
    "services",
    "services of VPC endpoints",
    Service,
    "ServiceName",
    optional=True,
)
def services(estate: Estate, answer: Answer, item: Service) -> None:
    """What AWS says of the services that endpoints are made for; those without an endpoint are left out later."""
    from vpcviz.model.services import service_label

    names = [item.private_dns_name, *(one.private_dns_name for one in item.private_dns_names)]
    estate.put(
        "services",
        item.service_name,
        answer,
        account="",
        region=item.service_region or answer.region,
        name=service_label(item.service_name),
        dns_names=tuple(domain(one) for one in item.base_endpoint_dns_names),
        private_dns_names=tuple(domain(one) for one in unique(names)),
        policy_supported=item.vpc_endpoint_policy_supported,
        endpoint_types=unique(one.service_type for one in item.service_type),
        zones=item.availability_zones,
    )


class ServiceConfiguration(Shape, frozen=True, gc=False):
    """An endpoint service of the account."""

    service_id: str = ""
    service_name: str = ""
    service_state: StateWord = ""
    service_type: tuple[ServiceType, ...] = ()
    network_load_balancer_arns: Texts = ()
    gateway_load_balancer_arns: Texts = ()
    private_dns_name: str = ""
    acceptance_required: bool = True
    availability_zones: Texts = ()
    supported_regions: tuple[SupportedRegion, ...] = ()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpcEndpointServiceConfigurations",
    "ServiceConfigurations",
    "endpoint_services",
    "endpoint services",
    ServiceConfiguration,
    "ServiceId",
)
def endpoint_services(estate: Estate, answer: Answer, item: ServiceConfiguration) -> None:
    """Endpoint services of the account, provider side."""
    if is_gone(item.service_state):
        return
    types = [one.service_type for one in item.service_type if one.service_type]
    estate.put(
        "endpoint_services",
        item.service_id,
        answer,
        item.tags,
        service=item.service_name,
        type=word(next((one for one in types if one != "Interface"), "Interface")),
        load_balancers=(*item.network_load_balancer_arns, *item.gateway_load_balancer_arns),
        private_dns_name=item.private_dns_name,
        acceptance_required=item.acceptance_required,
        zones=item.availability_zones,
        supported_regions=unique(one.region for one in item.supported_regions),
    )


class Connection(Shape, frozen=True, gc=False):
    """A consumer's connection to an endpoint service."""

    vpc_endpoint_id: str = ""
    vpc_endpoint_owner: str = ""
    vpc_endpoint_state: str = ""
    service_id: str = ""


@reads(
    "ec2",
    "DescribeVpcEndpointConnections",
    "VpcEndpointConnections",
    "endpoint_services",
    "endpoint service connections",
    Connection,
    "VpcEndpointId",
)
def endpoint_connections(estate: Estate, answer: Answer, item: Connection) -> None:
    """Consumers' connections to the account's endpoint services."""
    if item.vpc_endpoint_id and not is_gone(item.vpc_endpoint_state):
        made = r.EndpointConnection(endpoint=item.vpc_endpoint_id, account=item.vpc_endpoint_owner, state=item.vpc_endpoint_state)
        estate.more("endpoint_services", item.service_id, connections=(made,))


class Principal(Shape, frozen=True, gc=False):
    """Who may use an endpoint service."""

    principal: str = ""
    service_id: str = ""


@reads(
    "ec2",
    "DescribeVpcEndpointServicePermissions",
    "AllowedPrincipals",
    "endpoint_services",
    "principals of endpoint services",
    Principal,
    "Principal",
    each=_SERVICE,
)
def service_permissions(estate: Estate, answer: Answer, item: Principal) -> None:
    """Who may use an endpoint service of the account."""
    estate.more("endpoint_services", item.service_id or answer.scope, allowed_principals=unique([item.principal]))
