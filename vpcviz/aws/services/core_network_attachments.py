"""More of attachments to Cloud WAN core networks: subnets of VPCs, 1:1 NAT, Connect peers."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, leads, reads
from vpcviz.aws.services.transit_attachments import Tunnel, tunnel
from vpcviz.aws.shapes import Shape, StateWord, Texts, unique
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead

POSITION = 65


class VpcAttachmentOptions(Shape, frozen=True, gc=False):
    """The options of a VPC's attachment."""

    appliance_mode_support: bool = False
    security_group_referencing_support: bool = True


class AttachmentName(Shape, frozen=True, gc=False):
    """Which attachment it is."""

    attachment_id: str = ""


class VpcAttachment(Shape, frozen=True, gc=False):
    """What only the attachment of a VPC has."""

    attachment: AttachmentName = AttachmentName()
    subnet_arns: Texts = ()
    options: VpcAttachmentOptions = VpcAttachmentOptions()


class DescribedVpcAttachment(Shape, frozen=True, gc=False):
    """What wraps it."""

    vpc_attachment: VpcAttachment = VpcAttachment()


@reads(
    "networkmanager",
    "GetVpcAttachment",
    "VpcAttachment",
    "core_networks",
    "subnets of core networks' attachments",
    DescribedVpcAttachment,
    tokens=(),
    whole=True,
    where="account",
    each=Each(
        "networkmanager.ListAttachments",
        "AttachmentId",
        "AttachmentId",
        only=("AttachmentType", "VPC"),
        own="VpcAttachment.Attachment.AttachmentId",
    ),
    optional=True,
)
def vpc_attachments(estate: Estate, answer: Answer, item: DescribedVpcAttachment) -> None:
    """The subnets of a VPC's attachment to a core network."""
    told = item.vpc_attachment
    subnets = unique(arn.rpartition("/")[2] for arn in told.subnet_arns)
    identity = told.attachment.attachment_id or answer.scope
    estate.core_attachments.setdefault(identity, {}).update(
        {
            "subnets": subnets,
            "appliance_mode": told.options.appliance_mode_support,
            "security_group_referencing": told.options.security_group_referencing_support,
        }
    )


class NatRule(Shape, frozen=True, gc=False):
    """A rule of 1:1 NAT."""

    match_source_cidr: str = ""
    nat_cidr: str = ""
    state: StateWord = ""


class NatConfiguration(Shape, frozen=True, gc=False):
    """The 1:1 NAT of an attachment."""

    attachment_id: str = ""
    nat_gateway_support: StateWord = ""
    nat_gateway_rules: tuple[NatRule, ...] = ()


@reads(
    "networkmanager",
    "ListAttachmentNatConfigurations",
    "AttachmentNatConfigurations",
    "core_networks",
    "1:1 NAT of core networks' attachments",
    NatConfiguration,
    "AttachmentId",
    where="account",
    each=Each("networkmanager.ListCoreNetworks", "CoreNetworkId", "CoreNetworkId"),
    optional=True,
)
def nat_configurations(estate: Estate, answer: Answer, item: NatConfiguration) -> None:
    """The rules of 1:1 NAT that are in effect, or about to be, on an attachment; only the core network's owner is told them."""
    changing = item.nat_gateway_support in ("ENABLING", "DISABLING")
    rules = tuple(
        r.TransitGatewayNatRule(
            source=one.match_source_cidr,
            nat=one.nat_cidr,
            state="activated" if one.state in ("", "ACTIVATED") and not changing else "pending",
        )
        for one in item.nat_gateway_rules
        if not is_dead(one.state) and one.state != "DEACTIVATED" and one.match_source_cidr and one.nat_cidr
    )
    known = () if item.nat_gateway_support == "DISABLED" else rules
    estate.core_attachments.setdefault(item.attachment_id, {}).update({"nat_rules": known, "nat_rules_known": True})


class ConnectPeerName(Shape, frozen=True, gc=False):
    """A Connect peer in a list."""

    connect_peer_id: str = ""


leads(
    __name__,
    "networkmanager",
    "ListConnectPeers",
    "ConnectPeers",
    "core_networks",
    "Connect peers of core networks",
    ConnectPeerName,
    "ConnectPeerId",
    where="account",
    optional=True,
)


class PeerConfiguration(Tunnel, frozen=True, gc=False):
    """The tunnel of a core network's Connect peer."""

    core_network_address: str = ""


class ConnectPeer(Shape, frozen=True, gc=False):
    """A Connect peer."""

    connect_attachment_id: str = ""
    connect_peer_id: str = ""
    state: StateWord = ""
    configuration: PeerConfiguration = PeerConfiguration()


class DescribedConnectPeer(Shape, frozen=True, gc=False):
    """What wraps it."""

    connect_peer: ConnectPeer = ConnectPeer()


@reads(
    "networkmanager",
    "GetConnectPeer",
    "ConnectPeer",
    "core_networks",
    "tunnels of core networks' Connect peers",
    DescribedConnectPeer,
    tokens=(),
    whole=True,
    where="account",
    each=Each("networkmanager.ListConnectPeers", "ConnectPeerId", "ConnectPeerId", own="ConnectPeer.ConnectPeerId"),
    optional=True,
)
def core_connect_peers(estate: Estate, answer: Answer, item: DescribedConnectPeer) -> None:
    """The tunnels of a Connect attachment."""
    peer = item.connect_peer
    told = peer.configuration
    if is_dead(peer.state) or not told.peer_address:
        return
    made = tunnel(peer.connect_peer_id, told, told.core_network_address, peer.state.lower())
    known = estate.core_attachments.setdefault(peer.connect_attachment_id, {})
    known["connect_peers"] = (*known.get("connect_peers", ()), made)
