"""A source: one kind of file or folder that a network is read from. Each is a module of `readers`, which makes itself known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network


class Given(Struct, frozen=True):
    """What the user named by the word `word`, a file (its bytes are `data`) or a folder; messages call it `name`."""

    word: str
    data: bytes = b""
    is_folder: bool = False

    @property
    def name(self) -> str:
        """As messages name it."""
        return "<stdin>" if self.word == "-" else self.word

    def ends(self, *endings: str) -> bool:
        """Whether its name has one of the endings (with the dot, in small letters)."""
        return self.word.lower().endswith(endings)


class Reading(Struct):
    """How it is read: what is to be told of it is added to `notes`; a `strict` reader refuses what AWS would. Templates have
    the `parameters`. What is taken for granted of a thing that the source does not hold is added to `granted`, by the thing's id,
    and what code says of a thing, as it stands there, to `attributes`: not where nobody asks (None).
    """

    notes: list[str]
    strict: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)
    granted: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Mapping[str, Any]] | None = None
    untaken: dict[str, str] = field(default_factory=dict)
    """The parameters that nothing has, each with a hint."""


class Source(Struct, frozen=True):
    """One kind of what networks are read from, called `name` ("a document").

    Sources are asked in the order of their `rank`, the low ones first, whether they recognise what was given; the first that does
    reads it. `recognises` looks at as little as will do; it raises InputError where it knows what it is, and that nothing reads it.
    `read` gets all that the user named, which is one alone unless it is read `together`; it raises InputError with all problems.
    `alone` says what one may give of it, for messages. Of what holds a network before and after, `change` gives both (None where
    it holds but one); it is given what `read` is. What parameters can be given to `has_parameters`. What `joins` may be named
    beside others. `changes` says whether one of those read together is a change of what another tells.
    """

    name: str
    rank: int
    recognises: Callable[[Given], bool]
    read: Callable[[Sequence[Given], Reading], Network]
    together: bool = False
    alone: str = ""
    change: Callable[[Sequence[Given], Reading], tuple[Network, Network] | None] | None = None
    has_parameters: bool = False
    joins: bool = False
    changes: Callable[[Given], bool] = lambda given: False


KNOWN: dict[str, Source] = {}
"""By name: the sources that modules have made known; `vpcviz.sources.recognising` sees to it that all have."""


def register(made: Source) -> Source:
    """Make a source known. Raises ValueError where another has its name or its rank."""
    for other in KNOWN.values():
        if made.name == other.name or made.rank == other.rank:
            raise ValueError(f"two sources are called {made.name}, or have its rank: {made.rank}, {other.rank}")
    KNOWN[made.name] = made
    return made


def check_alone(found: Sequence[tuple[Source, Given]]) -> None:
    """Raise InputError where what is read alone was named beside others, or what is read together is of two sources.

    Where one of them joins, so do documents and dumps beside it.
    """
    if any(source.joins for source, _ in found):
        return
    if len(found) < 2 or (len({source.name for source, _ in found}) == 1 and found[0][0].together):
        return
    source = next((source for source, _ in found if not source.together), found[0][0])
    names = ", ".join([given.word for other, given in found if other is source][:4])
    dumps = "" if source.together else ", without another one and without dumps"
    raise InputError(Problem(f"{source.name} is read alone{dumps}: {names}", expected=source.alone or f"{source.name}, alone"))
