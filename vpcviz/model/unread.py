"""How it is said that something is not known: a scan did not read it, and a spec does not write it."""

import re
from collections.abc import Iterable, Sequence

from vpcviz.model.resources import Gap

MOST_NAMED = 3
"""So few kinds are named in the sentence; more are counted."""


NOT_TOLD = {
    "NotInDump": "not in the dump",
    "KnownAfterApply": "known after apply only",
    "NotInTemplate": "not told by the template",
    "NotInConfig": "not recorded by AWS Config",
    "HiddenInDump": "hidden by AWS from who does not ask for them (--include-managed-resources)",
    "NewWord": "told in a word that is newer than vpcviz",
}
"""What a gap's error means where no call failed: what was read does not tell it."""

REFERENCES = frozenset({"KnownAfterApply", "NotInTemplate"})
"""Those of a thing that was read: what it refers to is not known."""

ASSOCIATIONS = {
    "DescribeRouteTables": "associations of route tables",
    "DescribeNetworkAcls": "associations of network ACLs",
}
"""By operation: what its gap leaves unread where only which subnets a table or network ACL has is not known."""

ENTRIES = {
    "DescribeRouteTables": "routes of route tables",
    "DescribeNetworkAcls": "entries of network ACLs",
    "DescribeSecurityGroups": "rules of security groups",
}
"""By operation: what its gap leaves unread where only an entry is not known, or whose it is."""

TARGETS = "targets of routes"
"""What a gap leaves unread where a route stands, and only what it leads to is not known."""

_NOT_READ = r"\b(was|were) not read\b|, not read\b"
_NOT_WRITTEN = {"was": "is not written", "were": "are not written", None: ", not written"}


def of_a_spec(text: str) -> str:
    """A text about what was not read, as it is said of a spec: what is not known there is not written."""
    if "not read" not in text:
        return text
    return re.sub(_NOT_READ, lambda found: _NOT_WRITTEN[found[1]], text)


def what_of(gap: Gap) -> str:
    """What a gap leaves unread, in words: `NAT gateways`."""
    return gap.message or ", ".join(feed.replace("_", " ") for feed in gap.feeds) or f"{gap.service} {gap.operation}"


def kinds_unread(gaps: Iterable[Gap]) -> list[str]:
    """The kinds of resources that were not read, in words, each once, in alphabetical order."""
    return sorted({what_of(gap) for gap in gaps}, key=lambda what: (what.lower(), what))


def unread_sentence(gaps: Sequence[Gap]) -> str:
    """`43 kinds of resources of 2 accounts were not read`; few kinds are named; "" where all was read.

    Accounts are counted and not named, so that the sentence can stand in what is shared.
    """
    kinds = kinds_unread(gaps)
    if not kinds:
        return ""
    accounts = len({gap.account for gap in gaps} - {""})
    words = f"{len(kinds)} kind{'s' if len(kinds) != 1 else ''} of resources"
    words += f" of {accounts} account{'s' if accounts != 1 else ''}" if accounts else ""
    words += " were not read" if len(kinds) != 1 else " was not read"
    return f"{words} ({', '.join(kinds)})" if len(kinds) <= MOST_NAMED else words
