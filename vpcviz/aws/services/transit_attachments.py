"""More of transit gateway attachments: Connect peers, 1:1 NAT, VPN concentrators."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads, refers
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import LEAVING, is_dead, is_gone

POSITION = 62


class Connect(Shape, frozen=True, gc=False):
    """A Connect attachment."""

    transit_gateway_attachment_id: str = ""
    transport_transit_gateway_attachment_id: str = ""
    transit_gateway_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGatewayConnects",
    "TransitGatewayConnects",
    "transit_gateway_attachments",
    "Connect attachments of transit gateways",
    Connect,
    "TransportTransitGatewayAttachmentId",
    optional=True,
)
def connects(estate: Estate, answer: Answer, item: Connect) -> None:
    """Connect attachments, with the attachment that carries each."""
    _put(estate, answer, item, type="connect", resource=item.transport_transit_gateway_attachment_id, resource_account="")


def _put(estate: Estate, answer: Answer, item: "Connect | NetworkFunction", **told: Any) -> None:
    """An attachment that is there, with what is told of what is attached."""
    if not is_dead(item.state):
        gateway, ident = item.transit_gateway_id, item.transit_gateway_attachment_id
        estate.put("transit_gateway_attachments", ident, answer, item.tags, transit_gateway=gateway, state=item.state, **told)


class NetworkFunction(Shape, frozen=True, gc=False):
    """An attachment of a network function."""

    transit_gateway_attachment_id: str = ""
    transit_gateway_id: str = ""
    resource_owner_id: str = ""
    resource_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGatewayNetworkFunctionAttachments",
    "TransitGatewayNetworkFunctionAttachments",
    "transit_gateway_attachments",
    "network functions on transit gateways",
    NetworkFunction,
    "TransitGatewayAttachmentId",
    optional=True,
)
def network_functions(estate: Estate, answer: Answer, item: NetworkFunction) -> None:
    """Attachments of network functions, such as firewalls."""
    _put(estate, answer, item, type="network-function", resource=item.resource_id, resource_account=item.resource_owner_id)


class BgpPeer(Shape, frozen=True, gc=False):
    """One BGP session of a Connect peer."""

    peer_asn: int | None = None


class Tunnel(Shape, frozen=True, gc=False):
    """The tunnel of a Connect peer, but for the address of what it leads to."""

    peer_address: str = ""
    inside_cidr_blocks: Texts = ()
    bgp_configurations: tuple[BgpPeer, ...] = ()


class PeerConfiguration(Tunnel, frozen=True, gc=False):
    """The tunnel of a transit gateway's Connect peer."""

    transit_gateway_address: str = ""


def tunnel(peer: str, told: Tunnel, own_address: str, state: str) -> r.TransitGatewayConnectPeer:
    """The tunnel of a Connect peer to an address of a transit gateway or core network."""
    return r.TransitGatewayConnectPeer(
        ip=told.peer_address,
        transit_gateway_ip=own_address,
        inside_cidrs=told.inside_cidr_blocks,
        peer=peer,
        asn=next((one.peer_asn for one in told.bgp_configurations), None),
        state=state,
    )


class ConnectPeer(Shape, frozen=True, gc=False):
    """A Connect peer."""

    transit_gateway_connect_peer_id: str = ""
    transit_gateway_attachment_id: str = ""
    state: str = ""
    connect_peer_configuration: PeerConfiguration = PeerConfiguration()


@reads(
    "ec2",
    "DescribeTransitGatewayConnectPeers",
    "TransitGatewayConnectPeers",
    "transit_gateway_attachments",
    "Connect peers of transit gateways",
    ConnectPeer,
    "TransitGatewayConnectPeerId",
    optional=True,
)
def connect_peers(estate: Estate, answer: Answer, item: ConnectPeer) -> None:
    """The tunnels of a Connect attachment."""
    told = item.connect_peer_configuration
    if is_dead(item.state) or not told.peer_address:
        return
    peer = tunnel(item.transit_gateway_connect_peer_id, told, told.transit_gateway_address, item.state)
    estate.more("transit_gateway_attachments", item.transit_gateway_attachment_id, connect_peers=(peer,))


