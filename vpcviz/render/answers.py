"""What a command has asked of a network, for formats that show answers beside the picture: they compute none themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field


class Answers(Struct, frozen=True):
    """`traces` as docs/trace.schema.json has them, `findings` and `costs` as the JSON reports of `check` and `cost`; None of
    what was not asked. `addresses` are the web pages of resources, by id, `attributes` what code says of them, as it stands there.
    """

    traces: Sequence[Mapping[str, Any]] = ()
    findings: Mapping[str, Any] | None = None
    costs: Mapping[str, Any] | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.traces or self.addresses or self.attributes or self.findings is not None or self.costs is not None)
