"""Turns finished drafts into the model's records."""

from typing import Any

from msgspec import Struct

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.spec.canonical import canonical
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.vocabulary import CLASSES, RECORDS, fields_of


def build(book: Book) -> Network:
    """The network of a book without problems."""
    made: dict[str, Any] = {name: tuple(_make(CLASSES[name], draft) for draft in book[name]) for name in COLLECTIONS if book[name]}
    header = {key: value for key, value in book.header.items() if key != "origin"}
    gaps = tuple(_make(r.Gap, draft) for draft in book.gaps)
    network = Network(origin="scan" if book.scan else "spec", gaps=gaps, **header, **made)
    return canonical(network)


def _make(record: type[Struct], draft: Draft) -> Any:
    fields = fields_of(record)
    values = {}
    for name, value in draft.fields.items():
        field = fields.get(name)
        if field is None:
            continue
        if isinstance(value, list):
            value = tuple([_plain(item) for item in value])
        elif isinstance(value, Draft):
            value = value.id
        elif isinstance(value, dict) and field.shape == "texts map":
            value = {key: tuple(texts) for key, texts in value.items()}
        values[name] = value
    return record(**values)


def _plain(item: Any) -> Any:
    if not isinstance(item, Draft):
        return item
    return _make(RECORDS[item.kind], item) if item.kind in RECORDS else item.id
