"""VPC endpoints, endpoint services and the AWS services that they lead to."""

from typing import Annotated

from vpcviz.model.fields import (
    DnsName,
    InZones,
    NetworkInterfaceIds,
    PolicyText,
    PrivateDnsNames,
    SecurityGroupIds,
    State,
    SubnetId,
    SubnetIds,
    VpcId,
)
from vpcviz.model.meanings import AccountId, Doc, Domain, Name, OneOf, Ref, RegionalFirst, RegionName, ServiceName, Word
from vpcviz.model.records import Record, Resource

POSITION = 40

DESCRIBED_ENDPOINT_TYPES = ("Interface", "Resource", "ServiceNetwork")
"""Types of endpoints with network interfaces of which AWS's documentation says what they lead to."""

ENDPOINT_TYPES = (*DESCRIBED_ENDPOINT_TYPES, "Tunnel")
"""AWS's VpcEndpointType of endpoints that have network interfaces and no routes; others are newer than vpcviz."""


class GatewayEndpoint(Resource, frozen=True):
    """A gateway VPC endpoint (S3, DynamoDB). `policy` is the policy document as JSON text, "" for AWS's full access."""

    KIND = "gateway-endpoint"
    ARN = "ec2:{region}:{account}:vpc-endpoint/{id}"
    CONSOLE = "vpc/home?region={region}#EndpointDetails:vpcEndpointId={id}"
    COLLECTION = "gateway_endpoints"
    ROLE = ("vpc", "service")
    MADE_ID_PREFIX = "vpce-gw"
    ENDS = ("vpc", "service")
    LINK = "gateway-endpoint"
    TOUCHES = "vpc"
    PART = "endpoint"
    REFUSED_KEYS = {
        **dict.fromkeys(
            ("subnets", "subnet", "network_interfaces"),
            ("it belongs to the VPC, and routes lead to it", "route_tables, or an interface endpoint"),
        ),
        "security_groups": ("its prefix list in a group's rules decides", "a rule such as https to s3 in the group of an instance"),
        "private_dns": ("the service's public names stay, and routes lead to it", "an interface endpoint"),
    }
    GATEWAY = "named"
    FLOW_END = True
    ID_PREFIX = "vpce"
    ROUTE_TARGET = True
    ROUTED_AS = "GatewayId"
    ROUTE_WORDS = ()  # a route to one is written by its service: s3, dynamodb
    TEXT_FIELD = "service"

    vpc: VpcId = ""
    service: Annotated[str, ServiceName(), Doc("s3, dynamodb, or the full name.")] = ""
    route_tables: Annotated[
        tuple[str, ...],
        Ref("route_tables", needs=True),
        Doc("The route tables that lead to it, by name or id; each gets a route for the service's prefix list."),
    ] = ()
    policy: PolicyText = ""
    state: State = ""


class EndpointAssociation(Record, frozen=True):
    """What an endpoint of type ServiceNetwork (or Resource) leads to, by the name `dns_name` or `private_dns_name`."""

    resource: Annotated[
        str,
        Ref("lattice_services", "resource_configurations"),
        Doc("The Lattice service or resource configuration."),
    ]
    dns_name: DnsName = ""
    private_dns_name: Annotated[str, Domain(), Doc("The name that private DNS of the endpoint answers for it.")] = ""
    state: State = ""


