"""Converts what filters traffic: security groups, network ACLs, endpoint policies. Only the members named here are ever kept."""

import json
from collections.abc import Mapping
from typing import Any

from vpcviz.aws.answers import Answer, boolean, number, picked, records, text
from vpcviz.aws.estate import Estate
from vpcviz.model import resources as r

_PROTOCOLS = {"1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}


def security_groups(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Security groups; one without a Name tag goes by its group name."""
    estate.put(
        "security_groups",
        text(item, "GroupId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        name=text(item, "GroupName"),
        vpc=text(item, "VpcId"),
        description=text(item, "Description") or text(item, "GroupDescription"),
        ingress=tuple(rule for entry in records(item, "IpPermissions") for rule in _rules(entry)),
        egress=tuple(rule for entry in records(item, "IpPermissionsEgress") for rule in _rules(entry)),
    )


def _rules(item: Mapping[str, Any]) -> list[r.SecurityGroupRule]:
    protocol = text(item, "IpProtocol") or "-1"
    low, high = number(item, "FromPort"), number(item, "ToPort")
    peers = [
        (text(entry, member), text(entry, "Description"))
        for members, member in (
            ("IpRanges", "CidrIp"),
            ("Ipv6Ranges", "CidrIpv6"),
            ("UserIdGroupPairs", "GroupId"),
            ("PrefixListIds", "PrefixListId"),
        )
        for entry in records(item, members)
    ]
    return [
        r.SecurityGroupRule(
            protocol=_PROTOCOLS.get(protocol, protocol),
            from_port=-1 if low is None else low,
            to_port=-1 if high is None else high,
            peer=peer,
            description=description,
        )
        for peer, description in peers
        if peer
    ]


def network_acls(estate: Estate, answer: Answer, item: Mapping[str, Any]) -> None:
    """Network ACLs with their entries, AWS's closing deny among them."""
    estate.put(
        "network_acls",
        text(item, "NetworkAclId"),
        answer,
        item,
        owner=text(item, "OwnerId"),
        vpc=text(item, "VpcId"),
        default=boolean(item, "IsDefault") or False,
        subnets=picked(item, "Associations", "SubnetId"),
        entries=tuple(made for entry in records(item, "Entries") if (made := _acl_entry(entry)) is not None),
    )


def _acl_entry(item: Mapping[str, Any]) -> r.NetworkAclEntry | None:
    rule = number(item, "RuleNumber")
    if rule is None:
        return None
    protocol = text(item, "Protocol") or "-1"
    low, high = number(item, "PortRange", "From"), number(item, "PortRange", "To")
    if protocol in ("1", "58"):
        low, high = number(item, "IcmpTypeCode", "Type"), number(item, "IcmpTypeCode", "Code")
    return r.NetworkAclEntry(
        number=rule,
        egress=boolean(item, "Egress") or False,
        action="allow" if text(item, "RuleAction") == "allow" else "deny",
        protocol=_PROTOCOLS.get(protocol, protocol),
        from_port=-1 if low is None else low,
        to_port=-1 if high is None else high,
        cidr=text(item, "CidrBlock") or text(item, "Ipv6CidrBlock") or "0.0.0.0/0",
    )


def policy_text(item: Mapping[str, Any]) -> str | None:
    """An endpoint's policy: "" for AWS's full access, None where none was told, else the document as compact JSON."""
    found = item.get("PolicyDocument")
    if isinstance(found, str) and found:
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return str(found)
    if not isinstance(found, Mapping):
        return None
    statements = found.get("Statement")
    statements = [statements] if isinstance(statements, Mapping) else statements
    if isinstance(statements, list) and len(statements) == 1 and isinstance(statements[0], Mapping) and _is_full(statements[0]):
        return ""
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _is_full(statement: Mapping[str, Any]) -> bool:
    """Whether a statement allows everything to everybody, as the policy does that AWS puts where none is given."""
    if set(statement) - {"Sid", "Effect", "Principal", "Action", "Resource"} or statement.get("Effect") != "Allow":
        return False
    principal = statement.get("Principal")
    everybody = principal in ("*", ["*"]) or (isinstance(principal, Mapping) and principal.get("AWS") in ("*", ["*"]))
    return everybody and statement.get("Action") in ("*", ["*"]) and statement.get("Resource") in ("*", ["*"])
