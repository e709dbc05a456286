"""Route tables of VPCs with their routes and associations."""

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from msgspec import defstruct, structs

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, State, Tag, members, unique, word
from vpcviz.model import CLASSES
from vpcviz.model import resources as r

POSITION = 30

UNTOLD = "a new kind of target"
"""The target of a route that AWS tells in a member that is newer than the SDK, or than vpcviz."""
_ORIGINS = {
    "": "static",
    "CreateRouteTable": "static",
    "CreateRoute": "static",
    "EnableVgwRoutePropagation": "propagated",
    "Advertisement": "propagated",
}
"""What AWS's words for the origin of a route mean. Source: EC2 API Reference, Route."""


class IgwFirewall(Shape, frozen=True, gc=False):
    """The firewall that inspects what takes a route to an internet gateway."""

    firewall_arn: str = ""
    status: str = ""


_MEMBERS = tuple(dict.fromkeys(kind.ROUTED_AS for kind in CLASSES.values() if kind.ROUTED_AS))
"""The members that tell what a route leads to: each kind says its own."""


def _field(member: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", member).lower()


_Targets = defstruct("_Targets", [(_field(one), str, "") for one in _MEMBERS], bases=(Shape,), frozen=True, gc=False)


class Route(_Targets, frozen=True, gc=False):  # type: ignore[call-arg, misc, valid-type]
    """One route of a VPC route table; `further_target` is the value of a member for a new sort (AWS has no such name)."""

    destination_cidr_block: str = ""
    destination_ipv6_cidr_block: str = ""
    destination_prefix_list_id: str = ""
    ip_address: str = ""
    further_target: str = ""
    igw_firewall: IgwFirewall = IgwFirewall()
    origin: str = ""
    state: str = ""


class TableAssociation(Shape, frozen=True, gc=False):
    """What a route table serves."""

    main: bool = False
    subnet_id: str = ""
    gateway_id: str = ""
    public_ipv4_pool: str = ""
    association_state: State = State()


class Propagation(Shape, frozen=True, gc=False):
    """A gateway that may add routes to a route table."""

    gateway_id: str = ""


class RouteTable(Shape, frozen=True, gc=False):
    """A VPC route table."""

    route_table_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    associations: tuple[TableAssociation, ...] = ()
    propagating_vgws: tuple[Propagation, ...] = ()
    routes: tuple[Route, ...] = ()
    tags: tuple[Tag, ...] = ()


_targets = attrgetter(*map(_field, _MEMBERS))

_TARGET = re.compile(r"(Id|Arn|Address|Name)\Z")
"""How the members of a route end that hold a target."""


def _is_untold(route: Route) -> bool:
    return route.state != "blackhole" and not _target(route)


def _with_new_targets(items: list[RouteTable], parsed: Callable[[], list[Any]]) -> list[RouteTable]:
    """The route tables of a dump, with the targets of routes that lead to a sort of thing that vpcviz does not know."""
    if not any(_is_untold(route) for item in items for route in item.routes):
        return items
    return [
        structs.replace(
            item, routes=tuple(_with_new_target(route, told) for route, told in zip(item.routes, all_told, strict=False))
        )
        if len(item.routes) == len(all_told := table.get("Routes") or [])
        else item
        for item, table in zip(items, parsed(), strict=True)
    ]


def _with_new_target(route: Route, told: Mapping[str, Any]) -> Route:
    new = (value for name, value in told.items() if isinstance(value, str) and name not in members(Route) and _TARGET.search(name))
    target = next(new, "") if _is_untold(route) else ""
    return structs.replace(route, further_target=target) if target else route


@reads(
    "ec2",
    "DescribeRouteTables",
    "RouteTables",
    "route_tables",
    "route tables",
    RouteTable,
    "RouteTableId",
    size=100,
    complete=_with_new_targets,
)
def route_tables(estate: Estate, answer: Answer, item: RouteTable) -> None:
    """VPC route tables with their routes and associations."""
    live = [one for one in item.associations if one.association_state.state not in ("disassociated", "failed")]
    estate.put(
        "route_tables",
        item.route_table_id,
        answer,
        item.tags,
        owner=item.owner_id,
        vpc=item.vpc_id,
        main=any(one.main for one in live),
        subnets=unique(one.subnet_id for one in live),
        gateways=unique(one.gateway_id for one in live),
        public_pools=unique(one.public_ipv4_pool for one in live),
        propagating_gateways=unique(one.gateway_id for one in item.propagating_vgws),
        routes=tuple(made for one in item.routes if (made := _route(one)) is not None),
    )


def _route(item: Route) -> r.Route | None:
    destination = item.destination_cidr_block or item.destination_ipv6_cidr_block or item.destination_prefix_list_id
    if not destination:
        return None
    return r.Route(
        destination=destination,
        target=_target(item) or ("" if item.state == "blackhole" else UNTOLD),
        origin=word(_ORIGINS.get(item.origin, item.origin)),
        state=word(item.state, "active"),
        firewall=item.igw_firewall.firewall_arn,
        firewall_state=item.igw_firewall.status,
    )


def _target(item: Route) -> str:
    told = next(filter(None, _targets(item)), "")
    return (told.rpartition("/")[2] if told.startswith("arn:") else told) or item.ip_address or item.further_target
