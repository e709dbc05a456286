"""The intrinsic functions that make values of values; those that look something up are the stack's (`stacks`).

Source: CloudFormation Template Reference, "Intrinsic function reference".
"""

import json
from ipaddress import ip_network
from typing import Any

from vpcviz.cloudformation.evaluated_values import (
    LONGEST,
    MOST,
    TOO_LONG,
    Nothing,
    Symbol,
    is_known,
    joined,
    unknown,
    whole,
    without_nothing,
)

MOST_CIDRS = 256
"""Source: CloudFormation Template Reference, "Fn::Cidr": count is 1 to 256."""


class Zones(Symbol):
    """The zones of a region: which ones they are is not told, but the first is another than the second."""

    __slots__ = ()


def join(arguments: Any) -> Any:
    """`Fn::Join: [delimiter, list]`."""
    if not isinstance(arguments, list) or len(arguments) != 2 or not isinstance(arguments[0], str):
        return unknown("Fn::Join")
    between, parts = arguments
    if isinstance(parts, Symbol):
        return parts
    return joined(parts, between) if isinstance(parts, list) else unknown("Fn::Join")


def select(arguments: Any) -> Any:
    """`Fn::Select: [index, list]`: of a list that is not known an entry of its own name."""
    if not isinstance(arguments, list) or len(arguments) != 2:
        return unknown("Fn::Select")
    position, values = whole(arguments[0]), arguments[1]
    if position is None or position < 0:
        return unknown("Fn::Select")
    if isinstance(values, Zones):
        return Symbol(f"zone {position + 1}")
    if isinstance(values, Symbol):
        return unknown(f"{values.removeprefix('${').removesuffix('}')}[{position}]")
    found = [one for one in values if not isinstance(one, Nothing)] if isinstance(values, list) else []
    return found[position] if position < len(found) else unknown("Fn::Select")


def split(arguments: Any) -> Any:
    """`Fn::Split: [delimiter, text]`."""
    if not isinstance(arguments, list) or len(arguments) != 2 or not all(isinstance(one, str) for one in arguments):
        return unknown("Fn::Split")
    between, text = arguments
    if isinstance(text, Symbol) or not between:
        return text if isinstance(text, Symbol) else unknown("Fn::Split")
    return list(text.split(between, MOST))


def cidrs(arguments: Any) -> Any:
    """`Fn::Cidr: [block, count, bits of the host part]`."""
    if not isinstance(arguments, list) or not 2 <= len(arguments) <= 3 or not isinstance(arguments[0], str):
        return unknown("Fn::Cidr")
    if not is_known(arguments):
        block = arguments[0]
        return block if isinstance(block, Symbol) else unknown("Fn::Cidr")
    count = whole(arguments[1])
    try:
        network = ip_network(str(arguments[0]), strict=False)
        bits = whole(arguments[2]) if len(arguments) == 3 else (8 if network.version == 4 else 64)
        if count is None or bits is None or not 1 <= count <= MOST_CIDRS or bits < 1:
            return unknown("Fn::Cidr")
        wanted = network.max_prefixlen - bits
        if not network.prefixlen <= wanted:
            return unknown("Fn::Cidr")
        step = 2**bits
        if count * step > network.num_addresses:
            return unknown("Fn::Cidr")
        return [f"{network.network_address + position * step}/{wanted}" for position in range(count)]
    except (ValueError, TypeError):
        return unknown("Fn::Cidr")


def length(argument: Any) -> Any:
    """`Fn::Length`."""
    return str(len(argument)) if isinstance(argument, list) else unknown("Fn::Length")


def to_json(argument: Any) -> Any:
    """`Fn::ToJsonString`."""
    if not is_known(argument):
        return unknown("Fn::ToJsonString")
    text = json.dumps(without_nothing(argument), separators=(",", ":"))
    return text if len(text) <= LONGEST else TOO_LONG


PLAIN = {
    "Fn::Join": join,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Cidr": cidrs,
    "Fn::Length": length,
    "Fn::ToJsonString": to_json,
}
"""Functions of their arguments alone."""

LOOKUPS = ("Ref", "Fn::GetAtt", "Fn::Sub", "Fn::GetAZs", "Fn::FindInMap", "Fn::If", "Fn::ImportValue")
OPAQUE = (
    "Fn::Base64",
    "Fn::Transform",
    "Fn::RefAll",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
    "Fn::GetStackOutput",
)
"""What stands for something that is no network's, or that no template tells."""

OF_CONDITIONS = ("Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn")
NAMES = (*PLAIN, *LOOKUPS, *OPAQUE, *OF_CONDITIONS, "Condition")
"""Every function."""


def called(node: Any) -> tuple[str, Any] | None:
    """The function and its arguments where a mapping is a call; None for any other value."""
    if not isinstance(node, dict) or len(node) != 1:
        return None
    ((name, arguments),) = node.items()
    return (name, arguments) if name == "Ref" or (name.startswith("Fn::") and not name.startswith("Fn::ForEach::")) else None
