"""Kinds of resources that a view is about, by what the kinds say of themselves: it keeps these, and counts the others."""

from collections.abc import Callable

from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r

Keeps = Callable[[r.Resource], bool]


def parts(*names: str) -> tuple[type[r.Resource], ...]:
    """The kinds that are such parts of a network (`Resource.PART`)."""
    return tuple(kind for kind in CLASSES.values() if kind.PART in names)


def deciding(*what: str) -> tuple[type[r.Resource], ...]:
    """The kinds that decide by routes, filters, … (`Resource.DECIDES`)."""
    return tuple(kind for kind in CLASSES.values() if kind.DECIDES in what)


NAMES = tuple(kind for kind in CLASSES.values() if kind.NAMES)
"""The kinds that decide about names."""


def interface_of(network: Network, item: r.Resource, owners: tuple[type[r.Resource], ...]) -> bool:
    """Whether a resource is a network interface of an owner of these kinds."""
    return isinstance(item, r.NetworkInterface) and isinstance(network.by_id.get(network.owner_of.get(item.id, "")), owners)
