"""Cloud WAN: core networks, with what is attached to them and the routes of their segments."""

from typing import Annotated

from vpcviz.model.fields import State, SubnetIds
from vpcviz.model.kinds.peerings_and_transit import TransitGatewayConnectPeer, TransitGatewayNatRule
from vpcviz.model.meanings import Cidr, Doc, Id, Name, OneOf, Ref, RegionName, Word
from vpcviz.model.records import Record, Resource

POSITION = 55


class CoreNetworkAttachment(Record, frozen=True):
    """What is attached to a core network: `resource` is the VPC, VPN connection or gateway, `segment` the segment that it is in, or
    the group of network functions.
    """

    FORM = "SEGMENT: WHAT IS ATTACHED, or what is attached"
    TEXT = "resource"
    PAIR = ("segment", "resource")

    attachment: Annotated[str, Id("attachment"), Doc("The attachment's own id.")] = ""
    type: Annotated[
        str,
        Word("VPC", "SITE_TO_SITE_VPN", "CONNECT", "DIRECT_CONNECT_GATEWAY", "TRANSIT_GATEWAY_ROUTE_TABLE"),
        Doc("Its type, as AWS prints it (VPC, SITE_TO_SITE_VPN, …)."),
    ] = ""
    resource: Annotated[
        str,
        Ref("vpcs", "vpn_connections", "direct_connect_gateways", "transit_gateway_route_tables"),
        Doc("What is attached, by name or id."),
    ] = ""
    segment: Annotated[str, Name(), Doc("The segment, or the group of network functions, that it is in.")] = ""
    location: Annotated[str, RegionName(), Doc("The region of the edge that it is attached at.")] = ""
    subnets: Annotated[SubnetIds, Doc("For a VPC: its subnets of the attachment, one in each zone.")] = ()
    appliance_mode: Annotated[bool, Doc("Whether both directions of a flow stay in one zone (for inspection VPCs).")] = False
    security_group_referencing: Annotated[
        bool, Doc("Whether rules may name security groups of other VPCs; the core network's own has to be on, too.")
    ] = True
    connect_peers: Annotated[
        tuple[TransitGatewayConnectPeer, ...], Doc("For a Connect attachment: its peers, by the tunnels to them.")
    ] = ()
    nat_rules: Annotated[tuple[TransitGatewayNatRule, ...], Doc("The rules of 1:1 NAT that are on for the attachment.")] = ()
    nat_rules_known: Annotated[bool, Doc("Whether the NAT rules are known.")] = True
    state: State = ""


class CoreNetworkRoute(Record, frozen=True):
    """A route of a segment of a core network, or of a group of network functions that it inserts, at one of its edges: to
    attachments, to a group of network functions, or on to another edge.
    """

    FORM = "a mapping with destination, segment, location, and attachments, groups or edges"

    destination: Annotated[str, Ref("prefix_lists", own_words=True), Cidr(checked=False), Doc("A CIDR, or a prefix list by id.")]
    segment: Annotated[str, Name(), Doc("The segment, or the group of network functions, that has it.")] = ""
    location: Annotated[str, RegionName(), Doc("The region of the edge that has it.")] = ""
    attachments: Annotated[
        tuple[str, ...], Id("attachment"), Doc("The ids of the core network's attachments that it leads to (several: equal cost).")
    ] = ()
    edges: Annotated[
        tuple[str, ...], RegionName(), Doc("The edges of the segment that it leads on to, where no attachment is told.")
    ] = ()
    state: Annotated[str, OneOf("active", "blackhole"), Doc("active, or blackhole: such packets are dropped.")] = "active"
    groups: Annotated[
        tuple[str, ...],
        Name(),
        Doc("The groups of network functions that it leads to, at the edge of `edges` or its own, where no attachment is told."),
    ] = ()


class CoreNetwork(Resource, frozen=True):
    """A Cloud WAN core network: global, with what is attached to it, and the routes of its segments at each edge."""

    KIND = "core-network"
    MARK = (
        "a Cloud WAN core network, linked to the VPCs attached to it and, where route tables are not shown, to those "
        "that route to it"
    )
    ARN = "networkmanager::{account}:core-network/{id}"
    CONSOLE = "networkmanager/home#/networks"
    COLLECTION = "core_networks"
    ON_MAP = "apart"
    LINK = "core-network"
    LEADS_ON_BY = ()
    JOINS = True
    PART = "between"
    GATEWAY = "named"
    ID_PREFIX = "core-network"
    ICON = "transit-gateway"
    SCOPE = "account"
    ROUTE_TARGET = True
    ROUTED_AS = "CoreNetworkArn"
    ROUTE_WORDS = ("core_network",)
    ATTACHED_AS = "peering"

    attachments: Annotated[tuple[CoreNetworkAttachment, ...], Doc("What is attached to it.")] = ()
    routes: Annotated[tuple[CoreNetworkRoute, ...], Doc("The routes of its segments, edge by edge, where they are known.")] = ()
    security_group_referencing: Annotated[
        bool | None,
        Doc("Whether rules may name security groups across it (security-group-support of its policy; off if not told)."),
    ] = None
    state: State = ""
