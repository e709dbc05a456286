"""The JSON of a plan or a state as networks: what is there after, and (of a plan) what is there before."""

import re
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from msgspec import structs

from vpcviz.aws.answers import Reading
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.modules import modules_in
from vpcviz.terraform import kinds
from vpcviz.terraform.attributes import attributes_of
from vpcviz.terraform.building import MAKERS, PARTS, Building
from vpcviz.terraform.documents import Side, is_type, sides
from vpcviz.terraform.resource_instances import Thing

for _module in modules_in(kinds.__path__):
    import_module(f"{kinds.__name__}.{_module}")

_MOST_TYPES = 12
"""So many types of things that are no part of a network are named; more are counted."""


def after(
    document: Mapping[str, Any],
    file: str,
    notes: list[str] | None = None,
    granted: dict[str, str] | None = None,
    attributes: dict[str, Mapping[str, Any]] | None = None,
) -> Network:
    """The network of a state, or of a plan once it is applied. What is assumed or left out is added to `notes`; what is taken for
    granted of a thing that is there and not in the document, to `granted` by its id, and what the document says of each, as it
    stands there, to `attributes`.
    """
    side = sides(document)[1]
    if attributes is not None:
        attributes |= attributes_of(side.things)
    return network(side, file, notes, granted)


def before(
    document: Mapping[str, Any], file: str, notes: list[str] | None = None, granted: dict[str, str] | None = None
) -> Network | None:
    """The network that a plan starts from: an empty one where it tells of no state. None for a state."""
    side = sides(document)[0]
    return None if side is None else network(side, file, notes, granted)


def network(side: Side, file: str, notes: list[str] | None, granted: dict[str, str] | None = None) -> Network:
    """The network that the things of a side make. What is assumed or left out is added to `notes`, which begin with the `file`;
    what is taken for granted of what is there and not in the document, to `granted`.
    """
    from vpcviz.aws.convert import convert

    reading, building = answers(side)
    if granted is not None:
        granted |= building.granted
    if notes is not None:
        notes += [f"{file}: {words}" for words in (*side.told, *_assumed(building.assumed), *_left_out(side))]
    return _addressed(convert(reading), building)


def answers(side: Side) -> tuple[Reading, Building]:
    """AWS's answers that the things of a side make, and what made them, which tells what is assumed."""
    from vpcviz.terraform.kinds.vpcs import defaults

    side.things.sort(key=_order)
    building = Building(side)
    for thing, attribute in side.unsure:
        building.unsure(thing, attribute)
    for thing in side.things:
        make = MAKERS.get(thing.type)
        if make is not None and not (thing.data and not thing.text("id")):
            make(building, thing)
    defaults(building)
    return building.finish(), building


def _addressed(found: Network, building: Building) -> Network:
    """The network with each thing's address in the code, which AWS's answers do not tell."""
    by_id = building.references.by_id
    made = {}
    for name in COLLECTIONS:
        items = getattr(found, name)
        things = [by_id.get(item.id) for item in items]
        if any(things):
            made[name] = tuple(
                item if thing is None else structs.replace(item, address=thing.address)
                for item, thing in zip(items, things, strict=True)
            )
    if building.workloads:
        more = (r.Workload(**one) for one in building.workloads)
        made["workloads"] = tuple(sorted((*made.get("workloads", found.workloads), *more), key=lambda one: one.id))
    return structs.replace(found, **made)


def _order(thing: Thing) -> tuple[str, str, str]:
    """Sort key: neither the order nor the names in a document decide who gets the first free address."""
    told = {name: value for name, value in thing.values.items() if name not in ("tags", "tags_all", "name", "id", "arn")}
    return thing.type, repr(sorted(told.items())), thing.address


def _assumed(found: Counter[str]) -> list[str]:
    return [f"{words} ({count} times)" if count > 1 else words for words, count in sorted(found.items())]


def _left_out(side: Side) -> list[str]:
    """One line that counts the things that are no part of a network that vpcviz knows, by type."""
    types = Counter(
        _type(thing) for thing in side.things if not thing.data and thing.type not in MAKERS and thing.type not in PARTS
    )
    named = [f"{count} {kind}" for kind, count in sorted(types.items(), key=lambda one: (-one[1], one[0]))]
    if not named:
        return []
    more = f" and {len(named) - _MOST_TYPES} more types" if len(named) > _MOST_TYPES else ""
    return [f"not drawn: {', '.join(named[:_MOST_TYPES])}{more}"]


def _type(thing: Thing) -> str:
    if is_type(thing.told_type or thing.type):
        return thing.told_type or thing.type
    return "custom resources" if thing.told_type else "things of other providers"


_FORM = re.compile(r"\A1\.\d+\Z")


def is_readable(document: Mapping[str, Any]) -> bool:
    """Whether a document is a plan or state of the forms that are read: of a state file, version 4."""
    if document.get("version") is not None and "format_version" not in document:
        return document.get("version") == 4 and isinstance(document.get("resources"), list)
    form = document.get("format_version")
    known = isinstance(form, str) and (_FORM.match(form) is not None or form in ("0.1", "0.2"))
    if known and set(document) <= {"format_version", "terraform_version"}:
        return True  # There is nothing in the state.
    return known and any(isinstance(document.get(name), (dict, list)) for name in ("planned_values", "values", "resource_changes"))
