"""Things as documents have them say what their own classes would, in a document's order."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tests.everything import everything
from vpcviz.model import CLASSES, COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.model.shapes import fields_of
from vpcviz.spec.written import told, written

NETWORK = everything()


def plain(items: Any) -> Any:
    """Things as they are written, read again."""
    return as_json(written(type(items[0]), told(items)))


def as_json(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.mark.parametrize("name", [name for name in COLLECTIONS if getattr(NETWORK, name)])
def test_nothing_is_added_and_nothing_left_out(name: str) -> None:
    items = getattr(NETWORK, name)
    assert plain(items) == as_json(items)


def objects(record: type, value: dict[str, Any]) -> Iterator[tuple[type, dict[str, Any]]]:
    """An object and those within, each with its class."""
    yield record, value
    for field in fields_of(record).values():
        if field.record is not None:
            for inner in value.get(field.name, ()):
                yield from objects(field.record, inner)


@pytest.mark.parametrize("name", [name for name in COLLECTIONS if getattr(NETWORK, name)])
def test_ids_and_names_come_first_and_free_keys_in_order(name: str) -> None:
    for thing in plain(getattr(NETWORK, name)):
        for record, value in objects(CLASSES[name], thing):
            usual = [key for key in ("id", "name") if key in value]
            assert list(value) == usual + [key for key in fields_of(record) if key in value and key not in usual]
            for key, field in fields_of(record).items():
                if field.shape in ("text map", "texts map") and key in value:
                    assert list(value[key]) == sorted(value[key])


def test_what_only_some_things_tell_is_written_of_those() -> None:
    vpcs = (r.Vpc(id="vpc-1", tags={"b": "2", "a": "1"}), r.Vpc(id="vpc-2", name="two"))
    assert [list(vpc.items()) for vpc in plain(vpcs)] == [
        [("id", "vpc-1"), ("tags", {"a": "1", "b": "2"})],
        [("id", "vpc-2"), ("name", "two")],
    ]


def test_what_is_only_equal_to_a_default_is_written() -> None:
    """As msgspec has it of all classes: it looks at which object it is."""
    default = r.Peering(id="pcx-1").status
    equal = "".join(list(default))
    items = [r.Peering(id="pcx-1", status=equal)]
    assert equal is not default
    assert plain(items) == as_json(items) == [{"id": "pcx-1", "status": equal}]
