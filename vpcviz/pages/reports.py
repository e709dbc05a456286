"""The reports of `check`, `cost` and `gaps` for files: whole, or as parts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vpcviz.findings.engine import Exemption
    from vpcviz.model import Network

GB = 1000.0
"""So many GB a month are reckoned with, as `vpcviz cost` does unless told otherwise."""


def findings_as(network: Network, form: str, prices: str, ignores: Sequence[Exemption]) -> str:
    """What `vpcviz check` prints."""
    from vpcviz.cost import load_prices
    from vpcviz.findings import check
    from vpcviz.reports.findings import findings_json, findings_markdown, findings_text

    make = {"text": findings_text, "json": findings_json, "markdown": findings_markdown}[form]
    return make(network, check(network, load_prices(prices), ignores))


def costs_as(network: Network, form: str, prices: str) -> str:
    """What `vpcviz cost` prints."""
    from vpcviz.cost import compare, load_prices, price_network, total
    from vpcviz.reports.costs import cost_json, cost_markdown, cost_text

    used = load_prices(prices)
    make = {"text": cost_text, "json": cost_json, "markdown": cost_markdown}[form]
    return make(network, total(price_network(network, used, GB), used.as_of), compare(network, used, GB), GB)


def gaps_as(network: Network, form: str) -> str:
    """What `vpcviz gaps` prints."""
    from vpcviz.reports.gaps import gaps_json, gaps_markdown, gaps_text

    return {"text": gaps_text, "json": gaps_json, "markdown": gaps_markdown}[form](network, ())


def _part(make: Callable[[Network], str]) -> Callable[[Network], str]:
    """A report as Markdown without a title of its own."""

    def made(network: Network) -> str:
        lines = make(network).split("\n")
        return "\n".join(lines[1:] if lines[0].startswith("# ") else lines).strip("\n")

    return made


PARTS: dict[str, Callable[[Network], str]] = {
    "check": _part(lambda network: findings_as(network, "markdown", "", ())),
    "cost": _part(lambda network: costs_as(network, "markdown", "")),
    "gaps": _part(lambda network: gaps_as(network, "markdown")),
}
"""By name: what makes the report as a part of a page."""
