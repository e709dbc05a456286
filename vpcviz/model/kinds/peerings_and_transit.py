"""Links between VPCs: peering, transit gateways."""

from typing import Annotated

from vpcviz.model.attachment_types import ATTACHMENT_TYPES
from vpcviz.model.fields import AsnNumber, Cidrs, State, Status, SubnetIds
from vpcviz.model.meanings import AccountId, Cidr, Doc, Id, Ip, OneOf, Ref, RegionName
from vpcviz.model.records import Extra, Record, Resource

POSITION = 50


class Peering(Resource, frozen=True):
    """A VPC peering connection. The two sides are VPC ids; account, region and CIDRs of a side tell of a VPC that was not
    read. `*_dns_resolution` is AllowDnsResolutionFromRemoteVpc of that side."""

    KIND = "peering"
    MARK = (
        "a VPC peering connection; on the map, a tab on a card that names the VPCs which its own is peered with, and "
        "counts by `data-more` the lines of those that this one asked for; of more than 24 VPCs those whose line would "
        "be long stand in a list at the foot, each with its id, `data-from` and `data-to`"
    )
    ARN = "ec2:{region}:{account}:vpc-peering-connection/{id}"
    CONSOLE = "vpc/home?region={region}#PeeringConnectionDetails:VpcPeeringConnectionId={id}"
    COLLECTION = "peerings"
    ENCRYPTION_EXCLUSION = "VpcPeering"
    ENDS = ("requester", "accepter")
    LINK = "peering"
    LEADS_ON_BY = ()
    JOINS = True
    PART = "between"
    GATEWAY = "named"
    ONE = "peering connection"
    ID_PREFIX = "pcx"
    TOLD_BY = ("requester", "accepter")
    ROUTE_TARGET = True
    ROUTED_AS = "VpcPeeringConnectionId"
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
    ARN = "ec2:{region}:{account}:transit-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#TransitGatewayDetails:transitGatewayId={id}"
    COLLECTION = "transit_gateways"
    STUB = ("asn",)
    ZONE_TRANSFER = "free"
    ON_MAP = "home"
    AMAZON_ASN = True
    LEADS_ON_BY = ("transit_gateway_attachments",)
    PART = "between"
    GATEWAY = "named"
    ID_PREFIX = "tgw"
    ROUTE_TARGET = True
    ROUTED_AS = "TransitGatewayId"
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


class TransitGatewayNatRule(Record, frozen=True):
    """A rule of 1:1 NAT on an attachment to a transit gateway or core network: addresses of `source` become those of `nat`, a CIDR
    of the same size.
    """

    FORM = "SOURCE: NAT, two CIDRs of one size, such as 10.0.0.0/16: 100.64.0.0/16"
    PAIR = ("source", "nat")

    source: Annotated[str, Cidr(4), Doc("The CIDR behind the attachment whose addresses are translated.")]
    nat: Annotated[str, Cidr(4), Doc("The CIDR that they become, of the same size; others reach them by it.")]
    state: State = ""


class TransitGatewayConnectPeer(Record, frozen=True):
    """A Connect peer: a GRE tunnel from the transit gateway or core network (`transit_gateway_ip`) to an appliance (`ip`), with BGP
    in it.
    """

    FORM = "the appliance's IP"
    TEXT = "ip"

    ip: Annotated[str, Ip(), Doc("The appliance's address at its end of the GRE tunnel.")]
    transit_gateway_ip: Annotated[str, Ip(), Doc("The transit gateway's (or core network's) address at its end.")] = ""
    inside_cidrs: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs of the BGP addresses inside the tunnel.")] = ()
    peer: Annotated[str, Id(), Doc("The peer's own id (tgw-connect-peer-…, or connect-peer-… of a core network).")] = ""
    asn: AsnNumber = None
    state: State = ""


