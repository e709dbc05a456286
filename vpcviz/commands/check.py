"""`vpcviz check`: what is wrong with a network, by rules that name AWS's documentation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ConfigOption, FindingsFormat, FindingsFormatOption, PricesOption, Sources, Wide

if TYPE_CHECKING:
    from vpcviz.findings import Report
    from vpcviz.model import Network
    from vpcviz.reports.sarif import Located


class FailOn(StrEnum):
    """From which severity on a finding makes the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class CheckOptions(Given):
    """What `vpcviz check` is given."""

    sources: Sources = None
    report_format: FindingsFormatOption = FindingsFormat.TEXT
    fail_on: Annotated[FailOn | None, Option(help="Exit 1 for a finding of this severity or a graver one (error).")] = None
    prices: PricesOption = None
    config: ConfigOption = None
    wide: Wide = False


@live_options
def check(live: Live, given: CheckOptions) -> None:
    """Say what is wrong with a network, or could be cheaper.

    Rules for endpoints, names, routes, peering, transit gateways, subnets, filters and cost.

    What could not be read is reported as not checked, never as passed. docs/findings.md lists the rules.

    Examples:

      vpcviz check network.yaml

      vpcviz check snapshot.json --fail-on warning

      vpcviz check dumps/ --format sarif > vpcviz.sarif

      vpcviz check --profile prod --region eu-west-1
    """
    from vpcviz.commands.configuration import read_configuration
    from vpcviz.cost import load_prices
    from vpcviz.findings import check as run_rules
    from vpcviz.findings import grave
    from vpcviz.findings.context import Context
    from vpcviz.garbage import keep
    from vpcviz.output import write_stdout

    configuration = read_configuration(given.config)
    used = load_prices(str(given.prices) if given.prices else configuration.prices)
    network = live.network(given.sources)
    context = Context(network, used)
    report = run_rules(network, used, configuration.ignores, context)
    keep(context, report)
    write_stdout(_text(network, report, given).encode())
    live.finish()
    least = given.fail_on.value if given.fail_on else configuration.fail_on or "error"
    if least != "never" and any(grave(finding.severity, least) for finding in report.findings):  # type: ignore[arg-type]
        raise Ended(1)


def _text(network: Network, report: Report, given: CheckOptions) -> str:
    """The report in its format."""
    from vpcviz.reports.findings import findings_json, findings_markdown, findings_text
    from vpcviz.reports.sarif import findings_sarif

    if given.report_format == FindingsFormat.SARIF:
        source = given.sources[0] if given.sources else "live account"
        return findings_sarif(network, report, source, _written(given.sources, report))
    if given.report_format == FindingsFormat.TEXT:
        return findings_text(network, report, given.wide)
    return (findings_json if given.report_format == FindingsFormat.JSON else findings_markdown)(network, report)


def _written(sources: list[str] | None, report: Report) -> dict[str, Located]:
    """Where the sources' files hold each resource; of files that are no documents, where they first name those of the findings."""
    from vpcviz.reports.sarif import Located
    from vpcviz.spec.locations import LARGEST, locations, mentions

    found: dict[str, Located] = {}
    wanted = {one for finding in report.findings for one in finding.resources}
    for source in sources or ():
        path = Path(source)
        if path.is_file() and path.stat().st_size <= LARGEST:
            data = path.read_bytes()
            for resource, (line, column) in (locations(source, data) or mentions(data, wanted)).items():
                found.setdefault(resource, Located(source, line, column))
    return found
