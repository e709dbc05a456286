"""Which route of a VPC route table wins for an address, and over which others.

Source: VPC User Guide, "Route priority" and "Route tables and VPN route priority": the longest prefix wins, but no
propagated route goes before a local one; of equal prefixes a static route goes before one by prefix list, and that before a
propagated one. Which of two prefix lists of equal prefixes wins, AWS leaves open.
"""

from vpcviz.model import resources as r
from vpcviz.model.services import service_code, service_region
from vpcviz.traffic.lookups.gaps import left_open
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.public_addresses import may_be_a_service
from vpcviz.traffic.packets.state import Address, End, stop, stop_at, within
from vpcviz.traffic.routing.compiled_tables import Choice, Entry, Likeness, Table, precedence


def choose(index: Index, table: Table, address: Address) -> Choice:
    """The route that wins for an address, or what is open between several.

    A route that surely wins does so for all addresses that the same of the table's prefixes hold, and says so in the same words.
    """
    if table.asked is not None:
        table.asked.add(address)
    alike = _alike(table, address)
    found = table.chosen.get(alike) if alike is not None else None
    if found is None:
        found = _choose(index, table, address)
        if alike is not None and found.none is None and found.open is None:
            table.chosen[alike] = found
    return found


def _alike(table: Table, address: Address) -> Likeness | None:
    """What addresses that fare alike in a table have in common; None of one that may fare like no other: prefix lists whose entries
    are not known may hold any address without a service.
    """
    if table.opaque and not address.service:
        return None
    place = table.prefixes.place(address.version, address.number) if address.known else None
    return address.known, address.version, place, address.service


def _choose(index: Index, table: Table, address: Address) -> Choice:
    matching, uncertain = _matching(table, address)
    ours, maybe = _opaque(index, table, address)
    uncertain += maybe
    ties: list[Entry] = []
    if ours:
        longer = [entry for entry in matching if entry.block is not None and entry.block.length > 0]
        winner, rest = ours[0], [*ours[1:], *matching]
        uncertain += longer
    elif matching:
        matching.sort(key=_order)
        winner, rest = matching[0], matching[1:]
        ties = _ties(winner, rest)
    else:
        winner, rest = None, []
    doubts = _doubts(winner, uncertain)
    if winner is None:
        first = Choice(_NOWHERE, "", _no_route(table.record, address))
    else:
        first = Choice(winner.route, _because(winner, rest) + _other_region(table, address))
    if ties and winner is not None:
        return _tied(table, winner, ties, first)
    if doubts:
        return _doubtful(table, address, first, doubts)
    return first if winner is not None and winner.rank == 0 else _with_open_routes(index, table, address, first)


def _with_open_routes(index: Index, table: Table, address: Address, first: Choice) -> Choice:
    """A choice, unless a route that a plan or template does not tell is the one for the address."""
    record = table.record
    missing = left_open(index, record, "route_tables")
    if not missing:
        return first
    text = f"not all routes of {record.label} are known"
    end = stop(
        record, "NOT_READ", text, missing=missing, needs=f"a route of {record.label} that is not known leads on to {address.text}"
    )
    options: list[tuple[str, Choice | End]] = [("", end)]
    if first.none is None:
        options.insert(0, (f"no route of {record.label} that is not known holds {address.text}", first))
    return first._replace(none=None, open=end, options=tuple(options))


_NOWHERE = r.Route(destination="", target="")


def _matching(table: Table, address: Address) -> tuple[list[Entry], list[Entry]]:
    """The entries that hold an address, and those that may."""
    if address.known:
        matching = [entry for _, values in table.prefixes.holding(address.version, address.number) for entry in values]
        uncertain: list[Entry] = []
    else:
        possible = [
            entry for entry in table.entries if not (entry.service and address.service and entry.service != address.service)
        ]
        matching = [entry for entry in possible if entry.block is not None and within(address, entry.block)]
        uncertain = [entry for entry in possible if entry.block is not None and within(address, entry.block) is None]
    if any(entry.rank == 0 for entry in matching):
        matching = [entry for entry in matching if entry.rank != 3]
    return matching, uncertain


def _no_route(record: r.RouteTable, address: Address) -> End:
    return stop_at(
        record.id,
        record.kind,
        "NO_ROUTE_TO_DESTINATION",
        f"route table {record.label} has no route for {address.text}",
        said=f"no route for {address.text}",
    )


