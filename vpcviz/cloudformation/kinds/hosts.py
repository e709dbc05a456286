"""Instances and network interfaces."""

from typing import Any

from vpcviz.cloudformation.drafts import Draft, number, plainly, translates
from vpcviz.cloudformation.evaluated_values import Symbol, truth

_OWN = ("NetworkInterfaces", "SecurityGroupIds", "SecurityGroups", "Ipv6Addresses", "UserData", "LaunchTemplate")


@translates("AWS::EC2::Instance", "aws_instance", *_OWN, PrivateIpAddress="private_ip")
def instance(draft: Draft) -> None:
    """An instance: its interfaces may be written in it, or in a launch template of the same stack."""
    _from_template(draft)
    groups = draft.get("SecurityGroupIds")
    draft.names["vpc_security_group_ids"] = "SecurityGroupIds"
    draft.put("vpc_security_group_ids", groups)
    if isinstance(draft.get("SecurityGroups"), (list, Symbol)):  # By name: those of the default VPC.
        draft.unsure.append("SecurityGroups")
        draft.open.add("vpc_security_group_ids")
    draft.values["ipv6_addresses"] = _texts(draft, "Ipv6Addresses", "Ipv6Address")
    records = sorted(draft.records("NetworkInterfaces"), key=lambda one: number(one.get("DeviceIndex", "0")) or 0)
    _interfaces(draft, records)
    draft.values.pop("block_device_mappings", None)


def _interfaces(draft: Draft, records: list[dict[str, Any]]) -> None:
    """The interfaces that are written in an instance: the first is its own, further ones are things of their own."""
    attached = [one for one in records if isinstance(one.get("NetworkInterfaceId"), str)]
    if attached:
        draft.values["network_interface"] = [
            {"network_interface_id": one["NetworkInterfaceId"], "device_index": number(one.get("DeviceIndex", "0")) or 0}
            for one in attached
        ]
        return
    for position, one in enumerate(records):
        if position == 0:
            for name, attribute in (
                ("SubnetId", "subnet_id"),
                ("GroupSet", "vpc_security_group_ids"),
                ("PrivateIpAddress", "private_ip"),
                ("AssociatePublicIpAddress", "associate_public_ip_address"),
            ):
                if name in one:
                    draft.put(attribute, one[name])
            continue
        values: dict[str, Any] = {"attachment": [{"instance": draft.address, "device_index": position}]}
        if isinstance(one.get("SubnetId"), str):
            values["subnet_id"] = one["SubnetId"]
        if isinstance(one.get("GroupSet"), list):
            values["security_groups"] = [group for group in one["GroupSet"] if isinstance(group, str)]
        draft.another("aws_network_interface", f".NetworkInterfaces[{position}]", values)


def _from_template(draft: Draft) -> None:
    """What an instance has of a launch template, where it does not say it itself. Source: EC2 User Guide, "Launch templates"."""
    template = draft.get("LaunchTemplate")
    if not isinstance(template, dict):
        return
    named = template.get("LaunchTemplateId") or template.get("LaunchTemplateName")
    stack = draft.stack
    own = {one for one in stack.resources if stack.address(one) == named}
    logical = own.pop() if own else ""
    data = stack.property(logical, "LaunchTemplateData") if logical else None
    if stack.resources.get(logical, {}).get("Type") != "AWS::EC2::LaunchTemplate" or not isinstance(data, dict):
        draft.unsure.append("LaunchTemplate")
        return
    for name, attribute in (("SecurityGroupIds", "vpc_security_group_ids"), ("InstanceType", "instance_type")):
        if name in data:
            draft.put(attribute, data[name])
    records = data.get("NetworkInterfaces")
    listed = [one for one in records if isinstance(one, dict)] if isinstance(records, list) else []
    for one in listed:
        one.setdefault("GroupSet", one.get("Groups")) if isinstance(one.get("Groups"), list) else None
    _interfaces(draft, listed)


def _texts(draft: Draft, name: str, key: str) -> list[str]:
    found = draft.get(name)
    listed = found if isinstance(found, list) else []
    told = [one.get(key) if isinstance(one, dict) else one for one in listed]
    return [one for one in told if isinstance(one, str) and not isinstance(one, Symbol)]


@translates(
    "AWS::EC2::NetworkInterface",
    "aws_network_interface",
    "PrivateIpAddresses",
    "Ipv6Addresses",
    GroupSet="security_groups",
    PrivateIpAddress="private_ip",
)
def network_interface(draft: Draft) -> None:
    """A network interface."""
    records = list(draft.records("PrivateIpAddresses"))
    told = [one for one in records if isinstance(one.get("PrivateIpAddress"), str)]
    known = [one["PrivateIpAddress"] for one in told if not isinstance(one["PrivateIpAddress"], Symbol)]
    primary = [one["PrivateIpAddress"] for one in told if truth(one.get("Primary"))]
    if primary and not isinstance(primary[0], Symbol):
        draft.values.setdefault("private_ip", primary[0])
    if known:
        own = draft.values.get("private_ip")
        draft.values["private_ips"] = list(dict.fromkeys([*([own] if isinstance(own, str) else []), *known]))
    draft.values["ipv6_addresses"] = _texts(draft, "Ipv6Addresses", "Ipv6Address")


plainly("AWS::EC2::NetworkInterfaceAttachment", "aws_network_interface_attachment")
