"""How what a thing costs is reckoned: a function for each kind of which the model's `CHARGED` does not say it all.

The functions stand in the modules of `vpcviz.cost.kinds`, all of which are found; nothing lists the kinds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from vpcviz.cost.charges import Charge
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.modules import modules_in

Reckoning = Callable[[Network, Any, Prices], Iterable[Charge]]
Known = TypeVar("Known", bound=Reckoning)

_RECKONINGS: dict[type[r.Resource], Reckoning] = {}


_DIRECTED: set[type[r.Resource]] = set()
_LEAVING: dict[type[r.Resource], str] = {}


def charges(*kinds: type[r.Resource], directed: bool = False) -> Callable[[Known], Known]:
    """The function yields what one of the kinds costs, hours first; `directed` tells that what a GB costs depends on whence and
    whither it goes, so that it is reckoned of the whole way. Raises ValueError where a kind has one already."""

    def enter(function: Known) -> Known:
        _DIRECTED.update(kinds if directed else ())
        for kind in kinds:
            if _RECKONINGS.setdefault(kind, function) is not function:
                raise ValueError(f"two functions say what {kind.__name__} costs")
        return function

    return enter


@cache
def reckonings() -> Mapping[type[r.Resource], Reckoning]:
    """The functions by kind."""
    from vpcviz.cost import kinds

    for name in modules_in(kinds.__path__):
        import_module(f"{kinds.__name__}.{name}")
    return _RECKONINGS


def leaves_by(price: str, *kinds: type[r.Resource]) -> None:
    """Enter the price of a GB that leaves AWS by one of the kinds."""
    _LEAVING.update(dict.fromkeys(kinds, price))


def is_directed(resource: r.Resource) -> bool:
    """Whether what a GB through it costs depends on whence and whither it goes."""
    reckonings()
    return type(resource) in _DIRECTED


def leaving_price(resource: r.Resource | None) -> str:
    """The price of a GB that leaves AWS by it; "" where none leaves by it."""
    reckonings()
    return "" if resource is None else _LEAVING.get(type(resource), "")


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
