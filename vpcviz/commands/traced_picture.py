"""From a trace to the way that a picture shows: its steps numbered as in the report, the places that it passes, its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.model import resources as r
from vpcviz.model.collections import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vpcviz.layout import Way
    from vpcviz.model import Network
    from vpcviz.traffic import Trace
    from vpcviz.traffic.packets.flows import Hop
    from vpcviz.traffic.tracing.flow_ends import FlowEnd

RULES = frozenset(record.KIND for record in CLASSES.values() if record.DECIDES)
"""Kinds of hops that decide about a packet, but are no place that it comes through."""

FILTERS = frozenset(record.KIND for record in CLASSES.values() if record.DECIDES == "filters")
"""What decides for a subnet or an interface, with others of its kind."""

IN_SUBNETS = frozenset(
    record.KIND for record in CLASSES.values() if record is CLASSES["subnets"] or "subnet" in record.__struct_fields__
)

INTERNET = "internet"

ENDPOINT = "interface-endpoint"


def way_of(network: Network, answer: Trace) -> Way:
    """The way of a trace. The answer's way back is part of it only where it is what fails, or what an unknown verdict hangs on."""
    from vpcviz.layout import Way

    hangs_back = any(one.way == "return" for one in answer.conditions)
    fails_back = bool(answer.back) and (hangs_back if answer.conditions else answer.verdict != "delivered")
    back = answer.back if fails_back else ()
    hops = (*answer.dns, *answer.forward, *back)
    flow = answer.flow
    port = "" if flow.protocol.startswith("icmp") else f" {flow.port}"
    ends = _ends(network, answer)
    legs = [_leg(network, leg, "" if answer.delivered else ends[-1]) for leg in (answer.dns, answer.forward, back) if leg]
    legs = [tuple(_by_attachments(network, leg)) for leg in legs]
    steps = [*_steps(network, hops, _conditions(answer))]
    told = {ident for _, ident, _ in steps}
    return Way(
        verdict=answer.verdict,
        words=f"{answer.verdict}, {flow.source} to {flow.target}, {flow.protocol}{port}",
        explanation=answer.explanation,
        steps=(*steps, *((0, ident, "") for leg in legs for ident in leg if ident not in told)),
        legs=tuple(legs),
        ends=ends,
        stopped=0 if answer.delivered else min(_conditions(answer), default=len(hops)),
    )


def _conditions(answer: Trace) -> dict[int, str]:
    """What an unknown verdict hangs on, by the numbers of the steps."""
    before = {"dns": 0, "forward": len(answer.dns), "return": len(answer.dns) + len(answer.forward)}
    return {before[one.way] + one.step: one.needs for one in reversed(answer.conditions) if one.step}


def _steps(network: Network, hops: Sequence[Hop], conditions: dict[int, str]) -> Iterable[tuple[int, str, str]]:
    """Each hop with its number; its owner, and the interface or subnet where a filter acts, have the same. Its VPC and the row that
    wins have number 0."""
    for number, hop in enumerate(hops, 1):
        because = f"{hop.because}; delivered if {conditions[number]}" if number in conditions else hop.because
        yield number, hop.id, because
        inside = _inside(network, hop)
        yield from ((0, row, "") for row in _rows(network, hop))
        at = inside or (hop.at if hop.kind in FILTERS else "")
        if at:
            yield number, at, because
        if number == len(hops) and (hub := _hub(network, hop)):
            yield number, hub, because
        owner = network.owner_of.get(inside or hop.id, "")
        if owner and owner != hop.id:
            yield number, owner, because
        vpc = getattr(network.by_id.get(hop.id), "vpc", "")
        if vpc and hop.kind in IN_SUBNETS:
            yield 0, vpc, ""


