"""Kinds of links (`data-link`): what the legend says of each, and its line. Each is entered where such links are drawn."""

from typing import NamedTuple


class LinkKind(NamedTuple):
    """A kind of link: its `data-link`, its place in the legend, what that says, its colours (light, dark) as #RRGGBB, its width
    (px) and its dashes, as in stroke-dasharray."""

    name: str
    rank: int
    words: str
    light: str
    dark: str
    width: float
    dash: str = ""


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


TRACE = register_link(LinkKind("trace", 1000, "traced traffic", "#DD344C", "#FF5C72", 3))
"""The way of a packet, which no thing draws by itself."""
