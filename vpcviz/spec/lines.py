"""Reads the records inside a resource (routes, rules, DNS records, …), also where they are written short."""

import re
from collections.abc import Callable
from typing import Any

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_ip
from vpcviz.spec.coercion import kind_of, to_shape
from vpcviz.spec.drafts import Draft
from vpcviz.spec.problems import KEY, Path, Problems, near_names, shown
from vpcviz.spec.vocabulary import fields_of

Body = dict[str, Any]

PORT_WORDS = {"http": ("tcp", 80), "https": ("tcp", 443), "ssh": ("tcp", 22), "rdp": ("tcp", 3389), "dns": ("udp", 53)}
_TRAFFIC = re.compile(r"(?P<protocol>[a-z0-9-]+)(?:\s+(?P<ports>\d+(?:\s*-\s*\d+)?|all))?\s+(?P<way>from|to)\s+(?P<peer>\S.*)\Z")
_ENTRY = re.compile(r"(?P<number>\d{1,6})\s+(?P<action>allow|deny)\s+(?P<traffic>.+)\Z")
_LISTENER = re.compile(r"(?P<protocol>[A-Za-z_]+)\s+(?P<port>\d{1,6})(?:\s*->\s*(?P<groups>.+))?\Z")

_TARGET = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<id>(?!arn:)[^\s:]+)):(?P<port>\d{1,5})\Z")

_RULE = re.compile(r"(?P<priority>\d{1,5})\s+(?P<port>\d{1,5})\s+(?P<conditions>\S.*?)\s*->\s*(?P<groups>\S.*)\Z")


LONGEST_TEXT = 4096
"""No text of a record is longer; of a longer one nothing is read."""

_Text = Callable[[str, str, Path, Problems], Body | None]
_Value = Callable[[Any], Body]

TEXTS: dict[type[r.Record], _Text] = {}
"""What takes the text of a record apart, of those of which it fills several fields."""

VALUES: dict[type[r.Record], _Value] = {}
"""What reads the value of `key: value`, of records of which it may fill other fields than the second of the pair."""


def text_of(record: type[r.Record]) -> Callable[[_Text], _Text]:
    """The function takes texts of a record apart (text, field, place, problems); None where they are of no such form."""

    def enter(function: _Text) -> _Text:
        TEXTS[record] = function
        return function

    return enter


def value_of(record: type[r.Record]) -> Callable[[_Value], _Value]:
    """The function makes fields of the value of a record that is written as `key: value`."""

    def enter(function: _Value) -> _Value:
        VALUES[record] = function
        return function

    return enter


def form_of(record: type[r.Record]) -> str:
    """How a record may be written, in words: its short form, else as a mapping with the fields that it needs."""
    needed = [name for name, one in fields_of(record).items() if one.required]
    return record.FORM or f"a mapping{' with ' if needed else ' of its fields'}{' and '.join(needed)}"


def read_records(record: type[r.Record], field: str, value: Any, path: Path, problems: Problems) -> list[Draft]:
    """The records of the field `field`: a list, a mapping of short forms, or one of them."""
    if value in ("", None):
        return []
    if isinstance(value, str):
        return [_record(record, field, _from_text(record, field, value, path, problems), path, problems)]
    if isinstance(value, list):
        return [_entry(record, field, item, (*path, at), problems) for at, item in enumerate(value)]
    if isinstance(value, dict):
        required = [name for name, one in fields_of(record).items() if one.required]
        if required and all(name in value for name in required):
            return [_record(record, field, value, path, problems)]
        if record.PAIR[0]:
            return [_from_pair(record, field, key, part, (*path, key), problems) for key, part in value.items()]
        return [_record(record, field, value, path, problems)]
    problems.add(path, f"{field} must be a list, not {kind_of(value)}", expected=form_of(record))
    return []


def _entry(record: type[r.Record], field: str, item: Any, path: Path, problems: Problems) -> Draft:
    kind = record.__name__
    if isinstance(item, str):
        return _record(record, field, _from_text(record, field, item, path, problems), path, problems)
    if isinstance(item, dict):
        if record.PAIR[0] and len(item) == 1 and not (set(item) & set(fields_of(record))):
            key, part = next(iter(item.items()))
            return _from_pair(record, field, key, part, (*path, key), problems)
        return _record(record, field, item, path, problems)
    problems.add(path, f"an entry of {field} cannot be {kind_of(item)}", expected=form_of(record))
    return Draft(kind, path, {})


def _from_pair(record: type[r.Record], field: str, key: str, value: Any, path: Path, problems: Problems) -> Draft:
    """A record written as `key: value`."""
    first, second = record.PAIR
    reader = VALUES.get(record)
    own = value if isinstance(value, dict) else {second: value} if reader is None else reader(value)
    body = {first: key, **own}
    if isinstance(value, dict) and first in value:
        problems.add((*path, first, KEY), f"{first} is written twice: {shown(key)} is the {first} already", expected="one of both")
    draft = _record(record, field, body, path, problems)
    draft.paths[first] = (*path, KEY)
    if not isinstance(value, dict):
        draft.paths[second] = path
    return draft


