"""`vpcviz cost`: what a network costs while it stands and for each GB, and which way to a service is the cheapest."""

from __future__ import annotations

from typing import Annotated

from vpcviz.commands.declaring import Given, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import ConfigOption, PricesOption, ReportFormat, ReportFormatOption, Sources, Wide


class CostOptions(Given):
    """What `vpcviz cost` is given."""

    sources: Sources = None
    gb: Annotated[float, Option(min=0, help="GB a month: what they cost through each thing, and by each way to a service.")] = 1000
    report_format: ReportFormatOption = ReportFormat.TEXT
    prices: PricesOption = None
    config: ConfigOption = None
    wide: Wide = False


@live_options
def cost(live: Live, given: CostOptions) -> None:
    """Say what a network costs.

    USD an hour and a month, USD for each GB, and endpoints and NAT side by side.

    Examples:

      vpcviz cost network.yaml

      vpcviz cost network.yaml --gb 5000 --format markdown

      vpcviz cost dumps/ --prices our-prices.json --format json

      vpcviz cost --profile prod --region all
    """
    from math import isfinite

    from vpcviz.commands.configuration import read_configuration
    from vpcviz.cost import compare, load_prices, price_network, total
    from vpcviz.errors import UsageError
    from vpcviz.output import write_stdout
    from vpcviz.reports.costs import cost_json, cost_markdown, cost_text

    gb = given.gb
    if not isfinite(gb):
        raise UsageError("--gb must be a number of GB, such as 1000")
    used = load_prices(str(given.prices) if given.prices else read_configuration(given.config).prices)
    network = live.network(given.sources)
    standing = total(price_network(network, used, gb), used.as_of)
    known = (network, standing, compare(network, used, gb), gb)
    if given.report_format == ReportFormat.TEXT:
        text = cost_text(*known, wide=given.wide, priced=used.regions)
    elif given.report_format == ReportFormat.MARKDOWN:
        text = cost_markdown(*known, priced=used.regions)
    else:
        text = cost_json(*known, priced=used.regions)
    write_stdout(text.encode())
