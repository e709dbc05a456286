"""The outcome of expectations as text, JSON and Markdown. Outcomes are taken one after another, and none is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from vpcviz.model import Network
from vpcviz.output import Spooled, spool
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.tables import prose
from vpcviz.reports.traces import to_json, trace_document, traffic_of, verdict_words
from vpcviz.text import paragraph, terminal
from vpcviz.traffic import Trace
from vpcviz.traffic.answers.assumptions import granted_in
from vpcviz.traffic.answers.expectations import Outcome

if TYPE_CHECKING:
    from vpcviz.cost import Cost


def outcomes_json(network: Network, outcomes: Iterable[Outcome], cost: Callable[[Trace], Cost | None]) -> Spooled:
    """The outcome of expectations as JSON: how many passed and failed, and each with its whole trace."""
    rest, counts = spool(), [0, 0]
    for one in outcomes:
        document = {
            "name": one.expectation.name,
            "line": one.expectation.line,
            "passed": not one.failures,
            "failures": list(one.failures),
            "trace": trace_document(network, one.trace, cost(one.trace)),
        }
        rest.write(b",\n    " if any(counts) else b"\n    ")
        rest.write(to_json(document).rstrip().replace("\n", "\n    ").encode())
        counts[bool(one.failures)] += 1
    rest.write(b"\n  ]\n}\n" if any(counts) else b"]\n}\n")
    return Spooled(f'{{\n  "passed": {counts[0]},\n  "failed": {counts[1]},\n  "expectations": ['.encode(), rest)


def outcomes_text(file: str, outcomes: Iterable[Outcome], wide: bool = False) -> str:
    """The outcome of expectations for a terminal, a line for each, and one for each failure, in 80 columns unless `wide`."""
    lines: list[str] = []
    notes: dict[str, None] = {}
    counts = [0, 0]
    for one in outcomes:
        expected = terminal(f"{file}:{one.expectation.line}: {_expected(one)}")
        own = paragraph(f"{'FAIL' if one.failures else 'ok  '} {expected}", hanging=5, wide=wide)
        own += [line for failure in one.failures for line in paragraph(terminal(failure), "     ", wide=wide)]
        lines.append("\n".join(own))
        notes |= dict.fromkeys(granted_in((one.trace,)))
        counts[bool(one.failures)] += 1
    lines.append(f"{counts[0]} as expected, {counts[1]} not")
    lines += [prose(f"Of some flows {note}.", wide) for note in notes]
    return "\n".join(lines) + "\n"


def outcomes_markdown(file: str, outcomes: Iterable[Outcome]) -> str:
    """The outcome of expectations as Markdown."""
    rows: list[list[str]] = []
    notes: dict[str, None] = {}
    for one in outcomes:
        passed, where = "ok" if not one.failures else "FAIL", f"{file}:{one.expectation.line}"
        rows.append([passed, where, _expected(one), "; ".join(one.failures)])
        notes |= dict.fromkeys(granted_in((one.trace,)))
    lines = table(("", "where", "expectation", "otherwise"), rows)
    lines += [text for note in notes for text in ("", escape(f"Of some flows {note}."))]
    return "\n".join(lines) + "\n"


def _expected(one: Outcome) -> str:
    flow = one.expectation.flow
    name = f"{one.expectation.name}: " if one.expectation.name else ""
    return f"{name}{flow.source} to {flow.target}, {traffic_of(one.trace)}: {verdict_words(one.trace.verdict)}"
