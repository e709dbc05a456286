"""Resources by what a field of theirs says."""

from collections.abc import Sequence
from typing import TypeVar

from vpcviz.model.records import Resource

R = TypeVar("R", bound=Resource)


def grouped(items: Sequence[R], field: str) -> dict[str, tuple[R, ...]]:
    """Resources by the value of a field, in their order."""
    groups: dict[str, list[R]] = {}
    for item in items:
        groups.setdefault(getattr(item, field), []).append(item)
    return {value: tuple(group) for value, group in groups.items()}
