"""Several networks as one: what exists, as snapshots, dumps and states tell it, and what plans make of it.

Things are one where their ids are: so a plan's data sources and known ids join it to what exists. What exists is told by who read
it from AWS: of a thing that a plan knows too, only what the plan changes is taken from the plan. What comes with a VPC (its default
network ACL, main table and group) is taken for granted in a plan, and known where the VPC itself was read.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import structs

from vpcviz.model import COLLECTIONS, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import hosts_of, ip_text, parse_block
from vpcviz.model.renaming import renamed
from vpcviz.model.shapes import fields_of

_STACK_TAG = "aws:cloudformation:"


def joined(networks: Iterable[Network]) -> Network:
    """All the networks as one: of a thing that several know, the first that does not know it from elsewhere tells it."""
    listed = list(networks)
    things: dict[str, dict[str, r.Resource]] = {name: {} for name in COLLECTIONS}
    for network in listed:
        for name in COLLECTIONS:
            known = things[name]
            for item in getattr(network, name):
                other = known.get(item.id)
                known[item.id] = item if other is None else _filled(other, item) if not other.foreign else _filled(item, other)
    first = next((network for network in listed if network.origin == "scan"), listed[0])
    made = {name: tuple(items.values()) for name, items in things.items()}
    gaps = tuple(dict.fromkeys(gap for network in listed for gap in network.gaps))
    return _canonical(structs.replace(first, gaps=gaps, complete=all(one.complete for one in listed), **made))


def _filled(item: r.Resource, other: r.Resource) -> r.Resource:
    """A thing, with what of it is not given as another source gives it."""
    lacking = {}
    for name in ("address", "name", "account", "region"):
        if not getattr(item, name) and getattr(other, name):
            lacking[name] = getattr(other, name)
    return structs.replace(item, **lacking) if lacking else item


def applied(existing: Network, before: Network, after: Network, granted: Mapping[str, str]) -> Network:
    """What exists once a plan is applied: `before` and `after` are what the plan tells, `granted` has the ids of what it takes for
    granted.
    """
    made: dict[str, tuple[r.Resource, ...]] = {}
    for name in COLLECTIONS:
        things = {item.id: item for item in getattr(existing, name)}
        old = {item.id: item for item in getattr(before, name)}
        new = {item.id: item for item in getattr(after, name)}
        for identity, item in old.items():
            if identity not in new and not item.foreign:
                things.pop(identity, None)
        for identity, item in new.items():
            if identity in things:
                things[identity] = _patched(things[identity], old.get(identity), item)
            elif not _is_known(item, existing, before, granted):
                things[identity] = item
        made[name] = tuple(things.values())
    gaps = tuple(dict.fromkeys((*existing.gaps, *after.gaps)))
    return _canonical(_settled(structs.replace(existing, gaps=gaps, **made), existing))


def as_deployed(existing: Network, made: Network) -> Network:
    """What templates make, under the ids of what exists where it is deployed: CloudFormation tags that with its logical id.

    Where several stacks that exist have a logical id, the stack's name tells which is meant, where the template has one.
    Source: CloudFormation User Guide, "Resource tag".
    """
    deployed: dict[tuple[str, str], list[r.Resource]] = {}
    for item in existing:
        logical = item.tags.get(f"{_STACK_TAG}logical-id", "")
        if logical:
            deployed.setdefault((type(item).COLLECTION, logical), []).append(item)
    ids = {}
    for item in made if deployed else ():
        stack, _, logical = item.address.rpartition("/")
        found = deployed.get((type(item).COLLECTION, logical), [])
        named = [one for one in found if stack and one.tags.get(f"{_STACK_TAG}stack-name") == stack] or found
        if len(named) == 1 and item.id not in existing.by_id:
            ids[item.id] = named[0].id
    return renamed(made, ids)


def _is_known(item: r.Resource, existing: Network, before: Network, granted: Mapping[str, str]) -> bool:
    """Whether what exists has a thing under another id: what comes with a VPC, or the interfaces of something that was there."""
    if item.foreign:
        return False
    if item.id in granted and getattr(item, "vpc", "") in existing.by_id:
        return True
    if isinstance(item, r.NetworkInterface) and item.id in before.by_id:
        return bool(existing.interfaces_owned.get(_owner(item, before)))
    return False


def _owner(interface: r.NetworkInterface, network: Network) -> str:
    """The id of whose interface it is."""
    return interface.owner or network.owner_of.get(interface.id, "")


def _patched(item: r.Resource, old: r.Resource | None, new: r.Resource) -> r.Resource:
    """A thing that exists, with what a plan changes of it."""
    if old is None:
        return _filled(item, new) if not item.foreign or new.foreign else _filled(new, item)
    changes: dict[str, Any] = {}
    for name in fields_of(type(item)):
        was, now = getattr(old, name), getattr(new, name)
        if name in ("id", "foreign", "address") or was == now:
            continue
        value = getattr(item, name)
        if isinstance(now, tuple) and isinstance(was, tuple) and isinstance(value, tuple):
            changes[name] = _list(value, was, now)
        else:
            changes[name] = now
    return _filled(structs.replace(item, **changes) if changes else item, new)


def _list(value: tuple[Any, ...], was: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list that exists, without what a plan takes from it and with what it adds."""
    gone = [one for one in was if one not in now]
    kept = [one for one in value if one not in gone]
    return (*kept, *(one for one in now if one not in was and one not in kept))


