"""Differences in words: fields and values as AWS and its users call them."""

from collections.abc import Mapping
from typing import Any

from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_in_role, fields_of

Known = Mapping[str, r.Resource]
"""Things by id, of the old network and the new one."""

ACRONYMS = {"ip": "IP", "ips": "IPs", "cidr": "CIDR", "cidrs": "CIDRs", "dns": "DNS", "vpc": "VPC", "asn": "ASN", "id": "id"}
"""Words of fields that are written in capitals."""

DEEPEST = 4
"""Nothing stands in more than a subnet, a VPC, …; references may be hostile and run in a circle."""

_NOTHING = "none"


def field_words(name: str) -> str:
    """A field as people say it: `map_public_ip` is `map public IP`."""
    return " ".join(ACRONYMS.get(word, word.replace("ipv6s", "IPv6 addresses").replace("ipv6", "IPv6")) for word in name.split("_"))


def entry_words(value: Any, known: Known) -> str:
    """One entry of a list: a route, a rule, a CIDR."""
    if isinstance(value, r.Route):
        state = "" if value.state == "active" else f" ({value.state})"
        return f"{label(value.destination, known)} → {label(value.target, known)}{state}"
    if isinstance(value, r.TransitGatewayRoute):
        state = "" if value.state == "active" else f" ({value.state})"
        return f"{label(value.destination, known)} → {value_words(value.attachments, known)}{state}"
    if isinstance(value, r.SecurityGroupRule):
        return f"{_ports(value.protocol, value.from_port, value.to_port)} {label(value.peer, known)}".strip()
    if isinstance(value, r.NetworkAclEntry):
        ports = _ports(value.protocol, value.from_port, value.to_port)
        return f"{value.number} {'out' if value.egress else 'in'} {value.action} {ports} {value.cidr}"
    if isinstance(value, r.Record):
        return _record_words(value, known)
    return value_words(value, known)


def _record_words(record: r.Record, known: Known) -> str:
    """Any record: what is given of it, fields that are not the first by name."""
    parts = []
    for index, (name, field) in enumerate(fields_of(type(record)).items()):
        value = getattr(record, name)
        if value in ("", (), None, {}) or (not field.required and value is False):
            continue
        shown = value_words(value, known)
        parts.append(shown if index == 0 else f"{field_words(name)} {shown}")
    return ", ".join(parts)


def value_words(value: Any, known: Known) -> str:
    """A value of a field: references by name, yes and no, lists with commas."""
    if value is None or value in ("", ()) or value == {}:
        return _NOTHING
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return label(value, known)
    if isinstance(value, tuple):
        return ", ".join(entry_words(part, known) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{label(key, known)}: {value_words(part, known)}" for key, part in sorted(value.items()))
    return str(value)


def label(text: str, known: Known) -> str:
    """A reference by its thing's name (with the id, where both tell something); any other text as it is."""
    found = known.get(text)
    return text if found is None or not found.name or found.name == text else f"{found.name} ({text})"


def place_words(item: r.Resource, known: Known) -> str:
    """Where a thing stands, the nearest first: `subnet app-a, VPC shop, eu-west-1`."""
    words: list[str] = []
    at: r.Resource | None = item
    while at is not None and len(words) < DEEPEST:
        holders = [getattr(at, name) for name in fields_in_role(type(at), "holds")]
        ids = [value for value in holders if isinstance(value, str) and value]
        inner = [known[one] for one in ids if one in known]
        at = next((one for one in inner if isinstance(one, r.Subnet)), inner[0] if inner else None)
        if at is None or at is item:
            break
        words.append(f"{type(at).words()} {at.label}")
    return ", ".join([*words, *([item.region] if item.region else [])])


def _ports(protocol: str, first: int, last: int) -> str:
    if protocol == "-1":
        return "all traffic"
    if first < 0 or (first == 0 and last == 65535):
        return f"{protocol} all"
    return f"{protocol} {first}" + (f"–{last}" if last != first else "")
