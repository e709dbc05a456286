"""Loops of the language extensions written out: what `Fn::ForEach` makes of resources, properties, conditions and outputs.

Source: CloudFormation Template Reference, "Fn::ForEach".
"""

import re
from collections.abc import Callable
from typing import Any

from vpcviz.cloudformation.evaluated_values import Symbol, is_known
from vpcviz.cloudformation.templates import LOOP

MOST = 50_000
"""So many values are made by loops at most; what is more is left out, and this is said."""

_PLAIN = re.compile(r"[^A-Za-z0-9]")


class Loops:
    """The loops of one stack; `value` says what an expression comes to. `left_out` are those that could not be written out."""

    def __init__(self, value: Callable[[Any], Any]) -> None:
        self.value = value
        self.left = MOST
        self.left_out: list[str] = []

    def expand(self, value: Any) -> Any:
        """A value with its loops written out."""
        if isinstance(value, list):
            return [self.expand(one) for one in value]
        if not isinstance(value, dict):
            return value
        made: dict[str, Any] = {}
        for key, one in value.items():
            if key.startswith(LOOP):
                made.update(self._loop(key, one))
            else:
                made[key] = self.expand(one)
        return made

    def _loop(self, name: str, arguments: Any) -> dict[str, Any]:
        right = isinstance(arguments, list) and len(arguments) == 3 and isinstance(arguments[2], dict)
        identifiers = arguments[0] if right else None
        if not right or not isinstance(identifiers, str) or not identifiers:
            self.left_out.append(name)
            return {}
        entries = self.value(arguments[1])
        if not isinstance(entries, list) or isinstance(entries, Symbol) or not is_known(entries):
            self.left_out.append(name)
            return {}
        made: dict[str, Any] = {}
        for entry in entries:
            if not isinstance(entry, str):
                continue
            if self.left <= 0:
                self.left_out.append(name)
                break
            made.update(self.expand(self._with(arguments[2], identifiers, entry)))
        return made

    def _with(self, value: Any, identifier: str, entry: str) -> Any:
        """A value with an entry in place of the identifier; `&{…}` takes its letters and digits only."""
        self.left -= 1
        if self.left <= 0:
            return value
        if isinstance(value, str):
            return value.replace(f"${{{identifier}}}", entry).replace(f"&{{{identifier}}}", _PLAIN.sub("", entry))
        if isinstance(value, list):
            return [self._with(one, identifier, entry) for one in value]
        if isinstance(value, dict):
            if value == {"Ref": identifier}:
                return entry
            return {self._with(key, identifier, entry): self._with(one, identifier, entry) for key, one in value.items()}
        return value