# --- what follows of it -----------------------------------------------------------------------------------------------------


def _settled(network: Network, existing: Network) -> Network:
    """The network with what follows of new things beside those that exist: local and propagated routes, addresses, owners."""
    known = existing.by_id
    tables = tuple(_with_local(network, table) if table.id not in known else table for table in network.route_tables)
    hubs = tuple(_with_learned(network, existing, table) for table in network.transit_gateway_route_tables)
    interfaces = tuple(_readdressed(network, known))
    return _owned(
        structs.replace(network, route_tables=tables, transit_gateway_route_tables=hubs, network_interfaces=interfaces), known
    )


def _with_local(network: Network, table: r.RouteTable) -> r.RouteTable:
    """A new table with the local routes of its VPC."""
    vpc = network.get(table.vpc, r.Vpc)
    cidrs = (*vpc.cidrs, *vpc.ipv6_cidrs) if vpc is not None else ()
    had = {route.destination for route in table.routes}
    local = tuple(r.Route(destination=cidr, target="local") for cidr in cidrs if cidr not in had)
    return structs.replace(table, routes=(*local, *table.routes)) if local else table


def _with_learned(network: Network, existing: Network, table: r.TransitGatewayRouteTable) -> r.TransitGatewayRouteTable:
    """A transit gateway's table that was read, with the routes of attachments that propagate to it now, and of no others."""
    old = existing.get(table.id, r.TransitGatewayRouteTable)
    if old is None or not old.routes_known or {*old.propagations} == {*table.propagations}:
        return table
    gone = {*old.propagations} - {*table.propagations}
    routes = [route for route in table.routes if route.origin != "propagated" or not {*route.attachments} <= gone]
    had = {route.destination for route in routes}
    for one in table.propagations:
        attachment = network.get(one, r.TransitGatewayAttachment)
        vpc = network.get(attachment.resource, r.Vpc) if attachment is not None and one not in old.propagations else None
        for cidr in (*vpc.cidrs, *vpc.ipv6_cidrs) if vpc is not None else ():
            if cidr not in had:
                routes.append(r.TransitGatewayRoute(destination=cidr, attachments=(one,), origin="propagated"))
    return structs.replace(table, routes=tuple(routes))


def _readdressed(network: Network, known: Mapping[str, r.Resource]) -> Iterable[r.NetworkInterface]:
    """The interfaces; a new one whose address stood for any free one gets another where what exists has it."""
    used = {(one.vpc, ip) for one in network.network_interfaces if one.id in known for ip in one.private_ips}
    for one in network.network_interfaces:
        subnet = network.get(one.subnet, r.Subnet)
        lacks = not one.private_ips and not one.ipv6s
        if one.id in known or subnet is None or not (lacks or any((subnet.vpc, ip) in used for ip in one.private_ips)):
            used |= {(one.vpc, ip) for ip in one.private_ips}
            yield one
            continue
        ips = []
        for ip in one.private_ips or ("",):
            found = ip if ip and (subnet.vpc, ip) not in used else _free(subnet, used) or ip
            used.add((subnet.vpc, found))
            ips.append(found)
        yield structs.replace(one, private_ips=tuple(found for found in ips if found))


def _free(subnet: r.Subnet, used: set[tuple[str, str]]) -> str:
    block = parse_block(subnet.cidr)
    if block is None or block.version != 4:
        return ""
    return next((text for number in hosts_of(block) if (subnet.vpc, text := ip_text(4, number)) not in used), "")


def _owned(network: Network, known: Mapping[str, r.Resource]) -> Network:
    """The network with new things in the account and region of what holds them."""
    accounts = {item.account for item in known.values() if item.account}
    only = next(iter(accounts)) if len(accounts) == 1 else ""
    made = {}
    for name in COLLECTIONS:
        items = getattr(network, name)
        placed = tuple(item if item.id in known or item.foreign else _placed(network, item, only) for item in items)
        if any(one is not other for one, other in zip(items, placed, strict=True)):
            made[name] = placed
    return structs.replace(network, **made) if made else network


def _placed(network: Network, item: r.Resource, account: str) -> r.Resource:
    holder = network.by_id.get(str(getattr(item, "subnet", "")) or str(getattr(item, "vpc", "")))
    fields: dict[str, str] = {}
    if not item.account and type(item).SCOPE != "none":
        fields["account"] = (holder.account if holder is not None else "") or account
    if not item.region and holder is not None and type(item).SCOPE == "region":
        fields["region"] = holder.region
    if isinstance(holder, r.Subnet):
        own = {"vpc": holder.vpc, "zone": holder.zone}
        fields |= {name: value for name, value in own.items() if getattr(item, name, None) == ""}
    fields = {name: value for name, value in fields.items() if value}
    return structs.replace(item, **fields) if fields else item


def _canonical(network: Network) -> Network:
    from vpcviz.spec.canonical import canonical

    return canonical(network)
