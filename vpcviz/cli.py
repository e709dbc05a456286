"""The `vpcviz` command's entry point."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process; `arguments` default to the process's own."""
    from vpcviz.commands import run

    code = run(arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # all is written: taking hundreds of thousands of objects apart first would only take time
