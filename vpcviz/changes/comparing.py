"""Two networks side by side: what only one has, and what both have but not alike."""

import re
from collections import ChainMap, Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from vpcviz.changes.diff import Change, Changes, Entry, FieldChange, Sort
from vpcviz.changes.pairing import pair
from vpcviz.changes.wording import Known, entry_words, field_words, label, place_words, value_words
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.meanings import AccountId, Follows, InOrder, RegionName
from vpcviz.model.shapes import Field, fields_of
from vpcviz.model.unread import ASSOCIATIONS, ENTRIES, REFERENCES, TARGETS

UNTOLD = frozenset({"id", "foreign", "address"})
"""Fields that tell where a thing is written, and nothing of it: what code calls it may change (`moved`) while it stays."""

TOLD_BY_AWS = frozenset({"state", "status", "description"})
"""Fields that are empty where who tells of a thing does not know them: AWS's word, and a text that cannot be taken away later."""

AWS_ID = re.compile(r"[a-z][a-z-]*-[0-9a-f]{8,17}\Z")
"""The form of ids that AWS gives; any other one was made up, and means nothing."""


def compare(old: Network, new: Network, wanted: Collection[str] = COLLECTIONS) -> Changes:
    """What differs from `old` to `new`, in the collections that are `wanted`."""
    pairs = pair(old, new)
    known: Known = ChainMap(dict(new.by_id), dict(old.by_id))
    unread: Counter[str] = Counter()
    found: list[Change] = []
    unread_before, unread_after = _Unread(old, new), _Unread(new, old)
    kept = set(pairs.values())
    open_lists = _open_lists(old), _open_lists(new)
    for name in (name for name in COLLECTIONS if name in wanted):
        before, after = getattr(old, name), getattr(new, name)
        for item in before:
            if item.foreign:
                continue
            if item.id in pairs:
                other = new.by_id[pairs[item.id]]
                if other != item:
                    unsure = tuple(
                        lists.get(one.id, lists.get(one.address, _NONE))
                        for lists, one in zip(open_lists, (item, other), strict=True)
                    )
                    found += _changed(item, other, known, pairs, unsure)
            elif unread_after.may_hold(item):
                unread[name] += 1
            else:
                found.append(_alone("removed", item, known))
        for item in after:
            if item.id in kept or item.foreign:
                continue
            if unread_before.may_hold(item):
                unread[name] += 1
            else:
                found.append(_alone("added", item, known))
    return Changes(changes=tuple(found), unread=dict(unread), pairs=pairs)


class _Unread:
    """What was not read of a network, but was of the other one: what is missing there may exist."""

    def __init__(self, network: Network, other: Network) -> None:
        self.stopped = not network.complete
        same = {_call(gap) for gap in other.gaps}
        gaps = [gap for gap in network.gaps if _call(gap) not in same]
        self.places = {(name, gap.account, gap.region) for gap in gaps if gap.error not in REFERENCES for name in gap.feeds}
        self.left_out = {gap.resource for gap in gaps if gap.error in REFERENCES} - network.by_id.keys()

    def may_hold(self, item: r.Resource) -> bool:
        """Whether the network may have the thing, unread; of a plan or template, whether it does not tell if it has."""
        name = type(item).COLLECTION
        accounts, regions = (item.account, ""), (item.region, "")
        if item.id in self.left_out or item.address in self.left_out - {""}:
            return True
        return self.stopped or any((name, account, region) in self.places for account in accounts for region in regions)


_LISTS = {
    **dict.fromkeys(ENTRIES.values(), frozenset({"routes", "entries", "ingress", "egress"})),
    **dict.fromkeys(ASSOCIATIONS.values(), frozenset({"subnets"})),
}
"""The lists of which a plan or template may not tell all entries, by what its gap leaves unread."""


def _open_lists(network: Network) -> dict[str, frozenset[str]]:
    """By the id (or address) of a thing: its lists that may have entries which are not known."""
    made: dict[str, frozenset[str]] = {}
    for gap in network.gaps:
        if gap.error in REFERENCES and gap.message != TARGETS:
            lists = _LISTS.get(gap.message, _LISTS[ENTRIES["DescribeRouteTables"]])
            made[gap.resource] = made.get(gap.resource, frozenset()) | lists
    return made


def _call(gap: r.Gap) -> tuple[str, str, str, str, str]:
    return gap.service, gap.operation, gap.account, gap.region, gap.resource


def _alone(sort: Sort, item: r.Resource, known: Known) -> Change:
    before = item.id if sort == "removed" else ""
    return Change(
        sort=sort,
        kind=item.kind,
        collection=type(item).COLLECTION,
        id=item.id,
        before_id=before,
        name=item.name,
        kind_words=type(item).words(),
        place=place_words(item, known),
    )


_NONE: frozenset[str] = frozenset()


def _turned(item: r.Resource, other: r.Resource, pairs: Mapping[str, str]) -> frozenset[str]:
    """Fields of a peering of transit gateways that its two ends tell each from its own side."""
    if not isinstance(item, r.TransitGatewayAttachment) or not isinstance(other, r.TransitGatewayAttachment):
        return _NONE
    was = (renamed(item.resource, pairs), renamed(item.transit_gateway, pairs))
    turned = item.type == other.type == "peering" and was == (other.transit_gateway, other.resource)
    return (
        frozenset({"transit_gateway", "resource", "region", "resource_region", "account", "resource_account"}) if turned else _NONE
    )


