"""Things as documents have them: objects of classes whose fields stand in the order of a document's members.

They are made column by column, from a field's values in all things of a kind, so that no thing is gone through member by member.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from operator import is_
from typing import Any, NamedTuple

import msgspec
from msgspec import NODEFAULT, Struct, defstruct, structs

from vpcviz.model.shapes import fields_of

_FIRST = ("id", "name")
"""What stands first in an object, where its class has it."""

_NONE = object()
"""The default of a field that has none: no value is it, so none is left out."""


class _Form(NamedTuple):
    """How things of a class are written: its fields in order, with the value of each that is not written, which of them hold free
    mappings, and which hold records that are not written as their own class has its fields.
    """

    defaults: Mapping[str, Any]
    mappings: frozenset[str]
    records: Mapping[str, type[Struct]]


Columns = Mapping[str, Sequence[Any]]
"""By field: what each of some things of a class has in it."""


def told(items: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """The columns of things of one class, but of those fields that are written of none, since all have the default."""
    record: type[Struct] = type(items[0])
    names = record.__struct_fields__
    values = list(chain.from_iterable(map(structs.astuple, items)))
    found: dict[str, Sequence[Any]] = {}
    for name, default in _form(record).defaults.items():
        column = values[names.index(name) :: len(names)]
        if not _are(column, default):
            found[name] = column
    return found


def _are(column: Sequence[Any], default: Any) -> bool:
    """Whether all values are a default itself: what is only equal to it is written. Of what is empty, all that is equal is it."""
    return column.count(default) == len(column) and (not default or all(map(is_, column, repeat(default))))


def written(record: type[Struct], columns: Columns) -> list[Any]:
    """Things of a class as they are written: id and name first, free mappings (tags, …) by key, defaults left out."""
    form = _form(record)
    made: dict[str, Sequence[Any]] = {}
    for name in (name for name in form.defaults if name in columns):
        made[name] = columns[name]
        if name in form.mappings:
            made[name] = [dict(sorted(value.items())) if value else value for value in made[name]]
        elif name in form.records:
            made[name] = [written(form.records[name], told(value)) if value else value for value in made[name]]
    return list(map(_class(record, tuple(made)), *made.values()))


@cache
def _form(record: type[Struct]) -> _Form:
    fields = fields_of(record)
    return _Form(
        {name: _default(record, name) for name in sorted(fields, key=lambda name: name not in _FIRST)},
        frozenset(name for name, field in fields.items() if field.shape in ("text map", "texts map")),
        {name: field.record for name, field in fields.items() if field.record is not None and _differs(field.record)},
    )


def _differs(record: type[Struct]) -> bool:
    """Whether records of a class are not written as it has its fields."""
    form = _form(record)
    return bool(form.mappings or form.records) or tuple(form.defaults) != tuple(fields_of(record))


def _default(record: type[Struct], name: str) -> Any:
    """The value of a field that is not written; of one that always is, a value that nothing is."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    at = names.index(name) - (len(names) - len(defaults))
    return defaults[at] if at >= 0 and defaults[at] is not NODEFAULT else _NONE


@cache
def _class(record: type[Struct], names: tuple[str, ...]) -> type[Struct]:
    """The class of what is written of things that differ from the defaults in these fields alone."""
    defaults = _form(record).defaults
    fields = [(name, Any, _as_given(defaults[name])) for name in names]
    return defstruct(record.__name__, fields, omit_defaults=True, gc=False)


def _as_given(default: Any) -> Any:
    """A default as `defstruct` takes it."""
    made = getattr(default, "factory", None)
    return default if made is None else msgspec.field(default_factory=made)
