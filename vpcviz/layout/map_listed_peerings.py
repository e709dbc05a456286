"""Peerings on the map of a large estate whose lines would be long: named on both cards and listed at the foot, as off-page
connectors are. A line past thirty cards is followed by nobody, and a trunk of ten tells nobody which of them leads where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, inf

from vpcviz import scene
from vpcviz.layout.boxes import Box, snap
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import kind_words
from vpcviz.layout.lines import Link
from vpcviz.layout.style import fit, line, text_width
from vpcviz.model import Network
from vpcviz.model import resources as r

SHARE = 0.1
"""A peering is a line where its VPCs are no further apart than this share of the map's diagonal."""

TOLD = "{} without a line, as it would be longer than a tenth of the map: the cards name their peers"
"""The title of the list."""

LEAST_DOWN = 4
"""So many rows a column has at least, if there are so many."""

MOST = 210
"""A name in the list has so much room (px); more is shortened."""

HEAD, ROW, APART, INSET = 30, 16, 28, 12
"""The height of the title and of a row, what is between columns, and what is around all (px)."""

JOIN = " ↔ "


def listed_peerings(drawing: Drawing, diagonal: float) -> list[r.Peering]:
    """The peerings that are said, on a map of that diagonal (px): their lines are taken out of the drawing's, once all boxes have
    places.

    What a traced way passes is a line at any length, and so is what stands beside the hub that it leads to (it is in a bundle);
    where peerings are asked for, each is.
    """
    most = inf if "peerings" in drawing.options.show else SHARE * diagonal
    traced = drawing.options.way.resources if drawing.options.way is not None else frozenset()
    said: list[r.Peering] = []
    for one in drawing.network.peerings:
        joined = drawing.peering_lines.get(one.id)
        if joined is not None and not joined.bundle and one.id not in traced and _apart(joined) > most:
            said.append(one)
    gone = {f"peering:{one.id}" for one in said}
    drawing.links = [one for one in drawing.links if one.id not in gone]
    _count_lines(drawing, {one.id for one in said})
    _share([link for link in drawing.links if link.id.startswith("peering:") and not link.bundle])
    return said


def _share(lines: Sequence[Link]) -> None:
    """Lines from one VPC to several begin as one; of two such VPCs it is that with more of them."""
    degree = Counter(end for link in lines for end in link.ends or ())
    for link in lines:
        count, hub = max((degree[end], end) for end in link.ends or ("",))
        link.bundle = f"peering:{hub}" if count > 1 else ""


def _apart(link: Link) -> float:
    """How far the cards of a peering are from one another (px), along its line."""
    a, b = (tab.parent or tab for tab in (link.source, link.target))
    return abs(a.x + a.width / 2 - b.x - b.width / 2) + abs(a.y + a.height / 2 - b.y - b.height / 2)


def _count_lines(drawing: Drawing, said: set[str]) -> None:
    """The tabs count the peerings that their VPCs asked for and that are lines; those in the list are there themselves."""
    asked: dict[int, int] = {}
    tabs: dict[int, Box] = {}
    for one in drawing.network.peerings:
        if one.id in drawing.peering_lines:
            tab = drawing.drawn[one.id]
            tabs[id(tab)] = tab
            asked[id(tab)] = asked.get(id(tab), 0) + (one.id not in said)
    for key, tab in tabs.items():
        kept = tuple(mark for mark in tab.marks if mark[0] != "more")
        tab.marks = ((("more", str(asked[key])), *kept)) if asked[key] else kept


def peering_list(network: Network, said: Sequence[r.Peering], room: int) -> Box:
    """The list of peerings, by regions, in columns that fit into so much room (px)."""
    labels = {vpc.id: vpc.label for vpc in network.vpcs}
    rows = [*_rows(network, said, labels)]
    wide = snap(max(_width(labels, head, one) for head, one in rows) + APART)
    title = TOLD.format(kind_words(r.Peering.KIND, len(said)))
    down = max(ceil(len(rows) / max(1, (room - INSET) // wide)), min(len(rows), LEAST_DOWN))
    slots = [*_slots(rows, down)]
    columns = slots[-1] // down + 1
    width = snap(max(columns * wide + INSET, text_width(title, "name") + 2 * INSET))

    def paint(box: Box) -> list[scene.Part]:
        parts: list[scene.Part] = [
            scene.Rectangle(box.x, box.y, box.width, box.height, "table", False, 4),
            line(box.x + INSET, box.y + 20, title, "name", box.width - 2 * INSET),
        ]
        for number, (head, one) in zip(slots, rows, strict=True):
            x, y = box.x + INSET + wide * (number // down), box.y + HEAD + 11 + ROW * (number % down)
            parts.append(_told(x, y, one, labels) if one else line(x, y, head, "strong"))
        return parts

    return Box("peerings", "", width, snap(HEAD + ROW * down + INSET // 2), paint=paint, visible=False)


def _rows(network: Network, said: Sequence[r.Peering], labels: Mapping[str, str]) -> Iterator[tuple[str, r.Peering | None]]:
    """A heading for each pair of regions, and a row for each peering."""

    def regions(one: r.Peering) -> str:
        names = {getattr(network.by_id[end], "region", "") or "" for end in (one.requester, one.accepter)}
        return " – ".join(sorted(names))

    ordered = sorted(said, key=lambda one: (regions(one), labels[one.requester], labels[one.accepter], one.id))
    for names, ones in groupby(ordered, key=regions):
        if names:
            yield names, None
        yield from (("", one) for one in ones)


def _slots(rows: Sequence[tuple[str, r.Peering | None]], down: int) -> Iterator[int]:
    """Where rows stand in columns of so many, one after the other: a heading never at the foot of one."""
    at = 0
    for _, one in rows:
        if one is None and at % down == down - 1 > 0:
            at += 1
        yield at
        at += 1


def _width(labels: Mapping[str, str], head: str, one: r.Peering | None) -> float:
    if one is None:
        return text_width(head, "strong")
    return sum(min(text_width(labels[end], "small"), MOST) for end in (one.requester, one.accepter)) + text_width(JOIN, "small")


def _told(x: float, y: float, one: r.Peering, labels: Mapping[str, str]) -> scene.Group:
    ends = [fit(labels[end], "small", MOST, middle=True)[0] for end in (one.requester, one.accepter)]
    marks = (("from", one.requester), ("to", one.accepter))
    return scene.Group(r.Peering.KIND, one.id, [line(x, y, JOIN.join(ends), "small")], marks, f"{one.label} · VPC peering")
