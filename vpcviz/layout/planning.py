"""Plans of a whole picture of few VPCs: floor plans of its accounts and regions, inside out, with the room that links took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vpcviz.layout.arranging import NARROW, Arranger, Rows
from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawing import Drawing, Room
from vpcviz.layout.floorplan import MOST_CUT, Floor, Leaf, Links, Node, Plan, Split, flat, leaves
from vpcviz.layout.measuring import measure
from vpcviz.layout.neighbours import NEAR, WIDENED, names_beside
from vpcviz.layout.tiers import LEAST_JOINED, tiered
from vpcviz.layout.widgets import shelves

USUAL = (24, 24)
"""By so much (px) links widen and heighten a box, about; what they did is known once they have their ways."""

Growth = Mapping[str, tuple[int, int]]
"""By box: by how much (px) links made it wider and higher than it was planned."""


class Whole(NamedTuple):
    """A plan of the cloud, and which arrangement each VPC takes in it."""

    rows: Rows
    rooms: Mapping[str, Room]


def name_of(box: Box) -> str:
    """What a box is known by in all drawings of one network."""
    return f"{box.kind} {box.id} {box.parent.id if box.parent is not None and box.kind in ('account', 'region') else ''}"


class Planner:
    """Makes plans for one drawing, whose VPCs tell the shapes that they may have."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.arranger = Arranger(drawing)
        whole = self.arranger.tree(1.6, 1.6)
        measure(whole)
        self.scale = (whole.width * whole.height) ** 0.5
        self.homes = self._homes()
        self.tiers = False
        """Whether what many are joined to stands below these, wherever there is such a thing."""

    def tiered(self, growth: Growth) -> list[Plan]:
        """Plans of the cloud with what many are joined to below these; none where nothing is."""
        self.tiers = True
        try:
            has = any(len({n for pair in links if min(pair) >= 0 for n in pair}) > LEAST_JOINED for links in self.homes.values())
            return self._of(self.arranger.cloud, growth) if has else []
        finally:
            self.tiers = False

    def plans(self, growth: Growth) -> list[Plan]:
        """Plans of the cloud, of different shapes."""
        return self._of(self.arranger.cloud, growth)

    def _homes(self) -> dict[int, Links]:
        """By container: the links between its things, its hubs being number -1."""
        found: dict[int, Links] = {}
        counted: dict[tuple[int, int, int], int] = {}
        at: dict[int, tuple[int, int]] = {}
        for container in self.arranger.containers():
            for child in (container, *container.meshes):
                at |= {id(box): (id(child), -1) for box in child.hubs}
                at |= {id(box): (id(child), number) for number, box in enumerate(self.arranger.things(child))}
        connected = {id(connector.box): connector.ends for connector in self.drawing.connectors}
        pairs = [(link.source, link.target) for link in self.drawing.links if id(link.source) not in connected]
        for ends in connected.values():
            boxes = [self.drawing.drawn[end] for end in ends if end in self.drawing.drawn]
            pairs += [(boxes[0], boxes[1])] if len(boxes) == 2 else []
        for one, other in pairs:
            there = dict(_places(other, at))
            for home, number in _places(one, at):
                if home in there and there[home] != number:
                    key = (home, min(number, there[home]), max(number, there[home]))
                    counted[key] = counted.get(key, 0) + 1
                    break
        for (home, first, second), count in counted.items():
            found[home] = {**found.get(home, {}), (first, second): count}
        return found

    def _of(self, container: Container, growth: Growth) -> list[Plan]:
        """Plans of a container."""
        inside = {id(child.box): child for child in (*container.meshes, *container.children)}
        things = self.arranger.things(container)
        shapes = {number: self._shapes(number, box, inside, growth) for number, box in enumerate(things)}
        floor = Floor(NEAR, self.homes.get(id(container), {}), self.scale)
        below_many = tiered(shapes, self.homes.get(id(container), {}), floor) if self.tiers and not container.hubs else []
        if below_many:
            plans = [plan._replace(node=Leaf(0, Rows(flat(plan.node), None))) for plan in below_many]
        elif container.hubs:
            plans = self._around(container, shapes, floor)
        else:
            plans = [plan._replace(node=Leaf(0, Rows(flat(plan.node), None))) for plan in floor.plans(shapes)]
        if not plans:
            plans = [Plan(1, 1, 0, Leaf(0, Rows(None, None)))]
        below = self._below(container)
        return floor.kept(framed(container, plan, below, growth) for plan in plans)

    def _below(self, container: Container) -> list[Box]:
        placed = {id(box) for box in (*self.arranger.things(container), *names_beside(container))}
        return sorted((box for box in container.below if id(box) not in placed), key=lambda box: (box.kind, box.id))

    def _around(self, container: Container, shapes: Mapping[int, Sequence[Plan]], floor: Floor) -> list[Plan]:
        """Plans with some of the things above the hubs of a container, and the others below them."""
        hub = [Plan(*_hub_size(container), 0, Leaf(-1, None))]
        joined = self.homes.get(id(container), {})
        numbers = sorted(shapes)
        if len(numbers) > MOST_CUT:
            cuts = [
                (
                    floor.plans({n: shapes[n] for n in numbers[:cut]}),
                    numbers[:cut],
                    floor.plans({n: shapes[n] for n in numbers[cut:]}),
                    numbers[cut:],
                )
                for cut in range(len(numbers) + 1)
            ]
        else:
            parts = floor.parts(shapes)
            every = (1 << len(numbers)) - 1
            cuts = [
                (parts[part], _chosen(numbers, part), parts[every ^ part], _chosen(numbers, every ^ part))
                for part in range(every + 1)
            ]
        made: list[Plan] = []
        for above, over, under, lower in cuts:
            to_hub = [sum(joined.get((-1, number), 0) for number in group) for group in (over, lower)]
            past = sum(links for (a, b), links in joined.items() if {a, b} & set(over) and {a, b} & set(lower))
            upper = floor.below(above, hub, to_hub[0])
            made += floor.kept(floor.below(upper, under, to_hub[1] + past))
        return [plan._replace(node=Leaf(0, _parted(plan.node))) for plan in made]

    def _shapes(self, number: int, box: Box, inside: Mapping[int, Container], growth: Growth) -> list[Plan]:
        """The shapes of a thing in a container, as leaves of that number."""
        if id(box) in inside:
            return [plan._replace(node=Leaf(number, _rows(plan))) for plan in self._of(inside[id(box)], growth)]
        wide, high = growth.get(name_of(box), USUAL if box.rows else (0, 0))
        known = self.drawing.shapes.get(box.id, ()) if box.kind == "vpc" else ()
        if not known:
            return [Plan(box.width + wide, box.above + box.height + box.below + high, 0, Leaf(number, None))]
        made = []
        for plan in known:
            if isinstance(plan.node, Leaf):
                more, taller = growth.get(f"{name_of(box)}{plan.node.choice}", (wide, high))
                made.append(Plan(plan.width + more, plan.height + taller, plan.length, Leaf(number, plan.node.choice)))
        return made


