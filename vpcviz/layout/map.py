"""The map: an estate as a graph. VPCs, hubs, on-premises networks and services are nodes, links are edges, regions and accounts
are clusters.

VPCs that are peered within one place stand around a field of their own with their peerings as straight lines, ordered by
Graphviz; all else (hubs, services, links between regions) goes the ways of every picture, so that the look is the same.
"""

from collections import Counter

from vpcviz.layout.boxes import Box
from vpcviz.layout.map_blocks import Block, block_box, blocks
from vpcviz.layout.map_cards import counted_port, key, port, vpc_card
from vpcviz.layout.options import Options
from vpcviz.layout.parts import chip, frame
from vpcviz.layout.routing import Link
from vpcviz.layout.tables import unread
from vpcviz.layout.vpcs import Vpcs
from vpcviz.layout.words import kind_words
from vpcviz.layout.world import Place, World
from vpcviz.model import Network
from vpcviz.model import resources as r

MOST_PORTS = 8
"""A card shows so many interface endpoints as ports; where there are more, the last port stands for the rest."""

FEW_VPCS = 6
"""Up to so many VPCs have their counts in words beside the icons."""

HUB_DEGREE = 4
"""Peerings of a VPC with at least so many share one track, as spokes of a hub do."""


class MapVpcs(Vpcs):
    """Makes the cards of VPCs, with their ports."""

    def __init__(self, network: Network, options: Options) -> None:
        super().__init__(network, options)
        self.hubs_above = len({vpc.account for vpc in network.vpcs}) > 1

    def box(self, vpc: r.Vpc) -> Box:
        """The VPC's card."""
        counted = Counter(item.kind for items in self.by_vpc.get(vpc.id, {}).values() for item in items)
        holder = Box("vpc", vpc.id)
        self._dock(vpc, holder)
        if self.hubs_above:
            attachments = [dock for dock in holder.docks_bottom if dock.kind == r.TransitGatewayAttachment.KIND]
            holder.docks_bottom = [dock for dock in holder.docks_bottom if dock not in attachments]
            holder.docks_top = [*attachments, *holder.docks_top]
        self._sum_up(vpc, holder)
        for dock in (*holder.docks_top, *holder.docks_bottom):
            counted[dock.kind] -= int(dict(dock.marks).get("more", 1))
        role = "vpc-foreign" if vpc.foreign else "vpc"
        box = vpc_card(vpc.id, role, self._lines(vpc), _order(counted), words=len(self.network.vpcs) <= FEW_VPCS)
        box.docks_top, box.docks_bottom = holder.docks_top, holder.docks_bottom
        self.drawn[vpc.id] = box
        for items in self.by_vpc.get(vpc.id, {}).values():
            for item in items:
                self.drawn.setdefault(item.id, box)
        return box

    def _sum_up(self, vpc: r.Vpc, holder: Box) -> None:
        """Endpoints beyond the most become one port that counts them, with room for the link of each."""
        endpoints = [dock for dock in holder.docks_bottom if dock.kind == r.InterfaceEndpoint.KIND]
        others = [dock for dock in holder.docks_bottom if dock not in endpoints]
        if len(endpoints) > MOST_PORTS:
            rest = endpoints[MOST_PORTS - 1 :]
            strip = counted_port(rest[0].kind, len(rest), vpc.id)
            for dock in rest:
                self.drawn[dock.id] = strip
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

    def _plate(self, item: r.Resource, what: str) -> Box:
        box = port(item.kind, item.id, item.icon or item.kind, f"{item.label} · {what} · {item.id}")
        self.drawn[item.id] = box
        return box


