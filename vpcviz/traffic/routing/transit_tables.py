"""Transit gateway route tables: which one an attachment's packets meet, and which of its routes wins.

Source: Transit Gateway Guide, "How transit gateways work", "Route evaluation order": the longest prefix, then static routes,
prefix lists, and propagated ones by the kind of attachment: VPC, Direct Connect, Connect, VPN.
"""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, cidr_text, parse_block
from vpcviz.model.attachment_types import LAST, attachment_type
from vpcviz.model.new_words import word_of
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.routing.premises_links import interface_ranges, virtual_interfaces_of, vpn_ranges


class TransitEntry(NamedTuple):
    """One route: `rank` tells how it came in (lower wins), `attachments` its ways, none for a blackhole; `word` is a word of AWS's
    that vpcviz does not know."""

    block: Block
    text: str
    rank: int
    attachments: tuple[str, ...]
    blackhole: bool
    word: str = ""


class TransitTable(NamedTuple):
    """A transit gateway route table ready for look-ups; `opaque` names prefix lists whose entries are not known.

    `record` is None for the default table of a spec's transit gateway that has none written.
    """

    record: r.TransitGatewayRouteTable | None
    prefixes: PrefixTable[TransitEntry]
    entries: tuple[TransitEntry, ...]
    opaque: tuple[str, ...] = ()
    known: bool = True


def attachments_by_id(index: Index) -> dict[str, r.TransitGatewayAttachment]:
    """Transit gateway attachments by id; made once."""
    found = index.cache.get(("transit", "attachments"))
    if not isinstance(found, dict):
        found = index.cache["transit", "attachments"] = {one.id: one for one in index.network.transit_gateway_attachments}
    return found


def tables_of(index: Index, gateway: str) -> list[r.TransitGatewayRouteTable]:
    """The route tables of a transit gateway."""
    found = index.cache.get(("transit", "tables"))
    if not isinstance(found, dict):
        made: dict[str, list[r.TransitGatewayRouteTable]] = {}
        for table in index.network.transit_gateway_route_tables:
            made.setdefault(table.transit_gateway, []).append(table)
        found = index.cache["transit", "tables"] = made
    tables: list[r.TransitGatewayRouteTable] = found.get(gateway, [])
    return tables


def associated_table(index: Index, gateway_id: str, attachment_id: str) -> TransitTable | None:
    """The table that routes what enters a transit gateway by an attachment; None where there is none."""
    key = ("transit-table", f"{gateway_id} {attachment_id}")
    if key in index.cache:
        return index.cache[key]  # type: ignore[return-value]
    table = index.cache[key] = _associated(index, gateway_id, attachment_id)
    return table


def _associated(index: Index, gateway_id: str, attachment_id: str) -> TransitTable | None:
    tables = tables_of(index, gateway_id)
    associated = index.cached(f"associated-{gateway_id}", _by_association, tables).get(attachment_id)
    if associated is not None:
        return compiled(index, associated)
    gateway = index.network.get(gateway_id, r.TransitGateway)
    if index.spec:
        if not tables:
            return _default(index, gateway_id, None)
        named = gateway.default_association_table if gateway is not None else ""
        for table in tables:
            if table.id == named:
                return compiled(index, table)
        if len(tables) == 1 and not tables[0].associations:
            return _default(index, gateway_id, tables[0])
    return None


def _by_association(tables: list[r.TransitGatewayRouteTable]) -> dict[str, r.TransitGatewayRouteTable]:
    """The first of a transit gateway's tables that each attachment is associated with."""
    return {one: table for table in reversed(tables) for one in table.associations}


def compiled(index: Index, table: r.TransitGatewayRouteTable) -> TransitTable:
    """A table with its routes spelt out; made once."""
    key = ("transit-compiled", table.id)
    found = index.cache.get(key)
    if not isinstance(found, TransitTable):
        propagations = table.propagations
        gateway = index.network.get(table.transit_gateway, r.TransitGateway)
        if index.spec and gateway is not None and gateway.default_propagation_table == table.id:
            every = (one.id for one in index.network.attachments_of.get(gateway.id, ()))
            propagations = tuple(dict.fromkeys((*propagations, *every)))
        found = index.cache[key] = _compile(index, table, propagations, table.transit_gateway)
    return found


