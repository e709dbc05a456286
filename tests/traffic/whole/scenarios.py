"""Scenarios: a network, a flow over it, and the verdict that AWS's documentation gives, as one parametrized test for each file."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import pytest

from tests.traffic.helpers import ids, network, scan, trace

read = lru_cache(maxsize=64)(network)
read_scan = lru_cache(maxsize=64)(scan)


class Scenario(NamedTuple):
    """A flow and what is expected of it; empty texts and None are not checked. `scanned` networks are taken as they are."""

    name: str
    spec: str
    start: str
    end: str
    verdict: str
    reason: str = ""
    port: int = 443
    protocol: str = "tcp"
    ipv6: bool = False
    via: str = ""
    not_via: str = ""
    stays: bool | None = None
    scanned: bool = False

    def check(self) -> None:
        """Trace the flow and compare."""
        net = (read_scan if self.scanned else read)(self.spec)
        answer = trace(net, self.start, self.end, self.port, self.protocol, ipv6=self.ipv6)
        assert answer.verdict == self.verdict, answer.explanation
        assert self.reason in ("", answer.reason)
        assert self.via in ("", *ids(answer))
        assert not self.not_via or self.not_via not in ids(answer)
        assert self.stays in (None, answer.stays_on_aws_network)


class Scenarios:
    """The scenarios of a file, each under a name of its own."""

    def __init__(self) -> None:
        self.all: list[Scenario] = []

    def add(self, *values: object, **more: object) -> None:
        """Add one, with the fields of `Scenario`."""
        self.all.append(Scenario(*values, **more))  # type: ignore[arg-type]

    def test(self) -> Callable[[Scenario], None]:
        """The test of them all."""
        names = [one.name for one in self.all]
        assert len(set(names)) == len(names)

        @pytest.mark.parametrize("scenario", self.all, ids=names)
        def scenario_holds(scenario: Scenario) -> None:
            scenario.check()

        return scenario_holds
