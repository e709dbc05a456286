"""What a change does as text, JSON and Markdown: flows first, then cost and findings; each escapes hostile names its own way."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from vpcviz.findings.report import Finding
from vpcviz.impact import EFFECTS, FlowChange, Impact
from vpcviz.impact.effects import Effect, FlowSide, Step
from vpcviz.model import Network
from vpcviz.reports.costs import money, price
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.unevaluated import policy_words
from vpcviz.text import clean, paragraph, terminal

MOST_ALIKE = 6
"""So many flows that change for the same reason are named beside the first; more are counted."""

MOST_TOLD = 40
"""So many groups of flows, and findings, are told in a pull request; more are counted."""

Group = tuple[Effect | None, list[FlowChange]]


def address_in(networks: Sequence[Network]) -> Callable[[str], str]:
    """Where the code declares a thing of the networks, by its id: the last of them that knows it tells; "" for none."""

    def address(identity: str) -> str:
        for network in reversed(networks):
            found = network.by_id.get(identity)
            if found is not None and not found.address:
                found = network.by_id.get(network.owner_of.get(identity, ""))
            if found is not None and found.address:
                return found.address
        return ""

    return address


# --- in words -------------------------------------------------------------------------------------------------------------


def headline(impact: Impact) -> str:
    """All of it in one line: `1 flow newly open to the internet, 4 newly cut off; +3.65 USD a month; 1 new finding`."""
    parts = []
    if impact.asked is not None or impact.flows:
        counts = [(effect, len(impact.of(effect))) for effect in EFFECTS]
        found = [f"{count} {EFFECTS[effect][:1].lower()}{EFFECTS[effect][1:]}" for effect, count in counts if count]
        parts.append(f"flows: {', '.join(found)}" if found else "no flow changes")
    parts.append(_apart(impact))
    for sort, findings in (("new", impact.new_findings), ("gone", impact.gone_findings)):
        if findings:
            parts.append(f"{len(findings)} finding{'s' if len(findings) > 1 else ''} {sort}")
    return "; ".join(parts)


def _apart(impact: Impact) -> str:
    """How much more or less it costs a month."""
    least = "at least " if impact.cost.before.unknown or impact.cost.after.unknown else ""
    usd = impact.cost.usd_per_month
    sign = "+" if usd > 0 else "−" if usd < 0 else "±"
    return f"{sign}{least}{money(abs(usd))} USD a month"


def asked_words(impact: Impact) -> str:
    """How many flows were asked for, and how many were not; "" where none was."""
    asked = impact.asked
    if asked is None:
        return ""
    if not asked.asked:
        return f"The change touches no flow.{policy_words(impact)}"
    alike = f", which stand for {asked.stands_for}" if asked.stands_for > asked.asked else ""
    were = "flows that the change can touch were" if asked.asked > 1 else "flow that the change can touch was"
    words = f"{asked.asked} {were} asked for{alike}"
    if asked.left:
        return f"{words}; at least {asked.left} more were not (--most-flows asks for more).{policy_words(impact)}"
    return f"{words}: all of them. The others fare as before.{policy_words(impact)}"


def side_words(side: FlowSide) -> str:
    """A flow on one side: its verdict and the step that decides."""
    verdict = side.verdict.replace("-", " ")
    if side.verdict == "absent":
        return "not there"
    at = f" at {step_words(side.step)}" if side.step.id else ""
    because = f": {clean(side.step.because)}" if side.step.because else ""
    taken = f" (taken for granted: {'; '.join(side.assumptions)})" if side.assumptions else ""
    return f"{verdict}{at}{because}{taken}"


def step_words(step: Step) -> str:
    """What a step is at: its kind, name and id."""
    called = f"{step.name} ({step.id})" if step.name and step.name != step.id else step.id
    return f"{step.kind} {called}" if step.kind not in ("", step.id) else called


def flow_words(flow: FlowChange) -> str:
    """A flow: `web-1 → S3, tcp 443`."""
    port = f" {flow.flow.port}" if flow.flow.protocol in ("tcp", "udp") else ""
    alike = f" (and {flow.stands_for - 1} alike)" if flow.stands_for > 1 else ""
    named = f"{clean(flow.name)}: " if flow.name else ""
    return f"{named}{clean(flow.source)} → {clean(flow.target)}, {flow.flow.protocol}{port}{alike}"


def grouped(flows: Sequence[FlowChange]) -> list[Group]:
    """Flows by what becomes of them; those of one effect that the same steps decide are together."""
    found: list[Group] = []
    ranks: dict[Effect | None, int] = {effect: at for at, effect in enumerate(EFFECTS)}

    def key(flow: FlowChange) -> tuple[int, str, str, str, str]:
        effect = flow.effects[0] if flow.effects else None
        apart = "" if effect else f"{flow.source} {flow.target} {flow.flow.protocol} {flow.flow.port}"
        return (
            ranks.get(effect, len(ranks)),
            flow.before.step.id,
            flow.after.step.id,
            f"{flow.before.verdict} {flow.after.verdict}",
            apart,
        )

    for _, members in groupby(sorted(flows, key=key), key=key):
        listed = list(members)
        found.append((listed[0].effects[0] if listed[0].effects else None, listed))
    return found


def _more(flows: Sequence[FlowChange]) -> str:
    """The flows of a group beside the first, in words."""
    named = [flow_words(flow) for flow in flows[1 : 1 + MOST_ALIKE]]
    left = len(flows) - 1 - len(named)
    return "; ".join([*named, *([f"and {left} more"] if left > 0 else [])])


def _dearer(flow: FlowChange) -> str:
    """What a GB costs on each side, where that differs."""
    before, after = flow.before.usd_per_gb, flow.after.usd_per_gb
    if before == after or before is None or after is None:
        return ""
    return f"for each GB: {price(before)} USD before, {price(after)} after"


# --- text -----------------------------------------------------------------------------------------------------------------


def impact_text(impact: Impact, wide: bool = False) -> str:
    """What a change does for a terminal."""

    def wrapped(text: str, indent: str = "", hanging: int = 2) -> list[str]:
        return paragraph(terminal(text), indent, hanging=hanging, wide=wide)

    lines: list[str] = []
    for effect, groups in groupby(grouped(impact.flows), key=lambda one: one[0]):
        lines += ["", f"{EFFECTS[effect] if effect else 'As before'}"]
        for _, flows in groups:
            first = flows[0]
            lines += wrapped(flow_words(first), "  ")
            if not effect and first.before.step == first.after.step:
                lines += wrapped(f"before and after: {side_words(first.after)}", "      ")
            else:
                lines += wrapped(f"before: {side_words(first.before)}", "      ")
                lines += wrapped(f"after: {side_words(first.after)}", "      ")
            lines += wrapped(_dearer(first), "      ") if effect and _dearer(first) else []
            lines += wrapped(f"likewise: {_more(flows)}", "      ") if flows[1:] else []
    lines += ["", *wrapped(asked_words(impact), hanging=0)] if impact.asked is not None else []
    lines += ["", *wrapped(_cost_words(impact), hanging=0)]
    for sign, findings in (("+", impact.new_findings), ("-", impact.gone_findings)):
        lines += [""] if findings else []
        for one in findings:
            lines += wrapped(f"{sign} {one.severity} {one.rule}: {one.message}")
    if not impact.new_findings and not impact.gone_findings:
        lines += ["", "No finding is new, and none is gone."]
    return "\n".join(lines) + "\n"


def _cost_words(impact: Impact) -> str:
    cost = impact.cost
    before, after = money(cost.before.usd_per_month), money(cost.after.usd_per_month)
    words = f"Standing cost a month: {before} USD before, {after} after: {_apart(impact)}."
    unknown = sorted({*cost.before.unknown, *cost.after.unknown})
    return f"{words} Not known: {'; '.join(unknown)}." if unknown else words


# --- Markdown -------------------------------------------------------------------------------------------------------------


def impact_markdown(impact: Impact) -> list[str]:
    """The lines that a pull request begins with: what matters in a sentence and a table, the rest folded."""
    lines = [f"**{escape(_capital(headline(impact)))}.**", ""]
    groups = grouped([flow for flow in impact.flows if flow.effects])
    if groups:
        rows = [_row(effect, flows) for effect, flows in groups[:MOST_TOLD]]
        lines += [*table(("what", "flow", "before", "after"), rows), ""]
        lines += [f"… and {len(groups) - MOST_TOLD} more reasons.", ""] if len(groups) > MOST_TOLD else []
    same = [flow for flow in impact.flows if not flow.effects]
    if same:
        rows = [[flow_words(flow), side_words(flow.before), side_words(flow.after)] for flow in same[:MOST_TOLD]]
        lines += _folded(f"{len(same)} asked for and as before", table(("flow", "before", "after"), rows))
    for words, findings in (("new", impact.new_findings), ("gone", impact.gone_findings)):
        if findings:
            bullets = [f"- {one.severity} `{one.rule}`: {escape(one.message)}" for one in findings[:MOST_TOLD]]
            bullets += [f"- … and {len(findings) - MOST_TOLD} more"] if len(findings) > MOST_TOLD else []
            lines += _folded(f"{len(findings)} finding{'s' if len(findings) > 1 else ''} {words}", bullets)
    bullets = [escape(_cost_words(impact)), "", *([escape(asked_words(impact))] if impact.asked is not None else [])]
    return lines + _folded("Cost, and what was asked", bullets)


def _row(effect: Effect | None, flows: Sequence[FlowChange]) -> list[str]:
    first = flows[0]
    alike = f"; likewise: {_more(flows)}" if flows[1:] else ""
    return [EFFECTS[effect] if effect else "", flow_words(first) + alike, side_words(first.before), side_words(first.after)]


def _folded(summary: str, lines: Sequence[str]) -> list[str]:
    return [f"<details><summary>{escape(summary)}</summary>", "", *lines, "", "</details>", ""]


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


# --- JSON -----------------------------------------------------------------------------------------------------------------


def impact_document(impact: Impact, address: Callable[[str], str]) -> dict[str, Any]:
    """What a change does as docs/diff.schema.json has it; `address` is where the code declares a thing, by its id."""
    cost = impact.cost
    asked = impact.asked
    return {
        "flows": {
            "asked": asked.asked if asked is not None else len(impact.flows),
            "stands_for": asked.stands_for if asked is not None else len(impact.flows),
            "left": asked.left if asked is not None else 0,
            "changed": {effect: len(impact.of(effect)) for effect in EFFECTS},
            "list": [_flow(flow, address) for flow in impact.flows],
        },
        "cost": {
            "before": _cost(cost.before.usd_per_month, cost.before.unknown),
            "after": _cost(cost.after.usd_per_month, cost.after.unknown),
            "usd_per_month_apart": cost.usd_per_month,
            "as_of": cost.after.as_of,
        },
        "findings": {
            "new": [_finding(one, address) for one in impact.new_findings],
            "gone": [_finding(one, address) for one in impact.gone_findings],
        },
    }


def _cost(usd: float, unknown: Sequence[str]) -> dict[str, Any]:
    return {"usd_per_month": usd, "unknown": list(unknown)}


def _finding(one: Finding, address: Callable[[str], str]) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity,
        "message": one.message,
        "resources": list(one.resources),
        "address": address(one.subject),
    }


def _flow(flow: FlowChange, address: Callable[[str], str]) -> dict[str, Any]:
    return {
        "effects": list(flow.effects),
        "name": flow.name,
        "from": flow.flow.source,
        "to": flow.flow.target,
        "source": flow.source,
        "target": flow.target,
        "protocol": flow.flow.protocol,
        "port": flow.flow.port,
        "stands_for": flow.stands_for,
        "before": _side(flow.before, address),
        "after": _side(flow.after, address),
    }


def _side(side: FlowSide, address: Callable[[str], str]) -> dict[str, Any]:
    step = side.step
    return {
        "verdict": side.verdict,
        "reason": side.reason,
        "step": {
            "way": step.way,
            "id": step.id,
            "kind": step.kind,
            "name": step.name,
            "action": step.action,
            "because": step.because,
            "address": address(step.id),
        },
        "stays_on_aws_network": side.stays_on_aws_network,
        "usd_per_gb": side.usd_per_gb,
        "way": list(side.way),
        "assumptions": list(side.assumptions),
    }
