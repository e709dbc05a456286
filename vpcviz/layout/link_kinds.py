"""Kinds of links (`data-link`): what the legend says of each, and its line. Each is entered where such links are drawn."""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works


class LinkKind(NamedTuple):
    """A kind of link: its `data-link` (unless it is `told` as another), its place in the legend, what that says, its colours
    (light, dark) as #RRGGBB, its width (px) and its dashes, as in stroke-dasharray."""

    name: str
    rank: int
    words: str
    light: str
    dark: str
    width: float
    dash: str = ""
    told: str = ""


REGISTRY: dict[str, LinkKind] = {}
"""All kinds of links that modules have entered."""


def register_link(kind: LinkKind) -> LinkKind:
    """Enter a kind of link; modules of `vpcviz.layout.drawers` do so when they are loaded.

    Raises ValueError where another of that name, or at its place in the legend, is there.
    """
    if any(kind.name == one.name or kind.rank == one.rank for one in REGISTRY.values()):
        raise ValueError(f"there is a kind of link {kind.name}, or one at {kind.rank}")
    REGISTRY[kind.name] = kind
    return kind


def links_entered() -> list[LinkKind]:
    """What is entered, in the order of the legend."""
    return sorted(REGISTRY.values(), key=lambda one: one.rank)


def data_link(name: str) -> str:
    """The `data-link` of links of that kind."""
    return REGISTRY[name].told or name


PEERING = register_link(LinkKind("peering", 20, "VPC peering", "#8C4FFF", "#B48CFF", 1.8))
IDLE_PEERING = register_link(
    LinkKind("idle-peering", 21, "VPC peering that is not active", "#8C4FFF", "#B48CFF", 1.2, "3 5", told=PEERING.name)
)
"""A peering that passes nothing: not accepted yet, refused, or no longer there."""


def peering_kind(peering: r.Peering) -> str:
    """The kind of the links of a peering."""
    return PEERING.name if works(peering.status) else IDLE_PEERING.name


TRACE = register_link(LinkKind("trace", 1000, "traced traffic", "#DD344C", "#FF5C72", 3))
"""The way of a packet, which no thing draws by itself."""
