"""How commands declare what a user may give them: values beside the types of a function's parameters.

    files: Annotated[list[str], Argument(metavar="FILE…", help="Specs and snapshots.")]
    limit: Annotated[int, Option("--limit", min=1, help="The most things that are shown.")] = 50

Where these are many, they are the annotated variables of a class, of which the function gets one:

    class FindOptions(Given):
        limit: Annotated[int, Option("--limit", min=1, help="The most things that are shown.")] = 50

    def find(given: FindOptions) -> None: ...

Two read them: `plain_line` what needs no explanation, `command_line` (Typer) all else: help, completion, mistakes. This module
knows neither: importing Typer takes longer than most commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Argument:
    """A word, or words, that stand for themselves."""

    def __init__(self, *, metavar: str, help: str) -> None:  # noqa: A002
        self.metavar, self.help = metavar, help


class Option:
    """What is given by name; without `names` the parameter's own with dashes. A number lies between `min` and `max`; `words` are
    so many each time that it is given; `panel` is the heading under which help lists it.
    """

    def __init__(
        self,
        *names: str,
        help: str,  # noqa: A002
        metavar: str | None = None,
        min: float | None = None,  # noqa: A002
        max: float | None = None,  # noqa: A002
        panel: str | None = None,
        words: int = 1,
    ) -> None:
        self.names, self.help, self.metavar, self.panel, self.words = names, help, metavar, panel, words
        self.min, self.max = min, max


MISSING: Any = object()
"""The default of a parameter that has none."""


class Parameter:
    """A parameter of a command: its name, its type (`list[str] | None`), what is declared of it, and its default."""

    def __init__(self, name: str, annotation: Any, default: Any) -> None:
        self.name, self.annotation, self.default = name, annotation, default
        self.type: Any = annotation.__origin__
        self.declared: Argument | Option = annotation.__metadata__[0]


class Given:
    """What a user gave to a command. A subclass declares its arguments and options, and may inherit some that several commands
    have; what is not given has its default.
    """

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """The parameters of a command in their order, and those that a decorator adds: its `added`, in place of what it `hands`."""
    own = list(_own(getattr(command, "__wrapped__", command), getattr(command, "hands", "")))
    more, names = getattr(command, "added", {}), {one.name for one in own}
    return own + [Parameter(name, *more[name]) for name in more if name not in names]


def call(command: Callable[..., Any], given: Mapping[str, Any], **handed: Any) -> Any:
    """Call a command with what is given to its parameters, by their names; `handed` goes to the function as it is."""
    if hasattr(command, "added"):
        return command(**given)
    words: dict[str, Any] = {}
    for name in _names(command):
        declared = _class_of(command, name)
        if declared is not None:
            words[name] = declared(**{key: given[key] for key, _, _ in _annotated(declared) if key in given})
        elif name in given:
            words[name] = given[name]
    return command(**words, **handed)


def has(command: Callable[..., Any], name: str) -> bool:
    """Whether a command itself declares a parameter."""
    classes = (_class_of(command, own) for own in _names(command))
    return name in _names(command) or any(name == key for one in classes if one for key, _, _ in _annotated(one))


def _names(function: Callable[..., Any]) -> tuple[str, ...]:
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def _own(function: Callable[..., Any], handed: str) -> Iterator[Parameter]:
    """What a function declares, itself or by a class."""
    names, defaults = _names(function), function.__defaults__ or ()
    without = len(names) - len(defaults)
    for at, name in enumerate(names):
        declared = _class_of(function, name)
        if declared is not None:
            yield from _of_class(declared)
        elif name != handed:
            default = MISSING if at < without else defaults[at - without]
            yield Parameter(name, _evaluated(function.__annotations__[name], function.__globals__), default)


def _of_class(declared: type[Given]) -> Iterator[Parameter]:
    for name, annotation, module in _annotated(declared):
        yield Parameter(name, _evaluated(annotation, vars(sys.modules[module])), getattr(declared, name, MISSING))


def _annotated(declared: type[Given]) -> Iterator[tuple[str, Any, str]]:
    """The names that a class declares, then those that it inherits, each with its annotation and the module that it stands in."""
    for kind in declared.__mro__:
        for name, annotation in getattr(kind, "__annotations__", {}).items():
            yield name, annotation, kind.__module__


def _class_of(function: Callable[..., Any], name: str) -> type[Given] | None:
    """The class that declares what a parameter holds; None where the parameter is one value."""
    annotation = function.__annotations__[name]
    known = function.__globals__.get(annotation) if isinstance(annotation, str) else annotation
    return known if isinstance(known, type) and issubclass(known, Given) else None


def _evaluated(annotation: Any, around: dict[str, Any]) -> Any:
    """An annotation as it means. `typing.get_type_hints` would do the same for all names, in three times the time."""
    return eval(annotation, around) if isinstance(annotation, str) else annotation  # noqa: S307 - our own source
