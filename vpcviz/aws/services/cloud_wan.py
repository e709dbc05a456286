"""Cloud WAN core networks with their attachments, and the routes of their segments."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, leads, reads
from vpcviz.aws.shapes import Shape, Tag, Texts, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead

POSITION = 65


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
    if not is_dead(item.state):
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
    if is_dead(item.state) or not item.core_network_id:
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


class VpcAttachmentOptions(Shape, frozen=True, gc=False):
    """The options of a VPC's attachment."""

    appliance_mode_support: bool = False


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
    estate.core_attachments[identity] = {"subnets": subnets, "appliance_mode": told.options.appliance_mode_support}


class Segment(Shape, frozen=True, gc=False):
    """A segment of a core network."""

    name: str = ""
    edge_locations: Texts = ()


class CoreNetworkDetails(Shape, frozen=True, gc=False):
    """A core network with its segments."""

    core_network_id: str = ""
    global_network_id: str = ""
    segments: tuple[Segment, ...] = ()


class DescribedCoreNetwork(Shape, frozen=True, gc=False):
    """What wraps it."""

    core_network: CoreNetworkDetails = CoreNetworkDetails()


leads(
    __name__,
    "networkmanager",
    "GetCoreNetwork",
    "CoreNetwork",
    "core_networks",
    "segments of core networks",
    DescribedCoreNetwork,
    tokens=(),
    whole=True,
    where="account",
    each=Each("networkmanager.ListCoreNetworks", "CoreNetworkId", "CoreNetworkId", own="CoreNetwork.CoreNetworkId"),
    optional=True,
)


class SegmentEdge(Shape, frozen=True, gc=False):
    """A segment at one of its edges."""

    core_network_id: str = ""
    segment_name: str = ""
    edge_location: str = ""


class RouteDestination(Shape, frozen=True, gc=False):
    """Where a route of a segment leads to."""

    core_network_attachment_id: str = ""
    edge_location: str = ""


class NetworkRoute(Shape, frozen=True, gc=False):
    """A route of a segment."""

    destination_cidr_block: str = ""
    destinations: tuple[RouteDestination, ...] = ()
    state: str = ""


class NetworkRoutes(Shape, frozen=True, gc=False):
    """The routes of a segment at an edge."""

    core_network_segment_edge: SegmentEdge = SegmentEdge()
    network_routes: tuple[NetworkRoute, ...] = ()


def _tables(item: DescribedCoreNetwork) -> tuple[str, ...]:
    """The segments of a core network at their edges: `global network/core network/segment/edge`."""
    core = item.core_network
    head = f"{core.global_network_id}/{core.core_network_id}"
    return tuple(f"{head}/{one.name}/{edge}" for one in core.segments for edge in one.edge_locations)


def _request(table: str) -> dict[str, Any]:
    whole, core, segment, edge = table.split("/")
    place = {"CoreNetworkId": core, "SegmentName": segment, "EdgeLocation": edge}
    return {"GlobalNetworkId": whole, "RouteTableIdentifier": {"CoreNetworkSegmentEdge": place}}


def _told(item: NetworkRoutes) -> str:
    edge = item.core_network_segment_edge
    return f"{edge.core_network_id}/{edge.segment_name}/{edge.edge_location}" if edge.core_network_id else ""


@reads(
    "networkmanager",
    "GetNetworkRoutes",
    "NetworkRoutes",
    "core_networks",
    "routes of core networks' segments",
    NetworkRoutes,
    whole=True,
    where="account",
    each=Each(
        "networkmanager.GetCoreNetwork",
        "",
        "RouteTableIdentifier",
        ids=_tables,
        request=_request,
        told=_told,
        loops=(
            """core() {{ list networkmanager get-core-network{region} --core-network-id "$id" --query "$1"; }}""",
            "global=$(core CoreNetwork.GlobalNetworkId)",
            """for segment in $(core 'CoreNetwork.Segments[].Name'); do""",
            """  for edge in $(core "CoreNetwork.Segments[?Name=='$segment'].EdgeLocations[]"); do""",
            """    table="CoreNetworkSegmentEdge={{CoreNetworkId=$id,SegmentName=$segment,EdgeLocation=$edge}}\"""",
            """    save "$dir/networkmanager-get-network-routes.$id.$(plain "$segment").$edge.json" \\""",
            """      networkmanager get-network-routes{region} --global-network-id "$global" --route-table-identifier "$table\"""",
            "  done",
            "done",
        ),
    ),
    optional=True,
)
def segment_routes(estate: Estate, answer: Answer, item: NetworkRoutes) -> None:
    """The routes of a segment of a core network at an edge; those of a transit gateway's table are told by EC2 itself."""
    edge = item.core_network_segment_edge
    if not edge.core_network_id:
        return
    made = tuple(
        r.CoreNetworkRoute(
            destination=route.destination_cidr_block,
            segment=edge.segment_name,
            location=edge.edge_location,
            attachments=unique(sorted(one.core_network_attachment_id for one in route.destinations)),
            edges=unique(
                sorted(
                    one.edge_location
                    for one in route.destinations
                    if not one.core_network_attachment_id and one.edge_location != edge.edge_location
                )
            ),
            state=word(route.state.lower(), "active"),
        )
        for route in item.network_routes
        if route.destination_cidr_block
    )
    estate.put("core_networks", edge.core_network_id, answer, region="", aside=True)
    estate.more("core_networks", edge.core_network_id, routes=made)
