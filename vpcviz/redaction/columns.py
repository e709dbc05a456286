"""The resources of a kind field by field: what becomes of most texts follows from the text alone, and is asked once for each.

An estate has a hundred thousand things with ten texts each, of which most are the same few words, or ids.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import structs

from vpcviz.model import resources as r
from vpcviz.redaction.entries import ClassEntries, Entry
from vpcviz.spec.written import Columns

Column = Callable[[Entry, Sequence[Any], Sequence[str], Sequence[Any]], Sequence[Any]]
"""What stands for the values of a field, of items that stand at places."""


def is_plain(entry: Entry) -> bool:
    """Whether a field holds texts, of which the sort follows from the text alone."""
    return entry.becomes == "texts" and entry.shape in ("text", "texts") and not entry.varies


def texts_in(entry: Entry, values: Iterable[Any]) -> set[str]:
    """The texts of a plain field, each once."""
    if entry.shape == "texts":
        return set(chain.from_iterable(values))
    found = set(values)
    found.discard("")
    return found


def holders(
    entry: Entry, items: Sequence[r.Resource], places: Sequence[str], values: Sequence[Any], wanted: set[str]
) -> Iterator[tuple[r.Resource, str, str]]:
    """Each item that holds one of the texts, its place, and the text, once for each time."""
    for item, place, value in zip(items, places, values, strict=True):
        if value:
            for text in (value,) if entry.shape == "text" else value:
                if text in wanted:
                    yield item, place, text


def changed(
    items: Sequence[r.Resource], places: Sequence[str], known: ClassEntries, columns: Columns, column: Column
) -> dict[str, Sequence[Any]]:
    """The columns of the resources, with what `column` makes of each."""
    made = dict(columns)
    for entry in known.entries:
        values = columns.get(entry.name, ())
        if any(values):
            made[entry.name] = column(entry, items, places, values)
    return made


def rebuilt(items: Sequence[r.Resource], columns: Mapping[str, Sequence[Any]]) -> tuple[Any, ...]:
    """The resources with other values in some fields."""
    names, rows = tuple(columns), zip(*columns.values(), strict=True)
    return tuple([structs.replace(item, **dict(zip(names, row, strict=True))) for item, row in zip(items, rows, strict=True)])
