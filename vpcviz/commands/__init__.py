"""The commands of `vpcviz`, and the one place where errors become messages and exit codes.

Each command is a function in a module of its own; heavy imports stand inside the functions, so that `vpcviz --help` is quick.
"""

import errno
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Annotated

import typer

from vpcviz.commands.asking import Command
from vpcviz.errors import InputError, VpcvizError
from vpcviz.overview import ABOUT, EXAMPLES, SUMMARIES, WIDTH

COMMANDS = {
    "draw": "vpcviz.commands.draw:draw",
    "validate": "vpcviz.commands.validate:validate",
    "schema": "vpcviz.commands.schema:schema",
    "scan": "vpcviz.commands.scan:scan",
    "iam-policy": "vpcviz.commands.iam_policy:iam_policy",
    "dump-commands": "vpcviz.commands.dump_commands:dump_commands",
    "trace": "vpcviz.commands.trace:trace",
    "reach": "vpcviz.commands.reach:reach",
    "find": "vpcviz.commands.find:find",
    "check": "vpcviz.commands.check:check",
    "cost": "vpcviz.commands.cost:cost",
    "diff": "vpcviz.commands.diff:diff",
    "docs": "vpcviz.commands.docs:docs",
    "build": "vpcviz.commands.build:build",
    "inject": "vpcviz.commands.inject:inject",
    "info": "vpcviz.commands.info:info",
    "gaps": "vpcviz.commands.gaps:gaps",
    "mcp": "vpcviz.integrations.mcp.command:mcp",
    "version": "vpcviz.commands.version:version",
}
"""Each command's name and the function that does it, in the order of the help."""


INTERRUPTED, TERMINATED = 130, 143
"""Exit codes after Ctrl-C and SIGTERM: 128 and the signal's number."""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)
"""The errors of an output that takes no more, or that the caller closed: they are nobody's bug."""


class Terminated(BaseException):
    """SIGTERM arrived: unwind as for Ctrl-C, so that nothing is left half-written."""


FAULT = 70
"""The exit code for a fault of vpcviz itself (sysexits.h: EX_SOFTWARE)."""


_LISTED = ("-h", "--help", "--version")


def application(only: str = "") -> typer.Typer:
    """The command line with all its commands, or with the one that is to run: the others then cost no time.

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
        if only in _LISTED and name in SUMMARIES:
            app.command(name, help=SUMMARIES[name])(_listed)
            continue
        module_name, function = COMMANDS[name].split(":")
        app.command(name, cls=Command)(getattr(import_module(module_name), function))
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


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with `arguments` (the process's own by default); the exit code comes back.

    0 done, 1 the answer is no, 2 bad input or usage, 3 no access to AWS, 4 incomplete under --strict, 70 a fault of vpcviz,
    130 Ctrl-C, 143 SIGTERM.
    """
    signal.signal(signal.SIGTERM, _terminate)
    try:
        return _called(arguments)
    except VpcvizError as error:
        _report(error)
        return error.exit_code
    except KeyboardInterrupt:
        _say("vpcviz: interrupted")
        return INTERRUPTED
    except Terminated:
        _say("vpcviz: terminated")
        return TERMINATED
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except OSError as error:
        if error.errno not in FULL:
            return _fault(error)
        _drop_stdout()
        _say(f"vpcviz: the output cannot be written: {error.strerror}")
        return 2
    except Exception as error:
        return _fault(error)


def _fault(error: Exception) -> int:
    """Say that vpcviz itself is at fault, in two lines; the traceback is for who asks for it."""
    if os.environ.get("VPCVIZ_TRACEBACK"):
        raise error
    from vpcviz.text import terminal

    _say(f"vpcviz: this is a fault of vpcviz, not yours: {type(error).__name__}: {terminal(str(error))}")
    _say("Please report it with its input; VPCVIZ_TRACEBACK=1 shows where it happened.")
    return FAULT


def _called(arguments: Sequence[str] | None) -> int:
    """What Typer makes of `arguments`; all output is written then."""
    try:
        words = sys.argv[1:] if arguments is None else arguments
        code = application(words[0] if words else "")(args=list(words), prog_name="vpcviz", standalone_mode=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) or end.code is None else 1
        if code == INTERRUPTED:  # Typer ends so on Ctrl-C, without a word.
            _say("vpcviz: interrupted")
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _drop_stdout() -> None:
    """What is still waiting to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _report(error: VpcvizError) -> None:
    from vpcviz.text import terminal

    if isinstance(error, InputError):
        from vpcviz.spec.explain import format_problem

        for problem in error.problems:
            _say(format_problem(problem))
        return
    _say(f"vpcviz: {terminal(str(error))}")


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
