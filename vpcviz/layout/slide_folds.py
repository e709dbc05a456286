"""What a slide of several VPCs tells once: zones of a VPC that are built alike, with all that their subnets hold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from vpcviz import scene
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import some_names
from vpcviz.layout.vpcs import TIERS, subnet_order
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_label

MOST_APART = 4
"""Of up to so many VPCs each zone is a frame of its own."""

SHORTEST, LONGEST = 3, 6
"""Names that have so many characters in common, and are no more than so many longer, are told together."""

ENDS = 9
"""So many characters of the ends of names that begin alike are told at least."""

SEPARATORS = "-_./: "


def is_dense(drawing: Drawing) -> bool:
    """Whether there are so many VPCs that like is told once, and subnets are lines; not where a traced way leads through them."""
    return drawing.options.way is None and sum(not one.foreign for one in drawing.network.vpcs) > MOST_APART


def alike_zones(drawing: Drawing, vpc: r.Vpc) -> list[list[r.Subnet]]:
    """The subnets of a VPC whose zones are told once, those at one place of each zone together, by tier; none where zones differ
    in their tiers, where there is one, or where VPCs are few."""
    network = drawing.network
    if not is_dense(drawing):
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


def like_vpcs(drawing: Drawing) -> dict[str, r.Vpc]:
    """By VPC: the one, first by name, that it is built like, where VPCs are many.

    They have as many subnets of each tier in as many zones, in these as many of each kind of workload, as many of each kind of
    everything else, endpoints to the same services, and are attached to as many things.
    """
    found: dict[str, r.Vpc] = {}
    first: dict[tuple[object, ...], r.Vpc] = {}
    network = drawing.network
    for vpc in sorted(network.vpcs, key=lambda one: (one.label, one.id)) if is_dense(drawing) else ():
        if not vpc.foreign and network.subnets_of.get(vpc.id):
            known = first.setdefault(_built(network, vpc, drawing.by_vpc.get(vpc.id, {})), vpc)
            if known is not vpc:
                found[vpc.id] = known
    return found


def _built(network: Network, vpc: r.Vpc, held: Mapping[type[r.Resource], Sequence[r.Resource]]) -> tuple[object, ...]:
    """What VPCs that are built alike have in common."""
    drawn = [item for items in held.values() for item in items]
    zones: dict[str, Counter[str]] = {}
    inside: Counter[tuple[str, str]] = Counter()
    for subnet in network.subnets_of.get(vpc.id, ()):
        tier = network.tier(subnet)
        zones.setdefault(subnet.zone, Counter())[tier] += 1
        for interface in network.interfaces_of.get(subnet.id, ()):
            owner = network.by_id.get(network.owner_of.get(interface.id, ""))
            inside[tier, owner.kind if owner is not None else interface.type] += 1
    services = sorted(service_label(item.service) for item in drawn if isinstance(item, r.GatewayEndpoint | r.InterfaceEndpoint))
    attached = Counter(attachment.type for attachment in network.attachments_of.get(vpc.id, ()))
    return (
        len(vpc.cidrs) + len(vpc.ipv6_cidrs),
        *sorted(tuple(sorted(counts.items())) for counts in zones.values()),
        *(tuple(sorted(counts.items())) for counts in (inside, attached)),
        tuple(sorted((kind.KIND, len(items)) for kind, items in held.items())),
        tuple(services),
    )


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
