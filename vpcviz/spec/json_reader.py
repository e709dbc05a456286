"""Reads JSON strictly (no duplicate keys, bounded depth) and finds the places of paths in it when there is a problem to report."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.spec.positions import DEPTH, MOST_VALUES, Lines, Mark, refusal
from vpcviz.spec.problems import Path, Place, shown

_PART = re.compile(r'[ \t\r\n]*([{}\[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}\[\]:,"]+)')

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MOST_DIGITS = 30


def read_json(file: str, text: str) -> Any:
    """The document as mappings, lists, text, numbers, booleans and None. Raises InputError where it is not JSON."""
    if text.count(",") > MOST_VALUES:
        raise InputError(Problem(f"the document has more than {MOST_VALUES} values", file, expected="a smaller document"))
    _check_depth(file, text)
    duplicates: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            duplicates.append("")
        return made

    try:
        document = json.loads(text, object_pairs_hook=mapping, parse_constant=_no_constant, parse_int=_bounded_int)
    except json.JSONDecodeError as error:
        raise refusal(file, text, error.pos, f"not valid JSON: {error.msg}") from None
    except ValueError as error:
        raise refusal(file, text, _bad_number(text), f"not valid JSON: {error}", "a number as JSON has it") from None
    if duplicates:
        _mark(file, text)  # raises at the second of the two keys
    lone = _lone_surrogate(text)
    if lone is not None:
        raise refusal(file, text, lone, "half of a surrogate pair is no character", "both halves, or the character itself")
    return document


def locate_json(file: str, text: str, paths: Iterable[Path]) -> list[Place]:
    """The places of paths in a document that `read_json` accepts; of the nearest parent where a path is not in it."""
    wanted = list(paths)
    starts, lines = _item_starts(text, wanted), Lines(text)
    if starts is not None:
        return [lines.place(starts[path[0]]) for path in wanted]  # type: ignore[index]
    root = _mark(file, text)
    return [lines.place(root.find(path)) for path in wanted]


def _item_starts(text: str, paths: Sequence[Path]) -> list[int] | None:
    """Where the items of a document begin that is a list; None where it is none, or a path leads elsewhere.

    Finding the places of all that is in them would take ten times as long.
    """
    at = _BLANK.match(text).end()  # type: ignore[union-attr]
    if text[at : at + 1] != "[" or not all(len(path) == 1 and isinstance(path[0], int) for path in paths):
        return None
    decoder, starts = json.JSONDecoder(), []
    at = _BLANK.match(text, at + 1).end()  # type: ignore[union-attr]
    while text[at] != "]":
        starts.append(at)
        at = _BLANK.match(text, decoder.raw_decode(text, at)[1]).end()  # type: ignore[union-attr]
        if text[at] == ",":
            at = _BLANK.match(text, at + 1).end()  # type: ignore[union-attr]
    return starts if all(0 <= path[0] < len(starts) for path in paths) else None  # type: ignore[operator]


_BLANK = re.compile(r"[ \t\n\r]*")


def has_duplicates(text: str) -> bool:
    """Whether a valid JSON text has a mapping with one key twice."""
    try:
        json.loads(text, object_pairs_hook=_once_each)
    except KeyError:
        return True
    return False


def _once_each(pairs: list[tuple[str, Any]]) -> None:
    """Raise KeyError where a key stands twice; nothing is kept of the others."""
    if len(dict(pairs)) < len(pairs):
        raise KeyError


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _bounded_int(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"the number {digits[:20]}… is too long")
    return int(digits)


def _bad_number(text: str) -> int:
    """Where the constant or number stands that is no number of JSON, or too long."""
    for match in _PART.finditer(text):
        part = match.group(1).lstrip("-")
        if part in ("NaN", "Infinity") or (part.isdigit() and len(part) >= _MOST_DIGITS):
            return match.start(1)
    return 0


def _lone_surrogate(text: str) -> int | None:
    """Where an escape stands for half of a surrogate pair without the other half."""
    if not _SURROGATE.search(text):
        return None
    high: re.Match[str] | None = None
    for match in _ESCAPE.finditer(text):
        code = int(match.group(1) or "0", 16)
        paired = high is not None and high.end() == match.start()
        if high is not None and not (paired and 0xDC00 <= code < 0xE000):
            return high.start()
        if high is None and 0xDC00 <= code < 0xE000:
            return match.start()
        high = match if 0xD800 <= code < 0xDC00 else None
    return None if high is None else high.start()


def _check_depth(file: str, text: str) -> None:
    if text.count("[") + text.count("{") <= DEPTH:
        return
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"?|[{}\[\]]', text):
        sign = match.group()
        if sign in "[{":
            depth += 1
            if depth > DEPTH:
                raise refusal(file, text, match.start(), f"nested deeper than {DEPTH} levels", "a document that nests as AWS does")
        elif sign in "]}":
            depth -= 1


def _mark(file: str, text: str) -> Mark:
    """The places of everything in valid JSON. Raises InputError at a key that is there twice."""
    root: Mark | None = None
    stack: list[tuple[Mark, bool]] = []  # (marks, is a mapping)
    key: str | None = None
    for match in _PART.finditer(text):
        part, index = match.group(1), match.start(1)
        if part in "}]":
            stack.pop()
            continue
        if part in ",:":
            continue
        parent, in_mapping = stack[-1] if stack else (None, False)
        if parent is not None and in_mapping and key is None:
            key = json.loads(part)
            if key in parent.keys:
                raise refusal(file, text, index, f"the key {shown(key)} is written twice", "each key once in a mapping")
            parent.keys[key] = index
            continue
        node = Mark(index)
        if parent is None:
            root = root or node
        else:
            parent.children[key if in_mapping and key is not None else len(parent.children)] = node
        key = None
        if part in "{[":
            stack.append((node, part == "{"))
    return root or Mark(0)
