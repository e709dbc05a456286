"""Which thing of one network is which of another: by id; where ids were made up or a thing was made again, by name and place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.meanings import Cidr, InOrder, Ip
from vpcviz.model.shapes import Field, fields_in_role, fields_of

ROUNDS = 4
"""What stands in a thing is paired after it: VPCs, then subnets, then interfaces, then what names those."""

OWN = frozenset({"id", "name", "tags", "icon", "note", "foreign", "address"})
"""Fields that do not tell one thing from another of the same name."""

LOGICAL_ID = "aws:cloudformation:logical-id"
"""The tag with the logical id. Source: CloudFormation User Guide, "Resource tag"."""

_WHERE = frozenset({"account", "region"})

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
    placed = _Placing(old, new)
    for _ in range(ROUNDS):
        found = sum(
            _pair_by(key, left, pairs)
            for key in (
                placed.by_code,
                placed.by_name,
                placed.by_address,
                placed.by_owner,
                placed.by_role,
                placed.by_ties,
                placed.by_users,
                placed.by_content,
            )
        )
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


class _Placing:
    """What things of two networks are known by. Accounts and regions count where both networks tell of some: a plan need not."""

    def __init__(self, old: Network, new: Network) -> None:
        self.told = [
            name for name in ("account", "region") if all(any(getattr(item, name) for item in network) for network in (old, new))
        ]

        self._users = _users(old), _users(new)

    def _place(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key:
        """Where a thing stands: account, region, and what holds it; old ids (with `pairs`) as the new ones."""
        holds = (getattr(item, name) for name in fields_in_role(type(item), "holds"))
        return *(getattr(item, name) for name in self.told), *(_unordered(_as_new(value, pairs)) for value in holds)

    def by_code(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """Its address in the code that makes it: a plan makes it again; CloudFormation tags what it makes with its logical id."""
        logical = item.tags.get(LOGICAL_ID, "")
        written = item.address if "[" in item.address else item.address.rpartition("/")[2]
        return (logical or written,) if logical or written else None

    def by_name(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """Its name, where it stands."""
        return (*self._place(item, pairs), item.name) if item.name else None

    def by_address(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """Its IP addresses and CIDRs, where it stands."""
        addresses = [(field.name, value) for field, value in _given(item) if field.meaning(Ip) or field.meaning(Cidr)]
        return (*self._place(item, pairs), *((name, _plain(value)) for name, value in addresses)) if addresses else None

    def by_owner(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """Of an interface: whose it is, in its subnet; its address may be given by AWS."""
        owned = isinstance(item, r.NetworkInterface) and item.owner
        return (*self._place(item, pairs), _as_new(item.owner, pairs)) if owned else None  # type: ignore[attr-defined]

    def by_role(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """The main route table of a VPC, its default network ACL, the NAT gateway of a subnet, the table of its subnets, the
        endpoint for a service: mostly there is one of each."""
        if item.MAIN_FIELD and getattr(item, item.MAIN_FIELD):
            return (_as_new(getattr(item, "vpc", ""), pairs),)
        role = [getattr(item, name) for name in item.ROLE]
        return tuple(_unordered(_as_new(value, pairs)) for value in role) if role and all(role) else None

    def by_ties(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """What a connection joins, and of an attachment what is attached: most have but one."""
        if isinstance(item, r.TransitGatewayAttachment) and item.type == "peering" and item.resource:
            return tuple(sorted(str(_as_new(one, pairs)) for one in (item.transit_gateway, item.resource)))  # Each side tells it.
        ties = [_as_new(getattr(item, name), pairs) for name in fields_in_role(type(item), "ties")]
        if isinstance(item, r.TransitGatewayAttachment):
            ties.append(_as_new(item.resource, pairs))
        return (*self._place(item, pairs), *map(_unordered, ties)) if any(ties) else None

    def by_users(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """Of a transit gateway the VPCs that are attached to it, of its route table what is associated with it, of a security group
        what has it: names of these are mostly made up by a program, if they have any."""
        if isinstance(item, r.TransitGatewayRouteTable):
            users: Iterable[str] = item.associations
        else:
            users = self._users[pairs is None].get(item.id, ())
        return (*self._place(item, pairs), _unordered(_as_new(tuple(users), pairs))) if users else None

    def by_content(self, item: r.Resource, pairs: Mapping[str, str] | None) -> Key | None:
        """All that it is, where it stands; not its account and region, which may not be told."""
        given = (
            (field.name, _plain(value if field.meaning(InOrder) else _unordered(value)))
            for field, value in ((field, _as_new(value, pairs)) for field, value in _given(item))
        )
        return (*self._place(item, pairs), item.name, *((name, value) for name, value in given if name not in _WHERE))


def _users(network: Network) -> dict[str, tuple[str, ...]]:
    """What uses a thing, by its id: the VPCs of a transit gateway, and what has a security group."""
    made: dict[str, set[str]] = {}
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and attachment.resource:
            made.setdefault(attachment.transit_gateway, set()).add(attachment.resource)
    for holder in network:
        for group in getattr(holder, "security_groups", ()) if not isinstance(holder, r.NetworkInterface) else ():
            made.setdefault(group, set()).add(holder.id)
    return {identity: tuple(sorted(users)) for identity, users in made.items()}


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


def _unordered(value: Any) -> Any:
    """A list of texts as one whose order says nothing: the ids that it was sorted by are others in the other network."""
    return tuple(sorted(value)) if isinstance(value, tuple) and all(isinstance(one, str) for one in value) else value


def _plain(value: Any) -> Any:
    """A value that can be compared and hashed: mappings and records by their parts."""
    if isinstance(value, Mapping):
        return tuple(sorted((key, _plain(part)) for key, part in value.items()))
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    if isinstance(value, r.Record):
        return tuple(_plain(getattr(value, name)) for name in value.__struct_fields__)
    return value
