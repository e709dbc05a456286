"""The picture around the VPCs: outside world on top, cloud, accounts and regions, hubs and connectors between, services below."""

from collections.abc import Iterator, Sequence
from math import log
from typing import Any, ClassVar

from msgspec import Struct, field

from vpcviz.layout import tables
from vpcviz.layout.boxes import GRID, WIDE_CELL, Box
from vpcviz.layout.meshes import meshes
from vpcviz.layout.options import Options
from vpcviz.layout.packing import FEW, rows_for
from vpcviz.layout.parts import Item, card, chip, frame, note_items, plate, shelves
from vpcviz.layout.routing import Link
from vpcviz.layout.steady import steady_middle, steady_rows
from vpcviz.layout.unused import made_by_aws
from vpcviz.layout.vpcs import Vpcs
from vpcviz.layout.words import kind_words
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order
from vpcviz.model.services import service_label, service_region

INTERNET = "internet"

AWS_IDS = ("pcx-", "vpn-", "dxvif-", "tgw-attach-")
"""What joins two things is known by its id, too, where that is AWS's own (a spec's made-up ids say nothing new)."""

MANY = 24
"""An estate of more VPCs than this is drawn so that one VPC more moves few others."""

MOST_TOGETHER = 12
"""A larger mesh, whose peerings take more room than its VPCs, takes the shape of the whole."""

MESH_SHAPE = 2.0
"""About the width / height of the VPCs of a mesh, whatever the shape of what they stand in."""

SHELF = 60
"""How high a row of connectors is (px)."""

ROOMY = 96
"""What links get at least (px) between rows and beside them, and half of it between boxes, in such an estate."""


class Connector(Struct, eq=False):
    """A thing that stands between the two things that it joins: a peering, a VPN connection, a virtual interface."""

    box: Box
    kind: str
    ends: tuple[str, str]


class Place(Struct, eq=False):
    """What a container is to hold, before it has rows: rows of boxes above, boxes to pack, hubs, rows below."""

    box: Box
    above: list[Box] = field(default_factory=list)
    packed: list[Box] = field(default_factory=list)
    hubs: list[Box] = field(default_factory=list)
    below: list[Box] = field(default_factory=list)
    chips: list[Box] = field(default_factory=list)
    children: list["Place"] = field(default_factory=list)
    meshes: list["Place"] = field(default_factory=list)


