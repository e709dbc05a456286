"""Direct Connect: gateways, what they are associated with, virtual interfaces."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, Each, reads, refers
from vpcviz.aws.services.vpn import refer_to_gateway
from vpcviz.aws.shapes import CamelShape, CamelTag, StateWord, unique, word
from vpcviz.model.life_cycle import FAILED, is_gone

POSITION = 100


class Gateway(CamelShape, frozen=True, gc=False):
    """A Direct Connect gateway."""

    direct_connect_gateway_id: str = ""
    direct_connect_gateway_name: str = ""
    direct_connect_gateway_state: StateWord = ""
    owner_account: str = ""
    amazon_side_asn: int | None = None
    tags: tuple[CamelTag, ...] = ()


@reads(
    "directconnect",
    "DescribeDirectConnectGateways",
    "directConnectGateways",
    "direct_connect_gateways",
    "Direct Connect gateways",
    Gateway,
    "directConnectGatewayId",
    tokens=LOWER,
    where="account",
)
def direct_connect_gateways(estate: Estate, answer: Answer, item: Gateway) -> None:
    """Direct Connect gateways, which are global."""
    if not is_gone(item.direct_connect_gateway_state, FAILED):
        estate.put(
            "direct_connect_gateways",
            item.direct_connect_gateway_id,
            answer,
            item.tags,
            owner=item.owner_account,
            region="",
            name=item.direct_connect_gateway_name,
            asn=item.amazon_side_asn,
        )


class AssociatedGateway(CamelShape, frozen=True, gc=False):
    """What a Direct Connect gateway is associated with."""

    id: str = ""
    region: str = ""


class Prefix(CamelShape, frozen=True, gc=False):
    """A prefix that is announced."""

    cidr: str = ""


class AssociatedCoreNetwork(CamelShape, frozen=True, gc=False):
    """The core network at the other side of an association."""

    id: str = ""
    owner_account: str = ""


class Association(CamelShape, frozen=True, gc=False):
    """An association of a Direct Connect gateway."""

    association_id: str = ""
    association_state: str = ""
    direct_connect_gateway_id: str = ""
    direct_connect_gateway_owner_account: str = ""
    associated_gateway: AssociatedGateway = AssociatedGateway()
    associated_core_network: AssociatedCoreNetwork = AssociatedCoreNetwork()
    virtual_gateway_id: str = ""
    virtual_gateway_region: str = ""
    allowed_prefixes_to_direct_connect_gateway: tuple[Prefix, ...] = ()


@reads(
    "directconnect",
    "DescribeDirectConnectGatewayAssociations",
    "directConnectGatewayAssociations",
    "direct_connect_associations",
    "Direct Connect gateway associations",
    Association,
    "associationId",
    "associationState",
    tokens=LOWER,
    where="account",
    each=Each(
        "directconnect.DescribeDirectConnectGateways",
        "directConnectGatewayId",
        "directConnectGatewayId",
        own="directConnectGatewayId",
    ),
)
def direct_connect_associations(estate: Estate, answer: Answer, item: Association) -> None:
    """What a Direct Connect gateway is associated with."""
    if is_gone(item.association_state):
        return
    gateway = item.associated_gateway.id or item.virtual_gateway_id or item.associated_core_network.id
    hub = item.direct_connect_gateway_id or answer.scope
    estate.core_owners.setdefault(item.associated_core_network.id, item.associated_core_network.owner_account)
    estate.put(
        "direct_connect_associations",
        item.association_id or (f"{hub}-{gateway}" if gateway else ""),
        answer,
        owner=item.direct_connect_gateway_owner_account,
        region=item.associated_gateway.region or item.virtual_gateway_region,
        direct_connect_gateway=hub,
        gateway=gateway,
        allowed_prefixes=unique(one.cidr for one in item.allowed_prefixes_to_direct_connect_gateway),
        state=item.association_state,
    )


class VirtualInterface(CamelShape, frozen=True, gc=False):
    """A virtual interface: never its BGP keys or router configuration."""

    virtual_interface_id: str = ""
    virtual_interface_name: str = ""
    virtual_interface_type: str = ""
    virtual_interface_state: str = ""
    owner_account: str = ""
    region: str = ""
    direct_connect_gateway_id: str = ""
    virtual_gateway_id: str = ""
    connection_id: str = ""
    location: str = ""
    vlan: int | None = None
    route_filter_prefixes: tuple[Prefix, ...] = ()
    tags: tuple[CamelTag, ...] = ()


@reads(
    "directconnect",
    "DescribeVirtualInterfaces",
    "virtualInterfaces",
    "virtual_interfaces",
    "Direct Connect virtual interfaces",
    VirtualInterface,
    "virtualInterfaceId",
    tokens=LOWER,
    secrets=True,
)
def virtual_interfaces(estate: Estate, answer: Answer, item: VirtualInterface) -> None:
    """Direct Connect virtual interfaces."""
    if is_gone(item.virtual_interface_state, FAILED):
        return
    estate.put(
        "virtual_interfaces",
        item.virtual_interface_id,
        answer,
        item.tags,
        owner=item.owner_account,
        region=item.region or answer.region,
        name=item.virtual_interface_name,
        type=word(item.virtual_interface_type, "private"),
        gateway=item.direct_connect_gateway_id or item.virtual_gateway_id,
        connection=item.connection_id,
        location=item.location,
        vlan=item.vlan,
        prefixes=unique(one.cidr for one in item.route_filter_prefixes),
        state=item.virtual_interface_state,
    )


class AttachPoint(CamelShape, frozen=True, gc=False):
    """What an Interconnect connection is attached to."""

    direct_connect_gateway: str = ""


class Provider(CamelShape, frozen=True, gc=False):
    """Who is at its other end."""

    cloud_service_provider: str = ""
    last_mile_provider: str = ""


class Interconnect(CamelShape, frozen=True, gc=False):
    """An AWS Interconnect connection."""

    id: str = ""
    description: str = ""
    attach_point: AttachPoint = AttachPoint()
    provider: Provider = Provider()
    location: str = ""
    bandwidth: str = ""
    state: str = ""


@reads(
    "interconnect",
    "ListConnections",
    "connections",
    "interconnects",
    "AWS Interconnect connections",
    Interconnect,
    "attachPoint",
    tokens=LOWER,
    optional=True,
)
def interconnects(estate: Estate, answer: Answer, item: Interconnect) -> None:
    """AWS Interconnect connections, at their Direct Connect gateways."""
    if not is_gone(item.state, FAILED):
        estate.put(
            "interconnects",
            item.id,
            answer,
            name=item.description,
            direct_connect_gateway=item.attach_point.direct_connect_gateway,
            provider=item.provider.cloud_service_provider or item.provider.last_mile_provider,
            location=item.location,
            bandwidth=item.bandwidth,
            state=item.state,
        )


@refers("direct_connect_associations")
def _associated(estate: Estate, thing: dict[str, Any]) -> None:
    """Both gateways of an association."""
    estate.foreign("direct_connect_gateways", thing["direct_connect_gateway"])
    refer_to_gateway(estate, thing["gateway"], {"region": thing["region"]})


@refers("virtual_interfaces")
def _gateway_of(estate: Estate, thing: dict[str, Any]) -> None:
    """The gateway of a virtual interface, of either kind."""
    estate.foreign("vpn_gateways" if thing["gateway"].startswith("vgw-") else "direct_connect_gateways", thing["gateway"])
