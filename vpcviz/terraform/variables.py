"""Values that a plan tells of variables, and what `each.value` is by them."""

from collections.abc import Mapping
from typing import Any

from vpcviz.terraform.documents import Side, module_at, references
from vpcviz.terraform.expressions import inside, parts_of, unwound
from vpcviz.terraform.resource_instances import Key, value_at
from vpcviz.terraform.runs import Scope

UNKNOWN = "unknown"
"""Stands for a value that a plan does not tell."""

_DEEPEST = 24


def value_of(side: Side, name: str, place: Scope, depth: int = 0) -> Any:
    """The value of a variable where the plan tells it."""
    if not place.around:
        told = side.variables.get(name)
        return told.get("value") if isinstance(told, Mapping) else UNKNOWN
    outer = place.around[:-1]
    call = inside(module_at(side.root, outer), "module_calls", place.around[-1][0])
    given = inside(call, "expressions").get(name)
    if given is None:
        declared = inside(call, "module", "variables").get(name)
        return declared.get("default") if isinstance(declared, Mapping) else UNKNOWN
    return _value(side, given, Scope(outer, None), depth)


def _value(side: Side, expression: Any, place: Scope, depth: int) -> Any:
    """The value of an expression that is a constant, or a variable."""
    if isinstance(expression, Mapping) and "constant_value" in expression:
        return expression["constant_value"]
    told = unwound(references(expression))
    parts = parts_of(told[0]) if len(told) == 1 else []
    if depth < _DEEPEST and len(parts) == 2 and parts[0] == ("var", None):
        return value_of(side, parts[1][0], place, depth + 1)
    return UNKNOWN


def each_value(side: Side, place: Scope, keys: set[str]) -> Key:
    """The key that `each.value`, or one of its members, is; None where the plan does not tell it, or several are named."""
    path = next(iter(keys)).split(".") if len(keys) == 1 else []
    if path[:1] != ["value"] or not isinstance(place.key, str):
        return None
    whole = _value(side, place.each, Scope(place.around, None), 0)
    if len(path) == 1 and (isinstance(whole, list) or (whole == UNKNOWN and not references(place.each))):
        return place.key  # `toset([…])`: of a set, each value is its own key.
    given = value_at(whole, [place.key, *path[1:]])
    return given if isinstance(given, (str, int)) and not isinstance(given, bool) else None