class InterfaceEndpoint(Resource, frozen=True):
    """An interface VPC endpoint (PrivateLink).

    `service` is the service's name (`com.amazonaws.eu-west-1.sqs`, `com.amazonaws.vpce.REGION.vpce-svc-…`).
    `network_interfaces` are its ENIs, one in each of `subnets`. `dns_names` are its own names, the regional one first,
    then the zonal ones. `private_dns` says that the hidden hosted zone for `private_dns_names` (the service's public
    names) is on; `private_dns_only_inbound` that only Resolver inbound endpoints use it. `type` is AWS's VpcEndpointType.
    """

    KIND = "interface-endpoint"
    ARN = "ec2:{region}:{account}:vpc-endpoint/{id}"
    CONSOLE = "vpc/home?region={region}#EndpointDetails:vpcEndpointId={id}"
    COLLECTION = "interface_endpoints"
    ROLE = ("vpc", "service")
    ZONE_TRANSFER = "included"
    ENDS = ("vpc", "service")
    LINK = "privatelink"
    ONE_SUBNET_A_ZONE = True
    TOUCHES = "vpc"
    PART = "endpoint"
    GATEWAY = "named"
    FLOW_END = True
    ID_PREFIX = "vpce"
    INTERFACE_TYPE = "vpc_endpoint"
    TEXT_FIELD = "service"

    vpc: VpcId = ""
    service: Annotated[
        str, ServiceName(), Doc("A service's code (sqs), an endpoint service's name, or the full name (com.amazonaws.REGION.sqs).")
    ] = ""
    service_region: Annotated[str, RegionName(), Doc("The service's region, where it is another than the endpoint's.")] = ""
    type: Annotated[
        str, Word(*ENDPOINT_TYPES), Doc("AWS's VpcEndpointType: Interface, Resource, ServiceNetwork, Tunnel, or a newer one.")
    ] = "Interface"
    subnets: Annotated[
        SubnetIds, Doc("The subnets that it has a network interface in, one in each zone: a list, or subnet: IP.")
    ] = ()
    network_interfaces: NetworkInterfaceIds = ()
    security_groups: SecurityGroupIds = ()
    private_dns: Annotated[
        bool, Doc("Whether the service's public names resolve to the endpoint in the VPC; needs both DNS attributes of the VPC.")
    ] = False
    dns_record_type: Annotated[
        str,
        Word("ipv4", "ipv6", "dualstack", "service-defined"),
        Doc("Which addresses its DNS names answer, as AWS prints it (DnsRecordIpType); those that its interfaces have if empty."),
    ] = ""
    private_dns_only_inbound: Annotated[bool, Doc("Whether private DNS serves Resolver inbound endpoints only.")] = False
    dns_names: Annotated[
        tuple[str, ...], Domain(), RegionalFirst(), Doc("Its own DNS names: the regional one, then one for each zone; filled in.")
    ] = ()
    private_dns_names: PrivateDnsNames = ()
    associations: Annotated[
        tuple[EndpointAssociation, ...], Doc("Of one of type ServiceNetwork: what it leads to, each by a name of its own.")
    ] = ()
    policy: PolicyText = ""
    state: State = ""


class GatewayLoadBalancerEndpoint(Resource, frozen=True):
    """A Gateway Load Balancer endpoint: a route's target that sends packets through an inspection fleet and back."""

    KIND = "gateway-load-balancer-endpoint"
    ARN = "ec2:{region}:{account}:vpc-endpoint/{id}"
    CONSOLE = "vpc/home?region={region}#EndpointDetails:vpcEndpointId={id}"
    COLLECTION = "gateway_load_balancer_endpoints"
    ZONE_TRANSFER = "included"
    ENDS = ("vpc", "service")
    LINK = "privatelink"
    PART = "endpoint"
    REFUSED_KEYS = {
        "security_groups": ("AWS supports none on it", "groups on the appliances"),
        "private_dns": ("routes lead to it, not names", "an interface endpoint"),
    }
    REDIRECTS = "edge"
    GATEWAY = "named"
    INSPECTS = True
    ONE = "Gateway Load Balancer endpoint"
    ID_PREFIX = "vpce"
    INTERFACE_TYPE = "gateway_load_balancer_endpoint"
    ROUTE_TARGET = True
    ROUTED_AS = "GatewayId"
    ROUTE_WORDS = ("gateway_load_balancer_endpoint", "gwlbe")

    vpc: VpcId = ""
    service: Annotated[str, ServiceName(), Doc("The endpoint service in front of the appliances, by name, id or full name.")] = ""
    subnets: Annotated[SubnetIds, Doc("Its one subnet, by name or id, or subnet: IP.")] = ()
    network_interfaces: NetworkInterfaceIds = ()
    state: State = ""


class EndpointConnection(Record, frozen=True):
    """A consumer's connection to an endpoint service."""

    FORM = "the endpoint's id"
    TEXT = "endpoint"

    endpoint: Annotated[str, Ref("interface_endpoints", "gateway_load_balancer_endpoints"), Doc("The endpoint, by name or id.")]
    account: Annotated[str, AccountId(), Doc("The consumer's account.")] = ""
    state: State = ""


