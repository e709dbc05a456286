"""Which way traffic goes: names resolve, routes decide, filters let through. A Network in, a Trace out."""

from vpcviz.traffic.packets.flows import VERDICTS, Action, Flow, Hop, Protocol, Trace, Verdict

__all__ = ["VERDICTS", "Action", "Flow", "Hop", "Protocol", "Trace", "Verdict"]
