"""A thousand traces over an estate of 256 VPCs: each ends in a verdict. How fast, benchmarks/traces.py measures."""

import sys

from msgspec import structs

from tests.conftest import ROOT
from vpcviz.traffic import VERDICTS
from vpcviz.traffic.tracing.tracer import Tracer

sys.path.insert(0, str(ROOT / "benchmarks"))

from estates import Size, estate
from traces import flows


def test_a_thousand_traces_over_256_vpcs():
    net = structs.replace(estate(Size(256), "mixed"), origin="spec")
    tracer = Tracer(net)
    asked = flows(net, 1000)
    verdicts = {tracer.trace(flow).verdict for flow in asked}
    assert {"delivered", "blocked", "no-route"} <= verdicts <= set(VERDICTS)
