"""`vpcviz check`: what is wrong with a network, by rules that name AWS's documentation."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.ending import Ended
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide

if TYPE_CHECKING:
    from vpcviz.findings import Report
    from vpcviz.reports.sarif import Located


class CheckFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    MARKDOWN = "markdown"


class FailOn(StrEnum):
    """From which severity on a finding makes the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


@live_options
def check(
    live: Live,
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    report_format: Annotated[CheckFormat, Option("--format", help="The format of the report.")] = CheckFormat.TEXT,
    fail_on: Annotated[FailOn | None, Option(help="Exit 1 for a finding of this severity or a graver one (error).")] = None,
    prices: Annotated[Path | None, Option(help="A price file of your own (docs/cost.md).")] = None,
    config: Annotated[Path | None, Option(help="Configuration file, instead of the nearest vpcviz.toml or pyproject.toml.")] = None,
    wide: Wide = False,
) -> None:
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
    from vpcviz.output import write_stdout
    from vpcviz.reports.findings import findings_json, findings_markdown, findings_text
    from vpcviz.reports.sarif import findings_sarif

    configuration = read_configuration(config)
    used = load_prices(str(prices) if prices else configuration.prices)
    network = live.network(sources)
    report = run_rules(network, used, configuration.ignores)
    if report_format == CheckFormat.SARIF:
        source = sources[0] if sources else "live account"
        text = findings_sarif(network, report, source, _written(sources, report))
    elif report_format == CheckFormat.TEXT:
        text = findings_text(network, report, wide)
    else:
        text = (findings_json if report_format == CheckFormat.JSON else findings_markdown)(network, report)
    write_stdout(text.encode())
    live.finish()
    least = fail_on.value if fail_on else configuration.fail_on or "error"
    if least != "never" and any(grave(finding.severity, least) for finding in report.findings):  # type: ignore[arg-type]
        raise Ended(1)


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
