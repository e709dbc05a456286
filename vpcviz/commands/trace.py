"""`vpcviz trace`: which way traffic goes, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide
from vpcviz.commands.picture_options import (
    AllOption,
    Detail,
    DetailOption,
    FontOption,
    IconsOption,
    LinkOption,
    PageOption,
    ScaleOption,
    ShowOption,
    ThemeName,
    ThemeOption,
    TitleOption,
    WidthOption,
)
from vpcviz.commands.trace_reports import TraceFormat, TraceProtocol, price, write_reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vpcviz.commands.pictures import Request
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.traffic import Trace
    from vpcviz.traffic.answers.expectations import Expectation, Outcome
    from vpcviz.traffic.tracing.tracer import Tracer


@live_options
def trace(
    live: Live,
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    source: Annotated[
        str, Option("--from", metavar="X", help="An interface, instance, subnet, VPC or IP; on-premises; internet.")
    ] = "",
    target: Annotated[str, Option("--to", metavar="Y", help="A DNS name, IP, resource or service; on-premises; internet.")] = "",
    port: Annotated[int, Option(min=0, max=65535, help="The destination port.")] = 443,
    protocol: Annotated[TraceProtocol, Option(help="The protocol; icmp is an echo request.")] = TraceProtocol.TCP,
    ipv6: Annotated[bool, Option("--ipv6", help="IPv6, where both ends have both.")] = False,
    all_services: Annotated[bool, Option("--to-all-services", help="A table of the ways to all AWS services.")] = False,
    expectations: Annotated[Path | None, Option("--assert", metavar="FILE", help="Flows and what must become of them.")] = None,
    report_format: Annotated[TraceFormat, Option("--format", help="The format of the report.")] = TraceFormat.TEXT,
    output: Annotated[
        list[str] | None, Option("--output", "-o", metavar="PICTURE", help="Draw the way on the picture (.svg, .png, .html).")
    ] = None,
    detail: DetailOption = Detail.FULL,
    theme: ThemeOption = ThemeName.LIGHT,
    scale: ScaleOption = 1.0,
    width: WidthOption = 0,
    page: PageOption = "",
    show: ShowOption = None,
    title: TitleOption = "",
    show_all: AllOption = False,
    icons: IconsOption = None,
    font: FontOption = None,
    link: LinkOption = "",
    wide: Wide = False,
) -> None:
    """Say which way traffic goes, and why.

    The name's resolution, the way out and the way back, hop by hop, each with its reason.

    Exit code 0 where it is delivered, 1 where it is not (or is not known). docs/trace.md explains verdicts and reason codes.

    Examples:

      vpcviz trace network.yaml --from web-1 --to s3.eu-west-1.amazonaws.com

      vpcviz trace prod.json --from on-premises --to 10.0.1.20 --port 5432 -o way.svg

      vpcviz trace prod.json --from web-1 --to-all-services

      vpcviz trace prod.json --assert expectations.yaml
    """
    from vpcviz.commands.paper import page_of
    from vpcviz.commands.showing import show_of
    from vpcviz.errors import UsageError
    from vpcviz.traffic import Flow
    from vpcviz.traffic.answers.assumptions import noted
    from vpcviz.traffic.tracing.tracer import Tracer

    sheet, told = page_of(page), show_of(show, detail.value, "network")
    if expectations is not None:
        if source or target or all_services or output:
            raise UsageError("--assert takes its flows from the file: no --from, --to, --to-all-services or -o beside it")
        _assert(live, live.network(sources), expectations, report_format, wide)
        return
    if not source:
        raise UsageError("--from is missing: an interface, instance, subnet, VPC or IP, on-premises, or internet")
    if all_services:
        if target or output:
            raise UsageError("--to-all-services goes without --to and -o")
        _all_services(live, live.network(sources), source, protocol, port, report_format, wide)
        return
    if not target:
        raise UsageError("--to is missing: a DNS name, an IP, a resource, a service, on-premises, or internet")
    if output:
        from vpcviz.commands.output_formats import check_map_only, check_outputs

        check_outputs(output, "", has_option=False)
        check_map_only(output, "", "traced ways")
    network = live.network(sources)
    flow = Flow(source=source, target=target, protocol=protocol.value, port=port, ipv6=ipv6)
    answer = noted(Tracer(network).trace(flow), live.granted)
    _report(network, answer, report_format, wide, to_stdout="-" not in (output or ()))
    if output:
        from vpcviz.commands.pictures import Request
        from vpcviz.commands.traced_picture import way_of
        from vpcviz.layout import Options

        options = Options(detail=detail.value, fold_defaults=not show_all, title=title, page=sheet, show=told)
        looks = (theme.value, scale, width, tuple(font or ()), icons)
        request = Request(tuple(output), "", *looks, way=way_of(network, answer), link=link)
        _draw(network, answer, options, request)
    if not answer.delivered:
        raise Ended(1)


def _draw(network: Network, answer: Trace, options: Options, request: Request) -> None:
    """Draw the way, with the answer where a format shows it."""
    from dataclasses import replace

    from vpcviz.commands.asking import answers_of, shows_answers
    from vpcviz.commands.paper import say_too_small
    from vpcviz.commands.pictures import draw_files

    if shows_answers(request.outputs):
        request = replace(request, answers=answers_of(network, answer, request.link))
    say_too_small(draw_files(network, options, request), options, network)


def _report(network: Network, answer: Trace, report_format: TraceFormat, wide: bool, *, to_stdout: bool) -> None:
    from vpcviz.output import write_stdout
    from vpcviz.reports.traces import to_json, trace_document, trace_markdown, trace_text

    cost = price(network, answer)
    if report_format == TraceFormat.JSON:
        text = to_json(trace_document(network, answer, cost))
    elif report_format == TraceFormat.MARKDOWN:
        text = trace_markdown(network, answer, cost)
    else:
        text = trace_text(network, answer, cost, wide)
    if to_stdout:
        write_stdout(text.encode())
    else:
        sys.stderr.write(text)


def _all_services(
    live: Live, network: Network, source: str, protocol: TraceProtocol, port: int, report_format: TraceFormat, wide: bool
) -> None:
    from vpcviz.traffic.answers.reach import to_all_services
    from vpcviz.traffic.tracing.tracer import Tracer

    tracer = Tracer(network, advice=report_format == TraceFormat.JSON)
    rows = to_all_services(tracer, source, protocol.value, port)
    write_reached(network, source, rows, report_format.value, wide, granted=live.granted)


def _assert(live: Live, network: Network, file: Path, report_format: TraceFormat, wide: bool) -> None:
    from vpcviz.errors import InputError, Problem
    from vpcviz.output import write_stdout
    from vpcviz.reports.outcomes import outcomes_json, outcomes_markdown, outcomes_text
    from vpcviz.traffic.answers.expectations import read_expectations
    from vpcviz.traffic.tracing.tracer import Tracer

    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"the expectations cannot be read: {error.strerror or error}", str(file))) from None
    failed: list[bool] = []
    tracer = Tracer(network, advice=report_format == TraceFormat.JSON)
    outcomes = _outcomes(tracer, read_expectations(str(file), data), str(file), live, failed)
    if report_format == TraceFormat.JSON:
        write_stdout(outcomes_json(network, outcomes, lambda trace: price(network, trace)))
    else:
        text = (
            outcomes_markdown(str(file), outcomes)
            if report_format == TraceFormat.MARKDOWN
            else outcomes_text(str(file), outcomes, wide)
        )
        write_stdout(text.encode())
    if any(failed):
        raise Ended(1)


def _outcomes(tracer: Tracer, wanted: list[Expectation], file: str, live: Live, failed: list[bool]) -> Iterator[Outcome]:
    """The outcomes one after another; `failed` learns of each whether it is otherwise than expected."""
    from msgspec import structs

    from vpcviz.traffic.answers.assumptions import noted
    from vpcviz.traffic.answers.expectations import checked

    for one in checked(tracer, wanted, file):
        failed.append(bool(one.failures))
        yield structs.replace(one, trace=noted(one.trace, live.granted)) if live.granted else one
