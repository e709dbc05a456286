"""Cloud WAN core networks with their attachments, the routes of their segments and of the network functions that they insert."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, leads, reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts, unique, word
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
    nat_gateway_support: StateWord = ""


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
        nat_rules_known=item.nat_gateway_support in ("", "DISABLED"),
    )
    estate.put("core_networks", item.core_network_id, answer, region="", aside=True)
    estate.more("core_networks", item.core_network_id, attachments=(made,))


class Segment(Shape, frozen=True, gc=False):
    """A segment of a core network, or a group of network functions that it inserts."""

    name: str = ""
    edge_locations: Texts = ()


class CoreNetworkDetails(Shape, frozen=True, gc=False):
    """A core network with its segments."""

    core_network_id: str = ""
    global_network_id: str = ""
    segments: tuple[Segment, ...] = ()
    network_function_groups: tuple[Segment, ...] = ()


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


class GroupEdge(Shape, frozen=True, gc=False):
    """A group of network functions at one of its edges: what comes back from them has routes of its own."""

    core_network_id: str = ""
    network_function_group_name: str = ""
    edge_location: str = ""


class RouteDestination(Shape, frozen=True, gc=False):
    """Where a route of a segment leads to."""

    core_network_attachment_id: str = ""
    network_function_group_name: str = ""
    edge_location: str = ""


class NetworkRoute(Shape, frozen=True, gc=False):
    """A route of a segment, to a CIDR or to what is in a prefix list."""

    destination_cidr_block: str = ""
    prefix_list_id: str = ""
    destinations: tuple[RouteDestination, ...] = ()
    state: str = ""


class NetworkRoutes(Shape, frozen=True, gc=False):
    """The routes of a segment, or of a group of network functions, at an edge."""

    core_network_segment_edge: SegmentEdge = SegmentEdge()
    core_network_network_function_group: GroupEdge = GroupEdge()
    network_routes: tuple[NetworkRoute, ...] = ()


def _tables(item: DescribedCoreNetwork) -> tuple[str, ...]:
    """The segments of a core network at their edges, `global network/core network/segment/edge`; of groups of network functions
    with `/group`.
    """
    core = item.core_network
    head = f"{core.global_network_id}/{core.core_network_id}"
    tables = ((core.segments, ""), (core.network_function_groups, "/group"))
    return tuple(f"{head}/{one.name}/{edge}{kind}" for ones, kind in tables for one in ones for edge in one.edge_locations)


def _request(table: str) -> dict[str, Any]:
    whole, core, name, edge, *group = table.split("/")
    if group:
        place = {"CoreNetworkId": core, "NetworkFunctionGroupName": name, "EdgeLocation": edge}
        return {"GlobalNetworkId": whole, "RouteTableIdentifier": {"CoreNetworkNetworkFunctionGroup": place}}
    place = {"CoreNetworkId": core, "SegmentName": name, "EdgeLocation": edge}
    return {"GlobalNetworkId": whole, "RouteTableIdentifier": {"CoreNetworkSegmentEdge": place}}


def _told(item: NetworkRoutes) -> str:
    return "/".join(_edge(item)) if all(_edge(item)) else ""


def _edge(item: NetworkRoutes) -> tuple[str, str, str]:
    """The core network, the segment or group, and the edge that routes are of."""
    edge, group = item.core_network_segment_edge, item.core_network_network_function_group
    if edge.core_network_id:
        return edge.core_network_id, edge.segment_name, edge.edge_location
    return group.core_network_id, group.network_function_group_name, group.edge_location


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
            """for group in $(core 'CoreNetwork.NetworkFunctionGroups[].Name'); do""",
            """  for edge in $(core "CoreNetwork.NetworkFunctionGroups[?Name=='$group'].EdgeLocations[]"); do""",
            """    table="CoreNetworkId=$id,NetworkFunctionGroupName=$group,EdgeLocation=$edge\"""",
            """    table="CoreNetworkNetworkFunctionGroup={{$table}}\"""",
            """    save "$dir/networkmanager-get-network-routes.$id.$(plain "$group").$edge.group.json" \\""",
            """      networkmanager get-network-routes{region} --global-network-id "$global" --route-table-identifier "$table\"""",
            "  done",
            "done",
        ),
    ),
    optional=True,
)
def segment_routes(estate: Estate, answer: Answer, item: NetworkRoutes) -> None:
    """The routes of a segment of a core network, or of a group of network functions that it inserts, at an edge; those of a transit
    gateway's table are told by EC2 itself.
    """
    core, segment, location = _edge(item)
    if not core:
        return
    made = tuple(_route(one, segment, location) for one in item.network_routes if one.destination_cidr_block or one.prefix_list_id)
    estate.put("core_networks", core, answer, region="", aside=True)
    estate.more("core_networks", core, routes=made)


def _route(route: NetworkRoute, segment: str, location: str) -> r.CoreNetworkRoute:
    """A route of a segment, or of a group of network functions, at an edge."""
    elsewhere = [one for one in route.destinations if not one.core_network_attachment_id]
    return r.CoreNetworkRoute(
        destination=route.destination_cidr_block or route.prefix_list_id,
        segment=segment,
        location=location,
        attachments=unique(sorted(one.core_network_attachment_id for one in route.destinations)),
        edges=unique(sorted(one.edge_location for one in elsewhere if one.edge_location != location)),
        state=word(route.state.lower(), "active"),
        groups=unique(sorted(one.network_function_group_name for one in elsewhere)),
    )
