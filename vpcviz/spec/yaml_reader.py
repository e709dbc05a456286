"""Reads YAML literally and safely: every scalar is text; tags, anchors, aliases, duplicate keys and deep nesting are refused."""

from collections.abc import Iterable
from typing import Any

import yaml
from yaml.cyaml import CParser
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from vpcviz.errors import InputError, Problem
from vpcviz.spec.problems import Path, Place, shown, split_lines

DEPTH = 60
"""How deep a document may nest."""


class _Marked:
    """A parsed node with the places of itself, its keys and its children; only built to report problems."""

    __slots__ = ("children", "keys", "place")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.children: dict[str | int, _Marked] = {}
        self.keys: dict[str | int, Place] = {}


def read_yaml(file: str, text: str) -> Any:
    """The document as mappings, lists and text; an empty document is an empty text.

    Raises InputError at the first thing that is not plain YAML.
    """
    return _parse(file, text, None)


def locate_yaml(file: str, text: str, paths: Iterable[tuple[Path, bool]]) -> list[Place]:
    """The places of paths in a document that `read_yaml` accepts; of the nearest parent where a path is not in it."""
    root = _Marked((1, 1))
    _parse(file, text, root)
    return [find_place(root, path, on_key) for path, on_key in paths]


def find_place(root: _Marked, path: Path, on_key: bool) -> Place:
    """The place of `path` below `root`: of its key or of its value."""
    node = root
    place = root.place
    for at, part in enumerate(path):
        child = node.children.get(part)
        if child is None:
            return place
        place = node.keys[part] if on_key and at == len(path) - 1 and part in node.keys else child.place
        node = child
    return place


def _refusal(file: str, text: str, mark: Any, message: str, expected: str = "", hint: str = "") -> InputError:
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    lines = split_lines(text)
    excerpt = lines[line - 1] if line <= len(lines) else ""
    return InputError(Problem(message, file, line, column, expected, hint, excerpt))


def _parse(file: str, text: str, root: _Marked | None) -> Any:
    try:
        parser = CParser(text)
        try:
            return _build(file, text, parser, root)
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "it cannot be parsed"
        if error.context:
            problem = f"{problem} {error.context}"
        raise _refusal(file, text, error.problem_mark or error.context_mark, f"not valid YAML: {problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(error.position, 0)) + 1
        raise InputError(Problem(f"not valid YAML: {error.reason}", file, line, 1, "printable text")) from None


def _check_plain(file: str, text: str, event: Any) -> None:
    if type(event) is AliasEvent or event.anchor is not None:
        sign = "an alias (*)" if type(event) is AliasEvent else "an anchor (&)"
        raise _refusal(file, text, event.start_mark, f"{sign} is not allowed here", 'plain YAML; text with "&" or "*" in quotes')
    if event.tag is not None:
        raise _refusal(file, text, event.start_mark, f"a tag ({shown(event.tag)[1:-1]}) is not allowed here", "plain YAML; text in quotes")


def _build(file: str, text: str, parser: Any, root: _Marked | None) -> Any:  # noqa: C901, PLR0912, PLR0915
    """One loop over the events: the only place where depth grows is `stack`, so that the C parser never recurses."""
    event_of = parser.get_event
    stack: list[tuple[Any, Any, _Marked | None]] = []  # (collection, pending key, its marks)
    holder: Any = None
    key: Any = None
    marks = root
    result: Any = ""
    documents = 0
    while True:
        event = event_of()
        kind = type(event)
        value: Any
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _check_plain(file, text, event)
            value = event.value
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            holder, key, marks = stack.pop()
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            _check_plain(file, text, event)
            value = {} if kind is MappingStartEvent else []
        elif kind is AliasEvent:
            _check_plain(file, text, event)
            continue
        elif kind is yaml.StreamEndEvent:
            return result
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _refusal(file, text, event.start_mark, "a second document starts here", "one document in a file")
            continue
        else:
            continue

        # put the value where it belongs
        node: _Marked | None = None
        if type(holder) is dict:
            if key is None:
                if kind is not ScalarEvent:
                    raise _refusal(file, text, event.start_mark, "a key must be text", "key: value")
                if value in holder:
                    raise _refusal(file, text, event.start_mark, f"the key {shown(value)} is written twice", "each key once in a mapping")
                key = value
                if marks is not None:
                    marks.keys[key] = (event.start_mark.line + 1, event.start_mark.column + 1)
                continue
            holder[key] = value
            if marks is not None:
                node = marks.children[key] = _Marked((event.start_mark.line + 1, event.start_mark.column + 1))
            key = None
        elif holder is None:
            result = value
            node = marks
            if node is not None:
                node.place = (event.start_mark.line + 1, event.start_mark.column + 1)
        else:
            if marks is not None:
                node = marks.children[len(holder)] = _Marked((event.start_mark.line + 1, event.start_mark.column + 1))
            holder.append(value)
        if kind is not ScalarEvent:
            stack.append((holder, key, marks))
            if len(stack) > DEPTH:
                raise _refusal(file, text, event.start_mark, f"nested deeper than {DEPTH} levels", "a document that nests as AWS does")
            holder, key, marks = value, None, node
