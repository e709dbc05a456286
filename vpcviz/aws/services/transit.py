"""VPC peering; transit gateways with their attachments, route tables and routes."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Code, Shape, StateWord, Tag, Texts, on, unique, word
from vpcviz.model import resources as r

POSITION = 60

GONE = ("deleted", "failed", "rejected")
_TYPES = {"": "other", "tgw-peering": "peering"}
"""What stands for some of AWS's words for the types of attachments; the others are ours, too."""
_TABLE = Each(
    "ec2.DescribeTransitGatewayRouteTables",
    "TransitGatewayRouteTableId",
    "TransitGatewayRouteTableId",
    own="TransitGatewayRouteTableId",
)


class Block(Shape, frozen=True, gc=False):
    """A CIDR of a peering's side."""

    cidr_block: str = ""
    ipv6_cidr_block: str = ""


class PeeringOptions(Shape, frozen=True, gc=False):
    """The options of a peering's side."""

    allow_dns_resolution_from_remote_vpc: bool | None = None


class PeeringSide(Shape, frozen=True, gc=False):
    """One side of a peering."""

    vpc_id: str = ""
    owner_id: str = ""
    region: str = ""
    cidr_block: str = ""
    cidr_block_set: tuple[Block, ...] = ()
    ipv6_cidr_block_set: tuple[Block, ...] = ()
    peering_options: PeeringOptions = PeeringOptions()


class Peering(Shape, frozen=True, gc=False):
    """A VPC peering connection."""

    vpc_peering_connection_id: str = ""
    status: Code = Code()
    requester_vpc_info: PeeringSide = PeeringSide()
    accepter_vpc_info: PeeringSide = PeeringSide()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeVpcPeeringConnections",
    "VpcPeeringConnections",
    "peerings",
    "VPC peering connections",
    Peering,
    "VpcPeeringConnectionId",
)
def peerings(estate: Estate, answer: Answer, item: Peering) -> None:
    """VPC peering connections, whichever side sees them."""
    fields: dict[str, Any] = {"status": item.status.code or "active"}
    for side, told in (("requester", item.requester_vpc_info), ("accepter", item.accepter_vpc_info)):
        blocks = (*told.cidr_block_set, *told.ipv6_cidr_block_set)
        fields[side] = told.vpc_id
        fields[f"{side}_account"] = told.owner_id
        fields[f"{side}_region"] = told.region
        fields[f"{side}_cidrs"] = unique([told.cidr_block, *(one.cidr_block or one.ipv6_cidr_block for one in blocks)])
        fields[f"{side}_dns_resolution"] = told.peering_options.allow_dns_resolution_from_remote_vpc
    # Both sides see it alike, each its own options; the requester's region and account are where it is drawn.
    owner = item.requester_vpc_info.owner_id or item.accepter_vpc_info.owner_id
    region = item.requester_vpc_info.region or answer.region
    estate.put("peerings", item.vpc_peering_connection_id, answer, item.tags, owner=owner, region=region, **fields)


# --- transit gateways ---------------------------------------------------------------------------------------------------


class EncryptionSupport(Shape, frozen=True, gc=False):
    """Whether a transit gateway encrypts."""

    encryption_state: StateWord = ""


class TransitOptions(Shape, frozen=True, gc=False):
    """The options of a transit gateway, or of an attachment of a VPC."""

    amazon_side_asn: int | None = None
    transit_gateway_cidr_blocks: Texts = ()
    default_route_table_association: StateWord = ""
    default_route_table_propagation: StateWord = ""
    association_default_route_table_id: str = ""
    propagation_default_route_table_id: str = ""
    dns_support: StateWord = ""
    vpn_ecmp_support: StateWord = ""
    security_group_referencing_support: StateWord = ""
    appliance_mode_support: StateWord = ""
    encryption_support: EncryptionSupport = EncryptionSupport()


class TransitGateway(Shape, frozen=True, gc=False):
    """A transit gateway."""

    transit_gateway_id: str = ""
    transit_gateway_arn: str = ""
    owner_id: str = ""
    state: StateWord = ""
    options: TransitOptions = TransitOptions()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGateways",
    "TransitGateways",
    "transit_gateways",
    "transit gateways",
    TransitGateway,
    "TransitGatewayId",
)
def transit_gateways(estate: Estate, answer: Answer, item: TransitGateway) -> None:
    """Transit gateways, also those that another account shares."""
    if item.state in GONE:
        return
    options = item.options
    associates, propagates = on(options.default_route_table_association), on(options.default_route_table_propagation)
    estate.put(
        "transit_gateways",
        item.transit_gateway_id,
        answer,
        item.tags,
        owner=item.owner_id,
        asn=options.amazon_side_asn,
        cidrs=options.transit_gateway_cidr_blocks,
        default_association_table="" if associates is False else options.association_default_route_table_id,
        default_propagation_table="" if propagates is False else options.propagation_default_route_table_id,
        dns_support=on(options.dns_support) is not False,
        vpn_ecmp=on(options.vpn_ecmp_support) is not False,
        security_group_referencing=on(options.security_group_referencing_support) or False,
        encryption_support=options.encryption_support.encryption_state == "enabled",
    )


