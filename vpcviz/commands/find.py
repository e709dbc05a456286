"""`vpcviz find`: which things of a network a word finds, and what is known of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide


class FindFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@live_options
def find(
    live: Live,
    word: Annotated[
        str,
        Option("--for", metavar="WORD", help="An id, a name, an IP or CIDR, KEY=VALUE of a tag, a service, or a part of any text."),
    ],
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    limit: Annotated[int, Option("--limit", min=1, help="The most things that are shown.")] = 50,
    report_format: Annotated[FindFormat, Option("--format", help="The format of the report.")] = FindFormat.TEXT,
    wide: Wide = False,
) -> None:
    """Find things by id, name, address, tag, or any text.

    An IP address finds what has it, then the subnets, VPCs, routes and rules whose CIDR holds it. JSON tells all that is
    known of each thing, and what refers to it.

    Exit code 0 where something was found, 1 where nothing was.

    Examples:

      vpcviz find network.yaml --for 10.20.11.11

      vpcviz find prod.json --for Team=payments --format json
    """
    from vpcviz.errors import UsageError
    from vpcviz.model.searching import search
    from vpcviz.output import write_stdout
    from vpcviz.reports.found import found_json, found_markdown, found_text

    if not word.strip():
        raise UsageError("--for is empty; expected an id, a name, an address, a tag or another text")
    network = live.network(sources)
    found = search(network, word.strip())
    if report_format == FindFormat.JSON:
        text = found_json(network, word, found, limit)
    elif report_format == FindFormat.MARKDOWN:
        text = found_markdown(network, word, found, limit)
    else:
        text = found_text(network, word, found, limit, wide)
    write_stdout(text.encode())
    if not found:
        raise Ended(1)
