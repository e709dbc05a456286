"""`vpcviz trace`: which way traffic goes, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ReportFormat, ReportFormatOption, Sources, Wide
from vpcviz.commands.picture_options import Detail, DetailOption, Looks, ViewChoice, ViewOption
from vpcviz.commands.trace_reports import TraceProtocol, price, write_reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vpcviz.commands.pictures import Request
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.traffic import Trace
    from vpcviz.traffic.answers.expectations import Expectation, Outcome
    from vpcviz.traffic.tracing.tracer import Tracer

WORTH = 1000
"""Flows of an `--assert` from which on a second process pays: it takes 10 ms more, a flow less than a tenth of one."""


class TraceOptions(Looks):
    """What `vpcviz trace` is given."""

    sources: Sources = None
    source: Annotated[
        str, Option("--from", metavar="X", help="An interface, instance, subnet, VPC or IP; on-premises; internet.")
    ] = ""
    target: Annotated[str, Option("--to", metavar="Y", help="A DNS name, IP, resource or service; on-premises; internet.")] = ""
    port: Annotated[int, Option(min=0, max=65535, help="The destination port.")] = 443
    protocol: Annotated[TraceProtocol, Option(help="The protocol; icmp is an echo request.")] = TraceProtocol.TCP
    ipv6: Annotated[bool, Option("--ipv6", help="IPv6, where both ends have both.")] = False
    all_services: Annotated[bool, Option("--to-all-services", help="A table of the ways to all AWS services.")] = False
    expectations: Annotated[Path | None, Option("--assert", metavar="FILE", help="Flows and what must become of them.")] = None
    report_format: ReportFormatOption = ReportFormat.TEXT
    output: Annotated[
        list[str] | None, Option("--output", "-o", metavar="PICTURE", help="Draw the way on the picture (.svg, .png, .html).")
    ] = None
    detail: DetailOption = Detail.FULL
    view: ViewOption = ViewChoice.NETWORK
    findings: Annotated[bool, Option("--findings", help="Mark what `vpcviz check` finds on the picture, too.")] = False
    wide: Wide = False


@live_options
def trace(live: Live, given: TraceOptions) -> None:
    """Say which way traffic goes, and why.

    The name's resolution, the way out and the way back, hop by hop, each with its reason.

    Exit code 0 where it is delivered, 1 where it is not (or is not known). docs/trace.md explains verdicts and reason codes.

    Examples:

      vpcviz trace network.yaml --from web-1 --to s3.eu-west-1.amazonaws.com

      vpcviz trace prod.json --from on-premises --to 10.0.1.20 --port 5432 -o way.svg

      vpcviz trace prod.json --from web-1 --to-all-services

      vpcviz trace prod.json --assert expectations.yaml
    """
    _check_given(given)
    network = live.network(given.sources)
    if given.expectations is not None:
        _assert(live, network, given.expectations, given)
    elif given.all_services:
        _all_services(live, network, given)
    else:
        _trace(live, network, given)


def _check_given(given: TraceOptions) -> None:
    """Raise UsageError for what means nothing, is missing, or does not go together."""
    from vpcviz.errors import UsageError

    given.sheet_and_show(given.detail, given.view)
    if given.expectations is not None:
        if given.source or given.target or given.all_services or given.output:
            raise UsageError("--assert takes its flows from the file: no --from, --to, --to-all-services or -o beside it")
        return
    if not given.source:
        raise UsageError("--from is missing: an interface, instance, subnet, VPC or IP, on-premises, or internet")
    if given.all_services:
        if given.target or given.output:
            raise UsageError("--to-all-services goes without --to and -o")
        return
    if not given.target:
        raise UsageError("--to is missing: a DNS name, an IP, a resource, a service, on-premises, or internet")
    if given.output:
        from vpcviz.commands.output_formats import check_map_only, check_outputs

        check_outputs(given.output, "", has_option=False)
        check_map_only(given.output, "", "traced ways")
    elif given.findings:
        raise UsageError("--findings marks them on a picture: give one with -o")


def _trace(live: Live, network: Network, given: TraceOptions) -> None:
    """Say, and draw, which way one flow goes. Raises Ended with 1 where it is not delivered."""
    from vpcviz.traffic import Flow
    from vpcviz.traffic.answers.assumptions import noted
    from vpcviz.traffic.tracing.tracer import Tracer

    flow = Flow(source=given.source, target=given.target, protocol=given.protocol.value, port=given.port, ipv6=given.ipv6)
    answer = noted(Tracer(network).trace(flow), live.granted)
    _report(network, answer, given.report_format, given.wide, to_stdout="-" not in (given.output or ()))
    if given.output:
        _draw(network, answer, *_picture(network, answer, given))
    if not answer.delivered:
        raise Ended(1)


def _picture(network: Network, answer: Trace, given: TraceOptions) -> tuple[Options, Request]:
    """What the picture of the way shows, which files are wanted, and how they look."""
    from vpcviz.commands.drawn_network import findings_on
    from vpcviz.commands.pictures import Request
    from vpcviz.commands.traced_picture import way_of
    from vpcviz.layout import Options

    sheet, show = given.sheet_and_show(given.detail, given.view)
    options = Options(
        detail=given.detail.value, view=given.view.value, fold_defaults=not given.show_all, title=given.title, page=sheet, show=show
    )
    findings = findings_on(network) if given.findings else {}
    way = way_of(network, answer)
    return options, Request(tuple(given.output or ()), "", *given.looks(), findings=findings, way=way, link=given.link)


def _draw(network: Network, answer: Trace, options: Options, request: Request) -> None:
    """Draw the way, with the answer where a format shows it."""
    from msgspec import structs

    from vpcviz.commands.asking import answers_of, shows_answers
    from vpcviz.commands.paper import say_too_small
    from vpcviz.commands.pictures import draw_files

    if shows_answers(request.outputs):
        request = structs.replace(request, answers=answers_of(network, answer, request.link))
    say_too_small(draw_files(network, options, request), options, network)


def _report(network: Network, answer: Trace, report_format: ReportFormat, wide: bool, *, to_stdout: bool) -> None:
    from vpcviz.output import write_stdout
    from vpcviz.reports.traces import to_json, trace_document, trace_markdown, trace_text

    cost = price(network, answer)
    if report_format == ReportFormat.JSON:
        text = to_json(trace_document(network, answer, cost))
    elif report_format == ReportFormat.MARKDOWN:
        text = trace_markdown(network, answer, cost)
    else:
        text = trace_text(network, answer, cost, wide)
    if to_stdout:
        write_stdout(text.encode())
    else:
        sys.stderr.write(text)


def _all_services(live: Live, network: Network, given: TraceOptions) -> None:
    """Say which ways lead to all of AWS's services."""
    from vpcviz.traffic.answers.reach import to_all_services
    from vpcviz.traffic.tracing.tracer import Tracer

    tracer = Tracer(network, advice=given.report_format == ReportFormat.JSON)
    rows = to_all_services(tracer, given.source, given.protocol.value, given.port)
    write_reached(network, given.source, rows, given.report_format.value, given.wide, granted=live.granted)


