"""VPC Lattice: service networks, what is in them, the VPCs that are associated."""

from typing import Any

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, Each, reads
from vpcviz.aws.shapes import CamelShape, StateWord, Texts, unique
from vpcviz.model import resources as r
from vpcviz.model.arns import owner_in
from vpcviz.model.life_cycle import is_dead

POSITION = 97

_EACH_NETWORK = Each("vpc-lattice.ListServiceNetworks", "id", "serviceNetworkIdentifier", own="serviceNetworkId")


class DnsEntry(CamelShape, frozen=True, gc=False):
    """The name that Lattice gives a service."""

    domain_name: str = ""


class ServiceNetwork(CamelShape, frozen=True, gc=False):
    """A service network."""

    id: str = ""
    name: str = ""
    arn: str = ""
    vpcs: int | None = field(name="numberOfAssociatedVPCs", default=None)


@reads(
    "vpc-lattice",
    "ListServiceNetworks",
    "items",
    "service_networks",
    "VPC Lattice service networks",
    ServiceNetwork,
    "numberOfAssociatedVPCs",
    "numberOfAssociatedServices",
    tokens=LOWER,
    optional=True,
)
def service_networks(estate: Estate, answer: Answer, item: ServiceNetwork) -> None:
    """Service networks, also those that another account shares."""
    if item.id:
        estate.put("service_networks", item.id, answer, owner=owner_in(item.arn), name=item.name, members_known=False)


class DnsOptions(CamelShape, frozen=True, gc=False):
    """For which custom domain names private DNS is on."""

    private_dns_preference: str = ""
    private_dns_specified_domains: Texts = ()


class VpcAssociation(CamelShape, frozen=True, gc=False):
    """A VPC that is associated with a service network."""

    status: StateWord = ""
    service_network_id: str = ""
    service_network_name: str = ""
    vpc_id: str = ""
    private_dns_enabled: bool = False
    dns_options: DnsOptions = DnsOptions()


@reads(
    "vpc-lattice",
    "ListServiceNetworkVpcAssociations",
    "items",
    "service_networks",
    "VPCs of VPC Lattice service networks",
    VpcAssociation,
    "vpcId",
    tokens=LOWER,
    each=_EACH_NETWORK,
    optional=True,
)
def vpc_associations(estate: Estate, answer: Answer, item: VpcAssociation) -> None:
    """The VPCs of a service network."""
    if is_dead(item.status) or not item.service_network_id:
        return
    estate.put("service_networks", item.service_network_id, answer, aside=True, name=item.service_network_name, members_known=False)
    estate.more("service_networks", item.service_network_id, vpcs=unique([item.vpc_id]))
    if item.private_dns_enabled and item.vpc_id:
        preference = item.dns_options.private_dns_preference or "VERIFIED_DOMAINS_ONLY"
        domains = item.dns_options.private_dns_specified_domains
        private_dns = r.LatticePrivateDns(vpc=item.vpc_id, preference=preference, domains=domains)
        estate.more("service_networks", item.service_network_id, private_dns=(private_dns,))


class Service(CamelShape, frozen=True, gc=False):
    """A service, or (with the ids of both) that it is in a service network."""

    id: str = ""
    name: str = ""
    arn: str = ""
    status: StateWord = ""
    dns_entry: DnsEntry = DnsEntry()
    custom_domain_name: str = ""
    service_id: str = ""
    service_network_id: str = ""


def _is_of_network(items: list[Any], _: str) -> bool:
    return any(item.service_id for item in items)


def _is_service(items: list[Any], _: str) -> bool:
    return not any(item.service_network_id for item in items)


@reads(
    "vpc-lattice",
    "ListServices",
    "items",
    "lattice_services",
    "VPC Lattice services",
    Service,
    "dnsEntry",
    "customDomainName",
    tokens=LOWER,
    recognise=_is_service,
    optional=True,
)
def services(estate: Estate, answer: Answer, item: Service) -> None:
    """Services, also those that another account shares."""
    if item.id:
        estate.put(
            "lattice_services",
            item.id,
            answer,
            owner=owner_in(item.arn),
            name=item.name,
            dns_name=item.dns_entry.domain_name,
            custom_domain=item.custom_domain_name,
            status=item.status,
        )


@reads(
    "vpc-lattice",
    "ListServiceNetworkServiceAssociations",
    "items",
    "service_networks",
    "services of VPC Lattice service networks",
    Service,
    "serviceId",
    tokens=LOWER,
    each=_EACH_NETWORK,
    recognise=_is_of_network,
    optional=True,
)
def service_associations(estate: Estate, answer: Answer, item: Service) -> None:
    """The services that are in a service network."""
    network = item.service_network_id or answer.scope
    estate.more("service_networks", network, members_known=True)
    if item.service_id and not is_dead(item.status):
        estate.more("service_networks", network, services=(item.service_id,))


class ResourceAssociation(CamelShape, frozen=True, gc=False):
    """A resource configuration that is in a service network."""

    status: StateWord = ""
    resource_configuration_id: str = ""
    service_network_id: str = ""
    dns_entry: DnsEntry = DnsEntry()
    private_dns_entry: DnsEntry = DnsEntry()
    private_dns_enabled: bool = True


@reads(
    "vpc-lattice",
    "ListServiceNetworkResourceAssociations",
    "items",
    "service_networks",
    "resources of VPC Lattice service networks",
    ResourceAssociation,
    "resourceConfigurationId",
    tokens=LOWER,
    each=_EACH_NETWORK,
    optional=True,
)
def resource_associations(estate: Estate, answer: Answer, item: ResourceAssociation) -> None:
    """The resource configurations that are in a service network."""
    network = item.service_network_id or answer.scope
    if item.resource_configuration_id and not is_dead(item.status):
        estate.more("service_networks", network, resources=(item.resource_configuration_id,))
        own, private = item.dns_entry.domain_name, item.private_dns_entry.domain_name if item.private_dns_enabled else ""
        if own or private:
            named = r.EndpointAssociation(
                resource=item.resource_configuration_id, dns_name=own, private_dns_name=private, state=item.status
            )
            estate.more("service_networks", network, resource_names=(named,))
