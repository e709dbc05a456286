"""A flow from any host of a VPC: traced from each of its subnets, since each has routes and network ACLs of its own."""

from collections.abc import Callable
from itertools import groupby

from msgspec import structs

from vpcviz.model import resources as r
from vpcviz.traffic.packets.flows import Condition, Flow, Trace
from vpcviz.traffic.tracing.flow_ends import FlowEnd


def from_vpc(flow: Flow, vpc: r.Vpc, source: FlowEnd, trace: Callable[[FlowEnd], Trace]) -> Trace:
    """The way from the first subnet where all subnets fare alike, with a note on those that are stopped elsewhere; where only some
    deliver, the verdict hangs on the subnet: unknown, with what becomes of each. `trace` follows the flow from a place.
    """
    grouped = groupby(source.hosts, key=lambda host: host.subnet)
    found = [(subnet, trace(FlowEnd(tuple(hosts), resource=subnet))) for subnet, hosts in grouped]
    if len({_sort(answer) for _, answer in found}) > 1:
        return _depends(flow, vpc, found)
    first = found[0][1]
    others = {answer.reason: label for answer, label in _fates(found) if answer.reason != first.reason}
    alike = [f"from every subnet of {vpc.label}; the way is that from {found[0][0].label}"] if len(found) > 1 and not others else []
    notes = [*alike, *(f"from {label}: {answer.explanation}" for answer, label in _fates(found) if answer.reason in others)]
    return structs.replace(first, notes=(*notes, *first.notes))


def _sort(answer: Trace) -> str:
    """Whether an answer arrives, does not, or is not known: what subnets must have in common."""
    return "delivered" if answer.delivered else "unknown" if answer.verdict == "unknown" else "stopped"


def _fates(found: list[tuple[r.Subnet, Trace]]) -> list[tuple[Trace, str]]:
    """The answers that differ in their reason, each with its subnets' names."""
    by_reason: dict[str, list[tuple[r.Subnet, Trace]]] = {}
    for subnet, answer in found:
        by_reason.setdefault(answer.reason, []).append((subnet, answer))
    return [(one[0][1], _and([subnet.label for subnet, _ in one])) for one in by_reason.values()]


def _depends(flow: Flow, vpc: r.Vpc, found: list[tuple[r.Subnet, Trace]]) -> Trace:
    reached = [subnet.label for subnet, answer in found if answer.delivered]
    said = "; ".join(f"from {label} {_outcome(answer)}" for answer, label in _fates(found))
    missing = f"the subnet of {vpc.label} that it comes from"
    needs = f"it comes from {_or(reached)}" if reached else f"{found[0][0].label} lets it on"
    return Trace(
        flow=flow,
        verdict="unknown",
        reason="DEPENDS_ON_SUBNET",
        explanation=f"it hangs on the subnet of {vpc.label}: {said}",
        missing=(missing,),
        conditions=(Condition(way="forward", step=0, id=vpc.id, kind=vpc.kind, needs=needs, missing=missing),),
        notes=tuple(f"from {label}: {answer.explanation}" for answer, label in _fates(found) if answer.explanation),
    )


def _outcome(answer: Trace) -> str:
    verdict = answer.verdict.replace("-", " ")
    return verdict if answer.verdict == "delivered" else f"{verdict} ({answer.reason})"


def _and(labels: list[str]) -> str:
    return _joined(labels, "and")


def _or(labels: list[str]) -> str:
    return _joined(labels, "or")


def _joined(labels: list[str], word: str) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {word} {labels[-1]}"
