"""The gate of `vpcviz diff --fail-on-change`: which effects of a change make the command exit with 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.changes import Changes
    from vpcviz.impact import Impact

ANY = "any"
"""Whatever differs."""

COST = "cost"
"""A month costs more."""

FINDING = "finding:"
"""A new finding of this severity or a graver one."""


def read_gate(text: str) -> tuple[str, ...]:
    """The words of the gate. Raises UsageError for words that there are not, with the nearest."""
    from vpcviz.findings.report import SEVERITIES
    from vpcviz.impact import EFFECTS
    from vpcviz.spec.problems import nearest_word

    known = [*EFFECTS, *(f"{FINDING}{severity}" for severity in SEVERITIES), COST, ANY]
    words = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in known:
            near = nearest_word(word, known)
            hint = f'; did you mean "{near}"?' if near else ""
            raise UsageError(f"--fail-on-change {word}: expected {', '.join(known[:-1])} or {known[-1]}{hint}")
    if text and not words:
        raise UsageError(f"--fail-on-change is empty; expected {', '.join(known[:-1])} or {known[-1]}")
    return words


def needs_flows(gate: tuple[str, ...]) -> bool:
    """Whether flows have to be asked for to tell."""
    return any(word not in (ANY, COST) and not word.startswith(FINDING) for word in gate)


def trips(gate: tuple[str, ...], changes: Changes, impact: Impact | None) -> bool:
    """Whether the change does what the gate is not to let through."""
    return any(_trips(word, changes, impact) for word in gate)


def _trips(word: str, changes: Changes, impact: Impact | None) -> bool:
    from vpcviz.findings.report import grave

    if word == ANY and changes.changes:
        return True
    if impact is None:
        return False
    if word == COST:
        return impact.cost.usd_per_month > 0
    if word.startswith(FINDING):
        severity = word.removeprefix(FINDING)
        return any(grave(one.severity, severity) for one in impact.new_findings)  # type: ignore[arg-type]
    return bool(impact.of(word)) or (word == ANY and any(flow.effects for flow in impact.flows))
