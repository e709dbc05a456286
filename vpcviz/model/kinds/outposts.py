"""What an Outpost's local gateway has beside its routes: groups of virtual interfaces, and pools of customer-owned addresses."""

from typing import Annotated

from vpcviz.model.fields import AsnNumber, Cidrs, State
from vpcviz.model.meanings import Doc, Id, Ref
from vpcviz.model.records import Resource

POSITION = 56


class LocalGatewayInterfaceGroup(Resource, frozen=True):
    """A group of a local gateway's virtual interfaces to the on-premises network; routes of its tables lead to it."""

    KIND = "local-gateway-interface-group"
    COLLECTION = "local_gateway_interface_groups"
    NOT_CHARGED = "it comes with its Outpost"
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
    NOT_CHARGED = "it comes with its Outpost"
    ONE = "customer-owned address pool"
    ID_PREFIX = "ipv4pool-coip"
    ICON = "internet"

    local_gateway: Annotated[str, Ref("local_gateways", ties=True), Doc("The local gateway of its table, by name or id.")] = ""
    table: Annotated[str, Id("lgw-rtb"), Doc("The local gateway's route table (lgw-rtb-…).")] = ""
    cidrs: Cidrs = ()
