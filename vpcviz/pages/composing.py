"""Which pages a network has, and what stands on each: an index, and a page for each VPC."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES
from vpcviz.model.narrowing import narrow
from vpcviz.model.selection import Selection
from vpcviz.model.titles import title_of
from vpcviz.model.unread import unread_sentence
from vpcviz.pages.blocks import Block, Link, Page, Picture
from vpcviz.pages.tables import TABLES
from vpcviz.workers import in_parts

INDEX = "index"
OF_ALL = ("vpcs", "peerings", "transit", "vpn", "zones")
OF_VPC = ("subnets", "routes", "endpoints", "peerings", "transit", "zones", "interfaces", "groups", "acls")
"""The tables of the index and of a VPC's page, in their order; empty ones are left out."""

WORTH = 4
"""Pages of VPCs from which on a second process pays: a page takes a tenth of a second, the process 15 ms."""

Draw = Callable[[Network, str, str], bytes]
"""Draws a network (its title, its view) as SVG."""


def pages(network: Network, draw: Draw, names: dict[str, str], extra: tuple[Block, ...] = (), prices: str = "") -> list[Page]:
    """The index, with what is `extra` at its end, and a page for each VPC of `names` (its id: the name of its page).

    Costs are told by the price file `prices`, or vpcviz's own. Where there may be several processes, they share the pages.
    """
    vpcs = _in_order(network, names)
    index = _index(network, vpcs, draw, names, extra, prices)

    def made(part: Sequence[r.Vpc]) -> Iterator[Page]:
        return (_of_vpc(network, vpc, draw, names, prices) for vpc in part)

    return [index, *in_parts(made, vpcs, worth=WORTH)]


def one_page(network: Network, name: str, names: dict[str, str], extra: tuple[Block, ...] = (), prices: str = "") -> Page | None:
    """The page of that name, without its picture; None where there is none."""
    vpcs = _in_order(network, names)
    if name == INDEX:
        return _index(network, vpcs, None, names, extra, prices)
    return next((_of_vpc(network, vpc, None, names, prices) for vpc in vpcs if names[vpc.id] == name), None)


def _in_order(network: Network, names: dict[str, str]) -> list[r.Vpc]:
    return sorted((vpc for vpc in network.vpcs if vpc.id in names), key=lambda vpc: (vpc.label, vpc.id))


def _index(
    network: Network, vpcs: list[r.Vpc], draw: Draw | None, names: dict[str, str], extra: tuple[Block, ...], prices: str
) -> Page:
    title = title_of(network)
    blocks: list[Block] = [*([network.description] if network.description else []), _counted(network)]
    if draw is not None:
        drawn = draw(network, title, "map" if len(vpcs) > 1 else "network")
        blocks.append(Picture(f"{INDEX}.svg", f"{title}: the whole network", drawn))
    blocks += [Link(vpc.label, names[vpc.id]) for vpc in vpcs]
    blocks += _tables(network, OF_ALL, "", prices)
    return Page(INDEX, title, (*blocks, *extra, *_unread(network)))


def _of_vpc(network: Network, vpc: r.Vpc, draw: Draw | None, names: dict[str, str], prices: str) -> Page:
    name = names[vpc.id]
    cidrs = ", ".join((*vpc.cidrs, *vpc.ipv6_cidrs))
    where = ", ".join(filter(None, (f"account {vpc.account}" if vpc.account else "", vpc.region)))
    words = " · ".join(filter(None, (vpc.id, cidrs, where)))
    pictures: tuple[Block, ...] = ()
    if draw is not None:
        own = narrow(network, Selection(vpcs=(vpc.id,)))
        pictures = (Picture(f"{name}.svg", f"VPC {vpc.label}", draw(own, vpc.label, "network")),)
    return Page(name, vpc.label, (words, *pictures, *_tables(network, OF_VPC, vpc.id, prices), Link("All VPCs", INDEX)))


def _tables(network: Network, keys: tuple[str, ...], vpc: str, prices: str) -> list[Block]:
    made = (TABLES[key](network, vpc, prices) for key in keys)
    return [table for table in made if table.rows]


def _counted(network: Network) -> str:
    counts = Counter(type(item).COLLECTION for item in network if not item.foreign)
    words = [f"{counts[name]} {CLASSES[name].words(counts[name])}" for name in COLLECTIONS if counts[name]]
    return f"{', '.join(words)}." if words else "Nothing is in it."


def _unread(network: Network) -> tuple[str, ...]:
    sentence = unread_sentence(network.gaps)
    stopped = () if network.complete else ("The scan was stopped before it was done: what is missing here may exist.",)
    return ((f"{sentence}: what is missing here may exist.",) if sentence else ()) + stopped
