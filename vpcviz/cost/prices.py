"""The price file: AWS's list prices by region with their date and sources, read from the package or from a user's own file."""

from functools import lru_cache
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

from vpcviz.cost.charges import Charge, Unit
from vpcviz.errors import InputError, Problem
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.partitions import partition_of
from vpcviz.spec.problems import nearest, shown


class Tier(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A price that holds up to so many GB a month; the last tier has no limit."""

    usd: float
    up_to_gb: float | None = None


class Price(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One price by region (`*`: every region of the aws partition; `A>B`: from region A to B)."""

    title: str
    unit: Unit
    source: str = ""
    regions: dict[str, float | list[Tier]] = field(default_factory=dict)


class Prices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A price file. `extends: vpcviz` lays its prices over those that come with vpcviz.

    `not_known` are regions whose own prices were looked for and not found, `searched` says where and when.
    """

    format: Literal[1]
    as_of: str
    currency: Literal["USD"] = "USD"
    note: str = ""
    extends: Literal["", "vpcviz"] = ""
    sources: dict[str, str] = field(default_factory=dict)
    searched: str = ""
    not_known: list[str] = field(default_factory=list)
    prices: dict[str, Price] = field(default_factory=dict)

    @property
    def regions(self) -> frozenset[str]:
        """The regions that have prices of their own."""
        return frozenset(
            region for price in self.prices.values() for region in price.regions if region != "*" and ">" not in region
        )

    def tiers(self, name: str, region: str, to_region: str = "") -> list[Tier]:
        """The tiers of a price in a region, [] where it is not known."""
        price = self.prices.get(name)
        if price is None:
            return []
        found = price.regions.get(f"{region}>{to_region}") if to_region else None
        found = price.regions.get(region) if found is None else found
        if found is None and region and partition_of(region).id == "aws":
            found = price.regions.get("*")
        if found is None:
            return []
        return found if isinstance(found, list) else [Tier(usd=found)]

    def usd(self, name: str, region: str, to_region: str = "") -> float | None:
        """USD for one unit of the price `name` in `region` (its first tier), None where it is not known."""
        tiers = self.tiers(name, region, to_region)
        return tiers[0].usd if tiers else None

    def for_gb(self, name: str, region: str, gb: float) -> float | None:
        """USD for `gb` GB in a month, over the tiers; None where the price is not known."""
        tiers = self.tiers(name, region)
        if not tiers:
            return None
        amount, done = 0.0, 0.0
        for tier in tiers:
            upto = gb if tier.up_to_gb is None else min(gb, tier.up_to_gb)
            amount += max(0.0, upto - done) * tier.usd
            done = max(done, upto)
        return amount

    def charge(self, resource: r.Resource, name: str, *, units: float = 1, region: str = "", to_region: str = "") -> Charge:
        """The charge of price `name` for a resource, in its region or the one given."""
        place = region or resource.region
        price = self.prices.get(name)
        return Charge(
            id=resource.id,
            kind=resource.kind,
            label=resource.label,
            region=place,
            price=name,
            title=price.title if price else resource.CHARGED.get(name) or name.replace("_", " "),
            unit=price.unit if price else _unit(name),
            units=units,
            usd=self.usd(name, place, to_region),
        )


def _unit(name: str) -> Unit:
    return "GB" if name.endswith("_gb") else "month" if name.endswith("_month") else "hour"


@lru_cache(maxsize=1)
def _shipped() -> Prices:
    return _decode("prices.json", (files("vpcviz.cost") / "prices.json").read_bytes())


def load_prices(file: str = "") -> Prices:
    """The prices of `file`, or those that come with vpcviz. Raises InputError for a file that is none, with the key."""
    if not file:
        return _shipped()
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"the price file cannot be read: {getattr(error, 'strerror', None) or error}", file)) from None
    own = _decode(file, data)
    base = _shipped()
    names = {*base.prices, *(name for record in CLASSES.values() for name in record.CHARGED)}
    for name in sorted(own.prices.keys() - names):
        problem = Problem(
            f"prices: there is no price {shown(name)}", file, expected="a name as in docs/cost.md", hint=nearest(name, names)
        )
        raise InputError(problem)
    if not own.extends:
        return own
    merged = dict(base.prices)
    for name, price in own.prices.items():
        under = merged.get(name)
        merged[name] = price if under is None else msgspec.structs.replace(price, regions={**under.regions, **price.regions})
    return msgspec.structs.replace(own, sources={**base.sources, **own.sources}, prices=merged)


def _decode(file: str, data: bytes) -> Prices:
    try:
        prices = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Prices)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        expected = 'JSON such as {"format": 1, "as_of": "2026-01-31", "prices": {…}}; docs/cost.md has the form'
        raise InputError(Problem(f"this is no price file: {error}", file, expected=expected)) from None
    for name, price in sorted(prices.prices.items()):
        _check(file, name, price)
    return prices


def _check(file: str, name: str, price: Price) -> None:
    if price.unit != _unit(name):
        raise InputError(
            Problem(f"prices.{name}: its unit is {price.unit}", file, expected=f"{_unit(name)}, as the name's ending says")
        )
    for region, value in price.regions.items():
        tiers = value if isinstance(value, list) else [Tier(usd=value)]
        limits = [tier.up_to_gb for tier in tiers]
        known = [limit for limit in limits[:-1] if limit is not None]
        if any(not isfinite(tier.usd) or tier.usd < 0 for tier in tiers) or not tiers:
            raise InputError(
                Problem(f"prices.{name}.regions.{region}: a price must be 0 or more", file, expected="USD, such as 0.01")
            )
        if limits[-1] is not None or len(known) < len(limits) - 1 or known != sorted(set(known)):
            message = f"prices.{name}.regions.{region}: the tiers are not in order"
            raise InputError(Problem(message, file, expected="up_to_gb growing, and none in the last tier"))
