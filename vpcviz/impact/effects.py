"""What a change does, as frozen values: flows that change, what it costs apart, findings that come and go."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from vpcviz.changes import Changes
from vpcviz.cost import Cost
from vpcviz.findings.report import Finding
from vpcviz.traffic import Flow, Trace

Effect = Literal[
    "newly-exposed",
    "cut-off",
    "past-inspection",
    "leaves-aws",
    "leaves-endpoint",
    "asymmetric",
    "unknown",
    "newly-open",
    "costlier",
]
"""What becomes of a flow, a closed set; EFFECTS says what each means."""

EFFECTS: Mapping[Effect, str] = {
    "newly-exposed": "Newly open to the internet",
    "cut-off": "Newly cut off",
    "past-inspection": "Newly past an inspection",
    "leaves-aws": "Newly leaving AWS's network",
    "leaves-endpoint": "Newly past a VPC endpoint",
    "asymmetric": "Newly asymmetric",
    "unknown": "No longer known",
    "newly-open": "Newly open",
    "costlier": "Dearer for each GB",
}
"""All effects, the gravest first, with what people call them."""


class Step(Struct, frozen=True, kw_only=True):
    """The step of a trace that decides: the resource `id` of this `kind` at the way `way` and what it does, and why. All empty but
    `because` where an end of the flow is not there.
    """

    way: Literal["dns", "forward", "return", ""] = ""
    id: str = ""
    kind: str = ""
    name: str = ""
    action: str = ""
    because: str


class FlowSide(Struct, frozen=True, kw_only=True):
    """A flow on one side of the change. `verdict` is `absent` where an end of it is not there; `assumptions` are what is taken for
    granted of what the source does not hold; `way` the ids of what the packet passes, filters and tables left out. `usd_per_gb` is
    None where nothing is delivered or a price is not known.
    """

    verdict: str
    reason: str = ""
    step: Step
    stays_on_aws_network: bool | None = None
    usd_per_gb: float | None = None
    assumptions: tuple[str, ...] = ()
    way: tuple[str, ...] = ()
    trace: Trace | None = None


class FlowChange(Struct, frozen=True, kw_only=True):
    """A flow, before and after. `effects` is empty where nothing changes. It stands for `stands_for` flows whose ends are of the
    same subnets, groups, ports and addresses' places; `source` and `target` are what people call its ends.
    """

    flow: Flow
    source: str
    target: str
    name: str = ""
    stands_for: int = 1
    effects: tuple[Effect, ...] = ()
    before: FlowSide
    after: FlowSide


class Asked(Struct, frozen=True, kw_only=True):
    """What was asked: `asked` flows that stand for `stands_for`; `left` more that the change can touch were not, as they are too
    many.
    """

    asked: int = 0
    stands_for: int = 0
    left: int = 0


class CostChange(Struct, frozen=True, kw_only=True):
    """The standing cost before and after, and apart: USD a month."""

    before: Cost
    after: Cost

    @property
    def usd_per_month(self) -> float:
        """How much more it is a month."""
        return round(self.after.usd_per_month - self.before.usd_per_month, 6)


class Impact(Struct, frozen=True, kw_only=True):
    """All that a change does: `flows` are those that change, and all that were asked for one by one."""

    changes: Changes
    flows: tuple[FlowChange, ...] = ()
    asked: Asked | None = None
    cost: CostChange
    new_findings: tuple[Finding, ...] = ()
    gone_findings: tuple[Finding, ...] = ()

    def of(self, effect: str) -> tuple[FlowChange, ...]:
        """The flows that this becomes of."""
        return tuple(flow for flow in self.flows if effect in flow.effects)
