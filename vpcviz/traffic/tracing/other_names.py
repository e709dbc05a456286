"""Whether another setting of names (a DNS attribute, private DNS, an association) gets a flow through that ends otherwise."""

from collections.abc import Callable

from msgspec import structs

from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.names.alternatives import alternatives
from vpcviz.traffic.packets.flows import Edit, Flow, Trace

_MOST = 8
"""How many settings are tried for a flow; each is a trace over a network of its own."""

_NO_SINGLE = "no single change helps: it takes"


def with_other_names(
    index: Index, answer: Trace, vpc_id: str, name: str, tried: Callable[[tuple[Edit, ...], Flow], Trace]
) -> Trace:
    """The trace of a flow to a name that does not get through, whose smallest change is the setting with which it does.

    `tried` traces the flow with changes made. Where none of the settings helps by itself and nothing else does either, one is
    named together with what it takes besides. What a change would do is tried, never guessed.
    """
    vpc = index.vpcs.get(vpc_id)
    found = alternatives(index, vpc, name)[:_MOST] if vpc is not None else []
    together: list[tuple[str, tuple[Edit, ...]]] = []
    for words, edits in found:
        after = tried(edits, answer.flow)
        if after.delivered:
            several = f"{_NO_SINGLE} several: " if "; then " in words else ""
            if not (several and answer.edits):
                return structs.replace(answer, change=f"{several}{words}", edits=edits)
        elif after.edits and after.verdict != "unknown" and after.address != answer.address:
            together.append((f"{words}; then {after.change}", (*edits, *after.edits)))
    if answer.edits:
        return answer
    for words, edits in together:
        if tried(edits, answer.flow).delivered:
            return structs.replace(answer, change=f"{_NO_SINGLE} several: {words}", edits=edits)
    return answer
