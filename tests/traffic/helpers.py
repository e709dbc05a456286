"""Small specs and traces for the tests of traffic."""

from textwrap import dedent

from vpcviz.model import Network
from vpcviz.spec import load_document
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import Tracer

OPEN = "security_groups: {open: {ingress: [all from 0.0.0.0/0, 'all from ::/0'], egress: [all to 0.0.0.0/0, 'all to ::/0']}}"


def network(text: str) -> Network:
    """The network of a spec; `vpcviz: 1` and region eu-west-1 are added."""
    head = "vpcviz: 1\n" + ("" if "\nregion:" in text else "region: eu-west-1\n")
    return load_document("test.yaml", (head + dedent(text)).encode())


def scan(text: str) -> Network:
    """The network of a snapshot written as YAML: taken as it is."""
    return load_document("test.yaml", ("vpcviz: 1\norigin: scan\n" + dedent(text)).encode())


def trace(source: Network | str, start: str, end: str, port: int = 443, protocol: str = "tcp", *, ipv6: bool = False) -> Trace:
    """The trace of a flow over a network or a spec's text."""
    net = network(source) if isinstance(source, str) else source
    return Tracer(net).trace(Flow(source=start, target=end, port=port, protocol=protocol, ipv6=ipv6))  # type: ignore[arg-type]


def ids(answer: Trace) -> list[str]:
    """The ids of the hops of the way out."""
    return [hop.id for hop in answer.forward]


def route_said(answer: Trace, at: int = 0) -> str:
    """Why the route of the `at`-th route table on the way out won."""
    return [hop.because for hop in answer.forward if hop.kind == "route-table"][at]
