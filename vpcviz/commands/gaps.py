"""`vpcviz gaps`: what was not read of an account or is not in a dump, kind by kind."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide


class GapsFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@live_options
def gaps(
    live: Live,
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    report_format: Annotated[GapsFormat, Option("--format", help="The format of the report.")] = GapsFormat.TEXT,
    wide: Wide = False,
) -> None:
    """Say what was not read.

    Kind by kind, with the AWS call that would tell, and why it has no answer. What was not read is never taken for absent.

    Exit code 0, also where something was not read; 4 then under --strict.

    Examples:

      vpcviz gaps dump/

      vpcviz gaps prod.json --format json

      vpcviz gaps --profile prod --region eu-west-1 --strict
    """
    from vpcviz.output import write_stdout
    from vpcviz.reports.gaps import gaps_json, gaps_markdown, gaps_text

    network = live.network(sources, tell=False)
    if report_format == GapsFormat.JSON:
        text = gaps_json(network, live.notes)
    elif report_format == GapsFormat.MARKDOWN:
        text = gaps_markdown(network, live.notes)
    else:
        text = gaps_text(network, live.notes, wide)
    write_stdout(text.encode())
