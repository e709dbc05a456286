"""VPCs, subnets, DHCP option sets, and what AWS makes with each VPC."""

from typing import Any

from vpcviz.terraform.building import PARTS, VPC, Building, makes, tags
from vpcviz.terraform.kinds.ipv6 import has_ipv6
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association", "aws_vpc_dhcp_options_association"}


@makes("aws_vpc", "aws_default_vpc")
def vpc(building: Building, thing: Thing) -> None:
    """A VPC with its attributes; of one that is only looked up the rest is not known."""
    apart = building.parts("aws_vpc_ipv6_cidr_block_association", "vpc_id", VPC).get(thing.id, ())
    ipv6 = [one for one in (thing.text("ipv6_cidr_block"), *(one.text("ipv6_cidr_block") for one in apart)) if one]
    options = [
        found
        for one in building.of_type.get("aws_vpc_dhcp_options_association", ())
        if building.references.one(one, "vpc_id", types=VPC).ids == (thing.id,)
        for found in building.references.ids(one, "dhcp_options_id", types=("aws_vpc_dhcp_options",)).ids
    ]
    item = {
        "VpcId": thing.id,
        "OwnerId": building.account(thing),
        "CidrBlock": thing.text("cidr_block"),
        "CidrBlockAssociationSet": [{"CidrBlock": one} for one in building.cidrs(thing)],
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": one} for one in ipv6],
        "IsDefault": thing.type == "aws_default_vpc" or thing.at("default") is True,
        "DhcpOptionsId": options[0] if options else thing.text("dhcp_options_id"),
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeVpcs", thing, item)
    if not thing.text("cidr_block"):
        building.unsure(thing, "cidr_block")
    for call, name, attribute, default in (
        ("enableDnsSupport", "EnableDnsSupport", "enable_dns_support", True),
        ("enableDnsHostnames", "EnableDnsHostnames", "enable_dns_hostnames", thing.type == "aws_default_vpc"),
    ):
        value = thing.at(attribute)
        if value is None and not thing.data:
            value = default
        if isinstance(value, bool):
            building.put(f"ec2.DescribeVpcAttribute.{call}", thing, {"VpcId": thing.id, name: {"Value": value}}, thing.id)


@makes("aws_subnet", "aws_default_subnet")
def subnet(building: Building, thing: Thing) -> None:
    """A subnet."""
    ipv6 = thing.text("ipv6_cidr_block")
    place = building.vpc_of(thing)
    if not place:
        building.unsure(thing, "vpc_id")
    item: dict[str, Any] = {
        "SubnetId": thing.id,
        "VpcId": place,
        "OwnerId": building.account(thing),
        "AvailabilityZone": thing.text("availability_zone"),
        "CidrBlock": thing.text("cidr_block"),
        "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": ipv6}] if ipv6 else [],
        "MapPublicIpOnLaunch": thing.at("map_public_ip_on_launch") is True,
        "EnableDns64": thing.at("enable_dns64") is True,
        "OutpostArn": thing.text("outpost_arn"),
        "Tags": tags(thing),
    }
    if not (thing.text("cidr_block") or ipv6):
        building.unsure(thing, "cidr_block")
    building.put("ec2.DescribeSubnets", thing, item)


@makes("aws_vpc_dhcp_options", "aws_default_vpc_dhcp_options")
def dhcp_options(building: Building, thing: Thing) -> None:
    """A DHCP option set."""
    options = {
        "domain-name": [thing.text("domain_name")],
        "domain-name-servers": list(thing.texts("domain_name_servers")),
        "ntp-servers": list(thing.texts("ntp_servers")),
    }
    told = [{"Key": key, "Values": [{"Value": one} for one in values if one]} for key, values in options.items()]
    building.put("ec2.DescribeDhcpOptions", thing, {"DhcpOptionsId": thing.id, "DhcpConfigurations": told, "Tags": tags(thing)})


# --- what AWS makes with a VPC ------------------------------------------------------------------------------------------


def defaults(building: Building) -> None:
    """The default network ACL, the main route table and the default group of each VPC, as AWS makes them, where the document
    tells of no other. Source: VPC User Guide, "Default network ACL", "Route table concepts", "Default security groups"."""
    for kind in ("aws_vpc", "aws_default_vpc"):
        for thing in building.of_type.get(kind, ()):
            if not thing.data:
                _default_acl(building, thing)
                _main_table(building, thing)
                _default_group(building, thing)


def _is_told(building: Building, vpc: Thing, kinds: tuple[str, ...], attribute: str) -> bool:
    identity = building.default_id(vpc, attribute)
    return any(thing.id == identity for kind in kinds for thing in building.of_type.get(kind, ()))


def _default_acl(building: Building, vpc: Thing) -> None:
    if _is_told(building, vpc, ("aws_default_network_acl", "aws_network_acl"), "default_network_acl_id"):
        return
    from vpcviz.terraform.kinds.packet_filters import closing, without_acl

    building.assumed["default network ACL of a VPC is not in the file: AWS's default, which lets everything pass"] += 1
    building.grant(vpc, building.default_id(vpc, "default_network_acl_id"), "default network ACL")
    ranges = [(100, "CidrBlock", "0.0.0.0/0")]
    if has_ipv6(building, vpc):
        ranges.append((101, "Ipv6CidrBlock", "::/0"))
    entries = [
        {"RuleNumber": number, "Egress": egress, "RuleAction": "allow", "Protocol": "-1", name: cidr}
        for egress in (False, True)
        for number, name, cidr in ranges
    ]
    building.put(
        "ec2.DescribeNetworkAcls",
        vpc,
        {
            "Associations": [{"SubnetId": one} for one in without_acl(building, vpc.id)],
            "NetworkAclId": building.default_id(vpc, "default_network_acl_id"),
            "VpcId": vpc.id,
            "OwnerId": building.account(vpc),
            "IsDefault": True,
            "Entries": [*entries, *closing()],
        },
    )


def _main_table(building: Building, vpc: Thing) -> None:
    from vpcviz.terraform.kinds.tables import local_routes

    if _is_told(building, vpc, ("aws_default_route_table", "aws_route_table"), "main_route_table_id"):
        return
    building.grant(vpc, building.default_id(vpc, "main_route_table_id"), "main route table")
    replaced = building.parts("aws_main_route_table_association", "vpc_id", VPC)
    building.assumed["main route table of a VPC is not in the file: AWS's default, with local routes only"] += 1
    item = {
        "RouteTableId": building.default_id(vpc, "main_route_table_id"),
        "VpcId": vpc.id,
        "OwnerId": building.account(vpc),
        "Associations": [] if vpc.id in replaced else [{"Main": True}],
        "Routes": local_routes(building, vpc.id),
    }
    building.put("ec2.DescribeRouteTables", vpc, item)


def _default_group(building: Building, vpc: Thing) -> None:
    if _is_told(building, vpc, ("aws_default_security_group", "aws_security_group"), "default_security_group_id"):
        return
    building.assumed["default security group of a VPC is not in the file: AWS's default, in from itself and out to anywhere"] += 1
    identity = building.default_id(vpc, "default_security_group_id")
    building.grant(vpc, identity, "default security group")
    item = {
        "GroupId": identity,
        "GroupName": "default",
        "VpcId": vpc.id,
        "OwnerId": building.account(vpc),
        "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": identity}]}],
        "IpPermissionsEgress": [
            {
                "IpProtocol": "-1",
                "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
                "Ipv6Ranges": [{"CidrIpv6": "::/0"}] if has_ipv6(building, vpc) else [],
            }
        ],
    }
    building.put("ec2.DescribeSecurityGroups", vpc, item)
