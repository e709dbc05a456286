"""Zones, VPCs and their attributes, subnets, DHCP option sets."""

from typing import Annotated, Any

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Known, Shape, State, StateWord, Tag, Texts, members, unique, word

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


class BlockStates(Shape, frozen=True, gc=False):
    """What VPC Block Public Access does here."""

    internet_gateway_block_mode: str = ""


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


class Subnet(Shape, frozen=True, gc=False):
    """A subnet."""

    subnet_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    availability_zone: str = ""
    cidr_block: str = ""
    ipv6_cidr_block_association_set: tuple[CidrAssociation, ...] = ()
    block_public_access_states: BlockStates = BlockStates()
    network_firewall_connectivity_type: str = ""
    map_public_ip_on_launch: bool = False
    available_ip_address_count: int | None = None
    enable_dns64: bool = field(name="EnableDns64", default=False)
    subnet_arn: str = ""
    tags: tuple[Tag, ...] = ()


class DhcpValue(Shape, frozen=True, gc=False):
    """One value of a DHCP option."""

    value: str = ""


class DhcpConfiguration(Shape, frozen=True, gc=False):
    """One DHCP option."""

    key: str = ""
    values: tuple[DhcpValue | str, ...] = ()


class DhcpOptions(Shape, frozen=True, gc=False):
    """A DHCP option set."""

    dhcp_options_id: str = ""
    owner_id: str = ""
    dhcp_configurations: tuple[DhcpConfiguration, ...] = ()
    tags: tuple[Tag, ...] = ()


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
        ipv6_cidrs=_ipv6_cidrs(associations),
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
    if not item.mode or item.state in ("deleting", "deleted"):
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
    return state.state in ("", "associated", "associating")


def _ipv6_cidrs(associations: tuple[CidrAssociation, ...]) -> Texts:
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


@reads("ec2", "DescribeSubnets", "Subnets", "subnets", "subnets", Subnet, "SubnetId", size=1000)
def subnets(estate: Estate, answer: Answer, item: Subnet) -> None:
    """Subnets, also those that another account shares."""
    estate.put(
        "subnets",
        item.subnet_id,
        answer,
        item.tags,
        owner=item.owner_id,
        vpc=item.vpc_id,
        zone=item.availability_zone,
        cidr=item.cidr_block,
        ipv6_cidrs=_ipv6_cidrs(item.ipv6_cidr_block_association_set),
        block_public_access=item.block_public_access_states.internet_gateway_block_mode,
        firewall_connectivity=item.network_firewall_connectivity_type,
        map_public_ip=item.map_public_ip_on_launch,
        dns64=item.enable_dns64,
        available_ips=item.available_ip_address_count,
    )


class BlockExclusion(Shape, frozen=True, gc=False):
    """An exclusion of one VPC or subnet from VPC Block Public Access."""

    exclusion_id: str = ""
    internet_gateway_exclusion_mode: str = ""
    resource_arn: str = ""
    state: StateWord = ""


@reads(
    "ec2",
    "DescribeVpcBlockPublicAccessExclusions",
    "VpcBlockPublicAccessExclusions",
    "vpcs subnets",
    "exclusions from VPC Block Public Access",
    BlockExclusion,
    "ExclusionId",
    optional=True,
)
def block_exclusions(estate: Estate, answer: Answer, item: BlockExclusion) -> None:
    """The mode of a VPC's or subnet's exclusion; the mode that holds there is told by the VPC or subnet itself."""
    kind, _, identity = item.resource_arn.rpartition(":")[2].partition("/")
    mode = item.internet_gateway_exclusion_mode
    if kind in ("vpc", "subnet") and not item.state.startswith(("delete", "disable", "create-failed")):
        estate.more(f"{kind}s", identity, public_access_exclusion=mode)


class BlockOptions(Shape, frozen=True, gc=False):
    """VPC Block Public Access of an account in a region."""

    internet_gateway_block_mode: str = ""
    aws_account_id: str = ""
    aws_region: str = ""


class BlockAnswer(Shape, frozen=True, gc=False):
    """The answer that tells it."""

    vpc_block_public_access_options: BlockOptions = BlockOptions()


@reads(
    "ec2",
    "DescribeVpcBlockPublicAccessOptions",
    "VpcBlockPublicAccessOptions",
    "vpcs",
    "the mode of VPC Block Public Access",
    BlockAnswer,
    tokens=(),
    whole=True,
    optional=True,
)
def block_options(estate: Estate, answer: Answer, item: BlockAnswer) -> None:
    """The mode of an account and region, for the VPCs of it that do not tell theirs."""
    options = item.vpc_block_public_access_options
    place = (options.aws_account_id or answer.account, options.aws_region or answer.region)
    estate.block_modes[place] = options.internet_gateway_block_mode


@reads("ec2", "DescribeDhcpOptions", "DhcpOptions", "dhcp_options", "DHCP option sets", DhcpOptions, "DhcpOptionsId")
def dhcp_options(estate: Estate, answer: Answer, item: DhcpOptions) -> None:
    """DHCP option sets."""
    options = {
        option.key: unique(value if isinstance(value, str) else value.value for value in option.values)
        for option in item.dhcp_configurations
    }
    estate.put(
        "dhcp_options",
        item.dhcp_options_id,
        answer,
        item.tags,
        owner=item.owner_id,
        domain_name=" ".join(options.get("domain-name", ())),
        domain_name_servers=options.get("domain-name-servers", ()),
        ntp_servers=options.get("ntp-servers", ()),
    )
