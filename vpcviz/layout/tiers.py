"""Plans with what many are joined to below them: VPCs that are peered with one in a row of one height, and that one under it."""

from collections.abc import Iterator, Mapping, Sequence

from vpcviz.layout.floorplan import Floor, Links, Plan, Split

LEAST_JOINED = 3
"""What so many others are joined to stands below them."""


def tiered(shapes: Mapping[int, Sequence[Plan]], joined: Links, floor: Floor) -> list[Plan]:
    """Plans of things (by number, in their shapes) with the one that most are joined to below these; none where there is none."""
    others = {number: _others(number, joined) for number in shapes if number >= 0}
    hub = max(others, key=lambda number: (len(others[number]), -number), default=-1)
    if hub < 0 or len(others[hub]) < LEAST_JOINED:
        return []
    rest = [min(shapes[number], key=floor.cost) for number in sorted(set(shapes) - others[hub] - {hub})]
    made = [_stacked([row, below, *rest], floor) for row in _rows(sorted(others[hub]), shapes, floor) for below in shapes[hub]]
    return floor.kept(made)


def _others(number: int, joined: Links) -> set[int]:
    """What a thing is joined to."""
    pairs = [pair for pair in joined if number in pair and min(pair) >= 0]
    return {one for pair in pairs for one in pair} - {number}


def _rows(numbers: Sequence[int], shapes: Mapping[int, Sequence[Plan]], floor: Floor) -> Iterator[Plan]:
    """Rows of things, each no higher than one of them may be, and as narrow as may be."""
    for height in sorted({plan.height for number in numbers for plan in shapes[number]}):
        fitting = [[plan for plan in shapes[number] if plan.height <= height] for number in numbers]
        if all(fitting):
            row = [min(plans, key=lambda plan: (plan.width, plan.height)) for plans in fitting]
            width = sum(plan.width for plan in row) + floor.gap * (len(row) - 1)
            tall = max(plan.height for plan in row)
            yield Plan(width, tall, sum(plan.length for plan in row), Split(True, tuple(plan.node for plan in row)))


def _stacked(plans: Sequence[Plan], floor: Floor) -> Plan:
    """Plans below one another."""
    height = sum(plan.height for plan in plans) + floor.gap * (len(plans) - 1)
    length = sum(plan.length for plan in plans)
    return Plan(max(plan.width for plan in plans), height, length, Split(False, tuple(plan.node for plan in plans)))
