"""Charges and what they sum up to, as frozen values: what is known in USD, and what is not known by name."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

HOURS_PER_MONTH = 730
"""Hours in a month, as AWS's own pricing calculator counts them."""

Unit = Literal["hour", "GB", "month"]


class Charge(Struct, frozen=True, kw_only=True):
    """One thing that AWS charges for: `units` of the price `price` for each `unit`, for the resource `id` in `region`.

    `usd` is the price of one unit as the price file has it (its first tier), None where it is not known. `usd_for_gb` is what
    the GB a month that were asked about cost through the thing, over the tiers; None for hours, or where nobody asked.
    """

    id: str
    kind: str
    label: str
    region: str
    price: str
    title: str
    unit: Unit
    units: float = 1
    usd: float | None = None
    usd_for_gb: float | None = None

    @property
    def amount(self) -> float | None:
        """USD for each `unit`, all units together; None where the price is not known."""
        return None if self.usd is None else self.usd * self.units


class Cost(Struct, frozen=True, kw_only=True):
    """What some charges sum up to, in USD. `unknown` names the charges that have no known price: with any, the sums are the
    least that it costs.
    """

    usd_per_hour: float = 0
    usd_per_month: float = 0
    usd_per_gb: float = 0
    charges: tuple[Charge, ...] = ()
    unknown: tuple[str, ...] = ()
    as_of: str = ""


def total(charges: Iterable[Charge], as_of: str) -> Cost:
    """The cost of `charges`: their hours, months (730 hours) and GB added up, rounded to a millionth of a dollar."""
    listed = tuple(charges)
    hourly = sum(monthly_amount(charge) for charge in listed if charge.unit != "GB")
    per_gb = sum(charge.amount or 0 for charge in listed if charge.unit == "GB")
    unknown = tuple(
        sorted({f"{charge.title}{f' in {charge.region}' if charge.region else ''}" for charge in listed if charge.usd is None})
    )
    return Cost(
        usd_per_hour=round(hourly / HOURS_PER_MONTH, 6),
        usd_per_month=round(hourly, 6),
        usd_per_gb=round(per_gb, 6),
        charges=listed,
        unknown=unknown,
        as_of=as_of,
    )


def monthly_amount(charge: Charge) -> float:
    """USD per month of a charge by the hour or month, 0 where its price is not known."""
    if charge.unit == "GB" or charge.amount is None:
        return 0
    return charge.amount * (HOURS_PER_MONTH if charge.unit == "hour" else 1)