class NatRule(Shape, frozen=True, gc=False):
    """A rule of 1:1 NAT."""

    match_source_cidr: str = ""
    nat_cidr: str = ""
    state: str = ""


class NatConfiguration(Shape, frozen=True, gc=False):
    """The 1:1 NAT of an attachment."""

    transit_gateway_attachment_id: str = ""
    nat_gateway_support: StateWord = ""
    nat_gateway_rules: tuple[NatRule, ...] = ()


@reads(
    "ec2",
    "GetTransitGatewayAttachmentNatConfiguration",
    "NatGatewayRules",
    "transit_gateway_attachments",
    "1:1 NAT of transit gateway attachments",
    NatConfiguration,
    tokens=(),
    whole=True,
    each=Each(
        "ec2.DescribeTransitGatewayAttachments",
        "TransitGatewayAttachmentId",
        "TransitGatewayAttachmentId",
        only=("NatGatewaySupport", "enabled"),
        own="TransitGatewayAttachmentId",
    ),
    optional=True,
)
def nat_configuration(estate: Estate, answer: Answer, item: NatConfiguration) -> None:
    """The rules of 1:1 NAT that are in effect, or about to be, on an attachment."""
    pending = item.nat_gateway_support in ("enabling", "disabling")
    rules = tuple(
        r.TransitGatewayNatRule(source=one.match_source_cidr, nat=one.nat_cidr, state="pending" if pending else one.state)
        for one in item.nat_gateway_rules
        if not is_gone(one.state, LEAVING) and one.match_source_cidr and one.nat_cidr
    )
    known = {} if item.nat_gateway_support == "disabled" else {"nat_rules": rules}
    identity = item.transit_gateway_attachment_id or answer.scope
    estate.more("transit_gateway_attachments", identity, nat_rules_known=True, **known)


class VpnConcentrator(Shape, frozen=True, gc=False):
    """A VPN concentrator."""

    vpn_concentrator_id: str = ""
    transit_gateway_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpnConcentrators",
    "VpnConcentrators",
    "vpn_concentrators",
    "VPN concentrators",
    VpnConcentrator,
    "VpnConcentratorId",
    optional=True,
)
def vpn_concentrators(estate: Estate, answer: Answer, item: VpnConcentrator) -> None:
    """VPN concentrators."""
    if not is_dead(item.state):
        identity, hub = item.vpn_concentrator_id, item.transit_gateway_id
        estate.put("vpn_concentrators", identity, answer, item.tags, transit_gateway=hub, state=item.state)


@refers("transit_gateway_attachments")
def _attached(estate: Estate, thing: dict[str, Any]) -> None:
    """The transit gateway of an attachment, and what is attached."""
    resource, owner, region = thing["resource"], thing["resource_account"], thing["region"]
    estate.foreign("transit_gateways", thing["transit_gateway"], region=region)
    if thing["type"] == "vpc":
        estate.foreign_vpc(resource, owner, region)
    elif thing["type"] == "peering" and resource.startswith("core-network-"):
        estate.foreign("core_networks", resource, account=owner)
    elif thing["type"] == "peering":
        estate.foreign("transit_gateways", resource, account=owner, region=thing.get("resource_region", ""))
    elif thing["type"] == "direct-connect-gateway":
        estate.foreign("direct_connect_gateways", resource, account=owner)
    elif thing["type"] == "vpn-concentrator":
        estate.foreign("vpn_concentrators", resource, region=region, transit_gateway=thing["transit_gateway"])
    elif thing["type"] == "vpn" and resource.startswith("vpn-"):
        estate.foreign("vpn_connections", resource, region=region, gateway=thing["transit_gateway"])