def framed(container: Container, plan: Plan, below: Sequence[Box], growth: Growth) -> Plan:
    """A plan of what is in a container, with what stands above and below that, and its frame."""
    rows = [*([container.above] if container.above else []), *shelves(below, round(max(NARROW, plan.width) * WIDENED), NEAR)]
    width = max([plan.width, *(sum(box.width + NEAR for box in row) - NEAR for row in rows)])
    height = plan.height + sum(max(box.above + box.height + box.below for box in row) + NEAR for row in rows)
    frame = container.box
    wide, high = growth.get(name_of(frame), USUAL)
    pads = 2 * frame.pad
    head = frame.head + frame.pad if frame.head else pads
    return plan._replace(width=max(width + pads, frame.least_width) + wide, height=height + head + high)


def _places(box: Box, at: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In which containers a box is, and in which of their things, inside out."""
    here: Box | None = box
    while here is not None:
        if id(here) in at:
            yield at[id(here)]
        here = here.parent


def _chosen(numbers: Sequence[int], part: int) -> list[int]:
    return [number for place, number in enumerate(numbers) if part >> place & 1]


def _hub_size(container: Container) -> tuple[int, int]:
    """The size of a container's hubs, with names beside them (px)."""
    hubs, names = container.hubs, names_beside(container)
    wide = sum(box.width + NEAR for box in hubs) - NEAR + max((box.width + NEAR for box in names), default=0)
    return wide, max(box.above + box.height + box.below for box in hubs)


def rooms_of(planner: Planner, plan: Plan) -> Whole:
    """The plan of the cloud that a plan stands for."""
    rooms: dict[str, Room] = {}

    def gather(container: Container, rows: Rows) -> None:
        for leaf, box, inner in _planned(planner.arranger, container, rows):
            if inner is not None and isinstance(leaf.choice, Rows):
                gather(inner, leaf.choice)
            elif isinstance(leaf.choice, tuple):
                rooms[box.id] = leaf.choice

    rows = _rows(plan)
    gather(planner.arranger.cloud, rows)
    return Whole(rows, rooms)


def _planned(arranger: Arranger, container: Container, rows: Rows) -> Iterator[tuple[Leaf, Box, Container | None]]:
    """What a plan has above and below a container's hub: each leaf, its box, and the container that the box is, if it is one."""
    inside = {id(child.box): child for child in (*container.meshes, *container.children)}
    things = arranger.things(container)
    for node in (rows.before, rows.after):
        for leaf in leaves(node) if node is not None else ():
            box = things[leaf.number]
            yield leaf, box, inside.get(id(box))


def _rows(plan: Plan) -> Rows:
    assert isinstance(plan.node, Leaf)
    assert isinstance(plan.node.choice, Rows)
    return plan.node.choice


def _parted(node: Node) -> Rows:
    """What stands above and below the hub of a plan with one."""
    whole = flat(node)
    parts = whole.parts if isinstance(whole, Split) else (whole,)
    at = next(index for index, part in enumerate(parts) if isinstance(part, Leaf) and part.number < 0)
    before, after = parts[:at], parts[at + 1 :]
    return Rows(Split(False, before) if before else None, Split(False, after) if after else None)


def learned(arranger: Arranger, whole: Whole, shapes: Mapping[str, Sequence[Plan]], growth: Growth) -> dict[str, tuple[int, int]]:
    """By how much the boxes of an arranged drawing, its links in their ways, are wider and higher than `whole` had planned; a VPC
    in this arrangement, and in others by no more than in any before (`growth`)."""
    found: dict[str, tuple[int, int]] = {}

    def compare(container: Container, rows: Rows) -> None:
        things = arranger.things(container)
        for leaf, box, inner in _planned(arranger, container, rows):
            if inner is not None and isinstance(leaf.choice, Rows):
                compare(inner, leaf.choice)
            planned = next((p for p in shapes.get(box.id, ()) if isinstance(p.node, Leaf) and p.node.choice == leaf.choice), None)
            if planned is not None:
                tall = box.above + box.height + box.below
                grown = (box.width - planned.width, tall - planned.height)
                before = growth.get(name_of(box), grown)
                found[f"{name_of(box)}{leaf.choice}"] = grown
                found[name_of(box)] = (min(grown[0], before[0]), min(grown[1], before[1]))  # what others may come to
        parts = [_size(node, things) for node in (rows.before, rows.after) if node is not None]
        parts += [_hub_size(container)] if container.hubs else []
        size = (max((w for w, _ in parts), default=1), sum(h + NEAR for _, h in parts) - NEAR if parts else 1)
        placed = {id(box) for box in (*things, *names_beside(container))}
        below = sorted((box for box in container.below if id(box) not in placed), key=lambda box: (box.kind, box.id))
        planned = framed(container, Plan(*size, 0, Leaf(0, None)), below, {name_of(container.box): (0, 0)})
        found[name_of(container.box)] = (container.box.width - planned.width, container.box.height - planned.height)

    compare(arranger.cloud, whole.rows)
    return found


def _size(node: Node, things: Sequence[Box]) -> tuple[int, int]:
    if isinstance(node, Leaf):
        box = things[node.number]
        return box.width, box.above + box.height + box.below
    sizes = [_size(part, things) for part in node.parts]
    wide, high = [w for w, _ in sizes], [h for _, h in sizes]
    gaps = NEAR * (len(sizes) - 1)
    return (sum(wide) + gaps, max(high)) if node.level else (max(wide), sum(high) + gaps)
