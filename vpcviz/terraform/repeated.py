"""Takes out of things what a refreshed state repeats of others: a table's inline routes hold those of `aws_route`, too.

The AWS provider reads such attributes ("Optional, Computed") from AWS whole, and a plan hands them on as they were read: what
stands apart is in them twice, and stays in them when it is gone. So what the state before had apart is taken out, unless the
configuration writes the attribute.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vpcviz.terraform.resource_instances import Thing

Record = Mapping[str, Any]
_Key = tuple[Any, ...]

_TABLES = ("aws_route_table", "aws_default_route_table")
_GROUPS = ("aws_security_group", "aws_default_security_group")
_ACLS = ("aws_network_acl", "aws_default_network_acl")
_DESTINATIONS = (
    ("cidr_block", "destination_cidr_block"),
    ("ipv6_cidr_block", "destination_ipv6_cidr_block"),
    ("destination_prefix_list_id", "destination_prefix_list_id"),
)

_IDS: tuple[tuple[tuple[str, ...], str, str, str, str], ...] = (
    (_TABLES, "propagating_vgws", "aws_vpn_gateway_route_propagation", "route_table_id", "vpn_gateway_id"),
    (_ACLS, "subnet_ids", "aws_network_acl_association", "network_acl_id", "subnet_id"),
    (("aws_vpc_endpoint",), "route_table_ids", "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id", "route_table_id"),
    (("aws_vpc_endpoint",), "subnet_ids", "aws_vpc_endpoint_subnet_association", "vpc_endpoint_id", "subnet_id"),
    (
        ("aws_vpc_endpoint",),
        "security_group_ids",
        "aws_vpc_endpoint_security_group_association",
        "vpc_endpoint_id",
        "security_group_id",
    ),
)
"""Lists of ids: the holders, their attribute, what stands apart, and its attributes that name the holder and the entry."""

_SINGLE: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("aws_internet_gateway", ("vpc_id",), "aws_internet_gateway_attachment", "internet_gateway_id"),
    ("aws_vpn_gateway", ("vpc_id",), "aws_vpn_gateway_attachment", "vpn_gateway_id"),
    ("aws_eip", ("instance", "network_interface"), "aws_eip_association", "allocation_id"),
    ("aws_network_interface", ("attachment",), "aws_network_interface_attachment", "network_interface_id"),
    ("aws_vpc_endpoint", ("policy",), "aws_vpc_endpoint_policy", "vpc_endpoint_id"),
    ("aws_vpc", ("dhcp_options_id",), "aws_vpc_dhcp_options_association", "vpc_id"),
)
"""Values: the holder, its attributes, what stands apart, and its attribute that names the holder."""


def take_out(things: Iterable[Thing], earlier: Iterable[Thing]) -> None:
    """Take out of things what others that stood apart in the state `earlier` gave them."""
    apart = _Apart(earlier)
    if apart.by_type:
        for thing in things:
            if not thing.data and thing.text("id"):
                apart.strip(thing)


class _Apart:
    """What stands apart, by its type and the id of what it is a part of."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.by_type: dict[str, list[Thing]] = {}
        for one in things:
            if not one.data:
                self.by_type.setdefault(one.type, []).append(one)
        self._of: dict[tuple[str, str], dict[str, list[Thing]]] = {}
        eips = self.by_type.get("aws_eip", ())
        self.public_ips = {one.text("public_ip") for one in eips} - {""}

    def of(self, kind: str, attribute: str, holder: str) -> list[Thing]:
        """The things of a type whose attribute names a holder."""
        if (kind, attribute) not in self._of:
            found: dict[str, list[Thing]] = {}
            for one in self.by_type.get(kind, ()):
                found.setdefault(one.text(attribute), []).append(one)
            self._of[kind, attribute] = found
        return self._of[kind, attribute].get(holder, [])

    def strip(self, thing: Thing) -> None:
        """Take out of a thing what stood apart."""
        own = thing.id
        if thing.type in _TABLES:
            gone = {(near, one.text(far)) for one in self.of("aws_route", "route_table_id", own) for near, far in _DESTINATIONS}
            _filter(
                thing,
                "route",
                lambda record: not any((name, str(record.get(name))) in gone for name, _ in _DESTINATIONS if record.get(name)),
            )
        elif thing.type in _GROUPS:
            for name in ("ingress", "egress"):
                self._strip_rules(thing, name)
        elif thing.type in _ACLS:
            rules = self.of("aws_network_acl_rule", "network_acl_id", own)
            for name in ("ingress", "egress"):
                numbers = {str(one.at("rule_number")) for one in rules if (one.at("egress") is True) == (name == "egress")}
                _filter(thing, name, lambda record, numbers=numbers: str(record.get("rule_no")) not in numbers)  # type: ignore[misc]
        elif thing.type == "aws_ec2_managed_prefix_list":
            gone = {("cidr", one.text("cidr")) for one in self.of("aws_ec2_managed_prefix_list_entry", "prefix_list_id", own)}
            _filter(thing, "entry", lambda record: ("cidr", str(record.get("cidr"))) not in gone)
        elif thing.type == "aws_route53_zone":
            gone = {("vpc", one.text("vpc_id")) for one in self.of("aws_route53_zone_association", "zone_id", own)}
            _filter(thing, "vpc", lambda record: ("vpc", str(record.get("vpc_id"))) not in gone)
        elif thing.type == "aws_instance" and thing.text("public_ip") in self.public_ips:
            _put(thing, "public_ip", "")  # Told with the Elastic IP, while that is there.
        self._strip_ids(thing)

    def _strip_ids(self, thing: Thing) -> None:
        for holders, attribute, kind, names, entry in _IDS:
            if thing.type in holders:
                gone = {one.text(entry) for one in self.of(kind, names, thing.id)}
                value = thing.at(attribute)
                if gone and isinstance(value, list) and not _is_written(thing, attribute):
                    _put(thing, attribute, [one for one in value if str(one) not in gone])
        for holder, attributes, kind, names in _SINGLE:
            if thing.type == holder and self.of(kind, names, thing.id):
                for attribute in attributes:
                    if thing.at(attribute) and not _is_written(thing, attribute):
                        _put(thing, attribute, None)
        if thing.type in ("aws_vpc", "aws_default_vpc"):
            for one in self.of("aws_main_route_table_association", "vpc_id", thing.id):
                if one.text("original_route_table_id"):
                    _put(thing, "main_route_table_id", one.text("original_route_table_id"))

    def _strip_rules(self, thing: Thing, name: str) -> None:
        """Take the peers of rules that stand apart out of inline rules of the same traffic."""
        gone = {
            atom
            for one in self.of("aws_security_group_rule", "security_group_id", thing.id)
            if one.text("type") == name
            for atom in _atoms(one.values, thing.id)
        }
        for one in self.of(f"aws_vpc_security_group_{name}_rule", "security_group_id", thing.id):
            gone |= set(_atoms(one.values, thing.id))
        records = thing.at(name)
        if not gone or not isinstance(records, list) or _is_written(thing, name):
            return
        made = [left for one in records if isinstance(one, dict) and (left := _without(one, gone, thing.id)) is not None]
        _put(thing, name, made)


