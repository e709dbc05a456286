"""The canonical form of a network: collections by id, lists that are sets sorted, so that order in a file means nothing."""

from functools import cache
from typing import Any

from msgspec import Struct, structs

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model.addresses import address_order
from vpcviz.spec.vocabulary import CLASSES, fields_of

IN_ORDER = frozenset({"private_ips"})
"""Lists whose order says something: the first private IP is the primary one."""

_ADDRESSES = frozenset(
    {
        "cidrs",
        "ipv6_cidrs",
        "ipv6s",
        "prefixes",
        "entries",
        "static_routes",
        "allowed_prefixes",
        "requester_cidrs",
        "accepter_cidrs",
        "target_ips",
        "domain_name_servers",
        "ntp_servers",
        "values",
    }
)


def canonical(network: Network) -> Network:
    """The same network with its collections ordered by id and its set-like lists sorted."""
    changes: dict[str, Any] = {}
    for name in COLLECTIONS:
        items = getattr(network, name)
        if items:
            plan = _plan(CLASSES[name])
            sorted_items = tuple(sorted((_sorted(item, plan) for item in items), key=lambda item: item.id))
            if sorted_items != items or any(a is not b for a, b in zip(sorted_items, items, strict=True)):
                changes[name] = sorted_items
    gaps = tuple(sorted(network.gaps, key=repr))
    if gaps != network.gaps:
        changes["gaps"] = gaps
    return structs.replace(network, **changes) if changes else network


@cache
def _plan(record: type[Struct]) -> tuple[tuple[str, str], ...]:
    shapes = {name: field.shape for name, field in fields_of(record).items()}
    return tuple(
        (name, shape) for name, shape in shapes.items() if shape in ("texts", "records", "texts map") and name not in IN_ORDER
    )


def _sorted(item: Any, plan: tuple[tuple[str, str], ...]) -> Any:
    changes: dict[str, Any] = {}
    for name, shape in plan:
        value = getattr(item, name)
        if not value:
            continue
        if shape == "texts":
            if len(value) > 1:
                made: Any = sort_texts(name, value)
                if made != value:
                    changes[name] = made
        elif shape == "records":
            made = tuple(sorted((_sorted(part, _plan(part.__class__)) for part in value), key=record_order))
            if made != value:
                changes[name] = made
        else:
            made = {key: tuple(sorted(set(texts), key=address_order)) for key, texts in value.items()}
            if made != value:
                changes[name] = made
    return structs.replace(item, **changes) if changes else item


def sort_texts(field: str, values: Any) -> tuple[str, ...]:
    """A set-like list in order, each entry once: addresses by number, an endpoint's regional name before its zonal ones."""
    unique = set(values)
    if field in _ADDRESSES:
        return tuple(sorted(unique, key=address_order))
    if field == "dns_names":
        return tuple(sorted(unique, key=lambda name: (len(name.partition(".")[0]), name)))
    return tuple(sorted(unique))


def record_order(record: Struct) -> tuple[Any, ...]:
    """Sort key of a record in a list: destinations and numbers first as people read them, then all that it says."""
    fields = structs.asdict(record)
    number = fields.get("number", fields.get("port", 0))
    leading = fields.get("destination", fields.get("ip", ""))
    return (fields.get("egress", False), number or 0, _route_order(leading, fields), repr(fields))


def _route_order(destination: str, fields: dict[str, Any]) -> tuple[Any, ...]:
    if "destination" not in fields:
        return address_order(destination)
    local = 0 if fields.get("target") == "local" else 1
    version, first, length = address_order(destination)
    return (local, 0 if first else 1, version, first, length) if version != 9 else (local, 0, version, first, length)
