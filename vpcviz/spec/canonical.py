"""The canonical form of a network: collections by id, lists that are sets sorted, so that order in a file means nothing."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
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
            plan = _plan(CLASSES[name])
            sorted_items = tuple(sorted([_sorted(item, plan) for item in items], key=_BY_ID))
            if sorted_items != items or any(a is not b for a, b in zip(sorted_items, items, strict=True)):
                changes[name] = sorted_items
    gaps = tuple(sorted(network.gaps, key=repr))
    if gaps != network.gaps:
        changes["gaps"] = gaps
    made = structs.replace(network, **changes) if changes else network
    made.__dict__[_KEY] = True
    return made


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


def _sorted(item: Any, plan: tuple[_Part, ...]) -> Any:
    changes: dict[str, Any] = {}
    for name, shape, key in plan:
        value = getattr(item, name)
        if not value:
            continue
        if shape == "texts":
            if len(value) > 1:
                made: Any = tuple(sorted(set(value), key=key))
                if made != value:
                    changes[name] = made
        elif shape == "records":
            made = _in_order([_sorted(part, _plan(part.__class__)) for part in value])
            if made != value:
                changes[name] = made
        else:
            made = {word: tuple(sorted(set(texts), key=address_order)) for word, texts in value.items()}
            if made != value:
                changes[name] = made
    return structs.replace(item, **changes) if changes else item


def _in_order(records: list[Any]) -> tuple[Any, ...]:
    """Records of a list in order. All that they say is looked at only where what is first looked at is the same."""
    if len(records) < 2:
        return tuple(records)
    leading = [_leading(record) for record in records]
    if len(set(leading)) < len(leading):
        return tuple(sorted(records, key=record_order))
    return tuple(records[position] for position in sorted(range(len(records)), key=leading.__getitem__))


def record_order(record: Struct) -> tuple[Any, ...]:
    """Sort key of a record in a list: destinations and numbers first as people read them, then all that it says."""
    return (*_leading(record), repr(structs.asdict(record)))


def _leading(record: Any) -> tuple[Any, ...]:
    number = getattr(record, "number", None) if hasattr(record, "number") else getattr(record, "port", 0)
    destination = getattr(record, "destination", None)
    order = address_order(getattr(record, "ip", "")) if destination is None else _route_order(destination, record)
    return (getattr(record, "egress", False), number or 0, order)


def _route_order(destination: str, route: Any) -> tuple[Any, ...]:
    local = 0 if getattr(route, "target", "") == "local" else 1
    version, first, length = address_order(destination)
    return (local, 0 if first else 1, version, first, length) if version != 9 else (local, 0, version, first, length)
