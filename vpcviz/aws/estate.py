"""Collects resources while answers are converted: one thing seen from several accounts and regions becomes one record."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import structs

from vpcviz.aws.answers import Answer
from vpcviz.aws.shapes import CamelTag, Tag, tags_of
from vpcviz.model import CLASSES, COLLECTIONS, Network
from vpcviz.model import resources as r

_UNION = frozenset({"vpcs", "resources", "principals", "connections", "load_balancers"})
"""Lists of which each account sees only its part."""

_BLANK: tuple[Any, ...] = ("", (), None)

T = TypeVar("T")

INTERFACES = r.NetworkInterface.COLLECTION


class Estate:
    """The resources found so far, by collection and id, as fields of their records.

    Network interfaces are records from the outset: there are more of them than of all else, and only their owners are told later.
    """

    def __init__(self) -> None:
        self.things: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in COLLECTIONS if name != INTERFACES}
        self.interfaces: dict[str, r.NetworkInterface] = {}
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
        self.unseen: dict[str, r.NetworkInterface] = {}
        self.block_modes: dict[tuple[str, str], str] = {}
        self.further_endpoints: dict[str, dict[str, str]] = {}
        self.core_attachments: dict[str, dict[str, Any]] = {}
        self.core_owners: dict[str, str] = {}
        self.own_pool_ips: set[str] = set()
        self.listed_routes: list[tuple[str, str, r.LocalGatewayRoute]] = []
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
        self._take(collection, self.things[collection], identity, made, _rank(answer, owner, aside), _merged)

    def add_interface(self, made: r.NetworkInterface, answer: Answer, *, owner: str = "", aside: bool = False) -> None:
        """The same of a network interface, as a record."""
        self._take(INTERFACES, self.interfaces, made.id, made, _rank(answer, owner, aside), _merged_interfaces)

    def _take(self, collection: str, things: dict[str, T], identity: str, made: T, rank: int, merged: Callable[[T, T], T]) -> None:
        known = things.get(identity)
        if known is None:
            things[identity] = made
            if rank:
                self._ranks[collection, identity] = rank
        elif rank < self._ranks.get((collection, identity), 0):
            things[identity] = merged(made, known)
            self._ranks[collection, identity] = rank
        else:
            things[identity] = merged(known, made)

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

    def foreign_vpc(self, identity: str, account: str, region: str, **fields: Any) -> None:
        """The same for a VPC, of which its own settings are not known then."""
        self.foreign("vpcs", identity, account=account, region=region, dns_support=None, dns_hostnames=None, **fields)

    def settle(self) -> None:
        """Put the later fields where they belong: lists are added to, of everything else the first word counts."""
        told: set[tuple[str, str, str]] = set()
        lists: dict[tuple[str, str, str], dict[Any, Any]] = {}
        for collection, identity, fields in self._later:
            if collection == INTERFACES:
                if identity in self.interfaces and (collection, identity, "owner") not in told:
                    own(self.interfaces[identity], **fields)
                    told.add((collection, identity, "owner"))
                continue
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
            made[collection] = tuple([record(**fields, id=identity) for identity, fields in things.items()])
        made[INTERFACES] = tuple(self.interfaces.values())
        return Network(origin="scan", **made, **header)

    def _part(self) -> None:
        """Ids that two collections have: what is only referred to gives way, what is there is told apart by its kind."""
        if len(set(self.interfaces).union(*self.things.values())) == len(self.interfaces) + sum(map(len, self.things.values())):
            return
        there = [{one: not fields.get("foreign") for one, fields in things.items()} for things in self.things.values()]
        known = dict(zip(self.things, there, strict=True))
        known[INTERFACES] = {one: not interface.foreign for one, interface in self.interfaces.items()}
        seen: set[str] = {identity for things in known.values() for identity, is_there in things.items() if is_there}
        given: set[str] = set()
        for collection in COLLECTIONS:
            for identity, is_there in known[collection].items():
                if identity in given or (not is_there and identity in seen):
                    self._rename(collection, identity, _apart(identity, CLASSES[collection].KIND, seen) if is_there else "")
                else:
                    given.add(identity)

    def _rename(self, collection: str, identity: str, name: str) -> None:
        """Give a thing another id; without one it goes."""
        if collection != INTERFACES:
            fields = self.things[collection].pop(identity)
            if name:
                self.things[collection][name] = fields
            return
        interface = self.interfaces.pop(identity)
        if name:
            self.interfaces[name] = structs.replace(interface, id=name)


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


def _merged_interfaces(first: r.NetworkInterface, second: r.NetworkInterface) -> r.NetworkInterface:
    """The same of network interfaces."""
    return r.NetworkInterface(**_merged(_told(first), _told(second)))


def _told(interface: r.NetworkInterface) -> dict[str, Any]:
    """The fields that were filled in, as the snapshot writes them: a word of AWS's that is also the default was told."""
    plain = r.NetworkInterface(id="")
    return {name: value for name in interface.__struct_fields__ if (value := getattr(interface, name)) is not getattr(plain, name)}


def own(interface: r.NetworkInterface, owner: str, owner_name: str = "") -> None:
    """Say whose an interface is: of the records of an estate in the making."""
    structs.force_setattr(interface, "owner", owner)
    if owner_name:
        structs.force_setattr(interface, "owner_name", owner_name)


def _rank(answer: Answer, owner: str, aside: bool) -> int:
    """How far the answer is from the owner's own view."""
    return 2 if aside else 0 if owner in ("", answer.account) else 1


@cache
def _optional(record: type[r.Resource]) -> frozenset[str]:
    """The fields that may be None."""
    hints = get_type_hints(record)
    return frozenset(field.name for field in structs.fields(record) if type(None) in get_args(hints[field.name]))


def _once(item: Any) -> Any:
    """What tells an entry of a list from others: itself, or of a record that holds a mapping (a listener's rule) what it says."""
    return repr(item) if isinstance(item, r.ListenerRule) else item
