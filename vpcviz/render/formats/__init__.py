"""The formats of pictures. Each is one module here, which makes itself known with `register`; nothing else lists them.

A Format has a name, endings of file names, and a function over the network, the options and the Scene. Commands take names,
endings and help from here.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vpcviz.modules import modules_in
from vpcviz.render.look import Look

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.output import Spooled
    from vpcviz.render.leaves import Leaves
    from vpcviz.scene import Scene

DEFAULT = "svg"
"""The format of what goes to stdout, where none is given."""


class Format(Struct, frozen=True):
    """A format by its `name`, and the `endings` of its files (without the dot, the usual one first).

    `render` gives the bytes, `spool` the same on their way to a file. `map_only` says that it has no Scene, but tells the map of
    the network: then it gets None, and `summary` says in words what it holds. `atlas` gives one document of several pictures of
    parts of the network. `own_fonts_only` says that characters which our font lacks are missing in it. Raises what
    `render` raises: UsageError and InputError.
    """

    name: str
    endings: tuple[str, ...]
    render: "Callable[[Network, Options, Scene | None, Look], bytes]"
    spool: "Callable[[Scene, Look], Spooled] | None" = None
    map_only: bool = False
    own_fonts_only: bool = False
    summary: "Callable[[Network], str] | None" = None
    atlas: "Callable[[Network, Leaves, Options, Look], bytes] | None" = None


def summary_of_map(what: str) -> "Callable[[Network], str]":
    """The `summary` of a format that tells the map as `what`."""

    def summary(network: "Network") -> str:
        from vpcviz.render.map_graph import summary as told

        return told(network, what)

    return summary


_KNOWN: dict[str, Format] = {}


def register(made: Format) -> Format:
    """Make a format known. Raises ValueError where its name or an ending is another's."""
    for other in _KNOWN.values():
        if made.name == other.name or set(made.endings) & set(other.endings):
            raise ValueError(f"two formats are called {made.name}, or have an ending of it: {made.endings}, {other.endings}")
    _KNOWN[made.name] = made
    return made


@cache
def formats() -> dict[str, Format]:
    """All formats by name: the default first, then those of pictures, then those of the map."""
    for name in modules_in(__path__):
        import_module(f"{__name__}.{name}")
    return dict(sorted(_KNOWN.items(), key=lambda item: (item[0] != DEFAULT, item[1].map_only, item[0])))


def by_ending(name: str) -> Format | None:
    """The format that the ending of a file's name tells; None where it tells none."""
    ending = Path(name).suffix.removeprefix(".").lower()
    return next((known for known in formats().values() if ending in known.endings), None)
