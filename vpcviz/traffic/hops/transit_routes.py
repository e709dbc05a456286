"""Which route of a transit gateway route table a packet takes, where not all that decides is known.

Sources: Transit Gateway Guide, "How transit gateways work", "VPC attachments in Amazon VPC Transit Gateways".
"""

from vpcviz.model import resources as r
from vpcviz.model.attachment_types import ATTACHMENT_TYPES
from vpcviz.traffic.lookups.gaps import gap_words, gaps_of
from vpcviz.traffic.packets.state import stop
from vpcviz.traffic.routing.transit_changes import transit_route
from vpcviz.traffic.routing.transit_tables import TransitEntry, TransitTable, unlearned, winner
from vpcviz.traffic.walking.ends import past_lists
from vpcviz.traffic.walking.walk import Walk


def winning_route(walk: Walk, gateway: r.TransitGateway, table: TransitTable) -> tuple[TransitEntry, list[TransitEntry]]:
    """The route of a table that wins for the packet, and the others that hold its destination. Raises End where it has none, or
    none that is known; of those that are not known none is taken to go before one that is."""
    at, name = table_at(gateway, table)
    destination = walk.packet.dst
    found = winner(table, destination.version, destination.number) if destination.known else _for_unknown(table.entries)
    if not table.known:
        end = stop(
            at,
            "TGW_RTB_ROUTES_ARE_UNKNOWN",
            f"the routes of {name} are not {'all ' if found else ''}known",
            said=f"its routes are not {'all ' if found else ''}known",
            missing=_unread_routes(walk, at, table),
            needs=f"none of the routes of {name} that are not known goes before {found[0].text}"
            if found
            else f"{name} has a route for {destination.text} that leads on",
        )
        if found is None:
            raise end
        walk.assume_once(end)
    if table.opaque:
        says = f"{name} refers to {', '.join(table.opaque)}"
        past_lists(walk, (at, "TGW_RTB_ROUTES_ARE_UNKNOWN"), name, says, table.opaque, none=found is None)
    if found is None:
        raise stop(
            at,
            "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
            f"{name} has no route for {destination.text}",
            said=f"no route for {destination.text}",
            **transit_route(walk, table.record, gateway),
        )
    return _of_tied(walk, at, name, *found)


def table_at(gateway: r.TransitGateway, table: TransitTable) -> tuple[r.Resource, str]:
    """What a table's hops are at, and what it is called: a spec's default table is not written down."""
    if table.record is None:
        return gateway, f"the default route table of {gateway.label}"
    return table.record, table.record.label


def _unread_routes(walk: Walk, at: r.Resource, table: TransitTable) -> str:
    """What would tell the routes of a table that are not known: a call that was not read, or what its attachments learned."""
    gaps = gaps_of(walk.index, "transit_gateway_route_tables", of=at)
    unread = next((gap_words(gap, "transit_gateway_route_tables") for gap in gaps if gap.resource in ("", at.id)), "")
    learning = unlearned(walk.index, table)
    learned = f"the routes that {', '.join(map(walk.index.label, learning))} learned by BGP" if learning else ""
    return unread or learned or f"the routes of {at.id}"


def _of_tied(
    walk: Walk, at: r.Resource, name: str, entry: TransitEntry, others: list[TransitEntry]
) -> tuple[TransitEntry, list[TransitEntry]]:
    """Of VPCs with the same CIDR a transit gateway takes the routes of the one that was attached first, which nothing tells.

    Source: Transit Gateway Guide, "VPC attachments in Amazon VPC Transit Gateways".
    """
    alike = [one for one in others if one.block == entry.block and one.rank == entry.rank == ATTACHMENT_TYPES["vpc"].rank]
    tied = [entry, *(one for one in alike if one.attachments != entry.attachments)]
    if len(tied) == 1:
        return entry, others
    both = f"{walk.index.label(entry.attachments[0])} and {walk.index.label(tied[1].attachments[0])}"
    end = stop(
        at,
        "ROUTE_PRIORITY_NOT_DEFINED",
        f"{both} both propagate {entry.text} to {name}, and the transit gateway takes the one that was attached first",
        missing=f"which of {both} was attached first; a static route for {entry.text} would decide",
    )
    options = [(f"{walk.index.label(one.attachments[0])} was attached first", one) for one in tied]
    first = walk.either(end, options)
    return first, [one for one in (entry, *others) if one is not first]


def _for_unknown(entries: tuple[TransitEntry, ...]) -> tuple[TransitEntry, list[TransitEntry]] | None:
    """For a public address that is not known: the default route, if there is one."""
    found = [entry for entry in entries if entry.block.length == 0 and entry.block.version == 4]
    return (found[0], found[1:]) if found else None


def because(walk: Walk, entry: TransitEntry, others: list[TransitEntry]) -> str:
    """Why a route wins, in words."""
    kind = "static" if entry.rank == 0 else "prefix list" if entry.rank == 1 else "propagated"
    ways = ", ".join(walk.index.label(one) for one in entry.attachments)
    text = f"{entry.text} → {ways} ({kind})"
    if len(entry.attachments) > 1:
        text += ", equal cost"
    shown = [other for other in others if other.attachments != entry.attachments][:3]
    if shown:
        text += " wins over " + ", ".join(
            f"{other.text} → {', '.join(walk.index.label(one) for one in other.attachments) or 'blackhole'}" for other in shown
        )
        text += (
            " (longest prefix)"
            if shown[0].block.length != entry.block.length
            else " (static before propagated, then by kind of attachment)"
        )
    return text
