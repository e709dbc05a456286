"""The gateways that routes of a VPC lead to, but for NAT gateways."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord, Tag
from vpcviz.model.life_cycle import is_gone, works

POSITION = 31


class VpcAttachment(Shape, frozen=True, gc=False):
    """The VPC that a gateway is attached to."""

    vpc_id: str = ""
    state: StateWord = ""


class InternetGateway(Shape, frozen=True, gc=False):
    """An internet gateway."""

    internet_gateway_id: str = ""
    owner_id: str = ""
    attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class EgressOnlyGateway(Shape, frozen=True, gc=False):
    """An egress-only internet gateway."""

    egress_only_internet_gateway_id: str = ""
    owner_id: str = ""
    attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class VpnGateway(Shape, frozen=True, gc=False):
    """A virtual private gateway."""

    vpn_gateway_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    amazon_side_asn: int | None = None
    vpc_attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class CarrierGateway(Shape, frozen=True, gc=False):
    """A carrier gateway."""

    carrier_gateway_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    tags: tuple[Tag, ...] = ()


def _attached(attachments: tuple[VpcAttachment, ...]) -> str:
    live = (one.vpc_id for one in attachments if works(one.state) or one.state == "attaching")
    return next(live, "")


@reads(
    "ec2",
    "DescribeInternetGateways",
    "InternetGateways",
    "internet_gateways",
    "internet gateways",
    InternetGateway,
    "InternetGatewayId",
)
def internet_gateways(estate: Estate, answer: Answer, item: InternetGateway) -> None:
    """Internet gateways."""
    vpc = _attached(item.attachments)
    estate.put("internet_gateways", item.internet_gateway_id, answer, item.tags, owner=item.owner_id, vpc=vpc)


@reads(
    "ec2",
    "DescribeEgressOnlyInternetGateways",
    "EgressOnlyInternetGateways",
    "egress_only_internet_gateways",
    "egress-only internet gateways",
    EgressOnlyGateway,
    "EgressOnlyInternetGatewayId",
)
def egress_only_gateways(estate: Estate, answer: Answer, item: EgressOnlyGateway) -> None:
    """Egress-only internet gateways."""
    identity, vpc = item.egress_only_internet_gateway_id, _attached(item.attachments)
    estate.put("egress_only_internet_gateways", identity, answer, item.tags, owner=item.owner_id, vpc=vpc)


@reads(
    "ec2",
    "DescribeCarrierGateways",
    "CarrierGateways",
    "carrier_gateways",
    "carrier gateways",
    CarrierGateway,
    "CarrierGatewayId",
)
def carrier_gateways(estate: Estate, answer: Answer, item: CarrierGateway) -> None:
    """Carrier gateways."""
    if not is_gone(item.state):
        estate.put("carrier_gateways", item.carrier_gateway_id, answer, item.tags, owner=item.owner_id, vpc=item.vpc_id)


@reads(
    "ec2",
    "DescribeVpnGateways",
    "VpnGateways",
    "vpn_gateways",
    "virtual private gateways",
    VpnGateway,
    "VpnGatewayId",
    tokens=(),
)
def vpn_gateways(estate: Estate, answer: Answer, item: VpnGateway) -> None:
    """Virtual private gateways."""
    if not is_gone(item.state):
        vpc, asn = _attached(item.vpc_attachments), item.amazon_side_asn
        estate.put("vpn_gateways", item.vpn_gateway_id, answer, item.tags, owner=item.owner_id, vpc=vpc, asn=asn)
