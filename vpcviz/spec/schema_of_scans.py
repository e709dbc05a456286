"""The JSON Schema of what a scan wrote, made from that of specs: there a word of AWS's may be newer, as for the reader."""

from typing import Any

Schema = dict[str, Any]

CHOICE = "In a scan AWS may say a newer word."
"""The comment of a choice whose words are AWS's: closed in a spec, open in a scan."""

_PREFIX = "#/$defs/"


def for_scans(definitions: Schema, root: Schema) -> tuple[Schema, Schema]:
    """`root` for scans, and the definitions that differ there, by their names with `-scan`. What has no such word is shared.

    Descriptions are left out: nobody writes a scan by hand, and editors show them for specs.
    """
    changed = _with_choices(definitions)
    made = {f"{name}-scan": _opened(definitions[name], changed) for name in definitions if name in changed}
    return _opened(root, changed), made


def _with_choices(definitions: Schema) -> frozenset[str]:
    """The definitions that a choice stands in, or in what they refer to."""
    referred = {name: frozenset(_refs(one)) for name, one in definitions.items()}
    found = {name for name, one in definitions.items() if _has_choice(one)}
    while more := {name for name, refs in referred.items() if name not in found and not found.isdisjoint(refs)}:
        found |= more
    return frozenset(found)


def _refs(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].removeprefix(_PREFIX)] if isinstance(value.get("$ref"), str) else []
        return own + [name for inner in value.values() for name in _refs(inner)]
    return [name for inner in value for name in _refs(inner)] if isinstance(value, list) else []


def _has_choice(value: Any) -> bool:
    if isinstance(value, dict):
        return value.get("$comment") == CHOICE or any(map(_has_choice, value.values()))
    return isinstance(value, list) and any(map(_has_choice, value))


def _opened(value: Any, changed: frozenset[str], named: bool = False) -> Any:
    """The same, open; `named`: the keys of `value` are those of a document, not of a schema."""
    if isinstance(value, list):
        return [_opened(inner, changed) for inner in value]
    if not isinstance(value, dict):
        return value
    if not named and value.get("$comment") == CHOICE:
        return {"type": "string"}
    if not named and isinstance(value.get("$ref"), str):
        name = value["$ref"].removeprefix(_PREFIX)
        return {"$ref": f"{_PREFIX}{name}-scan"} if name in changed else {"$ref": value["$ref"]}
    return {
        key: _opened(inner, changed, named=not named and key == "properties")
        for key, inner in value.items()
        if named or key != "description"
    }
