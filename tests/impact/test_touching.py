"""What is not asked for has not changed: by brute force on random networks."""

from functools import partial
from random import Random
from typing import Any

import pytest
from msgspec import structs

from tests.findings.cases.case import network_of
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


def rerouted(network: Network, random: Random) -> Network:
    """The network with a few routes gone, or led elsewhere."""
    tables = list(network.route_tables)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(tables))
        routes = list(tables[at].routes)
        if not routes:
            continue
        gone = routes.pop(random.randrange(len(routes)))
        if random.random() < 0.5:
            targets = [route.target for table in network.route_tables if table.vpc == tables[at].vpc for route in table.routes]
            routes.append(structs.replace(gone, target=random.choice(targets)))
        tables[at] = structs.replace(tables[at], routes=tuple(routes))
    return structs.replace(network, route_tables=tuple(tables))


@pytest.mark.parametrize("kind", ["calm", "whole"])
@pytest.mark.parametrize("seed", range(40))
def test_what_routes_alone_leave_as_it_was_is_what_both_networks_say(seed: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flows, cost and findings of a change of routes are those that both networks tell when each is asked all."""
    old = calm(routed_network(seed)) if kind == "calm" else routed_network(seed)
    new = rerouted(old, Random(f"routes {seed}"))
    changes = compare(old, new)
    shared = Assessment(old, new, changes)
    found, asked = shared.touched(100_000)
    told = shared.impact(found, asked)
    monkeypatch.setattr("vpcviz.impact.assessing.rerouted", lambda *_: None)
    alone = Assessment(old, new, changes)
    found, asked = alone.touched(100_000)
    assert told.flows == alone.impact(found, asked).flows
    assert told == Assessment(old, new, changes).impact(found, asked)  # Nothing is known of the old side's ways.


def noted(asked: list[str], name: str, trace: Any, flow: Any) -> Any:
    asked.append(name)
    return trace(flow)


def test_changes_of_routes_are_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above has something to compare: a change of routes is known as one, another is not, and walks are skipped."""
    known = [
        (old, new) for seed in range(20) for old in [routed_network(seed)] for new in [rerouted(old, Random(f"routes {seed}"))]
    ]
    made = [Assessment(old, new, compare(old, new)) for old, new in known]
    assert sum(one._rerouted is not None for one in made) > 10
    asked: list[str] = []
    for one in made:
        for side, name in ((one.old, "old"), (one.new, "new")):
            monkeypatch.setattr(side, "trace", partial(noted, asked, name, side.trace))
        one.touched(100_000)
    skipped = asked.count("old") - asked.count("new")
    assert skipped > 100
    old, other = known[0][0], changed(known[0][0], Random("no routes"))
    if old.route_tables == other.route_tables:
        assert Assessment(old, other, compare(old, other))._rerouted is None


HUB = """
vpcs:
  a:
    id: vpc-a
    cidr: 10.1.0.0/16
    subnets: {sa: {zone: a, cidr: 10.1.0.0/24}}
    route_tables: {ra: {main: true, routes: {0.0.0.0/0: hub}}}
  out:
    id: vpc-out
    cidr: 10.2.0.0/16
    internet_gateway: {id: igw-1}
    subnets: {inner: {zone: a, cidr: 10.2.0.0/24}, public: {zone: a, cidr: 10.2.1.0/24}}
    nat_gateways: {nat: {id: nat-1, subnet: public}}
    route_tables:
      ri: {subnets: [inner], routes: {0.0.0.0/0: nat, 10.1.0.0/16: hub}}
      rp: {subnets: [public], routes: {0.0.0.0/0: igw-1, 10.1.0.0/16: hub}}
instances: {app: {subnet: sa}}
transit_gateways:
  hub:
    id: tgw-1
    attachments: {a: {resource: a, subnets: [sa]}, out: {resource: out, subnets: [inner]}}
    route_tables: {all: {associations: [a, out], propagations: [a], routes: {0.0.0.0/0: out}}}
"""


def test_a_way_out_that_ends_in_another_vpc_is_asked_for_again() -> None:
    """Findings of a VPC none of whose routes differ hang on those of the VPC that it goes out by."""
    old = network_of(HUB)
    tables = [
        structs.replace(one, routes=tuple(route for route in one.routes if route.target != "nat-1")) for one in old.route_tables
    ]
    assessment = Assessment(old, new := structs.replace(old, route_tables=tuple(tables)), compare(old, new))
    assessment.touched()
    assert assessment._rerouted is not None
    _, gone = assessment.findings()
    assert [one.subject for one in gone if one.rule == "gateway-endpoint-missing"] == ["vpc-a"]
