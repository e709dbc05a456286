"""Collects resources while answers are converted: one thing seen from several accounts and regions becomes one record."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from msgspec import structs

from vpcviz.aws.answers import Answer
from vpcviz.aws.shapes import CamelTag, Tag, tags_of
from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r

_UNION = frozenset({"vpcs", "resources", "principals", "connections", "load_balancers"})
"""Lists of which each account sees only its part."""

_BLANK: tuple[Any, ...] = ("", (), None)


class Estate:
    """The resources found so far, by collection and id, as fields of their records."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in COLLECTIONS}
        self._ranks: dict[tuple[str, str], int] = {}
        self._later: list[tuple[str, str, dict[str, Any]]] = []
        # What is told of one thing and needed for another, by id or ARN.
        self.regions: dict[str, str] = {}
        self.zones_of: dict[str, tuple[str, ...]] = {}
        self.groups_of: dict[str, tuple[str, str, str, str]] = {}
        self.addresses_of: dict[str, tuple[str, ...]] = {}
        self.subnet_groups: dict[tuple[str, str, str, str], tuple[str, tuple[str, ...]]] = {}
        self.file_systems: dict[str, str] = {}
        self.requesters: dict[str, tuple[str, bool]] = {}
        self.static_only: set[str] = set()
        self.unseen: dict[str, dict[str, Any]] = {}
        self.block_modes: dict[tuple[str, str], str] = {}
        self.further_endpoints: dict[str, dict[str, str]] = {}
        self.core_attachments: dict[str, dict[str, Any]] = {}
        self.gateway_of_table: dict[str, str] = {}
        self.led_to: dict[str, tuple[str, ...]] = {}
        self.listeners: dict[str, tuple[str, int]] = {}

    def put(
        self,
        collection: str,
        identity: str,
        answer: Answer,
        tags: tuple[Tag | CamelTag, ...] | Mapping[str, str] = (),
        *,
        owner: str = "",
        aside: bool = False,
        **fields: Any,
    ) -> None:
        """Add what one account sees of a resource. The owner's view goes before others'; blanks are filled in from them.

        `owner` is its OwnerId; `aside` says that the answer is about something else and tells
        of this by the way. Without an id there is nothing to add.
        """
        if not identity:
            return
        if None in fields.values():
            allowed = _optional(CLASSES[collection])
            fields = {name: value for name, value in fields.items() if value is not None or name in allowed}
        made = {"account": owner or answer.account, "region": answer.region, **fields}
        self.add(collection, identity, answer, made, tags, owner=owner, aside=aside)

    def add(
        self,
        collection: str,
        identity: str,
        answer: Answer,
        made: dict[str, Any],
        tags: tuple[Tag | CamelTag, ...] | Mapping[str, str] = (),
        *,
        owner: str = "",
        aside: bool = False,
    ) -> None:
        """The same with all fields in one dictionary, which becomes the estate's: account and region, too."""
        if tags:
            made["tags"] = tagged = tags_of(tags)
            if tagged.get("Name"):
                made["name"] = tagged["Name"]
        rank = 2 if aside else 0 if owner in ("", answer.account) else 1
        things = self.things[collection]
        known = things.get(identity)
        if known is None:
            things[identity] = made
            if rank:
                self._ranks[collection, identity] = rank
        elif rank < self._ranks.get((collection, identity), 0):
            things[identity] = _merged(made, known)
            self._ranks[collection, identity] = rank
        else:
            things[identity] = _merged(known, made)

    def more(self, collection: str, identity: str, **fields: Any) -> None:
        """Fields of a resource that another call tells; they are added at the end, if the resource is there."""
        self._later.append((collection, identity, fields))

    def seen(self, collection: str) -> set[str]:
        """The ids of the resources that were read, and are not only referred to."""
        return {identity for identity, fields in self.things[collection].items() if not fields.get("foreign")}

    def foreign(self, collection: str, identity: str, **fields: Any) -> None:
        """Add a resource that is only referred to, unless it is known."""
        if not identity:
            return
        known = self.things[collection].get(identity)
        if known is None:
            self.things[collection][identity] = {**fields, "foreign": True}
        elif known.get("foreign"):
            self.things[collection][identity] = _merged(known, fields)

    def settle(self) -> None:
        """Put the later fields where they belong: lists are added to, of everything else the first word counts."""
        told: set[tuple[str, str, str]] = set()
        lists: dict[tuple[str, str, str], dict[Any, Any]] = {}
        for collection, identity, fields in self._later:
            thing = self.things[collection].get(identity)
            if thing is None:
                continue
            for name, value in fields.items():
                key = (collection, identity, name)
                if isinstance(value, tuple):
                    if key not in lists:
                        lists[key] = {_once(item): item for item in thing.get(name, ())}
                    for item in value:
                        lists[key].setdefault(_once(item), item)
                elif key not in told:
                    thing[name] = value
                    told.add(key)
        for (collection, identity, name), items in lists.items():
            self.things[collection][identity][name] = tuple(items.values())
        self._later.clear()

    def network(self, **header: Any) -> Network:
        """The network of everything that was collected, not yet in order; every id once, as the reader of snapshots asks."""
        self._part()
        made: dict[str, Any] = {}
        for collection, things in self.things.items():
            record = CLASSES[collection]
            made[collection] = tuple([record(id=identity, **fields) for identity, fields in things.items()])
        return Network(origin="scan", **made, **header)

    def _part(self) -> None:
        """Ids that two collections have: what is only referred to gives way, what is there is told apart by its kind."""
        if len(set().union(*self.things.values())) == sum(map(len, self.things.values())):
            return
        seen: set[str] = {
            identity for things in self.things.values() for identity, fields in things.items() if not fields.get("foreign")
        }
        given: set[str] = set()
        for collection, things in self.things.items():
            for identity in [
                identity for identity in things if identity in given or (things[identity].get("foreign") and identity in seen)
            ]:
                fields = things.pop(identity)
                if not fields.get("foreign"):
                    things[_apart(identity, CLASSES[collection].KIND, seen)] = fields
            given |= things.keys()


def _apart(identity: str, kind: str, taken: set[str]) -> str:
    """An id that nothing has, made of another and the kind."""
    made = f"{identity}:{kind}"
    while made in taken:
        made += "+"
    taken.add(made)
    return made


def _merged(first: dict[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """`first`, with its blanks filled in from `second`."""
    made = dict(first)
    for name, value in second.items():
        if name == "foreign":
            continue  # What one account only hears of, another may own.
        mine = made.get(name)
        if name not in made or mine in _BLANK or mine == {}:
            made[name] = value
        elif name in _UNION and isinstance(mine, tuple):
            made[name] = (*mine, *(item for item in value if item not in mine))
    return made


@cache
def _optional(record: type[r.Resource]) -> frozenset[str]:
    """The fields that may be None."""
    hints = get_type_hints(record)
    return frozenset(field.name for field in structs.fields(record) if type(None) in get_args(hints[field.name]))


def _once(item: Any) -> Any:
    """What tells an entry of a list from others: itself, or of a record that holds a mapping (a listener's rule) what it says."""
    return repr(item) if isinstance(item, r.ListenerRule) else item
