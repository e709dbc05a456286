"""How what a thing costs is reckoned: a function for each kind of which the model's `CHARGED` does not say it all.

The functions stand in the modules of `vpcviz.cost.kinds`, and make themselves known here; `vpcviz.cost.reckonings` finds them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from vpcviz.cost.charges import Charge
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r

Reckoning = Callable[[Network, Any, Prices], Iterable[Charge]]
Known = TypeVar("Known", bound=Reckoning)

RECKONINGS: dict[type[r.Resource], Reckoning] = {}


DIRECTED: set[type[r.Resource]] = set()
LEAVING: dict[type[r.Resource], str] = {}


def charges(*kinds: type[r.Resource], directed: bool = False) -> Callable[[Known], Known]:
    """The function yields what one of the kinds costs, hours first; `directed` tells that what a GB costs depends on whence and
    whither it goes, so that it is reckoned of the whole way. Raises ValueError where a kind has one already."""

    def enter(function: Known) -> Known:
        DIRECTED.update(kinds if directed else ())
        for kind in kinds:
            if RECKONINGS.setdefault(kind, function) is not function:
                raise ValueError(f"two functions say what {kind.__name__} costs")
        return function

    return enter


def leaves_by(price: str, *kinds: type[r.Resource]) -> None:
    """Enter the price of a GB that leaves AWS by one of the kinds."""
    LEAVING.update(dict.fromkeys(kinds, price))


def pair(prices: Prices, resource: r.Resource, name: str, units: float = 1, per_gb: str = "") -> Iterator[Charge]:
    """The hours of a price, and what each GB costs (`per_gb`, where that price has another name)."""
    yield prices.charge(resource, f"{name}_hour", units=units)
    yield prices.charge(resource, per_gb or f"{name}_gb")


def region_of(network: Network, *ids: str) -> str:
    """The region of the first of these resources that has one; "" where none has."""
    for one in ids:
        resource = network.by_id.get(one)
        if resource is not None and resource.region:
            return resource.region
    return ""
