"""Peerings on the map: a line each, which begins and ends at a port with the names of the VPCs beyond.

Peerings of a VPC with many of its place share a line, as the spokes of a hub do: it stands in their middle. Which of them leads
where is told by the names. In a large estate those that would be long are said rather than drawn (`map_listed_peerings`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from vpcviz import scene
from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.lines import Link
from vpcviz.layout.link_kinds import peering_kind
from vpcviz.layout.map_grids import OUT, PEERS, rooms_for_peers
from vpcviz.layout.style import fit, line, text_width
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works

HUB_DEGREE = 4
"""In an estate of few VPCs peerings of one with at least so many share one track, as spokes of a hub do."""

ICON, INSET, TAB = 11, 4, OUT + 1
"""A port's icon, what is around that and the names, and its height (px)."""

LEAST_NAME = 60
"""A name is shortened to so many px at least."""

STAR = 4
"""In an estate of many VPCs so does one that is peered with so many, and half of those, of its place."""

MOST_NAMED = 12
"""Of a VPC with more peerings than this it is the others that name it."""


def draw_peerings(drawing: Drawing, below: Set[str]) -> None:
    """Dock a port with its peers' names on each peered VPC's card, and link these: all peerings that nothing else stands for.

    `below` are the VPCs under a field of peerings, whose upper edges are met by these.
    """
    peerings = [one for one in drawing.network.peerings if _is_line(drawing, one)]
    peers: dict[str, list[str]] = {}
    for one in peerings:
        peers.setdefault(one.requester, []).append(one.accepter)
        peers.setdefault(one.accepter, []).append(one.requester)
    tabs = _Tabs(drawing, peers, Counter(one.requester for one in peerings), below)
    for name in sorted(peers, key=lambda one: (len(peers[one]), one)):
        tabs.put(name)
    degree = {name: len(found) for name, found in peers.items()}
    stars = {} if drawing.few else _stars(drawing, peers)
    for one in peerings:
        ends = (one.requester, one.accepter)
        trunk = (_hub(degree, ends) if drawing.few else stars.get(frozenset(ends), "")) if works(one.status) else ""
        a, b = tabs.of(*ends), tabs.of(*ends[::-1])
        tooltip = f"{one.label} · VPC peering" + ("" if works(one.status) else f" · {one.status}")
        link = Link(peering_kind(one), a, b, f"peering:{one.id}", bundle=trunk, tooltip=tooltip, ends=ends)
        drawing.links.append(link)
        drawing.peering_lines[one.id] = link
        drawing.drawn[one.id] = tabs.first[one.requester]


class _Tabs:
    """The tabs on the cards; `told` are the pairs of which the first VPC's tab names the second one."""

    def __init__(self, drawing: Drawing, peers: Mapping[str, Sequence[str]], asked: Mapping[str, int], below: Set[str]) -> None:
        self.drawing = drawing
        self.peers = peers
        self.asked = asked
        self.below = below
        self.usual = _usual(drawing)
        self.told: dict[tuple[str, str], Box] = {}
        self.first: dict[str, Box] = {}

    def of(self, name: str, other: str) -> Box:
        """The tab of a VPC that names another one, or else its first."""
        return self.told.get((name, other), self.first[name])

    def put(self, name: str) -> None:
        """Dock a tab on the VPC's card, and a second one where the first has no room for a name that stands nowhere else."""
        card, label = self.drawing.drawn[name], {other: self.drawing.network.by_id[other].label for other in self.peers[name]}
        others = sorted(label, key=lambda other: ((other, name) in self.told, label[other], other))
        width = max(card.width, self.usual)
        room, beside = rooms_for_peers(card, width)
        tooltip = f"VPC peering with {', '.join(label[other] for other in others)}"
        words, shown = _words([label[other] for other in others], room)
        tab = _port(name, words, self.asked.get(name, 0), tooltip)
        docked = [tab]
        self.first[name] = tab
        self.told |= {(name, other): tab for other in others[:shown]}
        rest = [other for other in others[shown:] if (other, name) not in self.told]
        if rest and shown and beside >= LEAST_NAME + ICON + 3 * INSET:
            words, more = _words([label[other] for other in rest], beside, rest=len(others) - shown)
            second = _port(name, words, 0, tooltip, number=2)
            docked += [second] if more else []
            self.told |= {(name, other): second for other in rest[:more]}
        if name in self.below:
            card.docks_bottom = [*docked, *card.docks_bottom]
        else:
            card.docks_top = [*docked, *card.docks_top]


