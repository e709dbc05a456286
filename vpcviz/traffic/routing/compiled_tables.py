"""VPC route tables ready for look-ups: each route as CIDRs, with prefix lists spelt out and what a spec leaves to propagation.

Source: VPC User Guide, "Route priority" (which kind of route goes before which).
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of, cidr_text, parse_block
from vpcviz.model.kinds.lattice import LATTICE, LINK_LOCAL
from vpcviz.model.services import is_service_name, same_name, service_name
from vpcviz.spec.regions import prefix_list_service
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.packets.state import Address, End
from vpcviz.traffic.routing.premises_ways import ways_out


class Entry(NamedTuple):
    """A route as one CIDR: `block` is None where it is a prefix list whose entries are not known, `rank` the lowest wins.

    `service` names the AWS service whose prefix list it is.
    """

    route: r.Route
    block: Block | None
    text: str
    rank: int
    service: str = ""


def precedence(block: Block | None, rank: int) -> tuple[int, int]:
    """What decides between routes that hold an address: the longest prefix, then the rank; the lowest wins."""
    return (-block.length if block else 0, rank)


Likeness = tuple[bool, int, tuple[int, int, int] | None, str]


class Table(NamedTuple):
    """A route table ready for look-ups. `chosen` holds the routes that won already: by the place of the address in the table's
    prefixes, or, of an address that is not known, by what is known of it. `asked` are the addresses that it was asked for, None
    where nobody wants to know.
    """

    record: r.RouteTable
    prefixes: PrefixTable[Entry]
    entries: tuple[Entry, ...]
    opaque: tuple[Entry, ...]
    chosen: "dict[Likeness, Choice]"
    asked: set[Address] | None = None


class Choice(NamedTuple):
    """The route that wins, and why in a sentence; `none` is the end where there is none.

    Where something that is not known decides, `open` tells what, and `options` are the choices that it leaves, each with what it
    needs to be made.
    """

    route: r.Route
    because: str
    none: End | None = None
    open: End | None = None
    options: "tuple[tuple[str, Choice | End], ...]" = ()


def table_of(index: Index, record: r.RouteTable) -> Table:
    """A route table ready for look-ups; made once."""
    found = index.cache.get(("route-table", record.id))
    if not isinstance(found, Table):
        found = index.cache["route-table", record.id] = compile_table(index, record)
    return found


def watched(index: Index, record: r.RouteTable) -> Table:
    """A route table that notes from now on which addresses it is asked for."""
    found = index.cache["route-table", record.id] = table_of(index, record)._replace(asked=set())
    return found


def compile_table(index: Index, record: r.RouteTable) -> Table:
    """A route table with its prefix lists spelt out."""
    entries: list[Entry] = []
    opaque: list[Entry] = []
    for route in (*record.routes, *_learned(index, record)):
        block = parse_block(route.destination)
        rank = 3 if route.origin == "propagated" else 0 if route.target == "local" else 1
        if block is not None:
            entries.append(Entry(route, block, route.destination, rank))
            continue
        prefix_list = index.prefix_lists.get(route.destination)
        service = _service(index, route, prefix_list)
        if prefix_list is None or not prefix_list.known or (not prefix_list.entries and service):
            opaque.append(Entry(route, None, route.destination, 2, service))
            own = blocks_of(*LINK_LOCAL) if route.target == LATTICE else ()
            entries += [Entry(route, one, f"{cidr_text(one)} of {route.destination}", 2, service) for one in own]
            continue
        for text in prefix_list.entries:
            inner = parse_block(text)
            if inner is not None:
                entries.append(Entry(route, inner, f"{text} of {route.destination}", 2, service))
    table = PrefixTable.of((entry.block, entry) for entry in entries if entry.block is not None)
    return Table(record, table, tuple(entries), tuple(opaque), {})


def _learned(index: Index, record: r.RouteTable) -> list[r.Route]:
    """The routes that a spec's propagating gateways add, where it writes none of them.

    Source: VPC User Guide, "Enable or disable route propagation".
    """
    written = {route.target for route in record.routes if route.origin == "propagated"}
    found: list[r.Route] = []
    for gateway_id in record.propagating_gateways if index.spec else ():
        gateway = index.network.get(gateway_id, r.VpnGateway)
        if gateway is not None and gateway_id not in written:
            learned = dict.fromkeys(block for way in ways_out(index, gateway) for block in way.ranges or ())
            found += [r.Route(destination=cidr_text(block), target=gateway_id, origin="propagated") for block in learned]
    return found


def _service(index: Index, route: r.Route, prefix_list: r.PrefixList | None) -> str:
    """The AWS service whose prefix list a route names: by its name, its known id, or the gateway endpoint that it leads to."""
    if prefix_list is not None and is_service_name(prefix_list.name):
        return same_name(prefix_list.name)
    endpoint = index.network.get(route.target, r.GatewayEndpoint)
    if endpoint is not None and endpoint.service:
        return same_name(endpoint.service)
    if route.target == LATTICE:
        return LATTICE
    region, code = prefix_list_service(route.destination)
    return service_name(code, region) if code else ""
