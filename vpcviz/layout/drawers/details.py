"""What stands beside a VPC's zones: route tables, prefix lists, endpoint names, owners of several interfaces, filters."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register, upward
from vpcviz.layout.drawers.core_networks import attached_to
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.lines import Link
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.unused import is_unused
from vpcviz.model import Network
from vpcviz.model import resources as r

R = TypeVar("R")

FEW_TABLES = 3
"""Routes of a VPC's tables to its gateway endpoints share one wire where there are more tables: each row names its own."""

FEW_NAMED, FEW_VPCS = 3, 4
"""Standard detail shows the DNS names of a VPC's interface endpoints while these and the VPCs are so few."""


def _route_table(drawing: Drawing, item: r.RouteTable) -> Box | None:
    if not drawing.full and is_unused(drawing.network, item):
        return None
    return drawing.keep(tables.route_table(drawing.network, item, upward(), full=drawing.full))


def _tables(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.RouteTable]:
    """Tables in the order of tiers: those with ways to the upper border first, so that their wires pass no other table's."""
    return sorted(drawing.of(vpc, r.RouteTable), key=lambda table: (_tier(drawing, table), table.id)) if vpc else ()


def _tier(drawing: Drawing, table: r.RouteTable) -> int:
    """Tables that only lead out come first, in the order in which their gateways stand on the border."""
    kinds = {known.kind for route in table.routes if (known := drawing.network.by_id.get(route.target)) is not None}
    kinds.discard(r.GatewayEndpoint.KIND)
    if not kinds:
        return len(upward()) + 1
    return min(upward().index(kind) for kind in kinds) if kinds <= set(upward()) else len(upward())


def _routes(drawing: Drawing, item: r.RouteTable) -> None:
    """From each row of a route table to its target."""
    box = drawing.drawn.get(item.id)
    if box is None:
        return
    slots = {slot.id: slot for slot in box.slots}
    many = len(drawing.by_vpc.get(item.vpc, {}).get(r.RouteTable, ())) > FEW_TABLES
    for route, name in tables.route_ids(item).items():
        target, slot = _target(drawing, item, route.target), slots.get(name)
        if target is not None and slot is not None:
            link_id = f"route:{name}"
            joined = target.kind == r.Peering.KIND  # its routes run along the wire that joins their VPC to it
            goal = target.kind if target.kind == r.GatewayEndpoint.KIND and many else target.id
            bundle = f"{target.kind}:{target.id}:{item.vpc}" if joined else f"route:{item.vpc}:{goal}"
            drawing.links.append(Link("route", slot, target, link_id, bundle=bundle, arrow=True))


def _target(drawing: Drawing, table: r.RouteTable, target: str) -> Box | None:
    """What stands for the target of a route in its VPC: a transit gateway's attachment, a firewall's interface, or the target."""
    known = drawing.network.by_id.get(target)
    if isinstance(known, r.TransitGateway):
        attachments = drawing.network.attachments_of.get(table.vpc, ())
        attachment = next((a for a in attachments if a.transit_gateway == known.id), None)
        return drawing.drawn.get(attachment.id) if attachment is not None else None
    for attached in attached_to(drawing, target, table.vpc) if isinstance(known, r.CoreNetwork) else ():
        return drawing.drawn.get(attached)
    if known is not None and getattr(known, "vpc", table.vpc) != table.vpc:
        return None
    if isinstance(known, r.Peering) and not drawing.links_peerings:
        return None
    if isinstance(known, r.Vpc) or not drawing.view.shows_inside:
        return None
    return drawing.drawn.get(_firewall_interface(drawing.network, table, target) or target)


def _firewall_interface(network: Network, table: r.RouteTable, target: str) -> str:
    """The interface of the firewall that a route leads to, by an endpoint's id or by its own (then in the zone of the table's
    subnets, where it has one there); "" where it leads to none, or no interface is known."""
    firewall, subnet = network.firewall_endpoints.get(target, (network.get(target, r.NetworkFirewall), ""))
    if firewall is None:
        return ""
    zones = {one.zone for one in network.subnets_of.get(table.vpc, ()) if network.route_table_of(one) is table}
    own = network.interfaces_owned.get(firewall.id, ())
    return next((one.id for one in own if one.subnet == subnet or (not subnet and one.zone in zones)), own[0].id if own else "")


def _prefix_lists(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.PrefixList]:
    """The prefix lists that only this VPC's routes name."""
    return drawing.own_prefix_lists.get(vpc.id, ()) if vpc else ()


def _prefix_list(drawing: Drawing, item: r.PrefixList) -> Box | None:
    """A list whose entries nothing tells is named by the routes that use it: only full detail says so in a table, too."""
    shown = item.entries or (drawing.full and not item.known)
    return drawing.keep(tables.prefix_list(drawing.network, item)) if shown else None


def _few(drawing: Drawing, found: Sequence[R], few: int) -> Sequence[R]:
    """All of them at full detail, or while they are few; else they are counted."""
    return found if drawing.full or len(found) <= few else ()


def _named_endpoints(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.InterfaceEndpoint]:
    if drawing.view.slide:
        return ()
    few = FEW_NAMED if len(drawing.network.vpcs) <= FEW_VPCS else 0
    return _few(drawing, drawing.of(vpc, r.InterfaceEndpoint), few) if vpc else ()


def _names(drawing: Drawing, item: r.InterfaceEndpoint) -> Sequence[Box]:
    held = drawing.by_vpc.get(item.vpc, {}).get(r.InterfaceEndpoint, ())
    zonal = drawing.full or len(held) == 1
    found = (tables.endpoint_names(drawing.network, item, zonal=zonal), tables.hidden_zone(drawing.network, item))
    return [drawing.keep(box) for box in found if box is not None]


def _groups(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.SecurityGroup]:
    return drawing.of(vpc, r.SecurityGroup) if vpc and drawing.full else []


def _group(drawing: Drawing, item: r.SecurityGroup) -> Box:
    return drawing.keep(tables.security_group(drawing.network, item))


def _acls(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.NetworkAcl]:
    return drawing.of(vpc, r.NetworkAcl) if vpc and drawing.full else []


def _acl(drawing: Drawing, item: r.NetworkAcl) -> Box:
    return drawing.keep(tables.network_acl(item))


register_link(LinkKind("route", 10, "route to its target", "#5A6B7B", "#9BA7B6", 1.3))
register(Drawer(r.RouteTable, Stand.BESIDE, 10, _route_table, find=_tables, links=_routes, counted=1, on_map=4, described=4))
register(Drawer(r.PrefixList, Stand.BESIDE, 20, _prefix_list, find=_prefix_lists))
register(Drawer(r.InterfaceEndpoint, Stand.BESIDE, 30, _names, find=_named_endpoints))
register(Drawer(r.SecurityGroup, Stand.BESIDE, 70, _group, find=_groups, counted=2, on_map=6))
register(Drawer(r.NetworkAcl, Stand.BESIDE, 80, _acl, find=_acls, counted=3))
