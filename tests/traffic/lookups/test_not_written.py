"""What a spec leaves open is not written; only of scans it is said that something was not read."""

from msgspec import structs

from vpcviz.findings import check
from vpcviz.reports.traces import trace_text
from vpcviz.spec import load_document
from vpcviz.traffic import Flow
from vpcviz.traffic.tracing.tracer import trace

SPEC = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  one:
    cidr: 10.0.0.0/16
    subnets: {a: {zone: a, cidr: 10.0.0.0/24, instances: [web]}}
    route_tables: {main: {main: true, routes: {10.2.0.0/16: far}}}
  two: {cidr: 10.2.0.0/16, foreign: true, account: "111122223333"}
peerings: [{name: far, between: [one, two]}]
"""


def test_of_a_spec_nothing_was_read_or_not_read() -> None:
    network = load_document("spec.yaml", SPEC)
    flow = Flow(source="web", target="10.2.0.9")
    written = trace(network, flow)
    assert written.verdict == "unknown"
    assert "is not written" in written.explanation
    assert "not read" not in trace_text(network, written, None)
    scanned = structs.replace(network, origin="scan")
    assert any("not read" in hop.because for hop in trace(scanned, flow).forward)
    assert not any("not read" in one.because for one in check(network).not_checked)
