"""VPC endpoints, the services behind them, endpoint services, EC2 Instance Connect endpoints."""

import json
from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.services.interfaces import Group, group_ids
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts, unique, word
from vpcviz.model import resources as r

POSITION = 50

_GONE = ("deleted", "Deleted", "delete-complete", "expired")
_SERVICE = Each("ec2.DescribeVpcEndpointServiceConfigurations", "ServiceId", "ServiceId", own="ServiceId")


class DnsEntry(Shape, frozen=True, gc=False):
    """A DNS name of an endpoint."""

    dns_name: str = ""


class DnsOptions(Shape, frozen=True, gc=False):
    """What an endpoint's private DNS is for."""

    private_dns_only_for_inbound_resolver_endpoint: bool = False


class Endpoint(Shape, frozen=True, gc=False):
    """A VPC endpoint of any type."""

    vpc_endpoint_id: str = ""
    vpc_endpoint_type: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    state: str = ""
    service_name: str = ""
    service_region: str = ""
    service_network_arn: str = ""
    resource_configuration_arn: str = ""
    subnet_ids: Texts = ()
    route_table_ids: Texts = ()
    network_interface_ids: Texts = ()
    groups: tuple[Group, ...] = ()
    private_dns_enabled: bool = False
    dns_options: DnsOptions = DnsOptions()
    dns_entries: tuple[DnsEntry, ...] = ()
    policy_document: str | dict[str, Any] = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpcEndpoints",
    "VpcEndpoints",
    "gateway_endpoints interface_endpoints gateway_load_balancer_endpoints",
    "VPC endpoints",
    Endpoint,
    "VpcEndpointId",
)
def endpoints(estate: Estate, answer: Answer, item: Endpoint) -> None:
    """VPC endpoints of every type. A missing type means a gateway endpoint where there are route tables and no subnets."""
    if item.state in _GONE:
        return
    kind = item.vpc_endpoint_type or ("Interface" if item.subnet_ids or item.network_interface_ids else "Gateway")
    fields: dict[str, Any] = {
        "vpc": item.vpc_id,
        "service": item.service_name or item.service_network_arn or item.resource_configuration_arn,
        "state": item.state,
    }
    if kind == "Gateway":
        collection = "gateway_endpoints"
        fields |= {"route_tables": item.route_table_ids, "policy": policy_text(item.policy_document)}
    else:
        collection = "gateway_load_balancer_endpoints" if kind == "GatewayLoadBalancer" else "interface_endpoints"
        fields |= {"subnets": item.subnet_ids, "network_interfaces": item.network_interface_ids}
    if collection == "interface_endpoints":
        fields |= _of_interface_endpoint(item, kind, answer.region)
    estate.put(collection, item.vpc_endpoint_id, answer, item.tags, owner=item.owner_id, **fields)


def _of_interface_endpoint(item: Endpoint, kind: str, region: str) -> dict[str, Any]:
    own, private = _dns_names(item)
    return {
        "service_region": "" if item.service_region == region else item.service_region,
        "type": kind,
        "security_groups": group_ids(item.groups),
        "private_dns": item.private_dns_enabled,
        "private_dns_only_inbound": item.dns_options.private_dns_only_for_inbound_resolver_endpoint,
        "dns_names": own,
        "private_dns_names": private,
        "policy": policy_text(item.policy_document),
    }


def _dns_names(item: Endpoint) -> tuple[Texts, Texts]:
    """The endpoint's own names, and the service's names that its private DNS answers."""
    names = [domain(entry.dns_name) for entry in item.dns_entries if entry.dns_name]
    own = tuple(name for name in names if name.removeprefix("*.").startswith(item.vpc_endpoint_id) or ".vpce." in name)
    return own, tuple(name for name in names if name not in own)


def domain(name: str) -> str:
    r"""A domain name without the last dot, with Route 53's `\052` written as `*`."""
    return name.replace("\\052", "*").removesuffix(".") if name != "." else name


# --- policies -----------------------------------------------------------------------------------------------------------


def policy_text(document: str | Mapping[str, Any]) -> str | None:
    """An endpoint's policy: "" for AWS's full access, None where none was told, else the document as compact JSON."""
    found: Any = document
    if isinstance(found, str) and found:
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return str(found)
    if not isinstance(found, Mapping):
        return None
    statements = found.get("Statement")
    statements = [statements] if isinstance(statements, Mapping) else statements
    if isinstance(statements, list) and len(statements) == 1 and isinstance(statements[0], Mapping) and _is_full(statements[0]):
        return ""
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _is_full(statement: Mapping[str, Any]) -> bool:
    """Whether a statement allows everything to everybody, as the policy does that AWS puts where none is given."""
    if set(statement) - {"Sid", "Effect", "Principal", "Action", "Resource"} or statement.get("Effect") != "Allow":
        return False
    principal = statement.get("Principal")
    everybody = principal in ("*", ["*"]) or (isinstance(principal, Mapping) and principal.get("AWS") in ("*", ["*"]))
    return everybody and statement.get("Action") in ("*", ["*"]) and statement.get("Resource") in ("*", ["*"])


# --- services -----------------------------------------------------------------------------------------------------------


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
    if item.service_state in _GONE:
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
    if item.vpc_endpoint_id and item.vpc_endpoint_state not in _GONE:
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


class InstanceConnectEndpoint(Shape, frozen=True, gc=False):
    """An EC2 Instance Connect endpoint."""

    instance_connect_endpoint_id: str = ""
    instance_connect_endpoint_arn: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    security_group_ids: Texts = ()
    network_interface_ids: Texts = ()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeInstanceConnectEndpoints",
    "InstanceConnectEndpoints",
    "instance_connect_endpoints",
    "EC2 Instance Connect endpoints",
    InstanceConnectEndpoint,
    "InstanceConnectEndpointId",
)
def instance_connect_endpoints(estate: Estate, answer: Answer, item: InstanceConnectEndpoint) -> None:
    """EC2 Instance Connect endpoints."""
    if item.state not in _GONE:
        estate.put(
            "instance_connect_endpoints",
            item.instance_connect_endpoint_id,
            answer,
            item.tags,
            owner=item.owner_id,
            vpc=item.vpc_id,
            subnet=item.subnet_id,
            security_groups=item.security_group_ids,
            network_interfaces=item.network_interface_ids,
        )
