"""What handles a packet where it is next: each kind of gateway, and each kind of place, makes itself known here.

A route's target is a resource, and its kind's function, under `@routed_to`, says what the gateway does (`@routed_to_word` where the
target is a word of AWS's); another place of a walk has a function under `@at`. All are found in the modules of this folder, and
nothing else lists them.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from vpcviz.model import resources as r
from vpcviz.modules import modules_in
from vpcviz.traffic.packets.state import Move, Target
from vpcviz.traffic.walking.walk import Handler, Walk

TargetHandler = Callable[[Walk, Target, Any], Move]
"""Its last argument is a resource of one of the kinds that it is entered for."""
Known = TypeVar("Known", bound=Handler)


class NextHop(NamedTuple):
    """What routes of one kind lead to: ids that begin with `prefix`, and what it does with a packet."""

    kind: type[r.Resource]
    prefix: str
    handler: TargetHandler


WordHandler = Callable[[Walk, Target], Move]

_NEXT_HOPS: dict[type[r.Resource], NextHop] = {}
_WORDS: dict[str, WordHandler] = {}
_PLACES: dict[type, Handler] = {}


def routed_to(*kinds: type[r.Resource], prefix: str = "") -> Callable[[TargetHandler], TargetHandler]:
    """The function says what resources of the kinds do with a packet that a route sends to them.

    `prefix` is how their ids begin, where the model does not say so. Raises ValueError where a kind is known already.
    """

    def enter(handler: TargetHandler) -> TargetHandler:
        for kind in kinds:
            if _NEXT_HOPS.setdefault(kind, NextHop(kind, prefix or kind.ID_PREFIX, handler)).handler is not handler:
                raise ValueError(f"two functions handle what is routed to {kind.__name__}")
        return handler

    return enter


def routed_to_word(word: str) -> Callable[[WordHandler], WordHandler]:
    """The function says what happens to a packet where the route's target is a word of AWS's. Raises ValueError for a known one."""
    return _entering(_WORDS, word, f"what is routed to {word}")


def at(place: type) -> Callable[[Known], Known]:
    """The function says what happens to a packet at such a place (`Local`, `Internet`, …). Raises ValueError for a known one."""
    return _entering(_PLACES, place, place.__name__)


def _entering(known: dict[Any, Any], key: object, what: str) -> Callable[[Known], Known]:
    """What enters a function into a table, which must have no other under the key."""

    def enter(handler: Known) -> Known:
        if known.setdefault(key, handler) is not handler:
            raise ValueError(f"two functions handle {what}")
        return handler

    return enter


@cache
def _load() -> None:
    from vpcviz.traffic import hops

    for name in modules_in(hops.__path__):
        import_module(f"{hops.__name__}.{name}")


def next_hops() -> dict[type[r.Resource], NextHop]:
    """All kinds of next hops of routes."""
    _load()
    return _NEXT_HOPS


def words() -> dict[str, WordHandler]:
    """What happens where a route leads to a word."""
    _load()
    return _WORDS


def places() -> dict[type, Handler]:
    """What happens at each kind of place of a walk."""
    _load()
    return _PLACES
