"""What a word finds in a network, as text, JSON and Markdown."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from vpcviz.model import Network
from vpcviz.model.records import Resource
from vpcviz.model.searching import Match, texts_of
from vpcviz.model.shapes import fields_of
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.tables import columns
from vpcviz.text import clean

HEADERS = ("kind", "id", "name", "where", "found in")


def found_text(network: Network, word: str, found: Sequence[Match], limit: int, wide: bool = False) -> str:
    """What was found as a table for a terminal; the count comes last."""
    lines = columns(HEADERS, _rows(network, found[:limit]), wide=wide) if found else []
    return "\n".join([*lines, *([""] if lines else []), _count(word, len(found), limit)]) + "\n"


def found_markdown(network: Network, word: str, found: Sequence[Match], limit: int) -> str:
    """What was found as a Markdown table."""
    lines = table(HEADERS, _rows(network, found[:limit])) if found else []
    return "\n".join([*lines, *([""] if lines else []), escape(_count(word, len(found), limit))]) + "\n"


def found_json(network: Network, word: str, found: Sequence[Match], limit: int) -> str:
    """What was found as JSON: `count`, and of the first `limit` the fields of the model, and what refers to each."""
    referring = _referring(network, {match.resource.id for match in found[:limit]})
    document = {
        "searched": word,
        "count": len(found),
        "shown": min(limit, len(found)),
        "found": [_record(network, match, referring) for match in found[:limit]],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _record(network: Network, match: Match, referring: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, Any]:
    return {
        "kind": match.resource.kind,
        "id": match.resource.id,
        "name": match.resource.name,
        "where": _place(network, match.resource),
        "found_in": {"field": match.field, "text": match.text},
        "fields": msgspec.to_builtins(match.resource),
        "referred_to_by": list(referring.get(match.resource.id, ())),
    }


def _referring(network: Network, wanted: set[str]) -> dict[str, list[Mapping[str, str]]]:
    """By id of what is wanted: who names it, and in which field."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for resource in network:
        seen = set()
        for path, field, text in texts_of(resource):
            if text in wanted and text != resource.id and field.targets and text not in seen:
                seen.add(text)
                entry = {"kind": resource.kind, "id": resource.id, "name": resource.name, "field": path}
                found.setdefault(text, []).append(entry)
    return found


def _rows(network: Network, found: Sequence[Match]) -> list[list[str]]:
    return [
        [
            type(match.resource).words(),
            clean(match.resource.id),
            clean(match.resource.name),
            ", ".join(_place(network, match.resource).values()),
            "" if match.field in ("id", "name") else clean(f"{match.field}: {match.text}"),
        ]
        for match in found
    ]


def _place(network: Network, resource: Resource) -> dict[str, str]:
    """Where it stands: account, region, VPC and subnet, as far as they are known; by name where they have one."""
    place = {"account": resource.account, "region": resource.region}
    for name in ("vpc", "subnet"):
        holder = network.by_id.get(getattr(resource, name, "")) if name in fields_of(type(resource)) else None
        place[name] = clean(holder.label) if holder else ""
    return {name: text for name, text in place.items() if text}


def _count(word: str, count: int, limit: int) -> str:
    if not count:
        return f"Nothing was found for {clean(word)}."
    things = "1 thing was" if count == 1 else f"{count:,} things were"
    shown = f"; the first {limit} are shown (--limit)" if count > limit else ""
    return f"{things} found for {clean(word)}{shown}."
