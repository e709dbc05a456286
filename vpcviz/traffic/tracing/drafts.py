"""A trace in the making: what is known of a flow so far, and the verdict that comes of it."""

from typing import Any

from msgspec import structs

from vpcviz.model.unread import of_a_spec
from vpcviz.traffic.packets.codes import REASONS
from vpcviz.traffic.packets.flows import Condition, Flow, Hop, Part, Trace, Verdict
from vpcviz.traffic.packets.state import Address, End
from vpcviz.traffic.tracing.connection import Connection
from vpcviz.traffic.tracing.way_back import Sender
from vpcviz.traffic.walking.assumptions import Assumption, is_unknown


class TraceDraft:
    """What is known of a flow: the steps of its name's resolution, its addresses, its connection, how it ended.

    `assumed` is what was taken for granted before the connection, for the name's resolution. `spec` says that the network was
    written by hand, so that nothing of it was read or not read.
    """

    def __init__(self, flow: Flow, *, spec: bool = False) -> None:
        self.flow = flow
        self.spec = spec
        self.dns: list[Hop] = []
        self.addresses: tuple[Address, ...] = ()
        self.chosen: Address | None = None
        self.sender: Sender | None = None
        self.connection = Connection()
        self.assumed: list[Assumption] = []
        self.notes: list[str] = []
        self.ended: End | None = None
        self._last: Hop | None = None

    def end(self, end: End, last: list[Hop], hops: list[Hop]) -> None:
        """The flow ends here: `last` is the hop that ends it, if any, and comes after `hops`."""
        hops += last
        self.ended = end.bare()
        self._last = hops[-1] if hops else None

    def trace(self) -> Trace:
        """The trace: unknown where something that was taken for granted decides, else as the flow ended or arrived."""
        return _as_written(self._made()) if self.spec else self._made()

    def _made(self) -> Trace:
        if self.ended is not None and not is_unknown(self.ended):
            return self._trace(self.ended)
        assumed = [*self.assumed, *self.connection.assumed]
        if self.ended is not None:
            assumed.append(Assumption(self.ended, self._last or Hop("", "", "unknown", self.ended.explanation)))
        if assumed:
            return self._trace(assumed[0].end, tuple(assumed))
        return self._delivered()

    def _place(self, hop: Hop) -> tuple[Part, int]:
        """The part and the step of a hop."""
        parts: tuple[tuple[Part, list[Hop]], ...] = (
            ("dns", self.dns),
            ("forward", self.connection.forward),
            ("return", self.connection.back),
        )
        for part, hops in parts:
            for step, one in enumerate(hops, 1):
                if one is hop:
                    return part, step
        return "dns", 0

    def _conditions(self, assumed: tuple[Assumption, ...]) -> tuple[Condition, ...]:
        found: dict[tuple[str, str], Condition] = {}
        for end, hop in assumed:
            part, step = self._place(hop)
            needs = end.needs or _lets_on(end)
            found.setdefault(
                (hop.id, needs), Condition(way=part, step=step, id=hop.id, kind=hop.kind, needs=needs, missing=end.missing)
            )
        return tuple(found.values())

    def _trace(self, end: End, assumed: tuple[Assumption, ...] = ()) -> Trace:
        verdict: Verdict = REASONS[end.code].verdict
        connection = self.connection
        back = self._place(assumed[0].hop)[0] == "return" if assumed else connection.returning
        return self._told(
            verdict=verdict,
            reason=end.code,
            explanation=f"on the way back, {end.explanation}" if back else end.explanation,
            change=end.change,
            edits=end.edits,
            missing=tuple(dict.fromkeys(one.end.missing for one in assumed if one.end.missing)),
            conditions=self._conditions(assumed),
        )

    def _told(self, **verdict: Any) -> Trace:
        """The trace with a verdict: of either the same is told."""
        return Trace(
            flow=self.flow,
            **verdict,
            dns=tuple(self.dns),
            forward=tuple(self.connection.forward),
            back=tuple(self.connection.back),
            source_address=self._source(),
            address=self.chosen.text if self.chosen is not None else "",
            addresses=tuple(one.text for one in self.addresses),
            notes=tuple(dict.fromkeys((*self.connection.notes, *self.notes))),
        )

    def _source(self) -> str:
        return self.sender.address.text if self.sender is not None and self.sender.address is not None else ""

    def _delivered(self) -> Trace:
        connection = self.connection
        verdict: Verdict = "delivered"
        reason, explanation = "DELIVERED", connection.summary
        if connection.asymmetric:
            verdict = "delivered-but-asymmetric"
            reason, why = connection.asymmetric
            explanation = f"{explanation}, but {why}"
        if connection.public_way:
            explanation = f"{explanation}; {connection.public_way}"
        return self._told(
            verdict=verdict,
            reason=reason,
            explanation=explanation,
            change=connection.change,
            edits=connection.edits,
            stays_on_aws_network=not connection.public_way,
        )


def _lets_on(end: End) -> str:
    """What is needed where an end does not say it itself."""
    return "what was not read lets the packet on, and its answer back" + (f": {end.missing}" if end.missing else "")


def _as_written(trace: Trace) -> Trace:
    """The trace of a spec: what is not known of it is not written."""
    return structs.replace(
        trace,
        explanation=of_a_spec(trace.explanation),
        missing=tuple(map(of_a_spec, trace.missing)),
        conditions=tuple(
            structs.replace(one, needs=of_a_spec(one.needs), missing=of_a_spec(one.missing)) for one in trace.conditions
        ),
        dns=tuple(map(_hop_as_written, trace.dns)),
        forward=tuple(map(_hop_as_written, trace.forward)),
        back=tuple(map(_hop_as_written, trace.back)),
        notes=tuple(map(of_a_spec, trace.notes)),
    )


def _hop_as_written(hop: Hop) -> Hop:
    because = of_a_spec(hop.because)
    return hop if because is hop.because else structs.replace(hop, because=because)


def _condition_as_written(condition: Condition) -> Condition:
    return structs.replace(condition, needs=of_a_spec(condition.needs), missing=of_a_spec(condition.missing))
