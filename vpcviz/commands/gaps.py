"""`vpcviz gaps`: what was not read of an account or is not in a dump, kind by kind."""

from __future__ import annotations

from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ReportFormat, ReportFormatOption, Sources, Wide


@live_options
def gaps(
    live: Live,
    sources: Sources = None,
    report_format: ReportFormatOption = ReportFormat.TEXT,
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
    if report_format == ReportFormat.JSON:
        text = gaps_json(network, live.notes)
    elif report_format == ReportFormat.MARKDOWN:
        text = gaps_markdown(network, live.notes)
    else:
        text = gaps_text(network, live.notes, wide)
    write_stdout(text.encode())
