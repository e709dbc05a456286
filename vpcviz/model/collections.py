"""The collections of a Network: one tuple of records for each kind that `vpcviz.model.kinds` holds.

What type checkers and editors know of them stands in `collections.pyi`, which `tools/write_docs.py` writes.
"""

from typing import Literal

from msgspec import Struct, defstruct

from vpcviz.model.kinds import record_classes, resource_classes

FORMAT_VERSION = 1
"""The version of the document format that this vpcviz reads and writes."""


class Header(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a document says of itself."""

    vpcviz: int = FORMAT_VERSION
    origin: Literal["spec", "scan"] = "spec"
    title: str = ""
    description: str = ""
    stamp: str = ""
    complete: bool = True


CLASSES = resource_classes()
"""The record class of each collection, in the order of documents."""

RECORDS = record_classes()
"""The classes of records that resources hold, by name, in the same order."""

COLLECTIONS: tuple[str, ...] = tuple(CLASSES)
"""The names of the Network's collections of resources, in their order."""

HEADER: tuple[str, ...] = Header.__struct_fields__
"""The Network's fields that are not collections (but `gaps`)."""

Collections = defstruct(
    "Collections",
    [(name, tuple[record, ...], ()) for name, record in CLASSES.items()],  # type: ignore[valid-type]
    bases=(Header,),
    module=__name__,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
)
