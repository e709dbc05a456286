"""Specs of all that the model holds: the files of tests/spec/everything/, by themselves or as one network."""

from msgspec import structs

from tests.conftest import ROOT
from vpcviz.model import COLLECTIONS, Network
from vpcviz.spec import load_document
from vpcviz.spec.canonical import canonical

FILES = tuple(sorted((ROOT / "tests" / "spec" / "everything").glob("*.yaml")))
ESTATE = next(path for path in FILES if path.stem == "estate")
"""The largest of them."""


def everything() -> Network:
    """All of them as one network; of what several tell, the first."""
    first, *others = (load_document(path.name, path.read_bytes()) for path in (ESTATE, *(one for one in FILES if one != ESTATE)))
    known = {item.id for item in first}
    more = {name: list(getattr(first, name)) for name in COLLECTIONS}
    for network in others:
        for name in COLLECTIONS:
            more[name] += [item for item in getattr(network, name) if item.id not in known]
        known |= {item.id for item in network}
    gaps = tuple(gap for network in (first, *others) for gap in network.gaps)
    return canonical(structs.replace(first, gaps=gaps, **{name: tuple(items) for name, items in more.items()}))
