"""A control of other tools: what it checks, the ids by which each tool knows it, and a note of ours."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BRACES = re.compile(r"([^\s{}]*)\{([^}]*)\}(\S*)|(\S+)")


class Control(NamedTuple):
    """What other tools check: the ids by which AWS Config, Security Hub and prowler know it; `note` says, where no rule of ours
    answers it, why, and where one does, in what it differs.
    """

    about: str
    config: tuple[str, ...]
    security_hub: tuple[str, ...]
    prowler: tuple[str, ...]
    note: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """All ids by which it is known."""
        return frozenset((*self.config, *self.security_hub, *self.prowler))


def control(about: str, config: str = "", security_hub: str = "", prowler: str = "", note: str = "") -> Control:
    """A control from texts of ids, where `EC2.{13, 14}` stands for EC2.13 and EC2.14."""
    return Control(about, tuple(_ids(config)), tuple(_ids(security_hub)), tuple(_ids(prowler)), note)


def _ids(text: str) -> Iterator[str]:
    for match in _BRACES.finditer(text):
        before, middles, after, plain = match.groups()
        if plain:
            yield plain
        else:
            yield from (f"{before}{middle.strip()}{after}" for middle in middles.split(","))
