"""What `draw` and `build` ask of a network for a format that shows answers beside the picture: ways, findings, costs, pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.commands.configuration import Configuration
    from vpcviz.cost import Prices
    from vpcviz.model import Network
    from vpcviz.render.answers import Answers
    from vpcviz.traffic import Flow, Trace

Words = tuple[str, str, str]
"""FROM, TO and PORT."""

ANSWERING = "html"
"""The format that shows answers."""


class Asked(Struct, frozen=True):
    """What is asked: the flows to trace, whether for findings and costs, what leads to a thing's page (see `--link`), and whether
    for what a plan says of things, as it stands there."""

    traces: tuple[Words, ...] = ()
    findings: bool = False
    cost: bool = False
    link: str = ""
    attributes: bool = False


def check_asked(asked: Asked, formats: Sequence[str], *, redact: bool) -> bool:
    """Whether any of the formats shows answers. Raises UsageError where what is asked needs one, for what `redact` cannot hide, and
    for a port that is none."""
    shows = ANSWERING in formats
    for given, option, instead in (
        (asked.traces, "--trace", "; for others there is `vpcviz trace -o`"),
        (asked.cost, "--cost", "; for others there is `vpcviz cost`"),
        (asked.attributes, "--attributes", ""),
    ):
        if given and not shows:
            raise UsageError(f"{option} is for a picture that shows answers: expected -o FILE.html{instead}")
    if asked.attributes and redact:
        raise UsageError("--attributes and --redact: what a plan says has no stand-ins; leave one of them out")
    for words in asked.traces:
        flow_of(words)
    return shows


def flow_of(words: Sequence[str]) -> Flow:
    """The flow that FROM, TO and PORT mean. Raises UsageError where PORT is none, or a word is missing."""
    from vpcviz.traffic import Flow

    if len(words) != 3:
        raise UsageError(f"--trace {' '.join(words)}: expected FROM TO PORT")
    source, target, text = words
    port, _, protocol = text.partition("/")
    if text in ("icmp", "icmpv6"):
        return Flow(source=source, target=target, protocol=text)  # type: ignore[arg-type]
    if not (port.isascii() and port.isdigit() and int(port) <= 65535) or protocol not in ("", "tcp", "udp"):
        raise UsageError(f"--trace {source} {target} {text}: {text} is no port; expected 443, 53/udp, icmp or icmpv6")
    return Flow(source=source, target=target, protocol=protocol or "tcp", port=int(port))  # type: ignore[arg-type]


class Answering:
    """Answers about a network, `whole` as it was read. Where what is drawn of it is redacted, `stand_ins` has what things are
    called there, by id, and the whole is asked as it is with stand-ins: things have the same ones in a part of it.
    """

    def __init__(
        self,
        whole: Network,
        asked: Asked,
        configuration: Configuration,
        stand_ins: Mapping[str, str] | None = None,
        granted: Mapping[str, str] | None = None,
        attributes: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.whole = whole
        self.hides = stand_ins is not None
        self.asked = asked
        self.attributes = attributes or {}
        self.prices = configuration.prices
        self.ignores = configuration.ignores
        told = granted or {}
        self.granted = told if stand_ins is None else {stand_ins[key]: words for key, words in told.items() if key in stand_ins}
        self.flows = [flow_of(words if stand_ins is None else _hidden(whole, words, stand_ins)) for words in asked.traces]

    def about(self, shown: Network) -> Answers:
        """The answers for a picture of the network `shown`, (part of) what is drawn. Raises UsageError for a way whose ends
        mean nothing."""
        from vpcviz.commands.linking import addresses
        from vpcviz.render.answers import Answers

        return Answers(
            traces=self._traces,
            findings=self._findings(shown) if self.asked.findings else None,
            costs=_costs(shown, self.prices) if self.asked.cost else None,
            addresses=addresses(shown, self.asked.link) if self.asked.link else {},
            attributes={ident: told for ident, told in self.attributes.items() if ident in shown.by_id},
        )

    @cached_property
    def network(self) -> Network:
        """The network that is asked."""
        if not self.hides:
            return self.whole
        from vpcviz.redaction import redacted

        return redacted(self.whole)

    @cached_property
    def _traces(self) -> list[dict[str, Any]]:
        return [_traced(self.network, flow, self.granted) for flow in self.flows]

    def _findings(self, shown: Network) -> dict[str, Any]:
        """The report of `check` over the whole network, less the findings about things that are not shown."""
        report = dict(self._report)
        for name in ("findings", "ignored"):
            report[name] = [one for one in report[name] if set(one["resources"]) & shown.by_id.keys()]
        return report

    @cached_property
    def _report(self) -> dict[str, Any]:
        from vpcviz.cost import load_prices
        from vpcviz.findings import check
        from vpcviz.reports.findings import findings_json

        prices = load_prices(self.prices)
        found = check(self.network, prices, () if self.hides else self.ignores)
        report: dict[str, Any] = json.loads(findings_json(self.network, found))
        if self.hides and self.ignores:
            ignored = self._ignored(prices)
            report["findings"] = [one for one in report["findings"] if (one["rule"], *sorted(one["resources"])) not in ignored]
        return report

    def _ignored(self, prices: Prices) -> set[tuple[str, ...]]:
        """The findings that are ignored, as the redacted network has them: their rule and what they are about. Why is not told."""
        from vpcviz.findings import check
        from vpcviz.redaction import stand_ins

        hidden = stand_ins(self.whole)
        ignored = check(self.whole, prices, self.ignores).ignored
        return {(one.finding.rule, *sorted(hidden.get(ident, ident) for ident in one.finding.resources)) for one in ignored}


def shows_answers(outputs: Sequence[str]) -> bool:
    """Whether any of the outputs shows answers."""
    from vpcviz.commands.output_formats import format_of

    return any(format_of(output, "").name == ANSWERING for output in outputs)


def answers_of(network: Network, trace: Trace, link: str) -> Answers:
    """The one answer that a traced picture shows."""
    from vpcviz.commands.linking import addresses
    from vpcviz.render.answers import Answers

    return Answers(traces=[_document(network, trace)], addresses=addresses(network, link) if link else {})


def _traced(network: Network, flow: Flow, granted: Mapping[str, str]) -> dict[str, Any]:
    from vpcviz.traffic.answers.assumptions import noted
    from vpcviz.traffic.tracing.tracer import Tracer

    return _document(network, noted(Tracer(network).trace(flow), granted))


def _document(network: Network, trace: Trace) -> dict[str, Any]:
    from vpcviz.commands.trace_reports import price
    from vpcviz.reports.traces import trace_document

    return trace_document(network, trace, price(network, trace))


def _costs(shown: Network, prices: str) -> dict[str, Any]:
    from vpcviz.cost import load_prices, price_network, total
    from vpcviz.reports.costs import cost_json

    used = load_prices(prices)
    cost = total(price_network(shown, used), used.as_of)
    report: dict[str, Any] = json.loads(cost_json(shown, cost, (), 0, priced=used.regions))
    return report


def _hidden(whole: Network, words: Words, stand_ins: Mapping[str, str]) -> Words:
    """FROM, TO and PORT with stand-ins. Raises UsageError for a word that might tell what the picture hides."""
    from vpcviz.commands.hiding import stand_in

    source, target, port = words
    return stand_in((whole,), source, stand_ins, "--trace"), stand_in((whole,), target, stand_ins, "--trace"), port
