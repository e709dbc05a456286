"""Traces as text, JSON and Markdown: one trace, a table of what is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from vpcviz.model import Network
from vpcviz.model.services import service_label
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.tables import SCREEN, columns, prose
from vpcviz.text import paragraph, terminal
from vpcviz.traffic import Hop, Trace
from vpcviz.traffic.answers.assumptions import TAKEN, granted_in
from vpcviz.traffic.answers.reach import Reached
from vpcviz.traffic.answers.steps import place_of

if TYPE_CHECKING:
    from vpcviz.cost import Cost

Plain = Callable[[str], str]


def trace_document(network: Network, trace: Trace, cost: Cost | None) -> dict[str, Any]:
    """A trace as docs/trace.schema.json has it; `cost` None says that it is not known."""
    return {
        "from": trace.flow.source,
        "to": trace.flow.target,
        "protocol": trace.flow.protocol,
        "port": trace.flow.port,
        "verdict": trace.verdict,
        "reason": trace.reason,
        "explanation": trace.explanation,
        "blocked_at": None if trace.delivered else _ends_at(network, trace),
        "change": trace.change,
        "edits": [to_builtins(one) for one in trace.edits],
        "missing": list(trace.missing),
        "conditions": [to_builtins(one) for one in trace.conditions],
        "stays_on_aws_network": trace.stays_on_aws_network,
        "source_address": trace.source_address,
        "address": trace.address,
        "addresses": list(trace.addresses),
        "dns": [_hop(network, hop) for hop in trace.dns],
        "forward": [_hop(network, hop) for hop in trace.forward],
        "return": [_hop(network, hop) for hop in trace.back],
        "notes": list(trace.notes),
        "cost": _cost(cost),
    }


def _ends_at(network: Network, trace: Trace) -> dict[str, Any]:
    """The hop that ends a flow, or the first of those that an unknown verdict hangs on."""
    parts = {"dns": trace.dns, "forward": trace.forward, "return": trace.back}
    if trace.conditions and trace.conditions[0].step:
        way, step = trace.conditions[0].way, trace.conditions[0].step
    else:
        way = next((one for one in ("return", "forward", "dns") if parts[one]), "dns")
        step = len(parts[way])
    last = parts[way][step - 1] if step else Hop("", "", "drop", trace.explanation)
    return {"way": way, "step": step, **_hop(network, last)}


def _hop(network: Network, hop: Hop) -> dict[str, str]:
    """A step, with where it is: the ids of the interface, its owner, the instance, subnet, VPC and gateway, "" for none."""
    return {"id": hop.id, "kind": hop.kind, "action": hop.action, "because": hop.because, **place_of(network, hop)._asdict()}


def _cost(cost: Cost | None) -> dict[str, Any]:
    if cost is None:
        return {"known": False}
    return {"known": not cost.unknown, **to_builtins(cost)}


def to_json(document: Any) -> str:
    """A document as JSON text that is safe anywhere."""
    import json  # Most reports are texts.

    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


# --- one trace ----------------------------------------------------------------------------------------------------------


def trace_text(network: Network, trace: Trace, cost: Cost | None, wide: bool = False) -> str:
    """One trace for a terminal, in 80 columns unless `wide`."""
    make, plain = partial(columns, wide=wide), partial(prose, wide=wide)
    lines = "\n".join(_trace_lines(network, trace, cost, make, lambda heading: heading, plain)).split("\n")
    if len(lines) > SCREEN:  # the verdict at the top has scrolled away
        lines += ["", plain(_verdict(trace))]
    return "\n".join(lines) + "\n"


def trace_markdown(network: Network, trace: Trace, cost: Cost | None) -> str:
    """One trace as Markdown."""
    return "\n".join(_trace_lines(network, trace, cost, table, lambda heading: f"## {escape(heading)}", escape)) + "\n"


def _trace_lines(
    network: Network,
    trace: Trace,
    cost: Cost | None,
    make: Callable[..., list[str]],
    heading: Plain,
    plain: Plain,
) -> list[str]:
    address = f" ({trace.address})" if trace.address and trace.address != trace.flow.target else ""
    lines = [heading(plain(f"{trace.flow.source} to {trace.flow.target}{address}, {traffic_of(trace)}")), ""]
    lines += [plain(_verdict(trace)), ""]
    if trace.change:
        single = not trace.change.startswith("no single change helps")
        lines += [plain(f"Smallest change: {trace.change}." if single else f"{trace.change[:1].upper()}{trace.change[1:]}."), ""]
    if trace.conditions:
        numbers = _first_steps(trace)
        rows = [[str(numbers[one.way] + one.step) if one.step else "", one.id, one.needs] for one in trace.conditions]
        lines += [heading("Delivered if"), "", *make(("step", "id", "needs"), rows, (0,)), ""]
    if trace.missing:
        lines += [plain(f"Missing: {'; '.join(trace.missing)}."), ""]
    lines += [text for note in granted_in((trace,)) for text in (plain(f"{note[:1].upper()}{note[1:]}."), "")]
    if trace.stays_on_aws_network is not None:
        lines += [plain(f"Stays on AWS's network: {'yes' if trace.stays_on_aws_network else 'no'}."), ""]
    if trace.delivered:
        lines += [plain(f"Cost: {cost_words(cost)}."), ""]
    at = 1
    for title, hops in (("Name", trace.dns), ("Way out", trace.forward), ("Way back", trace.back)):
        if hops:
            lines += [heading(title), "", *make(("", "what", "id", "does", "because"), _rows(network, hops, at), (0,)), ""]
            at += len(hops)
    lines += [plain(f"Note: {note}.") for note in trace.notes if not note.startswith(TAKEN)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _verdict(trace: Trace) -> str:
    return f"{verdict_words(trace.verdict)} ({trace.reason}): {trace.explanation.removeprefix('delivered ')}."


def _first_steps(trace: Trace) -> dict[str, int]:
    """How many steps come before each part of a trace, in the numbers that the report gives them."""
    return {"dns": 0, "forward": len(trace.dns), "return": len(trace.dns) + len(trace.forward)}


def _rows(network: Network, hops: Sequence[Hop], first: int) -> list[list[str]]:
    return [[str(first + at), _called(network, hop), hop.id, hop.action, hop.because] for at, hop in enumerate(hops)]


def _called(network: Network, hop: Hop) -> str:
    found = network.by_id.get(hop.id)
    name = found.name if found is not None and found.name else service_label(hop.id) if hop.kind == "service" else ""
    return f"{hop.kind} {name}" if name and name != hop.id else hop.kind


def traffic_of(trace: Trace) -> str:
    """The traffic of a trace in words: `tcp 443`."""
    flow = trace.flow
    return flow.protocol if flow.protocol.startswith("icmp") else f"{flow.protocol} {flow.port}"


def verdict_words(verdict: str) -> str:
    """A verdict in words."""
    return verdict.replace("-", " ")


def cost_words(cost: Cost | None) -> str:
    """The cost of a way in a few words."""
    if cost is None:
        return "not known"
    text = f"{cost.usd_per_gb:g} USD for each GB, {cost.usd_per_month:.2f} USD a month for what is on the way"
    return f"at least {text}; no price is known for {'; '.join(cost.unknown)}" if cost.unknown else text


# --- tables -------------------------------------------------------------------------------------------------------------

_HEADERS = ("verdict", "kind", "what", "id", "by", "stays on AWS", "reason")


def reach_document(
    network: Network, source: str, rows: Iterable[Reached], costs: Sequence[Cost | None], gaps: Sequence[str] = ()
) -> dict[str, Any]:
    """What a source reaches, as JSON: each row with its whole trace; `gaps`: what was not read, so that rows may be missing."""
    return {
        "from": source,
        "reached": [
            {
                "kind": row.kind,
                "id": row.id,
                "label": row.label,
                "by": list(row.how),
                "trace": trace_document(network, row.trace, cost),
            }
            for row, cost in zip(rows, costs, strict=True)
        ],
        "gaps": list(gaps),
    }


def reach_text(source: str, rows: Sequence[Reached], wide: bool = False, gaps: Sequence[str] = ()) -> str:
    """What a source reaches, for a terminal, in 80 columns unless `wide`."""
    lines = [prose(f"What {source} reaches", wide), "", *columns(_HEADERS, _reach_rows(rows), wide=wide)]
    if gaps and (wide or len(gaps) <= _FEW_GAPS):
        lines += ["", *(line for gap in (f"{_NOT_ALL}:", *gaps) for line in paragraph(terminal(gap), hanging=2, wide=wide))]
    elif gaps:
        lines += [
            "",
            prose(f"There may be more to reach: {len(gaps)} calls have no answer. `vpcviz gaps` lists them, and --wide here."),
        ]
    for note in granted_in([row.trace for row in rows]):
        lines += ["", prose(f"Of some ways {note}.", wide)]
    return "\n".join(lines) + "\n"


def reach_markdown(source: str, rows: Sequence[Reached], gaps: Sequence[str] = ()) -> str:
    """What a source reaches, as Markdown."""
    lines = [f"## What {escape(source)} reaches", "", *table(_HEADERS, _reach_rows(rows))]
    lines += ["", escape(f"{_NOT_ALL}: {_some(gaps)}.")] if gaps else []
    lines += [text for note in granted_in([row.trace for row in rows]) for text in ("", escape(f"Of some ways {note}."))]
    return "\n".join(lines) + "\n"


_NOT_ALL = "There may be more to reach: not read were"
_MOST_GAPS, _FEW_GAPS = 6, 2


def _some(gaps: Sequence[str]) -> str:
    more = f"; and {len(gaps) - _MOST_GAPS} more" if len(gaps) > _MOST_GAPS else ""
    return "; ".join(gaps[:_MOST_GAPS]) + more


def _reach_rows(rows: Sequence[Reached]) -> list[list[str]]:
    stays = {True: "yes", False: "no", None: "-"}
    return [
        [
            verdict_words(row.trace.verdict),
            row.kind,
            row.label,
            row.id,
            " → ".join(row.how) or ("directly" if row.trace.delivered else "-"),
            stays[row.trace.stays_on_aws_network],
            row.trace.reason,
        ]
        for row in rows
    ]
