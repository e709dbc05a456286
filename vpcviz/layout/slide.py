"""A slide: VPCs, CIDRs, zones, subnets, workloads and what joins them, with large icons; tables and interfaces are counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vpcviz.layout.beside import GAP
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawers_known import counted_in_vpcs
from vpcviz.layout.drawing import Drawing, View
from vpcviz.layout.kind_names import kind_words, some_names
from vpcviz.layout.measuring import measure, own_width
from vpcviz.layout.meshes import stand_together
from vpcviz.layout.shown import zone_words
from vpcviz.layout.slide_folds import alike_zones, like_vpcs, names_alike, stands_for
from vpcviz.layout.slide_subnets import SlideSubnets, has_no_name
from vpcviz.layout.tables import unread
from vpcviz.layout.tiles import DETAIL, SMALL_PLATE, TALLY_LEAST, TALLY_WIDTH, Count, as_tiles, large_plate, tally
from vpcviz.layout.vpc_titles import place_role
from vpcviz.layout.vpcs import VpcBoxes
from vpcviz.layout.widgets import Marks, TitleLine, frame
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.services import service_label

MOST_ENDPOINTS = 3
"""A VPC's border shows so many interface endpoints; more become one plate that names their services."""


class SlideVpcs(VpcBoxes):
    """Makes the boxes of VPCs."""

    subnets: SlideSubnets

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        self.subnets = SlideSubnets(drawing)
        self.like = like_vpcs(drawing)
        """By VPC: the one that it is built like, which tells what is in it."""
        self._told = 0
        self._counted: list[Count] = []
        self._counted_ids: list[str] = []

    def _title(self, vpc: r.Vpc) -> list[TitleLine]:
        cidrs = [*vpc.cidrs, *vpc.ipv6_cidrs]
        lines: list[TitleLine] = [(vpc.label, place_role(vpc))]
        lines += [(" · ".join(cidrs[start : start + 3]), DETAIL) for start in range(0, len(cidrs), 3)]
        if vpc.id in self.like:
            words, role, *_ = lines.pop() if cidrs else ("", DETAIL)
            lines.append((" · ".join(filter(None, (words, f"like {self.like[vpc.id].label}"))), role))
        note = vpc.note or (unread(self.network) if vpc.foreign else "")
        return [*lines, (note, DETAIL)] if note else lines

    def _whole(self, vpc: r.Vpc, columns: int, number: int | None) -> Box:
        if vpc.id not in self.like:
            return super()._whole(vpc, columns, number)
        self.chosen = None
        box = self.drawing.keep(self._frame(vpc, self._title(vpc)))
        self.dock(vpc, box)
        box.docks_top, box.docks_bottom = (self._icons(docks) for docks in (box.docks_top, box.docks_bottom))
        items = [item for found in self.drawing.by_vpc.get(vpc.id, {}).values() for item in found]
        rest = [item for item in items if item.id not in self.drawing.drawn]
        zones = len({subnet.zone for subnet in self.network.subnets_of.get(vpc.id, ())})
        counts = [Count("az", f"{zones} zone{'s' if zones != 1 else ''}", zones)]
        counts += [Count(kind, kind_words(kind, n), n) for kind, n in Counter(item.kind for item in rest).items()]
        told = tally([*counts, *_routes(rest)], vpc.id, TALLY_WIDTH)
        self.drawing.drawn |= {item.id: told for item in rest}
        box.rows = [[told]]
        return box

    def _icons(self, docks: Sequence[Box]) -> list[Box]:
        """What is docked on a border without its words: the VPC that this one is like has them."""
        found = []
        for one in docks:
            item, marks = self.network.by_id.get(one.id), dict(one.marks)
            if item is not None:
                beyond = f"service:{marks['service']}" if "service" in marks else ""
                one = self.drawing.keep(
                    large_plate(one.kind, one.id, item.icon or one.kind, "", "", one.tooltip, beyond, one.marks, SMALL_PLATE)
                )
            found.append(one)
        return found

    def _zones(self, vpc: r.Vpc, columns: int) -> list[Box]:
        folded = alike_zones(self.drawing, vpc)
        boxes = [self._folded(vpc, folded)] if folded else super()._zones(vpc, columns)
        self._told = sum(_interfaces(boxes))
        for zone in boxes:
            zone.fills = True
        return boxes

    def _folded(self, vpc: r.Vpc, slots: Sequence[Sequence[r.Subnet]]) -> Box:
        """One frame for all zones of a VPC, and one for the subnets at each place in them (`slots`)."""
        zones = [subnet.zone for subnet in slots[0]]
        idents = [zone_words(self.network, zone) for zone in zones] if "zone-ids" in self.drawing.options.show else []
        words = names_alike([zone or "zone not known" for zone in zones])
        lines: list[TitleLine] = [
            (" · ".join(word for word in (f"{len(zones)} × zone: {words}", ", ".join(idents)) if word), "tile")
        ]
        box = frame("az", zones[0], "az", "", lines, centre=True)
        box.rows = [[self.subnets.folded(slot)] for slot in slots]
        box.stretch = True
        return stands_for(box, len(zones) - 1, vpc.id)

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
        self._counted, self._inside = [*counts, *_routes(every)], vpc.id
        self._counted_ids = [item.id for item in (*every, *interfaces)]
        return super()._chips(vpc)


def _routes(items: Sequence[r.Resource]) -> list[Count]:
    """How many routes there are in the route tables among these, but for local ones."""
    routes = sum(route.target != "local" for one in items if isinstance(one, r.RouteTable) for route in one.routes)
    return [Count("route", f"{routes} route{'s' if routes != 1 else ''}", routes)] if routes else []


def _interfaces(boxes: Sequence[Box]) -> Iterator[int]:
    """How many interfaces the tiles in boxes count."""
    for box in boxes:
        if box.kind == "eni":
            yield int(dict(box.marks)["more"])
        for row in box.rows:
            yield from _interfaces(row)


def _port(item: r.Resource, what: str, beyond: str, marks: Marks) -> Box:
    """What is docked on a border: what has no name is called what it is; attachments of VPCs are their icon."""
    name, short = item.label, what.split(" · ", maxsplit=1)[0]
    name, short = (short, "") if has_no_name(item) else (name, short)
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
