"""A snapshot in which a key stands twice is refused, wherever it stands, though snapshots are read without a look at every key."""

import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.conftest import vpcviz
from tests.networks import networks
from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.spec import dump_json, load_document
from vpcviz.spec.load import WORTH
from vpcviz.workers import SETTING

KEY = re.compile(r'"(?:[^"\\]|\\.)*": ')
VPC = '{"vpcviz": 1, "origin": "scan", "vpcs": [{"id": "vpc-1", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"]%s}]}'


def refused(text: str) -> bool:
    try:
        load_document("a.json", text.encode())
    except InputError as error:
        return any("is written twice" in problem.message for problem in error.problems)
    return False


@settings(max_examples=40, deadline=None)
@given(network=networks(most_vpcs=6), dice=st.integers(0, 10**6))
def test_a_key_that_stands_twice_is_refused_wherever_it_is(network: Network, dice: int) -> None:
    network = structs.replace(network, origin="scan")
    text = dump_json(network).decode()
    assert dump_json(load_document("a.json", text.encode())) == text.encode()
    keys = [found for found in KEY.finditer(text) if not text[: found.start()].endswith(("\\", ": "))]
    key = random.Random(dice).choice(keys)
    end = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9.]+|true|false|null').match(text, key.end())
    value = end.group() if end else "[]" if text[key.end()] == "[" else "{}"
    assert refused(f"{text[: key.start()]}{key.group()}{value}, {text[key.start() :]}")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_large_snapshot_is_looked_through_beside(workers: str, tmp_path: Path) -> None:
    """By another process, where there is one."""
    many = ", ".join(f'{{"id": "vpc-{at}", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"]}}' for at in range(WORTH // 60))
    text = f'{{"vpcviz": 1, "origin": "scan", "vpcs": [{many}]}}'
    assert len(text) >= WORTH
    for name, words in (("once", text), ("twice", text.replace('"id": "vpc-9"', '"id": "vpc-8", "id": "vpc-9"'))):
        (tmp_path / f"{name}.json").write_text(words)
    environment = {**os.environ, SETTING: workers}
    once, twice = (vpcviz("validate", tmp_path / f"{name}.json", env=environment) for name in ("once", "twice"))
    assert (once.returncode, twice.returncode) == (0, 2), once.stderr
    assert b"is written twice" in twice.stderr


@pytest.mark.parametrize(
    "more",
    [
        ', "name": "a", "name": "b"',
        ', "name": "a", "n\\u0061me": "b"',
        ', "note": "a\\u003ab", "name": "a", "name": "b"',
        ', "note": "a\\u003ab\\u003a", "tags": {"one": "1", "one": "1"}',
        ', "tags" : {"one" : "1", "one" : "1"}',
        ', "name": "", "name": "x"',
        ', "region": "eu-west-1"',
    ],
)
def test_escapes_and_blanks_do_not_hide_a_key(more: str) -> None:
    assert refused(VPC % more)


@pytest.mark.parametrize(
    "more",
    ["", ', "note": "a: \\"b\\": c"', ', "note": "a\\u003ab"', ', "name": ""', ', "tags" : {"one" : "1:2"}, "foreign": false'],
)
def test_what_stands_once_is_read_however_it_is_written(more: str) -> None:
    for text in (VPC % more, (VPC % more).replace('"vpcviz": 1, ', "").replace('"scan"', '"scan", "vpcviz": 1'), " " + VPC % more):
        assert [vpc.id for vpc in load_document("a.json", text.encode()).vpcs] == ["vpc-1"]


def test_vpcviz_s_own_snapshots_are_read_without_that_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look takes as long as the reading: 1,024 VPCs' keys in a tenth of a second."""
    text = dump_json(load_document("a.json", (VPC % ', "tags": {"a:b": "c: \\"d\\""}').encode()))
    monkeypatch.setattr("vpcviz.spec.json_reader.has_duplicates", lambda text: pytest.fail("each key was looked at"))
    assert dump_json(load_document("a.json", text)) == text
