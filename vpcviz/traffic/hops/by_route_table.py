"""On from a subnet or a gateway by a route table."""

from msgspec import to_builtins

from vpcviz.model import resources as r
from vpcviz.model.shapes import new_word
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import (
    End,
    Local,
    Move,
    Target,
    stop,
)
from vpcviz.traffic.routing.compiled_tables import table_of
from vpcviz.traffic.routing.route_changes import route_change
from vpcviz.traffic.routing.route_selection import choose
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.walk import Walk


def follow_route(walk: Walk, record: r.RouteTable, vpc: str, subnet: str) -> Move:
    """Where a route table sends the packet. Raises End where it has no route, or a blackhole."""
    choice = choose(walk.index, table_of(walk.index, record), walk.packet.dst)
    if choice.open is not None:
        choice = walk.either(choice.open, choice.options)
    if choice.none is not None:
        choice.none.change, choice.none.edits = route_change(walk, record, vpc)
        raise choice.none.placed(subnet)
    route = choice.route
    if route.state == "blackhole":
        _, edits = route_change(walk, record, vpc)
        end = stop(
            record,
            "BAD_STATE_ROUTE",
            f"{route.destination} → {route.target} of route table {record.label} is a blackhole",
            said=f"{choice.because}; it is a blackhole",
            change=f"give {route.destination} in {record.id} a target that exists" if not edits else _instead(route, record, edits),
            edits=_replaced(route, record, edits),
        )
        raise end.placed(subnet)
    if route.state != "active":
        raise _undescribed(record, route, choice.because).placed(subnet)
    walk.add(record, "route", choice.because, subnet)
    if new_word(route, "origin"):
        walk.assume_once(not_documented(record, f"origin {route.origin}", f"{route.destination} → {route.target}"))
    if route.target == "local":
        return Local(vpc, subnet)
    return Target(route.target, vpc, subnet, route.origin == "propagated", route.firewall, route.firewall_state)


def _undescribed(record: r.RouteTable, route: r.Route, because: str) -> End:
    """The end of what is known: AWS prints the state `filtered`, and does not describe it (EC2 API Reference, "Route"); others are
    newer than vpcviz."""
    what = f"{route.destination} → {route.target} of route table {record.label}"
    return stop(
        record,
        "NOT_DOCUMENTED",
        f"{what} is in state {route.state}, and AWS does not say whether such a route carries traffic",
        said=f"{because}; its state is {route.state}",
        missing=f"a word of AWS's documentation on routes in state {route.state}",
        needs=f"{what} carries traffic in state {route.state}",
    )


def _instead(route: r.Route, record: r.RouteTable, edits: tuple[Edit, ...]) -> str:
    return f"give {route.destination} in {record.id} a target that exists: {edits[-1].value['target']}"


def _replaced(route: r.Route, record: r.RouteTable, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits that give a route another target in place of adding one."""
    if not edits:
        return ()
    rest = [to_builtins(one) for one in record.routes if one != route]
    changed = {"destination": route.destination, "target": edits[-1].value["target"]}
    return (*edits[:-1], put(record, "routes", [*rest, changed]))
