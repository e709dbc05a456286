"""What a change does: asks both networks for the flows that it can touch, and for what they cost and what is wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from vpcviz.changes import Changes
from vpcviz.cost import Prices, load_prices, price_network, total
from vpcviz.errors import UsageError
from vpcviz.findings import check
from vpcviz.findings.context import Context
from vpcviz.findings.engine import Exemption
from vpcviz.findings.report import Finding
from vpcviz.findings.ways import Known
from vpcviz.impact.asking import MOST_FLOWS, planned
from vpcviz.impact.compared_ends import ComparedEnd, ends_of
from vpcviz.impact.effects import EFFECTS, Asked, CostChange, FlowChange, Impact
from vpcviz.impact.internet import with_parts
from vpcviz.impact.rerouted import Rerouted, rerouted
from vpcviz.impact.through import Through
from vpcviz.impact.touch import EVERYTHING, Leaving, Touching, leaving
from vpcviz.impact.verdicts import effects_of, sides
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import GATEWAY_SERVICES, service_code
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.flow_ends import FlowEnd
from vpcviz.traffic.tracing.tracer import Tracer


class Side:
    """One of the two networks, with the ends of flows read once."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.tracer = Tracer(network, advice=False)  # What would help a flow is not asked here.
        self._sources: dict[str, FlowEnd | None] = {}
        self._targets: dict[tuple[str, str], FlowEnd | None] = {}

    def trace(self, flow: Flow) -> Trace | None:
        """The trace of a flow between ids; None where an end of it is not there, or has no address."""
        if flow.source not in self._sources:
            self._sources[flow.source] = self._read(lambda: self.tracer.places.source(flow.source))
        source = self._sources[flow.source]
        if source is None:
            return None
        key = (flow.target, source.region)
        if key not in self._targets:
            self._targets[key] = self._read(lambda: self.tracer.places.target(flow.target, source))
        target = self._targets[key]
        return None if target is None else self.tracer.between(flow, source, target)

    @staticmethod
    def _read(read: Callable[[], FlowEnd]) -> FlowEnd | None:
        try:
            return read()
        except UsageError:
            return None


