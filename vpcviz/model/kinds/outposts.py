"""Outposts: local gateways, their groups of virtual interfaces, and pools of customer-owned addresses."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.fields import AsnNumber, Cidrs, State, VpcIds
from vpcviz.model.meanings import Cidr, Doc, Id, Name, OneOf, Ref
from vpcviz.model.records import Record, Resource

POSITION = 56


class LocalGatewayRoute(Record, frozen=True):
    """A route of a local gateway's route table (`table`), to a virtual interface group or a network interface."""

    FORM = "a mapping with destination and target"

    destination: Annotated[str, Cidr(), Doc("The CIDR.")]
    target: Annotated[
        str, Id("lgw-vif-grp"), Doc("The virtual interface group (lgw-vif-grp-…) or network interface that it leads to.")
    ] = ""
    table: Annotated[str, Id("lgw-rtb"), Doc("The route table that has it (lgw-rtb-…), where the gateway has several.")] = ""
    state: Annotated[str, OneOf("active", "blackhole"), Doc("active, or blackhole: such packets are dropped.")] = "active"


class LocalGatewayAssociation(Record, frozen=True):
    """Which route table of a local gateway routes what a VPC sends to it."""

    FORM = "VPC: ROUTE-TABLE"
    PAIR = ("vpc", "table")

    vpc: Annotated[str, Ref("vpcs"), Doc("The VPC, by name or id.")]
    table: Annotated[str, Id("lgw-rtb"), Doc("The route table (lgw-rtb-…).")]


class LocalGateway(Resource, frozen=True):
    """The local gateway of an Outpost: it leads to the on-premises network around it. Of several route tables `associations` tell
    which one routes what a VPC sends."""

    KIND = "local-gateway"
    ARN = "ec2:{region}:{account}:local-gateway/{id}"
    COLLECTION = "local_gateways"
    NOT_CHARGED = pricing_pages.OUTPOSTS
    JOINS = True
    PART = "outside"
    GATEWAY = "named"
    ID_PREFIX = "lgw"
    ICON = "customer-gateway"
    ROUTE_TARGET = True
    ROUTED_AS = "LocalGatewayId"
    ROUTE_WORDS = ("local_gateway",)

    outpost: Annotated[str, Name(), Doc("The Outpost that it belongs to (its ARN).")] = ""
    vpcs: VpcIds = ()
    routes: Annotated[
        tuple[LocalGatewayRoute, ...], Doc("The routes of its route tables that VPCs are associated with, where they are known.")
    ] = ()
    associations: Annotated[
        tuple[LocalGatewayAssociation, ...], Doc("Which of its route tables is whose: of each VPC the table that routes for it.")
    ] = ()
    state: State = ""


class LocalGatewayInterfaceGroup(Resource, frozen=True):
    """A group of a local gateway's virtual interfaces to the on-premises network; routes of its tables lead to it."""

    KIND = "local-gateway-interface-group"
    COLLECTION = "local_gateway_interface_groups"
    NOT_CHARGED = pricing_pages.OUTPOSTS
    ONE = "virtual interface group"
    ID_PREFIX = "lgw-vif-grp"
    ICON = "customer-gateway"

    local_gateway: Annotated[str, Ref("local_gateways", ties=True), Doc("Its local gateway, by name or id.")] = ""
    asn: AsnNumber = None
    interfaces: Annotated[tuple[str, ...], Id("lgw-vif"), Doc("The ids of its virtual interfaces.")] = ()
    state: State = ""


class CustomerOwnedPool(Resource, frozen=True):
    """A pool of customer-owned IPv4 addresses (CoIP), by which hosts on an Outpost are reached from its on-premises network."""

    KIND = "customer-owned-pool"
    ARN = "ec2:{region}:{account}:coip-pool/{id}"
    COLLECTION = "customer_owned_pools"
    NOT_CHARGED = pricing_pages.OUTPOSTS
    ONE = "customer-owned address pool"
    ID_PREFIX = "ipv4pool-coip"
    ICON = "internet"

    local_gateway: Annotated[str, Ref("local_gateways", ties=True), Doc("The local gateway of its table, by name or id.")] = ""
    table: Annotated[str, Id("lgw-rtb"), Doc("The local gateway's route table (lgw-rtb-…).")] = ""
    cidrs: Cidrs = ()
