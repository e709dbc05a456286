"""What a check could not look at, summed up by reason: a partial dump lacks dozens of calls, and each rule rests on some."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vpcviz.findings import RULES, NotChecked
from vpcviz.model.unread import NOT_TOLD

MOST_NAMES = 6
"""So many places or resources are named for one reason; the rest is counted (JSON names all)."""

NOT_IN_DUMP = "NotInDump"


class Reason(NamedTuple):
    """Why something was not checked: `calls` not answered, `where` (accounts and regions, or resources), and the rules."""

    because: str
    calls: tuple[str, ...]
    where: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The reason in one line, with counts."""
        words = f"{counted(len(self.calls), 'call')} {self.because}" if self.calls else self.because
        return f"{words} ({shortened(self.where)})" if self.where else words

    @property
    def rule_names(self) -> str:
        """The rules by id, or that it is every rule."""
        return "every rule" if len(self.rules) == len(RULES) else ", ".join(self.rules)


def reasons(not_checked: Iterable[NotChecked]) -> list[Reason]:
    """The reasons, each once: calls that failed alike in one place together, and places that lack the same calls."""
    rules: dict[tuple[str, str], dict[str, set[str]]] = {}
    resources: dict[tuple[str, str], set[str]] = {}
    facts: dict[str, tuple[list[str], list[str]]] = {}
    for one in not_checked:
        if one.call:
            rules.setdefault((one.error, one.scope), {}).setdefault(one.call, set()).add(one.rule)
            resources.setdefault((one.error, one.scope), set()).update({one.resource} - {""})
        else:
            where, named = facts.setdefault(one.because, ([], []))
            where.append(one.resource or one.scope)
            named.append(one.rule)
    found = _by_call(rules, resources)
    for because, (where, named) in facts.items():
        found.append(Reason(because, (), tuple(dict.fromkeys(where)), tuple(dict.fromkeys(named))))
    return found


def _by_call(rules: dict[tuple[str, str], dict[str, set[str]]], resources: dict[tuple[str, str], set[str]]) -> list[Reason]:
    places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (error, scope), by_call in rules.items():
        places.setdefault((error, tuple(sorted(by_call))), []).append(scope)
    found = []
    for (error, calls), scopes in sorted(places.items()):
        named = {rule for scope in scopes for call in calls for rule in rules[error, scope][call]}
        of = sorted({resource for scope in scopes for resource in resources[error, scope]})
        verb = "is" if len(calls) == 1 else "are"
        untold = NOT_TOLD.get(error, "")
        because = f"{verb} {untold}" if untold else f"could not be read{f': {error}' if error else ''}"
        found.append(Reason(because, calls, (*scopes, *of), tuple(rule for rule in RULES if rule in named)))
    return found


def counted(count: int, what: str) -> str:
    """A count with its word: `1 call`, `2 calls`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def shortened(names: Sequence[str]) -> str:
    """The first of the names, and how many more there are."""
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def hint(not_checked: Iterable[NotChecked]) -> str:
    """What helps where a dump lacks calls; "" where none is missing."""
    if not any(one.error == NOT_IN_DUMP for one in not_checked):
        return ""
    return "`vpcviz dump-commands` prints the AWS CLI's commands that collect a whole dump."