class Assessment:
    """A change under examination; `assumed` says by id what is taken for granted of a thing that the sources do not hold."""

    def __init__(
        self,
        old: Network,
        new: Network,
        changes: Changes,
        prices: Prices | None = None,
        assumed: Mapping[str, str] | None = None,
    ) -> None:
        self.changes = changes
        self.old, self.new = Side(old), Side(new)
        self.prices = prices or load_prices()
        self.assumed = assumed or {}
        self._leave: Leaving | None = None
        """What the change touches of what leaves the network; None where that is not known, or may be all."""
        self.formers = {value: key for key, value in changes.pairs.items()}

    @cached_property
    def _rerouted(self) -> Rerouted | None:
        """Both networks where they differ in routes alone: little of the second is to be asked then."""
        return rerouted(self.old.tracer.index, self.new.tracer.index)

    # --- flows ------------------------------------------------------------------------------------------------------------

    def touched(self, most: int = MOST_FLOWS, *, everything: bool = False) -> tuple[list[FlowChange], Asked]:
        """The flows that change, of those that the change can touch (of all, with `everything`)."""
        pairs = self.changes.pairs
        indexes = self.old.tracer.index, self.new.tracer.index
        ends = with_parts(ends_of(*indexes, pairs, rerouted=self._rerouted is not None), *indexes)
        touches = [EVERYTHING] if everything else Touching(ends, Through(*indexes, pairs)).touches(self.changes.changes)
        self._leave = leaving(ends, touches)
        plan = planned(ends, touches, most)
        found = []
        for question in plan.questions:
            source, target = ends[question.source], ends[question.target]
            if not _is_both(source, target) and source.sort != "internet":
                continue
            other = question.source == question.target
            flows = tuple(self._flow(source, target, question.ask, side, second=other) for side in (0, 1))
            named = (source.shown.label, target.shown.label)
            made = self._compared(flows, named, question.stands_for, from_internet=source.sort == "internet")
            if made is not None and made.effects:
                found.append(made)
        standing = sum(one.stands_for for one in plan.questions)
        return sorted(found, key=_order), Asked(asked=len(plan.questions), stands_for=standing, left=plan.left)

    @staticmethod
    def _flow(source: ComparedEnd, target: ComparedEnd, ask: tuple[str, int], side: int, *, second: bool) -> Flow | None:
        ends = (source.old, target.old) if side == 0 else (source.new, target.new)
        if ends[0] is None or ends[1] is None:
            return None
        there = target.second[side] if second else ends[1].id
        protocol, port = ask
        return Flow(source=ends[0].id, target=there, protocol=protocol, port=port)  # type: ignore[arg-type]

    def _compared(
        self, flows: Sequence[Flow | None], named: tuple[str, str], stands_for: int, *, from_internet: bool
    ) -> FlowChange | None:
        shared = self._rerouted if flows[0] == flows[1] else None
        if shared is not None:
            shared.begin()
        before = None if flows[0] is None else self.old.trace(flows[0])
        if shared is not None and shared.is_same():
            return None
        after = None if flows[1] is None else self.new.trace(flows[1])
        if before is None and after is None:
            return None
        if before is not None and after is not None and _alike(before, after):
            return None
        return self._made(flows, (before, after), named, stands_for, from_internet=from_internet)

    def _made(
        self,
        flows: Sequence[Flow | None],
        traces: tuple[Trace | None, Trace | None],
        named: tuple[str, str],
        stands_for: int,
        *,
        from_internet: bool,
        name: str = "",
    ) -> FlowChange:
        before, after = sides(self.old.network, self.new.network, traces, self.changes.pairs, self.prices, self.assumed)
        return FlowChange(
            flow=flows[1] or flows[0] or Flow(source="", target=""),
            source=named[0],
            target=named[1],
            name=name,
            stands_for=stands_for,
            effects=effects_of(before, after, from_internet=from_internet),
            before=before,
            after=after,
        )

    def asked(self, flows: Sequence[tuple[str, Flow]]) -> list[FlowChange]:
        """These flows, each with its name ("" for none), whether they change or not. Raises UsageError where an end means nothing
        on either side."""
        return [self._one(name, flow) for name, flow in flows]

    def _one(self, name: str, flow: Flow) -> FlowChange:
        traces: list[Trace | None] = []
        problem: UsageError | None = None
        for side in (self.old, self.new):
            try:
                traces.append(side.tracer.trace(flow))
            except UsageError as error:
                problem = error
                traces.append(None)
        if traces == [None, None] and problem is not None:
            raise problem
        internet = self._is_internet(flow.source)
        both = (flow, flow)
        return self._made(both, (traces[0], traces[1]), (flow.source, flow.target), 1, from_internet=internet, name=name)

    def _is_internet(self, text: str) -> bool:
        for side in (self.new, self.old):
            try:
                place = side.tracer.places.source(text)
            except UsageError:
                continue
            return place.internet
        return False

    # --- the rest ---------------------------------------------------------------------------------------------------------

    def cost(self) -> CostChange:
        """The standing cost of both networks."""
        before = total(price_network(self.old.network, self.prices), self.prices.as_of)
        if self._rerouted is not None:
            return CostChange(before=before, after=before)  # Routes of VPC route tables cost nothing, and nothing by them.
        return CostChange(before=before, after=total(price_network(self.new.network, self.prices), self.prices.as_of))

    def findings(self, ignores: Sequence[Exemption] = ()) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The findings that only the new network has, and those that only the old one has."""
        old = Context(self.old.network, self.prices)
        known = Known(old.ways, self._leaves_alike, self._sends_alike, self._goes_out_alike)
        new_context = Context(self.new.network, self.prices, known)
        before, after = (check(context.network, self.prices, ignores, context).findings for context in (old, new_context))
        pairs = self.changes.pairs
        had = {(one.rule, frozenset(pairs.get(key, key) for key in one.resources)) for one in before}
        has = {(one.rule, frozenset(one.resources)) for one in after}
        new = tuple(one for one in after if (one.rule, frozenset(one.resources)) not in had)
        gone = tuple(one for one in before if (one.rule, frozenset(pairs.get(key, key) for key in one.resources)) not in has)
        return new, gone

    def _sends_alike(self, vpc: str) -> bool:
        """Whether no route of a VPC differs, nor anything else of the networks than routes."""
        return self._rerouted is not None and vpc not in self._rerouted.vpcs

    def _goes_out_alike(self, vpc: str) -> bool:
        """Whether the change touches nothing that goes from a VPC to the internet or to services that have gateway endpoints."""
        return self._leave is not None and vpc not in self._leave.vpcs and not self._touches_gateway_services

    @cached_property
    def _touches_gateway_services(self) -> bool:
        touched = self._leave.services if self._leave is not None else frozenset()
        networks = self.old.network, self.new.network
        codes = {service_code(endpoint.service) for network in networks for endpoint in network.gateway_endpoints}
        named = (name for network in networks for name, one in network.all_services.items() if one.id in touched)
        return any(service_code(name) in {*GATEWAY_SERVICES, *codes} for name in named)

    def _leaves_alike(self, subnet: str, target: str) -> bool:
        """Whether the change touches nothing that goes from a subnet to a target outside of the network."""
        found = self.new.network.get(subnet, r.Subnet)
        if self._leave is None or found is None or found.vpc in self._leave.vpcs:
            return False
        services = (network.all_services.get(target) for network in (self.old.network, self.new.network))
        return not any(one is not None and one.id in self._leave.services for one in services)

    def impact(self, flows: Sequence[FlowChange], asked: Asked | None, ignores: Sequence[Exemption] = ()) -> Impact:
        """All of it, with the flows that were asked for."""
        new, gone = self.findings(ignores)
        return Impact(changes=self.changes, flows=tuple(flows), asked=asked, cost=self.cost(), new_findings=new, gone_findings=gone)


def _is_both(*ends: ComparedEnd) -> bool:
    return all(end.old is not None and end.new is not None for end in ends)


def _alike(before: Trace, after: Trace) -> bool:
    """Whether two traces are one: the verdict and all its steps."""
    return (before.verdict, before.reason, before.forward, before.back, before.dns) == (
        after.verdict,
        after.reason,
        after.forward,
        after.back,
        after.dns,
    )


def _order(flow: FlowChange) -> tuple[int, str, str, str, int]:
    rank = list(EFFECTS).index(flow.effects[0]) if flow.effects else len(EFFECTS)
    return rank, flow.source, flow.target, flow.flow.protocol, flow.flow.port
