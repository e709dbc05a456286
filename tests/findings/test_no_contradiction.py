"""No finding contradicts a trace: random networks, whose findings about reachability are held against traces."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.findings.cases import ABOUT_OTHER_THINGS
from tests.findings.cases.case import network_of
from tests.findings.cases.exposure import host
from tests.findings.contradictions import HELD, contradictions
from tests.findings.holding import Held, fails
from tests.routed import routed_network, troubled_network
from vpcviz.findings import RULES, check
from vpcviz.model import Network
from vpcviz.spec import load_document


@pytest.mark.parametrize(
    ("made", "first"),
    [*((routed_network, first) for first in range(0, 200, 25)), *((troubled_network, first) for first in range(0, 100, 25))],
)
def test_no_finding_contradicts_a_trace(made: Callable[[int], Network], first: int) -> None:
    """Nor where things are gone. More of them: `python -m tests.findings.contradictions 2000`."""
    found = {seed: lines for seed in range(first, first + 25) if (lines := contradictions(made(seed)))}
    assert found == {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nor_in_a_sample(path: Path) -> None:
    assert contradictions(load_document(path.name, path.read_bytes())) == []


def test_udp_is_asked_for_as_udp() -> None:
    """Ports that are open for UDP alone: no trace of TCP arrives."""
    network = network_of(host("udp 33434-33534 from 0.0.0.0/0"))
    held = Held(network)
    assert [finding.rule for finding in held.report.findings if finding.rule.startswith("internet-reaches")] == [
        "internet-reaches-other-port"
    ]
    assert fails(held.trace("internet", "box", 33434))
    assert contradictions(network) == []


def test_the_random_networks_have_findings_of_the_rules_that_are_held() -> None:
    """As many as it takes, those first in which the rarest turned up."""
    wanted = set(HELD)
    for network in (made(seed) for seed in (21, 63, 76, 5, *range(120)) for made in (troubled_network, routed_network)):
        wanted -= {finding.rule for finding in check(network).findings}
        if not wanted:
            break
    assert wanted == set()


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_held_against_traces_or_about_other_things(name: str) -> None:
    assert (name in HELD) is not (name in ABOUT_OTHER_THINGS), "tests/findings/held, or ABOUT_OTHER_THINGS beside its case"


def test_nothing_is_held_that_is_no_rule() -> None:
    assert (set(HELD) | ABOUT_OTHER_THINGS) - set(RULES) == set()
