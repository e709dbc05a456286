"""A full mesh of peerings as one thing: a bus that its VPCs join, and words, instead of a line for each pair."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from vpcviz import scene
from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import kind_words
from vpcviz.layout.lines import Link
from vpcviz.layout.meshes import meshes
from vpcviz.layout.style import line, text_width
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works

KIND = "peering-mesh"
LEAST = 4
"""So many VPCs make a bus; three have no more lines than that."""

WHOLE = 0.8
"""So much of all pairs has to be peered; the pairs that are not are said in words."""

MOST_MISSING = 4
"""So many pairs that are not peered are named; more are counted."""

ICON, HEIGHT = 20, 36


def full_meshes(ids: Iterable[str], peerings: Sequence[r.Peering]) -> Iterator[tuple[list[str], list[r.Peering]]]:
    """The VPCs of one place that are all peered with one another (or nearly), with their peerings; those that are not active pass
    nothing, and are no part of it."""
    peerings = [one for one in peerings if works(one.status)]
    known = list(ids)
    for members in meshes(known, peerings):
        inside = set(members)
        own = [p for p in peerings if p.requester in inside and p.accepter in inside and p.requester != p.accepter]
        pairs = {frozenset((p.requester, p.accepter)) for p in own}
        if len(members) >= LEAST and len(pairs) >= WHOLE * len(members) * (len(members) - 1) / 2:
            yield members, own


def gather_meshes(drawing: Drawing) -> None:
    """Put the VPCs of each full mesh of one container together around its bus, and let the bus stand for their peerings."""
    for container in drawing.containers.by_key.values():
        boxes = {box.id: box for box in container.packed}
        for members, peerings in full_meshes(boxes, drawing.network.peerings):
            bus = _bus(drawing, members, peerings)
            inside = [boxes.pop(name) for name in members]
            if boxes or container.meshes:
                frame = Box("mesh", members[0], visible=False, pad=0)
                container.meshes.append(Container(frame, packed=inside, hubs=[bus]))
            else:
                container.hubs.append(bus)
                boxes = {box.id: box for box in inside}
                break
        container.packed = list(boxes.values())


def _bus(drawing: Drawing, members: Sequence[str], peerings: Sequence[r.Peering]) -> Box:
    missing = _missing(drawing, members, peerings)
    name = "Full mesh" if not missing else "Mesh"
    words = f"{name} of {len(members)} VPCs{missing}"
    count = kind_words(r.Peering.KIND, len(peerings))
    box_id = f"{KIND}-{members[0]}"
    left = text_width(words, "name")
    width = snap(ICON + 30 + left + 16 + text_width(count, "small"))

    def paint(box: Box) -> list[scene.Part]:
        counted: list[scene.Part] = [line(box.x + ICON + 30 + left, box.y + 22.5, count, "small")]
        marks = (("more", str(len(peerings))), ("in", box_id))
        return [
            scene.Rectangle(box.x, box.y, box.width, box.height, "connector", False, 6),
            scene.Icon(icon_for(r.Peering.KIND), box.x + 8, box.y + 8, ICON),
            line(box.x + ICON + 14, box.y + 22.5, words, "name"),
            scene.Group(r.Peering.KIND, "", counted, marks),
        ]

    told = (("members", " ".join(members)),)
    bus = Box(KIND, box_id, width, HEIGHT, paint=paint, marks=told, tooltip=f"{words} · {count}", fills=True)
    drawing.keep(bus)
    for peering in peerings:
        drawing.drawn[peering.id] = bus
    drawing.painted_peerings |= {peering.id for peering in peerings}
    bundle = "" if drawing.view.shows_inside and drawing.few else box_id  # straight from each VPC to a bus as wide as they are
    drawing.links += [Link("peering", bus, drawing.drawn[one], f"{box_id}:{one}", bundle=bundle, joins=True) for one in members]
    return bus


def _missing(drawing: Drawing, members: Sequence[str], peerings: Sequence[r.Peering]) -> str:
    """The pairs that are not peered, in words; "" where all are."""
    there = {frozenset((p.requester, p.accepter)) for p in peerings}
    labels = {name: drawing.network.by_id[name].label for name in members}
    pairs = [f"{labels[a]} and {labels[b]}" for a, b in combinations(members, 2) if frozenset((a, b)) not in there]
    if not pairs:
        return ""
    more = f" and {len(pairs) - MOST_MISSING} more pairs" if len(pairs) > MOST_MISSING else ""
    return f", without {'; '.join(pairs[:MOST_MISSING])}{more}"
