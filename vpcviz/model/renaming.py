"""Other ids for the things of a network: those of AWS, say, in place of logical ones."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from vpcviz.model.collections import COLLECTIONS
from vpcviz.model.network import Network
from vpcviz.model.shapes import fields_of


def renamed(network: Network, ids: Mapping[str, str]) -> Network:
    """The network with other ids, by those that it has: wherever a field refers to them. What would get an id that another thing
    has keeps its own."""
    told = {old: new for old, new in ids.items() if old in network.by_id and new not in network.by_id}
    if not told:
        return network
    made = {name: tuple(_renamed(item, told) for item in getattr(network, name)) for name in COLLECTIONS}
    gaps = tuple(structs.replace(gap, resource=told.get(gap.resource, gap.resource)) for gap in network.gaps)
    return structs.replace(network, gaps=gaps, **made)


def _renamed(record: Any, ids: Mapping[str, str]) -> Any:
    changes: dict[str, Any] = {}
    for name, field in fields_of(record.__class__).items():
        value = getattr(record, name)
        if not value:
            continue
        if field.shape == "records":
            made: Any = tuple(_renamed(one, ids) for one in value)
        elif name != "id" and not field.targets:
            continue
        elif isinstance(value, str):
            made = ids.get(value, value)
        elif isinstance(value, tuple):
            made = tuple(ids.get(one, one) for one in value)
        else:
            continue
        if made != value:
            changes[name] = made
    return structs.replace(record, **changes) if changes else record
