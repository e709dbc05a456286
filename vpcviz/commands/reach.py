"""`vpcviz reach`: what a source reaches, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide
from vpcviz.commands.trace_reports import TraceFormat, TraceProtocol, write_reached

if TYPE_CHECKING:
    pass


@live_options
def reach(
    live: Live,
    source: Annotated[str, Option("--from", metavar="X", help="An interface, instance, subnet, VPC or IP; on-premises; internet.")],
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    port: Annotated[int, Option(min=0, max=65535, help="The destination port.")] = 443,
    protocol: Annotated[TraceProtocol, Option(help="The protocol; icmp is an echo request.")] = TraceProtocol.TCP,
    report_format: Annotated[TraceFormat, Option("--format", help="The format of the report.")] = TraceFormat.TEXT,
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
    tracer = Tracer(network, advice=report_format == TraceFormat.JSON)
    rows = find(tracer, source, protocol.value, port)
    write_reached(network, source, rows, report_format.value, wide, gaps_in(tracer), live.granted)
