"""A picture in the making: the network, what is asked for, and which box stands for which resource."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol, TypeVar, cast

from msgspec import Struct

from vpcviz.layout.badge import Badge
from vpcviz.layout.belonging import provider_of
from vpcviz.layout.boxes import Box
from vpcviz.layout.channels import EDGE_ROOM, FEW_PASSING
from vpcviz.layout.containers import Containers, accounts_meet
from vpcviz.layout.floorplan import Plan
from vpcviz.layout.lines import Link, LinksInside
from vpcviz.layout.molds import Mold
from vpcviz.layout.options import Detail, Options
from vpcviz.layout.peering_room import PeeringRoom
from vpcviz.layout.printers import Printer
from vpcviz.layout.tooltips import new_words
from vpcviz.layout.widgets import Marks, plate
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_code, service_label

R = TypeVar("R", bound=r.Resource)

Room = tuple[int, int]
"""Which arrangement a VPC takes: how many cards stand side by side in its subnets, and the number of that of its tables (`~number`
where tables beside the zones stand on their left)."""

Molds = dict[tuple[str, Room], Mold]
"""By VPC and arrangement: how it was made in another drawing of the same picture."""

NO_ROOMS: Mapping[str, Room] = {}

INTERNET = "internet"

FEW_CALLERS = 2
"""Services and the internet are cards with wires from so many VPCs; more say them on their own endpoints and gateways."""

MOST_PEERINGS = 2
"""Where there are more peering connections for each VPC, these are a mesh."""

MANY = 24
"""An estate of more VPCs than this is drawn so that one VPC more moves few others."""


class View(Struct, frozen=True):
    """What a picture is about.

    `keeps` tells which resources it is about (None: all), `words` says so below the title, `detail` is what it is always drawn at.
    `leaves_out` are classes that are known but not drawn, `adds` those that only this view draws. `vpc_boxes` makes a VPC's box,
    `gather` puts VPCs that belong together side by side, `port` makes what is docked on a border, `peering` draws a peering other
    than as a thing, `foot` makes what stands below all. `region_first` tells whether regions hold accounts, `slide` that
    things are tiles, and no table is drawn. `placed` is a placement of the view's own, where it has one.
    """

    vpc_boxes: Callable[[Drawing], Callable[[r.Vpc], Box]]
    gather: Callable[[Drawing], None]
    keeps: Callable[[Network], Callable[[r.Resource], bool]] | None = None
    words: str = ""
    detail: Detail | None = None
    leaves_out: frozenset[type[r.Resource]] = frozenset()
    adds: frozenset[type[r.Resource]] = frozenset()
    shows_inside: bool = True
    shows_filters: bool = True
    slide: bool = False
    port: Callable[[r.Resource, str, str, Marks], Box] | None = None
    peering: Callable[[Drawing, r.Peering], None] | None = None
    foot: Callable[[Drawing, int], Box | None] | None = None
    region_first: Callable[[Network], bool] = accounts_meet
    placed: Callable[[Drawing], Box | None] | None = None


class Connector:
    """A thing that stands between the two things that it joins: a peering, a VPN connection, a virtual interface."""

    def __init__(self, box: Box, kind: str, ends: tuple[str, str]) -> None:
        self.box, self.kind, self.ends = box, kind, ends


class Drawing:
    """What drawers work on.

    `drawn` maps resource ids to boxes; `links` collects the links; `hidden` are the resources that the view leaves out, to be
    counted. Where VPCs are many, `insides` are the links in one VPC each, `outer` all others, and a `printer` may make and write
    the VPCs before all is done. `painted` names kinds of links that boxes paint themselves, besides those of `links`;
    `painted_peerings` are the peerings among them, `peering_lines` the links of others. `foot` stands below all, `title` and
    `subtitle` above, and `badges` are on what is drawn. `molds` keeps VPCs for other drawings of the picture; `rooms` tells which
    of the arrangements that it may have each VPC takes (the best for itself where nothing is told); `shapes` are then those that
    it may have, `rooms_known` more of them, the smallest first, `turnable` those with tables beside the zones.
    """

    def __init__(
        self,
        network: Network,
        options: Options,
        view: View,
        hidden: Iterable[r.Resource] = (),
        rooms: Mapping[str, Room] = NO_ROOMS,
        molds: Molds | None = None,
    ) -> None:
        self.network, self.rooms = network, rooms
        self.molds = {} if molds is None else molds
        self.title = self.subtitle = ""
        self.badges: Sequence[Badge] = ()
        self.shapes: dict[str, list[Plan]] = {}
        self.rooms_known, self.turnable = dict[str, list[Room]](), dict[str, set[Room]]()
        self.options, self.view = options, view
        self.hidden = {item.id: item for item in hidden}
        self.drawn, self.links = dict[str, Box](), list[Link]()
        self.insides: Sequence[LinksInside] = ()
        self.outer: list[Link] | None = None
        self.printer: Printer | None = None
        self.painted, self.painted_peerings = set[str](), set[str]()
        self.peering_lines: dict[str, Link] = {}
        self.connectors: list[Connector] = []
        self.folded: list[r.Vpc] = []
        self.outside: list[Box] = []
        self.foot: Box | None = None
        self.containers = Containers(network, region_first=view.region_first(network))
        self.few = len(network.vpcs) <= MANY
        self.edge_room = EDGE_ROOM // 2 if len(network.vpcs) <= FEW_PASSING else EDGE_ROOM

    @cached_property
    def prefix_list_homes(self) -> dict[str, str]:
        """Prefix lists that the routes of exactly one VPC name, and which VPC."""
        users: dict[str, set[str]] = {}
        for table in self.network.route_tables:
            for route in table.routes:
                if route.destination.startswith("pl-"):
                    users.setdefault(route.destination, set()).add(table.vpc)
        return {prefix_list: next(iter(vpcs)) for prefix_list, vpcs in users.items() if len(vpcs) == 1}

    @cached_property
    def own_prefix_lists(self) -> dict[str, list[r.PrefixList]]:
        """By VPC: the prefix lists that only its routes name, by id."""
        found: dict[str, list[r.PrefixList]] = {}
        for item in sorted(self.network.prefix_lists, key=lambda item: item.id):
            if item.id in self.prefix_list_homes:
                found.setdefault(self.prefix_list_homes[item.id], []).append(item)
        return found

    @cached_property
    def table_of_gateway(self) -> dict[str, str]:
        """By gateway: the route table that it is associated with, the first of several."""
        found: dict[str, str] = {}
        for table in self.network.route_tables:
            for gateway in table.gateways:
                found.setdefault(gateway, table.id)
        return found

    @property
    def links_names(self) -> bool:
        """Whether names (hosted zones, Resolver rules) are linked to their VPCs: where they are the point; else they name them."""
        return self.options.view == "dns" or len(self.network.vpcs) == 1

    @property
    def lifts_names(self) -> bool:
        """Whether names that several accounts use stand in their region: where VPCs are few, but not on the map."""
        return self.few and self.view.placed is None and not self.links_names

    @cached_property
    def links_peerings(self) -> bool:
        """Whether routes are linked to their peering connections: not in a mesh or an estate, where they name them only."""
        return self.few and len(self.network.peerings) <= MOST_PEERINGS * len(self.network.vpcs)

    @cached_property
    def peering_room(self) -> PeeringRoom:
        """For how many VPCs a large estate is arranged, and each of these for how many peerings."""
        return PeeringRoom(self.network, full=self.full)

    @cached_property
    def says_once(self) -> bool:
        """Whether what many VPCs call (the internet, AWS's services) is said on their gateways and endpoints, without wires."""
        own = [vpc for vpc in self.network.vpcs if not vpc.foreign]
        return (len(own) > FEW_CALLERS or self.view.slide) and (self.options.view in ("network", "map") or not self.few)

    @cached_property
    def internet_is_card(self) -> bool:
        """Whether the internet has a card of its own: not where it is said on the gateways, but for a way that leads there."""
        few = len(self.network.vpcs) <= FEW_CALLERS and self.view.slide
        passed = self.options.way is not None and INTERNET in self.options.way.resources
        return few or passed or not (self.says_once or self._has_many_ways_out)

    @property
    def _has_many_ways_out(self) -> bool:
        """Whether several VPCs have a gateway to the internet, and nothing else leads there."""
        network = self.network
        leading = (name for name, kind in CLASSES.items() if kind.LINK == INTERNET)
        vpcs = {one.vpc for name in leading for one in getattr(network, name)}
        called = all(service in self.callers for service in network.all_services)
        return len(vpcs) > 1 and called and self.options.view in ("network", "map")

    @cached_property
    def full(self) -> bool:
        """Whether everything is shown."""
        return self.options.detail == "full"

    @cached_property
    def callers(self) -> dict[str, list[r.GatewayEndpoint | r.InterfaceEndpoint]]:
        """By service: the endpoints that lead to it."""
        found: dict[str, list[r.GatewayEndpoint | r.InterfaceEndpoint]] = {}
        every: list[r.GatewayEndpoint | r.InterfaceEndpoint] = [*self.network.gateway_endpoints, *self.network.interface_endpoints]
        for endpoint in every:
            found.setdefault(endpoint.service, []).append(endpoint)
        return found

    @cached_property
    def by_vpc(self) -> dict[str, dict[type[r.Resource], list[r.Resource]]]:
        """By VPC and class: the resources in it."""
        found: dict[str, dict[type[r.Resource], list[r.Resource]]] = {}
        for name, record in CLASSES.items():
            if "vpc" in record.__struct_fields__:
                held: dict[str, list[r.Resource]] = {}
                for resource in getattr(self.network, name):
                    held.setdefault(resource.vpc, []).append(resource)
                for vpc, resources in held.items():
                    if vpc:
                        found.setdefault(vpc, {})[record] = resources
        return found

    def of(self, vpc: r.Vpc, kind: type[R]) -> list[R]:
        """The VPC's resources of one class that the view draws, by id."""
        if kind in self.view.leaves_out:
            return []
        found = cast(list[R], self.by_vpc.get(vpc.id, {}).get(kind, []))
        return sorted(found, key=lambda item: item.id) if len(found) > 1 else found[:]

    def keep(self, box: Box, resource_id: str = "") -> Box:
        """Remember the box as that of its resource (or of `resource_id`)."""
        box.edge_room = self.edge_room
        self.drawn[resource_id or box.id] = box
        return box

    def docked(self, item: r.Resource, what: str, *, beyond: str = "", marks: Marks = ()) -> Box:
        """The resource as what is docked on a border: its label, and `what` it is; `beyond` is the icon of where it leads."""
        if self.view.port is not None:
            return self.keep(self.view.port(item, what, beyond, marks))
        words = " · ".join([item.id, *new_words(item), *([item.note] if item.note else [])])
        return self.keep(
            plate(item.kind, item.id, item.icon or item.kind, item.label, what, tooltip=words, beyond=beyond, marks=marks)
        )

    def docked_caller(self, item: r.GatewayEndpoint | r.InterfaceEndpoint, what: str) -> Box:
        """An endpoint on a border; where services are said once, with the service that it leads to."""
        service = self.network.all_services.get(item.service)
        if not self.says_once or service is None or provider_of(self.network, service.id) != service.id:
            return self.docked(item, what)
        name = service.name or service_label(service.id)
        known = name == item.label or name in what or service_code(service.id) == item.label.lower()
        words = what if known else f"{what} · {name}"
        return self.docked(item, words, beyond=service.icon or f"service:{service.id}", marks=(("service", service.id),))

    def link(self, kind: str, source: str, target: str, *, bundle: str = "", arrow: bool = False) -> None:
        """A link between what stands for two resources, if anything does and neither holds the other."""
        a, b = self.drawn.get(source), self.drawn.get(target)
        if a is None or b is None or a is b or a.parent is b or b.parent is a:
            return
        self.links.append(Link(kind, a, b, f"{kind}:{source}:{target}", bundle=bundle, arrow=arrow))

    def let_go(self) -> None:
        """Forget the boxes and links: once they are in their places, each is needed by the one that holds it only."""
        self.drawn, self.links, self.connectors, self.outside, self.foot = {}, [], [], [], None
        del self.containers, self.insides, self.outer

    def connect(self, box: Box, kind: str, ends: tuple[str, str]) -> None:
        """Let a box stand between the two resources that it joins."""
        self.connectors.append(Connector(self.keep(box), kind, ends))

    def attached(self, gateway: str, resource: str) -> str:
        """The transit gateway attachment by which `resource` is attached, or the gateway itself."""
        for attachment in self.network.attachments_of.get(resource, ()):
            if attachment.transit_gateway == gateway and attachment.id in self.drawn:
                return attachment.id
        return gateway

    def home(self, item: r.Resource, users: Iterable[str] = (), owner: str = "") -> tuple[str, str]:
        """The account and region that a thing stands in: its own, else its owner's, else the one that all its users have."""
        found = [self.network.by_id[name] for name in users if name in self.network.by_id]
        above = self.network.by_id.get(owner)

        def one(given: str, owners: str, of_users: Sequence[str]) -> str:
            different = set(filter(None, of_users))
            return given or owners or (different.pop() if len(different) == 1 else "")

        account = one(item.account, above.account if above else "", [user.account for user in found])
        region = one(item.region, above.region if above else "", [user.region for user in found])
        return account, region


class Maker(Protocol):
    """Makes the drawing anew."""

    def __call__(self, rooms: Mapping[str, Room] = NO_ROOMS) -> Drawing:
        """The drawing, its VPCs in the arrangements that `rooms` tells, others in the best of their own."""