def _default(index: Index, gateway_id: str, table: r.TransitGatewayRouteTable | None) -> TransitTable:
    """The default route table of a spec's transit gateway: all attachments propagate to it, as AWS makes it."""
    key = ("transit-default", gateway_id)
    found = index.cache.get(key)
    if not isinstance(found, TransitTable):
        every = tuple(one.id for one in index.network.attachments_of.get(gateway_id, ()))
        propagations = table.propagations if table is not None and table.propagations else every
        found = index.cache[key] = _compile(index, table, propagations, gateway_id)
    return found


def _compile(index: Index, table: r.TransitGatewayRouteTable | None, propagations: tuple[str, ...], gateway: str) -> TransitTable:
    entries: list[TransitEntry] = []
    opaque: list[str] = []
    attachments = attachments_by_id(index)
    for route in table.routes if table is not None else ():
        first = attachments.get(route.attachments[0]) if route.attachments else None
        rank = 0 if route.origin == "static" else attachment_type(first.type).rank if first else LAST
        block = parse_block(route.destination)
        blackhole = route.state == "blackhole" or not route.attachments
        word = word_of(route)
        if block is not None:
            entries.append(TransitEntry(block, route.destination, rank, route.attachments, blackhole, word))
            continue
        prefix_list = index.prefix_lists.get(route.destination)
        if prefix_list is None or not prefix_list.known:
            opaque.append(route.destination)
            continue
        for text in prefix_list.entries:
            inner = parse_block(text)
            if inner is not None:
                entries.append(TransitEntry(inner, f"{text} of {route.destination}", 1, route.attachments, blackhole, word))
    if index.spec:
        named = {gateway}
        for attachment_id in propagations:
            attachment = attachments.get(attachment_id)
            if attachment is not None and attachment.transit_gateway in named:
                rank = _rank(index, attachment)
                entries += [
                    TransitEntry(block, text, rank, (attachment_id,), False) for block, text in propagated(index, attachment)
                ]
    prefixes = PrefixTable.of((entry.block, entry) for entry in entries)
    return TransitTable(table, prefixes, tuple(entries), tuple(opaque), table.routes_known if table is not None else True)


def _rank(index: Index, attachment: r.TransitGatewayAttachment) -> int:
    """A VPN with static routes counts as static."""
    connection = index.network.get(attachment.resource, r.VpnConnection)
    return 0 if connection is not None and not connection.bgp else attachment_type(attachment.type).rank


def propagated(index: Index, attachment: r.TransitGatewayAttachment) -> list[tuple[Block, str]]:
    """The CIDRs that an attachment propagates: a VPC's own, a VPN's or Direct Connect's on-premises ones, a peering's none."""
    network = index.network
    if attachment.type == "vpc":
        vpc = index.vpcs.get(attachment.resource)
        texts = (*vpc.cidrs, *vpc.ipv6_cidrs) if vpc is not None else ()
        return [(block, text) for text in texts if (block := parse_block(text)) is not None]
    ranges: tuple[Block, ...] = ()
    if attachment.type == "vpn":
        connection = network.get(attachment.resource, r.VpnConnection)
        ranges = (vpn_ranges(index, connection) or ()) if connection is not None else ()
    elif attachment.type == "direct-connect-gateway":
        for interface in virtual_interfaces_of(index, attachment.resource):
            ranges += interface_ranges(index, interface) or ()
    return [(block, cidr_text(block)) for block in dict.fromkeys(ranges)]


def announced_to(index: Index, attachment: r.TransitGatewayAttachment) -> tuple[Block, ...] | None:
    """What a transit gateway announces over BGP to the far end of a VPN attachment: the routes of its associated table.

    Source: Site-to-Site VPN User Guide, "Transit gateway attachments". None where they are not known.
    """
    table = associated_table(index, attachment.transit_gateway, attachment.id)
    if table is None:
        return () if index.spec else None
    if not table.known:
        return None
    return tuple(entry.block for entry in table.entries if not entry.blackhole)


def unlearned(index: Index, table: TransitTable) -> tuple[str, ...]:
    """The attachments that add routes to a table by BGP of which none is there; () where the table is not written down."""
    known = attachments_by_id(index)
    there = {one for entry in table.entries for one in entry.attachments}
    adding = table.record.propagations if table.record is not None else ()
    return tuple(one for one in adding if one not in there and one in known and attachment_type(known[one].type).by_bgp)


def winner(table: TransitTable, version: int, number: int) -> tuple[TransitEntry, list[TransitEntry]] | None:
    """The route that wins for an address, and the others that hold it."""
    found: list[TransitEntry] = []
    for _, values in table.prefixes.holding(version, number):
        found += sorted(values, key=lambda entry: (entry.rank, entry.blackhole, entry.attachments))
    return (found[0], found[1:]) if found else None
