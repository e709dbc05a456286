"""Links between networks: peering, transit gateways, VPN, Direct Connect."""

from typing import Annotated, Literal

from vpcviz.model.fields import AsnNumber, Cidrs, OnPremisesId, SecurityGroupIds, State, Status, SubnetIds, VpcId
from vpcviz.model.meanings import AccountId, Between, Cidr, Doc, Free, Id, Ip, Ref, RegionName
from vpcviz.model.records import Extra, Record, Resource

POSITION = 50


class Peering(Resource, frozen=True):
    """A VPC peering connection. The two sides are VPC ids; account, region and CIDRs of a side tell of a VPC that was not
    read. `*_dns_resolution` is AllowDnsResolutionFromRemoteVpc of that side."""

    KIND = "peering"
    CONSOLE = "vpc/home?region={region}#PeeringConnectionDetails:VpcPeeringConnectionId={id}"
    COLLECTION = "peerings"
    ONE = "peering connection"
    ID_PREFIX = "pcx"
    TOLD_BY = ("requester", "accepter")
    ROUTE_TARGET = True
    ROUTE_WORDS = ("peering",)
    EXTRA_KEYS = {"between": Extra("The two VPCs, requester and accepter, by name or id.", ("texts",))}

    requester: Annotated[str, Ref("vpcs", ties=True), Doc("The VPC that asked for the peering, by name or id.")] = ""
    accepter: Annotated[str, Ref("vpcs", ties=True), Doc("The VPC that accepted the peering, by name or id.")] = ""
    requester_account: Annotated[
        str, AccountId(), Doc("The account of the requester VPC, where that VPC is not in the document.")
    ] = ""
    accepter_account: Annotated[
        str, AccountId(), Doc("The account of the accepter VPC, where that VPC is not in the document.")
    ] = ""
    requester_region: Annotated[
        str, RegionName(), Doc("The region of the requester VPC, where that VPC is not in the document.")
    ] = ""
    accepter_region: Annotated[str, RegionName(), Doc("The region of the accepter VPC, where that VPC is not in the document.")] = (
        ""
    )
    requester_cidrs: Annotated[
        tuple[str, ...], Cidr(), Doc("The CIDRs of the requester VPC, where that VPC is not in the document.")
    ] = ()
    accepter_cidrs: Annotated[
        tuple[str, ...], Cidr(), Doc("The CIDRs of the accepter VPC, where that VPC is not in the document.")
    ] = ()
    requester_dns_resolution: Annotated[
        bool | None, Doc("Whether the requester VPC answers its private IPs to public DNS names that the accepter asks for.")
    ] = False
    accepter_dns_resolution: Annotated[
        bool | None, Doc("Whether the accepter VPC answers its private IPs to public DNS names that the requester asks for.")
    ] = False
    status: Annotated[Status, Doc("active, pending-acceptance, …, as AWS prints it.")] = "active"


class TransitGateway(Resource, frozen=True):
    """A transit gateway. The two defaults are ids of its route tables, "" where the feature is off."""

    KIND = "transit-gateway"
    CONSOLE = "vpc/home?region={region}#TransitGatewayDetails:transitGatewayId={id}"
    COLLECTION = "transit_gateways"
    ID_PREFIX = "tgw"
    ROUTE_TARGET = True
    ROUTE_WORDS = ("transit_gateway", "tgw")
    ATTACHED_AS = "peering"
    NESTED_BY = "transit_gateway"
    NESTED_WORDS = {"attachments": "transit_gateway_attachments", "route_tables": "transit_gateway_route_tables"}

    asn: AsnNumber = None
    cidrs: Cidrs = ()
    default_association_table: Annotated[
        str, Ref("transit_gateway_route_tables"), Doc("The route table that new attachments are associated with.")
    ] = ""
    default_propagation_table: Annotated[
        str, Ref("transit_gateway_route_tables"), Doc("The route table that new attachments propagate to.")
    ] = ""
    dns_support: Annotated[bool, Doc("Whether DNS is supported; on unless written.")] = True
    vpn_ecmp: Annotated[bool, Doc("Whether VPN tunnels share the traffic (equal-cost multipath).")] = True
    security_group_referencing: Annotated[bool, Doc("Whether rules may name security groups of attached VPCs.")] = False
    encryption_support: Annotated[bool, Doc("Whether it encrypts what passes it, for VPCs that enforce encryption.")] = False


