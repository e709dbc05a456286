"""What a slide of several VPCs tells once: zones of a VPC that are built alike, with all that their subnets hold."""

from collections.abc import Sequence
from itertools import takewhile

from vpcviz import scene
from vpcviz.layout.boxes import Box
from vpcviz.layout.kind_names import some_names
from vpcviz.layout.vpcs import TIERS, subnet_order
from vpcviz.model import Network
from vpcviz.model import resources as r

MOST_APART = 4
"""Of up to so many VPCs each zone is a frame of its own."""

SHORTEST, LONGEST = 3, 6
"""Names that have so many characters in common, and are no more than so many longer, are told together."""

ENDS = 9
"""So many characters of the ends of names that begin alike are told at least."""

SEPARATORS = "-_./: "


def is_dense(network: Network) -> bool:
    """Whether there are so many VPCs that like is told once, and subnets are lines."""
    return sum(not one.foreign for one in network.vpcs) > MOST_APART


def alike_zones(network: Network, vpc: r.Vpc) -> list[list[r.Subnet]]:
    """The subnets of a VPC whose zones are told once, those at one place of each zone together, by tier; none where zones differ
    in their tiers, where there is one, or where VPCs are few."""
    if not is_dense(network):
        return []
    cells: dict[str, dict[str, list[r.Subnet]]] = {}
    for subnet in sorted(network.subnets_of.get(vpc.id, ()), key=subnet_order):
        cells.setdefault(subnet.zone, {}).setdefault(network.tier(subnet), []).append(subnet)
    zones = [cells[zone] for zone in sorted(cells)]
    if len(zones) < 2 or any({t: len(found) for t, found in zone.items()} != _counts(zones[0]) for zone in zones):
        return []
    return [list(same) for tier in TIERS for same in zip(*(zone.get(tier, ()) for zone in zones), strict=True)]


def _counts(zone: dict[str, list[r.Subnet]]) -> dict[str, int]:
    return {tier: len(found) for tier, found in zone.items()}


def names_alike(names: Sequence[str], room: int = 28) -> str:
    """Names that begin alike, told together (`web-a, b`); others one after the other, and how many more than fit."""
    names = list(dict.fromkeys(names))
    columns = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    prefix = "".join(letters[0] for letters in columns)
    if len(names) > 1 and not all(len(name) == len(prefix) + 1 and name[-1].isalpha() for name in names):
        while prefix and prefix[-1] not in SEPARATORS:
            prefix = prefix[:-1]
    rest = [name[len(prefix) :] for name in names]
    if len(names) > 1 and len(prefix) >= SHORTEST and all(0 < len(end) <= LONGEST for end in rest):
        return prefix + some_names(rest, max(ENDS, room - len(prefix)))
    return some_names(names, room)


def stands_for(box: Box, more: int, inside: str) -> Box:
    """A frame that stands for so many more of its kind: its title is the mark that counts them."""
    paint = box.paint

    def painted(box: Box) -> list[scene.Part]:
        parts = paint(box) if paint is not None else []
        at = next(at for at, part in enumerate(parts) if isinstance(part, scene.Text))
        count = scene.Group(box.kind, "", [parts[at]], (("more", str(more)), ("in", inside)))
        return [*parts[:at], count, *parts[at + 1 :]]

    box.paint = painted
    return box
