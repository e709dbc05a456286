"""The rules of `vpcviz check` as Markdown: the part of docs/findings.md that is made from the classes."""

from vpcviz.findings import RULES
from vpcviz.findings.control import Control
from vpcviz.findings.controls import CONTROLS
from vpcviz.findings.rule import Rule
from vpcviz.reports.markdown import escape

BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"
CONTROLS_BEGIN, CONTROLS_END = "<!-- controls: begin -->", "<!-- controls: end -->"
"""docs/findings.md holds `rules_markdown()` between these lines; `python -m vpcviz.reports.rules docs/findings.md` writes it."""


def rules_markdown() -> str:
    """A table of the rules, and a section for each with its reason, remedy and source."""
    lines = ["| rule | severity | what it finds |", "| --- | --- | --- |"]
    lines += [f"| [{rule.id}](#{rule.id}) | {rule.severity} | {escape(rule.title)} |" for rule in RULES.values()]
    for rule in RULES.values():
        lines += ["", f"### {rule.id}", "", f"{escape(rule.title)} ({rule.severity}).", ""]
        lines += [
            f"- Why: {escape(rule.why)}",
            f"- Remedy: {escape(rule.remedy)}",
            f"- Source: [{escape(rule.source)}]({rule.url})",
        ]
        lines += [f"- Needs: {', '.join(f'`{need}`' for need in rule.needs)}"]
    return "\n".join(lines) + "\n"


def controls_markdown() -> str:
    """A table for each topic: what other tools check, and which rules answer it or why none does."""
    lines: list[str] = []
    for topic, controls in CONTROLS.items():
        lines += [f"### {topic}", "", "| what | AWS Config | Security Hub | prowler | vpcviz |", "| --- | --- | --- | --- | --- |"]
        lines += [_row(control) for control in controls]
        lines.append("")
    return "\n".join(lines)


def _row(control: Control) -> str:
    ours = [f"[{rule.id}](#{rule.id})" for rule in answering(control)]
    answer = ", ".join(ours) if ours else "none"
    cells = [
        control.about,
        *(", ".join(f"`{one}`" for one in ids) for ids in (control.config, control.security_hub, control.prowler)),
    ]
    note = f". {control.note}" if control.note else ""
    return f"| {' | '.join(cells)} | {answer}{note} |"


def answering(control: Control) -> list[Rule]:
    """The rules that answer a control."""
    return [rule for rule in RULES.values() if control.ids & set(rule.answers)]


def renewed(document: str) -> str:
    """The text of docs/findings.md with the rules and the controls as they are now."""
    for begin, end, made in ((BEGIN, END, rules_markdown()), (CONTROLS_BEGIN, CONTROLS_END, controls_markdown())):
        head, _, rest = document.partition(begin)
        document = f"{head}{begin}\n\n{made}\n{end}{rest.partition(end)[2]}"
    return document
