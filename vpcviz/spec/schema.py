"""The JSON Schema (2020-12) of documents, made from the same tables that the reader uses, so that it cannot drift from it."""

from typing import Any

from vpcviz.model import COLLECTIONS, FORMAT_VERSION
from vpcviz.model.meanings import OneOf
from vpcviz.spec.descriptions import HEADER, describe, summary
from vpcviz.spec.lines import TEXTS, form_of
from vpcviz.spec.schema_of_scans import CHOICE, for_scans
from vpcviz.spec.terminology import in_words
from vpcviz.spec.vocabulary import CLASSES, EXTRA_KEYS, RECORDS, SCALAR_BODY, SINGULAR, Field, children_of, fields_of, words_of

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
"""Text: vpcviz reads YAML literally, so that what other readers take for numbers or booleans is text, too."""
_REGION: Schema = {"type": "string", "pattern": "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$"}


def json_schema() -> Schema:
    """The schema of a document."""
    definitions: Schema = {"text": _TEXT, "texts": _list_of(_ref("text"))}
    for name, record in RECORDS.items():
        definitions[name] = _record(name, fields_of(record), summary(record))
    for kind in COLLECTIONS:
        definitions[kind] = _resource(kind)
        definitions[f"{kind}-list"] = _collection(kind)
        if kind in SINGULAR:
            definitions[f"{kind}-one"] = {
                "anyOf": [{"type": ["boolean", "string", "null"]}, _ref(kind)],
                "description": _about(kind),
            }
    definitions["regions"] = _regions()
    whole: Schema = {
        "type": "object",
        "properties": {**_places(""), "regions": _ref("regions"), **_header()},
        "additionalProperties": False,
    }
    scanned, of_scans = for_scans(definitions, whole)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vpcviz document",
        "description": "An AWS network for vpcviz: a spec written by hand, or a saved scan.",
        "type": "object",
        "required": ["vpcviz"],
        "if": {"properties": {"origin": {"const": "scan"}}, "required": ["origin"]},
        "then": _ref("scan"),
        "else": _ref("spec"),
        "$defs": {**definitions, **of_scans, "spec": whole, "scan": scanned},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _map_of(value: Schema) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": value}


def _about(kind: str) -> str:
    return summary(CLASSES[kind])


def _header() -> Schema:
    shapes: Schema = {
        "vpcviz": {"const": FORMAT_VERSION},
        "origin": {"enum": ["spec", "scan"]},
        "complete": {"type": "boolean"},
        "region": _REGION,
        "gaps": _records("Gap"),
    }
    return {word: {**shapes.get(word, _TEXT), "description": text} for word, text in HEADER.items()}


def _places(kind: str) -> Schema:
    """The collections that may stand at the top (""), or in a region, under both their words."""
    made: Schema = {}
    for child in children_of(kind):
        made[child] = _ref(f"{child}-list")
        if child in SINGULAR:
            made[SINGULAR[child]] = _ref(f"{child}-one")
    return made


def _regions() -> Schema:
    inside = {**_places("regions"), "account": {**_TEXT, "description": HEADER["account"]}}
    body: Schema = {"type": ["object", "null"], "properties": inside, "additionalProperties": False}
    named: Schema = {
        "type": "object",
        "properties": {"name": _REGION, **inside},
        "required": ["name"],
        "additionalProperties": False,
    }
    return {
        "description": "What stands in each region.",
        "anyOf": [
            {"type": "object", "propertyNames": {"pattern": _REGION["pattern"]}, "additionalProperties": body},
            {"type": "array", "items": named},
        ],
    }


# --- resources ----------------------------------------------------------------------------------------------------------


def _collection(kind: str) -> Schema:
    """A list of records or names, or a mapping of names to records (or to the one field that a text fills)."""
    in_list: Schema = {"anyOf": [{"type": "string"}, _ref(kind)]}
    in_mapping: Schema = {"anyOf": [_TEXT if kind in SCALAR_BODY else {"enum": [True, "", "true", None]}, _ref(kind)]}
    return {
        "description": f"{in_words(kind, 2)[0].upper()}{in_words(kind, 2)[1:]}: a list, or a mapping of names. {_about(kind)}",
        "anyOf": [{"type": "array", "items": in_list}, {"type": "object", "additionalProperties": in_mapping}, {"type": "null"}],
    }


def _resource(kind: str) -> Schema:
    fields = fields_of(CLASSES[kind])
    properties: Schema = {}
    for word, (sort, target) in words_of(kind).items():
        if sort in ("field", "short"):
            properties[word] = {**_field(kind, fields[target]), "description": describe(kind, target)}
        elif sort == "extra":
            extra = EXTRA_KEYS[kind][word]
            shapes = [_shape(shape) for shape in extra.shapes]
            properties[word] = {**(shapes[0] if len(shapes) == 1 else {"anyOf": shapes}), "description": extra.description}
        elif sort == "regions":
            properties[word] = _ref("regions")
        else:
            properties[word] = _ref(f"{target}-{'one' if sort == 'one' else 'list'}")
    return {"description": _about(kind), "type": "object", "properties": properties, "additionalProperties": False}


def _field(kind: str, field: Field) -> Schema:
    if field.shape == "records" and field.record is not None:
        return _records(field.record.__name__)
    if field.shape == "choice":
        made: Schema = {"enum": [*field.choices], **({"$comment": CHOICE} if field.meaning(OneOf) else {})}
    elif field.name == "subnets" and kind in CLASSES:
        made = {"anyOf": [_ref("texts"), _map_of(_ref("text"))]}
    else:
        made = _shape(field.shape)
    return {"anyOf": [made, {"type": "null"}]} if field.optional else made


def _shape(shape: str) -> Schema:
    return {
        "text": _ref("text"),
        "texts": _ref("texts"),
        "boolean": {"type": "boolean"},
        "integer": {"type": "integer"},
        "text map": _map_of(_ref("text")),
        "texts map": _map_of(_ref("texts")),
    }[shape]


# --- records ------------------------------------------------------------------------------------------------------------


def _record(name: str, fields: Any, about: str) -> Schema:
    properties = {word: {**_field(name, field), "description": describe(name, word)} for word, field in fields.items()}
    required = [word for word, field in fields.items() if field.required]
    made: Schema = {"description": about, "type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": required} if required else made


def _records(name: str) -> Schema:
    """The records of a field: a list, one, or a mapping of short forms. Texts are not looked into."""
    forms: list[Schema] = [_ref(name)]
    record = RECORDS[name]
    if record in TEXTS or record.TEXT:
        forms.append({"type": "string", "description": form_of(RECORDS[name])})
    mapping: list[Schema] = []
    if record.PAIR[0]:
        pair = _pairs(name)
        forms.append({**pair, "minProperties": 1, "maxProperties": 1})
        mapping.append(pair)
    return {"anyOf": [{"type": "array", "items": {"anyOf": forms}}, *forms, *mapping, {"type": "null"}]}


def _pairs(name: str) -> Schema:
    """A mapping of short forms: each value is that of the second field, or a record without the first."""
    first, second = RECORDS[name].PAIR
    fields = fields_of(RECORDS[name])
    rest = {word: {**_field(name, field), "description": describe(name, word)} for word, field in fields.items() if word != first}
    required = [word for word, field in fields.items() if field.required and word != first]
    body: Schema = {"type": "object", "properties": rest, "additionalProperties": False, "required": required}
    return {
        "type": "object",
        "description": form_of(RECORDS[name]),
        "additionalProperties": {"anyOf": [_field(name, fields[second]), body]},
    }
