"""Security groups and network ACLs, with their rules inline and apart."""

from typing import Any

from vpcviz.cloudformation.drafts import Draft, number, plainly, translates
from vpcviz.cloudformation.evaluated_values import Nothing, Symbol, truth
from vpcviz.terraform.kinds.packet_filters import DEFAULT_EGRESS


@translates(
    "AWS::EC2::SecurityGroup",
    "aws_security_group",
    "SecurityGroupIngress",
    "SecurityGroupEgress",
    GroupDescription="description",
    GroupName="name",
)
def security_group(draft: Draft) -> None:
    """A group. Where no rule lets out, AWS adds one that lets all out; rules that stand apart do not take it away.

    Source: CloudFormation Template Reference, AWS::EC2::SecurityGroup.
    """
    for name, attribute, far in (
        ("SecurityGroupIngress", "ingress", "Source"),
        ("SecurityGroupEgress", "egress", "Destination"),
    ):
        rules = [rule for one in draft.records(name) if (rule := _inline(draft, name, one, far)) is not None]
        written = draft.get(name)
        if attribute == "egress" and (isinstance(written, Nothing) or written == []):
            draft.values[DEFAULT_EGRESS] = True
        draft.values[attribute] = rules


def _inline(draft: Draft, name: str, record: dict[str, Any], far: str) -> dict[str, Any] | None:
    """A rule of a group; None, which is noted, where it is not known what it lets pass."""
    ports = _ports(record)
    peers = {
        "cidr_blocks": record.get("CidrIp"),
        "ipv6_cidr_blocks": record.get("CidrIpv6"),
        "security_groups": record.get(f"{far}SecurityGroupId"),
        "prefix_list_ids": record.get(f"{far}PrefixListId"),
    }
    told = {key: [one] for key, one in peers.items() if isinstance(one, str) and one}
    unknown = any(isinstance(one, Symbol) for key in ("cidr_blocks", "ipv6_cidr_blocks") for one in told.get(key, ()))
    if ports is None or unknown or not told:
        draft.unsure.append(name)
        return None
    return {**ports, **told, "description": _text(record.get("Description"))}


def _ports(record: dict[str, Any]) -> dict[str, Any] | None:
    """Protocol and ports of a rule; None where they are not known."""
    protocol = record.get("IpProtocol")
    if not isinstance(protocol, str) or isinstance(protocol, Symbol):
        return None
    made: dict[str, Any] = {"protocol": protocol}
    for key, attribute in (("FromPort", "from_port"), ("ToPort", "to_port")):
        if key in record and protocol != "-1":
            made[attribute] = number(record[key])
            if made[attribute] is None:
                return None
    return made


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _rule(draft: Draft, name: str, far: str) -> None:
    """A rule that stands apart."""
    record = {one: draft.get(one) for one in draft.stack.properties(draft.logical)}
    ports = _ports({key: one for key, one in record.items() if not isinstance(one, Nothing)})
    draft.values = {"description": _text(record.get("Description")), "security_group_id": record.get("GroupId", "")}
    if ports is None or not isinstance(draft.values["security_group_id"], str) or not draft.values["security_group_id"]:
        draft.unsure.append(name)
        draft.type = ""
        return
    draft.values |= {"ip_protocol": ports.pop("protocol"), **ports}
    for key, attribute in (
        ("CidrIp", "cidr_ipv4"),
        ("CidrIpv6", "cidr_ipv6"),
        (f"{far}SecurityGroupId", "referenced_security_group_id"),
        (f"{far}PrefixListId", "prefix_list_id"),
    ):
        if key in record:
            draft.take(key, attribute)
    if len(draft.values) + len(draft.open) < 4:
        draft.unsure.append(name)


@translates("AWS::EC2::SecurityGroupIngress", "aws_vpc_security_group_ingress_rule")
def ingress(draft: Draft) -> None:
    """A rule that lets in."""
    draft.open.clear()
    _rule(draft, "IpProtocol", "Source")


@translates("AWS::EC2::SecurityGroupEgress", "aws_vpc_security_group_egress_rule")
def egress(draft: Draft) -> None:
    """A rule that lets out."""
    draft.open.clear()
    _rule(draft, "IpProtocol", "Destination")


plainly("AWS::EC2::SecurityGroupVpcAssociation", "aws_vpc_security_group_vpc_association", GroupId="security_group_id")
plainly("AWS::EC2::NetworkAcl", "aws_network_acl")
plainly("AWS::EC2::SubnetNetworkAclAssociation", "aws_network_acl_association")


@translates("AWS::EC2::NetworkAclEntry", "aws_network_acl_rule", "PortRange", "Icmp", "RuleNumber", "Egress")
def network_acl_entry(draft: Draft) -> None:
    """An entry of a network ACL; one of which it is not known what it lets pass, or when, is left out, and this is noted."""
    ports, icmp = draft.get("PortRange"), draft.get("Icmp")
    draft.values["rule_number"] = number(draft.get("RuleNumber"))
    egress = draft.get("Egress")
    draft.values["egress"] = truth(egress) is True
    wanted = [("rule_number", draft.values["rule_number"])]
    for holder, key, attribute in (
        (ports, "From", "from_port"),
        (ports, "To", "to_port"),
        (icmp, "Type", "icmp_type"),
        (icmp, "Code", "icmp_code"),
    ):
        if isinstance(holder, dict) and key in holder:
            draft.values[attribute] = number(holder[key])
            wanted.append((attribute, draft.values[attribute]))
    unknown = draft.open or isinstance(ports, Symbol) or isinstance(icmp, Symbol) or isinstance(egress, Symbol)
    if unknown or any(one is None for _, one in wanted):
        draft.unsure.append("RuleNumber" if draft.values["rule_number"] is None else "PortRange")
        draft.type = ""
