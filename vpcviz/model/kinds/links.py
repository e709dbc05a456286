"""Links to other networks: VPN, Direct Connect."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.fields import AsnNumber, OnPremisesId, SecurityGroupIds, State, Status, SubnetIds, VpcId
from vpcviz.model.meanings import Between, Cidr, Doc, Free, Id, Ip, OneOf, Ref, Word
from vpcviz.model.records import Record, Resource

POSITION = 51


class VpnTunnel(Record, frozen=True):
    """One tunnel of a VPN connection."""

    FORM = "the outside IP"
    TEXT = "outside_ip"

    outside_ip: Annotated[str, Ip(), Doc("The tunnel's public IP at the AWS end.")] = ""
    inside_cidr: Annotated[str, Cidr(), Doc("The CIDR inside the tunnel, a /30 of 169.254.0.0/16.")] = ""
    status: Status = ""


class VpnConnection(Resource, frozen=True):
    """A site-to-site VPN between `customer_gateway` and `gateway` (a virtual private or transit gateway). `static_routes` are
    the on-premises CIDRs of a static one; with BGP (`bgp` true) they are those learned or, unknown, the on-premises
    network's."""

    KIND = "vpn-connection"
    MARK = "a Site-to-Site VPN connection"
    ARN = "ec2:{region}:{account}:vpn-connection/{id}"
    CONSOLE = "vpc/home?region={region}#VpnConnectionDetails:VpnConnectionId={id}"
    COLLECTION = "vpn_connections"
    ENDS = ("customer_gateway", "gateway")
    LINK = "vpn"
    JOINS = True
    PART = "outside"
    GATEWAY = "named"
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
        Ref("vpn_gateways", "transit_gateways", "vpn_concentrators", "core_networks", needs=True, ties=True),
        Doc("The virtual private or transit gateway, VPN concentrator or core network, by name or id."),
    ] = ""
    bgp: Annotated[bool, Doc("Whether routes are exchanged by BGP; false for a static VPN.")] = True
    static_routes: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs beyond the VPN.")] = ()
    tunnels: Annotated[tuple[VpnTunnel, ...], Doc("The tunnels.")] = ()
    outside_ip_type: Annotated[
        str,
        Word("PublicIpv4", "PrivateIpv4", "Ipv6"),
        Doc("What the tunnels' outside IPs are: PrivateIpv4 for a VPN over Direct Connect."),
    ] = ""
    state: State = ""


class VpnConcentrator(Resource, frozen=True):
    """A Site-to-Site VPN concentrator, attached to `transit_gateway`: the VPN connections of many small sites end in it."""

    KIND = "vpn-concentrator"
    MARK = "a VPN concentrator on a transit gateway"
    COLLECTION = "vpn_concentrators"
    PART = "outside"
    GATEWAY = "named"
    ONE = "VPN concentrator"
    ID_PREFIX = "vcn"
    ATTACHED_AS = "vpn-concentrator"
    ICON = "vpn-gateway"
    CHARGED = {"vpn_concentrator_hour": "VPN concentrator"}

    transit_gateway: Annotated[str, Ref("transit_gateways", ties=True), Doc("The transit gateway, by name or id.")] = ""
    state: State = ""


class ClientVpnEndpoint(Resource, frozen=True):
    """A Client VPN endpoint, associated with `subnets` of `vpc`, or attached to `transit_gateway`; clients get addresses of
    `client_cidr`."""

    KIND = "client-vpn-endpoint"
    MARK = "a Client VPN endpoint"
    ARN = "ec2:{region}:{account}:client-vpn-endpoint/{id}"
    CONSOLE = "vpc/home?region={region}#ClientVPNEndpoints:search={id}"
    COLLECTION = "client_vpn_endpoints"
    SENDS = True
    ZONE_TRANSFER = "free"
    ONE_SUBNET_A_ZONE = True
    JOINS = True
    PART = "outside"
    GATEWAY = "named"
    ONE = "Client VPN endpoint"
    ID_PREFIX = "cvpn-endpoint"
    ICON = "client-vpn"
    ATTACHED_AS = "client-vpn"

    transit_gateway: Annotated[str, Ref("transit_gateways", ties=True), Doc("The transit gateway that it is attached to.")] = ""
    vpc: VpcId = ""
    subnets: SubnetIds = ()
    client_cidr: Annotated[str, Cidr(4), Doc("The CIDR that clients get their addresses from, /12 to /22.")] = ""
    security_groups: SecurityGroupIds = ()


