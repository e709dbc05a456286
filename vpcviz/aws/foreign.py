"""What is only referred to: gateways that routes lead to, VPCs, subnets, hubs of other accounts that nobody read."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from vpcviz.aws.estate import INTERFACES, Estate
from vpcviz.aws.registry import REFERRING
from vpcviz.model import CLASSES, COLLECTIONS
from vpcviz.model import resources as r
from vpcviz.model.interface_types import PLAIN
from vpcviz.model.shapes import fields_of

_PREFIXES = Counter(kind.ID_PREFIX for kind in CLASSES.values())

_TARGETS: dict[str, tuple[str, str]] = {
    kind.ID_PREFIX.partition("-")[0]: (kind.ID_PREFIX, collection)
    for collection, kind in CLASSES.items()
    if kind.ROUTE_TARGET and kind.INTERFACE_TYPE != PLAIN and collection != INTERFACES and _PREFIXES[kind.ID_PREFIX] == 1
}
"""Id prefixes and collections of the gateways that a route may lead to, by the first word of their ids."""


_LIST = f"{r.PrefixList.ID_PREFIX}-"
_VPC = attrgetter("vpc")


def mentioned_prefix_lists(estate: Estate) -> dict[str, str]:
    """Prefix lists that routes and rules name, with the region of who names them."""
    found: dict[str, str] = {}
    for collection, things in estate.things.items():
        records = _listing(CLASSES[collection]) if things else ()
        for thing in things.values() if records else ():
            for record, field in [(record, field) for name, field in records for record in thing.get(name, ())]:
                named = getattr(record, field)
                if named.startswith(_LIST):
                    found.setdefault(named, thing.get("region", ""))
    return found


@cache
def _listing(kind: type[r.Resource]) -> tuple[tuple[str, str], ...]:
    """The records of a kind that may name prefix lists, with the field that does (of routes and rules). Of kinds that were read
    only: tables of all 80 take a fortieth of the time of a large dump."""
    records = ((name, field.record) for name, field in fields_of(kind).items() if field.record is not None)
    return tuple(
        (name, one.name) for name, record in records for one in fields_of(record).values() if "prefix_lists" in one.targets
    )


def refer(estate: Estate) -> None:
    """Add what is referred to and was not seen, as `foreign`."""
    for collection in COLLECTIONS:
        for thing in list(estate.things[collection].values()) if collection in REFERRING else ():
            REFERRING[collection](estate, thing)
    _foreign_route_targets(estate)
    for identity, region in sorted(mentioned_prefix_lists(estate).items()):
        estate.foreign("prefix_lists", identity, region=region, known=False)
    _foreign_subnets(estate)
    seen = {"", *estate.seen("vpcs")}
    for collection in COLLECTIONS:
        if collection == INTERFACES:
            interfaces = estate.interfaces.values()
            for interface in interfaces if not seen.issuperset(map(_VPC, interfaces)) else ():
                if interface.vpc not in seen:
                    estate.foreign_vpc(interface.vpc, interface.account, interface.region)
        elif collection not in ("vpcs", "hosted_zones", "dhcp_options"):
            for thing in list(estate.things[collection].values()):
                if thing.get("vpc", "") not in seen:
                    estate.foreign_vpc(thing["vpc"], thing.get("account", ""), thing.get("region", ""))


def _where(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {"account": thing.get("account", ""), "region": thing.get("region", "")}


def _foreign_route_targets(estate: Estate) -> None:
    """Gateways that live routes lead to and that were not seen (those of a shared VPC's owner, say)."""
    for table in list(estate.things["route_tables"].values()):
        for route in table.get("routes", ()):
            if route.firewall:
                _foreign_firewall(estate, table, route.firewall)
            collection = gateway_collection(route.target)
            if collection and route.state != "blackhole" and route.target not in estate.things[collection]:
                _foreign_gateway(estate, table, collection, route.target)


def gateway_collection(target: str) -> str:
    """The collection of the gateway that a route's target is by its id; "" where it is none."""
    prefix, collection = _TARGETS.get(target.replace("_", "-").partition("-")[0], ("", ""))
    return collection if collection and target.startswith(prefix) else ""


def _foreign_gateway(estate: Estate, table: dict[str, Any], collection: str, target: str) -> None:
    """A gateway of the kind that its id tells, in the VPC of the table; of a peering that VPC is one side."""
    kind = CLASSES[collection]
    vpc = {"vpc": table.get("vpc", "")} if "vpc" in kind.__struct_fields__ else {}
    more = {"requester": table.get("vpc", ""), "accepter": ""} if collection == "peerings" else vpc
    where = {**_where(table), "region": ""} if kind.SCOPE == "account" else _where(table)
    estate.foreign(collection, target, **where, **more)


def _foreign_firewall(estate: Estate, table: dict[str, Any], firewall: str) -> None:
    """A firewall at an internet gateway: of one of another account only routes tell."""
    told = {**_where(table), "name": firewall.rpartition("/")[2], "vpc": table.get("vpc", ""), "placement": "internet-gateway"}
    estate.foreign("network_firewalls", firewall, **told)


def _foreign_subnets(estate: Estate) -> None:
    """The subnets in which things stand; tables and network ACLs only serve some, of which nothing more is known."""
    seen = {"", *estate.seen("subnets")}
    for interface in estate.interfaces.values():
        if interface.subnet not in seen:
            where = {"account": interface.account, "region": interface.region, "vpc": interface.vpc, "zone": interface.zone}
            estate.foreign("subnets", interface.subnet, **where)
    for collection, things in estate.things.items():
        if collection in ("subnets", "route_tables", "network_acls"):
            continue
        for thing in list(things.values()):
            named = (thing["subnet"],) if thing.get("subnet") else thing.get("subnets", ())
            for subnet in named if not seen.issuperset(named) else ():
                estate.foreign("subnets", subnet, **_where(thing), vpc=thing.get("vpc", ""))
