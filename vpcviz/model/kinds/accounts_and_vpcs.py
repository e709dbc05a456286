"""Accounts, zones, VPCs and subnets: where things stand."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.aws_words import ZONE_ID
from vpcviz.model.fields import InZone, State, VpcId
from vpcviz.model.meanings import AccountId, Cidr, Doc, Follows, Name, OneOf, Ref, Word, ZoneName
from vpcviz.model.records import Extra, Resource

POSITION = 10


class Account(Resource, frozen=True):
    """An AWS account; `id` is its 12 digits."""

    KIND = "account"
    MARK = "an account; its id is the 12 digits"
    CONSOLE = "organizations/v2/home/accounts/{id}"
    COLLECTION = "accounts"
    SINGULAR = False
    ID_PREFIX = "account"
    KEYED_BY_ID = True
    NOT_CHARGED = 'free: AWS Organizations User Guide, "Billing and pricing for AWS Organizations"'
    TOUCHES = "nothing"
    PART = "place"
    SCOPE = "none"
    NESTED_BY = "account"
    TEXT_FIELD = "name"
    INHERITED = {"id": (AccountId(), Doc("The account's 12 digits.")), "account": (Doc("The same as the id; not needed."),)}


class AvailabilityZone(Resource, frozen=True):
    """An availability, local or wavelength zone; `id` is its name (`eu-west-1a`), `zone_id` AWS's `euw1-az1`."""

    KIND = "az"
    MARK = "an availability, local or wavelength zone, in each VPC anew"
    COLLECTION = "zones"
    KEYED_BY_ID = True
    NOT_CHARGED = pricing_pages.VPC
    PART = "place"
    ONE = "availability zone"
    ID_PREFIX = "zone"
    INHERITED = {"id": (ZoneName(), Doc("The zone's name, such as eu-west-1a."))}

    zone_id: Annotated[
        str,
        Word(form=ZONE_ID),
        Doc("The zone's id, the same in all accounts (euw1-az1)."),
    ] = ""
    type: Annotated[str, OneOf("availability-zone", "local-zone", "wavelength-zone"), Doc("Its type, as AWS prints it.")] = (
        "availability-zone"
    )


BlockMode = Annotated[
    str,
    OneOf("", "off", "block-bidirectional", "block-ingress", "unknown"),
    Doc("The mode of VPC Block Public Access here, as AWS prints it (InternetGatewayBlockMode); unknown for a new one, else off."),
]
Exclusion = Annotated[
    str,
    OneOf("", "allow-bidirectional", "allow-egress"),
    Doc("The mode of its exclusion from VPC Block Public Access, where it has one."),
]


EXCLUDED = (
    "InternetGateway",
    "EgressOnlyInternetGateway",
    "NatGateway",
    "VirtualPrivateGateway",
    "VpcPeering",
    "Lambda",
    "VpcLattice",
    "ElasticFileSystem",
    "GlobalAccelerator",
    "ApiGatewayV2",
)
"""What VPC Encryption Controls can leave out, as AWS's API names it (VpcEncryptionControlExclusions)."""


