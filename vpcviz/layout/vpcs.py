"""A VPC's inside: zones as columns, tiers as rows across them, tables beside them, gateways and endpoints on the border."""

from collections.abc import Sequence
from typing import TypeVar, cast

from vpcviz.layout import tables
from vpcviz.layout.beside import arrange
from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.options import Options
from vpcviz.layout.parts import card, chip, frame, plate, shelves
from vpcviz.layout.routing import Link
from vpcviz.layout.subnets import NESTING, Subnets
from vpcviz.layout.unused import is_unused
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order
from vpcviz.model.services import service_label

R = TypeVar("R", bound=r.Resource)

TIERS = ("public", "private", "isolated", "unknown")

MOST_DOCKS = 7
"""So many endpoints fit on a VPC's lower border; further ones stand as cards inside."""

FEW_ENDPOINTS = 3
"""So many endpoints of a VPC show their ids at standard detail; full detail shows all."""

FEW_GROUPS = 4
"""Standard detail shows the rules of a VPC's security groups and network ACLs while they are this few."""


class Vpcs:
    """Makes the boxes of VPCs and the links inside them. `drawn` maps resource ids to boxes; `links` collects the links."""

    def __init__(self, network: Network, options: Options) -> None:
        self.network = network
        self.options = options
        self.drawn: dict[str, Box] = {}
        self.links: list[Link] = []
        self.subnets = Subnets(network, options, self.drawn)
        self.by_vpc: dict[str, dict[str, list[r.Resource]]] = {}
        for resource in network:
            vpc = getattr(resource, "vpc", "")
            if vpc:
                self.by_vpc.setdefault(vpc, {}).setdefault(type(resource).__name__, []).append(resource)
        self._prefix_list_homes = self._homes()

    def of(self, vpc: r.Vpc, kind: type[R]) -> list[R]:
        """The VPC's resources of one class, by id."""
        found = cast(list[R], self.by_vpc.get(vpc.id, {}).get(kind.__name__, []))
        return sorted(found, key=lambda item: item.id)

    def _homes(self) -> dict[str, str]:
        """Prefix lists that the routes of exactly one VPC name, and which VPC."""
        users: dict[str, set[str]] = {}
        for table in self.network.route_tables:
            for route in table.routes:
                if route.destination.startswith("pl-"):
                    users.setdefault(route.destination, set()).add(table.vpc)
        return {prefix_list: next(iter(vpcs)) for prefix_list, vpcs in users.items() if len(vpcs) == 1}

    def box(self, vpc: r.Vpc) -> Box:
        """The VPC with all that is in it; the columns of its subnets' cards are chosen for a shape near 3:2."""
        best: Box | None = None
        most = max([len(self.network.interfaces_of.get(s.id, ())) for s in self.network.subnets_of.get(vpc.id, ())], default=0)
        links, drawn = len(self.links), len(self.drawn)
        for columns in (1, 2, 3, 4, 6, 8):
            if columns > 1 and columns > most:
                break
            del self.links[links:]
            while len(self.drawn) > drawn:
                self.drawn.popitem()
            box = self._whole(vpc, columns)
            box.adopt()
            box.measure()
            best = box
            if box.height <= box.width:
                break
        assert best is not None
        return best

    def _title(self, vpc: r.Vpc) -> list[tuple[str, str]]:
        lines = [(vpc.label, "group")]
        cidrs = [*vpc.cidrs, *vpc.ipv6_cidrs]
        for start in range(0, len(cidrs), 3):
            lines.append((" · ".join(cidrs[start : start + 3]), "detail"))
        words = []
        if vpc.name and vpc.name != vpc.id:
            words.append(vpc.id)
        if vpc.is_default:
            words.append("default VPC")
        if vpc.dns_support is False:
            words.append("DNS support off")
        if vpc.dns_hostnames:
            words.append("DNS hostnames on")
        if vpc.foreign and not vpc.note:
            words.append(tables.unread(self.network))
        if words:
            lines.append((" · ".join(words), "small"))
        if vpc.note:
            lines.append((vpc.note, "small"))
        return lines

    def _whole(self, vpc: r.Vpc, columns: int) -> Box:
        box = frame("vpc", vpc.id, "vpc-foreign" if vpc.foreign else "vpc", "vpc", self._title(vpc))
        box.even = True
        box.column_gap = 18
        self.drawn[vpc.id] = box
        zones = self._zones(vpc, columns)
        self._dock(vpc, box)
        details = self._details(vpc)
        box.rows = self._arranged(details, zones)
        surplus = box.docks_bottom[MOST_DOCKS:]
        if surplus:
            box.docks_bottom = box.docks_bottom[:MOST_DOCKS]
        chips = self._chips(vpc)
        room = max(600, sum(z.width for z in zones))
        for row in (*shelves(surplus, room), *shelves(chips, room)):
            box.rows.append(row)
        box.rows = [row for row in box.rows if row]
        if not box.rows:
            box.height = max(96, snap(box.head + max((dock.height / 2 for dock in box.docks_bottom), default=0)))
            box.width = max(240, box.least_width + 2 * GRID)
        self._inside_links(vpc, box)
        return box

    # --- zones ---

    def _zones(self, vpc: r.Vpc, columns: int) -> list[Box]:
        subnets = self.network.subnets_of.get(vpc.id, ())
        by_cell: dict[tuple[str, str], list[r.Subnet]] = {}
        for subnet in subnets:
            by_cell.setdefault((subnet.zone, self.network.tier(subnet)), []).append(subnet)
        zones = sorted({subnet.zone for subnet in subnets})
        slots = [
            (tier, index)
            for tier in TIERS
            for index in range(max((len(by_cell.get((zone, tier), ())) for zone in zones), default=0))
        ]
        boxes = []
        for zone in zones:
            record = self.network.get(zone, r.AvailabilityZone)
            kind = "" if record is None or record.type == "availability-zone" else f" · {record.type.replace('-', ' ')}"
            box = frame("az", zone, "az", "", [((zone or "zone not known") + kind, "strong")], centre=True)
            for tier, index in slots:
                cell = sorted(by_cell.get((zone, tier), ()), key=_subnet_order)
                box.rows.append([self.subnets.box(cell[index], columns)] if index < len(cell) else [])
            box.stretch = True
            boxes.append(box)
        return boxes

    # --- beside the zones ---

    def _details(self, vpc: r.Vpc) -> list[Box]:
        network, full = self.network, self.options.detail == "full"
        found: list[Box] = []
        for table in self.of(vpc, r.RouteTable):
            if full or not is_unused(network, table):
                found.append(self._keep(tables.route_table(network, table), table.id))
        for prefix_list in sorted(network.prefix_lists, key=lambda item: item.id):
            if self._prefix_list_homes.get(prefix_list.id) == vpc.id and (prefix_list.entries or not prefix_list.known):
                found.append(self._keep(tables.prefix_list(network, prefix_list), prefix_list.id))
        endpoints = self.of(vpc, r.InterfaceEndpoint)
        if full or len(endpoints) <= 3:
            for endpoint in endpoints:
                for box in (tables.endpoint_names(network, endpoint), tables.hidden_zone(network, endpoint)):
                    if box is not None:
                        found.append(self._keep(box, box.id))
        owners: list[r.LoadBalancer | r.NetworkFirewall | r.Workload] = [
            *self.of(vpc, r.LoadBalancer),
            *self.of(vpc, r.NetworkFirewall),
            *self.of(vpc, r.Workload),
        ]
        for owner in owners:
            if owner.id not in self.drawn:
                found.append(self._keep(tables.owner_card(network, owner), owner.id))
        groups = [group for group in self.of(vpc, r.SecurityGroup) if full or not is_unused(network, group)]
        if full or len(groups) <= FEW_GROUPS:
            found += [self._keep(tables.security_group(network, group), group.id) for group in groups]
        acls = [acl for acl in self.of(vpc, r.NetworkAcl) if full or not acl.default]
        if full or len(acls) <= FEW_GROUPS:
            found += [self._keep(tables.network_acl(acl), acl.id) for acl in acls]
        return found

    def _keep(self, box: Box, resource_id: str) -> Box:
        self.drawn[resource_id] = box
        return box

    def _arranged(self, details: Sequence[Box], zones: list[Box]) -> list[list[Box]]:
        """The rows of a VPC: its zones with columns of tables beside them, then rows of tables."""
        if not details:
            return [zones]
        for zone in zones:
            zone.adopt()
            zone.measure()
        width = sum(zone.width + 18 for zone in zones)
        around = 540 if len(self.network.vpcs) == 1 else 160  # a lone VPC shares its picture with what it leads to
        chosen = arrange(details, width, max([zone.height for zone in zones], default=0), around)
        first = [*zones, *(_column(column) for column in chosen.columns)]
        return [first, *([_column([box]) for box in row] for row in chosen.rows)]

    # --- on the border ---

    def _dock(self, vpc: r.Vpc, box: Box) -> None:
        network = self.network
        top: list[Box] = []
        for resolver in self.of(vpc, r.ResolverEndpoint):
            top.append(self._plate(resolver, f"Resolver {resolver.direction} endpoint"))
        for client_vpn in self.of(vpc, r.ClientVpnEndpoint):
            top.append(self._plate(client_vpn, f"Client VPN endpoint · {client_vpn.client_cidr}"))
        for vpn_gateway in self.of(vpc, r.VpnGateway):
            top.append(self._plate(vpn_gateway, "Virtual private gateway"))
        for carrier in self.of(vpc, r.CarrierGateway):
            top.append(self._plate(carrier, "Carrier gateway"))
        for egress in self.of(vpc, r.EgressOnlyInternetGateway):
            top.append(self._plate(egress, "Egress-only internet gateway"))
        for gateway in self.of(vpc, r.InternetGateway):
            top.append(self._plate(gateway, "Internet gateway"))
        endpoints = [*self.of(vpc, r.InterfaceEndpoint), *self.of(vpc, r.GatewayEndpoint)]
        with_ids = len(endpoints) <= FEW_ENDPOINTS or self.options.detail == "full"
        bottom: list[Box] = []
        for attachment in sorted(network.attachments_of.get(vpc.id, ()), key=lambda item: item.id):
            bottom.append(self._plate(attachment, "Transit gateway attachment"))
        for endpoint in self.of(vpc, r.InterfaceEndpoint):
            private = " · private DNS on" if endpoint.private_dns else " · private DNS off" if endpoint.type == "Interface" else ""
            kind = {"Interface": "Interface", "Resource": "Resource", "ServiceNetwork": "Service network"}[endpoint.type]
            ident = f" · {endpoint.id}" if with_ids and endpoint.id != endpoint.label else ""
            bottom.append(self._plate(endpoint, f"{kind} endpoint{ident}{private}"))
        for gateway_endpoint in self.of(vpc, r.GatewayEndpoint):
            ident = gateway_endpoint.id if with_ids and gateway_endpoint.id != gateway_endpoint.label else ""
            bottom.append(self._plate(gateway_endpoint, f"Gateway endpoint · {ident or service_label(gateway_endpoint.service)}"))
        box.docks_top, box.docks_bottom = top, bottom

    def _plate(self, item: r.Resource, what: str) -> Box:
        note = f" · {item.note}" if item.note else ""
        box = plate(item.kind, item.id, item.icon or item.kind, item.label, what, tooltip=f"{item.id}{note}")
        self.drawn[item.id] = box
        return box

    # --- what is counted ---

    def _chips(self, vpc: r.Vpc) -> list[Box]:
        counted: list[tuple[str, str, list[str]]] = [
            ("route-table", "route table", [t.id for t in self.of(vpc, r.RouteTable)]),
            ("security-group", "security group", [g.id for g in self.of(vpc, r.SecurityGroup)]),
            ("network-acl", "network ACL", [a.id for a in self.of(vpc, r.NetworkAcl)]),
            ("target-group", "target group", [t.id for t in self.of(vpc, r.TargetGroup)]),
        ]
        chips = []
        for kind, words, ids in counted:
            rest = [i for i in ids if i not in self.drawn]
            if rest:
                chips.append(chip(kind, self._counted_words(words, rest), len(rest), vpc.id))
        for resources in (self.of(vpc, r.Instance), self.of(vpc, r.NatGateway)):
            rest = [i.id for i in resources if i.id not in self.drawn]
            if rest:
                chips.append(chip(resources[0].kind, f"{len(rest)} {resources[0].kind}s without subnet", len(rest), vpc.id))
        return chips

    def _counted_words(self, words: str, ids: Sequence[str]) -> str:
        found = [self.network.by_id[one] for one in ids]
        text = f"{len(ids)} {words}{'s' if len(ids) != 1 else ''}"
        if all(isinstance(item, r.RouteTable) for item in found):
            return f"{text} in no use, local route only"
        unused = all(isinstance(item, (r.RouteTable, r.SecurityGroup)) and is_unused(self.network, item) for item in found)
        return f"{text} in no use, made by AWS" if unused else text

    # --- links inside ---

    def _inside_links(self, vpc: r.Vpc, box: Box) -> None:
        for table in self.of(vpc, r.RouteTable):
            self._route_links(vpc, table)
        for endpoint in (*self.of(vpc, r.InterfaceEndpoint), *self.of(vpc, r.ResolverEndpoint)):
            kind = "dns" if isinstance(endpoint, r.ResolverEndpoint) else "privatelink"
            seen: set[int] = set()
            for interface in sorted(self.network.interfaces_owned.get(endpoint.id, ()), key=lambda e: e.id):
                source, target = self.drawn.get(interface.id), self.drawn.get(endpoint.id)
                if source is None or target is None or id(source) in seen or interface.vpc not in ("", vpc.id):
                    continue
                seen.add(id(source))
                link_id = f"{kind}:{interface.id}:{endpoint.id}"
                self.links.append(Link(kind, source, target, link_id, bundle=f"{kind}:{endpoint.id}"))

    def _route_links(self, vpc: r.Vpc, item: r.RouteTable) -> None:
        box = self.drawn.get(item.id)
        if box is None:
            return
        slots = {slot.id: slot for slot in box.slots}
        for route in item.routes:
            target = self.drawn.get(route.target)
            known = self.network.by_id.get(route.target)
            if isinstance(known, r.TransitGateway):
                attachment = next((a for a in self.network.attachments_of.get(vpc.id, ()) if a.transit_gateway == known.id), None)
                target = self.drawn.get(attachment.id) if attachment is not None else None
            elif known is not None and getattr(known, "vpc", vpc.id) != vpc.id:
                continue
            slot = slots.get(f"{item.id}|{route.destination}")
            if target is None or slot is None or isinstance(known, (r.Peering, r.Vpc)):
                continue
            link_id = f"route:{item.id}:{route.destination}"
            self.links.append(Link("route", slot, target, link_id, bundle=f"route:{vpc.id}:{target.id}", arrow=True))


def _column(boxes: Sequence[Box]) -> Box:
    """Tables on one another; their links leave by the sides."""
    return Box("tables", "", visible=False, sides=True, pad=0, row_gap=GRID, rows=[[box] for box in boxes])


def _subnet_order(subnet: r.Subnet) -> tuple[str, tuple[int, int, str], str]:
    return subnet.name.rsplit("-", 1)[0] if subnet.name else "", address_order(subnet.cidr), subnet.id


__all__ = ["NESTING", "Vpcs", "card"]
