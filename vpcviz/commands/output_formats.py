"""Which formats the outputs of a command have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.render.formats import Format


def format_of(output: str, given: str, *, has_option: bool = True) -> Format:
    """The format of an output: the one given, else by its ending, the default on stdout. Raises UsageError where none is told;
    `has_option` is whether the command has a --format."""
    from vpcviz.render.formats import DEFAULT, by_ending, formats

    known = formats()
    found = known.get(given) or by_ending(output) or (known[DEFAULT] if output == "-" else None)
    if found is None or (given and given not in known):
        endings = [f".{one.endings[0]}" for one in known.values()]
        otherwise = f", or --format {'|'.join(known)}" if has_option else ""
        raise UsageError(f"{output}: the ending tells no format; expected {', '.join(endings[:-1])} or {endings[-1]}{otherwise}")
    return found


def check_outputs(outputs: Sequence[str], given: str, *, has_option: bool = True) -> None:
    """Raise UsageError, before anything is read or drawn, for an output of no format or one that cannot be written."""
    from vpcviz.commands.documents import check_output

    for output in outputs:
        check_output(output)
        format_of(output, given, has_option=has_option)


def check_map_only(outputs: Sequence[str], given: str, ignored: str) -> None:
    """Raise UsageError where a format tells the map only, and something is asked for that it cannot show (`ignored`)."""
    for output in outputs:
        if ignored and (made := format_of(output, given)).map_only:
            name = made.name.upper()
            raise UsageError(
                f"{output}: {name} holds the map of the network, without {ignored}; expected .svg or .png, or leave it out"
            )
