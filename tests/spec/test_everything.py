"""Whatever the model holds can be written in a spec, and is read back."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from msgspec import NODEFAULT, Struct, structs

from tests.everything import FILES, everything
from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.spec import dump_json, json_schema, load_document
from vpcviz.spec.vocabulary import CLASSES, RECORDS

COMMON = {field.name for field in structs.fields(r.Resource)}


@pytest.fixture(scope="module")
def network() -> Network:
    return everything()


def all_values(item: Any, found: dict[str, dict[str, list[Any]]]) -> None:
    """Every field's values by class and field, of a record and the records in it."""
    for field in structs.fields(item):
        value = getattr(item, field.name)
        found.setdefault(type(item).__name__, {}).setdefault(field.name, []).append(value)
        for part in value if isinstance(value, tuple) else ():
            if isinstance(part, Struct):
                all_values(part, found)


def default_of(field: Any) -> Any:
    if field.default is not NODEFAULT:
        return field.default
    return field.default_factory() if field.default_factory is not NODEFAULT else NODEFAULT


def test_every_collection_and_every_field(network: Network) -> None:
    assert [name for name in COLLECTIONS if not getattr(network, name)] == [], "a spec of tests/spec/everything"
    found: dict[str, dict[str, list[Any]]] = {}
    for item in (*network, *network.gaps):
        all_values(item, found)
    classes = [*CLASSES.values(), *RECORDS.values()]
    lacking = [
        f"{record.__name__}.{field.name}"
        for record in classes
        for field in structs.fields(record)
        if field.name not in COMMON or not issubclass(record, r.Resource)
        if all(value == default_of(field) for value in found[record.__name__][field.name])
    ]
    assert lacking == [], "tests/spec/everything"


def test_common_fields_of_every_collection() -> None:
    common = {
        "tags": {"a": "b"},
        "icon": "aws/database/rds",
        "note": "n",
        "address": "aws_vpc.main",
        "foreign": True,
        "account": "111122223333",
    }
    for name in COLLECTIONS:
        region = {} if name == "on_premises" or CLASSES[name].SCOPE != "region" else {"region": "eu-west-1"}
        item = {"id": "111122223333" if name == "accounts" else "x-1", "name": "one", **common, **region}
        if "service" in {field.name for field in structs.fields(CLASSES[name])}:
            item["service"] = "s3" if name == "gateway_endpoints" else "com.amazonaws.eu-west-1.sqs"
            item["region"] = "eu-west-1"
        network = load_document("a.json", json.dumps({"vpcviz": 1, name: [item]}).encode())
        (made,) = getattr(network, name)
        assert {key: getattr(made, key) for key in item if key != "service"} == {
            key: value for key, value in item.items() if key != "service"
        }


def test_it_round_trips(network: Network) -> None:
    assert load_document("a.json", dump_json(network)) == network


def test_header(network: Network) -> None:
    assert (network.title, network.stamp, network.complete) == ("Everything", "2026-11-24T06:00:00Z", False)
    assert network.accounts[0].id == "012345670123"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_schema_takes_it(file: Path) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_draws(file: Path) -> None:
    from vpcviz.layout import Options, lay_out
    from vpcviz.render.svg import render_svg

    network = load_document(file.name, file.read_bytes())
    assert render_svg(lay_out(network, Options(detail="full")), "light").startswith(b"<svg")
