"""Parameters of templates where a command reads several networks: one that none of them has is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from vpcviz.model import Network


class Parameters:
    """Reads networks with the parameters that the user gave, by name, and keeps which of them nothing has taken."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self.given = dict(given or {})
        self._untaken: list[dict[str, str]] = []

    def load(
        self,
        sources: Sequence[str],
        notes: list[str] | None = None,
        words: Sequence[str] = (),
        attributes: dict[str, Mapping[str, Any]] | None = None,
    ) -> Network:
        """The network of the sources; `words` are parameters of these alone (KEY=VALUE), which go before those given.
        What plans and states say of things, as it stands there, is put into `attributes`, by their ids.

        Raises InputError for what cannot be read and for one of `words` that nothing takes, UsageError for what is no KEY=VALUE.
        """
        from vpcviz.sources import check_parameters, load_both

        own = parameters_of(words)
        untaken: dict[str, str] = {}
        network = load_both(list(sources), notes, parameters={**self.given, **own}, untaken=untaken, attributes=attributes)[1]
        check_parameters({name: hint for name, hint in untaken.items() if name in own})
        self._untaken.append({name: hint for name, hint in untaken.items() if name in self.given})
        return network

    def check(self) -> None:
        """Raise InputError for parameters that none of the networks read has."""
        from vpcviz.sources import check_parameters

        check_parameters(taken_by_none(self._untaken))


def parameters_of(words: Sequence[str] | None) -> dict[str, str]:
    """The parameters of templates, by name. Raises UsageError for what is no KEY=VALUE, without showing it: it may be secret."""
    made: dict[str, str] = {}
    for word in words or ():
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError("--parameter takes KEY=VALUE, such as VpcCidr=10.0.0.0/16")
        if name in made:
            raise UsageError(f"--parameter {name} is given twice")
        made[name] = value
    return made


def taken_by_none(untaken: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Of what each of several networks did not take, with hints, that which none took."""
    names = set.intersection(*map(set, untaken)) if untaken else set()
    return {name: hint for name, hint in (untaken[-1].items() if untaken else ()) if name in names}
