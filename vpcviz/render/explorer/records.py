"""What the page knows, as JSON: the model's records with what their fields mean, and what stands where in the picture."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import NODEFAULT, structs

from vpcviz.layout.kind_names import kind_name
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.arns import arn_of
from vpcviz.model.shapes import Field, fields_of
from vpcviz.render.answers import Answers
from vpcviz.render.derived_details import details_of
from vpcviz.scene import Group, Icon, Part, Rectangle, Scene, Text


def network_json(network: Network, answers: Answers, changes: Mapping[str, str]) -> bytes:
    """The network and the answers: `kinds` (words, fields), `records` (the fields of what resources hold), `words` (what fields
    tell, by number), `resources` by kind, `facts` that follow from the network as a whole, by id, and `changes` likewise.
    """
    fields = _Fields()
    resources: dict[str, list[r.Resource]] = {}
    for resource in network:
        resources.setdefault(resource.kind, []).append(resource)
    kinds = {
        kind: {"one": kind_name(kind), "many": kind_name(kind, 2), "fields": fields.of(type(found[0]), found)}
        for kind, found in resources.items()
    }
    sites, addresses = _addresses(answers.addresses)
    arn_sites, arns = _addresses({resource.id: arn for resource in network if (arn := arn_of(resource))})
    document = {
        "title": network.title,
        "description": network.description,
        "complete": network.complete,
        "gaps": [f"{gap.service}:{gap.operation} {gap.account} {gap.region} {gap.error}".strip() for gap in network.gaps],
        "kinds": kinds,
        "records": fields.records,
        "words": list(fields.words),
        "resources": resources,
        "facts": dict(details_of(network)),
        "changes": changes,
        "sites": sites,
        "addresses": addresses,
        "attributes": answers.attributes,
        "arn_sites": arn_sites,
        "arns": arns,
        "traces": [_lean(trace) for trace in answers.traces],
        "findings": answers.findings,
        "costs": answers.costs,
    }
    return _json(document)


def _lean(trace: Mapping[str, Any]) -> dict[str, Any]:
    """A trace whose steps tell only of the places that they have."""
    steps = {
        part: [{name: word for name, word in hop.items() if word} for hop in trace[part]] for part in ("dns", "forward", "return")
    }
    return {**trace, **steps}


def _addresses(told: Mapping[str, str]) -> tuple[list[str], dict[str, int | str]]:
    """What pages (or ARNs) of things begin with, each once, and by id the number of it where the rest is the id; else all of it."""
    sites: dict[str, int] = {}
    found: dict[str, int | str] = {}
    for ident, page in told.items():
        plain = re.fullmatch(r"[A-Za-z0-9._-]+", ident) and page.endswith(ident)
        found[ident] = sites.setdefault(page.removesuffix(ident), len(sites)) if plain else page
    return list(sites), found


class _Fields:
    """What is told of fields, each description once: most fields are those of many kinds."""

    def __init__(self) -> None:
        self.records: dict[str, Any] = {}
        self.words: dict[str, int] = {}

    def of(self, record: type[msgspec.Struct], found: Sequence[msgspec.Struct]) -> dict[str, list[Any]]:
        """Of each field that tells something in any of the records `found`: the number of its description, what it is where
        nothing is written, and the name of the record that it holds ("" of none)."""
        told: dict[str, list[Any]] = {}
        defaults = {field.name: field.default for field in structs.fields(record)}
        for field in fields_of(record).values():
            default = _default(field, defaults[field.name])
            values = [value for one in found if (value := getattr(one, field.name)) not in ("", (), {})]
            if default != "" or values:
                number = self.words.setdefault(field.description, len(self.words))
                told[field.name] = [number, default, self._held(field, values)]
        return told

    def _held(self, field: Field, values: Sequence[Any]) -> str:
        if field.record is None:
            return ""
        name = field.record.__name__
        inner = [one for value in values if value is not None for one in (value if isinstance(value, tuple) else (value,))]
        for key, about in self.of(field.record, inner).items():
            self.records.setdefault(name, {}).setdefault(key, about)
        return name


def _default(field: Field, value: Any) -> Any:
    """What a field is where nothing is written: "" where that tells nothing, None where AWS has a value that is not known."""
    told = field.shape in ("choice", "boolean", "integer", "text") and value is not NODEFAULT
    return value if told or value is None else ""


def places_json(network: Network, scene: Scene, insides: Mapping[str, int]) -> bytes:
    """The picture as tables: `things` (id, kind, name, left, top, width, height, number of the inside that it is in, number of
    the thing that holds it; -1 where there is none) and `links` (kind, from, to). The name is "" where the network has the thing.
    """
    things: list[list[Any]] = []
    links: list[list[str]] = []
    _things(scene.parts, -1, -1, network.by_id, insides, things, links)
    sizes = {"width": scene.width, "height": scene.height}
    return _json({**sizes, "insides": len(insides), "things": things, "links": links})


def _things(
    parts: Sequence[Part],
    holder: int,
    inside: int,
    known: Mapping[str, Any],
    insides: Mapping[str, int],
    things: list[list[Any]],
    links: list[list[str]],
) -> None:
    for part in parts:
        if not isinstance(part, Group):
            continue
        marks = dict(part.marks)
        if part.kind == "link":
            links.append([marks.get("link", ""), marks.get("from", ""), marks.get("to", "")])
            continue
        inner = insides.get(part.id, inside) if part.kind == "vpc" else inside
        if part.id and part.kind:
            resource = known.get(part.id)
            name = "" if resource is not None and resource.kind == part.kind else _name(part)
            things.append([part.id, part.kind, name, *_around(part), inside, holder])
            _things(part.parts, len(things) - 1, inner, known, insides, things, links)
        else:
            _things(part.parts, holder, inner, known, insides, things, links)


def _name(group: Group) -> str:
    return next((part.whole or part.text for part in group.parts if isinstance(part, Text)), "")


def _around(group: Group) -> tuple[int, int, int, int]:
    """Left, top, width and height (px) of a thing: its box's, else those of what is in it."""
    box = next((part for part in group.parts if isinstance(part, Rectangle)), None)
    if box is not None:
        return round(box.x), round(box.y), round(box.width), round(box.height)
    edges = [(part.x, part.y, part.x + part.size, part.y + part.size) for part in group.parts if isinstance(part, Icon)]
    edges += [(part.x, part.y - 12, part.x + part.width, part.y + 4) for part in group.parts if isinstance(part, Text)]
    edges += [(x, y, x + wide, y + high) for part in group.parts if isinstance(part, Group) for x, y, wide, high in [_around(part)]]
    if not edges:
        return 0, 0, 0, 0
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    left, top = min(lefts), min(tops)
    return round(left), round(top), round(max(rights) - left), round(max(bottoms) - top)


def _json(document: Any) -> bytes:
    """JSON that may stand in a script element: no markup begins in it."""
    return msgspec.json.encode(document, order="deterministic").replace(b"<", b"\\u003c")
