"""Reads JSON strictly (no duplicate keys, bounded depth) and finds the places of paths in it when there is a problem to report."""

import json
import re
from collections.abc import Iterable
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.spec.marks import Lines, Mark, refusal
from vpcviz.spec.problems import Path, Place, shown
from vpcviz.spec.yaml_reader import DEPTH

_PART = re.compile(r'[ \t\r\n]*([{}\[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}\[\]:,"]+)')


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
        raise refusal(file, text, error.pos, f"not valid JSON: {error.msg}") from None
    except ValueError as error:
        raise InputError(Problem(f"not valid JSON: {error}", file, expected="JSON as RFC 8259 has it")) from None
    if duplicates:
        _mark(file, text)  # raises at the second of the two keys
    return document


def locate_json(file: str, text: str, paths: Iterable[Path]) -> list[Place]:
    """The places of paths in a document that `read_json` accepts; of the nearest parent where a path is not in it."""
    root, lines = _mark(file, text), Lines(text)
    return [lines.place(root.find(path)) for path in paths]


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
