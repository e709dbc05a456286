"""What `vpcviz diff --flows` asks of a change: flows, cost, findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vpcviz.errors import InputError, Problem, UsageError

if TYPE_CHECKING:
    from vpcviz.changes import Changes
    from vpcviz.impact import Impact
    from vpcviz.model import Network
    from vpcviz.traffic import Flow

ALL = "all"
"""The word for every flow that the change can touch; a file of that name goes by ./all."""


def assess(networks: tuple[Network, Network], changes: Changes, flows: str, most: int, assumed: Mapping[str, str]) -> Impact:
    """What the change does: `flows` is `all`, a file of flows, or "" for cost and findings alone.

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
    return made.impact(made.asked(_read(flows)) if flows else (), None, configuration.ignores)


def _read(file: str) -> list[tuple[str, Flow]]:
    """The flows of a file as `vpcviz trace --assert` takes it; what it expects of them is not looked at."""
    from vpcviz.sources.files import data_of
    from vpcviz.traffic.answers.expectations import read_expectations

    try:
        data = data_of(file)
    except InputError as error:
        hint = "a file as `vpcviz trace --assert` takes it, or the word all"
        raise InputError(*(Problem(one.message, one.file, expected=one.expected or hint) for one in error.problems)) from None
    return [(one.name, one.flow) for one in read_expectations(file, data)]


def check_options(flows: str, most: int, *, redact: bool) -> None:
    """Raise UsageError where options contradict each other."""
    if flows and flows != ALL and redact:
        raise UsageError("--flows FILE names what --redact hides; leave one of them out")
    if most < 1:
        raise UsageError("--most-flows must be 1 or more")
