"""Subnets on a slide: a tile for each workload, and one frame for those that are told once (`slide_folds`)."""

import re
from collections.abc import Iterable, Sequence

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import GRID, STILL, Box, snap
from vpcviz.layout.drawer import Stand
from vpcviz.layout.drawers_known import drawers_at
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.interfaces import called, type_words
from vpcviz.layout.kind_names import kind_name, kind_words
from vpcviz.layout.shown import free_words
from vpcviz.layout.slide_folds import is_dense, names_alike, stands_for
from vpcviz.layout.style import text_width, wrap
from vpcviz.layout.subnets import MOST_ALIKE, TIER_WORDS, Subnets
from vpcviz.layout.tiles import DETAIL, NAME_WIDTH, SLIM, as_tile, as_wide_tile, slim_tile, tile
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.widgets import Item, Marks, TitleLine, frame, grid
from vpcviz.model import resources as r

NAMES, SUMMED, EVERY = 28, 22, 1 << 20
"""Names of subnets that are told once, and of workloads that are one tile, have about so many characters; and any number."""

MOST_BESIDE = 3
"""So many tiles stand beside the title of a subnet that is a line."""

CIDRS = 225
"""The CIDRs of subnets that are told once stand in lines of about this width (px)."""

Workload = tuple[r.Resource | None, list[r.NetworkInterface]]
"""Who has interfaces in a subnet (None: nobody that is known), and which."""


