"""Runs the rules over a large network in several processes: some ask ahead what rules ask of VPCs; this one runs the others."""

from collections.abc import Callable, Iterable, Sequence

from vpcviz.findings.context import Context
from vpcviz.findings.report import Finding, NotChecked
from vpcviz.findings.rule import Rule
from vpcviz.findings.ways import Key
from vpcviz.model import resources as r
from vpcviz.workers import in_turns, processes

Ran = tuple[list[Finding], list[NotChecked]]
Run = Callable[[Rule, Context], Ran]
"""A rule run over a network: what it finds, and what it could not judge."""

WORTH = 128
"""VPCs from which on a second process pays: a VPC takes half a millisecond, the process 15."""


def run_all(rules: Sequence[Rule], context: Context, run: Run) -> list[Ran]:
    """What comes of each rule, in their order, as if they ran one after another."""
    found: dict[str, Ran] = {}

    def run_alone() -> None:
        found.update((rule.id, run(rule, context)) for rule in rules if not rule.asks_ahead)

    def ask_ahead(vpcs: Iterable[r.Vpc]) -> list[dict[Key, object]]:
        for vpc in vpcs:
            _ask_ahead(rules, context, vpc)
        return [context.ways.going_out()]

    if len(context.vpcs) >= WORTH and context.known is None and processes() > 1:
        _ask_ahead(rules, context, context.vpcs[0])  # What the look-ups of all need is made once, here.
        for made in in_turns(ask_ahead, context.vpcs, run_alone):
            context.ways.take(made)
    return [found[rule.id] if rule.id in found else run(rule, context) for rule in rules]


def _ask_ahead(rules: Sequence[Rule], context: Context, vpc: r.Vpc) -> None:
    for rule in rules:
        if rule.asks_ahead:
            rule.ask_ahead(context, vpc)
