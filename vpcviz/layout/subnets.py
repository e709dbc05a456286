"""Subnets and what is in them: network interfaces as cards with their private IPs, with whose they are, or summed up."""

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand
from vpcviz.layout.drawers.residents import subnet_of
from vpcviz.layout.drawers_known import drawers_at
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.interfaces import called, type_icon, type_words
from vpcviz.layout.kind_names import kind_name
from vpcviz.layout.shown import free_words
from vpcviz.layout.tooltips import tooltip
from vpcviz.layout.widgets import Item, card, frame, grid, note_items
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order

FEW = 8
"""A subnet with at most this many network interfaces shows each of them at standard detail."""

MOST_IPS = 8
"""An interface shows this many of its addresses; the rest is counted."""

TIER_WORDS = {"public": "public", "private": "private", "isolated": "isolated", "unknown": "routes not known"}


class Subnets:
    """Makes the boxes of subnets."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.network = drawing.network
        self.nesting = tuple(drawer.record for drawer in drawers_at(Stand.SUBNET))
        """Owners that are drawn as the card that holds their interfaces, where those are all in one subnet."""
        self._resident = self._residents()
        self._crowded: dict[str, bool] = {}

    def _residents(self) -> dict[str, list[tuple[r.Resource, Drawer]]]:
        """By subnet: the owners that live there without a network interface that was read."""
        found: dict[str, list[tuple[r.Resource, Drawer]]] = {}
        for drawer in drawers_at(Stand.SUBNET):
            for owner in drawer.find(self.drawing, None) if drawer.find else ():
                found.setdefault(subnet_of(owner), []).append((owner, drawer))
        return found

    def box(self, subnet: r.Subnet, columns: int) -> Box:
        """The subnet with its cards in at most `columns` columns."""
        box = self._frame(subnet)
        cards = self._cards(subnet)
        widest = max((c.width for c in cards), default=0)
        for c in cards:
            c.width = widest if c.kind != "" else c.width
        box.rows = grid(cards, max(1, min(columns, len(cards)))) if cards else []
        return box

    def _frame(self, subnet: r.Subnet) -> Box:
        tier = self.network.tier(subnet)
        cidrs = [text for text in (subnet.cidr, *subnet.ipv6_cidrs) if text]
        lines = [(subnet.label, "name"), (f"{cidrs[0]} · {TIER_WORDS[tier]}" if cidrs else TIER_WORDS[tier], "detail")]
        lines += [(cidr, "detail") for cidr in cidrs[1:]]
        if "free-ips" in self.drawing.options.show and subnet.cidr:
            lines.append((free_words(self.network, subnet), "detail"))
        table = self.network.route_table_of(subnet)
        if table is not None:
            suffix = " (main)" if table.main and subnet.id not in table.subnets else ""
            lines.append((f"routes: {table.label}{suffix}", "small"))
        acl = self.network.network_acl_of(subnet)
        if acl is not None and not acl.default:
            lines.append((f"ACL: {acl.label}", "small"))
        if subnet.note:
            lines.append((subnet.note, "small"))
        icon = {"public": "subnet-public", "private": "subnet-private"}.get(tier, "subnet-isolated")
        box = frame("subnet", subnet.id, f"subnet-{tier}", icon, lines, tooltip=tooltip(subnet))
        box.sides, box.elastic = True, self.drawing.few
        return self.drawing.keep(box)

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
        many = not self.drawing.full and self._is_crowded(subnet.vpc)
        by_type: dict[str, list[tuple[str, list[r.NetworkInterface]]]] = {}
        for holder, members in groups.items():
            by_type.setdefault(self._type(members[0]), []).append((holder, members))
        for type_name, entries in by_type.items():
            if many and len(entries) > 3:
                cards += self._summary(type_name, entries, subnet)
            else:
                cards += [self._interface_card(holder, members) for holder, members in entries]
        for owner, drawer in sorted(residents, key=lambda entry: (entry[0].label, entry[0].id)):
            made = drawer.box(self.drawing, owner)
            cards += [made] if isinstance(made, Box) else made or []
        return cards

    def _is_crowded(self, vpc: str) -> bool:
        """Whether a subnet of the VPC has more interfaces than are shown one by one: then like is grouped in all its subnets."""
        if vpc not in self._crowded:
            held = [(subnet, self.network.interfaces_of.get(subnet.id, ())) for subnet in self.network.subnets_of.get(vpc, ())]
            shown = (len({self._holder(e, subnet) for e in found}) for subnet, found in held if len(found) > FEW)
            self._crowded[vpc] = any(count > FEW for count in shown)
        return self._crowded[vpc]

    def _holder(self, interface: r.NetworkInterface, subnet: r.Subnet) -> str:
        """The id of the owner whose card holds this interface, or the interface's own id."""
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
        if isinstance(owner, self.nesting):
            owned = self.network.interfaces_owned[owner.id]
            home = owner.subnet if isinstance(owner, (r.Instance, r.NatGateway)) and owner.subnet else owned[0].subnet
            here = home == subnet.id or (isinstance(owner, r.Instance) and not any(e.subnet == home for e in owned))
            if here and (not isinstance(owner, r.Workload) or all(e.subnet == subnet.id for e in owned)):
                return owner.id
        return interface.id

    def _type(self, interface: r.NetworkInterface) -> str:
        owner = self.network.by_id.get(self.network.owner_of.get(interface.id, ""))
        return owner.kind if owner is not None else interface.type

    def _interface_card(self, holder: str, members: list[r.NetworkInterface]) -> Box:
        owner = self.network.by_id.get(self.network.owner_of.get(members[0].id, ""))
        nested = holder != members[0].id
        items: list[Item] = []
        told: list[Item] = []
        for interface in members:
            items += self._addresses(interface, nested)
        if owner is not None:
            name, icon = owner.label, owner.icon or icon_for(owner.kind)
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
        of_owner = getattr(owner, "security_groups", ())
        groups = sorted({*of_owner, *(group for interface in members for group in interface.security_groups)})
        if groups and self.drawing.view.shows_filters:
            items.append(Item("sg: " + ", ".join(self._name(g) for g in groups), "small", whole=False))
        note = members[0].note or (owner.note if (nested or first_of_all) and owner is not None else "")
        if note:
            items += note_items(note)
        kind = owner.kind if nested and owner is not None else "eni"
        box = card(kind, holder, icon, name, items, tooltip=tooltip(members[0], owner))
        for interface in members:
            self.drawing.keep(box, interface.id)
        self.drawing.keep(box, holder)
        if owner is not None and first_of_all:
            self.drawing.keep(box, owner.id)
        return box

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
        label = type_words(what) or what.replace("-", " ").replace("_", " ")
        items = []
        if ips:
            items.append(Item(f"{ips[0]} – {ips[-1]}" if len(ips) > 1 else ips[0]))
        items.append(Item(f"{len(interfaces)} network interfaces", "small"))
        if holders:
            counted = (("more", str(len(holders))), ("in", subnet.id))
            items.append(Item(f"{len(holders)} {label}", "small", holders[0].kind, "", counted))
        icon = icon_for(holders[0].kind) if holders else _KIND_ICONS.get(type_name) or type_icon(type_name)
        marks = (("more", str(len(interfaces))), ("in", subnet.id))
        box = card("eni", f"{subnet.id}/{type_name}", icon, f"{len(entries)} × {label}", items, marks=marks)
        for holder, members in entries:
            self.drawing.keep(box, holder)
            for interface in members:
                self.drawing.keep(box, interface.id)
        return [box]

    def _name(self, resource_id: str) -> str:
        resource = self.network.by_id.get(resource_id)
        return resource.label if resource is not None else resource_id


_KIND_ICONS = {kind: kind for kind in ("interface-endpoint", "load-balancer", "resolver-endpoint")}
