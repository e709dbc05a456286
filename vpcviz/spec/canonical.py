"""The canonical form of a network: collections by id, lists that are sets sorted, so that order in a file means nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter, is_not
from typing import Any, NamedTuple

from msgspec import Struct, structs

from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model.addresses import address_order
from vpcviz.model.meanings import Cidr, InOrder, Ip, RegionalFirst
from vpcviz.model.shapes import Field, fields_of

_BY_ID = attrgetter("id")


def canonical(network: Network) -> Network:
    """The same network with its collections ordered by id and its set-like lists sorted. One that was put in order stays so."""
    if _KEY in network.__dict__:
        return network
    changes: dict[str, Any] = {}
    for name in COLLECTIONS:
        items = getattr(network, name)
        if items:
            sorted_items = in_order(name, items)
            if sorted_items is not items:
                changes[name] = sorted_items
    gaps = tuple(sorted(network.gaps, key=repr))
    if gaps != network.gaps:
        changes["gaps"] = gaps
    made = structs.replace(network, **changes) if changes else network
    made.__dict__[_KEY] = True
    return made


def in_order(name: str, items: tuple[Any, ...]) -> tuple[Any, ...]:
    """The things of a collection by id, their set-like lists sorted; the tuple itself where it is so."""
    made = tuple(sorted(_all_sorted(items, CLASSES[name]), key=_BY_ID))
    return made if made != items or any(map(is_not, made, items)) else items


_KEY = "in_canonical_order"
"""Kept with a network that is in order, as its cached look-ups are; a changed copy begins without."""


class _Part(NamedTuple):
    """How a field is put in order: its name, shape, and the key by which its texts are sorted."""

    name: str
    shape: str
    key: Callable[[str], Any] | None


@cache
def _plan(record: type[Struct]) -> tuple[_Part, ...]:
    return tuple(
        _Part(name, field.shape, _order_of(field))
        for name, field in fields_of(record).items()
        if field.shape in ("texts", "records", "texts map") and field.meaning(InOrder) is None
    )


def _order_of(field: Field) -> Callable[[str], Any] | None:
    """Addresses go by number, an endpoint's regional name before its zonal ones, other texts as they are."""
    if field.meaning(Cidr) or (field.meaning(Ip) and not field.targets):
        return address_order
    return _regional_first if field.meaning(RegionalFirst) else None


def _regional_first(name: str) -> tuple[int, str]:
    return len(name.partition(".")[0]), name


def _all_sorted(items: Sequence[Any], record: type[Struct]) -> Sequence[Any]:
    """Items of a class with their set-like lists in order. They are gone through list by list: most items have none to change."""
    changes: dict[int, dict[str, Any]] = {}
    for part in _plan(record):
        for at, made in _changed(part, list(map(attrgetter(part.name), items))):
            changes.setdefault(at, {})[part.name] = made
    if not changes:
        return items
    made_items = list(items)
    for at, fields in changes.items():
        made_items[at] = structs.replace(items[at], **fields)
    return made_items


def _changed(part: _Part, values: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Which values of a field are not in order, by their places, with what they are in order."""
    if not any(values) or (part.shape == "texts" and max(map(len, filter(None, values))) < 2):
        return
    for at, value in enumerate(values):
        if value and (part.shape != "texts" or len(value) > 1):
            made = _put_in_order(value, part.shape, part.key)
            if made != value:
                yield at, made


def columns_in_order(record: type[Struct], columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The values of some fields in all things of a class, by field, with set-like lists in order."""
    found = dict(columns)
    for part in _plan(record):
        changes = dict(_changed(part, columns[part.name])) if part.name in columns else {}
        if changes:
            found[part.name] = [changes.get(at, value) for at, value in enumerate(columns[part.name])]
    return found


def _put_in_order(value: Any, shape: str, key: Callable[[str], Any] | None) -> Any:
    if shape == "texts":
        return tuple(sorted(set(value), key=key))
    if shape == "records":
        return _in_order(_all_sorted(value, value[0].__class__))
    return {word: tuple(sorted(set(texts), key=address_order)) for word, texts in value.items()}


def _in_order(records: Sequence[Any]) -> tuple[Any, ...]:
    """Records of a list in order. All that they say is looked at only where what is first looked at is the same."""
    if len(records) < 2:
        return tuple(records)
    leading = list(map(_leading, records))
    if len(set(leading)) < len(leading):
        return tuple(sorted(records, key=record_order))
    return tuple(records[position] for position in sorted(range(len(records)), key=leading.__getitem__))


def record_order(record: Struct) -> tuple[Any, ...]:
    """Sort key of a record in a list: destinations and numbers first as people read them, then all that it says."""
    return (*_leading(record), repr(structs.asdict(record)))


def _leading(record: Any) -> tuple[Any, ...]:
    number, has_destination = _first_looked_at(record.__class__)
    order = _route_order(record.destination, record) if has_destination else address_order(getattr(record, "ip", ""))
    return (getattr(record, "egress", False), (getattr(record, number) or 0) if number else 0, order)


@cache
def _first_looked_at(record: type[Struct]) -> tuple[str, bool]:
    """The field of a record class that numbers its records, "" where there is none, and whether they have destinations."""
    return next((name for name in ("number", "port") if hasattr(record, name)), ""), hasattr(record, "destination")


def _route_order(destination: str, route: Any) -> tuple[Any, ...]:
    local = 0 if getattr(route, "target", "") == "local" else 1
    version, first, length = address_order(destination)
    return (local, 0 if first else 1, version, first, length) if version != 9 else (local, 0, version, first, length)
