"""Which thing of one network is which of another: by id; where ids were made up or a thing was made again, by name and place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.meanings import Cidr, Ip
from vpcviz.model.shapes import Field, fields_in_role, fields_of

ROUNDS = 4
"""What stands in a thing is paired after it: VPCs, then subnets, then interfaces, then what names those."""

OWN = frozenset({"id", "name", "tags", "icon", "note", "foreign", "address"})
"""Fields that do not tell one thing from another of the same name."""

Key = tuple[Any, ...]


def pair(old: Network, new: Network) -> dict[str, str]:
    """The id in `new` for each id in `old` that is there, too."""
    pairs: dict[str, str] = {}
    left: dict[str, tuple[list[r.Resource], list[r.Resource]]] = {}
    for name in COLLECTIONS:
        before, after = getattr(old, name), getattr(new, name)
        ids = {item.id for item in before} & {item.id for item in after}
        pairs.update(zip(ids, ids, strict=True))
        rest = ([item for item in before if item.id not in ids], [item for item in after if item.id not in ids])
        if rest[0] and rest[1]:
            left[name] = rest
    for _ in range(ROUNDS):
        found = sum(_pair_by(key, left, pairs) for key in (_by_name, _by_address, _by_content))
        if not found:
            break
    return pairs


def _pair_by(
    key: Callable[[r.Resource, Mapping[str, str] | None], Key | None],
    left: Mapping[str, tuple[list[r.Resource], list[r.Resource]]],
    pairs: dict[str, str],
) -> int:
    """Pair what is alone on both sides with its key; how many came together."""
    count = 0
    for before, after in left.values():
        olds, news = _alone(before, lambda item: key(item, pairs)), _alone(after, lambda item: key(item, None))
        for found, item in olds.items():
            other = news.get(found)
            if other is not None:
                pairs[item.id] = other.id
                before.remove(item)
                after.remove(other)
                count += 1
    return count


def _alone(items: Iterable[r.Resource], key: Callable[[r.Resource], Key | None]) -> dict[Key, r.Resource]:
    found: dict[Key, r.Resource] = {}
    twice: set[Key] = set()
    for item in items:
        own = key(item)
        if own is None:
            continue
        if own in found:
            twice.add(own)
        found[own] = item
    return {own: item for own, item in found.items() if own not in twice}


def _place(item: r.Resource, pairs: Mapping[str, str] | None) -> Key:
    """Where a thing stands: account, region, and what holds it; old ids (with `pairs`) as the new ones."""
    holds = (getattr(item, name) for name in fields_in_role(type(item), "holds"))
    return item.account, item.region, *(_as_new(value, pairs) for value in holds)


def _by_name(item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
    return (*_place(item, pairs), item.name) if item.name else None


def _by_address(item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
    addresses = [(field.name, value) for field, value in _given(item) if field.meaning(Ip) or field.meaning(Cidr)]
    return (*_place(item, pairs), *((name, _plain(value)) for name, value in addresses)) if addresses else None


def _by_content(item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
    return (*_place(item, pairs), item.name, *((field.name, _plain(_as_new(value, pairs))) for field, value in _given(item)))


def _given(item: r.Resource) -> Iterator[tuple[Field, Any]]:
    """What is known of a thing, but what it is called."""
    for name, field in fields_of(type(item)).items():
        value = getattr(item, name)
        if name not in OWN and value not in ("", (), None, {}):
            yield field, value


def _as_new(value: Any, pairs: Mapping[str, str] | None) -> Any:
    if pairs is None:
        return value
    if isinstance(value, str):
        return pairs.get(value, value)
    if isinstance(value, tuple):
        return tuple(_as_new(part, pairs) for part in value)
    return value


def _plain(value: Any) -> Any:
    """A value that can be compared and hashed: mappings and records by their parts."""
    if isinstance(value, Mapping):
        return tuple(sorted((key, _plain(part)) for key, part in value.items()))
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    if isinstance(value, r.Record):
        return tuple(_plain(getattr(value, name)) for name in value.__struct_fields__)
    return value
