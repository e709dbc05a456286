"""The JSON Schema takes what the reader takes, and refuses the keys that the reader refuses."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, SAMPLES
from vpcviz.commands import run
from vpcviz.errors import InputError
from vpcviz.model import COLLECTIONS, RECORDS
from vpcviz.model.meanings import OneOf
from vpcviz.spec import dump_json, dump_yaml, json_schema, load_document
from vpcviz.spec.vocabulary import CLASSES, fields_of, words_of


@cache
def validator() -> Any:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_file_in_docs_is_what_the_command_prints(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["schema"]) == 0
    assert capfdbinary.readouterr().out == (ROOT / "docs" / "schema.json").read_bytes(), "vpcviz schema > docs/schema.json"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_and_their_snapshots_are_valid(path: Path) -> None:
    assert path.read_text().startswith("# yaml-language-server: $schema=../docs/schema.json\n")
    validator().validate(yaml.safe_load(path.read_text()))  # as an editor reads it
    network = load_document(path.name, path.read_bytes())
    validator().validate(json.loads(dump_json(network)))
    validator().validate(yaml.safe_load(dump_yaml(network)))


def test_every_key_has_a_description() -> None:
    schema = json_schema()
    for kind in COLLECTIONS:
        properties = schema["$defs"][kind]["properties"]
        assert set(properties) == set(words_of(kind))
        assert [word for word, value in properties.items() if not value.get("description") and "$ref" not in value] == []
    for record in RECORDS:
        properties = schema["$defs"][record]["properties"]
        assert [word for word, value in properties.items() if not value.get("description")] == [], record


def mappings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all mappings in a document."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from mappings(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from mappings(item, (*path, at))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        document = document[part]
    return document


DOCUMENTS = [yaml.load(path.read_text(), yaml.BaseLoader) for path in SAMPLES]  # all scalars are text, as vpcviz reads them


@settings(max_examples=60)
@given(st.data())
def test_unknown_keys_are_refused_by_both(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(DOCUMENTS)))
    place = at(document, data.draw(st.sampled_from(list(mappings(document)))))
    word = data.draw(st.sampled_from(["cdir", "Name", "subnetz", "x-note", "vpc_id", "type_", "igw"]))
    if word in place:
        return
    place[word] = "10.0.0.0/16"
    try:
        load_document("spec.json", json.dumps(document).encode())
        refused = False
    except InputError as error:
        refused = any(problem.message.startswith("unknown key") for problem in error.problems)
    if refused:
        document["vpcviz"] = 1
        assert not validator().is_valid(typed(document))


def typed(value: Any) -> Any:
    """Text as a YAML 1.2 reader types it."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdigit() else value


def test_typed_samples_are_valid() -> None:
    """Or the test above would pass for the wrong reason."""
    for document in DOCUMENTS:
        validator().validate(typed(document))


def newer_words() -> list[tuple[str, str]]:
    """Every field of a kind, or of a record of its, whose words are AWS's, with the kind's collection."""
    return sorted((kind, field.name) for kind in COLLECTIONS for field in fields_of(CLASSES[kind]).values() if field.meaning(OneOf))


@pytest.mark.parametrize(("kind", "field"), newer_words())
def test_a_word_that_is_newer_than_vpcviz_is_right_in_a_scan_and_wrong_in_a_spec(kind: str, field: str) -> None:
    thing = {"id": "x-1", field: "newer-than-vpcviz"}
    document = {"vpcviz": 1, "origin": "scan", kind: [thing]}
    load_document("scan.json", json.dumps(document).encode())  # the reader takes it
    validator().validate(document)
    assert not validator().is_valid({**document, "origin": "spec"})
    assert not validator().is_valid({**document, kind: [{**thing, field: 5}]})
    assert not validator().is_valid({**document, kind: [{**thing, f"{field}_": "x"}]})


def test_words_of_routes_and_entries_may_be_newer_in_a_scan_too() -> None:
    route = {"destination": "10.0.0.0/8", "target": "pcx-1", "state": "newer", "origin": "newer"}
    entry = {"number": 100, "action": "newer", "cidr": "0.0.0.0/0"}
    for kind, thing in (("route_tables", {"routes": [route]}), ("network_acls", {"entries": [entry]})):
        document = {"vpcviz": 1, "origin": "scan", kind: [{"id": "x-1", **thing}]}
        validator().validate(document)
        assert not validator().is_valid({**document, "origin": "spec"}), kind