def _usual(drawing: Drawing) -> int:
    """How wide (px) nine tenths of the cards are at most."""
    widths = sorted(box.width for box in drawing.drawn.values() if box.kind == r.Vpc.KIND)
    return widths[len(widths) * 9 // 10] if widths else 0


def _is_line(drawing: Drawing, one: r.Peering) -> bool:
    """Whether a peering is drawn as a line: both its VPCs are there, and nothing else stands for it."""
    ends = (one.requester, one.accepter)
    return one.id not in drawing.painted_peerings and ends[0] != ends[1] and all(end in drawing.drawn for end in ends)


def _words(labels: Sequence[str], room: int, rest: int = 0) -> tuple[str, int]:
    """What a port says in so much room (px), and how many of the first names that tells: one of them may be shortened. It says
    how many more there are (of the `rest`, if so many are to be told)."""
    room -= ICON + 3 * INSET
    whole = max(rest, len(labels))
    for count in range(min(len(labels), MOST_NAMED), 0, -1):
        more = f" +{whole - count}" if count < whole else ""
        words = ", ".join(labels[:count]) + more
        if text_width(words, "small") <= room:
            return words, count
    more = f" +{whole - 1}" if whole > 1 else ""
    left = room - (text_width(f"0{more}", "small") - text_width("0", "small"))  # a space alone at an end is no text
    return (fit(labels[0], "small", left, middle=True)[0] + more, 1) if left >= LEAST_NAME else (str(len(labels)), 0)


def _port(vpc: str, words: str, asked: int, tooltip: str, number: int = 1) -> Box:
    """A tab on a card's border with the names of its VPC's peers; the peerings that it asked for are counted there."""
    width = snap(text_width(words, "small") + ICON + 3 * INSET)

    def paint(box: Box) -> list[scene.Part]:
        y = box.y if box.dock == "top" else box.y + box.height - TAB
        return [
            scene.Rectangle(box.x, y, box.width, TAB, "plate", False, 4),
            scene.Icon(icon_for(r.Peering.KIND), box.x + INSET, y + 1.5, ICON),
            line(box.x + ICON + 2 * INSET, y + (11 if box.dock == "top" else 12), words, "small"),
        ]

    marks = (("more", str(asked)), ("in", vpc)) if asked else (("in", vpc),)
    ident = f"{vpc}/peerings" if number == 1 else f"{vpc}/peerings-{number}"
    return Box(PEERS, ident, width, 2 * OUT, paint=paint, tooltip=tooltip, marks=marks)


def _hub(degree: Mapping[str, int], ends: tuple[str, str]) -> str:
    """Of few VPCs: what the peerings of one with many share."""
    hub = max(ends, key=lambda end: (degree[end], end))
    return f"peering:{hub}" if degree[hub] >= HUB_DEGREE else ""


def _stars(drawing: Drawing, peers: Mapping[str, Sequence[str]]) -> dict[frozenset[str], str]:
    """Of many VPCs: by pair, what the peerings of one with many of its place share. It stands in their middle, as a hub does."""
    place = {vpc.id: (vpc.account, vpc.region) for vpc in drawing.network.vpcs}
    sizes = Counter(place.values())
    found: dict[frozenset[str], str] = {}
    for name in sorted(peers, key=lambda one: (len(peers[one]), one)):
        beside = {other for other in peers[name] if place[other] == place[name]}
        if len(beside) >= max(STAR, (sizes[place[name]] - 1) / 2):
            found |= {frozenset((name, other)): f"peering:{name}" for other in beside}
    return found
