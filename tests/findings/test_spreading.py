"""Rules that run in several processes find what they find in one."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.conftest import vpcviz
from vpcviz.cost import load_prices
from vpcviz.findings import RULES
from vpcviz.findings.context import Context
from vpcviz.findings.rule import Rule
from vpcviz.findings.spreading import WORTH
from vpcviz.model import Network
from vpcviz.workers import SETTING


def _estate(kind: str, vpcs: int) -> Network:
    return estates.estate(estates.Size(vpcs, zones=2, subnets=1, enis=1), kind)


@pytest.mark.parametrize("kind", ["hub", "mixed"])
def test_several_processes_have_the_same_bytes(kind, tmp_path):
    """However many there are."""
    path = estates.write(_estate(kind, WORTH), tmp_path, kind)["snapshot"]
    runs = [
        vpcviz("check", path, "--format", "json", "--fail-on", "never", env={**os.environ, SETTING: str(workers)})
        for workers in (1, 2, 3)
    ]
    assert runs[0].returncode == 0
    assert runs[0].stdout.count(b'"rule"') > WORTH
    assert [(run.returncode, run.stdout, run.stderr) for run in runs[1:]] == [(0, runs[0].stdout, b"")] * 2


@pytest.mark.parametrize("kind", estates.KINDS)
def test_what_is_asked_ahead_is_all_that_rules_ask(kind):
    """A rule that asks how VPCs reach what is outside, and has nothing asked ahead, would have one process do all of it."""
    network, prices = _estate(kind, 12), load_prices()
    ahead, asked = Context(network, prices), Context(network, prices)
    for rule in RULES.values():
        for vpc in ahead.vpcs:
            rule.ask_ahead(ahead, vpc)
        list(rule.check(asked))
    assert ahead.ways.going_out()
    assert ahead.ways.going_out() == asked.ways.going_out()


def test_rules_that_ask_ahead_say_so():
    """Those run where the VPCs come together; others anywhere."""
    for rule in RULES.values():
        assert rule.asks_ahead == (type(rule).ask_ahead is not Rule.ask_ahead)
