"""Things of which AWS tells in words newer than vpcviz, such as a new type or state: nobody here knows what they do to packets."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from vpcviz.model import resources as r
from vpcviz.model.aws_words import STATES
from vpcviz.model.interface_types import INTERFACE_TYPES, interface_type
from vpcviz.model.meanings import OneOf
from vpcviz.model.shapes import fields_of, fields_with, known_words, new_word
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import End, stop

_TOLD_ELSEWHERE = frozenset({"block_public_access", "public_access_exclusion", "firewall_connectivity", "encryption_control"})
"""Fields that decide at some gateways only, which ask for themselves."""
_STATES = frozenset({"", *STATES})


def newer(index: Index) -> dict[str, str]:
    """By id: what is newer than vpcviz of each thing that packets can meet, such as `type sideways`; made once."""
    return index.cached("newer-words", _found, index)


def _found(index: Index) -> dict[str, str]:
    return {resource.id: words for resource in index.network if not _is_known(resource) and (words := word_of(resource))}


def _is_known(item: r.Resource) -> bool:
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


def word_of(item: Struct) -> str:
    """The first of the words of a resource or record that vpcviz does not know, after what it tells; "" where it knows all."""
    for name in _deciding(type(item)):
        found = new_word(item, name)
        if found:
            return f"{name} {found}"
    for name in _states(type(item)):
        state: str = getattr(item, name)
        if state.lower() not in _STATES:
            return f"{name} {state}"
    if isinstance(item, r.NetworkInterface) and item.type and interface_type(item.type) is None:
        return f"type {item.type}"
    return ""


@cache
def _deciding(record: type[Struct]) -> tuple[str, ...]:
    return tuple(name for name, _ in fields_with(record, OneOf) if name not in _TOLD_ELSEWHERE)


@cache
def _states(record: type[Struct]) -> tuple[str, ...]:
    """The fields that tell a state and are no closed list of their own."""
    fields = fields_of(record)
    return tuple(name for name in ("state", "status") if name in fields and fields[name].shape == "text")


def not_documented(at: r.Resource, words: str, what: str = "") -> End:
    """The end of what is known at a thing with such a word; `what` it is that has it, where that is not the thing itself."""
    called = what or at.label
    return stop(
        at,
        "NOT_DOCUMENTED",
        f"{called} has the {words}, which is newer than vpcviz: what it does is not known",
        said=f"{'its' if not what else what + ': its'} {words} is newer than vpcviz",
        missing=f"what AWS means by the {words}",
        needs=f"{called} of the {words} gives the packet on, and the answer back",
    )
