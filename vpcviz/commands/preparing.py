"""What of a source is drawn: a part of it, with stand-ins where it is to be redacted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from vpcviz.model.selection import Selection

if TYPE_CHECKING:
    from vpcviz.model import Network

Told = TypeVar("Told")


class Preparation(Struct, frozen=True):
    """How the network of a picture is made of what was read."""

    selection: Selection
    redact: bool = False

    def of(self, whole: Network) -> Network:
        """The network that is drawn. Raises UsageError for a word of the selection that names nothing."""
        return self.with_marks(whole, {})[0]

    def with_marks(
        self, whole: Network, marks: Mapping[str, Told], *, asked: bool = False
    ) -> tuple[Network, Mapping[str, Told], Mapping[str, str] | None]:
        """The network that is drawn, what is marked on it by the ids that its things have there, and those by the ids that they
        had: None where they are the same, {} where nothing is marked and they are not `asked` for.
        """
        from vpcviz.model.narrowing import narrow

        network = narrow(whole, self.selection)
        if not self.redact:
            return network, marks, None
        from vpcviz.redaction import redacted, stand_ins

        ids = stand_ins(network) if marks or asked else {}
        return redacted(network), {ids[one]: told for one, told in marks.items() if one in ids}, ids