class SlideSubnets(Subnets):
    """Makes the boxes of subnets: a tile for each workload."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        borders = (*drawers_at(Stand.UPPER_BORDER), *drawers_at(Stand.LOWER_BORDER))
        docked = {drawer.record for drawer in borders} - {r.NatGateway, r.NetworkFirewall}
        self.apart = tuple(docked | ({r.LoadBalancer} if drawing.few else set()))
        """Whose interfaces have no tiles in subnets: what stands on borders, and over the zones."""
        self.dense = is_dense(drawing)
        self.tile = slim_tile if self.dense else tile

    def _frame(self, subnet: r.Subnet, *, joined: bool = False) -> Box:
        return self._frame_of([subnet])

    def _frame_of(self, subnets: Sequence[r.Subnet]) -> Box:
        """The frame of a subnet, or of several of one tier."""
        first, tier = subnets[0], self.network.tier(subnets[0])
        lines: list[TitleLine] = [(names_alike([subnet.label for subnet in subnets], NAMES), "tile")]
        lines += [(row, DETAIL) for row in self._addresses_of(subnets, TIER_WORDS[tier])]
        if "free-ips" in self.drawing.options.show:
            lines += [(free_words(self.network, subnet), DETAIL) for subnet in subnets if subnet.cidr]
        lines += [(subnet.note, DETAIL) for subnet in subnets if subnet.note]
        icon = {"public": "subnet-public", "private": "subnet-private"}.get(tier, "subnet-isolated")
        box = frame("subnet", first.id, f"subnet-{tier}", icon, lines, tooltip=tooltip(first))
        box.sides, box.centre_rows = True, not self.dense
        return box if len(subnets) == 1 else stands_for(box, len(subnets) - 1, first.vpc)

    def _addresses_of(self, subnets: Sequence[r.Subnet], tier: str) -> list[str]:
        """The CIDRs of subnets and their tier, in lines."""
        if len(subnets) > 1:
            cidrs = [cidr for subnet in subnets for cidr in (subnet.cidr, *subnet.ipv6_cidrs) if cidr]
            return wrap(", ".join(cidrs) + f" · {tier}" if cidrs else tier, DETAIL, CIDRS)
        first, *others = [cidr for cidr in (subnets[0].cidr, *subnets[0].ipv6_cidrs) if cidr] or [""]
        return [f"{first} · {tier}" if first else tier, *others]

    def box(self, subnet: r.Subnet, columns: int, *, mirrored: bool = False) -> Box:
        """The subnet with its tiles; where VPCs are many, in a line with its title."""
        return self.folded([subnet]) if self.dense else super().box(subnet, columns, mirrored=mirrored)

    def folded(self, subnets: Sequence[r.Subnet]) -> Box:
        """One frame for several subnets, or one: its title and its tiles stand in a line."""
        box = self._frame_of(subnets)
        for subnet in subnets:
            self.drawing.keep(box, subnet.id)
        tiles = self._tiles(subnets)
        if tiles:
            title = Box("title", "", snap(box.title_width), box.head - GRID, visible=False, space=STILL)
            box.head = GRID
            box.rows = [[title, *tiles[:MOST_BESIDE]], *grid(tiles[MOST_BESIDE:], MOST_BESIDE + 1)]
        return box

    def line_up(self, boxes: Sequence[Box]) -> None:  # type: ignore[override]
        """Lines are alike already."""
        if not self.dense:
            super().line_up(boxes)

    def shorten_heads(self, zones: Sequence[Sequence[Box]]) -> None:
        """Lines have short titles already."""
        if not self.dense:
            super().shorten_heads(zones)

    def _cards(self, subnet: r.Subnet) -> list[Box]:
        return self._tiles([subnet])

    def _tiles(self, subnets: Sequence[r.Subnet]) -> list[Box]:
        """What is in a subnet, or in several that are told once: then like is summed up."""
        boxes: list[Box] = []
        several = len(subnets) > 1
        for type_name, entries in self._by_type(subnets).items():
            alike = len(entries) > 1 and (several or type_name in self._summed(subnets[0].vpc))
            tiles = [self._sum(type_name, entries, subnets)] if alike else [self._tile(*entry, subnets) for entry in entries]
            boxes += tiles
        residents = [entry for subnet in subnets for entry in self._resident.get(subnet.id, ())]
        for owner, drawer in sorted(residents, key=lambda entry: (entry[0].label, entry[0].id)):
            found = drawer.box(self.drawing, owner)
            for box in [found] if isinstance(found, Box) else found or []:
                if box.says is not None and self.dense:
                    as_wide_tile(box, box.says.icon, called_by(owner), (), "tile", SLIM)
                elif box.says is not None:
                    as_tile(box, box.says.icon, called_by(owner))
                boxes.append(box)
        return boxes

    def _by_type(self, subnets: Iterable[r.Subnet]) -> dict[str, list[Workload]]:
        """The workloads of subnets by type, each with its interfaces there; those that nobody owns are one of their type."""
        owners: dict[str, tuple[str, r.Resource | None, list[r.NetworkInterface]]] = {}
        interfaces = [one for subnet in subnets for one in self.network.interfaces_of.get(subnet.id, ())]
        for interface in sorted(interfaces, key=lambda one: one.id):
            owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
            if isinstance(owner, self.apart):
                continue
            key = owner.id if owner is not None else f"/{interface.type}"
            owners.setdefault(key, (self._type(interface), owner, []))[2].append(interface)
        found: dict[str, list[Workload]] = {}
        order = sorted(owners.values(), key=lambda one: (one[1] is None, one[0], one[1].label if one[1] else "", one[2][0].id))
        for type_name, owner, members in order:
            found.setdefault(type_name, []).append((owner, members))
        return found

    def _summed(self, vpc: str) -> set[str]:
        """The types of workloads of which a subnet of the VPC has many: like is summed up in all its subnets then."""
        if vpc not in self._alike:
            of_subnets = [self._by_type([subnet]) for subnet in self.network.subnets_of.get(vpc, ())]
            every = (pair for found in of_subnets for pair in found.items())
            self._alike[vpc] = {type_name for type_name, entries in every if len(entries) > MOST_ALIKE}
        return self._alike[vpc]

    def _tile(self, owner: r.Resource | None, members: list[r.NetworkInterface], subnets: Sequence[r.Subnet]) -> Box:
        """A workload; in further subnets that it is in it stands for its interfaces there, as do those that nobody owns."""
        first, inside = members[0], subnets[0].id
        marks: Marks = (("more", str(len(members))), ("in", inside))
        where = _where(members, subnets)
        if owner is None:
            name = called(first)[0] if len(members) == 1 else kind_words("eni", len(members))
            icon = first.icon or icon_for("eni")
            box = self.tile("eni", f"{inside}/{first.type}", icon, name, where, marks=marks, tooltip=tooltip(first, None))
        elif owner.id in self.drawing.drawn:
            icon = owner.icon or icon_for(owner.kind, getattr(owner, "type", ""))
            box = self.tile(
                "eni", f"{inside}/{owner.id}", icon, called_by(owner), where, marks=marks, tooltip=tooltip(first, owner)
            )
        else:
            box = self.tile(
                owner.kind,
                owner.id,
                owner.icon or icon_for(owner.kind, getattr(owner, "type", "")),
                called_by(owner),
                where,
                tooltip=tooltip(first, owner),
            )
            self.drawing.keep(box)
        return self._keep_all(box, members)

    def _sum(self, type_name: str, entries: Sequence[Workload], subnets: Sequence[r.Subnet]) -> Box:
        """One tile for many workloads of a type: their number, and that of those which no other tile shows."""
        interfaces, inside = [interface for _, members in entries for interface in members], subnets[0].id
        owners = [owner for owner, _ in entries if owner is not None]
        new = [owner for owner in owners if owner.id not in self.drawing.drawn]
        kind = owners[0].kind if owners else "eni"
        label = kind_name(kind) if owners else (type_words(type_name) or kind_name("eni"))
        marks = (("more", str(len(interfaces))), ("in", inside))
        count: Marks = (("more", str(len(new))), ("in", inside)) if new else ()
        icons = {owner.icon or icon_for(owner.kind, getattr(owner, "type", "")) for owner in owners}
        icon = icons.pop() if len(icons) == 1 else icon_for(kind)
        where = _where(interfaces, subnets)
        named = [owner.label for owner in owners if not has_no_name(owner)]
        words = names_alike(named, SUMMED) if named else ""
        whole = words == names_alike(named, EVERY) and text_width(words, "tile") <= 2 * NAME_WIDTH
        if self.dense and len(named) == len(entries) <= MOST_ALIKE and whole:
            names = Item(words, "tile", kind if new else "", "", count)
            box = slim_tile("eni", f"{inside}/{type_name}", icon, names, where, marks)
        else:
            told = [Item(words or "without names", DETAIL, kind if new else "", "", count)]
            box = self.tile("eni", f"{inside}/{type_name}", icon, f"{len(entries)} × {label}", [*told, *where], marks)
        for owner in new:
            self.drawing.keep(box, owner.id)
        return self._keep_all(box, interfaces)

    def _keep_all(self, box: Box, interfaces: Sequence[r.NetworkInterface]) -> Box:
        for interface in interfaces:
            self.drawing.keep(box, interface.id)
        return box


def _where(interfaces: Sequence[r.NetworkInterface], subnets: Sequence[r.Subnet]) -> list[Item]:
    """In which of several subnets that are told once there are interfaces, where it is not in all."""
    held = {interface.subnet for interface in interfaces}
    names = [subnet.label for subnet in subnets if subnet.id in held]
    return [Item(f"in {names_alike(names, SUMMED)}", DETAIL)] if 0 < len(names) < len(subnets) else []


def called_by(item: r.Resource) -> str:
    """What a thing is called: its name, or what it is where it has AWS's id only."""
    return kind_name(item.kind) if has_no_name(item) else item.label


def has_no_name(item: r.Resource) -> bool:
    """Whether a thing is called by AWS's id only."""
    return item.label == item.id and re.search(r"-[0-9a-f]{8,}$", item.id) is not None
