"""The `vpcviz` command: the only place where errors become messages and exit codes."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit; `arguments` default to the process's own."""
    from vpcviz.commands import run

    sys.exit(run(arguments))
