"""Security groups and network ACLs, with their rules inline and apart."""

import re
from typing import Any

from vpcviz.terraform.building import GROUP, PARTS, SUBNET, VPC, Building, makes, tags
from vpcviz.terraform.kinds.ipv6 import has_ipv6
from vpcviz.terraform.resource_instances import Thing

PARTS |= {
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_vpc_association",
    "aws_network_acl_rule",
    "aws_network_acl_association",
}

DEFAULT_EGRESS = "default_egress"
"""What is true of a group that keeps the outbound rule that AWS gives it: Terraform takes it away, CloudFormation does not."""

_ACL = ("aws_network_acl",)
CLAIMED = "a subnet is given to several network ACLs, and has one: which, is not known"
_LISTS = ("aws_ec2_managed_prefix_list", "aws_prefix_list")
_NUMBERS = {"icmp": "1", "icmpv6": "58", "tcp": "6", "udp": "17", "all": "-1"}
_WHOLE = re.compile(r"-?[0-9]{1,9}\Z")
_ALL_PORTS = {"tcp": (0, 65535), "udp": (0, 65535), "6": (0, 65535), "17": (0, 65535)}


@makes("aws_security_group", "aws_default_security_group")
def security_group(building: Building, thing: Thing) -> None:
    """A group: where it has no rule that lets out, Terraform has taken AWS's away."""
    item: dict[str, Any] = {
        "GroupId": thing.id,
        "GroupName": "default" if thing.type == "aws_default_security_group" else thing.text("name"),
        "Description": thing.text("description"),
        "VpcId": building.vpc_of(thing),
        "OwnerId": building.account(thing),
        "IpPermissions": [],
        "IpPermissionsEgress": [],
        "Tags": tags(thing),
    }
    if thing.data:  # Its rules are not told.
        building.unsure(thing, "rules")
    if not item["VpcId"]:
        building.unsure(thing, "vpc_id")
    for name, member in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
        item[member] += [_permission(building, thing, name, n) for n, record in enumerate(thing.records(name)) if record]
        if name not in thing.values and building.references.is_open(thing, name):
            building.unsure(thing, name)
    for one in building.parts("aws_security_group_rule", "security_group_id", GROUP).get(thing.id, ()):
        item["IpPermissions" if one.text("type") == "ingress" else "IpPermissionsEgress"].append(_permission(building, one))
    for kind, member in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
        rules = building.parts(f"aws_vpc_security_group_{kind}_rule", "security_group_id", GROUP)
        item[member] += [_rule(building, one) for one in rules.get(thing.id, ())]
    if thing.at(DEFAULT_EGRESS) is True:
        item["IpPermissionsEgress"].append(_everything_out(building, item["VpcId"]))
    building.put("ec2.DescribeSecurityGroups", thing, item)
    for one in building.parts("aws_vpc_security_group_vpc_association", "security_group_id", GROUP).get(thing.id, ()):
        told = {"GroupId": thing.id, "VpcId": building.one(one, "vpc_id", types=VPC)}
        building.put("ec2.DescribeSecurityGroupVpcAssociations", one, told)


def _everything_out(building: Building, vpc: str) -> dict[str, Any]:
    """The rule that AWS gives a new group. Of a VPC that is not told, ::/0 stays: an interface has an IPv6 address only where
    its VPC has an IPv6 CIDR, so it lets out what AWS's would."""
    place = building.thing(vpc)
    six = place is None or place.data or has_ipv6(building, place)
    told = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return {**told, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]} if six else told


