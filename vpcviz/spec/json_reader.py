"""Reads JSON strictly (no duplicate keys, bounded depth) and finds the places of paths in it when there is a problem to report."""

import json
import re
from collections.abc import Iterable
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.spec.problems import Path, Place, shown, split_lines
from vpcviz.spec.yaml_reader import DEPTH, _Marked, find_place

_TOKEN = re.compile(r'[ \t\r\n]*([{}\[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}\[\]:,"]+)')


def read_json(file: str, text: str) -> Any:
    """The document as mappings, lists, text, numbers, booleans and None. Raises InputError where it is not JSON."""
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
        raise _refusal(file, text, error.pos, f"not valid JSON: {error.msg}") from None
    except ValueError as error:
        raise InputError(Problem(f"not valid JSON: {error}", file, expected="JSON as RFC 8259 has it")) from None
    if duplicates:
        _mark(file, text)  # raises at the second of the two keys
    return document


def locate_json(file: str, text: str, paths: Iterable[tuple[Path, bool]]) -> list[Place]:
    """The places of paths in a document that `read_json` accepts; of the nearest parent where a path is not in it."""
    root = _mark(file, text)
    return [find_place(root, path, on_key) for path, on_key in paths]


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _bounded_int(digits: str) -> int:
    if len(digits) > 30:
        raise ValueError(f"the number {digits[:20]}… is too long")
    return int(digits)


def _check_depth(file: str, text: str) -> None:
    if text.count("[") + text.count("{") <= DEPTH:
        return
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"?|[{}\[\]]', text):
        sign = match.group()
        if sign in "[{":
            depth += 1
            if depth > DEPTH:
                raise _refusal(file, text, match.start(), f"nested deeper than {DEPTH} levels", "a document that nests as AWS does")
        elif sign in "]}":
            depth -= 1


def _refusal(file: str, text: str, position: int, message: str, expected: str = "") -> InputError:
    line, column = _place(text, position)
    lines = split_lines(text)
    return InputError(Problem(message, file, line, column, expected, "", lines[line - 1] if line <= len(lines) else ""))


def _place(text: str, position: int) -> Place:
    start = text.rfind("\n", 0, position) + 1
    return text.count("\n", 0, position) + 1, position - start + 1


def _mark(file: str, text: str) -> _Marked:
    """The places of everything in valid JSON. Raises InputError at a key that is there twice."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    root: _Marked | None = None
    stack: list[tuple[_Marked, bool]] = []  # (marks, is a mapping)
    key: str | None = None
    for match in _TOKEN.finditer(text):
        token, position = match.group(1), match.start(1)
        while line + 1 < len(starts) and starts[line + 1] <= position:
            line += 1
        place = (line + 1, position - starts[line] + 1)
        if token in "}]":
            stack.pop()
            continue
        if token in ",:":
            continue
        parent, in_mapping = stack[-1] if stack else (None, False)
        if parent is not None and in_mapping and key is None:
            key = json.loads(token)
            if key in parent.keys:
                raise _refusal(file, text, position, f"the key {shown(key)} is written twice", "each key once in a mapping")
            parent.keys[key] = place
            continue
        node = _Marked(place)
        if parent is None:
            root = root or node
        else:
            parent.children[key if in_mapping and key is not None else len(parent.children)] = node
        key = None
        if token in "{[":
            stack.append((node, token == "{"))
    return root or _Marked((1, 1))
