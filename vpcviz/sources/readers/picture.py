"""Pictures that hold the network which they were made from."""

from collections.abc import Sequence

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.source import Given, Reading, Source, register


def recognises(given: Given) -> bool:
    """Whether it is a picture, by its beginning or its ending."""
    return not given.is_folder and (given.data.startswith(b"<svg") or given.ends(".svg", ".png"))


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of a picture. Raises InputError where it holds none."""
    from vpcviz.render.origin import read_source
    from vpcviz.spec import load_document

    (picture,) = given
    document = read_source(picture.data)
    if document is None:
        expected = "an SVG made with `vpcviz draw --embed-source`, or what the picture was made from"
        raise InputError(Problem("the picture does not hold the network that it was made from", picture.name, expected=expected))
    return load_document(picture.name, document, strict=reading.strict, notes=reading.notes)


PICTURE = register(Source("a picture", 10, recognises, read, alone="one picture"))
