"""What may be written where: tables that follow from the model's classes, plus the few words that only the spec has."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from vpcviz.model import CLASSES as CLASSES
from vpcviz.model import COLLECTIONS
from vpcviz.model import RECORDS as RECORDS
from vpcviz.model import resources as r


class Field(NamedTuple):
    """A field of a record class: `shape` is text, boolean, integer, choice, texts, text map, texts map or records."""

    name: str
    shape: str
    optional: bool
    required: bool
    choices: tuple[str, ...] = ()
    record: type[r.Record] | None = None


def _shape(annotation: Any) -> tuple[str, bool, tuple[str, ...], Any]:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        shape, _, choices, record = _shape(inner[0])
        return shape, True, choices, record
    if origin is Literal:
        return "choice", False, tuple(get_args(annotation)), None
    if origin is tuple:
        item = get_args(annotation)[0]
        return ("texts", False, (), None) if item is str else ("records", False, (), item)
    if origin is not None:  # Mapping[str, …]
        return ("text map" if get_args(annotation)[1] is str else "texts map"), False, (), None
    return {str: "text", bool: "boolean", int: "integer"}[annotation], False, (), None


@cache
def fields_of(record: type[Struct]) -> Mapping[str, Field]:
    """The fields of a record class by name."""
    hints = get_type_hints(record)
    found = {}
    for field in structs.fields(record):
        shape, optional, choices, item = _shape(hints[field.name])
        found[field.name] = Field(field.name, shape, optional, field.required, choices, item)
    return found


PARENTS: Mapping[str, str] = {
    "accounts": "account",
    "vpcs": "vpc",
    "subnets": "subnet",
    "transit_gateways": "transit_gateway",
    "direct_connect_gateways": "direct_connect_gateway",
    "customer_gateways": "customer_gateway",
    "on_premises": "on_premises",
    "instances": "owner",
    "workloads": "owner",
    "load_balancers": "owner",
    "nat_gateways": "owner",
}
"""The field by which what is nested in a resource names it."""

GLOBAL = frozenset({"accounts", "direct_connect_gateways", "hosted_zones", "on_premises", "resource_shares"})
"""Collections whose resources belong to no region."""

OUTSIDE = frozenset({"accounts", "on_premises"})
"""Collections whose resources belong to no account."""

NESTED_WORDS: Mapping[str, Mapping[str, str]] = {
    "transit_gateways": {"attachments": "transit_gateway_attachments", "route_tables": "transit_gateway_route_tables"},
    "direct_connect_gateways": {"associations": "direct_connect_associations"},
}
"""Shorter words for what is nested in a resource."""


@cache
def children_of(collection: str) -> tuple[str, ...]:
    """The collections that may be written inside a resource of `collection`; "" and "regions" are the top and a region."""
    if collection in ("", "regions"):
        return tuple(name for name in COLLECTIONS if name != "accounts" or not collection)
    if collection == "accounts":
        return tuple(name for name in COLLECTIONS if name not in ("accounts", "on_premises"))
    parent = PARENTS.get(collection)
    if parent is None:
        return ()
    inside = []
    for name, record in CLASSES.items():
        own = fields_of(record)
        if parent in own or (collection == "subnets" and name == "workloads"):
            inside.append(name)
    return tuple(inside)


SINGULAR: Mapping[str, str] = {name: name[:-1] for name in COLLECTIONS if name not in ("accounts", "on_premises", "dhcp_options")}
"""The word for one resource of a collection: `internet_gateway` for `internet_gateways`."""

SHORT_KEYS: Mapping[str, Mapping[str, str]] = {
    "network_interfaces": {"ip": "private_ips", "ips": "private_ips", "ipv6": "ipv6s"},
    "on_premises": {"cidr": "cidrs"},
    "prefix_lists": {"cidrs": "entries"},
    "resolver_rules": {"target_ip": "target_ips"},
}
"""Further words for a field, by collection."""


class Extra(NamedTuple):
    """A word of the spec that is no field of the model: what it means, and the shapes that its value may have."""

    description: str
    shapes: tuple[str, ...] = ("text",)


EXTRA_KEYS: Mapping[str, Mapping[str, Extra]] = {
    "instances": {
        "ip": Extra("The private IP of its network interface; the lowest free one of the subnet where it is not written."),
        "ipv6": Extra("The IPv6 address of its network interface."),
        "public_ip": Extra("The public IP of its network interface."),
    },
    "workloads": {"ips": Extra("The private IPs of its network interfaces: a list, or subnet: IP.", ("texts", "text map"))},
    "load_balancers": {"ips": Extra("The private IPs of its network interfaces: a list, or subnet: IP.", ("texts", "text map"))},
    "subnets": {
        "route_table": Extra("The route table that serves it, by name or id."),
        "network_acl": Extra("The network ACL that filters it, by name or id."),
    },
    "peerings": {"between": Extra("The two VPCs, requester and accepter, by name or id.", ("texts",))},
}
"""Words of the spec that are no fields of the model, by collection."""

SCALAR_BODY: Mapping[str, str] = {
    "instances": "ip",
    "network_interfaces": "ip",
    "vpcs": "cidr",
    "on_premises": "cidr",
    "customer_gateways": "ip",
    "subnets": "cidr",
    "accounts": "name",
    "interface_endpoints": "service",
    "gateway_endpoints": "service",
}
"""In `name: text`, the field that the text fills."""

ID_PREFIX: Mapping[str, str] = {
    "accounts": "account",
    "zones": "zone",
    "vpcs": "vpc",
    "subnets": "subnet",
    "network_interfaces": "eni",
    "instances": "i",
    "load_balancers": "load-balancer",
    "target_groups": "target-group",
    "workloads": "workload",
    "route_tables": "rtb",
    "prefix_lists": "pl",
    "internet_gateways": "igw",
    "egress_only_internet_gateways": "eigw",
    "carrier_gateways": "cagw",
    "nat_gateways": "nat",
    "vpn_gateways": "vgw",
    "customer_gateways": "cgw",
    "gateway_endpoints": "vpce",
    "interface_endpoints": "vpce",
    "gateway_load_balancer_endpoints": "vpce",
    "endpoint_services": "vpce-svc",
    "services": "service",
    "instance_connect_endpoints": "eice",
    "network_firewalls": "firewall",
    "peerings": "pcx",
    "transit_gateways": "tgw",
    "transit_gateway_attachments": "tgw-attach",
    "transit_gateway_route_tables": "tgw-rtb",
    "vpn_connections": "vpn",
    "client_vpn_endpoints": "cvpn-endpoint",
    "direct_connect_gateways": "dxgw",
    "direct_connect_associations": "dxgw-assoc",
    "virtual_interfaces": "dxvif",
    "hosted_zones": "hosted-zone",
    "resolver_endpoints": "rslvr",
    "resolver_rules": "rslvr-rr",
    "dhcp_options": "dopt",
    "security_groups": "sg",
    "network_acls": "acl",
    "on_premises": "on-premises",
    "resource_shares": "share",
}
"""The beginning of an id that vpcviz makes up, as AWS's own ids of the kind begin."""


