"""What the answer to a flow rests on that its sources do not hold, and that is taken for granted."""

from collections.abc import Iterable, Mapping

from msgspec import structs

from vpcviz.traffic.packets.flows import Trace

TAKEN = "taken for granted: "
"""How notes begin that tell of it."""


def taken_for_granted(trace: Trace, granted: Mapping[str, str]) -> tuple[str, ...]:
    """What is taken for granted of the things on a way, in words, each once; `granted` tells it by their ids."""
    found = (granted.get(hop.id, "") for hop in (*trace.dns, *trace.forward, *trace.back)) if granted else ()
    return tuple(dict.fromkeys(words for words in found if words))


def noted(trace: Trace, granted: Mapping[str, str]) -> Trace:
    """The trace with a note on each thing that is taken for granted on its way."""
    words = taken_for_granted(trace, granted)
    return structs.replace(trace, notes=(*trace.notes, *(f"{TAKEN}{one}" for one in words))) if words else trace


def granted_in(traces: Iterable[Trace]) -> tuple[str, ...]:
    """The notes of traces on what is taken for granted, each once."""
    return tuple(dict.fromkeys(note for trace in traces for note in trace.notes if note.startswith(TAKEN)))
