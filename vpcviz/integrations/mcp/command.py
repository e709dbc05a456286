"""`vpcviz mcp`: a server for assistants and editors, on stdin and stdout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from vpcviz.commands.declaring import Given, Option


class McpOptions(Given):
    """What `vpcviz mcp` is given."""

    sources: Annotated[
        list[str] | None,
        Option("--source", metavar="[NAME=]PATH", help="A file or folder that may be read. Repeatable."),
    ] = None
    allow: Annotated[
        list[Path] | None,
        Option("--allow", metavar="DIR", help="A folder in which every file may be read. Repeatable."),
    ] = None
    live: Annotated[bool, Option("--live", help="The AWS account may be read, too.")] = False
    profile: Annotated[str, Option("--profile", metavar="NAME", help="With --live: profile of the AWS configuration.")] = ""
    region: Annotated[list[str] | None, Option("--region", metavar="REGION", help="With --live: region; repeatable.")] = None
    redact: Annotated[
        bool, Option("--redact", help="Stand-ins for account ids, public IPs, names and ids in all that is told.")
    ] = False
    timeout: Annotated[float, Option("--timeout", metavar="SECONDS", help="The most time for a call.", min=1, max=3600)] = 60
    skill: Annotated[bool, Option("--skill", help="Print the skill file for assistants, and end.")] = False


def mcp(given: McpOptions) -> None:
    """Serve assistants and editors (Model Context Protocol).

    They draw, describe, trace, check and compare what is allowed here, read-only. The server speaks on stdin and stdout; an
    assistant's configuration starts it. docs/mcp.md shows how.

    Examples:

      vpcviz mcp --source network.yaml

      vpcviz mcp --allow networks/ --redact

      vpcviz mcp --live --profile audit --region eu-west-1
    """
    from vpcviz.errors import UsageError

    if given.skill:
        from importlib.resources import files

        from vpcviz.output import write_stdout

        write_stdout((files("vpcviz.integrations.mcp") / "skill" / "SKILL.md").read_bytes())
        return
    if (given.profile or given.region) and not given.live:
        raise UsageError("--profile and --region are for the live account; give --live, too")
    _serve(given)


def _serve(given: McpOptions) -> None:
    import tempfile

    from vpcviz.errors import UsageError
    from vpcviz.integrations.mcp.allowed import Allowed

    try:
        allowed = Allowed.of(given.sources or [], given.allow or [], given.live)
    except ValueError as error:
        raise UsageError(str(error)) from None
    try:
        from vpcviz.integrations.mcp.server import make_server
        from vpcviz.integrations.mcp.sources import Sources
    except ImportError:
        raise UsageError("the server needs the package mcp; install it with: pip install 'vpcviz[mcp]'") from None
    with tempfile.TemporaryDirectory(prefix="vpcviz-mcp-") as folder:
        make_server(Sources(allowed, Path(folder), given.redact, _access(given), given.timeout)).run("stdio")


def _access(given: McpOptions) -> list[str]:
    """The options of the live account, as each command has them."""
    profile = ["--profile", given.profile] if given.profile else []
    return [*profile, *(word for name in given.region or () for word in ("--region", name))]