def _record(record: type[r.Record], field: str, body: Body | None, path: Path, problems: Problems) -> Draft:
    draft = Draft(record.__name__, path, {})
    fields = fields_of(record)
    for word, value in (body or {}).items():
        one = fields.get(word)
        place = (*path, word)
        if one is None:
            problems.add(
                (*place, KEY), f"unknown key {shown(word)} in {field}", expected=form_of(record), hint=near_names(word, fields)
            )
            continue
        draft.fields[word] = (
            read_records(one.record, word, value, place, problems)  # type: ignore[arg-type]
            if one.shape == "records"
            else to_shape(one, value, place, problems)
        )
        draft.paths[word] = place
    if body is not None:  # else it could not be read, and that is said already
        for word, one in fields.items():
            if one.required and word not in body:
                problems.add(path, f"an entry of {field} needs {shown(word)}", expected=form_of(record))
    return draft


# --- text ---------------------------------------------------------------------------------------------------------------


def _from_text(record: type[r.Record], field: str, text: str, path: Path, problems: Problems) -> Body | None:
    reader = TEXTS.get(record)
    short = text.strip() if len(text) <= LONGEST_TEXT else ""
    body = reader(short, field, path, problems) if reader is not None else {record.TEXT: short} if record.TEXT and short else None
    if body is None:
        problems.add(path, f"{shown(text)} cannot be read as an entry of {field}", expected=form_of(record))
    return body


def traffic(text: str) -> tuple[str, int, int, str, str] | None:
    """(protocol, first port, last port, from or to, peer) of `tcp 443 from 10.0.0.0/16`; None where it is not of that form."""
    match = _TRAFFIC.match(text)
    if match is None:
        return None
    protocol, ports = match["protocol"], match["ports"]
    first = last = -1
    if protocol in PORT_WORDS and ports is None:
        protocol, first = PORT_WORDS[protocol]
        last = first
    elif ports and ports != "all":
        first, last = (int(part) for part in (ports.split("-") * 2)[:2])
    if protocol == "all":
        protocol = "-1"
    return protocol, first, last, match["way"], match["peer"].strip()


@text_of(r.SecurityGroupRule)
def _rule(text: str, field: str, path: Path, problems: Problems) -> Body | None:
    found = traffic(text)
    if found is None:
        return None
    protocol, first, last, way, peer = found
    if way != {"ingress": "from", "egress": "to"}.get(field, way):
        problems.add(path, f'a rule of {field} says "{way}"', expected=f'"{"to" if way == "from" else "from"} PEER" in {field}')
    return {"protocol": protocol, "from_port": first, "to_port": last, "peer": peer}


@text_of(r.NetworkAclEntry)
def _acl_entry(text: str, field: str, path: Path, problems: Problems) -> Body | None:
    match = _ENTRY.match(text)
    found = traffic(match["traffic"]) if match else None
    if match is None or found is None:
        return None
    protocol, first, last, way, cidr = found
    made: Body = {"number": int(match["number"]), "egress": way == "to", "action": match["action"]}
    return {**made, "protocol": protocol, "from_port": first, "to_port": last, "cidr": cidr}


@text_of(r.Listener)
def _listener(text: str, field: str, path: Path, problems: Problems) -> Body | None:
    match = _LISTENER.match(text)
    if match is None:
        return None
    groups = [group.strip() for group in (match["groups"] or "").split(",") if group.strip()]
    return {"protocol": match["protocol"].upper(), "port": int(match["port"]), "target_groups": groups}


_CONDITIONS = {
    "host": "host-header",
    "path": "path-pattern",
    "header": "http-header",
    "method": "http-request-method",
    "query": "query-string",
    "source-ip": "source-ip",
}


@text_of(r.ListenerRule)
def _listener_rule(text: str, field: str, path: Path, problems: Problems) -> Body | None:
    match = _RULE.match(text)
    if match is None:
        return None
    conditions: dict[str, list[str]] = {}
    for part in re.split(r"\s+and\s+", match["conditions"]):
        word, _, values = part.partition(" ")
        if word not in _CONDITIONS or not values.strip():
            return None
        conditions[_CONDITIONS[word]] = [value.strip() for value in re.split(r"\s+or\s+", values)]
    groups = [group.strip() for group in match["groups"].split(",") if group.strip()]
    numbers = {"priority": int(match["priority"]), "port": int(match["port"])}
    return {**numbers, "conditions": conditions, "target_groups": groups}


@text_of(r.Target)
def _target(text: str, field: str, path: Path, problems: Problems) -> Body | None:
    match = _TARGET.match(text)
    return {"id": text} if match is None else {"id": match["six"] or match["id"], "port": int(match["port"])}


# --- values of pairs ----------------------------------------------------------------------------------------------------


@value_of(r.TransitGatewayRoute)
def _transit_route(value: Any) -> Body:
    return {"state": "blackhole"} if value == "blackhole" else {"attachments": value}


@value_of(r.DnsRecord)
def _dns_record(value: Any) -> Body:
    if isinstance(value, str) and value.startswith("alias "):
        return {"alias": value[6:].strip()}
    first = value[0] if isinstance(value, list) and value else value
    ip = parse_ip(first) if isinstance(first, str) else None
    return {"type": "CNAME" if ip is None else "A" if ip[0] == 4 else "AAAA", "values": value}
