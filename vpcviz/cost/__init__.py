"""What networks cost: a dated price file, the standing and per-GB charges of things, of ways, and of the choices between them."""

from vpcviz.cost.charges import HOURS_PER_MONTH, Charge, Cost, total
from vpcviz.cost.compare import Comparison, Option, compare
from vpcviz.cost.prices import Prices, load_prices
from vpcviz.cost.standing import price_network
from vpcviz.cost.way import price_way

__all__ = [
    "HOURS_PER_MONTH",
    "Charge",
    "Comparison",
    "Cost",
    "Option",
    "Prices",
    "compare",
    "load_prices",
    "price_network",
    "price_way",
    "total",
]
