"""What the blocks of a thing lead to, one for each record: `subnet_mapping`, `ip_address`, `subnet_configuration`.

A plan lists the records of a set in its own order, and the blocks of the configuration in theirs; of what a `dynamic` block writes
it tells nothing. So a record takes the one thing that its address allows, and records that are alike take what is left.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vpcviz.terraform.building import Building
from vpcviz.terraform.containing import is_in
from vpcviz.terraform.resource_instances import Thing

Fits = Callable[[Mapping[str, Any], Thing], bool]
"""Whether a record can lead to a thing."""


def block_ids(building: Building, thing: Thing, block: str, attribute: str, types: Iterable[str], fits: Fits) -> list[str]:
    """The id that each record of a block leads to; "" where (which is noted) it is not known."""
    records = thing.records(block)
    found = [known if isinstance(known := one.get(attribute), str) else "" for one in records]
    waiting = [n for n, one in enumerate(records) if not found[n] and attribute not in one]
    written = thing.expressions.get(block)
    if isinstance(written, list) and len(written) == len(records) == len(waiting):
        pool = [_one(building, thing, one.get(attribute) if isinstance(one, Mapping) else None, types) for one in written]
        _hand_out(building, records, pool, found, fits)
    else:
        for n in waiting:
            ids = building.references.ids(thing, block, n, attribute, types=types, accept=_allowed(records[n], fits)).ids
            found[n] = ids[0] if len(ids) == 1 else ""
    for n in waiting:
        if not found[n]:
            building.unsure(thing, block)
    return found


def holds(building: Building, name: str, vpc: str = "") -> Fits:
    """Whether a subnet can hold a record: it has the address under a name, and is of the VPC."""
    fits_vpc = building.in_vpc(vpc)

    def fits(record: Mapping[str, Any], subnet: Thing) -> bool:
        address = record.get(name)
        told = address if isinstance(address, str) else ""
        return fits_vpc(subnet) and (not told or is_in(told, subnet.text("cidr_block")))

    return fits


def _allowed(record: Mapping[str, Any], fits: Fits) -> Callable[[Thing], bool]:
    return lambda one: fits(record, one)


def _one(building: Building, thing: Thing, expression: Any, types: Iterable[str]) -> str:
    """The id that a block's expression leads to; "" where it is not known."""
    found = building.references.of_expression(expression, thing, frozenset(types))
    return found.ids[0] if found.sure and len(found.ids) == 1 else ""


def _hand_out(building: Building, records: tuple[Mapping[str, Any], ...], pool: list[str], found: list[str], fits: Fits) -> None:
    """Give each record one of the ids that the blocks lead to."""
    left = [one for one in pool if one]
    whole = len(left) == len(records)  # Else another one, which is not known, could be meant.

    def possible(n: int) -> list[str]:
        return [one for one in left if (thing := building.thing(one)) is None or fits(records[n], thing)]

    while whole:
        taken = [(n, fitting[0]) for n in range(len(records)) if not found[n] and len(set(fitting := possible(n))) == 1]
        for n, one in taken:
            if one in left:
                found[n] = one
                left.remove(one)
        if not taken:
            break
    rest = [n for n, one in enumerate(found) if not one]
    if whole and all(possible(n) == left for n in rest):
        for n, one in zip(rest, sorted(left), strict=False):
            found[n] = one
