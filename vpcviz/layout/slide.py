"""A slide: VPCs, CIDRs, zones, subnets, workloads and what joins them, with large icons; tables and interfaces are counted."""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from vpcviz.icons import icon_for
from vpcviz.layout.beside import GAP
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Stand
from vpcviz.layout.drawers_known import counted_in_vpcs, drawers_at
from vpcviz.layout.drawing import Drawing, View
from vpcviz.layout.interfaces import called, type_words
from vpcviz.layout.kind_names import kind_name, kind_words, some_names
from vpcviz.layout.measuring import measure, own_width
from vpcviz.layout.meshes import stand_together
from vpcviz.layout.shown import free_words
from vpcviz.layout.subnets import MOST_ALIKE, TIER_WORDS, Subnets
from vpcviz.layout.tables import unread
from vpcviz.layout.tiles import TALLY_LEAST, TALLY_WIDTH, Count, as_tile, as_tiles, large_plate, tally, tile
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.vpc_titles import place_role
from vpcviz.layout.vpcs import VpcBoxes
from vpcviz.layout.widgets import Item, Marks, TitleLine, frame
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.services import service_label

MOST_ENDPOINTS = 3
"""A VPC's border shows so many interface endpoints; more become one plate that names their services."""

Workload = tuple[r.Resource | None, list[r.NetworkInterface]]
"""Who has interfaces in a subnet (None: nobody that is known), and which."""


class SlideVpcs(VpcBoxes):
    """Makes the boxes of VPCs."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        self.subnets = SlideSubnets(drawing)
        self._told = 0
        self._counted: list[Count] = []
        self._counted_ids: list[str] = []

    def _title(self, vpc: r.Vpc) -> list[TitleLine]:
        cidrs = [*vpc.cidrs, *vpc.ipv6_cidrs]
        lines: list[TitleLine] = [(vpc.label, place_role(vpc))]
        lines += [(" · ".join(cidrs[start : start + 3]), "detail") for start in range(0, len(cidrs), 3)]
        note = vpc.note or (unread(self.network) if vpc.foreign else "")
        return [*lines, (note, "detail")] if note else lines

    def _zones(self, vpc: r.Vpc, columns: int) -> list[Box]:
        boxes = super()._zones(vpc, columns)
        self._told = sum(_interfaces(boxes))
        for zone in boxes:
            zone.fills = True
        return boxes

    def dock(self, vpc: r.Vpc, box: Box) -> None:
        """Put what sits on the VPC's border there; many interface endpoints as one plate."""
        super().dock(vpc, box)
        endpoints = [one for one in box.docks_bottom if one.kind == r.InterfaceEndpoint.KIND]
        if len(endpoints) <= MOST_ENDPOINTS:
            return
        known = [self.network.by_id[one.id] for one in endpoints]
        services = [service_label(one.service) for one in known if isinstance(one, r.InterfaceEndpoint)]
        icon, marks = endpoints[0].kind, (("more", str(len(endpoints))), ("in", vpc.id))
        words = kind_words(icon, len(endpoints))
        plate = large_plate(icon, f"{vpc.id}/{icon}s", icon, words, some_names(services), ", ".join(services), "", marks)
        for one in endpoints:
            self.drawing.keep(plate, one.id)
        box.docks_bottom = [*(one for one in box.docks_bottom if one not in endpoints), plate]

    def details(self, vpc: r.Vpc) -> list[Box]:
        """Tiles of what is in no subnet, and of load balancers, which name theirs."""
        found = super().details(vpc)
        for box in found:
            owned = self.network.interfaces_owned.get(box.id, ()) if box.kind == r.LoadBalancer.KIND else ()
            names = [self.network.by_id[one.subnet].label for one in owned if one.subnet in self.network.by_id]
            as_tiles(box, f"in {some_names(names)}" if names else "")
        return found

    def _arranged(self, details: Sequence[Box], zones: list[Box], number: int | None) -> list[list[Box]]:
        """The rows of a VPC: what is counted stands below its zones, which are as wide as the VPC."""
        rows = super()._arranged(details, zones, number)
        for row in rows:
            if len(row) == 1 and row[0].kind == "side":
                row[0].fills = True
        if not self._counted:
            return rows
        for box in (one for row in rows for one in row):
            box.adopt()
            measure(box)
        wide = max((sum(own_width(box) + GAP for box in row) - GAP for row in rows), default=TALLY_WIDTH)
        told = tally(self._counted, self._inside, max(wide, TALLY_LEAST))
        self.drawing.drawn |= {ident: told for ident in self._counted_ids if ident not in self.drawing.drawn}
        return [*rows, [told]]

    def _chips(self, vpc: r.Vpc) -> list[Box]:
        held = self.drawing.by_vpc.get(vpc.id, {})
        interfaces = held.get(r.NetworkInterface, [])
        tables = [record for record in counted_in_vpcs() if record.DECIDES]
        every = [item for record in tables for item in held.get(record, []) if item.id not in self.drawing.drawn]
        numbers = [("eni", len(interfaces) - self._told)]
        numbers += [(record.KIND, sum(type(item) is record for item in every)) for record in tables]
        counts = [Count(kind, kind_words(kind, number), number) for kind, number in numbers if number > 0]
        routes = sum(route.target != "local" for one in every if isinstance(one, r.RouteTable) for route in one.routes)
        counts += [Count("route", f"{routes} route{'s' if routes != 1 else ''}", routes)] if routes else []
        self._counted, self._inside = counts, vpc.id
        self._counted_ids = [item.id for item in (*every, *interfaces)]
        return super()._chips(vpc)


