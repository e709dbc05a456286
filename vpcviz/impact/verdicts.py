"""One flow on both sides of a change: what becomes of it, and which step decides on each side."""

from collections.abc import Mapping
from typing import Literal

from vpcviz.cost import Prices, price_way
from vpcviz.impact.effects import Effect, FlowSide, Step
from vpcviz.model import CLASSES, Network
from vpcviz.traffic import Hop, Trace
from vpcviz.traffic.answers.assumptions import taken_for_granted

ABSENT = "absent"
"""The verdict of a flow of which an end is not there."""

_INSPECTING = frozenset(kind.KIND for kind in CLASSES.values() if kind.INSPECTS)
_ENDPOINTS = frozenset(kind.KIND for kind in CLASSES.values() if kind.PART == "endpoint" and kind.GATEWAY and not kind.INSPECTS)

_BESIDE = frozenset({"allow", "route", "deny"})
"""What a filter or table does: the way of a packet is told without them."""

Way = Literal["dns", "forward", "return"]


def effects_of(before: FlowSide, after: FlowSide, *, from_internet: bool) -> tuple[Effect, ...]:
    """What becomes of a flow, the gravest first; nothing where an end of it is new or gone, but for what is newly exposed."""
    found: list[Effect] = []
    was, now = _delivered(before), _delivered(after)
    if from_internet and now and not was:
        return ("newly-exposed",)
    if ABSENT in (before.verdict, after.verdict):
        return ()
    if was and now:
        return tuple(_between_delivered(before, after))
    if was and after.verdict != "unknown":
        found.append("cut-off")
    if after.verdict == "unknown" and before.verdict != "unknown":
        found.append("unknown")
    if now:
        found.append("newly-open")
    return tuple(found)


def _between_delivered(before: FlowSide, after: FlowSide) -> list[Effect]:
    """What becomes of a flow that arrives on both sides."""
    found: list[Effect] = []
    old, new = _kinds(before), _kinds(after)
    if old & _INSPECTING and not new & _INSPECTING:
        found.append("past-inspection")
    if before.stays_on_aws_network and after.stays_on_aws_network is False:
        found.append("leaves-aws")
    if old & _ENDPOINTS and not new & _ENDPOINTS:
        found.append("leaves-endpoint")
    if after.verdict == "delivered-but-asymmetric" and before.verdict != after.verdict:
        found.append("asymmetric")
    if before.usd_per_gb is not None and after.usd_per_gb is not None and after.usd_per_gb > before.usd_per_gb:
        found.append("costlier")
    return found


def _delivered(side: FlowSide) -> bool:
    return side.trace is not None and side.trace.delivered


def _kinds(side: FlowSide) -> set[str]:
    return {hop.kind for hop in side.trace.forward} if side.trace is not None else set()


def sides(
    old: Network,
    new: Network,
    traces: tuple[Trace | None, Trace | None],
    pairs: Mapping[str, str],
    prices: Prices,
    assumed: Mapping[str, str],
) -> tuple[FlowSide, FlowSide]:
    """A flow before and after, each with the step that decides; None stands for a flow that is not there. `assumed` says, by id,
    what is taken for granted of a thing.
    """
    before, after = traces
    here = [_steps(before, pairs), _steps(after, {})]
    decided = [_ends_at(before), _ends_at(after)]
    for at, other in ((0, 1), (1, 0)):
        if traces[at] is not None and decided[at] is None:
            decided[at] = _counterpart(here[at], here[other], decided[other] if not _arrives(traces[other]) else None, pairs)
    return (
        _side(old, before, decided[0], prices, assumed),
        _side(new, after, decided[1], prices, assumed),
    )


_Placed = tuple[Way, Hop, str]
"""A step: its part of the trace, the hop, and its id as the new network has it."""


def _arrives(trace: Trace | None) -> bool:
    return trace is not None and trace.delivered


def _parts(trace: Trace) -> tuple[tuple[Way, tuple[Hop, ...]], ...]:
    return (("dns", trace.dns), ("forward", trace.forward), ("return", trace.back))


def _steps(trace: Trace | None, pairs: Mapping[str, str]) -> list[_Placed]:
    if trace is None:
        return []
    return [(way, hop, pairs.get(hop.id, hop.id)) for way, hops in _parts(trace) for hop in hops]


def _ends_at(trace: Trace | None) -> tuple[Way, Hop] | None:
    """The step at which a flow ends, or the first that an unknown verdict hangs on; None where it is delivered."""
    if trace is None or trace.delivered:
        return None
    parts = dict(_parts(trace))
    if trace.conditions and trace.conditions[0].step:
        way: Way = trace.conditions[0].way
        return way, parts[way][trace.conditions[0].step - 1]
    for way in ("return", "forward", "dns"):
        if parts[way]:
            return way, parts[way][-1]
    return "forward", Hop("", "", "drop", trace.explanation)


def _counterpart(
    own: list[_Placed], others: list[_Placed], decided: tuple[Way, Hop] | None, pairs: Mapping[str, str]
) -> tuple[Way, Hop] | None:
    """Of a delivered flow the step that does otherwise than the one that decides on the other side, else the first that differs."""
    if decided is not None:
        way, hop = decided
        wanted = {pairs.get(hop.id, hop.id), hop.id}
        place = {pairs.get(hop.at, hop.at), hop.at} - {""}
        for one_way, one, identity in own:
            if one_way == way and identity in wanted and one.action in ("allow", "route", "deny", "forward"):
                return one_way, one
        for one_way, one, _ in own:
            if one_way == way and one.at and (pairs.get(one.at, one.at) in place) and one.kind == hop.kind:
                return one_way, one
    if decided is not None:  # What is in the way is gone: what lets the packet in decides now.
        passed = [one for one in own if one[0] == "forward" and one[1].action == "allow"]
        if passed:
            return passed[-1][0], passed[-1][1]
    for mine, theirs in zip(own, others, strict=False):
        if (mine[0], mine[2], mine[1].action) != (theirs[0], theirs[2], theirs[1].action):
            return mine[0], mine[1]
    return (own[-1][0], own[-1][1]) if own else None


def _side(
    network: Network, trace: Trace | None, decided: tuple[Way, Hop] | None, prices: Prices, assumed: Mapping[str, str]
) -> FlowSide:
    if trace is None:
        return FlowSide(verdict=ABSENT, step=Step(because="an end of the flow is not there"))
    cost = price_way(network, trace.forward, prices) if trace.delivered else None
    return FlowSide(
        verdict=trace.verdict,
        reason=trace.reason,
        step=_step(network, trace, decided),
        stays_on_aws_network=trace.stays_on_aws_network,
        usd_per_gb=cost.usd_per_gb if cost is not None and not cost.unknown else None,
        assumptions=taken_for_granted(trace, assumed),
        way=tuple(dict.fromkeys(hop.id for hop in trace.forward if hop.action not in _BESIDE)),
        trace=trace,
    )


def _step(network: Network, trace: Trace, decided: tuple[Way, Hop] | None) -> Step:
    if decided is None:
        return Step(because=trace.explanation)
    way, hop = decided
    found = network.by_id.get(hop.id)
    name = found.name if found is not None else ""
    because = hop.because if trace.delivered else trace.explanation
    return Step(way=way, id=hop.id, kind=hop.kind, name=name, action=hop.action, because=because)
