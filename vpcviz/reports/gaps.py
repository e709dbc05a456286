"""What was not read, as text, JSON and Markdown: kind by kind, with the AWS call that would tell, and what helps."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from vpcviz.model import Network
from vpcviz.model.resources import Gap
from vpcviz.model.unread import NOT_TOLD, kinds_unread, unread_sentence, what_of
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.tables import columns
from vpcviz.text import clean, paragraph, terminal

NOT_IN_DUMP = "NotInDump"
"""The error of a gap where a dump has no answer of a call."""

_ALL = "All was read."
_SPEC = "A spec is written by hand: nothing of it was to be read."
_STOPPED = "The scan was stopped before it was done: what is missing may exist."


class Place(NamedTuple):
    """What was not read in one account and region for one reason: the gaps there."""

    account: str
    region: str
    error: str
    gaps: tuple[Gap, ...]

    @property
    def heading(self) -> str:
        """Where and why, in words: `account 111122223333, eu-west-1: not in the dump`."""
        where = [f"account {self.account}" if self.account else "", self.region]
        return f"{', '.join(filter(None, where)) or 'no account or region told'}: {reason(self.error)}"


def reason(error: str) -> str:
    """Why a call has no answer, in words."""
    return NOT_TOLD.get(error) or error or "the reason is not known"


def places(gaps: Sequence[Gap]) -> list[Place]:
    """The gaps by account, region and reason."""
    found: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.account, gap.region, gap.error), []).append(gap)
    return [Place(*place, tuple(inside)) for place, inside in sorted(found.items())]


def remedies(gaps: Sequence[Gap]) -> list[str]:
    """What helps, a sentence for each kind of reason."""
    found = []
    if any(gap.error == NOT_IN_DUMP for gap in gaps):
        found.append("`vpcviz dump-commands` prints the AWS CLI's commands that collect a whole dump.")
    if any(gap.error and gap.error not in NOT_TOLD for gap in gaps):
        found.append("`vpcviz iam-policy` prints the policy that a scan needs.")
    return found


def gaps_text(network: Network, notes: Sequence[str], wide: bool = False) -> str:
    """What was not read, for a terminal: the count comes last, where it is seen without scrolling back."""
    lines: list[str] = []
    for place in places(network.gaps):
        lines += [terminal(place.heading), *columns(*_table(place), wide=wide), ""]
    if notes:
        lines.append("Left out of what was given:")
        lines += [line for note in notes for line in paragraph(f"- {clean(note)}", "  ", hanging=2, wide=wide)]
        lines.append("")
    for sentence in _summary(network):
        lines += paragraph(sentence, wide=wide)
    return "\n".join(lines) + "\n"


def gaps_markdown(network: Network, notes: Sequence[str]) -> str:
    """What was not read, as Markdown."""
    lines = ["# What was not read", ""]
    lines += [escape(sentence) for sentence in _summary(network)]
    for place in places(network.gaps):
        lines += ["", f"## {escape(place.heading)}", "", *table(*_table(place))]
    if notes:
        lines += ["", "## Left out of what was given", "", *(f"- {escape(note)}" for note in notes)]
    return "\n".join(lines) + "\n"


def gaps_json(network: Network, notes: Sequence[str]) -> str:
    """What was not read, as JSON: `complete`, a `summary` of counts, the `gaps`, and what was `left_out` of the files."""
    gaps = network.gaps
    document: dict[str, Any] = {
        "title": network.title,
        "complete": not gaps and network.complete,
        "stopped": not network.complete,
        "summary": {
            "kinds": len(kinds_unread(gaps)),
            "accounts": len({gap.account for gap in gaps} - {""}),
            "regions": len({gap.region for gap in gaps} - {""}),
            "sentence": unread_sentence(gaps),
        },
        "gaps": [_record(place, gap) for place in places(gaps) for gap in place.gaps],
        "left_out": list(notes),
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _record(place: Place, gap: Gap) -> dict[str, Any]:
    return {
        "what": what_of(gap),
        "account": gap.account,
        "region": gap.region,
        "service": gap.service,
        "operation": gap.operation,
        "resource": gap.resource,
        "error": gap.error,
        "because": reason(place.error),
        "collections": list(gap.feeds),
    }


def _summary(network: Network) -> list[str]:
    sentence = unread_sentence(network.gaps)
    all_read = _SPEC if network.origin == "spec" else _ALL
    lines = [f"{sentence}."] if sentence else [all_read] if network.complete else []
    return [*lines, *remedies(network.gaps), *([] if network.complete else [_STOPPED])]


def _table(place: Place) -> tuple[tuple[str, ...], list[list[str]]]:
    """Headers and rows: what, by which call, and of which resources (counted where there are several), if of some only."""
    headers, rows = ("what", "AWS call", "of"), _rows(place)
    return (headers, rows) if any(row[2] for row in rows) else (headers[:2], [row[:2] for row in rows])


def _rows(place: Place) -> list[list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for gap in place.gaps:
        found.setdefault((what_of(gap), f"{gap.service} {gap.operation}"), []).extend([gap.resource] if gap.resource else [])
    return [
        [what, call, of[0] if len(of) == 1 else f"{len(of)} of them" if of else ""]
        for (what, call), of in sorted(found.items(), key=lambda entry: (entry[0][0].lower(), entry[0]))
    ]
