"""VPC Lattice: resource gateways, and the resource configurations behind them."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, Each, reads
from vpcviz.aws.shapes import CamelShape, Texts
from vpcviz.model.arns import owner_in
from vpcviz.model.life_cycle import is_dead

POSITION = 97


class Gateway(CamelShape, frozen=True, gc=False):
    """A resource gateway."""

    id: str = ""
    name: str = ""
    arn: str = ""
    status: str = ""
    vpc_identifier: str = ""
    subnet_ids: Texts = ()
    security_group_ids: Texts = ()
    resource_config_dns_resolution: str = ""


@reads(
    "vpc-lattice",
    "ListResourceGateways",
    "items",
    "resource_gateways",
    "VPC Lattice resource gateways",
    Gateway,
    "vpcIdentifier",
    tokens=LOWER,
    optional=True,
)
def resource_gateways(estate: Estate, answer: Answer, item: Gateway) -> None:
    """Resource gateways."""
    if item.id and not is_dead(item.status):
        estate.put(
            "resource_gateways",
            item.id,
            answer,
            owner=owner_in(item.arn),
            name=item.name,
            vpc=item.vpc_identifier,
            subnets=item.subnet_ids,
            security_groups=item.security_group_ids,
            dns_resolution=item.resource_config_dns_resolution,
            status=item.status,
        )


class Configuration(CamelShape, frozen=True, gc=False):
    """A resource configuration: without what it stands for, which another call tells."""

    id: str = ""
    name: str = ""
    arn: str = ""
    type: str = ""
    status: str = ""
    resource_gateway_id: str = ""
    custom_domain_name: str = ""
    group_domain: str = ""


@reads(
    "vpc-lattice",
    "ListResourceConfigurations",
    "items",
    "resource_configurations",
    "VPC Lattice resource configurations",
    Configuration,
    "resourceGatewayId",
    "resourceConfigurationGroupId",
    "amazonManaged",
    tokens=LOWER,
    optional=True,
)
def resource_configurations(estate: Estate, answer: Answer, item: Configuration) -> None:
    """Resource configurations, also those that another account shares."""
    if item.id and not is_dead(item.status):
        estate.put(
            "resource_configurations",
            item.id,
            answer,
            owner=owner_in(item.arn),
            name=item.name,
            gateway=item.resource_gateway_id,
            custom_domain=item.custom_domain_name or item.group_domain,
            type=item.type,
            status=item.status,
        )


class DnsResource(CamelShape, frozen=True, gc=False):
    """A resource that goes by a domain name."""

    domain_name: str = ""
    ip_address_type: str = ""


class IpResource(CamelShape, frozen=True, gc=False):
    """A resource that goes by an IP address."""

    ip_address: str = ""


class ArnResource(CamelShape, frozen=True, gc=False):
    """A resource of AWS's, by its ARN."""

    arn: str = ""


class CidrResource(CamelShape, frozen=True, gc=False):
    """Resources by their CIDRs."""

    cidr_ranges: Texts = ()


class Definition(CamelShape, frozen=True, gc=False):
    """What a resource configuration stands for: one of these."""

    dns_resource: DnsResource = DnsResource()
    ip_resource: IpResource = IpResource()
    arn_resource: ArnResource = ArnResource()
    cidr_resource: CidrResource = CidrResource()


class DescribedConfiguration(CamelShape, frozen=True, gc=False):
    """A resource configuration with what it stands for."""

    id: str = ""
    name: str = ""
    resource_configuration_group_id: str = ""
    custom_domain_name: str = ""
    group_domain: str = ""
    domain_verification_status: str = ""
    protocol: str = ""
    port_ranges: Texts = ()
    resource_configuration_definition: Definition = Definition()


@reads(
    "vpc-lattice",
    "GetResourceConfiguration",
    "resourceConfigurationDefinition",
    "resource_configurations",
    "resources of VPC Lattice resource configurations",
    DescribedConfiguration,
    tokens=(),
    whole=True,
    each=Each("vpc-lattice.ListResourceConfigurations", "id", "resourceConfigurationIdentifier", own="id"),
    optional=True,
)
def resource_definitions(estate: Estate, answer: Answer, item: DescribedConfiguration) -> None:
    """The resource that a resource configuration stands for, and its ports."""
    told = item.resource_configuration_definition
    fields: dict[str, Any] = {
        "name": item.name,
        "group": item.resource_configuration_group_id,
        "custom_domain": item.custom_domain_name or item.group_domain,
        "domain_verification": item.domain_verification_status,
        "protocol": item.protocol,
        "ports": item.port_ranges,
        "ip": told.ip_resource.ip_address,
        "dns_name": told.dns_resource.domain_name,
        "address_type": told.dns_resource.ip_address_type,
        "arn": told.arn_resource.arn,
        "cidrs": told.cidr_resource.cidr_ranges,
    }
    estate.more("resource_configurations", item.id or answer.scope, **{name: value for name, value in fields.items() if value})
