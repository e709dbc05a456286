"""What rules find, as frozen values: findings, what could not be checked, and the whole report."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]
"""error: something does not work, or is open; warning: it fails, costs or surprises some day; info: worth a look."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the mildest."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: what `message` says of the first of `resources`; the others have a part in it.

    `usd_per_month` and `usd_per_gb` are what it costs, or what the remedy saves, None where that is not the point. `way` holds the
    ids of what a packet passes where the finding rests on a trace.
    """

    rule: str
    severity: Severity
    title: str
    message: str
    remedy: str
    source: str
    url: str
    resources: tuple[str, ...]
    usd_per_month: float | None = None
    usd_per_gb: float | None = None
    way: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The id of the resource that the finding is about."""
        return self.resources[0]


class NotChecked(Struct, frozen=True, kw_only=True):
    """What a rule could not judge, because something was not read: `resource` where it is one, else `scope` (account, region).

    `call` (`service:Operation`) and `error` are those of AWS where it is a call that was not answered; "NotInDump" of a dump.
    """

    rule: str
    title: str
    because: str
    resource: str = ""
    scope: str = ""
    call: str = ""
    error: str = ""


class Ignored(Struct, frozen=True, kw_only=True):
    """A finding that the configuration leaves out, and why."""

    finding: Finding
    reason: str


class Report(Struct, frozen=True, kw_only=True):
    """All that a check says. `passed` are the ids of the rules that found nothing and could look at everything; `unused` are the
    entries of the ignore list that fit no finding though their rule could look at everything, as (rule, resource, reason).
    """

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unused: tuple[tuple[str, str, str], ...] = ()
    passed: tuple[str, ...] = ()


def grave(severity: Severity, least: Severity) -> bool:
    """Whether `severity` is `least` or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(least)