def _permission(building: Building, thing: Thing, *path: str | int) -> dict[str, Any]:
    """An inline rule, or one of the older kind that stands apart."""
    pairs = list(building.ids(thing, *path, "security_groups", types=GROUP)) if path else []
    if not path:
        pairs += building.ids(thing, "source_security_group_id", types=GROUP)
        own = building.one(thing, "security_group_id", types=GROUP)
    else:
        own = thing.id
    if thing.at(*path, "self") is True:
        pairs.append(own)
    lists = building.ids(thing, *path, "prefix_list_ids", types=(*_LISTS, "aws_vpc_endpoint"))
    note = thing.text(*path, "description")
    return {
        **_ports(thing.text(*path, "protocol"), thing.at(*path, "from_port"), thing.at(*path, "to_port")),
        "IpRanges": [{"CidrIp": one, "Description": note} for one in building.known(thing, *path, "cidr_blocks")],
        "Ipv6Ranges": [{"CidrIpv6": one, "Description": note} for one in building.known(thing, *path, "ipv6_cidr_blocks")],
        "UserIdGroupPairs": [{"GroupId": _of_group(one), "Description": note} for one in pairs],
        "PrefixListIds": [{"PrefixListId": one, "Description": note} for one in lists],
    }


def _rule(building: Building, thing: Thing) -> dict[str, Any]:
    """A rule of the newer kind."""
    note = thing.text("description")
    pairs = building.ids(thing, "referenced_security_group_id", types=GROUP)
    lists = building.ids(thing, "prefix_list_id", types=(*_LISTS, "aws_vpc_endpoint"))
    return {
        **_ports(thing.text("ip_protocol"), thing.at("from_port"), thing.at("to_port")),
        "IpRanges": [{"CidrIp": one, "Description": note} for one in building.known(thing, "cidr_ipv4")],
        "Ipv6Ranges": [{"CidrIpv6": one, "Description": note} for one in building.known(thing, "cidr_ipv6")],
        "UserIdGroupPairs": [{"GroupId": _of_group(one), "Description": note} for one in pairs],
        "PrefixListIds": [{"PrefixListId": one, "Description": note} for one in lists],
    }


def _of_group(told: str) -> str:
    """A group's id, of the ACCOUNT/ID that names another account's."""
    account, _, group = told.partition("/")
    return group if group and account.isdigit() else told


def _ports(protocol: str, low: Any, high: Any) -> dict[str, Any]:
    """Protocol and ports as AWS tells them: of everything, none."""
    protocol = {"all": "-1"}.get(protocol.lower(), protocol.lower() or "-1")
    if protocol == "-1":
        return {"IpProtocol": "-1"}
    numbers = [int(one) if isinstance(one, (int, str)) and _WHOLE.match(str(one)) else None for one in (low, high)]
    if None in numbers:
        first, last = _ALL_PORTS.get(protocol, (-1, -1))
        return {"IpProtocol": protocol, "FromPort": first, "ToPort": last}
    return {"IpProtocol": protocol, "FromPort": numbers[0], "ToPort": numbers[1]}


# --- network ACLs -------------------------------------------------------------------------------------------------------


