"""A resource of Terraform as a plan or a state tells it, without anything that is marked sensitive."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Key = str | int | None
"""The key of one of several (`count`, `for_each`); None where there is one only."""

Steps = tuple[tuple[str, Key], ...]
"""The modules around a resource from the root on: the name of each call and its key."""

_STEP = re.compile(r'module\.([\w-]+)(?:\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\])?\.?')
_UNESCAPED = re.compile(r"\\(.)")


@dataclass(eq=False)
class Thing:
    """One instance of a resource or data source.

    `values` are its known attributes; `expressions` what its configuration wrote, `around` the modules that it is in, `each`
    the expression of its `for_each` or `count`; `unknown` has true where a plan marks that a value is known after apply. Of a thing
    of another document (a template of CloudFormation), `told_type` and `told_names` are its type and its attributes as that names
    them.
    """

    address: str
    type: str
    name: str
    key: Key
    data: bool
    values: Mapping[str, Any]
    around: Steps = ()
    provider: str = ""
    expressions: Mapping[str, Any] = field(default_factory=dict)
    each: Mapping[str, Any] = field(default_factory=dict)
    configured: bool = False
    unknown: Mapping[str, Any] = field(default_factory=dict)
    told_type: str = ""
    told_names: Mapping[str, str] = field(default_factory=dict)

    def text(self, *path: str | int) -> str:
        """The known text at a path of attributes and positions; "" where there is none."""
        found = self.at(*path)
        if isinstance(found, bool) or not isinstance(found, (str, int)):
            return ""
        return str(found)

    def number(self, *path: str | int, digits: int = 5) -> int | None:
        """The known whole number at a path, of so many digits at most; None where there is none."""
        return whole_number(self.text(*path), digits)

    def at(self, *path: str | int) -> Any:
        """The known value at a path of attributes and positions; None where there is none."""
        return value_at(self.values, path)

    def texts(self, *path: str | int) -> tuple[str, ...]:
        """The known texts of a list."""
        found = self.at(*path)
        return tuple(one for one in found if isinstance(one, str) and one) if isinstance(found, list) else ()

    def records(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The records of a nested block, in their order; what is no record stands as an empty one, so that positions hold."""
        found = self.at(name)
        if isinstance(found, Mapping):
            return (found,)
        return tuple(one if isinstance(one, Mapping) else {} for one in found) if isinstance(found, list) else ()

    @property
    def id(self) -> str:
        """AWS's id where it is known, else the address."""
        known = self.text(_OWN_ID.get(self.type, "arn")) if self.type in BY_ARN or self.type in _OWN_ID else ""
        return known or self.text("id") or self.address


BY_ARN = frozenset({"aws_lb", "aws_alb", "aws_lb_target_group", "aws_alb_target_group", "aws_lb_listener", "aws_alb_listener"})
"""Types that AWS's own answers name by their ARN."""

_OWN_ID = {
    "aws_networkfirewall_vpc_endpoint_association": "vpc_endpoint_association_arn",
    "aws_vpc_route_server": "route_server_id",
    "aws_vpc_route_server_endpoint": "route_server_endpoint_id",
    "aws_vpc_route_server_peer": "route_server_peer_id",
    "aws_spot_instance_request": "spot_instance_id",
}
"""Types whose id has a name of its own."""


def value_at(values: Any, path: Sequence[str | int]) -> Any:
    """The value at a path of names and positions; None where there is none."""
    for step in path:
        if isinstance(values, Mapping):
            values = values.get(str(step))
        elif isinstance(values, Sequence) and not isinstance(values, str) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            return None
    return values


def whole_number(text: str, digits: int = 5) -> int | None:
    """The number that a text is, of so many digits at most; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def steps_of(address: str) -> Steps:
    """The modules that an address begins with."""
    found: list[tuple[str, Key]] = []
    position = 0
    while (match := _STEP.match(address, position)) is not None:
        name, number, text = match.groups()
        key: Key = int(number) if number is not None and len(number) < 19 else None
        found.append((name, _UNESCAPED.sub(r"\1", text) if text is not None else key))
        position = match.end()
    return tuple(found)


def without(value: Any, sensitive: Any) -> Any:
    """A value without what is marked sensitive: `sensitive` has its form, with true where a secret stands."""
    if sensitive is True:
        return None
    if isinstance(value, dict) and isinstance(sensitive, dict):
        return {name: without(one, sensitive.get(name)) for name, one in value.items()}
    if isinstance(value, list) and isinstance(sensitive, list):
        marks = [*sensitive, *[None] * len(value)]
        return [without(one, mark) for one, mark in zip(value, marks, strict=False)]
    return value
