"""What `check` and `cost` say of a network, as tables of a page."""

from collections.abc import Sequence

from vpcviz.cost import load_prices, price_network, total
from vpcviz.findings import check
from vpcviz.findings.engine import Exemption
from vpcviz.model import Network
from vpcviz.pages.blocks import Table
from vpcviz.reports.costs import THING_HEADERS, cost_sum, thing_rows


def answers(network: Network, prices: str, ignores: Sequence[Exemption], *, findings: bool, cost: bool) -> tuple[Table, ...]:
    """The tables of what was asked for."""
    found = [findings_table(network, prices, ignores)] if findings else []
    return (*found, *([costs_table(network, prices)] if cost else []))


def findings_table(network: Network, prices: str, ignores: Sequence[Exemption]) -> Table:
    """The findings, the gravest first; what was not checked is counted in the title."""
    report = check(network, load_prices(prices), ignores)
    rows = [[one.severity, one.title, one.message, one.remedy] for one in report.findings]
    open_rules = len({one.rule for one in report.not_checked})
    words = f"{len(rows)} finding{'s' if len(rows) != 1 else ''}, {len(report.passed)} rules passed"
    words += f", {open_rules} not checked whole: something was not read" if open_rules else ""
    return Table("findings", f"Findings: {words}", ("severity", "finding", "what", "remedy"), rows)


def costs_table(network: Network, prices: str) -> Table:
    """What stands and costs, with the sum in the title."""
    used = load_prices(prices)
    cost = total(price_network(network, used, 0), used.as_of)
    rows = [[row[0], row[1], row[2], *row[4:]] for row in thing_rows(cost.charges)]
    headers = (*THING_HEADERS[:3], *THING_HEADERS[4:])
    return Table("cost", f"{cost_sum(network, cost)}; prices as of {cost.as_of}", headers, rows, (0, 1, 2))
