"""VPC Lattice: service networks, the services and resources in them, and the gateways that resources are reached by."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.fields import Cidrs, DnsName, Protocol, SecurityGroupIds, Status, SubnetIds, VpcId, VpcIds
from vpcviz.model.kinds.endpoints import EndpointAssociation
from vpcviz.model.meanings import Doc, Domain, Id, Ip, Ref, Word
from vpcviz.model.records import Record, Resource

POSITION = 45

LATTICE = "VpcLattice"
"""The target of the routes that AWS adds to the tables of a VPC that is associated with a service network."""
LINK_LOCAL = ("169.254.171.0/24", "fd00:ec2:80::/64")
"""What the prefix list of those routes holds, besides public addresses of Lattice's own. Source: VPC Lattice User Guide, "Control
traffic in VPC Lattice using security groups"."""


class LatticePrivateDns(Record, frozen=True):
    """For which custom domain names of resources Lattice keeps private hosted zones in an associated VPC."""

    FORM = "VPC: PREFERENCE"
    PAIR = ("vpc", "preference")

    vpc: Annotated[str, Ref("vpcs"), Doc("The VPC, by name or id.")]
    preference: Annotated[
        str,
        Word("VERIFIED_DOMAINS_ONLY", "ALL_DOMAINS", "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", "SPECIFIED_DOMAINS_ONLY"),
        Doc("AWS's PrivateDnsPreference."),
    ] = "VERIFIED_DOMAINS_ONLY"
    domains: Annotated[tuple[str, ...], Domain(), Doc("The domains that are specified: my.example.com, or *.example.com.")] = ()


class ServiceNetwork(Resource, frozen=True):
    """A VPC Lattice service network: hosts of the associated VPCs may call the services and resources in it.

    `members_known` tells whether it was read which services and resources are in it. `resource_names` are those of resources in the
    associated VPCs, of which those in `private_dns` also answer custom domain names.
    """

    KIND = "service-network"
    ARN = "vpc-lattice:{region}:{account}:servicenetwork/{id}"
    ENCRYPTION_EXCLUSION = "VpcLattice"
    COLLECTION = "service_networks"
    BEHIND_ENDPOINT = "ServiceNetwork"
    NOT_CHARGED = pricing_pages.LATTICE
    ID_PREFIX = "sn"
    ICON = "service"

    vpcs: VpcIds = ()
    services: Annotated[tuple[str, ...], Ref("lattice_services"), Doc("The Lattice services in it, by name or id.")] = ()
    resources: Annotated[
        tuple[str, ...], Ref("resource_configurations"), Doc("The resource configurations in it, by name or id.")
    ] = ()
    resource_names: Annotated[
        tuple[EndpointAssociation, ...], Doc("How the resources in it are called in those VPCs, each by a name of its own.")
    ] = ()
    private_dns: Annotated[tuple[LatticePrivateDns, ...], Doc("The VPCs in which private DNS of the association is on.")] = ()
    members_known: Annotated[bool, Doc("Whether what is in it is known.")] = True


class LatticeService(Resource, frozen=True):
    """A VPC Lattice service. Its own name leads to a link-local address of Lattice; `custom_domain` needs a DNS record."""

    KIND = "lattice-service"
    ARN = "vpc-lattice:{region}:{account}:service/{id}"
    COLLECTION = "lattice_services"
    ONE = "VPC Lattice service"
    ID_PREFIX = "svc"
    ICON = "endpoint-service"
    TEXT_FIELD = "dns_name"
    CHARGED = {"lattice_service_hour": "VPC Lattice service", "lattice_service_gb": "VPC Lattice service, data processed"}

    dns_name: DnsName = ""
    custom_domain: Annotated[str, Domain(), Doc("The custom domain name that it answers to.")] = ""
    status: Status = ""


class ResourceGateway(Resource, frozen=True):
    """A VPC Lattice resource gateway: the way into a VPC to the resources that it shares."""

    KIND = "resource-gateway"
    ARN = "vpc-lattice:{region}:{account}:resourcegateway/{id}"
    COLLECTION = "resource_gateways"
    NOT_CHARGED = pricing_pages.LATTICE
    ID_PREFIX = "rgw"
    ICON = "endpoint-service"

    vpc: VpcId = ""
    subnets: SubnetIds = ()
    security_groups: SecurityGroupIds = ()
    dns_resolution: Annotated[
        str,
        Word("IN_VPC", "PUBLIC"),
        Doc("Who resolves domain names of resources: the VPC's DNS servers, or public DNS (if empty)."),
    ] = ""
    status: Status = ""


class ResourceConfiguration(Resource, frozen=True):
    """A VPC Lattice resource configuration: a resource behind a resource gateway (by `ip`, `dns_name` or `arn`), several (`cidrs`),
    or a group of such."""

    KIND = "resource-configuration"
    ARN = "vpc-lattice:{region}:{account}:resourceconfiguration/{id}"
    COLLECTION = "resource_configurations"
    BEHIND_ENDPOINT = "Resource"
    ID_PREFIX = "rcfg"
    ICON = "server"
    CHARGED = {
        "lattice_resource_hour": "VPC Lattice resource configuration",
        "lattice_resource_gb": "VPC Lattice resource configuration, data processed",
    }

    custom_domain: Annotated[
        str, Domain(), Doc("The custom domain name that its provider gave it; of a group the domain that its children's are in.")
    ] = ""
    domain_verification: Annotated[
        str, Word("VERIFIED", "PENDING", "VERIFICATION_TIMED_OUT"), Doc("Whether the provider proved to own that domain.")
    ] = ""
    gateway: Annotated[str, Ref("resource_gateways"), Doc("The resource gateway before it, by name or id.")] = ""
    type: Annotated[str, Word("GROUP", "CHILD", "SINGLE", "ARN", "CIDR"), Doc("Its type, as AWS prints it.")] = ""
    group: Annotated[str, Ref("resource_configurations"), Doc("For a child: its group, by name or id.")] = ""
    protocol: Protocol = ""
    ports: Annotated[tuple[str, ...], Word(form=r"[0-9]{1,5}(-[0-9]{1,5})?"), Doc("Its ports: 5432, or 8000-8100.")] = ()
    ip: Annotated[str, Ip(), Doc("The IP address of the resource.")] = ""
    dns_name: DnsName = ""
    address_type: Annotated[
        str, Word("IPV4", "IPV6", "DUALSTACK"), Doc("Which addresses of its domain name are used, as AWS prints it (IPV4, IPV6).")
    ] = ""
    arn: Annotated[str, Id(), Doc("The ARN of the resource, such as an RDS database's.")] = ""
    cidrs: Cidrs = ()
    status: Status = ""
