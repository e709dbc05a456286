"""The map: an estate as a graph. VPCs, hubs, on-premises networks and services are nodes, links are edges, regions and accounts
are clusters.

VPCs of a full mesh join one bus; others that are peered within one place stand around a field of their own with their peerings
as straight lines, ordered by Graphviz; all else (hubs, services, links between regions) goes the ways of every picture, so that
the look is the same.
"""

from collections import Counter

from vpcviz.layout.boxes import Box
from vpcviz.layout.drawers_known import first_on_map
from vpcviz.layout.drawing import Drawing, View
from vpcviz.layout.link_kinds import peering_kind
from vpcviz.layout.map_blocks import PeeringBlock, block_box, peering_blocks
from vpcviz.layout.map_cards import counted_port, key, port, vpc_card
from vpcviz.layout.map_peers import draw_peerings
from vpcviz.layout.map_placing import placed
from vpcviz.layout.tables import unread
from vpcviz.layout.view_kinds import deciding
from vpcviz.layout.vpcs import dock
from vpcviz.layout.widgets import Marks
from vpcviz.model import Network
from vpcviz.model import resources as r

MOST_PORTS = 8
"""A card shows so many interface endpoints as ports; where there are more, the last port stands for the rest."""

FEW_VPCS = 6
"""Up to so many VPCs have their counts in words beside the icons."""

KEY_WIDTHS = (720, 1200, 1500)
"""How wide (px) the lines of the key are, by how many VPCs there are."""


class MapCards:
    """Makes the cards of VPCs, with their ports."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.network = drawing.network
        self.hubs_above = _has_accounts(drawing.network)

    def box(self, vpc: r.Vpc) -> Box:
        """The VPC's card."""
        held = self.drawing.by_vpc.get(vpc.id, {})
        counted = Counter(item.kind for items in held.values() for item in items)
        holder = Box("vpc", vpc.id)
        dock(self.drawing, vpc, holder)
        if self.hubs_above:
            attachments = [one for one in holder.docks_bottom if one.kind == r.TransitGatewayAttachment.KIND]
            holder.docks_bottom = [one for one in holder.docks_bottom if one not in attachments]
            holder.docks_top = [*attachments, *holder.docks_top]
        self._sum_up(vpc, holder)
        for one in (*holder.docks_top, *holder.docks_bottom):
            counted[one.kind] -= int(dict(one.marks).get("more", 1))
        role = "vpc-foreign" if vpc.foreign else "vpc"
        box = vpc_card(vpc.id, role, self._lines(vpc), _order(counted), words=len(self.network.vpcs) <= FEW_VPCS)
        box.docks_top, box.docks_bottom = holder.docks_top, holder.docks_bottom
        self.drawing.keep(box)
        for items in held.values():
            for item in items:
                self.drawing.drawn.setdefault(item.id, box)
        return box

    def _sum_up(self, vpc: r.Vpc, holder: Box) -> None:
        """Endpoints beyond the most become one port that counts them, with room for the link of each."""
        endpoints = [one for one in holder.docks_bottom if one.kind == r.InterfaceEndpoint.KIND]
        others = [one for one in holder.docks_bottom if one not in endpoints]
        if len(endpoints) > MOST_PORTS:
            rest = endpoints[MOST_PORTS - 1 :]
            strip = counted_port(rest[0].kind, len(rest), vpc.id)
            for one in rest:
                self.drawing.keep(strip, one.id)
            endpoints = [*endpoints[: MOST_PORTS - 1], strip]
        holder.docks_bottom = [*others, *endpoints]

    def _lines(self, vpc: r.Vpc) -> list[tuple[str, str]]:
        cidrs = [*vpc.cidrs, *vpc.ipv6_cidrs]
        lines = [(vpc.label, "name")] + [(cidr, "detail") for cidr in cidrs[:2]]
        if len(cidrs) > 2:
            lines.append((f"and {len(cidrs) - 2} more CIDRs", "small"))
        if vpc.foreign:
            lines.append((vpc.note or unread(self.network), "small"))
        return lines