class TransitGatewayAttachment(Resource, frozen=True):
    """One attachment of `transit_gateway`; `resource` is the VPC, VPN connection, Direct Connect gateway, or (type peering)
    the other transit gateway. `subnets` are a VPC attachment's, one per zone."""

    KIND = "transit-gateway-attachment"
    CONSOLE = "vpc/home?region={region}#TransitGatewayAttachmentDetails:transitGatewayAttachmentId={id}"
    COLLECTION = "transit_gateway_attachments"
    ID_PREFIX = "tgw-attach"
    TOLD_BY = ("resource",)
    ATTACHED_AS = "connect"

    transit_gateway: Annotated[
        str, Ref("transit_gateways"), Doc("The transit gateway, by name or id; taken from where it stands.")
    ] = ""
    type: Annotated[
        Literal["vpc", "vpn", "direct-connect-gateway", "peering", "connect", "network-function", "other"], Doc("What is attached.")
    ] = "vpc"
    resource: Annotated[
        str,
        Ref(where="ATTACHED_AS", ties=True),
        Doc("What is attached: the VPC, VPN, Direct Connect gateway or other transit gateway, by name or id."),
    ] = ""
    resource_account: Annotated[str, AccountId(), Doc("The account of what is attached.")] = ""
    resource_region: Annotated[str, RegionName(), Doc("The region of what is attached.")] = ""
    subnets: Annotated[SubnetIds, Doc("For a VPC: its subnets of the attachment, one in each zone.")] = ()
    appliance_mode: Annotated[bool, Doc("Whether both directions of a flow stay in one zone (for inspection VPCs).")] = False
    dns_support: Annotated[bool, Doc("Whether DNS is supported; on unless written.")] = True
    security_group_referencing: Annotated[
        bool, Doc("Whether rules may name security groups across the attachment, where the gateway lets them; on unless written.")
    ] = True
    state: State = "available"


class TransitGatewayRoute(Record, frozen=True):
    """A transit gateway route; `destination` is a CIDR or prefix list id, `attachments` its ways (several: equal cost)."""

    destination: Annotated[
        str, Ref("prefix_lists", own_words=True), Cidr(checked=False), Doc("A CIDR, or a prefix list by name or id.")
    ]
    attachments: Annotated[
        tuple[str, ...],
        Ref("transit_gateway_attachments", own_words=True),
        Doc("The attachments that the route leads to (several: equal cost); by name or id, or by what is attached."),
    ] = ()
    origin: Annotated[Literal["static", "propagated"], Doc("static: written; propagated: learned from a gateway.")] = "static"
    state: Annotated[Literal["active", "blackhole"], Doc("active, or blackhole: such packets are dropped.")] = "active"


class TransitGatewayRouteTable(Resource, frozen=True):
    """A transit gateway route table. Packets that enter by an attachment of `associations` are routed by it; attachments of
    `propagations` add their CIDRs to it. `routes` holds the static routes and, from a scan, the propagated ones too
    (`routes_known` False where they could not be read)."""

    KIND = "transit-gateway-route-table"
    CONSOLE = "vpc/home?region={region}#TransitGatewayRouteTableDetails:transitGatewayRouteTableId={id}"
    COLLECTION = "transit_gateway_route_tables"
    ID_PREFIX = "tgw-rtb"
    ICON = "route-table"

    transit_gateway: Annotated[
        str, Ref("transit_gateways", ties=True), Doc("The transit gateway, by name or id; taken from where it stands.")
    ] = ""
    associations: Annotated[
        tuple[str, ...],
        Ref("transit_gateway_attachments", own_words=True),
        Doc("The attachments whose packets this table routes: by name or id, or by what is attached."),
    ] = ()
    propagations: Annotated[
        tuple[str, ...],
        Ref("transit_gateway_attachments", own_words=True),
        Doc("The attachments that add their CIDRs to the table: by name or id, or by what is attached."),
    ] = ()
    routes: Annotated[tuple[TransitGatewayRoute, ...], Doc("The routes: destination and target. Local routes are filled in.")] = ()
    routes_known: Annotated[bool, Doc("Whether the routes are known.")] = True


class VpnTunnel(Record, frozen=True):
    """One tunnel of a VPN connection."""

    outside_ip: Annotated[str, Ip(), Doc("The tunnel's public IP at the AWS end.")] = ""
    inside_cidr: Annotated[str, Cidr(), Doc("The CIDR inside the tunnel, a /30 of 169.254.0.0/16.")] = ""
    status: Status = ""


