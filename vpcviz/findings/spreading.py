"""Runs the rules over a large network in several processes: each runs some rules, and asks ahead what others ask of some VPCs."""

from collections.abc import Callable, Sequence

from vpcviz.findings.context import Context
from vpcviz.findings.report import Finding, NotChecked
from vpcviz.findings.rule import Rule
from vpcviz.findings.ways import Key
from vpcviz.model import resources as r
from vpcviz.workers import in_parts, processes

Ran = tuple[list[Finding], list[NotChecked]]
Run = Callable[[Rule, Context], Ran]
"""A rule run over a network: what it finds, and what it could not judge."""

WORTH = 128
"""VPCs from which on a second process pays: a VPC takes half a millisecond, the process 15."""


def run_all(rules: Sequence[Rule], context: Context, run: Run) -> list[Ran]:
    """What comes of each rule, in their order, as if they ran one after another."""
    found: dict[str, Ran] = {}
    if len(context.vpcs) >= WORTH and context.known is None and processes() > 1:
        _ask_ahead(rules, context, context.vpcs[:1])  # What the look-ups of all need is made once, here.
        for ran, made in in_parts(lambda part: [_work(part, rules, context, run)], _tasks(rules, context.vpcs), worth=0):
            found.update(ran)
            context.ways.take(made)
    return [found[rule.id] if rule.id in found else run(rule, context) for rule in rules]


Task = Rule | r.Vpc


def _tasks(rules: Sequence[Rule], vpcs: Sequence[r.Vpc]) -> list[Task]:
    """The rules that ask nothing ahead, and the VPCs: mixed, so that each half has half of both."""
    alone = [rule for rule in rules if not rule.asks_ahead]
    ends = [len(vpcs) * at // len(alone) for at in range(len(alone) + 1)]
    tasks: list[Task] = []
    for at, rule in enumerate(alone):
        tasks += [rule, *vpcs[ends[at] : ends[at + 1]]]
    return tasks


def _ask_ahead(rules: Sequence[Rule], context: Context, vpcs: Sequence[r.Vpc]) -> None:
    asking = [rule for rule in rules if rule.asks_ahead]
    for vpc in vpcs:
        for rule in asking:
            rule.ask_ahead(context, vpc)


def _work(part: Sequence[Task], rules: Sequence[Rule], context: Context, run: Run) -> tuple[dict[str, Ran], dict[Key, object]]:
    """What comes of the rules of a part, and what was asked ahead of its VPCs."""
    ran: dict[str, Ran] = {}
    for task in part:
        if isinstance(task, Rule):
            ran[task.id] = run(task, context)
    _ask_ahead(rules, context, [task for task in part if isinstance(task, r.Vpc)])
    return ran, context.ways.going_out()
