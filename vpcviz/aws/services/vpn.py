"""Customer gateways, site-to-site VPN connections, Client VPN endpoints."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads, refers
from vpcviz.aws.shapes import Code, Shape, StateWord, Tag, Texts, number, unique
from vpcviz.model import resources as r
from vpcviz.model.arns import owner_in
from vpcviz.model.life_cycle import FAILED, is_gone

POSITION = 70


class CustomerGateway(Shape, frozen=True, gc=False):
    """A customer gateway."""

    customer_gateway_id: str = ""
    ip_address: str = ""
    bgp_asn: str = ""
    bgp_asn_extended: str = ""
    device_name: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeCustomerGateways",
    "CustomerGateways",
    "customer_gateways",
    "customer gateways",
    CustomerGateway,
    "CustomerGatewayId",
    tokens=(),
)
def customer_gateways(estate: Estate, answer: Answer, item: CustomerGateway) -> None:
    """Customer gateways."""
    if not is_gone(item.state, FAILED):
        estate.put(
            "customer_gateways",
            item.customer_gateway_id,
            answer,
            item.tags,
            ip=item.ip_address,
            asn=number(item.bgp_asn or item.bgp_asn_extended),
            name=item.device_name,
        )


class StaticRoute(Shape, frozen=True, gc=False):
    """A static route of a VPN connection."""

    destination_cidr_block: str = ""
    state: StateWord = ""


class Telemetry(Shape, frozen=True, gc=False):
    """How a tunnel is."""

    outside_ip_address: str = ""
    status: str = ""


class TunnelOption(Shape, frozen=True, gc=False):
    """The addresses of a tunnel: never its pre-shared key."""

    outside_ip_address: str = ""
    tunnel_inside_cidr: str = ""


class VpnOptions(Shape, frozen=True, gc=False):
    """The options of a VPN connection."""

    static_routes_only: bool = False
    outside_ip_address_type: str = ""
    tunnel_options: tuple[TunnelOption, ...] = ()


class VpnConnection(Shape, frozen=True, gc=False):
    """A site-to-site VPN connection: never its configuration."""

    vpn_connection_id: str = ""
    customer_gateway_id: str = ""
    vpn_gateway_id: str = ""
    transit_gateway_id: str = ""
    vpn_concentrator_id: str = ""
    core_network_arn: str = ""
    state: str = ""
    routes: tuple[StaticRoute, ...] = ()
    vgw_telemetry: tuple[Telemetry, ...] = ()
    options: VpnOptions = VpnOptions()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpnConnections",
    "VpnConnections",
    "vpn_connections",
    "VPN connections",
    VpnConnection,
    "VpnConnectionId",
    tokens=(),
    secrets=True,
)
def vpn_connections(estate: Estate, answer: Answer, item: VpnConnection) -> None:
    """Site-to-site VPN connections."""
    if is_gone(item.state, FAILED):
        return
    states = {one.outside_ip_address: one.status for one in item.vgw_telemetry}
    tunnels = {one.outside_ip_address: one.tunnel_inside_cidr for one in item.options.tunnel_options}
    core = item.core_network_arn.rpartition("/")[2]
    estate.core_owners.setdefault(core, owner_in(item.core_network_arn))
    estate.put(
        "vpn_connections",
        item.vpn_connection_id,
        answer,
        item.tags,
        customer_gateway=item.customer_gateway_id,
        gateway=item.vpn_gateway_id or item.vpn_concentrator_id or item.transit_gateway_id or core,
        bgp=not item.options.static_routes_only,
        static_routes=unique(one.destination_cidr_block for one in item.routes if not is_gone(one.state, FAILED)),
        tunnels=tuple(
            r.VpnTunnel(outside_ip=ip, inside_cidr=tunnels.get(ip, ""), status=states.get(ip, ""))
            for ip in unique([*tunnels, *states])
        ),
        outside_ip_type="" if item.options.outside_ip_address_type == "PublicIpv4" else item.options.outside_ip_address_type,
        state=item.state,
    )


class ClientVpnTransit(Shape, frozen=True, gc=False):
    """The transit gateway that a Client VPN endpoint is attached to."""

    transit_gateway_id: str = ""


class ClientVpnEndpoint(Shape, frozen=True, gc=False):
    """A Client VPN endpoint."""

    client_vpn_endpoint_id: str = ""
    vpc_id: str = ""
    status: Code = Code()
    client_cidr_block: str = ""
    security_group_ids: Texts = ()
    transit_gateway_configuration: ClientVpnTransit = ClientVpnTransit()
    server_certificate_arn: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeClientVpnEndpoints",
    "ClientVpnEndpoints",
    "client_vpn_endpoints",
    "Client VPN endpoints",
    ClientVpnEndpoint,
    "ClientVpnEndpointId",
)
def client_vpn_endpoints(estate: Estate, answer: Answer, item: ClientVpnEndpoint) -> None:
    """Client VPN endpoints."""
    if is_gone(item.status.code, FAILED):
        return
    estate.put(
        "client_vpn_endpoints",
        item.client_vpn_endpoint_id,
        answer,
        item.tags,
        vpc=item.vpc_id,
        transit_gateway=item.transit_gateway_configuration.transit_gateway_id,
        client_cidr=item.client_cidr_block,
        security_groups=item.security_group_ids,
    )


class TargetNetwork(Shape, frozen=True, gc=False):
    """A subnet that a Client VPN endpoint is associated with."""

    client_vpn_endpoint_id: str = ""
    target_network_id: str = ""
    vpc_id: str = ""
    status: Code = Code()


@reads(
    "ec2",
    "DescribeClientVpnTargetNetworks",
    "ClientVpnTargetNetworks",
    "client_vpn_endpoints",
    "subnets of Client VPN endpoints",
    TargetNetwork,
    "TargetNetworkId",
    each=Each("ec2.DescribeClientVpnEndpoints", "ClientVpnEndpointId", "ClientVpnEndpointId", own="ClientVpnEndpointId"),
)
def client_vpn_networks(estate: Estate, answer: Answer, item: TargetNetwork) -> None:
    """The subnets that a Client VPN endpoint is associated with."""
    if item.status.code not in ("disassociated", "association-failed"):
        identity = item.client_vpn_endpoint_id or answer.scope
        estate.more("client_vpn_endpoints", identity, subnets=unique([item.target_network_id]))
        if item.vpc_id:
            estate.more("client_vpn_endpoints", identity, vpc=item.vpc_id)


@refers("vpn_connections")
def _ends(estate: Estate, thing: dict[str, Any]) -> None:
    """The gateways of both ends of a connection."""
    where = {"account": thing.get("account", ""), "region": thing.get("region", "")}
    refer_to_gateway(estate, thing.get("gateway", ""), where)
    estate.foreign("customer_gateways", thing.get("customer_gateway", ""), **where)


def refer_to_gateway(estate: Estate, gateway: str, where: dict[str, Any]) -> None:
    """The gateway that a way from outside ends at, of the kind that its id tells; a core network is in no region."""
    if gateway.startswith(f"{r.CoreNetwork.ID_PREFIX}-"):
        where = {"account": estate.core_owners.get(gateway, "")}
    ends = (r.TransitGateway, r.VpnConcentrator, r.CoreNetwork)
    found = (kind.COLLECTION for kind in ends if gateway.startswith(f"{kind.ID_PREFIX}-"))
    estate.foreign(next(found, r.VpnGateway.COLLECTION), gateway, **where)