def _order(entry: Entry) -> tuple[int, int, str]:
    return (*precedence(entry.block, entry.rank), entry.route.target)


def _opaque(index: Index, table: Table, address: Address) -> tuple[list[Entry], list[Entry]]:
    """The prefix-list routes of unknown entries that surely hold the address, and those that may."""
    ours, maybe = [], []
    for entry in table.opaque:
        if entry.service:
            if address.service == entry.service:
                ours.append(entry)
            elif not address.service and may_be_a_service(index, address):
                maybe.append(entry)
        else:
            maybe.append(entry)
    return ours, maybe


def _ties(winner: Entry, rest: list[Entry]) -> list[Entry]:
    """Other prefix lists of the winner's CIDR that lead elsewhere."""
    alike = [other for other in rest if other.block == winner.block and other.rank == winner.rank == 2]
    return [other for other in alike if other.route.target != winner.route.target]


def _tied(table: Table, winner: Entry, ties: list[Entry], first: Choice) -> Choice:
    other = ties[0]
    end = stop(
        table.record,
        "ROUTE_PRIORITY_NOT_DEFINED",
        f"{winner.text} → {winner.route.target} and {other.text} → {other.route.target} tie, and AWS picks one",
        missing="which of two prefix lists with the same CIDR AWS took",
    )
    options = [(f"AWS takes {winner.text} → {winner.route.target}", first)]
    for one in ties:
        said = f"{one.text} → {one.route.target}"
        options.append((f"AWS takes {said}", Choice(one.route, f"{said}, one of two that tie")))
    return first._replace(open=end, options=tuple(options))


def _doubts(winner: Entry | None, uncertain: list[Entry]) -> list[Entry]:
    """The routes that may hold an address and would lead elsewhere than the winner."""
    return [
        other
        for other in uncertain
        if winner is None
        or (other.route.target != winner.route.target and not (other.block is not None and other.rank == 3 and winner.rank == 0))
    ]


def _doubtful(table: Table, address: Address, first: Choice, doubts: list[Entry]) -> Choice:
    """A choice that hangs on whether some routes hold an address."""
    other = doubts[0]
    missing = f"the address of {address.text}"
    if other.block is None:
        missing = f"the entries of {other.route.destination}"
        missing += "; ask for internet to mean an address that no AWS service has" if other.service else ""
    end = stop(
        table.record,
        "ADDRESS_NOT_KNOWN",
        f"whether {other.text} in {table.record.label} holds {address.text} is not known",
        said=f"{other.text} → {other.route.target} may hold {address.text}",
        missing=missing,
    )
    names = " and ".join(dict.fromkeys(one.text for one in doubts))
    options = [] if first.none is not None else [(f"{address.text} is not in {names}", first)]
    for one in doubts:
        because = f"{one.text} → {one.route.target}, if it holds {address.text}"
        options.append((f"{address.text} is in {one.text}", Choice(one.route, because)))
    return first._replace(none=None, open=end, options=tuple(options))


def _other_region(table: Table, address: Address) -> str:
    """That the table's prefix list of the same service is another region's, where there is one."""
    code = service_code(address.service)
    lists = {
        (entry.route.destination, service_region(entry.service))
        for entry in (*table.entries, *table.opaque)
        if code and service_code(entry.service) == code and entry.service != address.service
    }
    return "".join(f"; {destination} is the list of {region} and does not hold it" for destination, region in sorted(lists))


def _because(winner: Entry, rest: list[Entry]) -> str:
    origin = " (propagated)" if winner.rank == 3 else ""
    text = f"{winner.text} → {winner.route.target}{origin}"
    others = [entry for entry in rest if entry.route is not winner.route]
    if not others:
        return f"{text} is the only route that matches"
    shown = ", ".join(f"{entry.text} → {entry.route.target}" for entry in others[:3]) + (", …" if len(others) > 3 else "")
    return f"{text} wins over {shown} ({_rule(winner, others[0])})"


def _rule(winner: Entry, other: Entry) -> str:
    if winner.rank == 0 and other.rank != 0:
        same = winner.block is not None and other.block is not None and winner.block.length == other.block.length
        return "a local route goes first" if same else "longest prefix"
    if winner.block is None or other.block is None or winner.block.length != other.block.length:
        return "longest prefix"
    if winner.rank < other.rank:
        return "a static route goes before a propagated one" if other.rank == 3 else "a CIDR goes before a prefix list"
    return "the same target"
