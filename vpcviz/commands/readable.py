"""What makes text large enough for the page that was asked for: tried, so that whoever does it can read it."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.model import resources as r
    from vpcviz.scene.paper import Page

READABLE = 6.0
"""Text under so many points is not read on paper."""

LESS = {"full": ("standard", "presentation", "overview"), "standard": ("presentation", "overview"), "presentation": ("overview",)}
"""By detail: those that show less."""

MOST_TRIED = 24
"""Of more VPCs only the map is tried: on no page can all be read that is in so many."""


def remedy(network: Network, options: Options, larger: Iterator[Page], *, split: bool) -> str:
    """What makes the text of a picture of a network readable on its page, in words; where nothing does, what makes it largest.

    `larger` are larger sheets on which it may be read, `split` tells that the picture may be one for each VPC.
    """
    tried = list(_less(network, options))
    words = [f"{how} ({_points(size)})" for how, size in tried if size >= READABLE]
    if split and sum(not vpc.foreign for vpc in network.vpcs) > 1:
        words += list(_split(network, options))
    sheet = next((page for page in larger if _reads(network, structs.replace(options, page=page))), None)
    words += [f"--page {sheet.name.lower().replace(' ', '-')}"] if sheet is not None else []
    if words:
        return f"what can be read: {', '.join(words[:-1])}{' or ' if words[1:] else ''}{words[-1]}"
    how, size = max(tried, key=lambda one: one[1], default=("", 0.0))
    return f"the largest is {how} ({_points(size)})" if how and size > size_of(network, options) else ""


def size_of(network: Network, options: Options) -> float:
    """How large the smallest text of a thing is on the page, in points."""
    from vpcviz.layout import lay_out
    from vpcviz.layout.style import smallest_text

    scene = lay_out(network, options)
    return smallest_text(scene) * options.page.scale(scene.width, scene.height) if options.page is not None else 0.0


def _reads(network: Network, options: Options) -> bool:
    return size_of(network, options) >= READABLE


def _less(network: Network, options: Options) -> Iterator[tuple[str, float]]:
    """Details that show less, each with the size of its text (points)."""
    for detail in LESS.get(options.detail, ()) if options.view == "network" else ():
        if detail == "overview" or len(network.vpcs) <= MOST_TRIED:
            yield f"--detail {detail}", size_of(network, structs.replace(options, detail=detail))


def _split(network: Network, options: Options) -> Iterator[str]:
    """A picture for each VPC, at this detail or at the next that can be read, if the VPC with most in it can."""
    from vpcviz.model.narrowing import narrow
    from vpcviz.model.selection import Selection

    vpc = max((one for one in network.vpcs if not one.foreign), key=lambda one: (_much(network, one), one.id))
    own = narrow(network, Selection(vpcs=(vpc.id,)))
    alone = structs.replace(options, fold_defaults=False)
    details = (options.detail, *(LESS.get(options.detail, ()) if options.view == "network" else ()))
    for detail in details:
        size = size_of(own, structs.replace(alone, detail=detail))
        if size >= READABLE:
            yield "--split vpc" + (f" --detail {detail}" if detail != options.detail else "") + f" ({vpc.label}: {_points(size)})"
            return


def _much(network: Network, vpc: r.Vpc) -> int:
    """How much is in a VPC."""
    subnets = network.subnets_of.get(vpc.id, ())
    return len(subnets) + sum(len(network.interfaces_of.get(subnet.id, ())) for subnet in subnets)


def _points(size: float) -> str:
    return f"{floor(size * 10) / 10:.1f} pt"
