"""What a mapping of a JSON document holds, where nothing is sure: what is no such value counts as not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def mapping_in(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The mapping under a name; an empty one where there is none."""
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def records_in(holder: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The mappings in the list under a name."""
    found = holder.get(name)
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping):
            yield one


def text_in(holder: Mapping[str, Any], name: str) -> str:
    """The text under a name; "" where there is none."""
    found = holder.get(name)
    return found if isinstance(found, str) else ""


def texts_of(value: Any) -> list[str]:
    """The texts of a list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
