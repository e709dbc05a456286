"""What AWS answered, live or in a dump: the input of the converters."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from vpcviz.aws.registry import Call
from vpcviz.aws.shapes import shaped, value_at
from vpcviz.model.network import INCOMPLETE_PAGES


class Answer(Struct, frozen=True, eq=False):
    """The items that one call gave, all pages together.

    `account` and `region` are where it was asked ("" where not known), `scope` is the id that it was asked for. Items have the
    call's shape; `whole` is False where there are more. `part` is the word under which another collector keeps a part of an
    answer (static routes), "" for AWS's own.
    """

    call: Call
    account: str
    region: str
    scope: str
    items: list[Any]
    whole: bool = True
    part: str = ""

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Sort key: the order in which calls happened to be answered means nothing."""
        return self.account, self.region, self.call.name, self.scope


class Missing(Struct, frozen=True):
    """A call that was not answered: `error` is AWS's code, `scope` the id that it was asked for, "" for all; `what` is lacking in
    words, where it is less than all that the call tells."""

    call: str
    account: str
    region: str
    scope: str
    error: str
    what: str = ""


class Reading(Struct):
    """All that was read: answers, and what was not answered. `complete` is False where the reading was stopped."""

    answers: list[Answer] = []
    missing: list[Missing] = []
    complete: bool = True
    notes: list[str] = []


MALFORMED = "MalformedRecord"
"""The error of a gap where an item has not the types that AWS's have: it was left out."""

INCOMPLETE = INCOMPLETE_PAGES
"""The error of a gap where an answer was not read to its end."""


def shaped_items(call: Call, items: Iterable[Any]) -> tuple[list[Any], list[str]]:
    """Parsed items (mappings, or texts) in the call's shape, and what is wrong with those that cannot be: they are left out."""
    made: list[Any] = []
    wrong: list[str] = []
    for position, item in enumerate(items):
        try:
            made.append(shaped(call.shape, item))
        except ValueError as error:
            wrong.append(f"{call.key}[{position}].{error}" if str(error)[:1] != ":" else f"{call.key}[{position}]{error}")
    return made, wrong


def ids_for(call: Call, items: list[Any]) -> list[str]:
    """The ids that a call of the kind "once for each" is made for, of the items that the other call gave."""
    each = call.each
    if each is None:
        return []
    found = []
    for item in items:
        if each.only is not None and value_at(item, each.only[0]) != each.only[1]:
            continue
        value = value_at(item, each.member) if each.ids is None else ""
        if isinstance(value, str) and value:
            found.append(value)
        found += each.ids(item) if each.ids is not None else ()
    return list(dict.fromkeys(found))
