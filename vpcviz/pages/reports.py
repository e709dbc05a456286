"""Reports as parts of a page: what `check`, `cost` and `gaps` say, without a title of their own."""

from collections.abc import Callable

from vpcviz.cost import compare, load_prices, price_network, total
from vpcviz.findings import check
from vpcviz.model import Network
from vpcviz.reports.costs import cost_markdown
from vpcviz.reports.findings import findings_markdown
from vpcviz.reports.gaps import gaps_markdown

GB = 1000.0
"""So many GB a month are reckoned with, as `vpcviz cost` does unless told otherwise."""


def _findings(network: Network) -> str:
    return findings_markdown(network, check(network))


def _costs(network: Network) -> str:
    prices = load_prices()
    standing = total(price_network(network, prices, GB), prices.as_of)
    return cost_markdown(network, standing, compare(network, prices, GB), GB)


def _gaps(network: Network) -> str:
    return gaps_markdown(network, ())


def _without_title(make: Callable[[Network], str]) -> Callable[[Network], str]:
    def made(network: Network) -> str:
        lines = make(network).split("\n")
        return "\n".join(lines[1:] if lines[0].startswith("# ") else lines).strip("\n")

    return made


REPORTS: dict[str, Callable[[Network], str]] = {
    "check": _without_title(_findings),
    "cost": _without_title(_costs),
    "gaps": _without_title(_gaps),
}
"""By name: what makes the report."""
