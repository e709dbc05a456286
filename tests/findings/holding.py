"""A network with its findings and traces, and the registry of what a trace would say against a finding."""

from collections.abc import Callable, Iterator

from vpcviz.errors import UsageError
from vpcviz.findings import Finding, check
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic import Flow, Protocol, Trace
from vpcviz.traffic.tracing.tracer import Tracer


class Held:
    """A network, its traces and its findings."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.tracer = Tracer(network)
        self.report = check(network)

    def trace(self, source: str, target: str, port: int = 443, *, ipv6: bool = False, protocol: Protocol = "tcp") -> Trace | None:
        try:
            return self.tracer.trace(Flow(source=source, target=target, protocol=protocol, port=port, ipv6=ipv6))
        except UsageError:
            return None

    def of(self, finding: Finding, kind: type) -> list:  # type: ignore[type-arg]
        found = [self.network.by_id.get(one) for one in finding.resources]
        return [one for one in found if isinstance(one, kind)]

    def subnets(self, vpc: str) -> tuple[r.Subnet, ...]:
        return self.network.subnets_of.get(vpc, ())

    def senders(self, vpc: str) -> Iterator[str]:
        """Any host of each subnet, and each instance, of a VPC."""
        yield from (subnet.id for subnet in self.subnets(vpc))
        yield from (instance.id for instance in self.network.instances if instance.vpc == vpc)


Contradiction = Iterator[str]
Holder = Callable[[Held, Finding], Contradiction]

HELD: dict[str, Holder] = {}
"""The rules about reachability, each with what a trace would contradict; the modules of `tests.findings.held` enter it."""


def holds(*rules: str) -> Callable[[Holder], Holder]:
    """The function yields what traces say against a finding of one of the rules."""

    def enter(function: Holder) -> Holder:
        HELD.update(dict.fromkeys(rules, function))
        return function

    return enter


def passes(trace: Trace | None, resource: str) -> bool:
    return trace is not None and any(hop.id == resource for hop in trace.forward)


def arrives(trace: Trace | None, by: str = "") -> bool:
    """Whether a trace is delivered, by that resource if one is named."""
    return trace is not None and trace.delivered and (not by or passes(trace, by))


def fails(trace: Trace | None) -> bool:
    return trace is not None and not trace.delivered and trace.verdict != "unknown"