class DirectConnectGateway(Resource, frozen=True):
    """A Direct Connect gateway; it is global and has no region."""

    KIND = "direct-connect-gateway"
    ARN = "directconnect::{account}:dx-gateway/{id}"
    CONSOLE = "directconnect/v2/home#/dxgateways/{id}"
    COLLECTION = "direct_connect_gateways"
    ON_MAP = "apart"
    LINK = "direct-connect"
    AMAZON_ASN = True
    NOT_CHARGED = pricing_pages.DIRECT_CONNECT
    PART = "outside"
    GATEWAY = "named"
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
    MARK = "what ties a Direct Connect gateway to another gateway"
    COLLECTION = "direct_connect_associations"
    ENDS = ("direct_connect_gateway", "gateway")
    LINK = "direct-connect"
    NOT_CHARGED = pricing_pages.DIRECT_CONNECT
    JOINS = True
    PART = "outside"
    ONE = "Direct Connect association"
    ID_PREFIX = "dxgw-assoc"
    TOLD_BY = ("direct_connect_gateway", "gateway")
    ICON = "direct-connect-gateway"

    direct_connect_gateway: Annotated[
        str, Ref("direct_connect_gateways", needs=True), Doc("The Direct Connect gateway, by name or id.")
    ] = ""
    gateway: Annotated[
        str,
        Ref("vpn_gateways", "transit_gateways", "core_networks", needs=True, ties=True),
        Doc("The virtual private or transit gateway, or the core network, by name or id."),
    ] = ""
    allowed_prefixes: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs that the association announces.")] = ()
    state: State = ""


class VirtualInterface(Resource, frozen=True):
    """A Direct Connect virtual interface: from on-premises (`on_premises` where known) to `gateway` (a Direct Connect or
    virtual private gateway). `connection` is the dxcon-…, `prefixes` the on-premises CIDRs that it announces."""

    KIND = "virtual-interface"
    ARN = "directconnect:{region}:{account}:dxvif/{id}"
    CONSOLE = "directconnect/v2/home?region={region}#/virtual-interfaces/{id}"
    COLLECTION = "virtual_interfaces"
    ENDS = ("on_premises", "gateway")
    LINK = "direct-connect"
    JOINS = True
    PART = "outside"
    GATEWAY = "part"
    ID_PREFIX = "dxvif"
    ICON = "direct-connect-gateway"

    type: Annotated[str, OneOf("private", "transit", "public"), Doc("Its type, as AWS prints it.")] = "private"
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


class Interconnect(Resource, frozen=True):
    """An AWS Interconnect connection: from a Direct Connect gateway to another cloud, or over the last mile to a site."""

    KIND = "interconnect"
    MARK = "an AWS Interconnect connection, at its Direct Connect gateway"
    CONSOLE = "directconnect/v2/home?region={region}#/interconnects"
    COLLECTION = "interconnects"
    ONE = "AWS Interconnect connection"
    ID_PREFIX = "mcc"
    ICON = "direct-connect-gateway"
    CHARGED = {"interconnect_hour": "AWS Interconnect connection (depends on bandwidth and distance)"}

    direct_connect_gateway: Annotated[
        str, Ref("direct_connect_gateways", ties=True), Doc("The Direct Connect gateway that it is attached to, by name or id.")
    ] = ""
    provider: Annotated[str, Word("azure", "gcp", "oci"), Doc("The cloud, or the last mile's provider, at its other end.")] = ""
    location: Annotated[str, Free(), Doc("Where it is handed over.")] = ""
    bandwidth: Annotated[str, Word(form="[0-9]+[MGT]bps"), Doc("Its bandwidth, such as 1Gbps.")] = ""
    state: State = ""
