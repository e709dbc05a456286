"""AWS Network Firewall: firewalls with endpoints in subnets, at gateways, and as proxies."""

from collections.abc import Mapping
from typing import Annotated, Literal

from vpcviz.model.fields import (
    InZones,
    State,
    SubnetIds,
    VpcId,
)
from vpcviz.model.kinds.owners import Listener
from vpcviz.model.kinds.routing import NatAddress
from vpcviz.model.meanings import Doc, Domain, Id, Key, Name, OneOf, Ref
from vpcviz.model.records import Resource

POSITION = 41


class NetworkFirewall(Resource, frozen=True):
    """An AWS Network Firewall; `endpoints` maps a subnet to the id of the firewall endpoint (vpce-…) in it.

    `placement` tells where it inspects: at endpoints in subnets that routes lead to; at a VPC's internet gateway (an Automated
    Internet Firewall, which has no endpoint; `addresses` are those by which it translates, by zone); attached to `transit_gateway`
    in `zones`; or (proxy) at endpoints, with the NAT gateways by which it sends, one in each zone, in `nat_gateways`.
    """

    KIND = "network-firewall"
    MARK = (
        "a Network Firewall; on a VPC's border beside its internet gateway, what inspects there; below the VPCs, one "
        "attached to a transit gateway"
    )
    CONSOLE = "vpc/home?region={region}#NetworkFirewalls:"
    COLLECTION = "network_firewalls"
    ONE_SUBNET_A_ZONE = True
    REDIRECTS = "edge"
    GATEWAY = "named"
    INSPECTS = True
    ONE = "network firewall"
    ID_PREFIX = "firewall"
    INTERFACE_TYPE = "gateway_load_balancer_endpoint"
    ROUTE_TARGET = True
    ROUTED_AS = "GatewayId"
    ROUTE_WORDS = ("network_firewall",)
    ATTACHED_AS = "network-function"
    ICON = "firewall"

    vpc: VpcId = ""
    subnets: SubnetIds = ()
    endpoints: Annotated[
        Mapping[str, str],
        Key(Ref("subnets")),
        Id("vpce"),
        Doc("The firewall endpoint (vpce-…) in each subnet: subnet id to endpoint id."),
    ] = {}
    policy: Annotated[str, Name(), Doc("The name of the firewall policy.")] = ""
    placement: Annotated[
        Literal["subnets", "internet-gateway", "transit-gateway", "proxy"],
        Doc("Where it inspects: at endpoints in subnets, at the VPC's internet gateway, on a transit gateway, or as a proxy."),
    ] = "subnets"
    mode: Annotated[
        str, OneOf("enforce", "monitor"), Doc("At an internet gateway: enforce applies the policy, monitor only logs.")
    ] = "enforce"
    addresses: Annotated[
        tuple[NatAddress, ...], Doc("At an internet gateway: the public IPs by which it translates, by zone.")
    ] = ()
    transit_gateway: Annotated[
        str, Ref("transit_gateways", ties=True), Doc("The transit gateway that it is attached to, by name or id.")
    ] = ""
    zones: Annotated[InZones, Doc("On a transit gateway: the zones that it has endpoints in.")] = ()
    nat_gateways: Annotated[
        tuple[str, ...], Ref("nat_gateways"), Doc("Of a proxy: the NAT gateways that it sends by, one in each zone.")
    ] = ()
    nat_scope: Annotated[
        str,
        OneOf("", "NAT_ALL", "NAT_NONE"),
        Doc("Of a proxy: whether what is not sent to its listener leaves by its NAT gateway, as AWS prints it."),
    ] = ""
    listeners: Annotated[tuple[Listener, ...], Doc("Of a proxy: the ports at which clients ask it by name.")] = ()
    domain_name: Annotated[str, Domain(), Doc("Of a proxy: the domain name that it goes by, where it has one of its own.")] = ""
    state: State = ""
