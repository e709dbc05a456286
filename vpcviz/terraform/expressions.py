"""Parts of Terraform's expressions, and what comes with a thing and has an id of its own."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from vpcviz.terraform.resource_instances import Key, Thing

_PART = re.compile(r'([\w-]+)((?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?)\.?')

IMPLIED = {
    "aws_vpc": {
        "default_security_group_id": "aws_security_group",
        "default_network_acl_id": "aws_network_acl",
        "main_route_table_id": "aws_route_table",
        "default_route_table_id": "aws_route_table",
    },
    "aws_ec2_transit_gateway": {
        "association_default_route_table_id": "aws_ec2_transit_gateway_route_table",
        "propagation_default_route_table_id": "aws_ec2_transit_gateway_route_table",
    },
    "aws_vpn_connection": {"transit_gateway_attachment_id": "aws_ec2_transit_gateway_attachment"},
    "aws_instance": {"primary_network_interface_id": "aws_network_interface"},
    "aws_vpc_endpoint": {"prefix_list_id": "aws_prefix_list"},
}
"""What comes with a thing and has an id of its own, by the attribute that tells it."""

NAMES_IT = frozenset(
    {
        "id",
        "arn",
        "name",
        "service_name",
        "dns_name",
        "dns_entry",
        "fqdn",
        "firewall_status",
        "vpc_endpoint_association_arn",
        "vpc_endpoint_association_status",
    }
)
"""Attributes that mean the thing itself, wherever one of its type is asked for."""

TAKES = {
    "aws_default_route_table": ("default_route_table_id", "aws_route_table"),
    "aws_default_network_acl": ("default_network_acl_id", "aws_network_acl"),
    "aws_default_security_group": ("vpc_id", "aws_security_group"),
}
"""Resources that take over what comes with a VPC: the attribute by which they name it, and what it is."""


def plain(kind: str) -> str:
    """A type under its usual name: that of a default resource, of what it takes over."""
    return kind.replace("aws_default_", "aws_").replace("aws_alb", "aws_lb")


def implied_id(thing: Thing, attribute: str) -> str:
    """The id of what comes with a thing: AWS's where it is known."""
    if attribute == "default_route_table_id" and not thing.text(attribute):
        attribute = "main_route_table_id"
    begin = "pl-" if attribute == "prefix_list_id" else ""  # By which the model knows prefix lists.
    return thing.text(attribute) or (f"{begin}{thing.address}" if begin else f"{thing.address}.{attribute}")


def inside(holder: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The record under names; an empty one where there is none."""
    for name in names:
        found = holder.get(name)
        holder = found if isinstance(found, Mapping) else {}
    return holder


def has(thing: Thing, path: tuple[str | int, ...]) -> bool:
    """Whether a value stands at a path, be it null: what is not known is left out."""
    holder = thing.at(*path[:-1]) if len(path) > 1 else thing.values
    return isinstance(holder, Mapping) and path[-1] in holder


def expression_at(expressions: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
    """The expressions at a path: of several blocks, those of all of them, since a set's order is not that of the writing."""
    found: Any = expressions
    for step in path:
        if isinstance(step, int) or (isinstance(found, Mapping) and "references" in found):
            continue
        if isinstance(found, list):
            found = [one[step] for one in found if isinstance(one, Mapping) and step in one]
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def unwound(refs: Iterable[str]) -> list[str]:
    """References without those that only begin the one before: of `a.b[0].id` Terraform lists `a.b[0]` and `a.b`, too. One that
    stands for itself (`a.b[*].id` beside it) is listed once more."""
    made: list[str] = []
    last = ""
    for ref in refs:
        if not last.startswith((f"{ref}.", f"{ref}[")):
            made.append(ref)
        last = ref
    return made


def parts_of(ref: str) -> list[tuple[str, Key]]:
    """The parts of a reference, each with its key."""
    made: list[tuple[str, Key]] = []
    for match in _PART.finditer(ref):
        mark = match[2][1:-1]
        key: Key = None if not mark else mark[1:-1] if mark.startswith('"') else int(mark) if len(mark) < 19 else None
        made.append((match[1], key))
    return made
