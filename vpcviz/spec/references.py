"""Which fields refer to other resources, and to which kinds."""

from functools import cache

from vpcviz.model import CLASSES, RECORDS
from vpcviz.model.meanings import Ref
from vpcviz.model.shapes import fields_of


@cache
def targets_of(kind: str, field: str) -> tuple[str, ...]:
    """The collections that the field `field` of `kind` (a collection or a record class) points into, () where it refers to none."""
    found = fields_of(CLASSES.get(kind) or RECORDS[kind]).get(field)
    return found.targets if found else ()


@cache
def plain_references(kind: str) -> tuple[str, ...]:
    """The fields of `kind` (a collection or a record class) that are references by name or id, without words of their own."""
    fields = fields_of(CLASSES.get(kind) or RECORDS[kind]).values()
    own = {field.name: field.meaning(Ref) for field in fields}
    return tuple(name for name, reference in own.items() if reference is not None and not reference.own_words)


@cache
def records_with_references(kind: str) -> dict[str, tuple[str, ...]]:
    """The fields of a collection that hold records with such references: those fields of each."""
    records = {name: field.record for name, field in fields_of(CLASSES[kind]).items() if field.record is not None}
    found = {name: plain_references(record.__name__) for name, record in records.items()}
    return {name: words for name, words in found.items() if words}
