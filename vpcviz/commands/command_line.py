"""The command line as Typer reads it: help, completion, and messages on what is wrong. It is loaded when one of them is needed;
`plain_line` reads the rest.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand

from vpcviz.commands.declaring import MISSING, Argument, Option, Parameter, parameters
from vpcviz.commands.names import COMMANDS, function_of
from vpcviz.overview import ABOUT, EXAMPLES, SUMMARIES, WIDTH

_LISTED = ("-h", "--help", "--version")


class Call(NamedTuple):
    """A command that is to run, and what is given to it."""

    command: Callable[..., Any]
    given: dict[str, Any]


def read(words: Sequence[str]) -> Call | int:
    """The call that `words` ask for; the exit code where they ask for none, and Typer has said why."""
    calls: list[Call] = []
    try:
        application(words[0] if words else "", calls)(args=list(words), prog_name="vpcviz", standalone_mode=True)
    except SystemExit as end:
        if end.code:
            return end.code if isinstance(end.code, int) else 1
    return calls[0] if calls else 0


def application(only: str = "", calls: list[Call] | None = None) -> typer.Typer:
    """The command line with all its commands, or with the one that is asked for: the others then cost no time. What it is
    called with goes into `calls`.

    For `--help` alone the commands are their summaries.
    """
    app = typer.Typer(
        name="vpcviz",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # Plain help: importing rich for it takes longer than all the rest.
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH},
        help=ABOUT,
        epilog="\b\nExamples:\n  " + "\n  ".join(EXAMPLES),
    )
    app.callback()(_vpcviz)  # With it, one command alone is still named on the command line.
    for name in (only,) if only in COMMANDS else COMMANDS:
        if only in _LISTED:
            app.command(name, help=SUMMARIES[name])(_listed)
            continue
        app.command(name, cls=_Command)(_for_typer(function_of(name), [] if calls is None else calls))
    return app


def _listed() -> None:
    """A command in the list of commands, which is not run from there."""


def _print_version(wanted: bool) -> None:
    if wanted:
        from vpcviz.commands.version import version_line

        print(version_line())  # noqa: T201
        raise typer.Exit


def _vpcviz(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Draw AWS networks, and ask them which way their traffic goes."""


class _Command(TyperCommand):
    """A command whose options may take several words each time: Typer has none that may be given several times."""

    def __init__(self, *arguments: Any, callback: Callable[..., Any], **options: Any) -> None:
        super().__init__(*arguments, callback=callback, **options)
        for parameter in self.params:
            parameter.nargs = callback.words.get(parameter.name, parameter.nargs)  # type: ignore[attr-defined]


def _for_typer(command: Callable[..., Any], calls: list[Call]) -> Callable[..., Any]:
    """A function with the parameters of a command, declared for Typer, that keeps what it is called with."""

    def kept(**given: Any) -> None:
        calls.append(Call(command, given))

    known = parameters(command)
    own = [_declared(one) for one in known]
    kept.__name__, kept.__doc__ = command.__name__, command.__doc__
    kept.__signature__ = inspect.Signature(own)  # type: ignore[attr-defined]
    kept.__annotations__ = {one.name: one.annotation for one in own}
    kept.words = {  # type: ignore[attr-defined]
        one.name: one.declared.words for one in known if isinstance(one.declared, Option) and one.declared.words > 1
    }
    return kept


def _declared(parameter: Parameter) -> inspect.Parameter:
    """A parameter as Typer has it declared."""
    told = parameter.declared
    if isinstance(told, Argument):
        said: Any = typer.Argument(metavar=told.metavar, help=told.help)
    else:
        said = typer.Option(
            *told.names, help=told.help, metavar=told.metavar, min=told.min, max=told.max, rich_help_panel=told.panel
        )
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if parameter.default is MISSING else parameter.default,
        annotation=Annotated[parameter.type, said],
    )
