"""Differences between two networks as text, JSON and Markdown; each escapes hostile names its own way."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from msgspec import to_builtins

from vpcviz.changes import Change, Changes
from vpcviz.changes.diff import SORTS
from vpcviz.model import COLLECTIONS
from vpcviz.model.collections import CLASSES
from vpcviz.reports.markdown import escape
from vpcviz.text import clean, terminal
from vpcviz.text.folding import paragraph

SIGNS = {"added": "+", "removed": "-", "changed": "~"}

LARGEST = 65_536
"""A comment of a pull request may have fewer characters than this."""

SHORT = 12
"""Up to so many things are told at once; more are folded, kind by kind."""

_SAME = "Nothing differs."


def summary(changes: Changes) -> str:
    """All of it in one sentence: `1 instance and 1 network interface added; 1 route table changed`."""
    parts = []
    for sort in SORTS:
        counts = Counter(change.collection for change in changes.of(sort))
        ordered = [(name, counts[name]) for name in COLLECTIONS if counts[name]]
        if ordered:
            words = [f"{count} {CLASSES[name].words(count)}" for name, count in ordered]
            parts.append(f"{', '.join(words[:-1])}{' and ' if words[1:] else ''}{words[-1]} {sort}")
    return "; ".join(parts)


def changes_text(changes: Changes, wide: bool = False) -> str:
    """The differences for a terminal, kind by kind, with what they come to at the end."""
    lines: list[str] = []
    for change in _ordered(changes):
        lines += paragraph(f"{SIGNS[change.sort]} {terminal(_headline(change))}", hanging=2, wide=wide)
        for words in _words(change):
            lines += paragraph(terminal(words), "      ", hanging=2, wide=wide)
    if lines:
        lines.append("")
    lines += paragraph(f"{summary(changes)}." if changes.changes else _SAME, wide=wide)
    for sentence in _unread(changes):
        lines += paragraph(sentence, wide=wide)
    return "\n".join(lines) + "\n"


def changes_json(changes: Changes, impact: Mapping[str, Any] | None = None) -> str:
    """The differences as the JSON document that docs/diff.schema.json describes, with what they do where that was asked for."""
    counts = {sort: len(changes.of(sort)) for sort in SORTS}
    document: dict[str, Any] = {
        "different": bool(changes.changes),
        "summary": {**counts, "sentence": summary(changes)},
        "changes": [_record(change) for change in _ordered(changes)],
        "not_compared": dict(sorted(changes.unread.items())),
        **(impact or {}),
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def changes_markdown(changes: Changes, title: str = "", picture: str = "", first: Sequence[str] = ()) -> str:
    """The differences for a pull request: a sentence, then the details; fewer than 65,536 characters, the rest counted.

    `picture` is the address of an image to show, `first` the lines that go before all.
    """
    head = [f"### {escape(title)}" if title else "### Network changes", ""]
    head += list(first)
    head += [f"{escape(summary(changes))}." if changes.changes else _SAME, ""]
    if picture:
        head += [f"![Network changes]({_address(picture)})", ""]
    tail = [line for sentence in _unread(changes) for line in (escape(sentence), "")]
    ordered = _ordered(changes)
    fold = len(ordered) > SHORT or bool(first)
    blocks: list[str] = []
    room = LARGEST - sum(len(line) + 1 for line in (*head, *tail)) - 200
    left = len(ordered)
    for (_, words), group in groupby(ordered, key=lambda change: (change.collection, CLASSES[change.collection].words(2))):
        block, told = _block(list(group), words, fold=fold, room=room)
        blocks += block
        room -= sum(len(line) + 1 for line in block)
        left -= told
    if left:
        blocks += [f"… and {left} more: `vpcviz diff` tells all of them.", ""]
    return "\n".join([*head, *blocks, *tail]).rstrip("\n") + "\n"


def _address(text: str) -> str:
    """An address as Markdown's images take it."""
    return quote(text, safe="/:?#[]@!$&'+,;=%-._~")


def _block(changes: Sequence[Change], words: str, *, fold: bool, room: int) -> tuple[list[str], int]:
    """The lines of one kind's changes, and of how many of them there was room to tell."""
    counts = Counter(change.sort for change in changes)
    told = ", ".join(f"{counts[sort]} {sort}" for sort in SORTS if counts[sort])
    opening = [f"<details><summary>{escape(words)}: {told}</summary>", ""] if fold else []
    closing = ["", "</details>", ""] if fold else [""]
    lines: list[str] = []
    used = sum(len(line) + 1 for line in (*opening, *closing))
    done = 0
    for change in changes:
        own = [f"- **{SIGN_WORDS[change.sort]}** {escape(_headline(change))}"]
        own += [f"  - {escape(entry)}" for entry in _words(change)]
        size = sum(len(line) + 1 for line in own)
        if used + size > room:
            break
        lines += own
        used += size
        done += 1
    return ([*opening, *lines, *closing], done) if lines else ([], 0)


SIGN_WORDS = {"added": "+ added", "removed": "− removed", "changed": "~ changed"}


def brief(changes: Changes) -> list[str]:
    """The differences in a line each, for the foot of a picture; those beyond the first few are counted."""
    ordered = _ordered(changes)
    lines = [f"{SIGNS[change.sort]} {_headline(change)}" + "".join(f"; {words}" for words in _words(change)) for change in ordered]
    return [*lines[:SHORT], *([f"… and {len(lines) - SHORT} more"] if len(lines) > SHORT else []), *_unread(changes)]


def _ordered(changes: Changes) -> list[Change]:
    rank = {name: index for index, name in enumerate(COLLECTIONS)}
    return sorted(changes.changes, key=lambda one: (rank[one.collection], SORTS.index(one.sort), one.place, one.name, one.id))


def _headline(change: Change) -> str:
    name = clean(change.name) if change.name else ""
    called = f"{name} ({change.id})" if name and name != change.id else change.id
    return f"{change.kind_words} {called}" + (f", in {change.place}" if change.place else "")


def _words(change: Change) -> list[str]:
    return [words for field in change.fields for words in field.words]


def _unread(changes: Changes) -> list[str]:
    """What was not compared since one side was not read whole."""
    found = []
    for name, count in sorted(changes.unread.items()):
        found.append(
            f"Not told as added or removed: {count} {CLASSES[name].words(count)} of one side only, since not all of that kind "
            "were read on the other side."
        )
    return found


def _record(change: Change) -> dict[str, Any]:
    made: dict[str, Any] = to_builtins(change)
    made.pop("collection")
    return made
