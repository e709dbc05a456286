"""What may be written where: tables that follow from the model's classes, plus the few words that only the spec has."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from vpcviz.model import COLLECTIONS, Network
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


def _record_class(collection: str) -> type[r.Resource]:
    made: type[r.Resource] = get_args(get_type_hints(Network)[collection])[0]
    return made


CLASSES: Mapping[str, type[r.Resource]] = {name: _record_class(name) for name in COLLECTIONS}
"""The record class of each collection."""

RECORDS: Mapping[str, type[r.Record]] = {
    name: record
    for name, record in vars(r).items()
    if isinstance(record, type) and issubclass(record, r.Record) and record is not r.Record
}
"""The classes of records that resources hold, by name."""

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

_SPELLED = {
    "vpcs": "VPCs",
    "nat_gateways": "NAT gateways",
    "vpn_gateways": "virtual private gateways",
    "egress_only_internet_gateways": "egress-only internet gateways",
    "network_acls": "network ACLs",
    "vpn_connections": "VPN connections",
    "client_vpn_endpoints": "Client VPN endpoints",
    "gateway_load_balancer_endpoints": "Gateway Load Balancer endpoints",
    "instance_connect_endpoints": "EC2 Instance Connect endpoints",
    "network_firewalls": "network firewalls",
    "peerings": "peering connections",
    "direct_connect_gateways": "Direct Connect gateways",
    "direct_connect_associations": "Direct Connect associations",
    "resolver_endpoints": "Resolver endpoints",
    "resolver_rules": "Resolver rules",
    "dhcp_options": "DHCP option sets",
    "on_premises": "on-premises networks",
    "zones": "availability zones",
}


def in_words(collection: str, count: int = 1) -> str:
    """What people call the resources of a collection: `NAT gateway`, or for a count other than 1 `NAT gateways`."""
    words = _SPELLED.get(collection, collection.replace("_", " "))
    return words if count != 1 else words[:-1]


def a(collection: str) -> str:
    """`in_words` for one of them with its article: `an internet gateway`."""
    one = in_words(collection)
    return f"{'an' if one[0] in 'aeioE' else 'a'} {one}"


SHORT_KEYS: Mapping[str, Mapping[str, str]] = {
    "network_interfaces": {"ip": "private_ips", "ips": "private_ips", "ipv6": "ipv6s"},
    "on_premises": {"cidr": "cidrs"},
    "prefix_lists": {"cidrs": "entries"},
    "resolver_rules": {"target_ip": "target_ips"},
}
"""Further words for a field, by collection."""

_ON_THE_VPC = "it belongs to the VPC, and routes lead to it"

WITHOUT: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "gateway_endpoints": {
        "subnets": (_ON_THE_VPC, "route_tables, or an interface endpoint"),
        "subnet": (_ON_THE_VPC, "route_tables, or an interface endpoint"),
        "network_interfaces": (_ON_THE_VPC, "route_tables, or an interface endpoint"),
        "security_groups": ("its prefix list in a group's rules decides", "a rule such as https to s3 in the group of an instance"),
        "private_dns": ("the service's public names stay, and routes lead to it", "an interface endpoint"),
    },
    "nat_gateways": {"security_groups": ("AWS gives a NAT gateway none", "groups on the instances")},
    "subnets": {"security_groups": ("they belong to network interfaces", "security_groups on an instance, or network_acl")},
    "transit_gateway_attachments": {"security_groups": ("they belong to network interfaces", "a network ACL on its subnets")},
    "gateway_load_balancer_endpoints": {
        "security_groups": ("AWS supports none on it", "groups on the appliances"),
        "private_dns": ("routes lead to it, not names", "an interface endpoint"),
    },
}
"""Keys that contradict AWS, by collection: the reason, and what to write instead."""


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

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "vpc": ("vpcs",),
    "vpcs": ("vpcs",),
    "associated_vpcs": ("vpcs",),
    "subnet": ("subnets",),
    "subnets": ("subnets",),
    "security_groups": ("security_groups",),
    "dhcp_options": ("dhcp_options",),
    "network_interfaces": ("network_interfaces",),
    "network_interface": ("network_interfaces",),
    "owner": (
        "instances",
        "workloads",
        "load_balancers",
        "nat_gateways",
        "interface_endpoints",
        "gateway_load_balancer_endpoints",
        "instance_connect_endpoints",
        "resolver_endpoints",
        "transit_gateway_attachments",
        "network_firewalls",
        "client_vpn_endpoints",
    ),
    "target_groups": ("target_groups",),
    "load_balancers": ("load_balancers",),
    "route_tables": ("route_tables",),
    "propagating_gateways": ("vpn_gateways",),
    "customer_gateway": ("customer_gateways",),
    "on_premises": ("on_premises",),
    "requester": ("vpcs",),
    "accepter": ("vpcs",),
    "transit_gateway": ("transit_gateways",),
    "default_association_table": ("transit_gateway_route_tables",),
    "default_propagation_table": ("transit_gateway_route_tables",),
    "direct_connect_gateway": ("direct_connect_gateways",),
}
"""The collections that a reference field may point into, by the field's name."""

REFERENCES_OF: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("route_tables", "gateways"): ("internet_gateways", "vpn_gateways"),
    ("vpn_connections", "gateway"): ("vpn_gateways", "transit_gateways"),
    ("direct_connect_associations", "gateway"): ("vpn_gateways", "transit_gateways"),
    ("virtual_interfaces", "gateway"): ("direct_connect_gateways", "vpn_gateways"),
    ("transit_gateway_attachments", "resource"): ("vpcs", "vpn_connections", "direct_connect_gateways", "transit_gateways"),
    ("resolver_rules", "endpoint"): ("resolver_endpoints",),
    ("Route", "target"): (
        "internet_gateways",
        "nat_gateways",
        "egress_only_internet_gateways",
        "carrier_gateways",
        "vpn_gateways",
        "transit_gateways",
        "peerings",
        "gateway_endpoints",
        "gateway_load_balancer_endpoints",
        "network_firewalls",
        "network_interfaces",
        "instances",
    ),
    ("Route", "destination"): ("prefix_lists",),
    ("TransitGatewayRoute", "destination"): ("prefix_lists",),
    ("SecurityGroupRule", "peer"): ("security_groups", "prefix_lists"),
    ("load_balancers", "targets"): ("instances",),
    ("target_groups", "targets"): ("instances", "workloads", "load_balancers"),
    ("EndpointConnection", "endpoint"): ("interface_endpoints", "gateway_load_balancer_endpoints"),
}
"""The same for fields whose name alone does not tell, by collection or record class and field."""


def targets_of(kind: str, field: str) -> tuple[str, ...]:
    """The collections that the field `field` of `kind` points into, () where it is no reference."""
    return REFERENCES_OF.get((kind, field)) or REFERENCES.get(field, ())


@cache
def list_short_keys(kind: str) -> Mapping[str, str]:
    """Singular words for list fields of `kind` (`cidr` for `cidrs`), with those of SHORT_KEYS."""
    own = fields_of(CLASSES[kind])
    found = {}
    for name, field in own.items():
        if field.shape == "texts" and name.endswith("s") and not name.endswith("ss"):
            one = name[:-1]
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
