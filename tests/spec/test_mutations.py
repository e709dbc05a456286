"""Damaged documents are refused with problems, or read and written back the same; nothing else ever comes out."""

import copy
import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import yaml

from tests.conftest import SAMPLES
from tests.everything import FILES, everything
from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.spec import dump_json, load_document

FLAT = json.loads(dump_json(everything()))
DOCUMENTS = [FLAT, *(yaml.load(path.read_text(), yaml.BaseLoader) for path in (*FILES, *SAMPLES))]
VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        1e9,
        2**40,
        "",
        "x",
        "10.0.0.0/16",
        "10.0.0.5",
        "::1",
        [],
        {},
        [[]],
        [{}],
        {"a": "b"},
        {"": ""},
        ["a", "a"],
    ),
    *(
        "self",
        "local",
        "s3",
        "false",
        "igw",
        "shop",
        "web",
        "blackhole",
        "eu-west-1b",
        "9" * 20,
        {"name": "x"},
        [{"name": "x"}] * 2,
    ),
]
WORDS = (
    "id name vpc subnet zone type cidr subnets routes icon region account foreign service owner resource between regions".split()
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield from paths(item, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def damage(document: Any, chance: random.Random) -> None:
    """Replace, remove, add, copy or rename something."""
    places = list(paths(document))
    path = chance.choice(places)
    holder, key = at(document, path[:-1]), path[-1]
    way = chance.randrange(5)
    if way == 0:
        holder[key] = copy.deepcopy(chance.choice(VALUES))
    elif way == 1:
        del holder[key]
    elif way == 2:
        holder[key] = copy.deepcopy(at(document, chance.choice(places)))
    elif way == 3 and isinstance(holder, dict):
        holder[chance.choice(WORDS)] = copy.deepcopy(chance.choice(VALUES))
    elif isinstance(holder, dict):
        holder[str(chance.choice(VALUES))[:20]] = holder.pop(key)
    else:
        holder.append(copy.deepcopy(holder[key]))


def read_or_refused(file: str, text: str) -> tuple[Sequence[Problem], Network | None]:
    try:
        return (), load_document(file, text.encode())
    except InputError as error:
        return error.problems, None


@pytest.mark.parametrize("seed", range(8))
def test_damaged_documents(seed: int) -> None:
    chance = random.Random(seed)
    read = refused = 0
    for _ in range(40):
        document = copy.deepcopy(chance.choice(DOCUMENTS))
        for _ in range(chance.choice([1, 1, 1, 3])):
            damage(document, chance)
        if chance.random() < 0.2:
            document["origin"] = "scan"
        as_json = chance.random() < 0.5
        text = json.dumps(document) if as_json else yaml.safe_dump(document, allow_unicode=True)
        problems, network = read_or_refused("a.json" if as_json else "a.yaml", text)
        refused += bool(problems)
        assert all(0 < problem.line <= text.count("\n") + 1 or "not shown" in problem.message for problem in problems)
        if network is not None:
            read += 1
            assert load_document("a.json", dump_json(network)) == network
    assert read > 0
    assert refused > 0
