"""Turns a value of a document into the shape that its field has: text, numbers, booleans, lists, maps."""

from collections.abc import Callable
from typing import Any, TypeVar

from vpcviz.model.meanings import OneOf
from vpcviz.spec.problems import Path, Problems, near_names, shown
from vpcviz.spec.vocabulary import Field

T = TypeVar("T")

_TRUTHS = {"yes": "true", "on": "true", "y": "true", "1": "true", "no": "false", "off": "false", "n": "false", "0": "false"}
_NULLS = ("null", "~")
LONGEST = 4096
"""The most characters that a text other than a note, description or policy may have."""
LONGEST_PROSE = 65536
"""The most characters that a note, description or policy may have."""
_LONG_TEXTS = frozenset({"note", "description", "policy", "message"})
_WHOLE = 2**53


def kind_of(value: Any) -> str:
    """What people call the kind of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {shown(value)}" if value else "nothing"
    return "a list" if isinstance(value, list) else "a mapping"


def to_text(value: Any, path: Path, problems: Problems, what: str) -> str:
    """Text as it stands; "" and a problem for anything else."""
    if isinstance(value, str):
        if len(value) > LONGEST and len(value) > (most := LONGEST_PROSE if what in _LONG_TEXTS else LONGEST):
            problems.add(path, f"{what} is too long: {len(value)} characters", expected=f"at most {most} characters")
            return ""
        return value
    problems.add(path, f"{what} must be text, not {kind_of(value)}", expected="text, in quotes where it is JSON")
    return ""


def to_boolean(value: Any, path: Path, problems: Problems, what: str) -> bool:
    """True or False; a problem for anything else, also for yes and no."""
    if isinstance(value, bool):
        return value
    if value == "true":
        return True
    if value == "false":
        return False
    hint = ""
    if isinstance(value, str):
        right = _TRUTHS.get(value.lower(), value.lower())
        hint = f"write {right}" if right in ("true", "false") else ""
    problems.add(path, f"{what} must be true or false, not {kind_of(value)}", expected="true or false", hint=hint)
    return False


def to_integer(value: Any, path: Path, problems: Problems, what: str) -> int | None:
    """A whole number; None and a problem for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _WHOLE:
        return value
    if isinstance(value, str):
        digits = value[1:] if value.startswith("-") else value
        if digits.isascii() and digits.isdigit() and len(digits) < 16:
            return int(value)
        if digits.isascii() and digits.isdigit():
            problems.add(path, f"{what} {shown(value)} is out of range", expected="a smaller number")
            return None
    problems.add(path, f"{what} must be a whole number, not {kind_of(value)}", expected="a whole number")
    return None


def to_choice(value: Any, path: Path, problems: Problems, what: str, choices: tuple[str, ...]) -> str:
    """One of `choices`; a problem with the near_names for anything else."""
    if isinstance(value, str) and value in choices:
        return value
    wanted = [choice for choice in choices if choice != "unknown"]  # that is for what a scan cannot tell
    expected = "one of " + ", ".join(choice or '""' for choice in wanted)
    hint = near_names(value, [choice for choice in wanted if choice]) if isinstance(value, str) else ""
    problems.add(path, f"{what} cannot be {kind_of(value)}", expected=expected, hint=hint)
    return choices[0]


def to_texts(value: Any, path: Path, problems: Problems, what: str) -> list[str]:
    """A list of texts; one text stands for a list of one, nothing for an empty list."""
    if isinstance(value, str):
        return [to_text(value, path, problems, what)] if value else []
    if isinstance(value, list):
        return [
            item if isinstance(item, str) and len(item) <= LONGEST else to_text(item, (*path, at), problems, f"an entry of {what}")
            for at, item in enumerate(value)
        ]
    problems.add(path, f"{what} must be a list of texts, not {kind_of(value)}", expected="a list, or one text")
    return []


def to_map(value: Any, path: Path, problems: Problems, what: str) -> dict[str, str]:
    """A mapping of text to text; nothing stands for an empty one."""
    return _to_mapping(value, path, problems, what, to_text, "text")


def to_texts_map(value: Any, path: Path, problems: Problems, what: str) -> dict[str, list[str]]:
    """A mapping of text to lists of texts."""
    return _to_mapping(value, path, problems, what, to_texts, "lists of texts")


def _to_mapping(
    value: Any, path: Path, problems: Problems, what: str, to_item: Callable[[Any, Path, Problems, str], T], items: str
) -> dict[str, T]:
    """A mapping of text to what `to_item` makes of each value, `items` in words."""
    if value == "":
        return {}
    if not isinstance(value, dict):
        problems.add(path, f"{what} must be a mapping, not {kind_of(value)}", expected=f"a mapping of text to {items}")
        return {}
    return {key: to_item(item, (*path, key), problems, f"{what} {shown(key)}") for key, item in value.items()}


def to_shape(field: Field, value: Any, path: Path, problems: Problems) -> Any:
    """`value` in the shape of `field`, which holds no records. What does not fit is noted in `problems`."""
    if field.optional and (value is None or value in _NULLS):
        return None
    shape = field.shape
    if shape == "text":
        return to_text(value, path, problems, field.name)
    if shape == "texts":
        return to_texts(value, path, problems, field.name)
    if shape == "boolean":
        return to_boolean(value, path, problems, field.name)
    if shape == "integer":
        return to_integer(value, path, problems, field.name)
    if shape == "choice":
        if problems.scan and field.meaning(OneOf):
            return to_text(value, path, problems, field.name)
        return to_choice(value, path, problems, field.name, field.choices)
    if shape == "text map":
        return to_map(value, path, problems, field.name)
    return to_texts_map(value, path, problems, field.name)
