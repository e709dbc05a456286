"""Peered VPCs of one place on the map: two rows of cards with a free field between them, in which their peerings are drawn.

Which VPC stands in which row is chosen here, so that most peerings lead across the field; the order within the rows is
Graphviz's, which keeps crossings few. A peering across the field is a straight line, one within a row dips into the
field: neither can meet a card, as nothing but peerings is in the field.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from vpcviz import scene
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.link_kinds import peering_kind
from vpcviz.layout.map_apart import apart
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works

MOST = 28
"""A block holds at most so many VPCs; larger components would be wider than a page, and their peerings run in channels."""

SLOT = 6
"""Peerings meet a card's inner edge at multiples of this (px), plus one: where no line of a channel can be."""

Pair = tuple[str, str]


class PeeringBlock(Struct, frozen=True):
    """VPC ids in two rows, from left to right, and the peerings among them."""

    top: tuple[str, ...]
    bottom: tuple[str, ...]
    peerings: tuple[r.Peering, ...]


def peering_blocks(ids: Iterable[str], peerings: Sequence[r.Peering]) -> list[PeeringBlock]:
    """The peering_blocks of one place: its VPCs in components of peering that are neither single nor too large."""
    members = set(ids)
    inside = [p for p in peerings if p.requester in members and p.accepter in members and p.requester != p.accepter]
    near: dict[str, set[str]] = {}
    for peering in inside:
        near.setdefault(peering.requester, set()).add(peering.accepter)
        near.setdefault(peering.accepter, set()).add(peering.requester)
    rows = [_two_rows(component, near) for component in _components(near) if len(component) <= MOST]
    ordered = _ordered(rows, near)
    made = []
    for top, bottom in ordered:
        own = {*top, *bottom}
        made.append(PeeringBlock(top, bottom, tuple(sorted((p for p in inside if p.requester in own), key=lambda p: p.id))))
    return made


def _components(near: Mapping[str, set[str]]) -> list[list[str]]:
    """Components of the graph, each in breadth-first order from its node of highest degree; the first id orders them."""
    seen: set[str] = set()
    found = []
    for start in sorted(near):
        if start in seen:
            continue
        component = _reached(start, near)
        seen |= set(component)
        centre = min(component, key=lambda name: (-len(near[name]), name))
        found.append(_reached(centre, near))
    return found


def _reached(start: str, near: Mapping[str, set[str]]) -> list[str]:
    order = [start]
    seen = {start}
    for name in order:
        for other in sorted(near[name] - seen):
            seen.add(other)
            order.append(other)
    return order


