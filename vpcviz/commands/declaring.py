"""How commands declare what a user may give them: values beside the types of a function's parameters.

    files: Annotated[list[str], Argument(metavar="FILE…", help="Specs and snapshots.")]
    limit: Annotated[int, Option("--limit", min=1, help="The most things that are shown.")] = 50

Two read them: `plain_line` what needs no explanation, `command_line` (Typer) all else: help, completion, mistakes. This module
knows neither: importing Typer takes longer than most commands.
"""

from __future__ import annotations

from collections.abc import Callable
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


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """The parameters of a command in their order, and those that a decorator adds: its `added`, in place of what it `hands`."""
    own = getattr(command, "__wrapped__", command)
    code, defaults = own.__code__, own.__defaults__ or ()
    names = code.co_varnames[: code.co_argcount]
    without = len(names) - len(defaults)
    found = [
        Parameter(name, _evaluated(own, name), MISSING if at < without else defaults[at - without])
        for at, name in enumerate(names)
        if name != getattr(command, "hands", "")
    ]
    more = getattr(command, "added", {})
    return found + [Parameter(name, *more[name]) for name in more if name not in names]


def _evaluated(function: Callable[..., Any], name: str) -> Any:
    """The annotation of a parameter. `typing.get_type_hints` would do the same for all names, in three times the time."""
    annotation = function.__annotations__[name]
    return eval(annotation, function.__globals__) if isinstance(annotation, str) else annotation  # noqa: S307 - our own source
