"""Costs as text, JSON and Markdown: what stands, what each GB pays, and the ways to a service side by side."""

import json
from collections.abc import Callable, Collection, Sequence
from functools import partial

from msgspec import to_builtins

from vpcviz.cost import HOURS_PER_MONTH, Charge, Comparison, Cost
from vpcviz.cost.charges import monthly_amount
from vpcviz.model import Network
from vpcviz.model.services import service_label, service_region
from vpcviz.model.unread import unread_sentence
from vpcviz.reports.markdown import escape, table
from vpcviz.reports.tables import SCREEN, columns, prose

Table = Callable[[Sequence[str], list[list[str]], Sequence[int]], list[str]]
Plain = Callable[[str], str]

THING_HEADERS = ("USD/month", "USD/hour", "USD/GB", "USD for {gb} GB", "kind", "id", "name", "what")
_WAY_HEADERS = ("way", "USD/month", "USD/hour", "USD/GB", "in use")


def cost_json(
    network: Network, cost: Cost, comparisons: Sequence[Comparison], gb: float, *, priced: Collection[str] | None = None
) -> str:
    """The costs as a JSON document: `standing` (charges, sums, unknown) and `comparisons`."""
    standing = {key: value for key, value in to_builtins(cost).items() if key not in ("usd_per_gb", "as_of")}
    standing["charges"] = [{**to_builtins(charge), "usd_total": _rounded(charge.amount)} for charge in cost.charges]
    document = {
        "currency": "USD",
        "regions_without_prices": _regions_without(cost, priced),
        "prices_as_of": cost.as_of,
        "hours_per_month": HOURS_PER_MONTH,
        "gb": gb,
        "title": network.title,
        "complete": not cost.unknown and not network.gaps and network.complete,
        "standing": standing,
        "comparisons": to_builtins(list(comparisons)),
        "not_read": sorted({f"{gap.service}:{gap.operation}" for gap in network.gaps}),
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def cost_text(
    network: Network,
    cost: Cost,
    comparisons: Sequence[Comparison],
    gb: float,
    wide: bool = False,
    *,
    priced: Collection[str] | None = None,
) -> str:
    """The costs for a terminal, in 80 columns unless `wide`; `priced` are the regions that the price file knows."""
    plain = partial(prose, wide=wide)
    lines = "\n".join(_lines(network, cost, comparisons, gb, partial(columns, wide=wide), plain, plain, priced)).split("\n")
    if len(lines) > SCREEN:  # the sum at the top has scrolled away
        lines += ["", plain(cost_sum(network, cost))]
    return "\n".join(lines) + "\n"


def cost_markdown(
    network: Network, cost: Cost, comparisons: Sequence[Comparison], gb: float, *, priced: Collection[str] | None = None
) -> str:
    """The costs as Markdown."""
    lines = _lines(network, cost, comparisons, gb, table, lambda heading: f"## {escape(heading)}", escape, priced)
    return "\n".join([f"# Cost{f': {escape(network.title)}' if network.title else ''}", "", *lines]) + "\n"


def _lines(
    network: Network,
    cost: Cost,
    comparisons: Sequence[Comparison],
    gb: float,
    make: Table,
    heading: Plain,
    plain: Plain,
    priced: Collection[str] | None,
) -> list[str]:
    lines = [heading(cost_sum(network, cost)), ""]
    rows = thing_rows(cost.charges)
    lines += (
        make([header.format(gb=amount(gb)) for header in THING_HEADERS], rows, (0, 1, 2, 3))
        if rows
        else [plain(f"Nothing{' that was read of' if network.gaps else ' in'} this network is charged for by the hour or by GB.")]
    )
    lines += [
        "",
        plain(f"Prices as of {cost.as_of}; a month has {HOURS_PER_MONTH} hours. USD/GB is what each GB that passes through costs."),
    ]
    if cost.unknown:
        lines += ["", plain(f"Not in the price file, so not in the sums: {'; '.join(cost.unknown)}.")]
    without = _without_prices(cost, priced)
    if without:
        lines += ["", plain(without)]
    if network.gaps or not network.complete:
        because = f"{unread_sentence(network.gaps)}: `vpcviz gaps` lists them" if network.gaps else "the scan was stopped"
        lines += ["", plain(f"Not all was read, and what was not read is not in the sums: {because}.")]
    for alike in _alike(comparisons):
        lines += ["", *_comparison(network, alike, make, heading, plain)]
    return lines


def cost_sum(network: Network, cost: Cost) -> str:
    """The sum of what stands, in one line: the least that it is where a price is not known or not all was read."""
    standing = [charge for charge in cost.charges if charge.unit != "GB"]
    unknown = any(charge.usd is None for charge in standing)
    unread = bool(network.gaps) or not network.complete
    if unknown and not any(charge.usd for charge in standing):
        return "Standing cost: not known"
    least = "at least " if unknown or unread else ""
    return f"Standing cost: {least}{money(cost.usd_per_month)} USD a month ({price(cost.usd_per_hour)} USD an hour)"


def _regions_without(cost: Cost, priced: Collection[str] | None) -> list[str]:
    """The regions that the price file does not know at all; none where nobody told which it does."""
    missing = {charge.region for charge in cost.charges if charge.usd is None and charge.region}
    return sorted(missing - set(priced)) if priced is not None else []


def _without_prices(cost: Cost, priced: Collection[str] | None) -> str:
    regions = _regions_without(cost, priced)
    if not regions:
        return ""
    return (
        f"The price file has no prices for {', '.join(regions)}: docs/cost.md lists the regions that have, and how to add your own."
    )


def _alike(comparisons: Sequence[Comparison]) -> list[list[Comparison]]:
    """Comparisons that say the same of several VPCs, together."""
    groups: dict[tuple[object, ...], list[Comparison]] = {}
    for one in comparisons:
        amounts = tuple((option.way, option.usd_per_month, option.usd_per_gb, bool(option.in_use)) for option in one.options)
        groups.setdefault((one.service, one.zones, one.region, amounts), []).append(one)
    return list(groups.values())


def _comparison(network: Network, alike: Sequence[Comparison], make: Table, heading: Plain, plain: Plain) -> list[str]:
    comparison = alike[0]
    vpcs = [network.by_id.get(one.vpc) for one in alike]
    names = [vpc.label for vpc in vpcs if vpc is not None]
    more = f" and {len(names) - 4} more VPCs" if len(names) > 4 else ""
    volume = f"{amount(comparison.gb)} GB a month, {_zones(comparison.zones)}"
    far = service_region(comparison.service)
    where = f" in {far}" if far and far != comparison.region else ""
    title = f"{service_label(comparison.service)}{where} from {', '.join(names[:4])}{more}, {volume}"
    rows = []
    for at, option in enumerate(comparison.options):
        used = [one for other in alike for one in other.options[at].in_use]
        shown = ", ".join(used[:4]) + (f" and {len(used) - 4} more" if len(used) > 4 else "")
        rows.append([option.way, money(option.usd_per_month), price(option.usd_per_hour), price(option.usd_per_gb), shown or "-"])
    lines = [heading(title), "", *make(_WAY_HEADERS, rows, (1, 2, 3))]
    if len(alike) > 1:
        lines += ["", plain(f"The amounts are for each of the {len(alike)} VPCs.")]
    words = (
        f"Cheapest, if each were there for this traffic alone: {comparison.cheapest}."
        if comparison.cheapest
        else "The cheapest is not known: a price is missing."
    )
    if comparison.break_even_gb is not None:
        gb = amount(comparison.break_even_gb)
        words += f" From {gb} GB a month on, an interface endpoint is cheaper than NAT gateways that are there anyway."
    return [*lines, "", plain(words)]


def thing_rows(charges: Sequence[Charge]) -> list[list[str]]:
    """One row for each thing that is charged for, in the order of the charges."""
    grouped: dict[str, list[Charge]] = {}
    for charge in charges:
        grouped.setdefault(charge.id, []).append(charge)
    return [_thing_row(group) for group in grouped.values()]


def _thing_row(group: Sequence[Charge]) -> list[str]:
    standing = [charge for charge in group if charge.unit != "GB"]
    through = [charge for charge in group if charge.unit == "GB"]
    month = None if any(charge.usd is None for charge in standing) else sum(monthly_amount(charge) for charge in standing)
    first = group[0]
    return [
        money(month) if standing else "-",
        price(None if month is None else month / HOURS_PER_MONTH) if standing else "-",
        price(None if any(charge.usd is None for charge in through) else sum(charge.amount or 0 for charge in through))
        if through
        else "-",
        money(None if any(charge.usd_for_gb is None for charge in through) else sum(charge.usd_for_gb or 0 for charge in through))
        if through
        else "-",
        first.kind,
        first.id,
        first.label if first.label != first.id else "",
        "; ".join(map(_what, standing or through)),
    ]


def _what(charge: Charge) -> str:
    """What is charged for: how many, and the price of one."""
    many = f"{charge.units:g} × " if charge.units != 1 else ""
    each = f"{many}{price(charge.usd)}" if charge.usd else f"{charge.units:g}" if many else ""
    return f"{charge.title}: {each}" if each else charge.title


def money(usd: float | None) -> str:
    """An amount of USD in cents; `unknown` where it is not known."""
    return "unknown" if usd is None else f"{usd:,.2f}"


def price(usd: float | None) -> str:
    """A price of one hour or GB: two decimals, up to four where it has them."""
    if usd is None:
        return "unknown"
    text = f"{usd:.4f}".rstrip("0")
    return text + "0" * max(0, 2 - len(text.partition(".")[2]))


def amount(gb: float) -> str:
    """A number of GB."""
    return f"{gb:,.1f}".removesuffix(".0")


def _zones(count: int) -> str:
    return f"{count} zone{'s' if count != 1 else ''}"


def _rounded(usd: float | None) -> float | None:
    return None if usd is None else round(usd, 6)
