"""The outcome of expectations as text, JSON and Markdown. Outcomes are taken one after another, and none is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from vpcviz.model import Network
from vpcviz.output import Spooled, spool
from vpcviz.reports.markdown import escape, row_of, table
from vpcviz.reports.tables import prose
from vpcviz.reports.traces import to_json, trace_document, traffic_of, verdict_words
from vpcviz.text import paragraph, terminal
from vpcviz.traffic.answers.assumptions import granted_in
from vpcviz.traffic.answers.expectations import Outcome

if TYPE_CHECKING:
    from vpcviz.cost import Cost


class WrittenOutcome(NamedTuple):
    """One outcome in a report: its text there, whether it is as expected, and what all such flows take for granted."""

    text: str
    passed: bool
    notes: tuple[str, ...] = ()


def outcome_json(network: Network, one: Outcome, cost: Cost | None) -> WrittenOutcome:
    """The outcome of one expectation as JSON, with its whole trace."""
    document = {
        "name": one.expectation.name,
        "line": one.expectation.line,
        "passed": not one.failures,
        "failures": list(one.failures),
        "trace": trace_document(network, one.trace, cost),
    }
    return WrittenOutcome(to_json(document).rstrip().replace("\n", "\n    "), not one.failures)


def outcomes_json(told: Iterable[WrittenOutcome]) -> Spooled:
    """The outcome of expectations as JSON: how many passed and failed, and each."""
    rest, counts = spool(), [0, 0]
    for one in told:
        rest.write(b",\n    " if any(counts) else b"\n    ")
        rest.write(one.text.encode())
        counts[not one.passed] += 1
    rest.write(b"\n  ]\n}\n" if any(counts) else b"]\n}\n")
    return Spooled(f'{{\n  "passed": {counts[0]},\n  "failed": {counts[1]},\n  "expectations": ['.encode(), rest)


def outcome_text(file: str, one: Outcome, wide: bool = False) -> WrittenOutcome:
    """The outcome of one expectation for a terminal: a line, and one for each failure, in 80 columns unless `wide`."""
    expected = terminal(f"{file}:{one.expectation.line}: {_expected(one)}")
    own = paragraph(f"{'FAIL' if one.failures else 'ok  '} {expected}", hanging=5, wide=wide)
    own += [line for failure in one.failures for line in paragraph(terminal(failure), "     ", wide=wide)]
    return WrittenOutcome("\n".join(own), not one.failures, granted_in((one.trace,)))


def outcomes_text(told: Iterable[WrittenOutcome], wide: bool = False) -> str:
    """The outcome of expectations for a terminal."""
    every = list(told)
    passed = sum(one.passed for one in every)
    lines = [*(one.text for one in every), f"{passed} as expected, {len(every) - passed} not"]
    lines += [prose(f"Of some flows {note}.", wide) for note in _notes(every)]
    return "\n".join(lines) + "\n"


def outcome_markdown(file: str, one: Outcome) -> WrittenOutcome:
    """The outcome of one expectation as a row of a table of Markdown."""
    where = f"{file}:{one.expectation.line}"
    row = row_of(("ok" if not one.failures else "FAIL", where, _expected(one), "; ".join(one.failures)))
    return WrittenOutcome(row, not one.failures, granted_in((one.trace,)))


def outcomes_markdown(told: Iterable[WrittenOutcome]) -> str:
    """The outcome of expectations as Markdown."""
    every = list(told)
    lines = [*table(("", "where", "expectation", "otherwise"), ()), *(one.text for one in every)]
    lines += [text for note in _notes(every) for text in ("", escape(f"Of some flows {note}."))]
    return "\n".join(lines) + "\n"


def _notes(told: Iterable[WrittenOutcome]) -> dict[str, None]:
    """What is taken for granted of some flows, each once."""
    return dict.fromkeys(note for one in told for note in one.notes)


def _expected(one: Outcome) -> str:
    flow = one.expectation.flow
    name = f"{one.expectation.name}: " if one.expectation.name else ""
    return f"{name}{flow.source} to {flow.target}, {traffic_of(one.trace)}: {verdict_words(one.trace.verdict)}"
