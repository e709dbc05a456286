"""What `vpcviz draw` draws of a network: the part that is wanted, with what is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vpcviz.commands.asking import Asked
    from vpcviz.commands.changed_picture import Marked
    from vpcviz.commands.preparing import Preparation
    from vpcviz.model import Network


class DrawnNetwork(NamedTuple):
    """What is drawn: the network, the findings on it by resource, what a plan changes, and (redacted) the stand-ins by id."""

    network: Network
    findings: Mapping[str, Sequence[tuple[str, str, str]]]
    changed: Marked
    stand_ins: Mapping[str, str] | None


def drawn_network(whole: Network, before: Network | None, preparation: Preparation, asked: Asked) -> DrawnNetwork:
    """What is drawn of a network, and of what a plan changes since `before`."""
    from vpcviz.commands.changed_picture import marked, marked_hidden

    changed = marked(before, whole)
    marks = findings_on(whole) if asked.findings else {}
    network, marks, ids = preparation.with_marks(changed.network, marks, asked=bool(asked.traces) or before is not None)
    if preparation.redact and before is not None:
        changed = changed._replace(marks=changed.hidden(ids or {}), changes=marked_hidden(before, whole).changes)
    return DrawnNetwork(network, marks, changed, ids)


def findings_on(network: Network) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """The findings of the whole network, less those that the configuration ignores, by resource."""
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.cost import load_prices
    from vpcviz.findings import by_resource

    configuration = read_configuration()
    return by_resource(network, load_prices(configuration.prices), configuration.ignores)
