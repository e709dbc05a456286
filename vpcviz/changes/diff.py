"""The values of a comparison. All frozen, all plain data."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

Sort = Literal["added", "removed", "changed"]
"""What became of a thing, or of an entry of one of its lists."""

SORTS: tuple[Sort, ...] = ("added", "removed", "changed")


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a list (a route, a rule, a CIDR) that is new, gone or changed; JSON values, None where there is none."""

    sort: Sort
    before: Any = None
    after: Any = None
    words: str


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field of a thing that differs: `before` and `after` are JSON values, `entries` those of a list that differ.

    `name` is the field's key in documents, `words` says all of it in one line.
    """

    name: str
    before: Any = None
    after: Any = None
    entries: tuple[Entry, ...] = ()
    words: tuple[str, ...]


class Change(Struct, frozen=True, kw_only=True):
    """A thing that is new, gone or changed: `kind` and `id` as in the picture (`before_id` in the old network), `place` says where
    it stands (`subnet app-a, VPC shop`).
    """

    sort: Sort
    kind: str
    collection: str
    id: str
    before_id: str
    name: str
    kind_words: str
    place: str = ""
    fields: tuple[FieldChange, ...] = ()


class Changes(Struct, frozen=True, kw_only=True):
    """All that differs, in the order of documents; `unread` names kinds of which one side was not read whole, with how many
    things of them are in one network only: those are not told as new or gone. `pairs` is the new id for each old one.
    """

    changes: tuple[Change, ...] = ()
    unread: Mapping[str, int] = {}
    pairs: Mapping[str, str] = {}

    def of(self, sort: Sort) -> tuple[Change, ...]:
        """Those that are new, gone or changed."""
        return tuple(change for change in self.changes if change.sort == sort)
