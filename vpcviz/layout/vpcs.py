"""A VPC's inside: zones as columns, tiers as rows across them, tables beside them, gateways and endpoints on the border."""

from collections.abc import Mapping, Sequence
from math import log, sqrt

from vpcviz.layout.beside import GAP, NO_SIZES, SHAPE_WEIGHT, Arrangement, choices, rooms_of, size_of
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.channels import FEW_PASSING
from vpcviz.layout.drawer import Stand, made
from vpcviz.layout.drawers_known import counted_in_vpcs, drawers_at
from vpcviz.layout.drawing import Drawing, Room
from vpcviz.layout.floorplan import Floor, Leaf, Plan
from vpcviz.layout.kind_names import kind_words
from vpcviz.layout.lower import lower_zones, parted
from vpcviz.layout.measuring import least_width, measure
from vpcviz.layout.molds import Mold
from vpcviz.layout.placing import most_of
from vpcviz.layout.shown import zone_words
from vpcviz.layout.subnets import Subnets
from vpcviz.layout.unused import is_unused
from vpcviz.layout.vpc_titles import joined, take_title, title_of
from vpcviz.layout.widgets import TitleLine, chip, frame
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order

TIERS = ("public", "private", "isolated", "unknown")

COLUMNS = (1, 2, 3, 4, 6, 8)
"""So many cards may stand side by side in a subnet."""

UNHURRIED = 16
"""Of so many VPCs each takes the best of some arrangements."""

MOST_BELOW = 10
"""So many subnets of a zone stand below one another; more stand side by side as well."""

SUBNET_SHAPE = 0.6
"""About the width / height of many subnets in as many columns as zones, so that the whole has a page's shape."""

MOST_SHAPES = 8
"""Of the arrangements of a VPC, so many are known where it is to stand among others."""

MOST_ROOMS = 16
"""So many are tried once all stand."""

PLAIN = Floor(0, {}, 1500)
"""What VPCs' own arrangements are compared by: their room, and how far their links lead about a sheet of so many px."""

MOST_DOCKS, NARROW_DOCKS = 7, 5
"""So many endpoints fit on a VPC's lower border, and for a page that is higher than wide; further ones stand as cards inside."""