class TransitGatewayAttachment(Resource, frozen=True):
    """One attachment of `transit_gateway`; `resource` is the VPC, VPN connection, VPN concentrator, Direct Connect gateway, Client
    VPN endpoint, network firewall (type network-function), or (type peering) the other transit gateway or core network; of a
    Connect attachment it is the attachment that carries it, and `connect_peers` are its tunnels. `subnets` are a VPC attachment's,
    one per zone."""

    KIND = "transit-gateway-attachment"
    MARK = "an attachment of a transit gateway"
    ARN = "ec2:{region}:{account}:transit-gateway-attachment/{id}"
    CONSOLE = "vpc/home?region={region}#TransitGatewayAttachmentDetails:transitGatewayAttachmentId={id}"
    COLLECTION = "transit_gateway_attachments"
    ZONE_TRANSFER = "free"
    ENDS = ("transit_gateway", "resource")
    LINK = "transit"
    ONE_SUBNET_A_ZONE = True
    JOINS = True
    PART = "between"
    REFUSED_KEYS = {"security_groups": ("they belong to network interfaces", "a network ACL on its subnets")}
    GATEWAY = "part"
    ID_PREFIX = "tgw-attach"
    TOLD_BY = ("resource",)
    ATTACHED_AS = "connect"

    transit_gateway: Annotated[
        str, Ref("transit_gateways"), Doc("The transit gateway, by name or id; taken from where it stands.")
    ] = ""
    type: Annotated[
        str,
        OneOf(*ATTACHMENT_TYPES),
        Doc("What is attached."),
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
    ipv6_support: Annotated[bool, Doc("Whether IPv6 is supported; on unless written.")] = True
    security_group_referencing: Annotated[
        bool, Doc("Whether rules may name security groups across the attachment, where the gateway lets them; on unless written.")
    ] = True
    connect_peers: Annotated[tuple[TransitGatewayConnectPeer, ...], Doc("Of a Connect attachment: its tunnels.")] = ()
    nat_rules: Annotated[tuple[TransitGatewayNatRule, ...], Doc("The rules of 1:1 NAT that are on for the attachment.")] = ()
    nat_rules_known: Annotated[bool, Doc("Whether the NAT rules are known.")] = True
    state: State = "available"


class TransitGatewayRoute(Record, frozen=True):
    """A transit gateway route; `destination` is a CIDR or prefix list id, `attachments` its ways (several: equal cost)."""

    FORM = "DESTINATION: ATTACHMENT, or DESTINATION: blackhole"
    PAIR = ("destination", "attachments")

    destination: Annotated[
        str, Ref("prefix_lists", own_words=True), Cidr(checked=False), Doc("A CIDR, or a prefix list by name or id.")
    ]
    attachments: Annotated[
        tuple[str, ...],
        Ref("transit_gateway_attachments", own_words=True),
        Doc("The attachments that the route leads to (several: equal cost); by name or id, or by what is attached."),
    ] = ()
    origin: Annotated[
        str,
        OneOf("static", "propagated", "system"),
        Doc("static: written; propagated: learned from a gateway; system: the NAT CIDR of an attachment."),
    ] = "static"
    state: Annotated[str, OneOf("active", "blackhole"), Doc("active, or blackhole: such packets are dropped.")] = "active"


class TransitGatewayRouteTable(Resource, frozen=True):
    """A transit gateway route table. Packets that enter by an attachment of `associations` are routed by it; attachments of
    `propagations` add their CIDRs to it. `routes` holds the static routes and, from a scan, the propagated ones too
    (`routes_known` False where they could not be read)."""

    KIND = "transit-gateway-route-table"
    ARN = "ec2:{region}:{account}:transit-gateway-route-table/{id}"
    CONSOLE = "vpc/home?region={region}#TransitGatewayRouteTableDetails:transitGatewayRouteTableId={id}"
    COLLECTION = "transit_gateway_route_tables"
    ZONE_TRANSFER = "free"
    KNOWN = {"routes_known": ("routes",)}
    NOT_CHARGED = 'attachments and data are charged for: "What is AWS Transit Gateway?", "Pricing"'
    PART = "between"
    DECIDES = "routes"
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
