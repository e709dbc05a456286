"""What `vpcviz diff --flows` asks of a change: flows, cost, findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from vpcviz.errors import InputError, Problem, UsageError

if TYPE_CHECKING:
    from vpcviz.changes import Changes
    from vpcviz.impact import Impact
    from vpcviz.model import Network
    from vpcviz.traffic import Flow

ALL = "all"
"""The word for every flow that the change can touch; a file of that name goes by ./all."""


def assess(
    networks: tuple[Network, Network],
    changes: Changes,
    flows: str,
    most: int,
    assumed: Mapping[str, str],
    end: Callable[[str], str] = str,
) -> Impact:
    """What the change does: `flows` is `all`, a file of flows, or "" for cost and findings alone. `end` says what the networks call
    the end of a flow that a file names.

    Raises InputError for a file that cannot be read, UsageError where an end of a flow means nothing in both networks.
    """
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.cost import load_prices
    from vpcviz.impact import Assessment

    configuration = read_configuration()
    made = Assessment(*networks, changes, load_prices(configuration.prices), assumed)
    if flows == ALL:
        found, asked = made.touched(most)
        return made.impact(found, asked, configuration.ignores)
    return made.impact(made.asked(_read(flows, end)) if flows else (), None, configuration.ignores)


def _read(file: str, end: Callable[[str], str]) -> list[tuple[str, Flow]]:
    """The flows of a file as `vpcviz trace --assert` takes it; what it expects of them is not looked at. Where ends are called
    otherwise, so are flows: their names are hidden."""
    from msgspec import structs

    from vpcviz.sources.files import data_of
    from vpcviz.traffic.answers.expectations import read_expectations

    try:
        data = data_of(file)
    except InputError as error:
        hint = "a file as `vpcviz trace --assert` takes it, or the word all"
        raise InputError(*(Problem(one.message, one.file, expected=one.expected or hint) for one in error.problems)) from None
    read = read_expectations(file, data)
    if end is str:
        return [(one.name, one.flow) for one in read]
    hidden = [structs.replace(one.flow, source=end(one.flow.source), target=end(one.flow.target)) for one in read]
    return [("", flow) for flow in hidden]


def check_options(most: int) -> None:
    """Raise UsageError for an option that means nothing."""
    if most < 1:
        raise UsageError("--most-flows must be 1 or more")
