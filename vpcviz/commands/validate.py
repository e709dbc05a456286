"""`vpcviz validate`: whether specs and snapshots are right, with every problem at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument
from vpcviz.commands.options import TemplateParameter
from vpcviz.garbage import keep

if TYPE_CHECKING:
    from vpcviz.model import Network


def validate(
    files: Annotated[list[str], Argument(metavar="FILE…", help="Specs and snapshots (YAML or JSON); - is stdin.")],
    parameter: TemplateParameter = None,
) -> None:
    """Check specs and snapshots, and say what is in them.

    Exit code 0 where all are right, 2 where one is not.

    Examples:

      vpcviz validate network.yaml

      vpcviz validate samples/*.yaml
    """
    from vpcviz.commands.parameters import parameters_of
    from vpcviz.errors import InputError, Problem
    from vpcviz.sources import load
    from vpcviz.text import terminal

    parameters = parameters_of(parameter)
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            network = load([file], strict=True, parameters=parameters)
        except InputError as error:
            problems += error.problems
        else:
            keep(network)
            print(f"{terminal('<stdin>' if file == '-' else file)}: {contents(network)}")  # noqa: T201
    if problems:
        raise InputError(*problems)


def contents(network: Network) -> str:
    """What is in a network, in one line: the number of resources of each kind that it has."""
    from vpcviz.model import COLLECTIONS
    from vpcviz.spec.terminology import in_words

    counts = {name: len(getattr(network, name)) for name in COLLECTIONS}
    words = [f"{count} {in_words(name, count)}" for name, count in counts.items() if count]
    what = "a snapshot of " if network.origin == "scan" else "a spec of "
    return what + (", ".join(words) or "nothing")
