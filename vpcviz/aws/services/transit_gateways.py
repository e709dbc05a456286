"""Transit gateways and their attachments."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, Texts, on, word
from vpcviz.model.life_cycle import FAILED, is_gone, works

POSITION = 60

_TYPES = {"": "other", "tgw-peering": "peering"}
"""What stands for some of AWS's words for the types of attachments; the others are ours, too."""


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
    ipv6_support: StateWord = ""
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
    if is_gone(item.state, FAILED):
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
    if is_gone(item.state, FAILED):
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
    if table and works(item.association.state):
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
    if is_gone(item.state, FAILED):
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
        ipv6_support=on(item.options.ipv6_support) is not False,
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
    if is_gone(item.state, FAILED) or not near.transit_gateway_id:
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
