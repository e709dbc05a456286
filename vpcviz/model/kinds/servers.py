"""Route servers, which learn routes by BGP from hosts of a VPC, and secondary networks of instances beside their VPC."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.fields import AsnNumber, Cidrs, InZone, State, SubnetId, VpcId, VpcIds
from vpcviz.model.meanings import Doc, Ip, Ref, Word
from vpcviz.model.records import Resource

POSITION = 35


class RouteServer(Resource, frozen=True):
    """A VPC Route Server: it puts routes that its peers announce into `route_tables` (propagation) of the VPCs that it is
    associated with."""

    KIND = "route-server"
    ARN = "ec2:{region}:{account}:route-server/{id}"
    COLLECTION = "route_servers"
    NOT_CHARGED = pricing_pages.ROUTE_SERVER
    ONE = "VPC Route Server"
    ID_PREFIX = "rs"
    ICON = "server"

    asn: AsnNumber = None
    vpcs: VpcIds = ()
    route_tables: Annotated[tuple[str, ...], Ref("route_tables"), Doc("The route tables that it propagates to.")] = ()
    state: State = ""


class RouteServerEndpoint(Resource, frozen=True):
    """An endpoint of a Route Server in a subnet: what its peers speak BGP with."""

    KIND = "route-server-endpoint"
    ARN = "ec2:{region}:{account}:route-server-endpoint/{id}"
    COLLECTION = "route_server_endpoints"
    ONE = "VPC Route Server endpoint"
    ID_PREFIX = "rse"
    ICON = "server"
    CHARGED = {"route_server_endpoint_hour": "VPC Route Server endpoint"}

    route_server: Annotated[str, Ref("route_servers"), Doc("Its Route Server, by name or id.")] = ""
    vpc: VpcId = ""
    subnet: SubnetId = ""
    private_ip: Annotated[str, Ip(), Doc("The IP of its network interface.")] = ""
    state: State = ""


class RouteServerPeer(Resource, frozen=True):
    """A BGP peer of a Route Server's endpoint."""

    KIND = "route-server-peer"
    MARK = "a BGP peer of a Route Server's endpoint; counted"
    ARN = "ec2:{region}:{account}:route-server-peer/{id}"
    COLLECTION = "route_server_peers"
    NOT_CHARGED = pricing_pages.ROUTE_SERVER
    ONE = "VPC Route Server peer"
    ID_PREFIX = "rsp"
    ICON = "server"

    endpoint: Annotated[str, Ref("route_server_endpoints"), Doc("The endpoint that it speaks with, by name or id.")] = ""
    peer_ip: Annotated[str, Ip(), Doc("The peer's IP.")] = ""
    peer_asn: AsnNumber = None
    state: State = ""


class SecondaryNetwork(Resource, frozen=True):
    """A secondary network: a second network for instances, beside their VPC."""

    KIND = "secondary-network"
    COLLECTION = "secondary_networks"
    CHARGED = {"secondary_network_hour": "Secondary network"}
    ID_PREFIX = "sn"
    ICON = "vpc"

    cidrs: Cidrs = ()
    type: Annotated[str, Word("rdma"), Doc("Its type, as AWS prints it.")] = ""
    state: State = ""


class SecondarySubnet(Resource, frozen=True):
    """A subnet of a secondary network."""

    KIND = "secondary-subnet"
    MARK = "a subnet of a secondary network; counted"
    COLLECTION = "secondary_subnets"
    NOT_CHARGED = pricing_pages.SECONDARY
    ID_PREFIX = "ss"
    ICON = "subnet-private"

    network: Annotated[str, Ref("secondary_networks"), Doc("Its secondary network, by name or id.")] = ""
    zone: InZone = ""
    cidrs: Cidrs = ()
    state: State = ""


class SecondaryInterface(Resource, frozen=True):
    """A network interface of an instance in a secondary network."""

    KIND = "secondary-interface"
    MARK = "a network interface in a secondary network; counted"
    COLLECTION = "secondary_interfaces"
    NOT_CHARGED = pricing_pages.SECONDARY
    ID_PREFIX = "si"
    ICON = "eni"

    network: Annotated[str, Ref("secondary_networks"), Doc("Its secondary network, by name or id.")] = ""
    secondary_subnet: Annotated[str, Ref("secondary_subnets"), Doc("Its secondary subnet, by name or id.")] = ""
    instance: Annotated[str, Ref("instances"), Doc("The instance that it is attached to, by name or id.")] = ""
    private_ips: Annotated[tuple[str, ...], Ip(4), Doc("Its private IPv4 addresses.")] = ()
    status: State = ""
