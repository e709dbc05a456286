"""Zones, and VPCs with their attributes and encryption controls."""

from typing import Annotated, Any

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.services.block_public_access import BlockStates
from vpcviz.aws.shapes import Known, Shape, State, StateWord, Tag, Texts, members, unique, word
from vpcviz.model.life_cycle import LEAVING, is_dead, is_gone

POSITION = 10

EACH_VPC = Each("ec2.DescribeVpcs", "VpcId", "VpcId", own="VpcId")


class Zone(Shape, frozen=True, gc=False):
    """An availability, local or Wavelength zone."""

    zone_name: str = ""
    zone_id: str = ""
    zone_type: str = ""
    region_name: str = ""


class CidrAssociation(Shape, frozen=True, gc=False):
    """A CIDR of a VPC or subnet, with its state."""

    cidr_block: str = ""
    ipv6_cidr_block: str = ""
    cidr_block_state: State = State()
    ipv6_cidr_block_state: State = State()
    ipv6_address_attribute: Annotated[str, Known("public", "private")] = ""


class FirewallAssociation(Shape, frozen=True, gc=False):
    """The network firewall at a VPC's internet gateway."""

    firewall_arn: str = ""
    firewall_mode: str = ""
    firewall_onboarding_status: str = ""


class Exclusions(Shape, frozen=True, gc=False):
    """What VPC Encryption Controls leave out."""

    internet_gateway: State = State()
    egress_only_internet_gateway: State = State()
    nat_gateway: State = State()
    virtual_private_gateway: State = State()
    vpc_peering: State = State()
    aws_lambda: State = field(name="Lambda", default=State())
    vpc_lattice: State = State()
    elastic_file_system: State = State()
    global_accelerator: State = State()
    api_gateway_v2: State = field(name="ApiGatewayV2", default=State())


class EncryptionControl(Shape, frozen=True, gc=False):
    """VPC Encryption Controls of a VPC, told with it or by themselves."""

    vpc_id: str = ""
    vpc_encryption_control_id: str = ""
    mode: str = ""
    state: StateWord = ""
    resource_exclusions: Exclusions = Exclusions()


class Vpc(Shape, frozen=True, gc=False):
    """A VPC."""

    vpc_id: str = ""
    owner_id: str = ""
    cidr_block: str = ""
    cidr_block_association_set: tuple[CidrAssociation, ...] = ()
    ipv6_cidr_block_association_set: tuple[CidrAssociation, ...] = ()
    block_public_access_states: BlockStates = BlockStates()
    network_firewall_associations: tuple[FirewallAssociation, ...] = ()
    encryption_control: EncryptionControl = EncryptionControl()
    is_default: bool = False
    dhcp_options_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


class Attribute(Shape, frozen=True, gc=False):
    """The value of an attribute."""

    value: bool | None = None


class VpcAttribute(Shape, frozen=True, gc=False):
    """One attribute of a VPC."""

    vpc_id: str = ""
    enable_dns_support: Attribute = Attribute()
    enable_dns_hostnames: Attribute = Attribute()


@reads("ec2", "DescribeAvailabilityZones", "AvailabilityZones", "zones", "availability zones", Zone, "ZoneName", tokens=())
def zones(estate: Estate, answer: Answer, item: Zone) -> None:
    """Availability, local and Wavelength zones."""
    kind = item.zone_type or "availability-zone"
    estate.put(
        "zones", item.zone_name, answer, account="", region=item.region_name or answer.region, zone_id=item.zone_id, type=kind
    )


@reads("ec2", "DescribeVpcs", "Vpcs", "vpcs", "VPCs", Vpc, "VpcId", size=1000)
def vpcs(estate: Estate, answer: Answer, item: Vpc) -> None:
    """VPCs; their DNS attributes come from calls of their own."""
    associations = item.ipv6_cidr_block_association_set
    cidrs = [one.cidr_block for one in item.cidr_block_association_set if _is_live(one.cidr_block_state)]
    estate.put(
        "vpcs",
        item.vpc_id,
        answer,
        item.tags,
        owner=item.owner_id,
        cidrs=unique([item.cidr_block, *cidrs]),
        ipv6_cidrs=live_ipv6_cidrs(associations),
        private_ipv6_cidrs=unique(one.ipv6_cidr_block for one in associations if one.ipv6_address_attribute == "private"),
        block_public_access=item.block_public_access_states.internet_gateway_block_mode,
        is_default=item.is_default,
        dns_support=None,
        dns_hostnames=None,
        dhcp_options=item.dhcp_options_id,
        state=item.state,
    )
    _encryption(estate, item.vpc_id, item.encryption_control)
    for one in item.network_firewall_associations:
        estate.put("network_firewalls", one.firewall_arn, answer, owner=item.owner_id, aside=True, **_at_gateway(item.vpc_id, one))


def _encryption(estate: Estate, vpc: str, item: EncryptionControl) -> None:
    """Put the mode and the exclusions of VPC Encryption Controls on their VPC."""
    if not item.mode or is_gone(item.state, LEAVING):
        return
    left_out = [
        name for name, attribute in members(Exclusions).items() if getattr(item.resource_exclusions, attribute).state == "enabled"
    ]
    estate.more("vpcs", vpc, encryption_control=item.mode, encryption_exclusions=tuple(left_out))


@reads(
    "ec2",
    "DescribeVpcEncryptionControls",
    "VpcEncryptionControls",
    "vpcs",
    "VPC Encryption Controls",
    EncryptionControl,
    "VpcEncryptionControlId",
    optional=True,
)
def encryption_controls(estate: Estate, answer: Answer, item: EncryptionControl) -> None:
    """VPC Encryption Controls; what a VPC itself tells of its own is the same."""
    _encryption(estate, item.vpc_id, item)


def _at_gateway(vpc: str, firewall: FirewallAssociation) -> dict[str, Any]:
    """What a VPC tells of the network firewall at its internet gateway, also where the firewall itself was not read."""
    return {
        "name": firewall.firewall_arn.rpartition("/")[2],
        "vpc": vpc,
        "placement": "internet-gateway",
        "mode": word(firewall.firewall_mode, "enforce"),
        "state": firewall.firewall_onboarding_status,
    }


def _is_live(state: State) -> bool:
    return not is_dead(state.state)


def live_ipv6_cidrs(associations: tuple[CidrAssociation, ...]) -> Texts:
    """The IPv6 CIDRs that are associated, or about to be."""
    return tuple(one.ipv6_cidr_block for one in associations if one.ipv6_cidr_block and _is_live(one.ipv6_cidr_block_state))


def _vpc_attribute(estate: Estate, answer: Answer, item: VpcAttribute) -> None:
    """DNS support or DNS hostnames of one VPC."""
    identity = item.vpc_id or answer.scope
    if item.enable_dns_support.value is not None:
        estate.more("vpcs", identity, dns_support=item.enable_dns_support.value)
    if item.enable_dns_hostnames.value is not None:
        estate.more("vpcs", identity, dns_hostnames=item.enable_dns_hostnames.value)


for _member, _name, _what in (
    ("EnableDnsSupport", "enableDnsSupport", "DNS support of VPCs"),
    ("EnableDnsHostnames", "enableDnsHostnames", "DNS hostnames of VPCs"),
):
    reads(
        "ec2",
        "DescribeVpcAttribute",
        _member,
        "vpcs",
        _what,
        VpcAttribute,
        tokens=(),
        whole=True,
        parameters={"Attribute": _name},
        each=EACH_VPC,
    )(_vpc_attribute)
