"""What a plan changes, marked on the picture of what is there after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vpcviz.changes import Changes
    from vpcviz.changes.diff import Sort
    from vpcviz.model import Network

UNCHANGED = "The plan changes nothing that is drawn."


class Marked(NamedTuple):
    """The network to draw, with what is gone too; what is marked on it, by id (of a route: `TABLE|DESTINATION`); and all that
    differs, None where nothing is to be marked.
    """

    network: Network
    marks: Mapping[str, Sort]
    changes: Changes | None

    def hidden(self, ids: Mapping[str, str]) -> Mapping[str, Sort]:
        """The marks by the ids of a redacted network."""
        return {"|".join(ids.get(part, part) for part in key.split("|")): sort for key, sort in self.marks.items()}

    def notes(self, shown: Network) -> tuple[str, ...]:
        """The lines below a picture that shows this part of the network."""
        from msgspec import structs

        from vpcviz.reports.changes import brief

        if self.changes is None:
            return ()
        kept = tuple(change for change in self.changes.changes if change.id in shown.by_id)
        return tuple(brief(structs.replace(self.changes, changes=kept))) or (UNCHANGED,)


def marked(before: Network | None, after: Network) -> Marked:
    """The network after, with what a change does marked; without a network before, nothing is."""
    from vpcviz.changes import compare
    from vpcviz.changes.union import union

    if before is None:
        return Marked(after, {}, None)
    found = compare(before, after)
    return Marked(*union(before, after, found), found)


def marked_hidden(before: Network | None, after: Network) -> Marked:
    """The same of redacted networks."""
    from vpcviz.redaction import redacted

    return marked(None if before is None else redacted(before), redacted(after))