@cache
def list_short_keys(kind: str) -> Mapping[str, str]:
    """Singular words for list fields of `kind` (`cidr` for `cidrs`), with those of SHORT_KEYS."""
    own = fields_of(CLASSES[kind])
    found = {}
    for name, field in own.items():
        if field.shape == "texts" and name.endswith("s") and not name.endswith("ss"):
            one = name[:-2] if name.endswith("xes") else name[:-1]
            if one not in own and one not in EXTRA_KEYS.get(kind, ()) and one != "entrie":
                found[one] = name
    return {**found, **SHORT_KEYS.get(kind, {})}


@cache
def words_of(kind: str) -> Mapping[str, tuple[str, str]]:
    """Every key that a resource of `kind` may have: what it is (field, short, extra, nested, one) and what it stands for."""
    words: dict[str, tuple[str, str]] = {}
    for child in children_of(kind):
        words[child] = ("nested", child)
        if child in SINGULAR:
            words[SINGULAR[child]] = ("one", child)
    for word, child in NESTED_WORDS.get(kind, {}).items():
        words[word] = ("nested", child)
    if kind == "accounts":
        words["regions"] = ("regions", "regions")
    for short, field in list_short_keys(kind).items():
        words[short] = ("short", field)
    for extra in EXTRA_KEYS.get(kind, ()):
        words[extra] = ("extra", extra)
    for name in fields_of(CLASSES[kind]):
        words[name] = ("field", name)
    return words