def _same_width(cards: list[Box]) -> None:
    """Cards of one place are equally wide, but for those with many ports: so columns line up, and one card more moves few."""
    usual = sorted(card.width for card in cards)[len(cards) * 9 // 10] if cards else 0
    for card in cards:
        card.width = max(card.width, usual)


def _order(counted: Counter[str]) -> list[tuple[str, int]]:
    first = first_on_map()
    rank = {kind: index for index, kind in enumerate(first)}
    return sorted(((k, n) for k, n in counted.items() if n > 0), key=lambda entry: (rank.get(entry[0], len(first)), entry[0]))


def _has_accounts(network: Network) -> bool:
    """With several accounts, a region holds its accounts on the map: what is linked most then stands together."""
    return len({vpc.account for vpc in network.vpcs}) > 1


def _port(item: r.Resource, what: str, beyond: str, marks: Marks) -> Box:
    """A port shows what it leads to, where that has no card of its own."""
    return port(item.kind, item.id, beyond or item.icon or item.kind, f"{item.label} · {what} · {item.id}", marks)


def _gather(drawing: Drawing) -> None:
    """Put the peered VPCs of one container into peering_blocks, each where its first VPC was."""
    draw_peerings(drawing, _put_in_fields(drawing, fields=_has_fields(drawing)))


def _put_in_fields(drawing: Drawing, *, fields: bool) -> set[str]:
    """The ids of the VPCs below a field: nothing may be docked on their upper edges."""
    below: set[str] = set()
    for container in drawing.containers.by_key.values():
        cards = {box.id: box for box in container.packed}
        if drawing.few:  # else all are as wide as the cells that they stand in
            _same_width(container.packed)
        if not fields:
            continue
        found = peering_blocks(cards, [p for p in drawing.network.peerings if p.id not in drawing.painted_peerings])
        block_of: dict[str, PeeringBlock] = {name: block for block in found for name in (*block.top, *block.bottom)}
        packed: list[Box] = []
        done: set[int] = set()
        for box in container.packed:
            block = block_of.get(box.id)
            if block is None:
                packed.append(box)
            elif id(block) not in done:
                done.add(id(block))
                below |= set(block.bottom)
                packed.append(block_box(block, {name: cards[name] for name in (*block.top, *block.bottom)}))
                drawing.painted_peerings |= {peering.id for peering in block.peerings}
                drawing.painted |= {peering_kind(peering) for peering in block.peerings}
        container.packed = packed
    return below


def _has_fields(drawing: Drawing) -> bool:
    """Whether peered VPCs stand around fields: where they are few, and nothing else joins VPCs."""
    return drawing.few and not drawing.network.transit_gateways and not drawing.network.core_networks


def _placed(drawing: Drawing) -> Box | None:
    """The map's own placement, but for fields of peerings, which go with that of other pictures."""
    fields = any(box.kind == "block" for container in drawing.containers.by_key.values() for box in container.packed)
    return None if fields else placed(drawing)


def _peering(_: Drawing, __: r.Peering) -> None:
    """Peerings are lines here, which are drawn once it is known which of them something else stands for."""


def _key(drawing: Drawing, room: int) -> Box | None:
    """The key to the cards' counts, no wider than `room` (px), about."""
    kinds: set[str] = set()
    for box in drawing.drawn.values():
        if box.kind == "vpc":
            kinds |= {items[0].kind for items in drawing.by_vpc.get(box.id, {}).values()}
            kinds |= {attachment.kind for attachment in drawing.network.attachments_of.get(box.id, ())}
    usual = KEY_WIDTHS[0 if len(drawing.network.vpcs) <= FEW_VPCS else 1 if drawing.few else 2]
    return key(sorted(kinds), max(KEY_WIDTHS[0], min(usual, room))) if kinds else None


MAP = View(
    detail="overview",
    leaves_out=frozenset(kind for kind in deciding("routes") if kind is not r.RouteTable),
    shows_inside=False,
    vpc_boxes=lambda drawing: MapCards(drawing).box,
    gather=_gather,
    port=_port,
    peering=_peering,
    foot=_key,
    region_first=_has_accounts,
    placed=_placed,
)