class EndpointService(Resource, frozen=True):
    """A VPC endpoint service, provider side. `service` is the name consumers use (`com.amazonaws.vpce.REGION.vpce-svc-…`)."""

    KIND = "endpoint-service"
    ARN = "ec2:{region}:{account}:vpc-endpoint-service/{id}"
    CONSOLE = "vpc/home?region={region}#EndpointServiceDetails:serviceId={id}"
    COLLECTION = "endpoint_services"
    ON_MAP = "apart"
    NOT_CHARGED = "its endpoints are charged for: AWS PrivateLink pricing"
    NAME_DECIDES = True
    ID_PREFIX = "vpce-svc"
    TOLD_BY = ("load_balancers",)

    service: Annotated[
        str, ServiceName(), Doc("The name that consumers use (com.amazonaws.vpce.REGION.vpce-svc-…); follows from the id.")
    ] = ""
    type: Annotated[str, OneOf("Interface", "GatewayLoadBalancer"), Doc("Which kind of endpoint consumers make.")] = "Interface"
    load_balancers: Annotated[
        tuple[str, ...],
        Ref("load_balancers", needs=True, ties=True),
        Doc("The Network or Gateway Load Balancers behind it, by name or id."),
    ] = ()
    allowed_principals: Annotated[tuple[str, ...], Name(), Doc("The ARNs that may connect, * for everybody.")] = ()
    private_dns_name: Annotated[str, Domain(), Doc("The DNS name that consumers can have answered by their endpoints.")] = ""
    acceptance_required: Annotated[bool, Doc("Whether the provider must accept each connection.")] = True
    zones: InZones = ()
    supported_regions: Annotated[tuple[str, ...], RegionName(), Doc("Further regions whose endpoints may connect.")] = ()
    connections: Annotated[
        tuple[EndpointConnection, ...], Doc("The consumers' endpoints that are connected; those in the document are filled in.")
    ] = ()
    provider: Annotated[str, Name(), Doc("Who offers the service.")] = ""


class Service(Resource, frozen=True):
    """A managed service as an endpoint of traffic (`id` is `com.amazonaws.REGION.SERVICE`). Services that endpoints name are
    added by the Network itself; a spec lists those reached another way. `policy_supported` is
    VpcEndpointPolicySupported, `private_dns_names` what AWS answers for the service."""

    KIND = "service"
    MARK = "an AWS service; its id is its service name"
    COLLECTION = "services"
    ID_PREFIX = "service"
    NOT_CHARGED = "what services cost is not counted"
    NAME_DECIDES = True
    TOUCHES = "names"
    FLOW_END = True
    INHERITED = {"id": (ServiceName(), Doc("The service's full name, com.amazonaws.REGION.SERVICE; the code will do for a name."))}

    dns_names: Annotated[tuple[str, ...], Domain(), RegionalFirst(), Doc("Its DNS names.")] = ()
    private_dns_names: PrivateDnsNames = ()
    policy_supported: Annotated[bool | None, Doc("Whether the service supports endpoint policies.")] = None
    endpoint_types: Annotated[
        tuple[str, ...],
        Word("Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"),
        Doc("Which kinds of endpoint the service has (Interface, Gateway)."),
    ] = ()
    zones: InZones = ()


class InstanceConnectEndpoint(Resource, frozen=True):
    """An EC2 Instance Connect endpoint."""

    KIND = "instance-connect-endpoint"
    ARN = "ec2:{region}:{account}:instance-connect-endpoint/{id}"
    CONSOLE = "vpc/home?region={region}#Endpoints:search={id}"
    COLLECTION = "instance_connect_endpoints"
    NOT_CHARGED = 'free: Amazon EC2 User Guide, "Connect using EC2 Instance Connect Endpoint", "Pricing"'
    PART = "endpoint"
    ONE = "EC2 Instance Connect endpoint"
    ID_PREFIX = "eice"
    TOLD_BY = ("subnet",)
    INTERFACE_TYPE = "ec2_instance_connect_endpoint"

    vpc: VpcId = ""
    subnet: SubnetId = ""
    security_groups: SecurityGroupIds = ()
    network_interfaces: NetworkInterfaceIds = ()
