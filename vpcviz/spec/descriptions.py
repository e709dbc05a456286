"""What each key of a document means, in one sentence: for the JSON Schema (editors show it) and for docs/spec.md."""

import re
from collections.abc import Mapping

from msgspec import Struct

from vpcviz.model import CLASSES, RECORDS
from vpcviz.model.shapes import fields_of

HEADER: Mapping[str, str] = {
    "$schema": "The JSON Schema of the document, for editors; vpcviz does not read it.",
    "vpcviz": "The version of the format.",
    "origin": "spec: filled in, and refused where it contradicts AWS; scan: taken as it is.",
    "title": "The picture's title.",
    "description": "What the document is about; the picture's description.",
    "stamp": "When it was scanned (vpcviz scan --stamp).",
    "complete": "Whether the scan ended; false where it was stopped.",
    "account": "The account of everything that stands in no other.",
    "region": "The region of everything that stands in no other.",
    "gaps": "What could not be read.",
}
"""The keys at the top of a document that hold no resources."""


def describe(kind: str, field: str) -> str:
    """What the key `field` means in a resource of the collection `kind`, or in a record of the class `kind`."""
    return fields_of(CLASSES.get(kind) or RECORDS[kind])[field].description


def summary(record: type[Struct]) -> str:
    """What a class of the model is, in one sentence: the first of its docstring."""
    text = " ".join((record.__doc__ or "").split())
    match = re.match(r".*?[.:;](?=\s|$)", text)
    return (match.group() if match else text).rstrip(".:;").replace("`", "") + "."
