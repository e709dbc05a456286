"""Which flows are asked for, of all that a change can touch: as many as there is time for, spread over all pairs of VPCs."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from vpcviz.impact.compared_ends import ComparedEnd
from vpcviz.impact.ports import HTTPS, MOST, Ask
from vpcviz.impact.touch import Some, Touch

MOST_FLOWS = 1000
"""So many flows are asked for at most, unless the user says otherwise."""


class Question(NamedTuple):
    """A flow to ask for: the numbers of its ends, and what it stands for."""

    source: int
    target: int
    ask: Ask
    stands_for: int = 1


class Plan(NamedTuple):
    """The flows to ask for, and how many more there would be."""

    questions: tuple[Question, ...]
    left: int


def planned(ends: tuple[ComparedEnd, ...], touches: Iterable[Touch], most: int = MOST_FLOWS) -> Plan:
    """The flows to ask for: those from the internet first, then of each pair of VPCs one after another."""
    touches = list(touches)
    rows = _rows(ends, touches)
    extra = tuple(dict.fromkeys(ask for touch in touches for ask in touch.asks))
    made: list[Question] = []
    left = 0
    for source, target in _order(ends, rows, most):
        asks = _asks(ends[source], ends[target], extra)
        room = most - len(made)
        made += [Question(source, target, ask, _stands_for(ends, source, target)) for ask in asks[:room]]
        left += max(0, len(asks) - room)
        if len(made) >= most:
            break
    pairs = sum(row.bit_count() for row in rows)
    done = len({(one.source, one.target) for one in made})
    return Plan(tuple(made), left + pairs - done if len(made) >= most else 0)


def _rows(ends: tuple[ComparedEnd, ...], touches: list[Touch]) -> list[int]:
    """For each end the ends that it is to be asked for with, as bits."""
    sends = sum(1 << at for at, end in enumerate(ends) if end.sends)
    answers = sum(1 << at for at, end in enumerate(ends) if end.sort != "internet")
    rows = [0] * len(ends)
    for touch in touches:
        sources, targets = _bits(touch.sources, len(ends)) & sends, _bits(touch.targets, len(ends))
        for at in _set(sources):
            rows[at] |= targets
    for at, end in enumerate(ends):
        alone = end.many < 2
        rows[at] &= answers if end.sort in ("internet", "premises") else -1
        rows[at] &= ~(1 << at) if alone else -1
    public = sum(1 << at for at, end in enumerate(ends) if any(traits.public for traits in end.traits))
    parts = sum(1 << at for at, end in enumerate(ends) if end.among)
    for at, end in enumerate(ends):
        rows[at] &= ~parts  # Whoever sends to the internet fares alike in all parts of it.
        if end.sort == "internet":
            rows[at] &= public
        if end.among:
            rows[at] &= sum(1 << n for n, one in enumerate(ends) if any(not end.among.isdisjoint(f.groups) for f in one.traits))
    return rows


def _bits(some: Some, count: int) -> int:
    return (1 << count) - 1 if some is None else sum(1 << at for at in some)


def _set(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _order(ends: tuple[ComparedEnd, ...], rows: list[int], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of ends: from the internet, to what is outside VPCs, then one of each pair of VPCs after another."""
    yield from ((0, target) for target in _set(rows[0]))
    if sum(row.bit_count() for row in rows) <= most:
        yield from ((source, target) for source, row in enumerate(rows[1:], 1) for target in _set(row))
        return
    vpcs: dict[str, int] = {}
    for at, end in enumerate(ends):
        vpcs[end.shown.vpc] = vpcs.get(end.shown.vpc, 0) | 1 << at
    waiting = [pairs for one in sorted(vpcs) for pairs in _from_vpc(vpcs, rows, one)]
    while waiting:
        kept = []
        for pairs in waiting:
            found = next(pairs, None)
            if found is not None:
                yield found
                kept.append(pairs)
        waiting = kept


def _from_vpc(vpcs: dict[str, int], rows: list[int], one: str) -> Iterator[Iterator[tuple[int, int]]]:
    """For each VPC that a VPC's ends are to be asked for with: the pairs of their ends."""
    sources = [at for at in _set(vpcs[one] & ~1) if rows[at]]
    wanted = 0
    for at in sources:
        wanted |= rows[at]
    for other in sorted(vpcs) if sources else ():
        if wanted & vpcs[other]:
            yield _between(sources, rows, vpcs[other])


def _between(sources: list[int], rows: list[int], mask: int) -> Iterator[tuple[int, int]]:
    """The pairs from these ends to those of a mask, other ends with each."""
    own = [(at, _set(rows[at] & mask)) for at in sources]
    while own:
        kept = []
        for at, targets in own:
            target = next(targets, None)
            if target is not None:
                yield at, target
                kept.append((at, targets))
        own = kept


def _asks(source: ComparedEnd, target: ComparedEnd, extra: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The ports to ask for: what a change opens or shuts first, those of one side only, then those of both."""
    sides = [set(traits.ports) for traits in target.traits]
    differing = sorted(set.symmetric_difference(*sides)) if len(sides) == 2 else []
    own = sorted(set().union(*sides)) or [HTTPS]
    found = dict.fromkeys((*differing, *own))
    if target.sort != "balancer" or source.sort == "internet":
        found |= dict.fromkeys(extra[:MOST])
    return tuple(islice(found, MOST + len(extra)))


def _stands_for(ends: tuple[ComparedEnd, ...], source: int, target: int) -> int:
    count = ends[source].many * (ends[target].many - (1 if source == target else 0))
    return max(1, count)
