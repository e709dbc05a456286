"""Command lines that need no explanation, read at once: known options, each with a value that is one, and arguments.

For anything else `read` has no answer, and Typer is asked (`command_line`), whose help, messages and completion are the only ones:
mistakes, `--help`, values that begin with a dash, options given twice, `-ofile`, `--`. What is read here is what Typer would
read; tests compare the two.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from vpcviz.commands.declaring import MISSING, Argument, Option, Parameter, parameters


class _Unclear(Exception):  # noqa: N818 - it is no error: Typer reads the line.
    """What Typer is to read."""


def read(command: Callable[..., Any], words: Sequence[str]) -> dict[str, Any] | None:
    """What `words` give to a command, by the names of its parameters, less those that keep their defaults; None where unclear."""
    try:
        return _read(parameters(command), list(words))
    except _Unclear:
        return None


def _read(known: list[Parameter], words: list[str]) -> dict[str, Any]:
    named = {name: one for one in known for name in _names(one)}
    given: dict[str, Any] = {}
    plain: list[str] = []
    words.reverse()
    while words:
        word = words.pop()
        if word == "-" or not word.startswith("-"):
            plain.append(word)
            continue
        name, equals, value = word.partition("=")
        if name not in named or (equals and not name.startswith("--")):
            raise _Unclear
        if equals:
            words.append(value)
        _take(named[name], words, given, bool(equals))
    _place([one for one in known if isinstance(one.declared, Argument)], plain, given)
    if any(one.default is MISSING and one.name not in given for one in known):
        raise _Unclear
    return given


def _names(parameter: Parameter) -> Sequence[str]:
    if not isinstance(parameter.declared, Option):
        return ()
    if not parameter.declared.names and parameter.type is not bool:  # Typer gives such a flag two names.
        return (f"--{parameter.name.replace('_', '-')}",)
    return parameter.declared.names


def _take(parameter: Parameter, words: list[str], given: dict[str, Any], has_value: bool) -> None:
    """Take an option's value off the words that are left (the next is the last)."""
    kind, many = _kind(parameter)
    count = parameter.declared.words if isinstance(parameter.declared, Option) else 1
    if not many and parameter.name in given:
        raise _Unclear
    if kind is bool:
        if has_value:
            raise _Unclear
        given[parameter.name] = True
        return
    if len(words) < count or (has_value and count > 1):
        raise _Unclear
    if not has_value and any(word.startswith("-") and word != "-" for word in words[-count:]):
        raise _Unclear
    values = [_value(parameter, kind, words.pop()) for _ in range(count)]
    if many:
        given.setdefault(parameter.name, []).append(values[0] if count == 1 else tuple(values))
    else:
        given[parameter.name] = values[0]


def _place(known: list[Parameter], plain: list[str], given: dict[str, Any]) -> None:
    """Give the words that stand for themselves to the arguments: each has one, the last may have many."""
    if not plain:
        return
    for parameter in known:
        kind, many = _kind(parameter)
        if many:
            given[parameter.name] = [_value(parameter, kind, word) for word in plain]
            return
        if plain:
            given[parameter.name] = _value(parameter, kind, plain.pop(0))
    if plain:
        raise _Unclear


def _kind(parameter: Parameter) -> tuple[Any, bool]:
    """The type of one value, and whether there may be many: of `list[Path] | None` Path and True."""
    kind = parameter.type
    choices = [one for one in getattr(kind, "__args__", ()) if one is not type(None)]
    if getattr(kind, "__origin__", None) is not list and choices:
        kind = choices[0]
    return (kind.__args__[0], True) if getattr(kind, "__origin__", None) is list else (kind, False)


def _value(parameter: Parameter, kind: Any, word: str) -> Any:
    """The value that a word is."""
    if kind is str:
        return word
    if kind is Path:
        return _path(word)
    if kind in (int, float):
        return _number(parameter.declared, kind, word)
    if issubclass(kind, Enum) and word in {one.value for one in kind}:
        return kind(word)
    raise _Unclear


def _path(word: str) -> Path:
    if "\0" in word or (os.path.lexists(word) and not os.access(word, os.R_OK)):
        raise _Unclear
    return Path(word)


def _number(declared: Argument | Option, kind: Any, word: str) -> Any:
    digits = word.replace(".", "", 1) if kind is float else word
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise _Unclear
    value = kind(word)
    if isinstance(declared, Option):
        least, most = declared.min, declared.max
        if (least is not None and value < least) or (most is not None and value > most):
            raise _Unclear
    return value
