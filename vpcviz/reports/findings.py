"""Findings as text, JSON and Markdown. Names in them may be hostile: each format escapes them its own way."""

import json
from collections import Counter
from itertools import groupby
from textwrap import fill

from msgspec import to_builtins

from vpcviz.findings import RULES, SEVERITIES, Report
from vpcviz.model import Network
from vpcviz.model.unread import unread_sentence
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.unchecked import counted, hint, reasons
from vpcviz.text import clean, message, paragraph, terminal

MOST_FACTS = 6
"""So many facts that are not known are told in the short list of what was not checked; more are counted."""


def findings_json(network: Network, report: Report) -> str:
    """The report as a JSON document: `findings`, `not_checked`, `ignored`, `unused_ignores`, `passed` and a `summary`."""
    document = {
        "title": network.title,
        "summary": _counts(report),
        "findings": to_builtins(list(report.findings)),
        "not_checked": to_builtins(list(report.not_checked)),
        "ignored": [{**to_builtins(one.finding), "reason": one.reason} for one in report.ignored],
        "unused_ignores": [{"rule": rule, "resource": resource, "reason": reason} for rule, resource, reason in report.unused],
        "passed": list(report.passed),
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def findings_text(network: Network, report: Report, wide: bool = False) -> str:
    """The report for a terminal: the findings rule by rule with the remedy, then what was not checked, ignored and passed.

    In 80 columns, and with what was not checked summed up, unless `wide`.
    """
    lines: list[str] = []
    for (severity, _), group in groupby(report.findings, key=lambda finding: (finding.severity, finding.rule)):
        findings = list(group)
        first = findings[0]
        lines += paragraph(f"{severity}: {first.title} [{first.rule}]", hanging=2, wide=wide)
        for finding in findings:
            lines += paragraph(f"- {message(finding.message)}", "  ", hanging=2, wide=wide)
        lines += paragraph(f"Remedy: {first.remedy}", "  ", hanging=2, wide=wide)
        lines += [*paragraph(f"See: {first.source}", "  ", hanging=2, wide=wide), f"    {first.url}", ""]
    if report.not_checked:
        lines += [*(_not_checked(report) if wide else _not_checked_briefly(network, report)), ""]
    if report.ignored:
        lines.append("Ignored, as the configuration says:")
        lines += [f"  {one.finding.rule} of {terminal(one.finding.subject)}: {terminal(one.reason)}" for one in report.ignored]
        lines.append("")
    if report.unused:
        lines.append("Entries of the ignore list that fit no finding:")
        lines += [
            f"  {rule}{f' of {terminal(resource)}' if resource else ''}: {terminal(reason)}"
            for rule, resource, reason in report.unused
        ]
        lines.append("")
    return "\n".join([*lines, *paragraph(_summary(report), wide=wide)]) + "\n"


def findings_markdown(network: Network, report: Report) -> str:
    """The report as Markdown, with a table for each part."""
    lines = [f"# Findings{f': {escape(network.title)}' if network.title else ''}", "", escape(_summary(report))]
    if report.findings:
        rows = [[one.severity, one.rule, one.subject, one.message, one.remedy, one.source] for one in report.findings]
        lines += ["", *table(("severity", "rule", "resource", "what", "remedy", "source"), rows)]
    if report.not_checked:
        rows = [[one.headline, ", ".join(one.calls), one.rule_names] for one in reasons(report.not_checked)]
        lines += ["", "## Not checked", "", *table(("because", "calls", "rules"), rows)]
        lines += ["", hint(report.not_checked)] if hint(report.not_checked) else []
    if report.ignored:
        rows = [[one.finding.rule, one.finding.subject, one.reason] for one in report.ignored]
        lines += ["", "## Ignored", "", *table(("rule", "resource", "reason"), rows)]
    if report.unused:
        lines += [
            "",
            "## Entries of the ignore list that fit no finding",
            "",
            *table(("rule", "resource", "reason"), report.unused),
        ]
    return "\n".join(lines) + "\n"


def _not_checked(report: Report) -> list[str]:
    """What was not checked, by reason: a line that counts, then the calls and the rules by name."""
    found = reasons(report.not_checked)
    which = " (--format json tells which rule lacks which call)" if any(reason.calls for reason in found) else ""
    lines = [f"Not checked, because something is not known{which}:"]
    for reason in found:
        lines.append(f"  - {clean(reason.headline)}")
        lines += _wrapped("calls: ", ", ".join(clean(call) for call in reason.calls)) if reason.calls else []
        lines += _wrapped(f"{counted(len(reason.rules), 'rule')}: ", reason.rule_names)
    return [*lines, *([f"  {hint(report.not_checked)}"] if hint(report.not_checked) else [])]


def _not_checked_briefly(network: Network, report: Report) -> list[str]:
    """What was not checked, in a few lines: the calls by what they would tell, and the facts that are not known."""
    found = reasons(report.not_checked)
    lines = ["Not checked (--wide names the rules, --format json all):"]
    unread = unread_sentence(network.gaps)
    if any(reason.calls for reason in found):
        rules = counted(len({one.rule for one in report.not_checked if one.call}), "rule")
        because = unread or "calls were not answered"
        lines += paragraph(f"- {rules}, because {because}: `vpcviz gaps` lists them", "  ", hanging=2)
    facts = [reason for reason in found if not reason.calls]
    for reason in facts[:MOST_FACTS]:
        times = f" ({len(reason.where)} times)" if len(reason.where) > 1 else ""
        lines += paragraph(f"- {', '.join(reason.rules)}: {clean(reason.because)}{times}", "  ", hanging=2)
    if len(facts) > MOST_FACTS:
        lines.append(f"  - {counted(len(facts) - MOST_FACTS, 'more reason')}")
    return lines


def _wrapped(head: str, words: str) -> list[str]:
    return fill(words, 110, initial_indent=f"    {head}", subsequent_indent=" " * 6, break_on_hyphens=False).splitlines()


def _counts(report: Report) -> dict[str, int]:
    counted = Counter(finding.severity for finding in report.findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def _summary(report: Report) -> str:
    counts = ", ".join(
        f"{count} {severity}{'s' if count != 1 and severity != 'info' else ''}" for severity, count in _counts(report).items()
    )
    rules = len({one.rule for one in report.not_checked})
    open_questions = f"; {rules} of {len(RULES)} rules could not look at everything" if rules else ""
    ignored = f"; {len(report.ignored)} ignored" if report.ignored else ""
    return f"{counts}; {len(report.passed)} of {len(RULES)} rules passed{open_questions}{ignored}"
