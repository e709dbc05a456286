"""What is known of a thing, as draw.io's data (*Edit Data*): the resource's fields, and what follows from others' records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from vpcviz.layout.tables import route_ids
from vpcviz.model import Network
from vpcviz.model.arns import arn_of
from vpcviz.model.shapes import Field, fields_of
from vpcviz.render.derived_details import details_of
from vpcviz.scene import Group

_TAKEN = frozenset({"id", "label", "link", "tooltip", "placeholder", "placeholders", "tags"})
"""Names of data that draw.io has a meaning of its own for; ours get an underscore."""


class Data:
    """The data of things of a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._facts = dict(details_of(network))
        self._routes = {ident: route for table in network.route_tables for route, ident in route_ids(table).items()}

    def of(self, group: Group) -> dict[str, str]:
        """What is told of a thing: its kind and id, the picture's marks, every field that is given, its addresses.

        Its kind is a tag of draw.io's, too, by which things are shown and hidden.
        """
        found = {"kind": group.kind, "tags": group.kind}
        if group.id:
            found["resource"] = group.id
        found |= {_name(name): value for name, value in group.marks if name != "dock"}
        resource = self.network.by_id.get(group.id)
        record = resource if resource is not None else self._routes.get(group.id)
        told = _fields(record) if record is not None else {}
        return {**self._follows(group.id), **self._addresses(group.id), **told, **found}

    def _follows(self, ident: str) -> dict[str, str]:
        """What follows from others' records (see `details_of`; interfaces stand in the picture), and the ARN."""
        facts = {name: str(value) for name, value in self._facts.get(ident, {}).items() if name != "interfaces"}
        resource = self.network.by_id.get(ident)
        arn = arn_of(resource) if resource is not None else ""
        return {**facts, "arn": arn} if arn else facts

    def _addresses(self, ident: str) -> dict[str, str]:
        """The addresses of what has network interfaces, as an interface has them."""
        interfaces = self.network.interfaces_owned.get(ident)
        if not interfaces:
            return {}
        public = [address for one in interfaces for address in (one.public_ip, *one.public_ips.values()) if address]
        addresses = {
            "private_ips": [address for one in interfaces for address in one.private_ips],
            "public_ips": public,
            "ipv6s": [address for one in interfaces for address in one.ipv6s],
        }
        return {name: ", ".join(dict.fromkeys(found)) for name, found in addresses.items() if found}


def link_data(group: Group) -> dict[str, str]:
    """What is told of a connector: what kind of link it is, and which things it joins."""
    found = {"kind": "link", **{_name(name): value for name, value in group.marks if value}}
    return {**found, "tags": found.get("link_", "link")}


def _name(name: str) -> str:
    return f"{name}_" if name in _TAKEN else name


@cache
def _columns(record: type[Struct]) -> tuple[tuple[str, str, Field], ...]:
    """The fields of a record class: name, name of the data, and what it is."""
    told = ((field.name, _name(field.name), field) for field in fields_of(record).values())
    return tuple(column for column in told if column[0] not in ("id", "kind"))


def _fields(record: Struct) -> dict[str, str]:
    """The fields that are given, as text: lists with commas, records with semicolons."""
    found = {}
    for attribute, name, field in _columns(type(record)):
        value = getattr(record, attribute)
        if value or (isinstance(value, int) and attribute != "foreign"):
            found[name] = value if isinstance(value, str) else _text(field, value)
    return found


def _text(field: Field, value: Any) -> str:
    if field.shape == "boolean":
        return str(value).lower()
    if field.shape == "texts":
        return ", ".join(value)
    if field.record is not None:
        records = value if isinstance(value, tuple) else (value,)
        return "; ".join(" ".join(f"{name}={text}" for name, text in _fields(one).items()) for one in records)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={', '.join(told) if isinstance(told, tuple) else told}" for key, told in value.items())
    return str(value)
