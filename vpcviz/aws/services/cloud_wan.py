"""Cloud WAN core networks with their attachments; Oracle Database@AWS networks; local gateways of Outposts."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, reads
from vpcviz.aws.shapes import CamelShape, Shape, Tag, unique
from vpcviz.model import resources as r

POSITION = 65

_GONE = ("DELETING", "DELETED", "FAILED", "REJECTED", "TERMINATED", "TERMINATING", "deleted")


class CoreNetwork(Shape, frozen=True, gc=False):
    """A core network in a list."""

    core_network_id: str = ""
    owner_account_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "networkmanager",
    "ListCoreNetworks",
    "CoreNetworks",
    "core_networks",
    "Cloud WAN core networks",
    CoreNetwork,
    "CoreNetworkId",
    where="account",
    optional=True,
)
def core_networks(estate: Estate, answer: Answer, item: CoreNetwork) -> None:
    """Cloud WAN core networks, also those that another account shares."""
    if item.state not in _GONE:
        owner = item.owner_account_id
        estate.put("core_networks", item.core_network_id, answer, item.tags, owner=owner, region="", state=item.state.lower())


class Attachment(Shape, frozen=True, gc=False):
    """An attachment of a core network."""

    core_network_id: str = ""
    attachment_id: str = ""
    attachment_type: str = ""
    state: str = ""
    edge_location: str = ""
    resource_arn: str = ""
    segment_name: str = ""
    network_function_group_name: str = ""


@reads(
    "networkmanager",
    "ListAttachments",
    "Attachments",
    "core_networks",
    "attachments of core networks",
    Attachment,
    "CoreNetworkId",
    "AttachmentType",
    where="account",
    optional=True,
)
def core_network_attachments(estate: Estate, answer: Answer, item: Attachment) -> None:
    """What is attached to a core network; the core network itself where only its attachments were read."""
    if item.state in _GONE or not item.core_network_id:
        return
    made = r.CoreNetworkAttachment(
        attachment=item.attachment_id,
        type=item.attachment_type,
        resource=item.resource_arn.rpartition("/")[2],
        segment=item.segment_name or item.network_function_group_name,
        location=item.edge_location,
        state=item.state.lower(),
    )
    estate.put("core_networks", item.core_network_id, answer, region="", aside=True)
    estate.more("core_networks", item.core_network_id, attachments=(made,))


class OdbNetwork(CamelShape, frozen=True, gc=False):
    """An Oracle Database@AWS network."""

    odb_network_id: str = ""
    display_name: str = ""
    status: str = ""
    availability_zone: str = ""
    client_subnet_cidr: str = ""
    backup_subnet_cidr: str = ""


@reads(
    "odb",
    "ListOdbNetworks",
    "odbNetworks",
    "odb_networks",
    "Oracle Database@AWS networks",
    OdbNetwork,
    "odbNetworkId",
    tokens=LOWER,
    optional=True,
)
def odb_networks(estate: Estate, answer: Answer, item: OdbNetwork) -> None:
    """Oracle Database@AWS networks."""
    if item.status in _GONE:
        return
    fields: dict[str, Any] = {
        "name": item.display_name,
        "zone": item.availability_zone,
        "cidrs": unique([item.client_subnet_cidr, item.backup_subnet_cidr]),
        "state": item.status.lower(),
    }
    estate.put("odb_networks", item.odb_network_id, answer, **fields)


class OdbPeering(CamelShape, frozen=True, gc=False):
    """The peering of a VPC with an Oracle Database@AWS network."""

    odb_peering_connection_id: str = ""
    odb_network_arn: str = ""
    peer_network_arn: str = ""
    status: str = ""


@reads(
    "odb",
    "ListOdbPeeringConnections",
    "odbPeeringConnections",
    "odb_networks",
    "VPCs of Oracle Database@AWS networks",
    OdbPeering,
    "odbPeeringConnectionId",
    tokens=LOWER,
    optional=True,
)
def odb_peerings(estate: Estate, answer: Answer, item: OdbPeering) -> None:
    """The VPCs that are peered with an Oracle Database@AWS network."""
    if item.status not in _GONE:
        peer = item.peer_network_arn.rpartition("/")[2]
        estate.more("odb_networks", item.odb_network_arn.rpartition("/")[2], peers=unique([peer]))


class LocalGateway(Shape, frozen=True, gc=False):
    """A local gateway."""

    local_gateway_id: str = ""
    outpost_arn: str = ""
    owner_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeLocalGateways",
    "LocalGateways",
    "local_gateways",
    "local gateways of Outposts",
    LocalGateway,
    "LocalGatewayId",
    optional=True,
)
def local_gateways(estate: Estate, answer: Answer, item: LocalGateway) -> None:
    """Local gateways of Outposts."""
    if item.state not in _GONE:
        identity, owner = item.local_gateway_id, item.owner_id
        estate.put("local_gateways", identity, answer, item.tags, owner=owner, outpost=item.outpost_arn, state=item.state)