def _changed(
    item: r.Resource, other: r.Resource, known: Known, pairs: Mapping[str, str], unsure: tuple[frozenset[str], ...]
) -> list[Change]:
    """What differs in a thing; of a list that is `unsure` on a side, nothing is gone or new there."""
    fields = []
    unknown = _unknown(item, other) | _turned(item, other, pairs)
    if item.id != other.id and AWS_ID.match(item.id) and (AWS_ID.match(other.id) or other.id == item.address):
        fields.append(FieldChange(name="id", before=item.id, after=other.id, words=(f"made again: {item.id} is now {other.id}",)))
    for name, field in fields_of(type(item)).items():
        before, after = getattr(item, name), getattr(other, name)
        if name in UNTOLD or before == after or field.meaning(Follows) or before is None or after is None:
            continue
        if name in unknown:
            continue
        if "" in (before, after) and (name in TOLD_BY_AWS or field.meaning(AccountId) or field.meaning(RegionName)):
            continue
        was = renamed(before, pairs)
        if name == "tags":  # Those that AWS itself gives are in no file, and nobody can change them.
            was, after = ({key: one for key, one in told.items() if not key.startswith("aws:")} for told in (was, after))
        if name in unsure[0]:
            after = tuple(one for one in after if one in was)
        if name in unsure[1]:
            was = tuple(one for one in was if one in after)
        change = _field(field, was, after, known)
        if change is not None:
            fields.append(change)
    if not fields:
        return []
    alone = _alone("added", other, known)
    return [msgspec.structs.replace(alone, sort="changed", before_id=item.id, fields=tuple(fields))]


def _unknown(item: r.Resource, other: r.Resource) -> frozenset[str]:
    """The fields that one side says that it does not know."""
    told = [name for name in item.KNOWN if getattr(item, name) != getattr(other, name, None)]
    return frozenset(told).union(*(item.KNOWN[name] for name in told))


def _field(field: Field, before: Any, after: Any, known: Known) -> FieldChange | None:
    """What differs in one field; None where only the order or the ids do."""
    if isinstance(after, tuple) and not field.meaning(InOrder):
        entries = _entries(before, after, known)
        words = tuple(f"{field_words(field.name)}: {entry.words}" for entry in entries)
    elif before == after:
        return None
    elif isinstance(after, Mapping):
        entries = _map_entries(before, after, known)
        words = tuple(f"{field_words(field.name)}: {entry.words}" for entry in entries)
    else:
        entries = ()
        words = (f"{field_words(field.name)}: {value_words(before, known)} → {value_words(after, known)}",)
    if not words:
        return None
    plain = msgspec.to_builtins
    whole = {} if entries else {"before": plain(before), "after": plain(after)}
    return FieldChange(name=field.name, entries=entries, words=words, **whole)


def _entries(before: Iterable[Any], after: Iterable[Any], known: Known) -> tuple[Entry, ...]:
    """The entries of a list that only one side has; of two that begin alike (a route's destination) one has changed."""
    gone, come = list(before), []
    for value in after:
        if value in gone:
            gone.remove(value)
        else:
            come.append(value)
    firsts = Counter(_first(value) for value in gone), Counter(_first(value) for value in come)
    changed = {first for first in firsts[0] if first is not None and firsts[0][first] == firsts[1][first] == 1}
    later = {_first(value): value for value in come}
    found = []
    for value in gone:
        first = _first(value)
        if first in changed:
            found.append(_entry("changed", value, later[first], known))
        else:
            found.append(_entry("removed", value, None, known))
    found += [_entry("added", None, value, known) for value in come if _first(value) not in changed]
    return tuple(found)


def _first(value: Any) -> Any:
    """What an entry is known by: the first field of a record that has to have one. None for texts."""
    if not isinstance(value, r.Record):
        return None
    fields = fields_of(type(value))
    return next(((name, getattr(value, name)) for name, field in fields.items() if field.required), None)


def _map_entries(before: Mapping[str, Any], after: Mapping[str, Any], known: Known) -> tuple[Entry, ...]:
    found = []
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        if one == other:
            continue
        sort: Sort = "added" if key not in before else "removed" if key not in after else "changed"
        texts = [value_words(value, known) for value in (one, other) if value is not None]
        found.append(Entry(sort=sort, before=one, after=other, words=f"{_SIGNS[sort]} {label(key, known)}: {' → '.join(texts)}"))
    return tuple(found)


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _entry(sort: Sort, before: Any, after: Any, known: Known) -> Entry:
    texts = [entry_words(value, known) for value in (before, after) if value is not None]
    words = f"{_SIGNS[sort]} {' is now '.join(texts)}"
    return Entry(sort=sort, before=msgspec.to_builtins(before), after=msgspec.to_builtins(after), words=words)


def renamed(value: Any, pairs: Mapping[str, str]) -> Any:
    """A value of the old network with the ids of the new one."""
    if isinstance(value, str):
        return pairs.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(part, pairs) for part in value)
    if isinstance(value, Mapping):
        return {pairs.get(key, key): renamed(part, pairs) for key, part in value.items()}
    if isinstance(value, msgspec.Struct):
        changed = {name: renamed(getattr(value, name), pairs) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    return value
