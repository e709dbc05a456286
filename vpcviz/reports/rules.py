"""The rules of `vpcviz check` as Markdown: the part of docs/findings.md that is made from the classes."""

from vpcviz.findings import RULES
from vpcviz.reports.markdown import escape

BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"
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


def renewed(document: str) -> str:
    """The text of docs/findings.md with the rules as they are now."""
    head, _, rest = document.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{rules_markdown()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    import sys
    from pathlib import Path

    for name in sys.argv[1:]:
        Path(name).write_text(renewed(Path(name).read_text("utf-8")), "utf-8")
