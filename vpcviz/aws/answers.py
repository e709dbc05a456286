"""What AWS answered, live or in a dump: the input of the converter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vpcviz.aws.calls import Call


@dataclass(frozen=True, eq=False)
class Answer:
    """The items that one call gave, all pages together.

    `account` and `region` are where it was asked ("" where not known), `scope` is the id that it was asked for. Items are as
    AWS gave them: mappings, or texts where AWS lists names only.
    """

    call: Call
    account: str
    region: str
    scope: str
    items: list[Any]

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Sort key: the order in which calls happened to be answered means nothing."""
        return self.account, self.region, self.call.name, self.scope


@dataclass(frozen=True)
class Missing:
    """A call that was not answered: `error` is AWS's code, `scope` the id that it was asked for, "" for all."""

    call: str
    account: str
    region: str
    scope: str
    error: str


@dataclass
class Reading:
    """All that was read: answers, and what was not answered. `complete` is False where the reading was stopped."""

    answers: list[Answer] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    complete: bool = True
    notes: list[str] = field(default_factory=list)


def text(item: Any, *path: str) -> str:
    """The text at a path of members, "" where there is none or it is no text (numbers are written out)."""
    for member in path:
        if not isinstance(item, Mapping):
            return ""
        item = item.get(member)
    if isinstance(item, str):
        return item
    return str(item) if isinstance(item, int) and not isinstance(item, bool) else ""


def texts(item: Any, *path: str) -> tuple[str, ...]:
    """The texts of the list at a path of members; what is no text is left out."""
    *before, last = path
    for member in before:
        item = item.get(member) if isinstance(item, Mapping) else None
    found = item.get(last) if isinstance(item, Mapping) else None
    return tuple(entry for entry in found if isinstance(entry, str) and entry) if isinstance(found, (list, tuple)) else ()


def records(item: Any, *path: str) -> list[Mapping[str, Any]]:
    """The mappings of the list at a path of members; what is no mapping is left out."""
    for member in path:
        item = item.get(member) if isinstance(item, Mapping) else None
    return [entry for entry in item if isinstance(entry, Mapping)] if isinstance(item, (list, tuple)) else []


def picked(item: Any, members: str, member: str) -> tuple[str, ...]:
    """One member of each mapping of a list: `picked(eni, "Groups", "GroupId")`."""
    return tuple(found for entry in records(item, members) if (found := text(entry, member)))


def boolean(item: Any, *path: str) -> bool | None:
    """The boolean at a path of members (also where it is written as text), None where there is none."""
    for member in path:
        item = item.get(member) if isinstance(item, Mapping) else None
    if isinstance(item, bool):
        return item
    if isinstance(item, str) and item.lower() in ("true", "false", "enable", "disable"):
        return item.lower() in ("true", "enable")
    return None


def number(item: Any, *path: str) -> int | None:
    """The integer at a path of members (also where it is written as text), None where there is none."""
    for member in path:
        item = item.get(member) if isinstance(item, Mapping) else None
    if isinstance(item, bool):
        return None
    if isinstance(item, int):
        return item if abs(item) < 2**63 else None
    if isinstance(item, float):
        return int(item) if abs(item) < 2**53 and item == int(item) else None
    if isinstance(item, str) and item.lstrip("-").isascii() and item.lstrip("-").isdigit() and len(item) < 19:
        return int(item)
    return None


def tags(item: Any) -> dict[str, str]:
    """The tags of a resource, in whichever of AWS's forms they come."""
    if not isinstance(item, Mapping):
        return {}
    for member in ("Tags", "TagSet", "TagList", "tags"):
        found = item.get(member)
        if isinstance(found, Mapping):
            return {str(key): value for key, value in sorted(found.items()) if isinstance(value, str)}
        if isinstance(found, (list, tuple)):
            made = {}
            for entry in found:
                key = text(entry, "Key") or text(entry, "key")
                if key:
                    made[key] = text(entry, "Value") or text(entry, "value")
            return dict(sorted(made.items()))
    return {}


def path_value(item: Any, dotted: str) -> Any:
    """The value at a dotted path, None where there is none."""
    for member in dotted.split("."):
        item = item.get(member) if isinstance(item, Mapping) else None
    return item


def ids_for(call: Call, items: list[Any]) -> list[str]:
    """The ids that a call of the kind "once for each" is made for, of the items that the other call gave."""
    each = call.each
    if each is None:
        return []
    found = []
    for item in items:
        if each.only is not None and path_value(item, each.only[0]) != each.only[1]:
            continue
        value = text(item, each.member) if each.member else (item if isinstance(item, str) else "")
        if value:
            found.append(value)
    return list(dict.fromkeys(found))
