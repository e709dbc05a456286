"""Which VPCs of one place form a mesh: peered with one another and with mostly the same others. They stand together."""

from collections.abc import Iterable, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.packing import FEW
from vpcviz.model import resources as r

LEAST = 4
"""So many VPCs make a mesh; each two of it are peered with as many in common, themselves among them."""

MOST_TOGETHER = 12
"""A larger mesh, whose peerings take more room than its VPCs, takes the shape of the whole."""

SHARED = 0.5
"""Two peered VPCs belong together that have so much of all that either is peered with in common."""


def meshes(ids: Iterable[str], peerings: Sequence[r.Peering]) -> list[list[str]]:
    """The meshes among VPCs, each in the order of `ids`; the VPCs that are in none are not told.

    Who is in a mesh hangs on whole neighbourhoods: one VPC that is peered with two meshes joins neither to the other.
    """
    order = {name: number for number, name in enumerate(ids)}
    near: dict[str, set[str]] = {}
    for peering in peerings:
        if peering.requester in order and peering.accepter in order and peering.requester != peering.accepter:
            near.setdefault(peering.requester, {peering.requester}).add(peering.accepter)
            near.setdefault(peering.accepter, {peering.accepter}).add(peering.requester)
    group = {name: name for name in near}

    def first(name: str) -> str:
        while group[name] != name:
            group[name] = name = group[group[name]]
        return name

    for name in sorted(near, key=order.__getitem__):
        for other in sorted(near[name], key=order.__getitem__):
            a, b = first(name), first(other)
            if a != b and len(near[name] & near[other]) >= max(LEAST, SHARED * len(near[name] | near[other])):
                group[max(a, b, key=order.__getitem__)] = min(a, b, key=order.__getitem__)
    found: dict[str, list[str]] = {}
    for name in sorted(near, key=order.__getitem__):
        found.setdefault(first(name), []).append(name)
    return [members for members in found.values() if len(members) >= LEAST]


def stand_together(drawing: Drawing) -> None:
    """Where there are many VPCs in one container, those of a mesh stand together."""
    for container in drawing.containers.by_key.values():
        if drawing.few and len(container.packed) <= FEW:
            continue
        boxes = {box.id: box for box in container.packed}
        found = meshes(boxes, drawing.network.peerings)
        every = len(boxes)
        for members in (one for one in found if len(one) <= MOST_TOGETHER):
            if len(members) == (len(boxes) if drawing.few else every):
                continue
            box = Box("mesh", members[0], visible=False, pad=0)
            container.meshes.append(Container(box, packed=[boxes.pop(name) for name in members]))
        container.packed = list(boxes.values())
