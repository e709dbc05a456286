"""Subnets and what is in them: network interfaces as cards with their private IPs, with whose they are, or summed up."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import GRID, STILL, Box
from vpcviz.layout.drawer import Drawer, Stand
from vpcviz.layout.drawers.balancing import balanced
from vpcviz.layout.drawers.residents import subnet_of
from vpcviz.layout.drawers_known import drawers_at
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.interfaces import called, counted, is_called_below, type_icon, type_words
from vpcviz.layout.kind_names import kind_name
from vpcviz.layout.sharing import remarks, shared_words
from vpcviz.layout.shown import free_words
from vpcviz.layout.special_subnets import special_words
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.widgets import Item, TitleLine, card, frame, grid, note_items
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order

FEW = 8
"""A subnet with at most this many network interfaces shows each of them at standard detail."""

MOST_ALIKE = 3
"""Of so many of a type each is shown."""

MOST_IPS = 8
"""An interface shows this many of its addresses; the rest is counted."""

TIER_WORDS = {"public": "public", "private": "private", "isolated": "isolated", "unknown": "routes not known"}


PAIR = 2
"""Of so many columns, each has wires on its own side."""


class Subnets:
    """Makes the boxes of subnets."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.network = drawing.network
        self.nesting = tuple(drawer.record for drawer in drawers_at(Stand.SUBNET))
        """Owners that are drawn as the card that holds their interfaces, where those are all in one subnet."""
        self._resident = self._residents()
        self._filters: dict[Sequence[str], Item] = {}
        """By the ids of security groups: the line that names them."""
        self._alike: dict[str, set[str]] = {}
        self._balanced = balanced(drawing)

    def _residents(self) -> dict[str, list[tuple[r.Resource, Drawer]]]:
        """By subnet: the owners that live there without a network interface that was read."""
        found: dict[str, list[tuple[r.Resource, Drawer]]] = {}
        for drawer in drawers_at(Stand.SUBNET):
            for owner in drawer.find(self.drawing, None) if drawer.find else ():
                found.setdefault(subnet_of(owner), []).append((owner, drawer))
        return found

    def box(self, subnet: r.Subnet, columns: int, *, mirrored: bool = False) -> Box:
        """The subnet with its cards in at most `columns` columns; `mirrored`, it faces the zone before its own."""
        box = self.drawing.keep(self._frame(subnet))
        cards = self._cards(subnet)
        widest = max((c.width for c in cards), default=0)
        for c in cards:
            c.width = widest if c.kind != "" else c.width
            c.space = c.space if self.drawing.few else STILL
        across = max(1, min(columns, len(cards)))
        if across == PAIR:
            box.rows = self._in_columns(cards, mirrored=mirrored)
        else:
            box.rows = grid(cards, across) if cards else []
        return box

    @staticmethod
    def line_up(boxes: Sequence[Box]) -> None:
        """Let subnets of one tier have what is reached from below in a row of its own, where others have it so: their wires then
        leave alike, and it takes no room."""
        most = max(len(box.rows) for box in boxes)
        for box in boxes:
            row = next((row for row in box.rows if len(row) == PAIR and any(is_called_below(card) for card in row)), None)
            if row is not None and len(box.rows) < most:
                below = [card for card in row if is_called_below(card)]
                row[:] = [card for card in row if card not in below]
                box.rows = [*(row for row in box.rows if row), below]

    def _in_columns(self, cards: list[Box], *, mirrored: bool) -> list[list[Box]]:
        """Two columns of cards: what load balancers lead to on the left, so that their wires keep to one side of the zone; on the
        right what is reached from above. Every other zone has them the other way round: so wires of two zones to one place share
        the gap between these."""
        left = [one for one in cards if self._is_balanced(one)]
        right = sorted((one for one in cards if one not in left), key=lambda one: is_called_below(one))
        if not left or len(left) > len(cards) - len(cards) // 2:
            return grid(cards, PAIR)
        while len(left) < len(right):
            left.append(right.pop())
        pairs = zip_longest(*((right, left) if mirrored else (left, right)))
        return [[one for one in pair if one is not None] for pair in pairs]

    def _is_balanced(self, card: Box) -> bool:
        """Whether a card stands for an interface or a target of a load balancer."""
        return any(self.drawing.drawn.get(ident) is card for ident in self._balanced)

    def shorten_heads(self, zones: Sequence[Sequence[Box]]) -> None:
        """Where the subnets of all zones are wide enough for it, let their titles say in two lines what else takes more."""
        made = []
        for boxes in zones:
            room = max((max(_wide(box), box.least_width) for box in boxes), default=0)
            for box in boxes:
                frame_ = self._frame(self.network.by_id[box.id], joined=True)  # type: ignore[arg-type]
                if frame_.least_width > room:
                    return
                made.append((box, frame_))
        for box, frame_ in made:
            box.head, box.paint, box.least_width = frame_.head, frame_.paint, frame_.least_width
            box.title_width, box.first_width = frame_.title_width, frame_.first_width

    def _frame(self, subnet: r.Subnet, *, joined: bool = False) -> Box:
        """The frame of a subnet; where its title is `joined`, routes and network ACL stand in the line of the CIDR."""
        tier = self.network.tier(subnet)
        cidrs = [text for text in (subnet.cidr, *subnet.ipv6_cidrs) if text]
        words = []
        table = self.network.route_table_of(subnet)
        if table is not None:
            suffix = " (main)" if table.main and subnet.id not in table.subnets else ""
            words.append(f"routes: {table.label}{suffix}")
        acl = self.network.network_acl_of(subnet)
        if acl is not None and not acl.default:
            words.append(f"ACL: {acl.label}")
        first = f"{cidrs[0]} · {TIER_WORDS[tier]}" if cidrs else TIER_WORDS[tier]
        lines: list[TitleLine] = [(subnet.label, "name"), (first, "detail", " ".join(f"· {word}" for word in words if joined))]
        lines += [(cidr, "detail") for cidr in cidrs[1:]]
        if "free-ips" in self.drawing.options.show and subnet.cidr:
            lines.append((free_words(self.network, subnet), "detail"))
        told = (*(() if joined else words), *special_words(self.network, subnet), shared_words(self.network, subnet), subnet.note)
        lines += [(word, "small") for word in told if word]
        icon = {"public": "subnet-public", "private": "subnet-private"}.get(tier, "subnet-isolated")
        box = frame("subnet", subnet.id, f"subnet-{tier}", icon, lines, tooltip=tooltip(subnet))
        box.sides, box.elastic = True, self.drawing.few
        return box

    def _cards(self, subnet: r.Subnet) -> list[Box]:
        interfaces = sorted(
            self.network.interfaces_of.get(subnet.id, ()),
            key=lambda e: (address_order(e.private_ips[0] if e.private_ips else "~"), e.id),
        )
        residents = self._resident.get(subnet.id, [])
        groups: dict[str, list[r.NetworkInterface]] = {}
        for interface in interfaces:
            groups.setdefault(self._holder(interface, subnet), []).append(interface)
        cards: list[Box] = []
        summed = set() if self.drawing.full else self._summed(subnet.vpc)
        by_type: dict[str, list[tuple[str, list[r.NetworkInterface]]]] = {}
        for holder, members in groups.items():
            by_type.setdefault(self._type(members[0]), []).append((holder, members))
        for type_name, entries in by_type.items():
            if type_name in summed and len(entries) > 1:
                cards += self._summary(type_name, entries, subnet)
            else:
                cards += [self._interface_card(holder, members) for holder, members in entries]
        for owner, drawer in sorted(residents, key=lambda entry: (entry[0].label, entry[0].id)):
            made = drawer.box(self.drawing, owner)
            cards += [made] if isinstance(made, Box) else made or []
        return cards

    def _summed(self, vpc: str) -> set[str]:
        """The types of which like is grouped in all subnets of a VPC: those of which one has many, where many are in one."""
        if vpc not in self._alike:
            held = [(subnet, self.network.interfaces_of.get(subnet.id, ())) for subnet in self.network.subnets_of.get(vpc, ())]
            if all(len(interfaces) <= FEW for _, interfaces in held):
                held = []
            cards = [{self._holder(one, subnet): self._type(one) for one in interfaces} for subnet, interfaces in held]
            crowded = any(len(types) > FEW for types in cards)
            counts = [Counter(types.values()) for types in cards if crowded]
            self._alike[vpc] = {name for count in counts for name, number in count.items() if number > MOST_ALIKE}
        return self._alike[vpc]

    def _holder(self, interface: r.NetworkInterface, subnet: r.Subnet) -> str:
        """The id of the owner whose card holds this interface, or the interface's own id."""
        owner = self._owner(interface)
        if isinstance(owner, self.nesting):
            owned = self.network.interfaces_owned[owner.id]
            home = getattr(owner, "subnet", "") or owned[0].subnet
            here = home == subnet.id or (isinstance(owner, r.Instance) and not any(e.subnet == home for e in owned))
            if here and (not isinstance(owner, r.Workload) or all(e.subnet == subnet.id for e in owned)):
                return owner.id
        return interface.id

    def _owner(self, interface: r.NetworkInterface) -> r.Resource | None:
        return self.network.by_id.get(self.network.owner_of.get(interface.id, ""))

    def _type(self, interface: r.NetworkInterface) -> str:
        owner = self._owner(interface)
        return owner.kind if owner is not None else interface.type

    def _interface_card(self, holder: str, members: list[r.NetworkInterface]) -> Box:
        owner = self._owner(members[0])
        nested = holder != members[0].id
        items: list[Item] = []
        told: list[Item] = []
        for interface in members:
            items += self._addresses(interface, nested)
        if owner is not None:
            name, icon = owner.label, owner.icon or icon_for(owner.kind, getattr(owner, "type", ""))
        else:
            first = members[0]
            name, told = called(first)
            icon = first.icon or type_icon(first.type)
        items += told
        spread = isinstance(owner, r.Workload) and not nested
        first_of_all = spread and owner is not None and owner.id not in self.drawing.drawn
        if owner is not None and spread:  # in several subnets: each card says what it is, and the first one stands for it
            mark = (owner.kind, owner.id) if first_of_all else ("", "")
            items.append(Item(kind_name(owner.kind), "small", *mark))
        items += remarks(self.network, members[0].vpc, (owner, *members))
        groups: Sequence[str] = getattr(owner, "security_groups", ())
        for interface in members:
            groups = (*groups, *interface.security_groups) if groups else interface.security_groups
        if groups and self.drawing.view.shows_filters:
            items.append(self._filtered(groups))
        note = members[0].note or (owner.note if (nested or first_of_all) and owner is not None else "")
        if note:
            items += note_items(note)
        kind = owner.kind if nested and owner is not None else "eni"
        box = card(kind, holder, icon, name, items, tooltip=tooltip(members[0], owner))
        drawn = self.drawing.drawn
        for interface in members:
            drawn[interface.id] = box
        drawn[holder] = box
        if owner is not None and first_of_all:
            self.drawing.keep(box, owner.id)
        return box

    def _filtered(self, groups: Sequence[str]) -> Item:
        found = self._filters.get(groups)
        if found is None:
            words = ", ".join(self.network.label(group) for group in sorted(set(groups)))
            found = self._filters[groups] = Item(f"sg: {words}", "small", whole=False)
        return found

    def _addresses(self, interface: r.NetworkInterface, nested: bool) -> list[Item]:
        kind, ident = ("eni", interface.id) if nested else ("", "")
        if (
            len(interface.private_ips) == 1
            and not (interface.public_ip or interface.public_ips or interface.ipv6s)
            and not (interface.prefixes or interface.carrier_ips or interface.customer_owned_ips)
        ):  # as nearly all of an estate are
            return [Item(interface.private_ips[0], "detail", kind, ident)]
        texts = list(interface.private_ips) + list(interface.ipv6s) + list(interface.prefixes)
        public = dict(interface.public_ips)
        if interface.public_ip and interface.private_ips:
            public.setdefault(interface.private_ips[0], interface.public_ip)
        items = []
        for address in texts[:MOST_IPS]:
            items.append(Item(address, "detail", kind, ident))
            if address in public:
                items.append(Item(f"public {public.pop(address)}", "small", kind, ident))
            for word, outside in (("carrier", interface.carrier_ips), ("customer-owned", interface.customer_owned_ips)):
                if address in outside:
                    items.append(Item(f"{word} {outside[address]}", "small", kind, ident))
        if not texts:
            items.append(Item("IP not known", "small", kind, ident))
        if interface.public_ip and not interface.private_ips:
            items.append(Item(f"public {interface.public_ip}", "small", kind, ident))
        if len(texts) > MOST_IPS:
            more = len(texts) - MOST_IPS
            items.append(Item(f"and {more} more addresses", "small", "private-ip", "", (("more", str(more)), ("in", interface.id))))
        return items

    def _summary(self, type_name: str, entries: list[tuple[str, list[r.NetworkInterface]]], subnet: r.Subnet) -> list[Box]:
        """One card for many of a kind: the count of interfaces, their IP range, and the count of owners drawn with them."""
        interfaces = [e for _, members in entries for e in members]
        ips = sorted((ip for e in interfaces for ip in e.private_ips), key=address_order)
        holders = [self.network.by_id[h] for h, members in entries if h != members[0].id]
        what = holders[0].kind if holders else type_name
        label = (kind_name(what) if holders else type_words(what) or kind_name(what)).replace("_", " ")
        items = []
        if ips:
            items.append(Item(f"{ips[0]} – {ips[-1]}" if len(ips) > 1 else ips[0]))
        items.append(Item(f"{len(interfaces)} network interfaces", "small"))
        if holders:
            items.append(counted(holders, subnet.id))
        items += remarks(self.network, subnet.vpc, (*holders, *interfaces))
        icon = type_icon(type_name) if self._owner(interfaces[0]) is None else icon_for(type_name)
        marks = (("more", str(len(interfaces))), ("in", subnet.id))
        box = card("eni", f"{subnet.id}/{type_name}", icon, f"{len(entries)} × {label}", items, marks=marks)
        for holder, members in entries:
            self.drawing.keep(box, holder)
            for interface in members:
                self.drawing.keep(box, interface.id)
        return [box]


def _wide(box: Box) -> int:
    """How wide (px) its cards make a subnet."""
    return max((sum(card.width + GRID for card in row) + GRID for row in box.rows), default=0)