def _two_rows(component: Sequence[str], near: Mapping[str, set[str]]) -> tuple[list[str], list[str]]:
    """Each VPC in the row where fewer of its peers are, while neither row gets longer than 2/3 of the whole."""
    rows: tuple[list[str], list[str]] = ([], [])
    most = max(1, -(-len(component) * 2 // 3))
    for name in component:
        here = [sum(1 for other in row if other in near[name]) for row in rows]
        side = 0 if (here[0], len(rows[0])) <= (here[1], len(rows[1])) else 1
        if len(rows[side]) >= most:
            side = 1 - side
        rows[side].append(name)
    return rows


def _ordered(
    rows: Sequence[tuple[list[str], list[str]]], near: Mapping[str, set[str]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The rows in the order in which Graphviz's `dot` puts them, which makes few crossings."""
    if all(len(top) + len(bottom) <= 2 for top, bottom in rows):
        return [(tuple(top), tuple(bottom)) for top, bottom in rows]
    numbers = {name: f"n{index}" for index, name in enumerate(name for pair in rows for row in pair for name in row)}
    lines = ["graph {", "splines=line;", 'node [shape=box, width=3, height=1, fixedsize=true, label=""];']
    for top, bottom in rows:
        lines += ["{rank=same; " + "; ".join(numbers[name] for name in row) + "}" for row in (top, bottom) if row]
        lines.append(f"{numbers[top[0]]} -- {numbers[bottom[0]]} [style=invis];" if bottom else "")
        own = {name: side for side, row in enumerate((top, bottom)) for name in row}
        for name in sorted(own):
            for other in sorted(near[name]):
                if (own[name], name) < (own[other], other):
                    lines.append(f"{numbers[name]} -- {numbers[other]};")
    lines.append("}")
    from vpcviz.layout.map_engine import positions  # it takes what starts processes along

    centres = positions("\n".join(lines))
    order = {name: (centres[number][0], number) for name, number in numbers.items()}
    return [(tuple(sorted(top, key=order.__getitem__)), tuple(sorted(bottom, key=order.__getitem__))) for top, bottom in rows]


# --- boxes ---


def block_box(block: PeeringBlock, cards: Mapping[str, Box]) -> Box:
    """The block as an invisible box of three rows: cards, the field, cards."""
    rows = [[cards[name] for name in row] for row in (block.top, block.bottom)]
    height = max(card.height for row in rows for card in row)
    for side, row in enumerate(rows):
        for card in row:
            card.height = height
            docks = [*card.docks_top, *card.docks_bottom]
            card.docks_top, card.docks_bottom = ([], docks) if side else (docks, [])
    degree = _degree(block)
    width = max(sum(card.width + GRID for card in row) for row in rows)
    dips = any((p.requester in block.top) == (p.accepter in block.top) for p in block.peerings)
    depth = max(60, 14 * max(degree.values()), width // (4 if dips else 7) if len(block.peerings) > 2 else 0)
    field = Box("field", "", GRID, snap(depth), visible=False)
    field.paint = lambda _: _paint(block, cards)
    box = Box("block", "", visible=False, pad=0, column_gap=24, centre_rows=True)
    box.rows = [rows[0], [field], rows[1]]
    return box


def _degree(block: PeeringBlock) -> dict[str, int]:
    degree = dict.fromkeys((*block.top, *block.bottom), 0)
    for peering in block.peerings:
        degree[peering.requester] += 1
        degree[peering.accepter] += 1
    return degree


def _paint(block: PeeringBlock, cards: Mapping[str, Box]) -> list[scene.Part]:
    """The peerings as links, each at ports of its own."""
    ports = _ports(block, cards)
    ways = apart([_way(block, cards, peering, ports) for peering in block.peerings])
    parts: list[scene.Part] = []
    for peering, way in zip(block.peerings, ways, strict=True):
        status = "" if works(peering.status) else f" · {peering.status}"
        marks = (("link", "peering"), ("from", peering.requester), ("to", peering.accepter))
        wire = scene.Wire(tuple((round(x, 1), round(y, 1)) for x, y in way), peering_kind(peering))
        parts.append(scene.Group("link", peering.id, [wire], marks, f"{peering.label} · VPC peering{status}"))
    return parts


def _way(
    block: PeeringBlock, cards: Mapping[str, Box], peering: r.Peering, ports: Mapping[Pair, float]
) -> tuple[tuple[float, float], ...]:
    """Straight across the field; between cards of one row a dip into it, the deeper the farther they are apart."""
    ends = (peering.requester, peering.accepter)
    below = [name in block.bottom for name in ends]
    (x1, y1), (x2, y2) = (
        (ports[peering.id, name], float(cards[name].y if low else cards[name].y + cards[name].height))
        for name, low in zip(ends, below, strict=True)
    )
    if below[0] != below[1]:
        return (x1, y1), (x2, y2)
    row = [cards[name] for name in (block.bottom if below[0] else block.top)]
    depth = cards[block.bottom[0]].y - cards[block.top[0]].y - cards[block.top[0]].height
    reach = abs(x2 - x1) / (row[-1].x + row[-1].width - row[0].x)
    dip = depth * (0.16 + 0.32 * reach) * (-1 if below[0] else 1)
    return (x1, y1), ((x1 + x2) / 2, y1 + dip), (x2, y2)


def _ports(block: PeeringBlock, cards: Mapping[str, Box]) -> dict[Pair, float]:
    """The x of each end of each peering, ordered so that the lines of one card do not cross at the card."""
    ports: dict[Pair, float] = {}
    for row in (block.top, block.bottom):
        for name in row:
            card = cards[name]
            wanted = []
            for peering in block.peerings:
                if name in (peering.requester, peering.accepter):
                    other = cards[peering.accepter if peering.requester == name else peering.requester]
                    wanted.append((_turn(card, other), peering.id))
            slots = _slots(card, len(wanted))
            for (_, peering_id), x in zip(sorted(wanted), slots, strict=True):
                ports[peering_id, name] = x
    return ports


def _turn(card: Box, other: Box) -> tuple[int, float]:
    """Sorts the ends at one card: peers left of it in its row, nearest first; those across, from left to right; those right
    of it in its row, farthest first."""
    if other.y != card.y:
        return 1, other.x
    return (0, -other.x) if other.x < card.x else (2, -other.x)


def _slots(card: Box, count: int) -> list[float]:
    """So many places on a card's edge, evenly over it."""
    first = (card.x + 12) // SLOT * SLOT + 1
    most = max(1, (card.width - 24) // SLOT)
    step = most / (count + 1)
    found = [float(first + SLOT * round(step * (index + 1))) for index in range(count)]
    if any(b <= a for a, b in pairwise(found)):  # more peerings than places: evenly, however near
        found = [card.x + 8 + (card.width - 16) * (index + 1) / (count + 1) for index in range(count)]
    return found
