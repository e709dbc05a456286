"""Reads YAML literally and safely: every scalar is text; tags, anchors, aliases, duplicate keys and deep nesting are refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml
from yaml import events
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from vpcviz.errors import InputError, Problem
from vpcviz.spec.positions import DEPTH, MOST_VALUES, Lines, Mark, refusal
from vpcviz.spec.problems import Path, Place, shown

LARGEST = 16 * 2**20
"""The most characters that a YAML document may have; JSON is read much faster."""

LONGEST_KEY = 1024
"""The most characters of a key that YAML takes. Source: YAML 1.2.2, 7.4.2, "Flow Mappings" (implicit keys)."""

_OPENING = {events.MappingStartEvent: dict, events.SequenceStartEvent: list}
_CLOSING = (events.MappingEndEvent, events.SequenceEndEvent)


Short = Callable[[str], str | None]
"""The key that a tag is short for (`!Ref x` is `{Ref: x}`): "" where the tag says what is so anyway, None for none."""


def read_yaml(file: str, text: str, short: Short | None = None) -> Any:
    """The document as mappings, lists and text; an empty document is an empty text. Tags are those that are `short` for a key.

    Raises InputError at the first thing that is not plain YAML.
    """
    if len(text) > LARGEST:
        most = LARGEST // 2**20
        raise InputError(Problem(f"the document has more than {most} MB", file, expected=f"at most {most} MB of YAML, or JSON"))
    return _parse(file, text, None, short)


def locate_yaml(file: str, text: str, paths: Iterable[Path], short: Short | None = None) -> list[Place]:
    """The places of paths in a document that `read_yaml` accepts; of the nearest parent where a path is not in it."""
    root, lines = Mark(0), Lines(text)
    _parse(file, text, root, short)
    return [lines.place(root.find(path)) for path in paths]


def _parse(file: str, text: str, root: Mark | None, short: Short | None) -> Any:
    try:
        parser = CParser(text)
        try:
            return _Builder(file, text, root, short).build(parser)
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        problem = " ".join(filter(None, (error.problem or "it cannot be parsed", error.context)))
        mark = error.problem_mark or error.context_mark
        begins = problem.endswith(("an alias", "an anchor")) or (mark and mark.index >= len(text.rstrip()))  # of what has no end
        mark = error.context_mark if begins and error.context_mark else mark
        if "nesting depth" in problem:  # libyaml looks ahead, and since 0.2.6 has a limit of its own
            raise _too_deep(file, text, mark.index if mark else 0) from None
        raise refusal(file, text, mark.index if mark else 0, f"not valid YAML: {problem}", _advice(text, mark, problem)) from None
    except yaml.reader.ReaderError as error:
        index = len(text.encode("utf-8")[: max(error.position, 0)].decode("utf-8", "ignore"))
        what = f"the character U+{ord(text[index]):04X}" if index < len(text) else "a character"
        message = f"not valid YAML: {what} cannot stand here"
        raise refusal(file, text, index, message, 'printable text, or an escape such as "\\x1b" in double quotes') from None


def _too_deep(file: str, text: str, index: int) -> InputError:
    return refusal(file, text, index, f"nested deeper than {DEPTH} levels", "a document that nests as AWS does")


_ADVICE = {
    "mapping values are not allowed": 'text with ": " in it in quotes, and the keys of a mapping in line',
    "did not find expected key": "the keys of a mapping in line, and so the dashes of a list",
    "did not find expected '-' indicator": "the dashes of a list in line",
    "did not find expected ',' or '}'": "a comma between entries, and a brace at the end",
    "did not find expected ',' or ']'": "a comma between entries, and a bracket at the end",
}


def _advice(text: str, mark: Any, problem: str) -> str:
    """What to write instead of the commonest mistakes."""
    character = text[mark.index : mark.index + 1] if mark else ""
    if character == "\t":
        return "blanks, not tabs, at the beginning of a line"
    before = text[max(0, mark.index - LONGEST_KEY - 1) : mark.index] if mark else ""
    if len(before) > LONGEST_KEY and not any(sign in before.rstrip(": ") for sign in ("\n", ": ", ",")):
        return f"a key of at most {LONGEST_KEY} characters: YAML takes no longer ones"
    advice = next((advice for begin, advice in _ADVICE.items() if problem.startswith(begin)), "")
    return advice or (f'text that begins with "{character}" in quotes' if character and character in "@`%*&:|>!" else "")


_LITERALLY = ": vpcviz reads YAML without anchors and aliases"


class _Builder:
    """Builds the document from the parser's events. Depth grows in `stack` only, so that the C parser never recurses."""

    def __init__(self, file: str, text: str, root: Mark | None, short: Short | None) -> None:
        self.file = file
        self.text = text
        self.root = root
        self.short = short
        self.stack: list[tuple[Any, Mark | None]] = []
        self.begun = False

    def build(self, parser: Any) -> Any:
        """The document's value."""
        scalar = events.ScalarEvent
        result: Any = ""
        holder: Any = None  # the collection that is open
        key: Any = None  # the key that waits for its value
        mark = self.root
        for event in self._events(parser):
            kind = event.__class__
            if kind is not scalar and kind not in _OPENING:
                if kind in _CLOSING:
                    holder, mark = self.stack.pop()
                elif kind is events.StreamEndEvent:
                    break
                else:
                    self._check_other(event)
                continue
            name = self._named(event) if event.anchor is not None or event.tag is not None else ""
            if kind is not scalar:
                value = self._open(event, holder, key)
            elif key is None and holder.__class__ is dict:
                key = self._key(event, name, holder, mark)
                continue
            else:
                value = event.value
            child = self._place(event, mark, key, holder)
            placed = {name: value} if name else value
            if name and child is not None:
                child.children[name] = child = Mark(child.index)
            if holder is None:
                result = placed
            elif key is not None:
                holder[key] = placed
                key = None
            else:
                holder.append(placed)
            if kind is not scalar:
                self.stack.append((holder, mark))
                holder, mark = value, child
        return result

    def _key(self, event: Any, name: str, holder: dict[str, Any], mark: Mark | None) -> str:
        """The key that an event is; where it begins is noted."""
        if name:
            raise self._not_plain(event)
        key: str = event.value
        self._check_key(key, holder, event)
        if mark is not None:
            mark.keys[key] = event.start_mark.index
        return key

    def _events(self, parser: Any) -> Iterator[Any]:
        next_event = parser.get_event
        for _ in range(MOST_VALUES):
            yield next_event()
        raise self._refusal(next_event(), f"the document has more than {MOST_VALUES} values", "a smaller document")

    def _place(self, event: Any, mark: Mark | None, key: Any, holder: Any) -> Mark | None:
        """Note where a value begins; None where nobody wants to know."""
        if mark is None:
            return None
        if holder is None:
            mark.index = event.start_mark.index
            return mark
        child = mark.children[key if key is not None else len(holder)] = Mark(event.start_mark.index)
        return child

    def _open(self, event: Any, holder: Any, key: Any) -> Any:
        if key is None and holder.__class__ is dict:
            raise self._refusal(event, "a key must be text", "key: value")
        if len(self.stack) >= DEPTH:
            raise _too_deep(self.file, self.text, event.start_mark.index)
        return _OPENING[event.__class__]()

    def _named(self, event: Any) -> str:
        """The key that an event's tag is short for, "" where it says nothing. Raises InputError for any other, and an anchor."""
        name = self.short(event.tag) if self.short is not None and event.anchor is None else None
        if name is None:
            raise self._not_plain(event)
        return name

    def _check_key(self, key: str, holder: dict[str, Any], event: Any) -> None:
        if key in holder:
            raise self._refusal(event, f"the key {shown(key)} is written twice", "each key once in a mapping")

    def _check_other(self, event: Any) -> None:
        if isinstance(event, events.AliasEvent):
            raise self._not_plain(event)
        if isinstance(event, events.DocumentStartEvent):
            if self.begun:
                raise self._refusal(event, "a second document starts here", "one document in a file")
            self.begun = True

    def _not_plain(self, event: Any) -> InputError:
        """Anchors and aliases are written out, so that every value has a place of its own and nothing grows unseen."""
        if isinstance(event, events.AliasEvent):
            what, expected = (
                f"an alias ({_quoted('*', event)})",
                'what it stands for, written out; text that begins with "*" in quotes',
            )
            return self._refusal(event, f"{what} is not allowed here{_LITERALLY}", expected)
        if event.anchor is not None:
            what = f"an anchor ({_quoted('&', event)})"
            expected = 'what is used again, written out each time; text that begins with "&" in quotes'
            return self._refusal(event, f"{what} is not allowed here{_LITERALLY}", expected)
        return self._refusal(event, f"a tag ({shown(event.tag)[1:-1]}) is not allowed here", 'plain YAML; text with "!" in quotes')

    def _refusal(self, event: Any, message: str, expected: str) -> InputError:
        return refusal(self.file, self.text, event.start_mark.index, message, expected)


def _quoted(sign: str, event: Any) -> str:
    """An anchor or alias as it is written."""
    return shown(f"{sign}{event.anchor}")[1:-1]
