"""The `vpcviz` command's entry point."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from vpcviz.garbage import keep_until_end

READ_MANY = ("mcp", "build")
"""Words of commands that read many networks one after another."""

MAKE_MANY = (*READ_MANY, "docs", "scan", "--split")
"""Words of commands that make many answers or pictures one after another: there, what is held in circles adds up."""

LOOKS_AFTER = 20_000
"""So many objects are made there before Python looks for garbage among them: after 700, as it does by itself, it takes a fifth of
the time of a scan, and saves no memory."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process; `arguments` default to the process's own."""
    gc.disable()  # what one command makes lives until it ends: looking for garbage among it took up to a fifth of its time
    _open_streams()
    if _is_said(sys.argv[1:] if arguments is None else arguments):
        os._exit(0)
    _load_msgspec()
    from vpcviz.commands import run

    words = {word.split("=")[0] for word in (sys.argv[1:] if arguments is None else arguments)}
    if not words.isdisjoint(MAKE_MANY):
        gc.set_threshold(LOOKS_AFTER)
        gc.enable()
    if words.isdisjoint(READ_MANY):
        keep_until_end()
    code = run(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # all is written: taking hundreds of thousands of objects apart first would only take time


def _load_msgspec() -> None:
    """Load msgspec without `typing_extensions`, which it prefers to `typing` where it is there: nothing here needs it, and it takes
    a sixth of the time of a small command, with `inspect`, which it loads."""
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # To Python there is none.
    try:
        import msgspec  # noqa: F401 - from here on all have it
    finally:
        del sys.modules["typing_extensions"]


def _is_said(arguments: Sequence[str]) -> bool:
    """Whether only the list of commands was asked for, and it is written: that takes a quarter of the time of loading Typer."""
    from vpcviz.overview import is_wide, overview

    if list(arguments) not in (["--help"], ["-h"]) or not is_wide() or "_VPCVIZ_COMPLETE" in os.environ:
        return False
    try:
        sys.stdout.write(overview())
        sys.stdout.flush()
    except (OSError, ValueError):
        return False  # What is said of that is said in one place.
    return True


def _open_streams() -> None:
    """Give what the caller closed (`>&-`) a stream: the next file that is opened would take its number, and its words.

    Nothing can be read from it or written to it, so that output is missed; messages go nowhere.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - open as long as the process
