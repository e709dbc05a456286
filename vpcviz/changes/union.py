"""One network that holds both: what is new, what has changed as it is now, and what is gone, as it was."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from vpcviz.changes.comparing import renamed
from vpcviz.changes.diff import Change, Changes, Sort
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_of


def union(old: Network, new: Network, changes: Changes) -> tuple[Network, dict[str, Sort]]:
    """The network of both, and what became of which of its things (by id; of a route: `TABLE|DESTINATION`)."""
    gone = {change.before_id for change in changes.of("removed")}
    by_id = {change.id: change for change in changes.of("changed")}
    marks: dict[str, Sort] = {change.id: change.sort for change in changes.changes}
    collections: dict[str, tuple[r.Resource, ...]] = {}
    for name in COLLECTIONS:
        after = [
            _with_entries(item, old, by_id[item.id], changes.pairs) if item.id in by_id else item for item in getattr(new, name)
        ]
        ids = {item.id for item in after}
        before = [renamed(item, changes.pairs) for item in getattr(old, name) if item.id in gone]
        collections[name] = (*after, *(item for item in before if item.id not in ids))
    for change in by_id.values():
        marks |= _routes(change, changes.pairs)
    return structs.replace(new, **collections), marks


def _with_entries(item: r.Resource, old: Network, change: Change, pairs: Mapping[str, str]) -> r.Resource:
    """The thing as it is now, with the entries of its lists that are gone put back."""
    before = renamed(old.by_id[change.before_id], pairs)
    back: dict[str, Any] = {}
    fields = fields_of(type(item))
    for field in change.fields:
        gone = sum(entry.sort == "removed" for entry in field.entries)
        if gone and fields[field.name].shape == "records":
            after = getattr(item, field.name)
            kept = {_first(value) for value in after}
            back[field.name] = (*after, *(value for value in getattr(before, field.name) if _first(value) not in kept))
    return structs.replace(item, **back) if back else item


def _first(record: r.Record) -> Any:
    return getattr(record, record.__struct_fields__[0])


def _routes(change: Change, pairs: Mapping[str, str]) -> dict[str, Sort]:
    found: dict[str, Sort] = {}
    for field in change.fields:
        for entry in field.entries if field.name == "routes" else ():
            destination = (entry.after or entry.before)["destination"]
            found[f"{change.id}|{pairs.get(destination, destination)}"] = entry.sort
    return found