class SlideSubnets(Subnets):
    """Makes the boxes of subnets: a tile for each workload."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        borders = (*drawers_at(Stand.UPPER_BORDER), *drawers_at(Stand.LOWER_BORDER))
        docked = {drawer.record for drawer in borders} - {r.NatGateway, r.NetworkFirewall}
        self.apart = tuple(docked | ({r.LoadBalancer} if drawing.few else set()))
        """Whose interfaces have no tiles in subnets: what stands on borders, and over the zones."""

    def _frame(self, subnet: r.Subnet, *, joined: bool = False) -> Box:
        tier = self.network.tier(subnet)
        first, *others = [cidr for cidr in (subnet.cidr, *subnet.ipv6_cidrs) if cidr] or [""]
        lines = [(subnet.label, "name"), (f"{first} · {TIER_WORDS[tier]}" if first else TIER_WORDS[tier], "detail")]
        lines += [(cidr, "detail") for cidr in others]
        if "free-ips" in self.drawing.options.show and subnet.cidr:
            lines.append((free_words(self.network, subnet), "detail"))
        lines += [(subnet.note, "detail")] if subnet.note else []
        icon = {"public": "subnet-public", "private": "subnet-private"}.get(tier, "subnet-isolated")
        box = frame("subnet", subnet.id, f"subnet-{tier}", icon, lines, tooltip=tooltip(subnet))
        box.sides = box.centre_rows = True
        return box

    def _cards(self, subnet: r.Subnet) -> list[Box]:
        boxes: list[Box] = []
        for type_name, entries in self._by_type(subnet).items():
            alike = len(entries) > 1 and type_name in self._summed(subnet.vpc)
            boxes += [self._sum(type_name, entries, subnet)] if alike else [self._tile(*entry, subnet) for entry in entries]
        for owner, drawer in sorted(self._resident.get(subnet.id, []), key=lambda entry: (entry[0].label, entry[0].id)):
            made = drawer.box(self.drawing, owner)
            for box in [made] if isinstance(made, Box) else made or []:
                boxes.append(as_tile(box, box.says.icon, _called(owner)) if box.says else box)
        return boxes

    def _by_type(self, subnet: r.Subnet) -> dict[str, list[Workload]]:
        """The workloads of a subnet by type, each with its interfaces there; those that nobody owns are one of their type."""
        owners: dict[str, tuple[str, r.Resource | None, list[r.NetworkInterface]]] = {}
        for interface in sorted(self.network.interfaces_of.get(subnet.id, ()), key=lambda one: one.id):
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
            of_subnets = [self._by_type(subnet) for subnet in self.network.subnets_of.get(vpc, ())]
            every = (pair for found in of_subnets for pair in found.items())
            self._alike[vpc] = {type_name for type_name, entries in every if len(entries) > MOST_ALIKE}
        return self._alike[vpc]

    def _tile(self, owner: r.Resource | None, members: list[r.NetworkInterface], subnet: r.Subnet) -> Box:
        """A workload; in further subnets that it is in it stands for its interfaces there, as do those that nobody owns."""
        marks: Marks = (("more", str(len(members))), ("in", subnet.id))
        first = members[0]
        if owner is None:
            name = called(first)[0] if len(members) == 1 else kind_words("eni", len(members))
            icon = first.icon or icon_for("eni")
            box = tile("eni", f"{subnet.id}/{first.type}", icon, name, marks=marks, tooltip=tooltip(first, None))
        elif owner.id in self.drawing.drawn:
            icon = owner.icon or icon_for(owner.kind, getattr(owner, "type", ""))
            box = tile("eni", f"{subnet.id}/{owner.id}", icon, _called(owner), marks=marks, tooltip=tooltip(first, owner))
        else:
            box = tile(
                owner.kind,
                owner.id,
                owner.icon or icon_for(owner.kind, getattr(owner, "type", "")),
                _called(owner),
                tooltip=tooltip(first, owner),
            )
            self.drawing.keep(box)
        return self._keep_all(box, members)

    def _sum(self, type_name: str, entries: Sequence[Workload], subnet: r.Subnet) -> Box:
        """One tile for many workloads of a type: their number, and that of those which no other tile shows."""
        interfaces = [interface for _, members in entries for interface in members]
        owners = [owner for owner, _ in entries if owner is not None]
        new = [owner for owner in owners if owner.id not in self.drawing.drawn]
        kind = owners[0].kind if owners else "eni"
        label = kind_name(kind) if owners else (type_words(type_name) or kind_name("eni"))
        item = Item(some_names([owner.label for owner in owners], 20))
        if new:
            item = structs.replace(item, kind=kind, marks=(("more", str(len(new))), ("in", subnet.id)))
        marks = (("more", str(len(interfaces))), ("in", subnet.id))
        box = tile("eni", f"{subnet.id}/{type_name}", icon_for(kind), f"{len(entries)} × {label}", [item], marks)
        for owner in new:
            self.drawing.keep(box, owner.id)
        return self._keep_all(box, interfaces)

    def _keep_all(self, box: Box, interfaces: Sequence[r.NetworkInterface]) -> Box:
        for interface in interfaces:
            self.drawing.keep(box, interface.id)
        return box


def _interfaces(boxes: Sequence[Box]) -> Iterator[int]:
    """How many interfaces the tiles in boxes count."""
    for box in boxes:
        if box.kind == "eni":
            yield int(dict(box.marks)["more"])
        for row in box.rows:
            yield from _interfaces(row)


def _called(item: r.Resource) -> str:
    """What a thing is called: its name, or what it is where it has AWS's id only."""
    return kind_name(item.kind) if _has_no_name(item) else item.label


def _has_no_name(item: r.Resource) -> bool:
    return item.label == item.id and re.search(r"-[0-9a-f]{8,}$", item.id) is not None


def _port(item: r.Resource, what: str, beyond: str, marks: Marks) -> Box:
    """What is docked on a border: what has no name is called what it is; attachments of VPCs are their icon."""
    name, short = item.label, what.split(" · ", maxsplit=1)[0]
    name, short = (short, "") if _has_no_name(item) else (name, short)
    if isinstance(item, r.TransitGatewayAttachment) and item.type == "vpc":
        name = short = ""
    return large_plate(item.kind, item.id, item.icon or item.kind, name, short, f"{what} · {item.id}", beyond, marks)


PRESENTATION = View(
    leaves_out=frozenset(kind for kind in CLASSES.values() if kind.DECIDES or kind.NAMES),
    shows_filters=False,
    slide=True,
    vpc_boxes=lambda drawing: SlideVpcs(drawing).box,
    gather=stand_together,
    port=_port,
)
