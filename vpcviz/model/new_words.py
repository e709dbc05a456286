"""Words of AWS's that are newer than vpcviz, such as a new type or state of a thing: nobody here knows what they mean."""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from vpcviz.model import resources as r
from vpcviz.model.aws_words import STATES
from vpcviz.model.interface_types import INTERFACE_TYPES, interface_type
from vpcviz.model.meanings import OneOf
from vpcviz.model.shapes import fields_of, fields_with, known_words, new_word

_TOLD_ELSEWHERE = frozenset({"block_public_access", "public_access_exclusion", "firewall_connectivity", "encryption_control"})
"""Fields that decide at some gateways only, which ask for themselves."""
_STATES = frozenset({"", *STATES})
_STATE_FIELDS = ("state", "status")


def words_of(item: Struct) -> tuple[tuple[str, str], ...]:
    """The words of a resource or record that vpcviz does not know, each after the field that it stands in."""
    if _is_known(item):
        return ()
    found = [(name, word) for name in _deciding(type(item)) if (word := new_word(item, name))]
    found += [(name, state) for name in _states(type(item)) if (state := getattr(item, name)).lower() not in _STATES]
    if isinstance(item, r.NetworkInterface) and item.type and interface_type(item.type) is None:
        found.append(("type", item.type))
    return tuple(found)


def word_of(item: Struct) -> str:
    """The first of them, after what it tells, such as `type sideways`; "" where all are known."""
    return next((f"{name} {word}" for name, word in words_of(item)), "")


def are_known(items: Sequence[Struct]) -> bool:
    """Whether all words of resources of one class that could be newer are known; False where that takes a closer look."""
    return all(known.issuperset(map(getter, items)) for getter, known in _checks(type(items[0]))) if items else True


def _is_known(item: Struct) -> bool:
    """Whether all words of a resource that could be newer are known; False where that takes a closer look."""
    for getter, known in _checks(type(item)):  # noqa: SIM110 - asked for each resource, and half the time of all()
        if getter(item) not in known:
            return False
    return True


@cache
def _checks(record: type[Struct]) -> tuple[tuple[Callable[[Any], Any], frozenset[str]], ...]:
    """How each word of a record that may be newer is read, and the words of it that surely are not."""
    closed = [(attrgetter(name), known_words(record, name)) for name in _deciding(record)]
    states = [(attrgetter(name), _STATES) for name in _states(record)]
    types = [(attrgetter("type"), frozenset({"", *INTERFACE_TYPES}))] if record is r.NetworkInterface else []
    return (*closed, *states, *types)


@cache
def _deciding(record: type[Struct]) -> tuple[str, ...]:
    return tuple(name for name, _ in fields_with(record, OneOf) if name not in _TOLD_ELSEWHERE)


@cache
def _states(record: type[Struct]) -> tuple[str, ...]:
    """The fields that tell a state and are no closed list of their own."""
    fields = fields_of(record)
    return tuple(name for name in _STATE_FIELDS if name in fields and fields[name].shape == "text")