class World:
    """Builds the tree of boxes of a whole network, and the list of its links.

    `painted` names kinds of links that boxes paint themselves, besides those of `links`.
    """

    VPCS: ClassVar[type[Vpcs]] = Vpcs

    def __init__(self, network: Network, options: Options) -> None:
        self.network = network
        self.options = options
        self.vpcs = self.VPCS(network, options)
        self.drawn = self.vpcs.drawn
        self.links = self.vpcs.links
        self.painted: set[str] = set()
        self.connectors: list[Connector] = []
        self.folded: list[r.Vpc] = []
        self.places: dict[tuple[str, str], Place] = {}
        self.cloud = Place(frame("cloud", "aws-cloud", "cloud", "cloud", [("AWS Cloud", "group")]))
        self.only_account = self._only_account()
        self.outside: list[Box] = []
        self.few = len(network.vpcs) <= MANY
        self.canvas = Box("canvas", "", visible=False, pad=12, row_gap=36)
        self._build()

    def _only_account(self) -> str:
        """The one account of the whole network, if it has no name: it needs no frame of its own."""
        known = {resource.account for resource in self.network if resource.account}
        regions = all(vpc.region for vpc in self.network.vpcs) and bool(self.network.vpcs)
        return known.pop() if len(known) == 1 and regions and not self.network.accounts else ""

    # --- things ---

    def _build(self) -> None:
        self._put_vpcs()
        self._meshes()
        self._hubs()
        self._names()
        self._services()
        self._outside()
        self._between()
        self._count_the_rest()
        self._world_links()

    def _put_vpcs(self) -> None:
        for vpc in sorted(self.network.vpcs, key=self._vpc_order):
            if not self._fold(vpc):
                self._place(vpc.account, vpc.region).packed.append(self.vpcs.box(vpc))

    def _meshes(self) -> None:
        """Where there are many VPCs in one place, those of a mesh stand together."""
        for place in self.places.values():
            if self.few and len(place.packed) <= FEW:
                continue
            boxes = {box.id: box for box in place.packed}
            found = meshes(boxes, self.network.peerings)
            together = [one for one in found if len(one) <= MOST_TOGETHER and len(one) < len(boxes)]
            for members in together:
                box = Box("mesh", members[0], visible=False, pad=0)
                place.meshes.append(Place(box, packed=[boxes.pop(name) for name in members]))
            place.packed = list(boxes.values())

    def _vpc_order(self, vpc: r.Vpc) -> tuple[Any, ...]:
        """Hubs of peerings last (their endpoints lead down to the services), foreign ones after the known; of many by address,
        as new ones mostly get the next."""
        if not self.few:
            return vpc.foreign, False, address_order(vpc.cidrs[0]) if vpc.cidrs else (), vpc.id
        degree = sum(1 for p in self.network.peerings if vpc.id in (p.requester, p.accepter)) if len(self.network.vpcs) <= 40 else 0
        return vpc.foreign, degree > 2, vpc.name or vpc.id, vpc.id

    def _fold(self, vpc: r.Vpc) -> bool:
        """Whether a default VPC has nothing in it and is folded into one line."""
        if not (self.options.fold_defaults and vpc.is_default and self.network.origin == "scan"):
            return False
        subnets = self.network.subnets_of.get(vpc.id, ())
        held = self.vpcs.by_vpc.get(vpc.id, {})
        own = {"Subnet", "RouteTable", "InternetGateway", "SecurityGroup", "NetworkAcl"}
        made = any(not made_by_aws(item) for item in (*held.get("SecurityGroup", ()), *held.get("NetworkAcl", ())))
        linked = (
            made or any(vpc.id in (p.requester, p.accepter) for p in self.network.peerings) or vpc.id in self.network.attachments_of
        )
        if linked or any(self.network.interfaces_of.get(s.id) for s in subnets) or set(held) - own:
            return False
        self.folded.append(vpc)
        return True

    def _place(self, account: str, region: str) -> Place:
        """The container for what belongs to an account and region; "" where a level is not known."""
        key = (account, region)
        if key in self.places:
            return self.places[key]
        parent = self._account(account)
        if region:
            lines = [(region, "group")]
            if self.only_account:
                lines.append((f"account {self.only_account}", "small"))
            box = frame("region", region, "region", "region", lines)
            box.row_gap, box.column_gap = 36, 36
            place = Place(box)
            parent.children.append(place)
        else:
            place = parent
        self.places[key] = place
        return place

    def _account(self, account: str) -> Place:
        if not account or account == self.only_account:
            return self.cloud
        key = (account, "*")
        if key not in self.places:
            record = self.network.get(account, r.Account)
            title = f"{record.name} ({account})" if record is not None and record.name else account
            box = frame("account", account, "account", "account", [(title, "group")])
            box.row_gap, box.column_gap = 36, 36
            self.places[key] = Place(box)
            self.cloud.children.append(self.places[key])
        return self.places[key]

    def _hubs(self) -> None:
        for gateway in sorted(self.network.transit_gateways, key=lambda item: item.id):
            note = f"Transit gateway · ASN {gateway.asn}" if gateway.asn else "Transit gateway"
            box = frame("transit-gateway", gateway.id, "hub", "transit-gateway", [(gateway.label, "group"), (note, "small")])
            own = [t for t in self.network.transit_gateway_route_tables if t.transit_gateway == gateway.id]
            box.rows = self._hub_rows(gateway, own)
            if not box.rows:
                box.height, box.width = 60, max(216, box.least_width + 24)
            for attachment in sorted(self.network.attachments_of.get(gateway.id, ()), key=lambda item: item.id):
                if attachment.type not in ("vpc", "peering") and attachment.transit_gateway == gateway.id:
                    words = f"{attachment.type.replace('-', ' ')} attachment"
                    dock = plate(attachment.kind, attachment.id, attachment.kind, attachment.label, words)
                    box.docks_top.append(self._keep(dock))
            self.drawn[gateway.id] = box
            users = [attachment.resource for attachment in self.network.attachments_of.get(gateway.id, ())]
            self._place(*self._home(gateway, users)).hubs.append(box)

    def _hub_rows(self, gateway: r.TransitGateway, own: list[r.TransitGatewayRouteTable]) -> list[list[Box]]:
        """What a transit gateway's box holds: its route tables."""
        boxes = [self._keep(tables.transit_route_table(self.network, item)) for item in sorted(own, key=lambda item: item.id)]
        return shelves(boxes, 900)

    def _keep(self, box: Box) -> Box:
        self.drawn[box.id] = box
        return box

    def _names(self) -> None:
        for zone in sorted(self.network.hosted_zones, key=lambda item: item.id):
            place = self._place(*self._home(zone, zone.vpcs))
            place.below.append(self._keep(tables.hosted_zone(self.network, zone)))
        for rule in sorted(self.network.resolver_rules, key=lambda item: item.id):
            items = [Item(f"{rule.type} {rule.domain}", "detail")]
            items += [Item(f"→ {', '.join(rule.target_ips)}", "small")] if rule.target_ips else []
            items.append(Item(f"{len(rule.vpcs)} VPC{'s' if len(rule.vpcs) != 1 else ''}", "small"))
            place = self._place(*self._home(rule, rule.vpcs, rule.endpoint))
            place.below.append(self._keep(card(rule.kind, rule.id, "resolver-rule", rule.label, items)))
        self._prefix_lists()

    def _prefix_lists(self) -> None:
        users: dict[str, set[str]] = {}
        for route_table in self.network.route_tables:
            for route in route_table.routes:
                users.setdefault(route.destination, set()).add(route_table.vpc)
        for item in sorted(self.network.prefix_lists, key=lambda item: item.id):
            if item.id not in self.drawn and (item.entries or not item.known):
                account, region = self._home(item, sorted(users.get(item.id, ())))
                place = self._place(self._home_account(account), region)
                place.below.append(self._keep(tables.prefix_list(self.network, item)))

    def _home(self, item: r.Resource, users: Sequence[str] = (), owner: str = "") -> tuple[str, str]:
        """The account and region that a thing stands in: its own, else its owner's, else the one that all its users have."""
        found = [self.network.by_id[name] for name in users if name in self.network.by_id]
        above = self.network.by_id.get(owner)

        def one(given: str, owners: str, of_users: set[str]) -> str:
            return given or owners or (next(iter(of_users)) if len(of_users) == 1 else "")

        account = one(item.account, above.account if above else "", {user.account for user in found if user.account})
        region = one(item.region, above.region if above else "", {user.region for user in found if user.region})
        return account, region

    def _home_account(self, account: str) -> str:
        """AWS's own things have no account of the network's: they go with the only account there is, or above accounts."""
        known = {vpc.account for vpc in self.network.vpcs}
        return account if account in known else (known.pop() if len(known) == 1 else "")

    def _services(self) -> None:
        users: dict[str, set[tuple[str, str]]] = {}
        callers: list[r.GatewayEndpoint | r.InterfaceEndpoint] = [
            *self.network.gateway_endpoints,
            *self.network.interface_endpoints,
        ]
        for endpoint in callers:
            users.setdefault(endpoint.service, set()).add((endpoint.account, endpoint.region))
        for name, service in sorted(self.network.all_services.items()):
            homes = users.get(name, {(self._home_account(service.account), service.region or service_region(name))})
            account, region = self._shared_home(homes)
            icon = service.icon or f"service:{name}"
            items = [Item(name, "small"), *note_items(service.note)]
            box = self._keep(card("service", name, icon, service.name or service_label(name), items))
            if self._is_elsewhere(region):
                account, region = "", ""
            self._place(account, region).below.append(box)
        for provided in sorted(self.network.endpoint_services, key=lambda item: item.id):
            items = [Item(provided.service or provided.id, "small")]
            if provided.provider:
                items.append(Item(f"by {provided.provider}", "small", whole=False))
            items += note_items(provided.note)
            box = self._keep(card(provided.kind, provided.id, provided.icon or provided.kind, provided.label, items))
            if provided.service:
                self.drawn[provided.service] = box
            self._place(*self._home(provided, provided.load_balancers)).below.append(box)
        for consumer in self._consumers():
            if consumer.service and consumer.service not in self.drawn:
                what = "Endpoint service of another account"
                box = card("endpoint-service", consumer.service, "endpoint-service", what, [Item(consumer.service, "small")])
                self.cloud.below.append(self._keep(box))

    def _consumers(self) -> list[r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint]:
        """The endpoints that may lead to another account's endpoint service."""
        return [*self.network.interface_endpoints, *self.network.gateway_load_balancer_endpoints]

    def _shared_home(self, homes: set[tuple[str, str]]) -> tuple[str, str]:
        """The account and region that a service stands in, given those that use it; "" for what is not one."""
        return next(iter(homes)) if len(homes) == 1 else ("", "")

    def _is_elsewhere(self, region: str) -> bool:
        return bool(region) and all(vpc.region != region for vpc in self.network.vpcs)

    def _outside(self) -> None:
        network = self.network
        uses_internet = [*network.internet_gateways, *network.egress_only_internet_gateways]
        if uses_internet:
            self.outside.append(self._keep(card("internet", INTERNET, "internet", "Internet", [Item("outside AWS", "small")])))
        for site in sorted(network.on_premises, key=lambda item: item.id):
            lines = [(site.label, "group"), (" · ".join(site.cidrs) or "On-premises", "detail")]
            box = frame("on-premises", site.id, "on-premises", "on-premises", lines)
            servers = []
            for server in sorted(site.dns_servers, key=lambda item: item.ip):
                items = [Item(server.ip)]
                items += [Item(f"{domain} → {', '.join(ips)}", "small") for domain, ips in sorted(server.forwarders.items())]
                name = server.name or "DNS server"
                servers.append(self._keep(card("dns-server", f"{site.id}/{server.ip}", "dns-server", name, items)))
            box.rows = shelves(servers, 700)
            for gateway in sorted(network.customer_gateways, key=lambda item: item.id):
                if gateway.on_premises == site.id:
                    box.docks_bottom.append(self._customer_gateway(gateway, docked=True))
            if not box.rows:
                box.height, box.width = 96, max(216, box.least_width + 24)
            self.drawn[site.id] = box
            self.outside.append(box)
        for gateway in sorted(network.customer_gateways, key=lambda item: item.id):
            if gateway.id not in self.drawn:
                self.outside.append(self._customer_gateway(gateway, docked=False))
        for direct in sorted(network.direct_connect_gateways, key=lambda item: item.id):
            items = [Item(f"Direct Connect gateway · ASN {direct.asn}" if direct.asn else "Direct Connect gateway", "small")]
            self._account(direct.account).above.append(self._keep(card(direct.kind, direct.id, direct.kind, direct.label, items)))

    def _customer_gateway(self, gateway: r.CustomerGateway, *, docked: bool) -> Box:
        what = f"Customer gateway · {gateway.ip}" if gateway.ip else "Customer gateway"
        if docked:
            return self._keep(plate(gateway.kind, gateway.id, gateway.kind, gateway.label, what))
        return self._keep(card(gateway.kind, gateway.id, gateway.kind, gateway.label, [Item(what, "small")]))

    def _between(self) -> None:
        network = self.network
        for peering in sorted(network.peerings, key=lambda item: item.id):
            words = f"VPC peering · {peering.status}" if peering.status != "active" else "VPC peering"
            self._connect(peering, words, "peering", (peering.requester, peering.accepter))
        for vpn in sorted(network.vpn_connections, key=lambda item: item.id):
            words = f"Site-to-Site VPN · {'BGP' if vpn.bgp else 'static routes'}"
            near = self._attached(vpn.gateway, vpn.id)
            self._connect(vpn, words, "vpn", (vpn.customer_gateway, near), self._vpn_lines(vpn))
        for interface in sorted(network.virtual_interfaces, key=lambda item: item.id):
            words = f"Direct Connect · {interface.type} virtual interface"
            self._connect(interface, words, "direct-connect", (interface.on_premises, interface.gateway))
        for association in sorted(network.direct_connect_associations, key=lambda item: item.id):
            near = self._attached(association.gateway, association.direct_connect_gateway)
            self._connect(association, "Direct Connect association", "direct-connect", (association.direct_connect_gateway, near))
        for attachment in sorted(network.transit_gateway_attachments, key=lambda item: item.id):
            if attachment.type == "peering":
                ends = (attachment.transit_gateway, attachment.resource)
                self._connect(attachment, "Transit gateway peering", "transit", ends)

    def _vpn_lines(self, vpn: r.VpnConnection) -> list[Item]:
        """The static routes of a VPN connection and, at full detail, its tunnels."""
        routes = list(vpn.static_routes[:3]) + ([f"and {len(vpn.static_routes) - 3} more"] if len(vpn.static_routes) > 3 else [])
        lines = [Item(f"to {route}" if index == 0 else route, "small") for index, route in enumerate(routes)]
        if self.options.detail == "full":
            tunnels = [" · ".join(text for text in (t.outside_ip, t.inside_cidr, t.status) if text) for t in vpn.tunnels]
            lines += [Item(f"tunnel {text}", "small") for text in tunnels if text]
        return lines

    def _attached(self, gateway: str, resource: str) -> str:
        """The transit gateway attachment by which `resource` is attached, or the gateway itself."""
        for attachment in self.network.attachments_of.get(resource, ()):
            if attachment.transit_gateway == gateway and attachment.id in self.drawn:
                return attachment.id
        return gateway

    def _connect(self, item: r.Resource, words: str, kind: str, ends: tuple[str, str], lines: Sequence[Item] = ()) -> None:
        ident = [Item(item.id, "small")] if item.label != item.id and item.id.startswith(AWS_IDS) else []
        items = [Item(words, "small"), *ident, *lines, *note_items(item.note)]
        box = self._keep(card(item.kind, item.id, item.icon or item.kind, item.label, items, role="connector"))
        self.connectors.append(Connector(box, kind, ends))

    def _count_the_rest(self) -> None:
        """A chip for each kind with resources that nothing above draws; the places' own counts stand in their boxes."""
        rest: dict[tuple[str, str, str], list[r.Resource]] = {}
        folded = {vpc.id for vpc in self.folded}
        for resource in self._all():
            if resource.id in self.drawn or isinstance(resource, (r.Account, r.AvailabilityZone)):
                continue
            vpc = getattr(resource, "vpc", "")
            if resource.id in folded or vpc in folded or self._counted_inside(resource):
                continue
            account, region = self._home(resource, (vpc, *getattr(resource, "load_balancers", ())))
            rest.setdefault((account, region, resource.kind), []).append(resource)
        for (account, region, kind), items in sorted(rest.items()):
            summed = chip(kind, kind_words(kind, len(items)), len(items), region or account or "aws-cloud")
            self._place(self._home_account(account), region).chips.append(summed)
        if self.folded:
            count = len(self.folded)
            words = "default VPC with nothing" if count == 1 else "default VPCs with nothing"
            words += "" if self._all_interfaces_read() else " known"
            words += " in it" if count == 1 else " in them"
            self.cloud.chips.append(chip("vpc", f"{count} {words}", count, "aws-cloud"))
        for known in sorted(self.network.accounts, key=lambda item: item.id):
            if (known.id, "*") not in self.places:
                self._account(known.id).box.height = 48

    def _all_interfaces_read(self) -> bool:
        """Whether all network interfaces and instances were read: else a VPC that seems empty may not be."""
        unread = {feed for gap in self.network.gaps for feed in gap.feeds}
        return not unread & {"network_interfaces", "instances"}

    def _all(self) -> Iterator[r.Resource]:
        """Every resource that must be drawn or counted."""
        return iter(self.network)

    def _counted_inside(self, resource: r.Resource) -> bool:
        """Whether a resource that is not drawn is counted in its VPC's box."""
        inside = (r.SecurityGroup, r.NetworkAcl, r.TargetGroup, r.Instance, r.NatGateway)
        return isinstance(resource, inside) and resource.vpc in self.drawn

    # --- links ---

    def _link(self, kind: str, source: str, target: str, *, bundle: str = "", arrow: bool = False) -> None:
        a, b = self.drawn.get(source), self.drawn.get(target)
        if a is None or b is None or a is b or a.parent is b or b.parent is a:
            return
        link_id = f"{kind}:{source}:{target}"
        self.links.append(Link(kind, a, b, link_id, bundle=bundle, arrow=arrow))

    def _world_links(self) -> None:
        network = self.network
        for gateway in (*network.internet_gateways, *network.egress_only_internet_gateways):
            self._link("internet", gateway.id, INTERNET, bundle="internet")
        for endpoint in network.gateway_endpoints:
            self._link("gateway-endpoint", endpoint.id, endpoint.service, bundle=f"service:{endpoint.service}", arrow=True)
        for consumer in self._consumers():
            self._link("privatelink", consumer.id, consumer.service, bundle=f"service:{consumer.service}", arrow=True)
        for provided in network.endpoint_services:
            for balancer in provided.load_balancers:
                self._link("privatelink", provided.id, balancer, arrow=True)
        for attachment in network.transit_gateway_attachments:
            if attachment.type == "vpc":
                self._link("transit", attachment.id, attachment.transit_gateway, bundle=f"transit:{attachment.transit_gateway}")
        for connector in self.connectors:
            for end in dict.fromkeys(connector.ends):  # both sides of a peering may be one VPC
                self._link(connector.kind, connector.box.id, end)
        for zone in network.hosted_zones:
            for vpc in zone.vpcs:
                self._link("dns", zone.id, vpc, bundle=f"dns:{zone.id}")
        for rule in network.resolver_rules:
            for vpc in rule.vpcs:
                self._link("dns", rule.id, vpc, bundle=f"dns:{rule.id}")
        self._dns_forwarding()
        used = {e.service for e in network.gateway_endpoints} | {e.service for e in network.interface_endpoints}
        for name in network.all_services:
            if name not in used and INTERNET in self.drawn:
                self._link("internet", INTERNET, name, bundle="internet-services", arrow=True)

    def _dns_forwarding(self) -> None:
        inbound = {ip.ip: e.id for e in self.network.resolver_endpoints for ip in e.ips if ip.ip}
        for endpoint in self.network.resolver_endpoints:
            for interface in self.network.interfaces_owned.get(endpoint.id, ()):
                for address in interface.private_ips:
                    inbound.setdefault(address, endpoint.id)
        servers = {s.ip: f"{site.id}/{s.ip}" for site in self.network.on_premises for s in site.dns_servers}
        for site in self.network.on_premises:
            for server in site.dns_servers:
                targets = {inbound[ip] for ips in server.forwarders.values() for ip in ips if ip in inbound}
                for target in sorted(targets):
                    self._link("dns", servers[server.ip], target, arrow=True)
        for rule in self.network.resolver_rules:
            for address in sorted({servers[ip] for ip in rule.target_ips if ip in servers}):
                if rule.endpoint:
                    self._link("dns", rule.endpoint, address, arrow=True)

    # --- the tree ---

    @property
    def nested(self) -> bool:
        """Whether there is more than one account or region."""
        return len(self.cloud.children) > 1 or any(len(child.children) > 1 for child in self.cloud.children)

    def tree(self, outer: float, inner: float) -> Box:
        """The tree of boxes: accounts packed for a shape of about `outer` (width / height), what is in them for `inner`."""
        self._fill(self.cloud, outer, inner)
        self.canvas.rows = []
        upper: list[Box] = list(self.outside)
        self.canvas.rows = [row for row in (upper, [self.cloud.box]) if row]
        self._settle_rows(self.canvas, {id(box) for box in upper})
        self._insert_connectors()
        self.canvas.adopt()
        return self.canvas

    def _fill(self, place: Place, aspect: float, inner: float) -> None:
        for child in (*place.meshes, *place.children):
            shape = MESH_SHAPE if child in place.meshes else inner
            self._fill(child, shape, shape)
            child.box.adopt()
            child.box.measure()
        place.box.row_gap, place.box.column_gap = 36, 36
        place.box.steady = 0
        if not self.few:  # room for links beyond what they need, so that one VPC more moves nothing
            place.box.row_gap = ROOMY
            place.box.column_gap = ROOMY // 2
        for box in [*place.packed, *place.hubs]:
            box.adopt()
            box.measure()
        packed = self._packed(place, aspect)
        children = self._children(place, aspect)
        middle = steady_middle(len(packed)) if place.box.steady else -(-len(packed) // 2)
        rows: list[list[Box]] = [place.above] if place.above else []
        rows += packed[:middle]
        if place.hubs:
            rows.append(list(place.hubs))
            self._dock_to_hub(packed[:middle], "bottom")
            self._dock_to_hub(packed[middle:], "top")
        rows += packed[middle:]
        rows += children
        width = max([900, *(sum(b.width + 36 for b in row) for row in rows)])
        below = shelves(sorted(place.below, key=lambda b: (b.kind, b.id)), width, 36)
        rows += below
        rows += shelves(place.chips, width)
        place.box.rows = rows
        if place.meshes and not place.box.steady:
            place.box.steady = WIDE_CELL + 1
        few = len(place.packed) + len(place.children) <= FEW and not place.meshes
        place.box.centre_rows = few and self.few  # centred, a row that grows would move all
        self._settle_rows(place.box, {id(b) for row in [place.above, *below] for b in row})
        if not rows:
            place.box.height, place.box.width = 60, max(216, place.box.least_width + 24)

    def _children(self, place: Place, aspect: float) -> list[list[Box]]:
        """The rows of the boxes that a place holds; a region's accounts stay where they are when one VPC gets larger."""
        boxes = [child.box for child in place.children]
        if self.few or place.box.kind != "region" or not boxes:
            return rows_for(boxes, aspect, 36)
        for box in boxes:
            box.rough = (0, 0)
        rows, cell = steady_rows(boxes, aspect, chosen=False)
        place.box.steady = place.box.steady or cell
        return rows

    def _packed(self, place: Place, aspect: float) -> list[list[Box]]:
        """The rows of a place's meshes, the largest first, and of its other VPCs."""
        boxes, counts = [mesh.box for mesh in place.meshes], [len(mesh.packed) for mesh in place.meshes]
        return self._in_sizes(boxes, counts, aspect) + self._rows(place, place.packed, aspect)

    def _in_sizes(self, boxes: Sequence[Box], counts: Sequence[int], aspect: float) -> list[list[Box]]:
        """Rows of what holds several VPCs (`counts`), the largest first; of many VPCs sizes that differ little count as one."""
        if self.few and all(box.kind != "mesh" for box in boxes):
            return rows_for([boxes[at] for at in sorted(range(len(boxes)), key=lambda at: -counts[at])], aspect, 36)
        order = sorted(range(len(boxes)), key=lambda at: -round(log(counts[at], 1.5)))
        return steady_rows([boxes[at] for at in order], aspect, chosen=False)[0] if boxes else []

    def _rows(self, place: Place, boxes: Sequence[Box], aspect: float) -> list[list[Box]]:
        """Rows for the eye; of many VPCs, rows that one VPC more leaves as they are."""
        if not boxes or (self.few and len(boxes) <= FEW):
            return rows_for(boxes, aspect, 36)
        rows, place.box.steady = steady_rows(boxes, aspect)
        return rows

    def _dock_to_hub(self, rows: list[list[Box]], side: str) -> None:
        for row in rows:
            stacked = [[b for line in cell.rows for b in line] if cell.kind in ("stack", "mesh") else [cell] for cell in row]
            for box in (box for boxes in stacked for box in boxes):
                docks = [d for d in (*box.docks_top, *box.docks_bottom) if d.kind == "transit-gateway-attachment"]
                for dock in docks:
                    (box.docks_top if dock in box.docks_top else box.docks_bottom).remove(dock)
                if side == "top":
                    box.docks_top = [*docks, *box.docks_top]
                else:
                    box.docks_bottom = [*docks, *box.docks_bottom]
                for dock in docks:
                    dock.dock = side
                box.touch()

    @staticmethod
    def _settle_rows(box: Box, free: set[int]) -> None:
        box.free_rows = frozenset(index for index, row in enumerate(box.rows) if row and all(id(b) in free for b in row))

    def _insert_connectors(self) -> None:
        """Put each connector into the innermost container that holds both its ends, between their rows."""
        self.canvas.adopt()
        joining = {id(connector.box) for connector in self.connectors}
        wanted: dict[int, tuple[Box, dict[int, list[Box]]]] = {}
        for connector in self.connectors:
            ends = [self.drawn.get(end) for end in connector.ends]
            found = [end for end in ends if end is not None and id(end) not in joining]  # Hostile input: a peering with itself.
            outer = [end.parent if end.dock and end.parent is not None else end for end in found]  # A border holds no connector.
            holder = _common(outer[0], outer[-1]) if outer else self.cloud.box
            while not holder.open and holder.parent is not None:  # a field of peerings has rows of its own making
                holder = holder.parent
            if self.few and len(found) == 2 and self._beside(found[0], found[1], connector.box):
                continue
            slot = min((_row_in(end, holder) for end in found), default=0)
            wanted.setdefault(id(holder), (holder, {}))[1].setdefault(slot, []).append(connector.box)
        for holder, slots in wanted.values():
            free = {id(b) for index in holder.free_rows for b in holder.rows[index]}
            rows: list[list[Box]] = []
            width = max(900, holder.width)
            for index, row in enumerate(holder.rows):
                rows.append(row)
                extra = shelves(slots.get(index, []), width, 36)
                if holder.steady and row[0].kind == "vpc":
                    extra += _spare_shelves(len(extra))
                rows += extra
                free |= {id(b) for shelf in extra for b in shelf}
            if not holder.rows:
                rows = [list(slots.get(0, []))]
            holder.rows = rows
            self._settle_rows(holder, free)

    def _beside(self, a: Box, b: Box, connector: Box) -> bool:
        """Put a peering between two VPCs that stand side by side, if nothing else stands there."""
        if a.parent is None or a.parent is not b.parent or a.row != b.row or a.kind != "vpc" or b.kind != "vpc":
            return False
        row = a.parent.rows[a.row]
        first, second = sorted((row.index(a), row.index(b)))
        if second - first != 1 or min(a.height, b.height) < 110:
            return False
        row.insert(second, connector)
        connector.anchor_y = 60
        return True


def _spare_shelves(count: int) -> list[list[Box]]:
    """Empty rows beside so many that hold something, so that one more of these moves nothing: at least one row in all."""
    wanted = 1
    while wanted < count:
        wanted += (wanted + 1) // 2
    return [[Box("free", "", GRID, SHELF, visible=False)] for _ in range(wanted - count)]


def _common(a: Box, b: Box) -> Box:
    chain = []
    at = a.parent
    while at is not None:
        chain.append(at)
        at = at.parent
    at = b.parent
    while at is not None and at not in chain:
        at = at.parent
    return at if at is not None else chain[-1]


def _row_in(box: Box, holder: Box) -> int:
    at = box
    while at.parent is not None and at.parent is not holder:
        at = at.parent
    return at.row