class AttachmentAssociation(Shape, frozen=True, gc=False):
    """The route table that an attachment is associated with."""

    transit_gateway_route_table_id: str = ""
    state: StateWord = ""


class Attachment(Shape, frozen=True, gc=False):
    """An attachment of a transit gateway."""

    transit_gateway_attachment_id: str = ""
    transit_gateway_id: str = ""
    transit_gateway_owner_id: str = ""
    resource_owner_id: str = ""
    resource_type: str = ""
    resource_id: str = ""
    state: str = ""
    nat_gateway_support: StateWord = ""
    association: AttachmentAssociation = AttachmentAssociation()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGatewayAttachments",
    "TransitGatewayAttachments",
    "transit_gateway_attachments",
    "transit gateway attachments",
    Attachment,
    "TransitGatewayAttachmentId",
)
def attachments(estate: Estate, answer: Answer, item: Attachment) -> None:
    """Transit gateway attachments of every type."""
    if item.state in GONE:
        return
    estate.put(
        "transit_gateway_attachments",
        item.transit_gateway_attachment_id,
        answer,
        item.tags,
        owner=item.transit_gateway_owner_id,
        account=item.resource_owner_id or answer.account,
        transit_gateway=item.transit_gateway_id,
        type=word(_TYPES.get(item.resource_type, item.resource_type)),
        resource=item.resource_id,
        resource_account=item.resource_owner_id,
        nat_rules_known=item.nat_gateway_support in ("", "disabled"),
        state=item.state,
    )
    table = item.association.transit_gateway_route_table_id
    if table and item.association.state in ("", "associated"):
        estate.more("transit_gateway_route_tables", table, associations=(item.transit_gateway_attachment_id,))


class VpcAttachment(Shape, frozen=True, gc=False):
    """A transit gateway's attachment of a VPC."""

    transit_gateway_attachment_id: str = ""
    transit_gateway_id: str = ""
    vpc_id: str = ""
    vpc_owner_id: str = ""
    state: str = ""
    subnet_ids: Texts = ()
    options: TransitOptions = TransitOptions()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGatewayVpcAttachments",
    "TransitGatewayVpcAttachments",
    "transit_gateway_attachments",
    "subnets of transit gateway attachments",
    VpcAttachment,
    "TransitGatewayAttachmentId",
)
def vpc_attachments(estate: Estate, answer: Answer, item: VpcAttachment) -> None:
    """The subnets and options of a transit gateway's VPC attachment; the attachment itself where the general call was not read."""
    if item.state in GONE:
        return
    identity = item.transit_gateway_attachment_id
    estate.put(
        "transit_gateway_attachments",
        identity,
        answer,
        item.tags,
        owner=item.vpc_owner_id,
        transit_gateway=item.transit_gateway_id,
        type="vpc",
        resource=item.vpc_id,
        resource_account=item.vpc_owner_id,
        state=item.state,
    )
    estate.more(
        "transit_gateway_attachments",
        identity,
        subnets=item.subnet_ids,
        appliance_mode=on(item.options.appliance_mode_support) or False,
        dns_support=on(item.options.dns_support) is not False,
        security_group_referencing=on(item.options.security_group_referencing_support) is not False,
    )


class TransitSide(Shape, frozen=True, gc=False):
    """One side of a peering of two transit gateways."""

    transit_gateway_id: str = ""
    core_network_id: str = ""
    owner_id: str = ""
    region: str = ""


