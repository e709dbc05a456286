"""Templates that are broken in 240 ways: each is refused with a message, or says what it does not know; nothing lands where it is not."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cloudformation.templates import network
from tests.cloudformation.test_loading import SHOP
from vpcviz.cloudformation.templates import short_form
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.spec.yaml_reader import read_yaml

BASE: dict[str, Any] = read_yaml("x.yaml", SHOP, short_form)
DEEP: Any = "x"
for _ in range(70):
    DEEP = [DEEP]
WRONG: tuple[Any, ...] = (
    None,
    "",
    "x",
    [],
    {},
    10**12,
    -1,
    True,
    [None],
    ["a", "b"],
    {"Ref": "Nothing"},
    {"Ref": ["x"]},
    {"Ref": "AWS::Region"},
    {"Ref": "AWS::NoValue"},
    {"Fn::GetAtt": "x"},
    {"Fn::GetAtt": ["Vpc", "Nothing"]},
    {"Fn::Cidr": ["10.0.0.0/8", 10**9, 8]},
    {"Fn::Select": [10**9, {"Fn::GetAZs": ""}]},
    {"Fn::If": ["Nothing", "a", "b"]},
    {"Fn::Nothing": 1},
    {"Fn::Sub": ["${a}", []]},
    {"Fn::Join": "x"},
    {"Fn::ImportValue": {"Ref": "Vpc"}},
    DEEP,
    ["x"] * 20_000,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in entries:
        yield (*path, key)
        yield from _paths(one, (*path, key))


def _places(made: Network) -> dict[str, tuple[str, str]]:
    things = (
        *made.subnets,
        *made.instances,
        *made.nat_gateways,
        *made.route_tables,
        *made.security_groups,
        *made.network_interfaces,
    )
    return {one.id: (one.vpc, getattr(one, "subnet", "")) for one in things}


RIGHT = _places(network(BASE))


@pytest.mark.parametrize("seed", range(240))
def test_a_broken_template(seed: int) -> None:
    chance = random.Random(seed)
    document = copy.deepcopy(BASE)
    paths = [path for path in _paths(document) if path[0] == "Resources"]
    touched = set()
    for _ in range(chance.choice((1, 1, 3))):
        path = chance.choice(paths)
        touched.add(path[1] if len(path) > 1 else "")
        holder: Any = document
        try:
            for key in path[:-1]:
                holder = holder[key]
            if chance.random() < 0.3:
                del holder[path[-1]]
            else:
                holder[path[-1]] = chance.choice(WRONG)
        except (KeyError, IndexError, TypeError):
            continue
    try:
        made = network(json.loads(json.dumps(document)))
    except InputError:  # With a message, which its class demands.
        return
    for identity, place in _places(made).items():
        if identity in RIGHT and not touched & {identity.split(".")[0], "", "Vpc", "Public", "App", "Worker", "Web"}:
            assert place == RIGHT[identity]
        vpc, subnet = place
        assert vpc in ("", "Vpc") or "${" in vpc or vpc in ("x", "true", "-1", "1000000000000", "Nothing") or vpc not in RIGHT
        assert subnet in ("", "Public", "App") or subnet not in RIGHT