def _rows(network: Network, hop: Hop) -> Iterable[str]:
    """The row of a route table that decides: that whose destination the reason begins with."""
    item = network.by_id.get(hop.id)
    begins = hop.because.partition(" → ")[0]
    for route in getattr(item, "routes", ()) if hop.kind == "route-table" else ():
        if route.destination == begins or (route.destination.startswith("pl-") and route.destination in begins):
            yield f"{hop.id}|{route.destination}"


def _inside(network: Network, hop: Hop) -> str:
    """The interface where something inspects: a firewall's own, or its appliance's; "" where none is known."""
    place = network.by_id.get(hop.at) if hop.action == "inspect" else None
    return place.id if place is not None and place.kind == "eni" else ""


def _hub(network: Network, hop: Hop) -> str:
    """The transit gateway whose route table a step is at: a packet that its table stops has come so far; "" for any other step."""
    found = network.get(hop.id, r.TransitGatewayRouteTable)
    return found.transit_gateway if found is not None else ""


def _leg(network: Network, hops: Sequence[Hop], end: str) -> tuple[str, ...]:
    """The places of one packet; where a security group does not let it in, the end whose group that is comes last.

    The owner of the interface that it has come to is no further place, unless it is an endpoint, whose service is beyond it. What
    inspects for a firewall is its interface; appliances hand the packet back to the endpoint that it came from.
    """
    places: list[str] = []
    for hop in hops:
        if hop.kind in RULES or (places and network.owner_of.get(places[-1]) == hop.id and hop.kind != ENDPOINT):
            continue
        inside = _inside(network, hop)
        if hop.action == "inspect" and hop.kind == "load-balancer":
            places += [hop.id, *([inside] if inside else []), *places[-1:]]
        else:
            places.append(inside or hop.id)
    last = hops[-1]
    if last.kind == "security-group" and len(hops) > 1 and hops[-2].action != "leave":
        places.append(end)
    if (hub := _hub(network, last)) and hub not in places[-1:]:
        places.append(hub)
    return tuple(places)


def _by_attachments(network: Network, places: Sequence[str]) -> Iterable[str]:
    """The places with the attachments by which the packet comes into a core network and out of it."""
    for at, ident in enumerate(places):
        core = network.get(ident, r.CoreNetwork)
        if core is not None:
            yield from _attachment(network, core, places[max(0, at - 1) : at])
        yield ident
        if core is not None:
            yield from _attachment(network, core, places[at + 1 : at + 2])


def _attachment(network: Network, core: r.CoreNetwork, beside: Sequence[str]) -> Sequence[str]:
    """The attachment of the VPC that the place beside a core network is in, if it has just one."""
    from vpcviz.layout.drawers.core_networks import attachment_id

    vpcs = {getattr(network.by_id.get(ident), "vpc", "") for ident in beside} - {""}
    found = [attachment_id(core, one) for one in core.attachments if one.resource in vpcs]
    return found if len(found) == 1 else ()


def _ends(network: Network, answer: Trace) -> tuple[str, ...]:
    """What the flow's ends are in the picture: interfaces with their owners, an on-premises network, the internet."""
    from vpcviz.traffic.lookups.index import index_of
    from vpcviz.traffic.tracing.flow_ends import FlowEnds

    places = FlowEnds(index_of(network))
    source = places.source(answer.flow.source)
    target = places.target(answer.flow.target, source)
    found = [ident for place in (source, target) for ident in _ids(network, place, answer)]
    return tuple(dict.fromkeys(found)) or ("",)


def _ids(network: Network, place: FlowEnd, answer: Trace) -> Iterable[str]:
    if place.internet:
        yield INTERNET
    if place.premises is not None:
        yield place.premises.id
    if place.resource is not None:
        yield place.resource.id
    for host in place.hosts:
        if len(place.hosts) > 1 and host.address.text not in (answer.address, answer.source_address):
            continue
        if host.interface is None:
            yield host.subnet.id
        else:
            yield network.owner_of.get(host.interface.id, "") or host.interface.id
            yield host.interface.id
