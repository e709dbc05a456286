"""Which source reads what was given: all modules of `readers` are found, and asked in turn."""

from functools import cache
from importlib import import_module

from vpcviz.modules import modules_in
from vpcviz.sources import readers
from vpcviz.sources.source import KNOWN, Given, Source


@cache
def sources() -> tuple[Source, ...]:
    """All sources, in the order in which they are asked."""
    for name in modules_in(readers.__path__):
        import_module(f"{readers.__name__}.{name}")
    return tuple(sorted(KNOWN.values(), key=lambda source: source.rank))


def recognised(given: Given) -> Source:
    """The source that reads what was given; the last takes all that no other does. Raises InputError where nothing reads it."""
    return next(source for source in sources() if source.recognises(given))
