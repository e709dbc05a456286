"""`vpcviz dump-commands`: the shell lines that collect a dump where only the AWS CLI may be used."""

from __future__ import annotations

from typing import Annotated

from vpcviz.commands.declaring import Option


def dump_commands(
    region: Annotated[list[str] | None, Option(metavar="REGION", help="Region; repeatable; all: every enabled one.")] = None,
    profile: Annotated[str, Option(help="Profile of the AWS configuration.")] = "",
    folder: Annotated[str, Option(help="Where the dump goes.")] = "dump",
) -> None:
    """Print a script that collects a dump with the AWS CLI.

    It only reads, and leaves keys and environments out.

    Examples:

      vpcviz dump-commands --region eu-west-1 > collect.sh

      sh collect.sh && vpcviz draw dump -o network.svg
    """
    from vpcviz.aws.access import check_names
    from vpcviz.aws.dump_script import script
    from vpcviz.output import write_stdout

    check_names(region or (), ())
    write_stdout(script(tuple(region or ()), profile, folder).encode())
