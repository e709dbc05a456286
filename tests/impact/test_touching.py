"""What is not asked for has not changed: by brute force on random networks."""

from random import Random
from typing import Any

import pytest
from msgspec import structs

from tests.routed import routed_network
from vpcviz.changes import compare
from vpcviz.impact import Assessment
from vpcviz.model import COLLECTIONS, Network

SILENT = ("id", "account", "region", "foreign", "name", "vpc", "address")


def changed(network: Network, random: Random) -> Network:
    """The network with one thing other: an entry of a list gone or swapped, a thing gone, a word emptied."""
    names = [name for name in COLLECTIONS if getattr(network, name) and name not in ("vpcs", "subnets", "accounts")]
    while True:
        name = random.choice(names)
        items = list(getattr(network, name))
        at = random.randrange(len(items))
        item = items[at]
        fields = [one for one in structs.fields(type(item)) if one.name not in SILENT and getattr(item, one.name)]
        if not fields or random.random() < 0.2:
            del items[at]
        else:
            field = random.choice(fields)
            value: Any = getattr(item, field.name)
            if isinstance(value, tuple):
                other = tuple(one for one in value if one is not value[random.randrange(len(value))])
            elif isinstance(value, bool):
                other = not value
            else:
                continue
            items[at] = structs.replace(item, **{field.name: other})
        return structs.replace(network, **{name: tuple(items)})


def calm(network: Network) -> Network:
    """The network without its appliances: few changes then touch everything."""
    odd = {one.id for one in network.network_interfaces if one.id.startswith("eni-fw")}
    tables = tuple(
        structs.replace(table, routes=tuple(route for route in table.routes if route.target not in odd))
        for table in network.route_tables
        if not table.gateways
    )
    interfaces = tuple(one for one in network.network_interfaces if one.id not in odd)
    return structs.replace(network, network_interfaces=interfaces, route_tables=tables)


@pytest.mark.parametrize("kind", ["calm", "whole"])
@pytest.mark.parametrize("seed", [*range(40), 26, 99, 119, 160])
def test_nothing_that_is_skipped_has_changed(seed: int, kind: str) -> None:
    random = Random(f"{seed} {1 if kind == 'calm' else 0}")
    old = calm(routed_network(seed)) if kind == "calm" else routed_network(seed)
    new = changed(old, random)
    changes = compare(old, new)
    assessment = Assessment(old, new, changes)
    asked, count = assessment.touched(100_000)
    every, whole = assessment.touched(100_000, everything=True)
    assert count.left == whole.left == 0
    assert {_key(one) for one in every} <= {_key(one) for one in asked}, [
        (one.source, one.target, one.effects) for one in every if _key(one) not in {_key(two) for two in asked}
    ][:3]


def _key(one: Any) -> tuple[Any, ...]:
    return one.flow, one.effects


@pytest.mark.parametrize("seed", range(16))
def test_findings_are_those_of_both_networks_asked_alone(seed: int) -> None:
    """What leaves the network where the change touches nothing is not followed again, and rules find the same."""
    old = calm(routed_network(seed))
    new = changed(old, Random(f"findings {seed}"))
    changes = compare(old, new)
    alone = Assessment(old, new, changes).findings()
    assessment = Assessment(old, new, changes)
    assessment.touched()
    assert assessment.findings() == alone
