"""`vpcviz find`: which things of a network a word finds, and what is known of them."""

from __future__ import annotations

from typing import Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ReportFormat, ReportFormatOption, Sources, Wide


class FindOptions(Given):
    """What `vpcviz find` is given."""

    word: Annotated[
        str,
        Option("--for", metavar="WORD", help="An id, a name, an IP or CIDR, KEY=VALUE of a tag, a service, or a part of any text."),
    ]
    sources: Sources = None
    limit: Annotated[int, Option("--limit", min=1, help="The most things that are shown.")] = 50
    report_format: ReportFormatOption = ReportFormat.TEXT
    wide: Wide = False


@live_options
def find(live: Live, given: FindOptions) -> None:
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

    if not given.word.strip():
        raise UsageError("--for is empty; expected an id, a name, an address, a tag or another text")
    network = live.network(given.sources)
    found = search(network, given.word.strip())
    told = (network, given.word, found, given.limit)
    if given.report_format == ReportFormat.JSON:
        text = found_json(*told)
    elif given.report_format == ReportFormat.MARKDOWN:
        text = found_markdown(*told)
    else:
        text = found_text(*told, given.wide)
    write_stdout(text.encode())
    if not found:
        raise Ended(1)
