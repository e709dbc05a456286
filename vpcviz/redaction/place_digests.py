"""What tells the place of each thing in a network apart by what a redacted network shows anyway: its place's digest."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order, parse_block
from vpcviz.model.meanings import Between, Cidr, Ip, Meaning, Ref, RegionName, ServiceName, Word, ZoneName
from vpcviz.model.shapes import Field, fields_of
from vpcviz.redaction.addresses import is_private
from vpcviz.redaction.allowlist import is_kept, is_service_name
from vpcviz.redaction.tokens import Place, bits, digest

_RANDOM = re.compile(r"[a-z][a-z0-9-]*-[0-9a-f]{17}\Z|Z[0-9A-Z]{13,31}\Z")
"""Ids that AWS draws by lot: nobody guesses one, so its digest tells nothing, and tells the thing apart from all others."""

_DEPTH = 3
"""So far the place of a thing is told by those of what it belongs to."""

_CHANGING = frozenset({"state", "status", "health", "foreign"})
"""Words that change while the thing stays the same."""


class PlaceDigests:
    """The digests of the places of a network's things."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._drawn: dict[str, str] = {}
        self._known: dict[tuple[str, int], str] = {}

    def of(self, item: r.Resource) -> str:
        """The digest of a thing's place."""
        return self._of(item, _DEPTH)

    def of_all(self, items: Sequence[r.Resource]) -> list[str]:
        """Those of several things."""
        drawn = self._drawn
        for item in items:
            if item.id not in drawn and _is_random(item.id):
                drawn[item.id] = digest("id", item.kind, item.id)
        return [drawn.get(item.id) or self._of(item, _DEPTH) for item in items]

    def _of(self, item: r.Resource, depth: int) -> str:
        """The same as `of`, told by so many steps of what it belongs to; an id drawn by lot tells it alone."""
        found = self._drawn.get(item.id)
        if found is not None:
            return found
        if _is_random(item.id):
            found = self._drawn[item.id] = digest("id", item.kind, item.id)
            return found
        key = (item.id, depth)
        if key not in self._known:
            kind = item.kind if is_kept_kind(item) else item.KIND
            first = tuple(self._first_of(item, depth))
            own = "" if _is_alone(item) or first else bits(item.id)
            self._known[key] = digest(kind, own, *self._told(item, depth), *first)
        return self._known[key]

    def of_account(self, account: str) -> str:
        """The digest of an account's place, whether it is in the network or only named."""
        return self._of(r.Account(id=account), _DEPTH)

    def inside(self, place: str, field: str, record: r.Record) -> str:
        """The digest of the place of a record in a field of what is at `place`."""
        return digest(place, field, *self._told(record, 1))

    def _told(self, item: r.Resource | r.Record, depth: int) -> Iterator[str]:
        """What the fields of a thing tell that stays: addresses, types, and the places of what it names."""
        fields, values_of = _told_of(type(item))
        for field, value in zip(fields, values_of(item), strict=False):
            if not value:
                continue
            if field.shape == "integer" or (field.shape == "choice" and value in field.choices):
                yield f"{field.name}={value}"
            elif field.shape == "text":
                yield from (f"{field.name}={word}" for word in self._words(field, value, depth))
            elif field.shape == "texts":
                told = [word for text in value for word in self._words(field, text, depth)]
                if told:
                    yield f"{field.name}={min(told, key=lambda word: (*address_order(word), word))}"
            elif field.shape == "records" and field.name == "records":
                yield min(("|".join(self._told(one, 0)) for one in value), default="")
            elif field.shape == "records":
                yield from sorted(f"{field.name}:{'|'.join(self._told(one, 0))}" for one in value)

    def _words(self, field: Field, text: str, depth: int) -> Iterator[str]:
        for meaning in field.meanings:
            if isinstance(meaning, Ref):
                named = self.network.by_id.get(text)
                if named is not None and depth > 0 and not (meaning.own_words and field.shape == "texts"):
                    yield self._of(named, depth - 1)
            elif _tells(meaning, text):
                yield text

    def _first_of(self, item: r.Resource, depth: int) -> Iterator[str]:
        """For what has no addresses of its own: those of its first network interface."""
        owned = (
            self.network.interfaces_owned.get(item.id, ()) if depth == _DEPTH and not isinstance(item, r.NetworkInterface) else ()
        )
        found = [address for interface in owned for address in interface.private_ips if is_private(address)]
        if found:
            yield min(found, key=address_order)


@cache
def _told_of(record: type[Struct]) -> tuple[tuple[Field, ...], Callable[[Any], tuple[Any, ...]]]:
    """The fields of a class that may tell something, and what gets a record's values of them (the last one is of no field)."""
    fields = tuple(field for field in fields_of(record).values() if _may_tell(field))
    return fields, attrgetter(*(field.name for field in fields), "__class__", "__class__")


def _may_tell(field: Field) -> bool:
    if field.name in _CHANGING:
        return False
    if field.shape == "records":
        return field.name in ("records", "ingress", "egress", "ips", "listeners")
    return field.shape in ("choice", "text", "texts") or (field.shape == "integer" and bool(field.meaning(Between)))


def _is_alone(item: r.Resource) -> bool:
    """Whether a thing has an address in a place: no other has both."""
    fields = fields_of(type(item)).values()
    held = any(field.has_role("holds") and getattr(item, field.name) for field in fields)
    return held and any(_has_address(field, getattr(item, field.name)) for field in fields if field.shape in ("text", "texts"))


def _has_address(field: Field, value: str | tuple[str, ...] | None) -> bool:
    if not value or not (field.meaning(Ip) or field.name == "cidr"):
        return False
    return any(is_private(text) for text in ((value,) if isinstance(value, str) else value))


def is_kept_kind(item: r.Resource) -> bool:
    """Whether the kind of a thing is one of ours or AWS's (a workload's is what the document says)."""
    return item.kind == item.KIND or any(
        is_kept(meaning, item.kind) for meaning in fields_of(type(item))["type"].meanings if isinstance(meaning, Word)
    )


def unseen_place(text: str) -> Place:
    """The place of an id that is only named."""
    return Place(0, digest("unseen", text)) if _is_random(text) else Place(1, "unseen")


def _is_random(text: str) -> bool:
    """Whether AWS drew an id by lot; what has few different digits was written by hand."""
    if _RANDOM.match(text) is None:
        return False
    return len(set(text[-9:])) > 6 or len(set(text.rpartition("-")[2])) > 6  # Most have so many among the last nine.


def _tells(meaning: Meaning, text: str) -> bool:
    if isinstance(meaning, (Cidr, Ip)):
        return parse_block(text) is not None and is_private(text)
    if isinstance(meaning, ServiceName):
        return is_service_name(text)
    return isinstance(meaning, (RegionName, ZoneName, Word)) and is_kept(meaning, text)