class VpcBoxes:
    """Makes the boxes of VPCs, with all that is in them."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.network = drawing.network
        self.subnets = Subnets(drawing)
        self.hurried = len(drawing.network.vpcs) > UNHURRIED
        """Whether there are so many VPCs that each takes the first arrangement."""
        self.chosen: tuple[Sequence[Arrangement], int] | None = None
        """The arrangements that the tables of the last VPC may have, and the one that they took."""

    def box(self, vpc: r.Vpc) -> Box:
        """The VPC with all that is in it; how many cards stand side by side in its subnets is chosen for the shape aimed at."""
        if vpc.id in self.drawing.rooms:
            return self._arranged_as(vpc, self.drawing.rooms[vpc.id])
        most = max([len(self.network.interfaces_of.get(s.id, ())) for s in self.network.subnets_of.get(vpc.id, ())], default=0)
        if self.hurried:
            return self._measured(vpc, max(1, round(sqrt(most))))[0]
        drawn = self.drawing.drawn
        before = len(drawn)
        best: tuple[float, Box, dict[str, Box]] | None = None
        shapes: list[Plan] = []
        for columns in COLUMNS:
            if columns > 1 and columns > most:
                break
            box, score = self._measured(vpc, columns)
            shapes += self._shapes(vpc, box, columns)
            shown = {}
            while len(drawn) > before:
                name, part = drawn.popitem()
                shown[name] = part
            if best is None or score < best[0]:
                best = (score, box, shown)
        assert best is not None
        drawn |= dict(reversed(best[2].items()))
        self.drawing.shapes[vpc.id] = PLAIN.kept(shapes, MOST_SHAPES)
        small = sorted(shapes, key=PLAIN.cost)[: MOST_ROOMS if most else 1]
        self.drawing.rooms_known[vpc.id] = [plan.node.choice for plan in small]  # type: ignore[union-attr,misc]
        return best[1]

    def _arranged_as(self, vpc: r.Vpc, room: Room) -> Box:
        """The VPC in one of its arrangements: a copy, where the picture had it before."""
        drawn, molds = self.drawing.drawn, self.drawing.molds
        mold = molds.get((vpc.id, room))
        if mold is None:
            box = self._measured(vpc, *room)[0]
            molds[vpc.id, room] = Mold(box, drawn)
            return box
        box = mold.cast(drawn)
        box.adopt()
        measure(box)
        return box

    def _measured(self, vpc: r.Vpc, columns: int, number: int | None = None) -> tuple[Box, float]:
        """The VPC with so many cards side by side, and how well it does (see `Arrangement.score`); `number` tells how its tables
        stand, which is else chosen."""
        box = self._whole(vpc, columns, number)
        box.adopt()
        measure(box)
        if box.rows and self.drawing.few:
            take_title(box, self._frame(vpc, joined(self._title(vpc))))
        return box, log(box.width * box.height) + SHAPE_WEIGHT * abs(log(box.width / box.height / self.drawing.options.vpc_shape))

    def _shapes(self, vpc: r.Vpc, box: Box, columns: int) -> list[Plan]:
        """About the size of the VPC in each arrangement of its tables, that of `box` being known."""
        outside = box.above + box.below
        if self.chosen is None:
            return [Plan(box.width, box.height + outside, 0, Leaf(0, (columns, 0)))]
        every, taken = self.chosen
        now = every[taken]
        if len(self.network.vpcs) <= FEW_PASSING:
            self.drawing.turnable.setdefault(vpc.id, set()).update(
                (columns, number) for number, one in enumerate(every) if one.columns
            )
        lines = sum(1 for dock in box.docks_bottom if dock.kind == r.InterfaceEndpoint.KIND) * len(
            self.network.subnets_of.get(vpc.id, ())
        )
        made = []
        for number, one in enumerate(every):
            width = max(snap(one.width) + 2 * box.pad, least_width(box))
            between = one.height - now.height
            below = sum(max(size.height for size in row) + GRID for row in (*one.under, *one.below))
            made.append(Plan(width, box.height + between + outside, lines * below, Leaf(0, (columns, number))))
        return made

    def _title(self, vpc: r.Vpc) -> list[TitleLine]:
        return title_of(self.network, vpc)

    def _frame(self, vpc: r.Vpc, title: Sequence[TitleLine]) -> Box:
        return frame("vpc", vpc.id, "vpc-foreign" if vpc.foreign else "vpc", "vpc", title)

    def _whole(self, vpc: r.Vpc, columns: int, number: int | None) -> Box:
        box = self._frame(vpc, self._title(vpc))
        box.even = True
        box.column_gap = GAP
        self.drawing.keep(box)
        zones = self._zones(vpc, columns)
        self.dock(vpc, box)
        details = self.details(vpc)
        surplus = self._surplus(box.docks_bottom)
        box.docks_bottom = [dock for dock in box.docks_bottom if dock not in surplus]
        box.rows = self._arranged([*details, *surplus, *self._chips(vpc)], zones, number)
        if self.drawing.few and box.rows:
            lower_zones(box)
        if not box.rows:
            box.height = max(96, snap(box.head + max((dock.height / 2 for dock in box.docks_bottom), default=0)))
            box.width = max(240, box.least_width + 2 * GRID)
        return box

    def _surplus(self, docks: Sequence[Box]) -> Sequence[Box]:
        """What does not fit on the lower border; for a page that is higher than wide, interface endpoints."""
        if self.drawing.options.shape >= 1:
            return docks[MOST_DOCKS:]
        ends = [dock for dock in docks if dock.kind == r.InterfaceEndpoint.KIND]
        return ends[max(0, NARROW_DOCKS - len(docks) + len(ends)) :]

    def dock(self, vpc: r.Vpc, box: Box) -> None:
        """Put what sits on the VPC's border there."""
        dock(self.drawing, vpc, box)

    def details(self, vpc: r.Vpc) -> list[Box]:
        """What stands beside the VPC's zones."""
        return [box for drawer in drawers_at(Stand.BESIDE) for _, box in made(drawer, self.drawing, vpc)]

    # --- zones ---

    def _zones(self, vpc: r.Vpc, columns: int) -> list[Box]:
        subnets = self.network.subnets_of.get(vpc.id, ())
        by_cell: dict[tuple[str, str], list[r.Subnet]] = {}
        for subnet in subnets:
            by_cell.setdefault((subnet.zone, self.network.tier(subnet)), []).append(subnet)
        zones = sorted({subnet.zone for subnet in subnets})
        counts = {tier: max((len(by_cell.get((zone, tier), ())) for zone in zones), default=0) for tier in TIERS}
        across = _across(sum(counts.values()), len(zones))
        slots = [(tier, index) for tier in TIERS for index in range(0, counts[tier], across)]
        boxes = []
        for number, zone in enumerate(zones):
            record = self.network.get(zone, r.AvailabilityZone)
            kind = "" if record is None or record.type == "availability-zone" else f" · {record.type.replace('-', ' ')}"
            ident = zone_words(self.network, zone) if "zone-ids" in self.drawing.options.show else ""
            words = " · ".join(word for word in (zone or "zone not known", ident) if word) + kind
            box = frame("az", zone, "az", "", [(words, "tile" if self.drawing.view.slide else "strong")], centre=True)
            cells = {tier: sorted(by_cell.get((zone, tier), ()), key=subnet_order) for tier in TIERS}
            box.rows = [
                [self.subnets.box(one, columns, mirrored=number % 2 == 1) for one in cells[tier][at : at + across]]
                for tier, at in slots
            ]
            box.stretch = True
            boxes.append(box)
        if across == 1 and self.drawing.few:
            for level in zip(*(box.rows for box in boxes), strict=True):
                self.subnets.line_up([row[0] for row in level if row])
            self.subnets.shorten_heads([[row[0] for row in box.rows if row] for box in boxes])
        return boxes

    def _arranged(self, details: Sequence[Box], zones: list[Box], number: int | None) -> list[list[Box]]:
        """The rows of a VPC: its zones, with tables under them and columns of tables beside, then rows of tables."""
        self.chosen = None
        balancers = [box for box in details if box.kind == r.LoadBalancer.KIND] if zones and self.drawing.few else []
        details = [box for box in details if box not in balancers]
        if not details and not balancers:
            return [zones] if zones else []
        over, lower = parted(self.network, balancers)
        around = [over, zones, lower]
        for zone in zones:
            zone.adopt()
            measure(zone)
        width, height = size_of(around)
        if not details:
            return [[_left(around)]]
        found = choices(details, width, height, self._sizes(details))
        mirrored = number is not None and number < 0
        taken = found.best(self.drawing.options.vpc_shape) if number is None else ~number if mirrored else number
        self.chosen = (found.every, taken)
        chosen = rooms_of(details, found.every[taken])
        columns = [_column(column) for column in chosen.columns]
        below = [[_column([box]) for box in row] for row in chosen.below]
        under = [[_column([box]) for box in row] for row in chosen.under]
        beside = [_left([*around, *under])] if under or balancers else zones
        first = [*reversed(columns), *beside] if mirrored else [*beside, *columns]
        return [row for row in (first, *below) if row]

    def _sizes(self, details: Sequence[Box]) -> Mapping[str, tuple[int, int]]:
        """Of many VPCs, how large (px) the tables among these are if as many VPCs are peered as there is room for: one peering more
        then leaves each where it is."""
        if self.drawing.few or not self.network.peerings:
            return NO_SIZES
        tables = [(box, self.network.get(box.id, r.RouteTable)) for box in details if box.kind == r.RouteTable.KIND and box.slots]
        return {box.id: self.drawing.peering_room.size(box, table) for box, table in tables if table is not None}

    # --- what is counted ---

    def _chips(self, vpc: r.Vpc) -> list[Box]:
        chips = []
        for kind in counted_in_vpcs():
            rest = [item for item in self.drawing.of(vpc, kind) if item.id not in self.drawing.drawn]
            if rest:
                chips.append(chip(kind.KIND, self._counted_words(kind, rest), len(rest), vpc.id))
        return chips

    def _counted_words(self, kind: type[r.Resource], found: Sequence[r.Resource]) -> str:
        """How many there are, and why none is drawn: it has no subnet, or came with the VPC and nobody uses it."""
        text = kind_words(kind.KIND, len(found))
        if "subnet" in kind.__struct_fields__:
            return f"{text} without subnet"
        if kind is r.RouteTable:
            return f"{text} in no use, local route only"
        unused = all(isinstance(item, (r.RouteTable, r.SecurityGroup)) and is_unused(self.network, item) for item in found)
        return f"{text} in no use, made by AWS" if unused else text


