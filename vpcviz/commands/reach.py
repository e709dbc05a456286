"""`vpcviz reach`: what a source reaches, and how."""

from __future__ import annotations

from typing import Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ReportFormat, ReportFormatOption, Sources, Wide
from vpcviz.commands.trace_reports import TraceProtocol, write_reached


class ReachOptions(Given):
    """What `vpcviz reach` is given."""

    source: Annotated[str, Option("--from", metavar="X", help="An interface, instance, subnet, VPC or IP; on-premises; internet.")]
    sources: Sources = None
    port: Annotated[int, Option(min=0, max=65535, help="The destination port.")] = 443
    protocol: Annotated[TraceProtocol, Option(help="The protocol; icmp is an echo request.")] = TraceProtocol.TCP
    report_format: ReportFormatOption = ReportFormat.TEXT
    wide: Wide = False


@live_options
def reach(live: Live, given: ReachOptions) -> None:
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

    network = live.network(given.sources)
    tracer = Tracer(network, advice=given.report_format == ReportFormat.JSON)
    rows = find(tracer, given.source, given.protocol.value, given.port)
    write_reached(network, given.source, rows, given.report_format.value, given.wide, gaps_in(tracer), live.granted)
