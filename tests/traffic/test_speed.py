"""The speed of traces over an estate of 256 VPCs: a tenth of what must be done in under 20 s, with room for slow machines."""

import sys
import time
from pathlib import Path

from msgspec import structs

from vpcviz.traffic import VERDICTS
from vpcviz.traffic.tracing import Tracer

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from estates import Size, estate
from traces import flows


def test_a_thousand_traces_over_256_vpcs():
    net = structs.replace(estate(Size(256), "mixed"), origin="spec")
    tracer = Tracer(net)
    asked = flows(net, 1000)
    begun = time.perf_counter()
    verdicts = {tracer.trace(flow).verdict for flow in asked}
    assert time.perf_counter() - begun < 6
    assert {"delivered", "blocked", "no-route"} <= verdicts <= set(VERDICTS)