class Vpc(Resource, frozen=True):
    """A VPC. `dns_support` and `dns_hostnames` are its DNS attributes, None where they could not be read.

    `block_public_access` is the mode of VPC Block Public Access that AWS states for it, `public_access_exclusion` its exclusion.
    `private_ipv6_cidrs` are those of `ipv6_cidrs` that AWS does not announce to the internet (Ipv6AddressAttribute private).
    """

    KIND = "vpc"
    MARK = "a VPC; dashed where it was not read (the far side of a peering)"
    ARN = "ec2:{region}:{account}:vpc/{id}"
    CONSOLE = "vpc/home?region={region}#VpcDetails:VpcId={id}"
    COLLECTION = "vpcs"
    STUB = ("cidrs", "ipv6_cidrs")
    IPV6_LENGTHS = range(44, 61, 4)
    ON_MAP = "home"
    ID_PREFIX = "vpc"
    PART = "place"
    ONE = "VPC"
    TOLD_BY = ("cidrs", "ipv6_cidrs")
    ATTACHED_AS = "vpc"
    NESTED_BY = "vpc"
    TEXT_FIELD = "cidr"

    cidrs: Annotated[tuple[str, ...], Cidr(4), Doc("The IPv4 CIDRs, /16 to /28; IPv6 ones may stand among them.")] = ()
    ipv6_cidrs: Annotated[tuple[str, ...], Cidr(6), Doc("The IPv6 CIDRs.")] = ()
    private_ipv6_cidrs: Annotated[
        tuple[str, ...], Cidr(6), Doc("Those of the IPv6 CIDRs that are private: not announced to the internet.")
    ] = ()
    is_default: Annotated[bool, Doc("Whether it is the region's default VPC.")] = False
    dns_support: Annotated[bool | None, Doc("The DNS attribute EnableDnsSupport; on unless written.")] = True
    dns_hostnames: Annotated[bool | None, Doc("The DNS attribute EnableDnsHostnames; off unless written.")] = False
    block_public_access: BlockMode = ""
    public_access_exclusion: Exclusion = ""
    encryption_control: Annotated[
        str, OneOf("", "monitor", "enforce"), Doc("The mode of its VPC Encryption Controls, where it has them: monitor or enforce.")
    ] = ""
    encryption_exclusions: Annotated[
        tuple[str, ...], Word(*EXCLUDED), Doc("What its VPC Encryption Controls leave out: InternetGateway, NatGateway, …")
    ] = ()
    dhcp_options: Annotated[str, Ref("dhcp_options", needs=True), Doc("Its DHCP option set, by name or id.")] = ""
    state: State = ""


class Subnet(Resource, frozen=True):
    """A subnet. `available_ips` is AWS's count of free IPv4 addresses, None where not known.

    `block_public_access` and `public_access_exclusion` are its own; its VPC's hold where they are empty.
    """

    KIND = "subnet"
    ARN = "ec2:{region}:{account}:subnet/{id}"
    CONSOLE = "vpc/home?region={region}#SubnetDetails:subnetId={id}"
    COLLECTION = "subnets"
    IPV6_LENGTHS = range(44, 65, 4)
    ID_PREFIX = "subnet"
    NOT_CHARGED = pricing_pages.VPC
    IN_DEFAULT_VPC = True
    REFUSED_KEYS = {
        "security_groups": ("they belong to network interfaces", "security_groups on an instance, or network_acl"),
    }
    FLOW_END = True
    TOLD_BY = ("cidr",)
    ICON = "subnet-private"
    NESTED_BY = "subnet"
    EXTRA_KEYS = {
        "route_table": Extra("The route table that serves it, by name or id."),
        "network_acl": Extra("The network ACL that filters it, by name or id."),
    }
    TEXT_FIELD = "cidr"

    vpc: VpcId = ""
    zone: InZone = ""
    cidr: Annotated[str, Cidr(4), Doc("The IPv4 CIDR, /16 to /28, inside the VPC's.")] = ""
    ipv6_cidrs: Annotated[tuple[str, ...], Cidr(6), Doc("The IPv6 CIDRs, inside the VPC's.")] = ()
    block_public_access: BlockMode = ""
    public_access_exclusion: Exclusion = ""
    firewall_connectivity: Annotated[
        str,
        OneOf("", "flexible", "outbound-only", "bidirectional", "exclude", "az-unsupported", "unknown"),
        Doc("What an Automated Internet Firewall at the internet gateway does for it, as AWS prints it; unknown for what is new."),
    ] = ""
    map_public_ip: Annotated[bool, Doc("Whether instances get a public IP when they are launched.")] = False
    dns64: Annotated[bool, Doc("Whether names with IPv4 addresses only get IPv6 ones in 64:ff9b::/96 (EnableDns64).")] = False
    available_ips: Annotated[int | None, Follows(), Doc("How many IPv4 addresses are free, as AWS counts.")] = None
    outpost: Annotated[str, Name(), Doc("The Outpost that it is on (its ARN), where it is on one.")] = ""
    type: Annotated[
        str,
        Word("Elastic VMware Service"),
        Doc("What kind of subnet it is, as AWS prints it: Elastic VMware Service for a VLAN of Amazon EVS."),
    ] = ""
