"""Specs and snapshots. What nothing else recognises is read as one, so that its reader says what is wrong."""

from collections.abc import Sequence

from vpcviz.model import Network
from vpcviz.sources.source import Given, Reading, Source, register


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of one document. Raises InputError with all that is wrong in it."""
    from vpcviz.spec import load_document

    (document,) = given
    return load_document(document.name, document.data, strict=reading.strict, notes=reading.notes)


DOCUMENT = register(Source("a document", 100, lambda given: True, read, alone="one spec or snapshot"))
