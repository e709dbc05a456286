"""Parts of the internet that inbound rules of security groups name: who sends from there may be let in, and others not."""

from collections.abc import Iterator

from vpcviz.errors import UsageError
from vpcviz.impact.compared_ends import ComparedEnd, Traits
from vpcviz.model.addresses import Block, ip_text, parse_block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import address
from vpcviz.traffic.tracing.flow_ends import FlowEnds

_WIDEST = {4: 8, 6: 16}
"""Blocks that are wider are the internet itself, or near enough to it."""


def with_parts(ends: tuple[ComparedEnd, ...], old: Index, new: Index) -> tuple[ComparedEnd, ...]:
    """The ends, and after the internet each part of it that a rule of either network names, with the groups of these rules."""
    named = {text: [frozenset[str](), frozenset[str]()] for index in (old, new) for text, _ in _named(index)}
    for side, index in enumerate((old, new)):
        for text, group in _named(index):
            named[text][side] |= {group}
    places = FlowEnds(new)
    blocks = {text: block for text in sorted(named) if (block := parse_block(text)) is not None}
    parts = [end for text in blocks if (end := _end(text, blocks, named[text], places)) is not None]
    return (*ends[:1], *parts, *ends[1:])


def _named(index: Index) -> Iterator[tuple[str, str]]:
    """CIDRs that inbound rules name, by themselves or in a prefix list, each with the group."""
    for group in index.network.security_groups:
        for rule in group.ingress:
            listed = index.network.by_id.get(rule.peer)
            for text in getattr(listed, "entries", ()) or (rule.peer,):
                if "/" in text:
                    yield text, group.id


def _end(text: str, blocks: dict[str, Block], groups: list[frozenset[str]], places: FlowEnds) -> ComparedEnd | None:
    """The part as a source; None where it is the whole internet, or no part of it."""
    block = blocks[text]
    if block.length < _WIDEST[block.version]:
        return None
    host = address(ip_text(block.version, _host(block, list(blocks.values()))))
    try:
        if host is None or not places.source(host.text).internet:
            return None
    except UsageError:
        return None
    traits = Traits(host.text, f"{text} on the internet", "internet")
    return ComparedEnd("internet", traits, traits, among=groups[0] | groups[1])


def _host(block: Block, others: list[Block]) -> int:
    """An address of a block that no narrower one has, if there is such."""
    first, last = block.first, block.last
    narrower = (one for one in others if one.version == block.version and one.length > block.length)
    within = [(one.first, one.last) for one in narrower if first <= one.first <= last]
    plain = first + (1 if last > first + 1 else 0)
    for number in (plain, *(end + 1 for _, end in sorted(within))):
        if number <= last and not any(low <= number <= high for low, high in within):
            return number
    return plain
