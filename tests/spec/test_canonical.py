"""The same network, the same bytes: whatever the order of the input, the hash seed, the locale or the working directory."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import SAMPLES
from tests.everything import FILES
from vpcviz.spec import dump_json, dump_yaml, load_document

BY_NAME = {path.stem: path for path in (*SAMPLES, *FILES)}


def shuffled(value: Any, chance: random.Random) -> Any:
    """The document with its lists and mappings in another order; lists whose order means something stay."""
    if isinstance(value, dict):
        pairs = [(key, item if key in ("between", "private_ips") else shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        items = [shuffled(item, chance) for item in value]
        chance.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("name", BY_NAME)
def test_order_in_the_file_means_nothing(name: str) -> None:
    data = BY_NAME[name].read_bytes()
    document = yaml.load(data, yaml.BaseLoader)
    expected = dump_json(load_document("a.yaml", data))
    for seed in range(8):
        other = shuffled(document, random.Random(seed))
        assert dump_json(load_document("b.json", json.dumps(other).encode())) == expected
        text = yaml.safe_dump(other, sort_keys=False, allow_unicode=True)
        assert dump_json(load_document("c.yaml", text.encode())) == expected


@pytest.mark.parametrize("name", BY_NAME)
def test_round_trip(name: str) -> None:
    network = load_document(name, BY_NAME[name].read_bytes())
    for dump, file in ((dump_json, "a.json"), (dump_yaml, "a.yaml"), (dump_json, "<stdin>")):
        again = load_document(file, dump(network))
        assert again == network
        assert dump(again) == dump(network)


def test_round_trip_of_what_is_empty_on_purpose() -> None:
    text = b"vpcviz: 1\nprefix_lists: [{name: none, entries: []}, {name: unknown}]\nsecurity_groups: [{name: closed, egress: []}, {name: new}]\n"
    network = load_document("a.yaml", text)
    assert [item.known for item in network.prefix_lists] == [True, False]
    assert [len(group.egress) for group in network.security_groups] == [0, 1]
    assert load_document("a.json", dump_json(network)) == network


PROGRAM = """
import sys
from vpcviz.spec import dump_json, dump_yaml
from vpcviz.sources import load
for file in sys.argv[1:]:
    network = load([file])
    sys.stdout.buffer.write(dump_json(network) + dump_yaml(network))
"""


def test_seed_locale_and_working_directory_mean_nothing(tmp_path: Path) -> None:
    files = [str(path) for path in BY_NAME.values()]
    outputs = set()
    for seed, locale, folder in (("0", "C", "/"), ("1", "tr_TR.UTF-8", str(tmp_path)), ("4711", "C.UTF-8", None)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(Path.cwd())}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *files], capture_output=True, check=True, env=environment, cwd=folder, timeout=60
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