class PeeringAttachment(Shape, frozen=True, gc=False):
    """The peering of two transit gateways."""

    transit_gateway_attachment_id: str = ""
    state: str = ""
    requester_tgw_info: TransitSide = TransitSide()
    accepter_tgw_info: TransitSide = TransitSide()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeTransitGatewayPeeringAttachments",
    "TransitGatewayPeeringAttachments",
    "transit_gateway_attachments",
    "transit gateway peerings",
    PeeringAttachment,
    "TransitGatewayAttachmentId",
)
def peering_attachments(estate: Estate, answer: Answer, item: PeeringAttachment) -> None:
    """The peering of two transit gateways, or of one and a core network: one attachment, told from the requester's side, or the
    transit gateway's."""
    near, far = item.requester_tgw_info, item.accepter_tgw_info
    if not near.transit_gateway_id:
        near, far = far, near
    if item.state in GONE or not near.transit_gateway_id:
        return
    identity = item.transit_gateway_attachment_id
    told: dict[str, Any] = {
        "transit_gateway": near.transit_gateway_id,
        "type": "peering",
        "resource": far.transit_gateway_id or far.core_network_id,
        "resource_account": far.owner_id,
        "resource_region": far.region,
        "region": near.region or answer.region,
        "account": near.owner_id or answer.account,
    }
    estate.put("transit_gateway_attachments", identity, answer, item.tags, state=item.state, **told)
    estate.more("transit_gateway_attachments", identity, **told)


# --- their route tables -------------------------------------------------------------------------------------------------


class RouteTable(Shape, frozen=True, gc=False):
    """A transit gateway route table."""

    transit_gateway_route_table_id: str = ""
    transit_gateway_id: str = ""
    state: StateWord = ""
    tags: tuple[Tag, ...] = ()


class TableAttachment(Shape, frozen=True, gc=False):
    """An attachment that a route table routes for, or that adds its routes to it."""

    transit_gateway_attachment_id: str = ""
    state: StateWord = ""


class Route(Shape, frozen=True, gc=False):
    """A route of a transit gateway route table."""

    destination_cidr_block: str = ""
    prefix_list_id: str = ""
    transit_gateway_attachments: tuple[TableAttachment, ...] = ()
    type: str = ""
    state: str = ""


@reads(
    "ec2",
    "DescribeTransitGatewayRouteTables",
    "TransitGatewayRouteTables",
    "transit_gateway_route_tables",
    "transit gateway route tables",
    RouteTable,
    "TransitGatewayRouteTableId",
)
def transit_route_tables(estate: Estate, answer: Answer, item: RouteTable) -> None:
    """Transit gateway route tables; their routes are known once they have been searched."""
    if item.state not in GONE:
        estate.put(
            "transit_gateway_route_tables",
            item.transit_gateway_route_table_id,
            answer,
            item.tags,
            transit_gateway=item.transit_gateway_id,
            routes_known=False,
        )


@reads(
    "ec2",
    "GetTransitGatewayRouteTableAssociations",
    "Associations",
    "transit_gateway_route_tables",
    "transit gateway route table associations",
    TableAttachment,
    "TransitGatewayAttachmentId",
    each=_TABLE,
)
def associations(estate: Estate, answer: Answer, item: TableAttachment) -> None:
    """The attachments whose packets a route table routes."""
    if item.transit_gateway_attachment_id and item.state in ("", "associated"):
        estate.more("transit_gateway_route_tables", answer.scope, associations=(item.transit_gateway_attachment_id,))


@reads(
    "ec2",
    "GetTransitGatewayRouteTablePropagations",
    "TransitGatewayRouteTablePropagations",
    "transit_gateway_route_tables",
    "transit gateway route table propagations",
    TableAttachment,
    "TransitGatewayAttachmentId",
    each=_TABLE,
    wrapped="TransitGatewayPropagations",
)
def propagations(estate: Estate, answer: Answer, item: TableAttachment) -> None:
    """The attachments that add their routes to a route table."""
    if item.transit_gateway_attachment_id and item.state in ("", "enabled"):
        estate.more("transit_gateway_route_tables", answer.scope, propagations=(item.transit_gateway_attachment_id,))


@reads(
    "ec2",
    "SearchTransitGatewayRoutes",
    "Routes",
    "transit_gateway_route_tables",
    "transit gateway routes",
    Route,
    "TransitGatewayAttachments",
    "DestinationCidrBlock",
    "PrefixListId",
    parameters={"Filters": [{"Name": "state", "Values": ["active", "blackhole"]}]},
    each=_TABLE,
    together=True,
    wrapped="TransitGatewayStaticRoutes",
)
def transit_routes(estate: Estate, answer: Answer) -> None:
    """The routes of one transit gateway route table."""
    routes = []
    for item in answer.items:
        destination = item.destination_cidr_block or item.prefix_list_id
        if destination and item.state not in ("pending", "deleting", "deleted"):
            routes.append(
                r.TransitGatewayRoute(
                    destination=destination,
                    attachments=unique(one.transit_gateway_attachment_id for one in item.transit_gateway_attachments),
                    origin=word(item.type, "static"),
                    state=word(item.state, "active"),
                )
            )
    estate.more("transit_gateway_route_tables", answer.scope, routes=tuple(routes), routes_known=answer.whole)
    if answer.part:
        estate.static_only.add(answer.scope)
