"""The commands of `vpcviz`, and the one place where errors become messages and exit codes.

Each command is a function in a module of its own; heavy imports stand inside the functions, so that `vpcviz --help` is quick.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from vpcviz.commands.declaring import call
from vpcviz.commands.ending import Ended
from vpcviz.commands.names import COMMANDS as COMMANDS
from vpcviz.commands.names import function_of
from vpcviz.errors import InputError, VpcvizError

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes after Ctrl-C and SIGTERM: 128 and the signal's number."""


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)
"""The errors of an output that takes no more, or that the caller closed: they are nobody's bug."""


class Terminated(BaseException):
    """SIGTERM arrived: unwind as for Ctrl-C, so that nothing is left half-written."""


FAULT = 70
"""The exit code for a fault of vpcviz itself (sysexits.h: EX_SOFTWARE)."""


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
    """Run what `arguments` ask for; all output is written then."""
    words = sys.argv[1:] if arguments is None else arguments
    code = _ended(*plain) if (plain := _plain(words)) else _read_by_typer(words)
    sys.stdout.flush()
    return code


def _plain(words: Sequence[str]) -> tuple[Callable[..., Any], dict[str, Any]] | None:
    """The command, and what is given to it, of a line that needs no explanation."""
    if not words or words[0] not in COMMANDS or "_VPCVIZ_COMPLETE" in os.environ:
        return None
    from vpcviz.commands.plain_line import read

    command = function_of(words[0])
    given = read(command, words[1:])
    return None if given is None else (command, given)


def _read_by_typer(words: Sequence[str]) -> int:
    from vpcviz.commands.command_line import read

    asked = read(words)
    if asked == INTERRUPTED:  # Typer ends so on Ctrl-C, without a word.
        _say("vpcviz: interrupted")
    return asked if isinstance(asked, int) else _ended(*asked)


def _ended(command: Callable[..., Any], given: dict[str, Any]) -> int:
    """The exit code that a command ends with."""
    try:
        call(command, given)
    except Ended as end:
        return end.code
    return 0


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
