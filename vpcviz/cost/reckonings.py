"""What the modules of `vpcviz.cost.kinds` know: all of them are found, and nothing lists the kinds."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from vpcviz.cost import kinds
from vpcviz.cost.charging import DIRECTED, LEAVING, RECKONINGS, Reckoning
from vpcviz.model import resources as r
from vpcviz.modules import modules_in


@cache
def reckonings() -> Mapping[type[r.Resource], Reckoning]:
    """The functions by kind."""
    for name in modules_in(kinds.__path__):
        import_module(f"{kinds.__name__}.{name}")
    return RECKONINGS


def is_directed(resource: r.Resource) -> bool:
    """Whether what a GB through it costs depends on whence and whither it goes."""
    reckonings()
    return type(resource) in DIRECTED


def leaving_price(resource: r.Resource | None) -> str:
    """The price of a GB that leaves AWS by it; "" where none leaves by it."""
    reckonings()
    return "" if resource is None else LEAVING.get(type(resource), "")
