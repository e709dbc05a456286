"""What of a network is asked for: by VPC, region, account or tag, and without what; names are checked, ids come back."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from vpcviz.errors import UsageError
from vpcviz.model import resources as r
from vpcviz.model.network import Network

_PLACED = "_placed"
"""Where a network keeps what stands where."""


class Selection(Struct, frozen=True):
    """What is asked for: the values of one field are alternatives, the fields together narrow.

    `vpcs` and `exclude` are ids or names (`exclude` also accounts and regions), `tags` are `KEY=VALUE`, or `KEY` for any value.
    A tag counts for its resource and for what is in it.
    """

    vpcs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.vpcs or self.regions or self.accounts or self.tags or self.exclude)


def check(network: Network, selection: Selection) -> None:
    """Raise UsageError, with the nearest right name, for a word of the selection that names nothing in the network."""
    options: tuple[tuple[str, tuple[str, ...], Callable[[], set[str]], str], ...] = (
        ("--vpc", selection.vpcs, lambda: _names(network.vpcs), "VPC"),
        ("--region", selection.regions, lambda: _regions(network), "region"),
        ("--account", selection.accounts, lambda: _accounts(network), "account"),
        ("--tag", selection.tags, lambda: _tags(network), "tag"),
        ("--exclude", selection.exclude, lambda: _names(network) | _accounts(network) | _regions(network), "resource"),
    )
    for option, words, known_by, what in options:
        known = known_by() if words else set()
        for word in words:
            if option == "--tag" and "=" not in word and word not in known:
                raise UsageError(f"{option} {word}: no resource has such a tag; expected KEY=VALUE{_nearest(word, known)}")
            if word not in known:
                raise UsageError(f"{option} {word}: there is no such {what} in the network{_nearest(word, known)}")


def _names(items: Iterable[r.Resource]) -> set[str]:
    return {name for item in items for name in (item.id, item.name) if name}


def _regions(network: Network) -> set[str]:
    return {item.region for item in network if item.region}


def _accounts(network: Network) -> set[str]:
    return _names(network.accounts) | {item.account for item in network if item.account}


def _tags(network: Network) -> set[str]:
    return {text for item in network for key, value in item.tags.items() for text in (key, f"{key}={value}")}


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in sorted(known)}
    near = get_close_matches(word[:200].lower(), lowered, n=1, cutoff=0.6)
    return f'; did you mean "{lowered[near[0]]}"?' if near else ""


def excluded(network: Network, selection: Selection) -> set[str]:
    """The ids of what is excluded: what is named, and all that stands in it or belongs to it."""
    words = set(selection.exclude)
    if not words:
        return set()
    accounts = {item.id for item in network.accounts if item.id in words or item.name in words} | words
    gone = {i.id for i in network if i.id in words or i.name in words or i.region in words or i.account in accounts}
    for item in network:
        if {getattr(item, "vpc", ""), getattr(item, "subnet", ""), getattr(item, "owner", "")} & gone:
            gone.add(item.id)
    for owner in gone & network.interfaces_owned.keys():
        gone |= {interface.id for interface in network.interfaces_owned[owner]}
    return gone


def matcher(network: Network, chosen: Selection) -> Callable[[r.Resource], bool]:
    """Whether a resource is what the selection asks for by itself."""
    vpcs = {vpc.id for vpc in network.vpcs if vpc.id in chosen.vpcs or vpc.name in chosen.vpcs}
    accounts = {a.id for a in network.accounts if a.name in chosen.accounts} | set(chosen.accounts)
    tagged = {item.id for item in network if _has_tag(item, chosen.tags)} if chosen.tags else set()

    homes = {vpc.id: vpc for vpc in network.vpcs}

    def matches(item: r.Resource) -> bool:
        vpc = getattr(item, "vpc", "")
        places = (item.id, vpc, getattr(item, "subnet", ""))
        if chosen.vpcs and vpcs.isdisjoint(places):
            return False
        home = homes.get(vpc, item)
        return (
            (not chosen.regions or (item.region or home.region) in chosen.regions)
            and (not chosen.accounts or (item.account or home.account) in accounts or item.id in accounts)
            and (not chosen.tags or not tagged.isdisjoint(places))
        )

    return matches


def asked(network: Network, chosen: Selection) -> list[r.Resource]:
    """The resources that a selection asks for by themselves, in the order of the network."""
    matches = matcher(network, chosen)
    if not chosen.vpcs:
        return [item for item in network if matches(item)]
    placed = _placed(network)
    found = {at: item for vpc in network.vpcs if {vpc.id, vpc.name} & {*chosen.vpcs} for at, item in placed.get(vpc.id, ())}
    return [found[at] for at in sorted(found) if matches(found[at])]


def _placed(network: Network) -> dict[str, list[tuple[int, r.Resource]]]:
    """By id: the thing itself and what stands in it, with their places in the order of the network. Made once for each network:
    pages ask for every VPC in turn."""
    kept: dict[str, list[tuple[int, r.Resource]]] | None = network.__dict__.get(_PLACED)
    if kept is not None:
        return kept
    found: dict[str, list[tuple[int, r.Resource]]] = {}
    for at, item in enumerate(network):
        for place in {item.id, getattr(item, "vpc", ""), getattr(item, "subnet", "")}:
            found.setdefault(place, []).append((at, item))
    network.__dict__[_PLACED] = found
    return found


def _has_tag(item: r.Resource, tags: tuple[str, ...]) -> bool:
    return any(key in tags or f"{key}={value}" in tags for key, value in item.tags.items())
