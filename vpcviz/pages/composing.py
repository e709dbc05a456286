"""Which pages a network has, and what stands on each: an index, and a page for each VPC."""

from collections import Counter

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES
from vpcviz.model.titles import title_of
from vpcviz.model.unread import unread_sentence
from vpcviz.pages.blocks import Block, Link, Page, Picture
from vpcviz.pages.tables import TABLES

INDEX = "index"
OF_ALL = ("vpcs", "peerings", "transit", "vpn", "zones")
OF_VPC = ("subnets", "routes", "endpoints", "peerings", "transit", "zones", "interfaces", "groups", "acls")
"""The tables of the index and of a VPC's page, in their order; empty ones are left out."""


def vpcs_in_order(network: Network, names: dict[str, str]) -> list[r.Vpc]:
    """The VPCs that have a page of `names` (by a VPC's id: its page's name), as the index lists them."""
    return sorted((vpc for vpc in network.vpcs if vpc.id in names), key=lambda vpc: (vpc.label, vpc.id))


def index_page(network: Network, names: dict[str, str], extra: tuple[Block, ...] = (), prices: str = "") -> Page:
    """The index, with what is `extra` at its end; its picture is not drawn yet.

    Costs are told by the price file `prices`, or vpcviz's own.
    """
    vpcs, title = vpcs_in_order(network, names), title_of(network)
    view = "map" if len(vpcs) > 1 else "network"
    blocks: list[Block] = [*([network.description] if network.description else []), _counted(network)]
    blocks.append(Picture(f"{INDEX}.svg", f"{title}: the whole network", title, view))
    blocks += [Link(vpc.label, names[vpc.id]) for vpc in vpcs]
    blocks += _tables(network, OF_ALL, "", prices)
    return Page(INDEX, title, (*blocks, *extra, *_unread(network)))


def vpc_page(network: Network, vpc: r.Vpc, name: str, prices: str = "") -> Page:
    """The page of a VPC; its picture is not drawn yet."""
    cidrs = ", ".join((*vpc.cidrs, *vpc.ipv6_cidrs))
    where = ", ".join(filter(None, (f"account {vpc.account}" if vpc.account else "", vpc.region)))
    words = " · ".join(filter(None, (vpc.id, cidrs, where)))
    picture = Picture(f"{name}.svg", f"VPC {vpc.label}", vpc.label, "network", vpc.id)
    return Page(name, vpc.label, (words, picture, *_tables(network, OF_VPC, vpc.id, prices), Link("All VPCs", INDEX)))


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