@makes("aws_network_acl", "aws_default_network_acl")
def network_acl(building: Building, thing: Thing) -> None:
    """A network ACL with its entries, after which everything is denied."""
    vpc = building.vpc_of(thing) or _came_with(building, thing)
    if not vpc:
        building.unsure(thing, "vpc_id")
    entries = [
        _entry(record, egress=name == "egress", number="rule_no", action="action")
        for name in ("ingress", "egress")
        for record in thing.records(name)
        if record
    ]
    entries += closing()
    for one in building.parts("aws_network_acl_rule", "network_acl_id", _ACL).get(thing.id, ()):
        entries.append(_entry(one.values, egress=one.at("egress") is True, number="rule_number", action="rule_action"))
    subnets = building.ids(thing, "subnet_ids", types=SUBNET, accept=building.in_vpc(vpc))
    for one in building.parts("aws_network_acl_association", "network_acl_id", _ACL).get(thing.id, ()):
        subnets.append(building.one(one, "subnet_id", types=SUBNET, accept=building.in_vpc(vpc)))
    disputed = [one for one in dict.fromkeys(subnets) if thing in (acls := claims(building).get(one, [])) and len(acls) > 1]
    if disputed:
        building.unsure(thing, "subnet_ids", CLAIMED)
        subnets = [one for one in subnets if one not in disputed]
    default = thing.type == "aws_default_network_acl" or _came_with(building, thing) != ""
    if default and vpc:
        subnets = [*subnets, *(one for one in without_acl(building, vpc) if one not in subnets)]
    item = {
        "NetworkAclId": thing.id,
        "VpcId": vpc,
        "OwnerId": building.account(thing),
        "IsDefault": default,
        "Associations": [{"SubnetId": one} for one in subnets if one],
        "Entries": entries,
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeNetworkAcls", thing, item)


def claims(building: Building) -> dict[str, list[Thing]]:
    """By subnet: the network ACLs that the configuration gives it to. What a state repeats of an association is no claim."""
    return building.memo("claims of network ACLs", _claims)


def _claims(building: Building) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for kind in ("aws_network_acl", "aws_default_network_acl"):
        for acl in building.of_type.get(kind, ()):
            told = building.references.ids(acl, "subnet_ids", types=SUBNET)
            for one in told.ids if told.sure and acl.configured and "subnet_ids" in acl.expressions else ():
                found.setdefault(one, []).append(acl)
    for part in building.of_type.get("aws_network_acl_association", ()):
        owners = building.references.one(part, "network_acl_id", types=_ACL).ids
        owner = building.thing(owners[0]) if owners else None
        for one in building.references.one(part, "subnet_id", types=SUBNET).ids:
            if owner is not None and owner not in found.setdefault(one, []):
                found[one].append(owner)
    return found


def closing() -> list[dict[str, Any]]:
    """The entries that AWS closes every network ACL with. Source: VPC User Guide, "Default network ACL", "Custom network ACLs"."""
    return [
        {"RuleNumber": 32767, "Egress": egress, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
        for egress in (False, True)
    ]


def without_acl(building: Building, vpc: str) -> list[str]:
    """The subnets of a VPC that no network ACL is associated with: AWS associates its default one."""
    return [one.id for one in building.memo("subnets without a network ACL", _without_acl).get(vpc, ())]


def _without_acl(building: Building) -> dict[str, list[Thing]]:
    """By VPC: the subnets that no network ACL names."""
    taken: set[str] = set()
    for kind, attribute in (
        ("aws_network_acl", "subnet_ids"),
        ("aws_default_network_acl", "subnet_ids"),
        ("aws_network_acl_association", "subnet_id"),
    ):
        for one in building.of_type.get(kind, ()):
            taken.update(building.references.ids(one, attribute, types=SUBNET).ids)
    found: dict[str, list[Thing]] = {}
    for kind in ("aws_subnet", "aws_default_subnet"):
        for one in building.of_type.get(kind, ()):
            if one.id not in taken:
                found.setdefault(building.vpc_of(one), []).append(one)
    return found


def _came_with(building: Building, thing: Thing) -> str:
    for kind in ("aws_vpc", "aws_default_vpc"):
        for vpc in building.of_type.get(kind, ()):
            if building.default_id(vpc, "default_network_acl_id") == thing.id:
                return vpc.id
    return ""


def _entry(record: Any, *, egress: bool, number: str, action: str) -> dict[str, Any]:
    protocol = str(record.get("protocol") or "-1").lower()
    made = {
        "RuleNumber": record.get(number),
        "Egress": egress,
        "RuleAction": record.get(action) or "deny",
        "Protocol": _NUMBERS.get(protocol, protocol),
        "CidrBlock": record.get("cidr_block") or "",
        "Ipv6CidrBlock": record.get("ipv6_cidr_block") or "",
    }
    if made["Protocol"] in ("1", "58"):
        made["IcmpTypeCode"] = {"Type": record.get("icmp_type"), "Code": record.get("icmp_code")}
    elif made["Protocol"] != "-1":
        made["PortRange"] = {"From": record.get("from_port"), "To": record.get("to_port")}
    return made
