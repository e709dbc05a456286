"""What it costs to join networks: transit gateways, core networks, peering, VPN, Direct Connect."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, leaves_by, region_of
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.attachment_types import attachment_type
from vpcviz.model.life_cycle import works


@charges(r.TransitGateway, directed=True)
def transit_gateway(network: Network, gateway: r.TransitGateway, prices: Prices) -> Iterator[Charge]:
    """Each GB that is sent to it; its hours are those of its attachments."""
    yield prices.charge(gateway, "transit_gateway_gb")


@charges(r.TransitGatewayAttachment)
def transit_gateway_attachment(network: Network, attachment: r.TransitGatewayAttachment, prices: Prices) -> Iterator[Charge]:
    """An attachment is charged by the hour; one between two transit gateways on both sides, in each side's region.

    Source: "What is AWS Transit Gateway?", "Pricing": each attachment.
    """
    region = attachment.region or region_of(network, attachment.transit_gateway)
    yield prices.charge(attachment, attachment_type(attachment.type).hourly, region=region)
    if attachment.type == "peering":
        other = network.get(attachment.resource, r.TransitGateway)
        listed = any(
            one.resource == attachment.transit_gateway
            for one in network.attachments_of.get(attachment.resource, ())
            if one is not attachment
        )
        if other is not None and not other.foreign and not listed:
            yield prices.charge(attachment, "transit_gateway_attachment_hour", region=other.region)
        far = other.region if other is not None else attachment.resource_region
        if far and far != region:
            yield prices.charge(attachment, "inter_region_gb", region=region, to_region=far)


@charges(r.CoreNetwork)
def core_network(network: Network, core: r.CoreNetwork, prices: Prices) -> Iterator[Charge]:
    """Each edge and each attachment by the hour, and each GB."""
    edges = {one.location for one in core.attachments} | {one.location for one in core.routes}
    yield prices.charge(core, "core_network_edge_hour", units=max(1, len(edges - {""})))
    yield prices.charge(core, "core_network_attachment_hour", units=max(1, len(core.attachments)))
    yield prices.charge(core, "core_network_gb")


@charges(r.VpnConnection, directed=True)
def vpn_connection(network: Network, connection: r.VpnConnection, prices: Prices) -> Iterator[Charge]:
    """By the hour, and what leaves by it."""
    region = connection.region or region_of(network, connection.gateway)
    yield prices.charge(connection, "vpn_connection_hour", region=region)
    yield prices.charge(connection, "internet_out_gb", region=region)


@charges(r.ClientVpnEndpoint)
def client_vpn_endpoint(network: Network, endpoint: r.ClientVpnEndpoint, prices: Prices) -> Iterator[Charge]:
    """Each subnet that it is associated with; one that is attached to a transit gateway has none."""
    if endpoint.transit_gateway and not endpoint.vpc and not endpoint.subnets:
        yield prices.charge(endpoint, "client_vpn_transit_hour")
    else:
        yield prices.charge(endpoint, "client_vpn_association_hour", units=max(1, len(endpoint.subnets)))


@charges(r.VirtualInterface, directed=True)
def virtual_interface(network: Network, interface: r.VirtualInterface, prices: Prices) -> Iterator[Charge]:
    """The hours of its port, and what leaves by it."""
    yield prices.charge(interface, "direct_connect_port_hour")
    yield prices.charge(interface, "direct_connect_out_gb")


@charges(r.Peering, directed=True)
def vpc_peering(network: Network, peering: r.Peering, prices: Prices) -> Iterator[Charge]:
    """Peering is free in a zone; between zones each GB is charged as it leaves and as it arrives, between regions as it leaves.

    Source: Amazon VPC Peering Guide, "Pricing for a VPC peering connection".
    """
    if not works(peering.status):
        return
    near, far = peering_regions(network, peering)
    if near and far and near != far:
        yield prices.charge(peering, "inter_region_gb", region=near, to_region=far)
    else:
        yield prices.charge(peering, "inter_zone_gb", region=near or far, units=2)


def peering_regions(network: Network, peering: r.Peering) -> tuple[str, str]:
    """The regions of the requester's and the accepter's side, "" where not known."""
    near = region_of(network, peering.requester) or peering.requester_region or peering.region
    far = region_of(network, peering.accepter) or peering.accepter_region or peering.region
    return near, far


leaves_by("internet_out_gb", r.VpnConnection)
leaves_by("direct_connect_out_gb", r.VirtualInterface)
