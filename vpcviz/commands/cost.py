"""`vpcviz cost`: what a network costs while it stands and for each GB, and which way to a service is the cheapest."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from vpcviz.commands.declaring import Argument, Option
from vpcviz.commands.live import Live, live_options
from vpcviz.commands.options import Wide


class CostFormat(StrEnum):
    """The format of the report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@live_options
def cost(
    live: Live,
    sources: Annotated[
        list[str] | None,
        Argument(metavar="[SOURCE]…", help="Spec, snapshot, or dump files and folders; - is stdin. None: the live account."),
    ] = None,
    gb: Annotated[float, Option(min=0, help="GB a month: what they cost through each thing, and by each way to a service.")] = 1000,
    report_format: Annotated[CostFormat, Option("--format", help="The format of the report.")] = CostFormat.TEXT,
    prices: Annotated[Path | None, Option(help="A price file of your own (docs/cost.md).")] = None,
    config: Annotated[Path | None, Option(help="Configuration file, instead of the nearest vpcviz.toml or pyproject.toml.")] = None,
    wide: Wide = False,
) -> None:
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

    if not isfinite(gb):
        raise UsageError("--gb must be a number of GB, such as 1000")
    used = load_prices(str(prices) if prices else read_configuration(config).prices)
    network = live.network(sources)
    standing = total(price_network(network, used, gb), used.as_of)
    known = (network, standing, compare(network, used, gb), gb)
    if report_format == CostFormat.TEXT:
        text = cost_text(*known, wide=wide, priced=used.regions)
    elif report_format == CostFormat.MARKDOWN:
        text = cost_markdown(*known, priced=used.regions)
    else:
        text = cost_json(*known, priced=used.regions)
    write_stdout(text.encode())