_PEERS = ("cidr_blocks", "ipv6_cidr_blocks", "security_groups", "prefix_list_ids")


def _atoms(rule: Record, own: str) -> Iterable[_Key]:
    """What a rule lets pass, peer by peer."""
    traffic = _traffic(rule)
    for name in (*_PEERS, "source_security_group_id", "cidr_ipv4", "cidr_ipv6", "referenced_security_group_id", "prefix_list_id"):
        value = rule.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one:
                yield (*traffic, _peer(one))
    if rule.get("self") is True:
        yield (*traffic, own)


def _peer(told: Any) -> str:
    """A peer of a rule: of ACCOUNT/GROUP the group."""
    group = str(told).rpartition("/")[2]
    return group if group.startswith("sg-") else str(told)


def _traffic(rule: Record) -> _Key:
    protocol = str(rule.get("ip_protocol") or rule.get("protocol") or "-1").lower()
    protocol = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1"}.get(protocol, protocol)
    return (protocol,) if protocol == "-1" else (protocol, str(rule.get("from_port")), str(rule.get("to_port")))


def _without(rule: dict[str, Any], gone: set[_Key], own: str) -> dict[str, Any] | None:
    """An inline rule without peers that stand apart; None where nothing is left of it."""
    traffic = _traffic(rule)
    made = dict(rule)
    for name in _PEERS:
        value = rule.get(name)
        if isinstance(value, list):
            made[name] = [one for one in value if (*traffic, _peer(one)) not in gone]
    if rule.get("self") is True and (*traffic, own) in gone:
        made["self"] = False
    return made if made.get("self") is True or any(made.get(name) for name in _PEERS) else None


def _is_written(thing: Thing, attribute: str) -> bool:
    return thing.configured and attribute in thing.expressions


def _filter(thing: Thing, attribute: str, keeps: Callable[[Record], bool]) -> None:
    records = thing.at(attribute)
    if isinstance(records, list) and not _is_written(thing, attribute):
        _put(thing, attribute, [one for one in records if not isinstance(one, Mapping) or keeps(one)])


def _put(thing: Thing, attribute: str, value: Any) -> None:
    if thing.values.get(attribute) != value:
        thing.values = {**thing.values, attribute: value}
