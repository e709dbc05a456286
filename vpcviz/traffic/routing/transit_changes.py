"""Which change to a transit gateway's route table leads an address on."""

from typing import Any

from msgspec import to_builtins

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.prefixes import PrefixTable
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import within
from vpcviz.traffic.routing.transit_tables import TransitEntry, propagated
from vpcviz.traffic.walking.edits import more, put
from vpcviz.traffic.walking.walk import Walk


def transit_route(walk: Walk, table: r.TransitGatewayRouteTable | None, gateway: r.TransitGateway) -> dict[str, Any]:
    """The smallest change to a transit gateway's table that has no route for the packet, in words and as values."""
    if not walk.index.advises:
        return {}
    text, at = walk.packet.dst.text, table.id if table is not None else gateway.id
    attachment = _leading_to(walk, gateway)
    if not attachment:
        need = f"no attachment of {gateway.label} has {text}; attach its network, and route to that"
        return {"change": f"no single change helps: {need}"}
    edits = (more(table, "routes", _static(walk, attachment)),) if table is not None else ()
    return {"change": f"add a static route for {text} → {attachment} to {at}, or propagate that attachment to it", "edits": edits}


def without_blackhole(
    walk: Walk, table: r.TransitGatewayRouteTable | None, gateway: r.TransitGateway, entry: TransitEntry
) -> tuple[Edit, ...]:
    """The edits that put a route to who has the address in a blackhole's place."""
    attachment = _leading_to(walk, gateway) if walk.index.advises else ""
    if table is None or not attachment:
        return ()
    rest = [to_builtins(one) for one in table.routes if one.destination != entry.text]
    return (put(table, "routes", [*rest, {"destination": entry.text, "attachments": [attachment]}]),)


def _leading_to(walk: Walk, gateway: r.TransitGateway) -> str:
    """The attachment of a transit gateway that has the packet's destination, "" where none has."""
    index, address = walk.index, walk.packet.dst
    ranges = index.cached(f"propagated-to-{gateway.id}", _propagated_to, index, gateway.id)
    if address.known:
        holding = [one for _, found in ranges.holding(address.version, address.number) for one in found]
    else:
        attachments = index.network.attachments_of.get(gateway.id, ())
        holding = [one for one in attachments if any(within(address, block) for block, _ in propagated(index, one))]
    return min((one.resource not in walk.taken, one.id) for one in holding)[1] if holding else ""


def _propagated_to(index: Index, gateway: str) -> PrefixTable[r.TransitGatewayAttachment]:
    """The attachments of a transit gateway by what they propagate."""
    attachments = index.network.attachments_of.get(gateway, ())
    return PrefixTable.of((block, one) for one in attachments for block, _ in propagated(index, one))


def _static(walk: Walk, attachment: str) -> dict[str, Any]:
    address = walk.packet.dst
    return {"destination": f"{address.text}/{32 if address.version == 4 else 128}", "attachments": [attachment]}
