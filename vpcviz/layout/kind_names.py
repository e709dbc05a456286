"""What people call a kind by its `data-kind`, for counts and keys: the model's words, and those of types of workloads."""

from collections.abc import Sequence
from functools import cache

from vpcviz.model.records import RESOURCE_CLASSES
from vpcviz.model.workload_types import WORKLOAD_TYPES

NAMED = 36
"""So many characters name what is one plate or tile."""


@cache
def kind_name(kind: str, count: int = 1) -> str:
    """What people call one of a kind (`data-kind`), or `count` of them."""
    for record in RESOURCE_CLASSES.values():
        if kind == record.KIND:
            return record.words(count)
    name = WORKLOAD_TYPES[kind].words if kind in WORKLOAD_TYPES else kind.replace("-", " ")
    if count == 1:
        return name
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "sh", "ch", "x")) else f"{name}s"


def kind_words(kind: str, count: int) -> str:
    """A count in words: `3 NAT gateways`."""
    return f"{count} {kind_name(kind, min(count, 2))}"


def some_names(names: Sequence[str], room: int = NAMED) -> str:
    """Names in so many characters, and how many more there are."""
    left = list(dict.fromkeys(names))
    shown: list[str] = []
    while left and (not shown or len(", ".join([*shown, left[0]])) <= room):
        shown.append(left.pop(0))
    return ", ".join(shown) + (f" and {len(left)} more" if left else "")
