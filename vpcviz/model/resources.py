"""The AWS network vocabulary as immutable typed records: what a Network is made of.

Every record is a frozen `msgspec.Struct`. One set of classes serves the model, the spec file, the snapshot and the JSON
Schema, so a field's name here is its key in a file. Conventions:

- `id` is the resource's own AWS id (or the one a spec gives); references to other resources are ids, in fields named for
  what they refer to (`vpc`, `subnet`, `security_groups`).
- An empty string or empty tuple means "not given"; `None` means "not known" where AWS always has a value.
- IP addresses and CIDRs are strings as AWS prints them.
- `foreign` marks what is known only because something else refers to it (the far side of a peering, say).
- `KIND` is the resource's `data-kind` in the picture.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal

from msgspec import Struct


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A value without an id of its own: a route, a rule, a DNS record."""


class Resource(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An AWS resource: what has an id.

    `account` is the 12-digit id of the owner, `region` a region name such as `eu-west-1`. `icon` names a picture in the
    `diagrams` package (`aws/database/rds`); `note` is free text drawn with the resource.
    """

    KIND: ClassVar[str] = ""

    id: str
    name: str = ""
    account: str = ""
    region: str = ""
    tags: Mapping[str, str] = {}
    icon: str = ""
    note: str = ""
    foreign: bool = False

    @property
    def kind(self) -> str:
        """The resource's `data-kind` in the picture."""
        return self.KIND

    @property
    def label(self) -> str:
        """What people call it: the name, or else the id."""
        return self.name or self.id


# --- places -----------------------------------------------------------------------------------------------------------


class Account(Resource, frozen=True):
    """An AWS account; `id` is its 12 digits."""

    KIND: ClassVar[str] = "account"


class AvailabilityZone(Resource, frozen=True):
    """An availability, local or wavelength zone; `id` is its name (`eu-west-1a`), `zone_id` AWS's `euw1-az1`."""

    KIND: ClassVar[str] = "az"
    zone_id: str = ""
    type: Literal["availability-zone", "local-zone", "wavelength-zone"] = "availability-zone"


class Vpc(Resource, frozen=True):
    """A VPC. `dns_support` and `dns_hostnames` are its DNS attributes, None where they could not be read."""

    KIND: ClassVar[str] = "vpc"
    cidrs: tuple[str, ...] = ()
    ipv6_cidrs: tuple[str, ...] = ()
    is_default: bool = False
    dns_support: bool | None = True
    dns_hostnames: bool | None = False
    dhcp_options: str = ""
    state: str = ""


class Subnet(Resource, frozen=True):
    """A subnet. `available_ips` is AWS's count of free IPv4 addresses, None where not known."""

    KIND: ClassVar[str] = "subnet"
    vpc: str = ""
    zone: str = ""
    cidr: str = ""
    ipv6_cidrs: tuple[str, ...] = ()
    map_public_ip: bool = False
    available_ips: int | None = None


# --- network interfaces and what owns them ------------------------------------------------------------------------------


class NetworkInterface(Resource, frozen=True):
    """An elastic network interface (ENI).

    `private_ips` starts with the primary one. `public_ip` belongs to the primary private IP, `public_ips` maps further
    private IPs to theirs. `carrier_ips` (Wavelength) and `customer_owned_ips` (Outposts) map private IPs to what they are
    outside AWS's regions. `deny_all_igw_traffic` is AWS's DenyAllIgwTraffic: nothing by internet gateways, neither way.
    `type` is AWS's InterfaceType (`interface`, `nat_gateway`, `vpc_endpoint`, `lambda`,
    `network_load_balancer`, `transit_gateway`, …). `owner` is the id of the resource that it works for, `owner_name` says
    whose it is where that resource is not in the network.
    """

    KIND: ClassVar[str] = "eni"
    vpc: str = ""
    subnet: str = ""
    zone: str = ""
    private_ips: tuple[str, ...] = ()
    ipv6s: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    public_ip: str = ""
    public_ips: Mapping[str, str] = {}
    carrier_ips: Mapping[str, str] = {}
    customer_owned_ips: Mapping[str, str] = {}
    deny_all_igw_traffic: bool = False
    type: str = "interface"
    owner: str = ""
    owner_name: str = ""
    security_groups: tuple[str, ...] = ()
    source_dest_check: bool = True
    description: str = ""
    status: str = ""


class Instance(Resource, frozen=True):
    """An EC2 instance. Its addresses are those of the network interfaces that name it as `owner`."""

    KIND: ClassVar[str] = "instance"
    vpc: str = ""
    subnet: str = ""
    type: str = ""
    state: str = ""
    security_groups: tuple[str, ...] = ()


class Listener(Record, frozen=True):
    """A load balancer's listener: the port that it answers, and the target groups it sends to."""

    protocol: str
    port: int
    target_groups: tuple[str, ...] = ()


class LoadBalancer(Resource, frozen=True):
    """A load balancer; `id` is its ARN or name. `targets` are instance ids where there are no target groups (classic).

    `private_link_rules` is AWS's EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic of a Network Load Balancer.
    """

    KIND: ClassVar[str] = "load-balancer"
    type: Literal["application", "network", "gateway", "classic"] = "application"
    scheme: Literal["internal", "internet-facing", ""] = "internal"
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ()
    dns_name: str = ""
    listeners: tuple[Listener, ...] = ()
    targets: tuple[str, ...] = ()
    cross_zone: bool | None = None
    private_link_rules: bool = True


class TargetPort(Record, frozen=True):
    """A port that a target is registered with, where that is not the target group's own; a target may have several."""

    target: str
    port: int


class TargetGroup(Resource, frozen=True):
    """Where a load balancer sends to: `targets` are instance ids, IPs, Lambda or load balancer ids, as `target_type` says.

    `port` is the group's own, for targets without a port in `target_ports`. `preserve_client_ip` is the attribute
    preserve_client_ip.enabled, `cross_zone` the attribute load_balancing.cross_zone.enabled (`load-balancer`: as the load
    balancer's own says), None and "" where they are not known.
    """

    KIND: ClassVar[str] = "target-group"
    vpc: str = ""
    protocol: str = ""
    port: int | None = None
    target_type: Literal["instance", "ip", "lambda", "alb"] = "instance"
    targets: tuple[str, ...] = ()
    target_ports: tuple[TargetPort, ...] = ()
    preserve_client_ip: bool | None = None
    cross_zone: Literal["", "load-balancer", "on", "off"] = ""
    load_balancers: tuple[str, ...] = ()

    def ports_of(self, target: str) -> tuple[int, ...]:
        """The ports that a target is sent to: those that it is registered with, or else the group's own; () where not known.

        Source: ELBv2 API Reference, TargetDescription.
        """
        own = tuple(one.port for one in self.target_ports if one.target == target)
        return own or (() if self.port is None else (self.port,))


class Workload(Resource, frozen=True):
    """Any other owner of network interfaces: a Lambda function, a database, a cache, a container task.

    `type` is its own `data-kind`: `lambda-function`, `rds-instance`, `rds-cluster`, `elasticache-cluster`,
    `opensearch-domain`, `redshift-cluster`, `ecs-task`, `eks-cluster`, `efs-mount-target`, …
    """

    KIND: ClassVar[str] = "workload"
    type: str = "workload"
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ()
    dns_name: str = ""
    port: int | None = None

    @property
    def kind(self) -> str:
        """The type of workload is its kind."""
        return self.type


# --- routing ------------------------------------------------------------------------------------------------------------


class Route(Record, frozen=True):
    """One row of a route table. `destination` is a CIDR (IPv4 or IPv6) or a prefix list id; `target` a resource id or `local`."""

    destination: str
    target: str
    origin: Literal["static", "propagated"] = "static"
    state: Literal["active", "blackhole"] = "active"


class RouteTable(Resource, frozen=True):
    """A VPC route table. `subnets` are the explicit associations, `gateways` the edge associations (internet or virtual
    private gateways), `public_pools` the ids of public IPv4 pools whose incoming traffic it routes; `main` serves every subnet
    without one. `propagating_gateways` may add propagated routes."""

    KIND: ClassVar[str] = "route-table"
    vpc: str = ""
    main: bool = False
    subnets: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    public_pools: tuple[str, ...] = ()
    propagating_gateways: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()


class PrefixList(Resource, frozen=True):
    """A managed prefix list; `name` is `com.amazonaws.REGION.SERVICE` for AWS's own. `entries` are CIDRs, `known` tells
    whether they were read."""

    KIND: ClassVar[str] = "prefix-list"
    entries: tuple[str, ...] = ()
    known: bool = True


class InternetGateway(Resource, frozen=True):
    """An internet gateway, attached to `vpc`."""

    KIND: ClassVar[str] = "internet-gateway"
    vpc: str = ""


class EgressOnlyInternetGateway(Resource, frozen=True):
    """An egress-only internet gateway (IPv6), attached to `vpc`."""

    KIND: ClassVar[str] = "egress-only-gateway"
    vpc: str = ""


class CarrierGateway(Resource, frozen=True):
    """A carrier gateway (wavelength zones), attached to `vpc`."""

    KIND: ClassVar[str] = "carrier-gateway"
    vpc: str = ""


class NatGateway(Resource, frozen=True):
    """A NAT gateway in `subnet`. Its addresses are also on the network interface that names it as `owner`, if there is one."""

    KIND: ClassVar[str] = "nat-gateway"
    vpc: str = ""
    subnet: str = ""
    connectivity: Literal["public", "private"] = "public"
    private_ip: str = ""
    public_ip: str = ""
    state: str = ""


class VpnGateway(Resource, frozen=True):
    """A virtual private gateway, attached to `vpc`."""

    KIND: ClassVar[str] = "vpn-gateway"
    vpc: str = ""
    asn: int | None = None


class CustomerGateway(Resource, frozen=True):
    """A customer gateway: the far end of a VPN, in the network `on_premises` where that is known."""

    KIND: ClassVar[str] = "customer-gateway"
    ip: str = ""
    asn: int | None = None
    on_premises: str = ""


# --- endpoints (PrivateLink and gateway) --------------------------------------------------------------------------------


class GatewayEndpoint(Resource, frozen=True):
    """A gateway VPC endpoint (S3, DynamoDB). `policy` is the policy document as JSON text, "" for AWS's full access."""

    KIND: ClassVar[str] = "gateway-endpoint"
    vpc: str = ""
    service: str = ""
    route_tables: tuple[str, ...] = ()
    policy: str | None = ""
    state: str = ""


class InterfaceEndpoint(Resource, frozen=True):
    """An interface VPC endpoint (PrivateLink).

    `service` is the service's name (`com.amazonaws.eu-west-1.sqs`, `com.amazonaws.vpce.REGION.vpce-svc-…`).
    `network_interfaces` are its ENIs, one in each of `subnets`. `dns_names` are its own names, the regional one first,
    then the zonal ones. `private_dns` says that the hidden hosted zone for `private_dns_names` (the service's public
    names) is on; `private_dns_only_inbound` that only Resolver inbound endpoints use it. `type` is AWS's VpcEndpointType.
    """

    KIND: ClassVar[str] = "interface-endpoint"
    vpc: str = ""
    service: str = ""
    service_region: str = ""
    type: Literal["Interface", "Resource", "ServiceNetwork"] = "Interface"
    subnets: tuple[str, ...] = ()
    network_interfaces: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ()
    private_dns: bool = False
    private_dns_only_inbound: bool = False
    dns_names: tuple[str, ...] = ()
    private_dns_names: tuple[str, ...] = ()
    policy: str | None = ""
    state: str = ""


class GatewayLoadBalancerEndpoint(Resource, frozen=True):
    """A Gateway Load Balancer endpoint: a route's target that sends packets through an inspection fleet and back."""

    KIND: ClassVar[str] = "gateway-load-balancer-endpoint"
    vpc: str = ""
    service: str = ""
    subnets: tuple[str, ...] = ()
    network_interfaces: tuple[str, ...] = ()
    state: str = ""


class EndpointConnection(Record, frozen=True):
    """A consumer's connection to an endpoint service."""

    endpoint: str
    account: str = ""
    state: str = ""


class EndpointService(Resource, frozen=True):
    """A VPC endpoint service, provider side. `service` is the name consumers use (`com.amazonaws.vpce.REGION.vpce-svc-…`)."""

    KIND: ClassVar[str] = "endpoint-service"
    service: str = ""
    type: Literal["Interface", "GatewayLoadBalancer"] = "Interface"
    load_balancers: tuple[str, ...] = ()
    allowed_principals: tuple[str, ...] = ()
    private_dns_name: str = ""
    acceptance_required: bool = True
    zones: tuple[str, ...] = ()
    supported_regions: tuple[str, ...] = ()
    connections: tuple[EndpointConnection, ...] = ()
    provider: str = ""


class Service(Resource, frozen=True):
    """A managed service as an endpoint of traffic (`id` is `com.amazonaws.REGION.SERVICE`). Services that endpoints name are
    added by the Network itself; a spec lists those reached another way. `policy_supported` is
    VpcEndpointPolicySupported, `private_dns_names` what AWS answers for the service."""

    KIND: ClassVar[str] = "service"
    dns_names: tuple[str, ...] = ()
    private_dns_names: tuple[str, ...] = ()
    policy_supported: bool | None = None
    endpoint_types: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()


class InstanceConnectEndpoint(Resource, frozen=True):
    """An EC2 Instance Connect endpoint."""

    KIND: ClassVar[str] = "instance-connect-endpoint"
    vpc: str = ""
    subnet: str = ""
    security_groups: tuple[str, ...] = ()
    network_interfaces: tuple[str, ...] = ()


class NetworkFirewall(Resource, frozen=True):
    """An AWS Network Firewall; `endpoints` maps a subnet to the id of the firewall endpoint (vpce-…) in it."""

    KIND: ClassVar[str] = "network-firewall"
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    endpoints: Mapping[str, str] = {}
    policy: str = ""


# --- links between networks ---------------------------------------------------------------------------------------------


class Peering(Resource, frozen=True):
    """A VPC peering connection. The two sides are VPC ids; account, region and CIDRs of a side tell of a VPC that was not
    read. `*_dns_resolution` is AllowDnsResolutionFromRemoteVpc of that side."""

    KIND: ClassVar[str] = "peering"
    requester: str = ""
    accepter: str = ""
    requester_account: str = ""
    accepter_account: str = ""
    requester_region: str = ""
    accepter_region: str = ""
    requester_cidrs: tuple[str, ...] = ()
    accepter_cidrs: tuple[str, ...] = ()
    requester_dns_resolution: bool | None = False
    accepter_dns_resolution: bool | None = False
    status: str = "active"


class TransitGateway(Resource, frozen=True):
    """A transit gateway. The two defaults are ids of its route tables, "" where the feature is off."""

    KIND: ClassVar[str] = "transit-gateway"
    asn: int | None = None
    cidrs: tuple[str, ...] = ()
    default_association_table: str = ""
    default_propagation_table: str = ""
    dns_support: bool = True
    vpn_ecmp: bool = True
    security_group_referencing: bool = False


class TransitGatewayAttachment(Resource, frozen=True):
    """One attachment of `transit_gateway`; `resource` is the VPC, VPN connection, Direct Connect gateway, or (type peering)
    the other transit gateway. `subnets` are a VPC attachment's, one per zone."""

    KIND: ClassVar[str] = "transit-gateway-attachment"
    transit_gateway: str = ""
    type: Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect", "network-function", "other"] = "vpc"
    resource: str = ""
    resource_account: str = ""
    resource_region: str = ""
    subnets: tuple[str, ...] = ()
    appliance_mode: bool = False
    dns_support: bool = True
    state: str = "available"


class TransitGatewayRoute(Record, frozen=True):
    """A transit gateway route; `destination` is a CIDR or prefix list id, `attachments` its ways (several: equal cost)."""

    destination: str
    attachments: tuple[str, ...] = ()
    origin: Literal["static", "propagated"] = "static"
    state: Literal["active", "blackhole"] = "active"


class TransitGatewayRouteTable(Resource, frozen=True):
    """A transit gateway route table. Packets that enter by an attachment of `associations` are routed by it; attachments of
    `propagations` add their CIDRs to it. `routes` holds the static routes and, from a scan, the propagated ones too
    (`routes_known` False where they could not be read)."""

    KIND: ClassVar[str] = "transit-gateway-route-table"
    transit_gateway: str = ""
    associations: tuple[str, ...] = ()
    propagations: tuple[str, ...] = ()
    routes: tuple[TransitGatewayRoute, ...] = ()
    routes_known: bool = True


class VpnTunnel(Record, frozen=True):
    """One tunnel of a VPN connection."""

    outside_ip: str = ""
    inside_cidr: str = ""
    status: str = ""


class VpnConnection(Resource, frozen=True):
    """A site-to-site VPN between `customer_gateway` and `gateway` (a virtual private or transit gateway). `static_routes` are
    the on-premises CIDRs of a static one; with BGP (`bgp` true) they are those learned or, unknown, the on-premises
    network's."""

    KIND: ClassVar[str] = "vpn-connection"
    customer_gateway: str = ""
    gateway: str = ""
    bgp: bool = True
    static_routes: tuple[str, ...] = ()
    tunnels: tuple[VpnTunnel, ...] = ()
    state: str = ""


class ClientVpnEndpoint(Resource, frozen=True):
    """A Client VPN endpoint, associated with `subnets` of `vpc`; clients get addresses of `client_cidr`."""

    KIND: ClassVar[str] = "client-vpn-endpoint"
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    client_cidr: str = ""
    security_groups: tuple[str, ...] = ()


class DirectConnectGateway(Resource, frozen=True):
    """A Direct Connect gateway; it is global and has no region."""

    KIND: ClassVar[str] = "direct-connect-gateway"
    asn: int | None = None


class DirectConnectAssociation(Resource, frozen=True):
    """What ties a Direct Connect gateway to `gateway` (a virtual private or transit gateway), with the prefixes it announces."""

    KIND: ClassVar[str] = "direct-connect-association"
    direct_connect_gateway: str = ""
    gateway: str = ""
    allowed_prefixes: tuple[str, ...] = ()
    state: str = ""


class VirtualInterface(Resource, frozen=True):
    """A Direct Connect virtual interface: from on-premises (`on_premises` where known) to `gateway` (a Direct Connect or
    virtual private gateway). `connection` is the dxcon-…, `prefixes` the on-premises CIDRs that it announces."""

    KIND: ClassVar[str] = "virtual-interface"
    type: Literal["private", "transit", "public"] = "private"
    gateway: str = ""
    connection: str = ""
    on_premises: str = ""
    location: str = ""
    vlan: int | None = None
    prefixes: tuple[str, ...] = ()
    state: str = ""


# --- names --------------------------------------------------------------------------------------------------------------


class DnsRecord(Record, frozen=True):
    """A record of a hosted zone: `values` as the zone file has them, or `alias`, the name that an alias record points to.

    Records of one name and type with a `set_id` are a set, of which Route 53 answers one by their `routing` policy (several
    for `multivalue`): by `weight`, by `failover`, or by `location`, which is the region of latency and geoproximity records, the
    continent, country or subdivision of geolocation ones (`EU`, `DE`, `US-CA`, `*` for everywhere else), the location of CIDR
    ones. `health_check` is the id of the health check that must be passed, `evaluate_target_health` an alias record's own.
    Source: Route 53 Developer Guide, "Choosing a routing policy".
    """

    name: str
    type: str = "A"
    values: tuple[str, ...] = ()
    alias: str = ""
    routing: Literal["simple", "weighted", "failover", "latency", "geolocation", "geoproximity", "multivalue", "cidr"] = "simple"
    set_id: str = ""
    weight: int | None = None
    failover: Literal["", "primary", "secondary"] = ""
    location: str = ""
    health_check: str = ""
    evaluate_target_health: bool = False


class HostedZone(Resource, frozen=True):
    """A Route 53 hosted zone; `name` is the domain without the last dot. `vpcs` are the associated VPCs, of any account and
    region. `managed_by` names the AWS service that keeps it."""

    KIND: ClassVar[str] = "hosted-zone"
    private: bool = True
    vpcs: tuple[str, ...] = ()
    records: tuple[DnsRecord, ...] = ()
    records_known: bool = True
    managed_by: str = ""


class ResolverIp(Record, frozen=True):
    """One address of a Resolver endpoint."""

    subnet: str
    ip: str = ""
    network_interface: str = ""


class ResolverEndpoint(Resource, frozen=True):
    """A Route 53 Resolver endpoint."""

    KIND: ClassVar[str] = "resolver-endpoint"
    direction: Literal["inbound", "outbound"] = "inbound"
    vpc: str = ""
    ips: tuple[ResolverIp, ...] = ()
    security_groups: tuple[str, ...] = ()


class ResolverRule(Resource, frozen=True):
    """A Resolver rule: queries for `domain` from `vpcs` go to `target_ips` through `endpoint` (type forward), or to the VPC's
    own resolver (type system)."""

    KIND: ClassVar[str] = "resolver-rule"
    domain: str = ""
    type: Literal["forward", "system", "recursive"] = "forward"
    endpoint: str = ""
    target_ips: tuple[str, ...] = ()
    vpcs: tuple[str, ...] = ()


class DhcpOptions(Resource, frozen=True):
    """A DHCP option set; `domain_name_servers` holds `AmazonProvidedDNS` for the VPC's own resolver."""

    KIND: ClassVar[str] = "dhcp"
    domain_name: str = ""
    domain_name_servers: tuple[str, ...] = ("AmazonProvidedDNS",)
    ntp_servers: tuple[str, ...] = ()


# --- filters ------------------------------------------------------------------------------------------------------------


class SecurityGroupRule(Record, frozen=True):
    """One allow rule. `protocol` is `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all; ports are inclusive, -1 for all
    (for ICMP: type and code). `peer` is a CIDR, a security group id or a prefix list id."""

    protocol: str = "-1"
    from_port: int = -1
    to_port: int = -1
    peer: str = ""
    description: str = ""


class SecurityGroup(Resource, frozen=True):
    """A security group of `vpc`; stateful, allow rules only. `associated_vpcs` are further VPCs that may use it."""

    KIND: ClassVar[str] = "security-group"
    vpc: str = ""
    associated_vpcs: tuple[str, ...] = ()
    ingress: tuple[SecurityGroupRule, ...] = ()
    egress: tuple[SecurityGroupRule, ...] = ()
    description: str = ""


class NetworkAclEntry(Record, frozen=True):
    """One entry of a network ACL; the lowest `number` that matches decides, 32767 is AWS's closing deny."""

    number: int
    egress: bool = False
    action: Literal["allow", "deny"] = "allow"
    protocol: str = "-1"
    from_port: int = -1
    to_port: int = -1
    cidr: str = "0.0.0.0/0"


class NetworkAcl(Resource, frozen=True):
    """A network ACL of `vpc`; stateless. The default one serves every subnet without another."""

    KIND: ClassVar[str] = "network-acl"
    vpc: str = ""
    default: bool = False
    subnets: tuple[str, ...] = ()
    entries: tuple[NetworkAclEntry, ...] = ()


# --- outside AWS --------------------------------------------------------------------------------------------------------


class DnsServer(Record, frozen=True):
    """An on-premises DNS server; `forwarders` maps a domain to the IPs that its queries are sent to, `records` names to IPs."""

    ip: str
    name: str = ""
    forwarders: Mapping[str, tuple[str, ...]] = {}
    records: Mapping[str, tuple[str, ...]] = {}


class OnPremises(Resource, frozen=True):
    """An on-premises network."""

    KIND: ClassVar[str] = "on-premises"
    cidrs: tuple[str, ...] = ()
    dns_servers: tuple[DnsServer, ...] = ()


class ResourceShare(Resource, frozen=True):
    """A RAM share: `resources` (ids) of this account that `principals` may use."""

    KIND: ClassVar[str] = "resource-share"
    resources: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()


class Gap(Record, frozen=True):
    """What could not be read: the call, where, AWS's error code, and the document keys (`security_groups`, …) it would feed."""

    service: str
    operation: str
    account: str = ""
    region: str = ""
    error: str = ""
    message: str = ""
    feeds: tuple[str, ...] = ()
    resource: str = ""
