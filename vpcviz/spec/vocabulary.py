"""What may be written where: tables that follow from the model's classes, plus the few words that only the spec has."""

from collections.abc import Mapping
from functools import cache

from vpcviz.model import CLASSES as CLASSES
from vpcviz.model import COLLECTIONS
from vpcviz.model import RECORDS as RECORDS
from vpcviz.model.records import Extra
from vpcviz.model.shapes import Field as Field
from vpcviz.model.shapes import fields_of as fields_of

PARENTS: Mapping[str, str] = {name: record.NESTED_BY for name, record in CLASSES.items() if record.NESTED_BY}
"""The field by which what is nested in a resource names it."""

GLOBAL = frozenset(name for name, record in CLASSES.items() if record.SCOPE != "region")
"""Collections whose resources belong to no region."""

OUTSIDE = frozenset(name for name, record in CLASSES.items() if record.SCOPE == "none")
"""Collections whose resources belong to no account."""

TO_SERVICES = tuple(name for name, record in CLASSES.items() if record.PART == "endpoint" and "service" in record.__struct_fields__)
"""Collections of endpoints that lead to a service."""

WITH_MAIN = {name: record.MAIN_FIELD for name, record in CLASSES.items() if record.MAIN_FIELD}
"""Collections of which a VPC has one that serves subnets without another, with the field that marks it."""


@cache
def children_of(collection: str) -> tuple[str, ...]:
    """The collections that may be written inside a resource of `collection`; "" and "regions" are the top and a region."""
    if collection in ("", "regions"):
        return tuple(name for name in COLLECTIONS if name != "accounts" or not collection)
    if collection == "accounts":
        return tuple(name for name in COLLECTIONS if name not in OUTSIDE)
    parent = PARENTS.get(collection)
    if parent is None:
        return ()
    inside = []
    for name, record in CLASSES.items():
        if parent in record.__struct_fields__ or collection in record.NESTED_IN:
            inside.append(name)
    return tuple(inside)


SINGULAR: Mapping[str, str] = {name: name[:-1] for name, record in CLASSES.items() if record.SINGULAR}
"""The word for one resource of a collection: `internet_gateway` for `internet_gateways`."""

EXTRA_KEYS: Mapping[str, Mapping[str, Extra]] = {name: record.EXTRA_KEYS for name, record in CLASSES.items() if record.EXTRA_KEYS}
"""Words of the spec that are no fields of the model, by collection."""

SCALAR_BODY: Mapping[str, str] = {name: record.TEXT_FIELD for name, record in CLASSES.items() if record.TEXT_FIELD}
"""In `name: text`, the field that the text fills."""

ID_PREFIX: Mapping[str, str] = {name: record.ID_PREFIX or record.KIND for name, record in CLASSES.items()}
"""The beginning of an id that vpcviz makes up, as AWS's own ids of the kind begin."""


@cache
def list_short_keys(kind: str) -> Mapping[str, str]:
    """Singular words for list fields of `kind` (`cidr` for `cidrs`), with those that the class names."""
    own = fields_of(CLASSES[kind])
    found = {}
    for name, field in own.items():
        if field.shape == "texts" and name.endswith("s") and not name.endswith("ss"):
            one = name[:-2] if name.endswith("xes") else name[:-1]
            if one not in own and one not in EXTRA_KEYS.get(kind, ()) and one != "entrie":
                found[one] = name
    return {**found, **CLASSES[kind].SHORT_KEYS}


@cache
def words_of(kind: str) -> Mapping[str, tuple[str, str]]:
    """Every key that a resource of `kind` may have: what it is (field, short, extra, nested, one) and what it stands for."""
    words: dict[str, tuple[str, str]] = {}
    for child in children_of(kind):
        words[child] = ("nested", child)
        if child in SINGULAR:
            words[SINGULAR[child]] = ("one", child)
    for word, child in (CLASSES[kind].NESTED_WORDS if kind in CLASSES else {}).items():
        words[word] = ("nested", child)
    if kind == "accounts":
        words["regions"] = ("regions", "regions")
    for short, field in list_short_keys(kind).items():
        words[short] = ("short", field)
    for extra in EXTRA_KEYS.get(kind, ()):
        words[extra] = ("extra", extra)
    for name in fields_of(CLASSES[kind]):
        words[name] = ("field", name)
    return words
