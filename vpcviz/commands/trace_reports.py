"""What `vpcviz trace` and `vpcviz reach` have in common: formats, protocols, what a way costs, the table of what is reached."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from vpcviz.commands.options import ReportFormat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vpcviz.cost import Cost
    from vpcviz.model import Network
    from vpcviz.traffic import Trace
    from vpcviz.traffic.answers.reach import Reached


class TraceProtocol(StrEnum):
    """The protocol of the traffic."""

    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ICMPV6 = "icmpv6"


def price(network: Network, answer: Trace) -> Cost:
    """The cost of the way of a trace; nothing where it is not delivered."""
    from vpcviz.cost import price_way

    return price_way(network, answer.hops if answer.delivered else ())


def write_reached(
    network: Network,
    source: str,
    rows: list[Reached],
    report_format: str,
    wide: bool,
    gaps: tuple[str, ...] = (),
    granted: Mapping[str, str] | None = None,
) -> None:
    """Write the table of what a source reaches to stdout; `gaps`: what was not read, so that rows may be missing; `granted`: what
    is taken for granted of things, by their ids."""
    from msgspec import structs

    from vpcviz.output import write_stdout
    from vpcviz.reports.traces import reach_document, reach_markdown, reach_text, to_json
    from vpcviz.traffic.answers.assumptions import noted

    rows = [structs.replace(row, trace=noted(row.trace, granted)) for row in rows] if granted else rows
    if report_format == ReportFormat.JSON:
        text = to_json(reach_document(network, source, rows, [price(network, row.trace) for row in rows], gaps))
    elif report_format == ReportFormat.MARKDOWN:
        text = reach_markdown(source, rows, gaps)
    else:
        text = reach_text(source, rows, wide, gaps)
    write_stdout(text.encode())
