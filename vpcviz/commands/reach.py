"""`vpcviz reach`: what a source reaches, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide
from vpcviz.commands.trace import TraceFormat, TraceProtocol

if TYPE_CHECKING:
    from vpcviz.model import Network
    from vpcviz.traffic.answers.reach import Reached


@live_options
def reach(
    live: Live,
    source: Annotated[
        str, typer.Option("--from", metavar="X", help="An interface, instance, subnet or IP; on-premises; internet.")
    ],
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The destination port.")] = 443,
    protocol: Annotated[TraceProtocol, typer.Option(help="The protocol; icmp is an echo request.")] = TraceProtocol.TCP,
    report_format: Annotated[TraceFormat, typer.Option("--format", help="The format of the report.")] = TraceFormat.TEXT,
    wide: Wide = False,
) -> None:
    """Say what a source reaches, and by which way.

    Endpoints, services, other VPCs, on-premises networks, the internet.

    A VPC counts as reached where one of its subnets is; the security groups of its interfaces are for `vpcviz trace`.

    Examples:

      vpcviz reach network.yaml --from web-1

      vpcviz reach prod.json --from on-premises --port 5432 --format markdown
    """
    from vpcviz.traffic.answers.reach import gaps_in
    from vpcviz.traffic.answers.reach import reach as find
    from vpcviz.traffic.tracing.tracer import Tracer

    network = live.network(sources)
    tracer = Tracer(network)
    rows = find(tracer, source, protocol.value, port)
    write_reached(network, source, rows, report_format.value, wide, gaps_in(tracer))


def write_reached(
    network: Network, source: str, rows: list[Reached], report_format: str, wide: bool, gaps: tuple[str, ...] = ()
) -> None:
    """Write the table of what a source reaches to stdout; `gaps`: what was not read, so that rows may be missing."""
    from vpcviz.commands.trace import price
    from vpcviz.output import write_stdout
    from vpcviz.reports.traces import reach_document, reach_markdown, reach_text, to_json

    if report_format == TraceFormat.JSON:
        text = to_json(reach_document(network, source, rows, [price(network, row.trace) for row in rows], gaps))
    elif report_format == TraceFormat.MARKDOWN:
        text = reach_markdown(source, rows, gaps)
    else:
        text = reach_text(source, rows, wide, gaps)
    write_stdout(text.encode())