def _assert(live: Live, network: Network, file: Path, given: TraceOptions) -> None:
    """Say of each flow of a file whether it is as expected. Raises Ended with 1 where one is not."""
    from vpcviz.errors import InputError, Problem
    from vpcviz.traffic.answers.expectations import read_expectations
    from vpcviz.traffic.tracing.tracer import Tracer

    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"the expectations cannot be read: {error.strerror or error}", str(file))) from None
    _check(live, Tracer(network, advice=given.report_format == ReportFormat.JSON), read_expectations(str(file), data), given)


def _check(live: Live, tracer: Tracer, wanted: list[Expectation], given: TraceOptions) -> None:
    """Write what becomes of each flow. Raises Ended with 1 where one is otherwise than expected."""
    from vpcviz.output import write_stdout
    from vpcviz.reports import outcomes
    from vpcviz.traffic.answers.expectations import check_names, checked
    from vpcviz.workers import in_parts

    file, network, failed = str(given.expectations), tracer.network, []

    def tell(one: Outcome) -> outcomes.WrittenOutcome:
        if given.report_format == ReportFormat.JSON:
            return outcomes.outcome_json(network, one, price(network, one.trace))
        if given.report_format == ReportFormat.MARKDOWN:
            return outcomes.outcome_markdown(file, one)
        return outcomes.outcome_text(file, one, given.wide)

    def told() -> Iterator[outcomes.WrittenOutcome]:
        part_of = lambda part: map(tell, _noted(checked(tracer, part, file), live.granted))  # noqa: E731
        for one in in_parts(part_of, wanted, worth=WORTH):
            failed.append(not one.passed)
            yield one

    check_names(tracer, wanted, file)
    if given.report_format == ReportFormat.JSON:
        write_stdout(outcomes.outcomes_json(told()))
    elif given.report_format == ReportFormat.MARKDOWN:
        write_stdout(outcomes.outcomes_markdown(told()).encode())
    else:
        write_stdout(outcomes.outcomes_text(told(), given.wide).encode())
    if any(failed):
        raise Ended(1)


def _noted(outcomes: Iterable[Outcome], granted: Mapping[str, str]) -> Iterator[Outcome]:
    """The outcomes, with notes on what is taken for granted."""
    from msgspec import structs

    from vpcviz.traffic.answers.assumptions import noted

    for one in outcomes:
        yield structs.replace(one, trace=noted(one.trace, granted)) if granted else one