def _across(count: int, zones: int) -> int:
    """How many subnets of a zone stand side by side, if there are so many in one."""
    return 1 if count <= MOST_BELOW else max(1, round(sqrt(SUBNET_SHAPE * count / zones)))


def dock(drawing: Drawing, vpc: r.Vpc, box: Box) -> None:
    """Put what sits on the VPC's border there."""
    box.docks_top = [one for drawer in drawers_at(Stand.UPPER_BORDER) for _, one in made(drawer, drawing, vpc)]
    box.docks_bottom = [one for drawer in drawers_at(Stand.LOWER_BORDER) for _, one in made(drawer, drawing, vpc)]


def _column(boxes: Sequence[Box]) -> Box:
    """Tables on one another, about equally wide; their links leave by the sides."""
    tables = [box for box in boxes if not any(name == "more" for name, _ in box.marks)]
    widest = max((box.width for box in tables), default=0)
    for box in tables:
        box.most = most_of(box)
        box.width = min(widest, box.most)
    return Box("tables", "", visible=False, sides=True, elastic=True, pad=0, row_gap=GRID, rows=[[box] for box in boxes])


def _left(rows: Sequence[list[Box]]) -> Box:
    """Zones with what stands over and under them."""
    shown = [row for row in rows if row]
    free = frozenset(index for index, row in enumerate(shown) if not any(box.kind in ("az", "tables") for box in row))
    return Box("side", "", visible=False, pad=0, row_gap=GRID, column_gap=GAP, even=True, rows=shown, free_rows=free)


def subnet_order(subnet: r.Subnet) -> tuple[str, tuple[int, int, str], str]:
    """Sorts the subnets of a zone: by name, but for its last part, then by address."""
    return subnet.name.rsplit("-", 1)[0] if subnet.name else "", address_order(subnet.cidr), subnet.id