def _same_width(cards: list[Box]) -> None:
    """Cards of one place are equally wide, but for those with many ports: so columns line up, and one card more moves few."""
    usual = sorted(card.width for card in cards)[len(cards) * 9 // 10] if cards else 0
    for card in cards:
        card.width = max(card.width, usual)


def _order(counted: Counter[str]) -> list[tuple[str, int]]:
    first = ["subnet", "eni", "instance", "route-table", "nat-gateway", "security-group"]
    rank = {kind: index for index, kind in enumerate(first)}
    return sorted(((k, n) for k, n in counted.items() if n > 0), key=lambda entry: (rank.get(entry[0], len(first)), entry[0]))


class MapWorld(World):
    """The world of a map: cards instead of VPCs, peerings as edges instead of things between."""

    VPCS = MapVpcs

    def __init__(self, network: Network, options: Options) -> None:
        self.inside: set[str] = set()
        self.by_region = len({vpc.account for vpc in network.vpcs}) > 1
        super().__init__(network, options)

    def _put_vpcs(self) -> None:
        if self.by_region:
            self.places |= {(account.id, "*"): self.cloud for account in self.network.accounts}
        super()._put_vpcs()
        for place in self.places.values():
            self._gather(place)

    def _meshes(self) -> None:
        """Peered VPCs stand in blocks here."""

    # --- clusters ---

    def _place(self, account: str, region: str) -> Place:
        """With several accounts, a region holds its accounts here: what is linked most then stands together."""
        if not (self.by_region and region):
            return super()._place(account, region)
        outer = super()._place("", region)
        key = (account, region)
        if key not in self.places:
            record = self.network.get(account, r.Account)
            title = f"{record.name} ({account})" if record is not None and record.name else account
            self.places[key] = Place(frame("account", account, "account", "account", [(title, "group")]))
            outer.children.append(self.places[key])
        return self.places[key]

    def _account(self, account: str) -> Place:
        return self.cloud if self.by_region else super()._account(account)

    def _shared_home(self, homes: set[tuple[str, str]]) -> tuple[str, str]:
        regions = {region for _, region in homes}
        return ("", regions.pop()) if self.by_region and len(regions) == 1 else super()._shared_home(homes)

    def _hubs(self) -> None:
        """A hub belongs to its whole region: it stands above the accounts, not in its own."""
        super()._hubs()
        for (account, region), place in list(self.places.items()):
            if self.by_region and account and region != "*" and place.hubs:
                outer = super()._place("", region)
                if outer is place:  # its region is not known: it stands in the cloud itself already
                    continue
                outer.hubs += place.hubs
                place.hubs = []
                if not place.packed:
                    outer.children.remove(place)
                    del self.places[account, region]

    def _hub_rows(self, gateway: r.TransitGateway, own: list[r.TransitGatewayRouteTable]) -> list[list[Box]]:
        kind = r.TransitGatewayRouteTable.KIND
        count = chip(kind, kind_words(kind, len(own)), len(own), gateway.id)
        self.drawn |= {item.id: count for item in own}
        return [[count]] if own else []

    def _prefix_lists(self) -> None:
        """Prefix lists are counted here, as all that is not drawn."""

    # --- peerings ---

    def _gather(self, place: Place) -> None:
        """Put the peered VPCs of one place into blocks, each where its first VPC was."""
        cards = {box.id: box for box in place.packed}
        _same_width(place.packed)
        found = blocks(cards, self.network.peerings)
        block_of: dict[str, Block] = {name: block for block in found for name in (*block.top, *block.bottom)}
        packed: list[Box] = []
        done: set[int] = set()
        for box in place.packed:
            block = block_of.get(box.id)
            if block is None:
                packed.append(box)
            elif id(block) not in done:
                done.add(id(block))
                packed.append(block_box(block, {name: cards[name] for name in (*block.top, *block.bottom)}))
                self.inside |= {peering.id for peering in block.peerings}
                self.painted.add("peering")
        place.packed = packed

    def _packed(self, place: Place, aspect: float) -> list[list[Box]]:
        """Blocks stand above single VPCs, the largest first."""
        blocks = [box for box in place.packed if box.kind == "block"]
        single = [box for box in place.packed if box.kind != "block"]
        counts = [len(box.rows[0] + box.rows[-1]) for box in blocks]
        return self._in_sizes(blocks, counts, aspect) + self._rows(place, single, aspect)

    def _between(self) -> None:
        """Peerings are edges here; VPN connections, virtual interfaces and transit gateway peerings stay things between."""
        degree = Counter(end for p in self.network.peerings if p.id not in self.inside for end in (p.requester, p.accepter))
        super()._between()
        peerings = {peering.id for peering in self.network.peerings}
        self.connectors = [connector for connector in self.connectors if connector.box.id not in peerings]
        for peering in sorted(self.network.peerings, key=lambda item: item.id):
            del self.drawn[peering.id]
            a, b = self.drawn.get(peering.requester), self.drawn.get(peering.accepter)
            if peering.id in self.inside or a is None or b is None or a is b:
                continue
            hub = max((peering.requester, peering.accepter), key=lambda end: (degree[end], end))
            bundle = f"peering:{hub}" if degree[hub] >= HUB_DEGREE else ""
            self.links.append(
                Link("peering", a, b, f"peering:{peering.id}", bundle=bundle, tooltip=f"{peering.label} · VPC peering")
            )

    def tree(self, *aspects: float) -> Box:
        """The tree of boxes, with the key to the cards' counts below."""
        root = super().tree(*aspects)
        kinds = {kind for box in self.drawn.values() if box.kind == "vpc" for kind in self._kinds(box.id)}
        if kinds:
            root.rows.append([key(sorted(kinds), 720 if len(self.network.vpcs) <= FEW_VPCS else 1200)])
            root.adopt()
        return root

    def _kinds(self, vpc: str) -> set[str]:
        held = {item.kind for items in self.vpcs.by_vpc.get(vpc, {}).values() for item in items}
        return held | {attachment.kind for attachment in self.network.attachments_of.get(vpc, ())}