class VpnConnection(Resource, frozen=True):
    """A site-to-site VPN between `customer_gateway` and `gateway` (a virtual private or transit gateway). `static_routes` are
    the on-premises CIDRs of a static one; with BGP (`bgp` true) they are those learned or, unknown, the on-premises
    network's."""

    KIND = "vpn-connection"
    CONSOLE = "vpc/home?region={region}#VpnConnectionDetails:VpnConnectionId={id}"
    COLLECTION = "vpn_connections"
    ONE = "VPN connection"
    ID_PREFIX = "vpn"
    TOLD_BY = ("customer_gateway", "gateway")
    ATTACHED_AS = "vpn"
    ICON = "vpn-connection"

    customer_gateway: Annotated[
        str, Ref("customer_gateways", needs=True), Doc("The customer gateway at the far end, by name or id.")
    ] = ""
    gateway: Annotated[
        str,
        Ref("vpn_gateways", "transit_gateways", needs=True, ties=True),
        Doc("The virtual private or transit gateway, by name or id."),
    ] = ""
    bgp: Annotated[bool, Doc("Whether routes are exchanged by BGP; false for a static VPN.")] = True
    static_routes: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs beyond the VPN.")] = ()
    tunnels: Annotated[tuple[VpnTunnel, ...], Doc("The tunnels.")] = ()
    state: State = ""


class ClientVpnEndpoint(Resource, frozen=True):
    """A Client VPN endpoint, associated with `subnets` of `vpc`; clients get addresses of `client_cidr`."""

    KIND = "client-vpn-endpoint"
    CONSOLE = "vpc/home?region={region}#ClientVPNEndpoints:search={id}"
    COLLECTION = "client_vpn_endpoints"
    ONE = "Client VPN endpoint"
    ID_PREFIX = "cvpn-endpoint"
    ICON = "client-vpn"

    vpc: VpcId = ""
    subnets: SubnetIds = ()
    client_cidr: Annotated[str, Cidr(4), Doc("The CIDR that clients get their addresses from, /12 to /22.")] = ""
    security_groups: SecurityGroupIds = ()


class DirectConnectGateway(Resource, frozen=True):
    """A Direct Connect gateway; it is global and has no region."""

    KIND = "direct-connect-gateway"
    CONSOLE = "directconnect/v2/home#/dxgateways/{id}"
    COLLECTION = "direct_connect_gateways"
    ONE = "Direct Connect gateway"
    ID_PREFIX = "dxgw"
    ATTACHED_AS = "direct-connect-gateway"
    SCOPE = "account"
    NESTED_BY = "direct_connect_gateway"
    NESTED_WORDS = {"associations": "direct_connect_associations"}

    asn: AsnNumber = None


class DirectConnectAssociation(Resource, frozen=True):
    """What ties a Direct Connect gateway to `gateway` (a virtual private or transit gateway), with the prefixes it announces."""

    KIND = "direct-connect-association"
    COLLECTION = "direct_connect_associations"
    ONE = "Direct Connect association"
    ID_PREFIX = "dxgw-assoc"
    TOLD_BY = ("direct_connect_gateway", "gateway")
    ICON = "direct-connect-gateway"

    direct_connect_gateway: Annotated[
        str, Ref("direct_connect_gateways", needs=True), Doc("The Direct Connect gateway, by name or id.")
    ] = ""
    gateway: Annotated[
        str,
        Ref("vpn_gateways", "transit_gateways", needs=True, ties=True),
        Doc("The virtual private or transit gateway, by name or id."),
    ] = ""
    allowed_prefixes: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs that the association announces.")] = ()
    state: State = ""


class VirtualInterface(Resource, frozen=True):
    """A Direct Connect virtual interface: from on-premises (`on_premises` where known) to `gateway` (a Direct Connect or
    virtual private gateway). `connection` is the dxcon-…, `prefixes` the on-premises CIDRs that it announces."""

    KIND = "virtual-interface"
    CONSOLE = "directconnect/v2/home?region={region}#/virtual-interfaces/{id}"
    COLLECTION = "virtual_interfaces"
    ID_PREFIX = "dxvif"
    ICON = "direct-connect-gateway"

    type: Annotated[Literal["private", "transit", "public"], Doc("Its type, as AWS prints it.")] = "private"
    gateway: Annotated[
        str,
        Ref("direct_connect_gateways", "vpn_gateways", needs=True, ties=True),
        Doc("The Direct Connect or virtual private gateway, by name or id."),
    ] = ""
    connection: Annotated[str, Id("dxcon"), Doc("The Direct Connect connection (dxcon-…).")] = ""
    on_premises: OnPremisesId = ""
    location: Annotated[str, Free(), Doc("The Direct Connect location.")] = ""
    vlan: Annotated[int | None, Between(1, 4094), Doc("The VLAN, 1 to 4094.")] = None
    prefixes: Annotated[tuple[str, ...], Cidr(), Doc("The on-premises CIDRs that it announces.")] = ()
    state: State = ""
