"""Holds findings about reachability against traces: what a finding says does not work, or goes astray, the trace must say too.

    python -m tests.findings.contradictions 2000

draws that many random networks and prints each contradiction; the suite does the same for 200.
"""

from collections.abc import Iterator
from importlib import import_module

from tests.findings import held as package
from tests.findings.holding import HELD, Held, arrives, fails, passes
from vpcviz.findings import check
from vpcviz.findings.openings import ADMIN_PORTS, DATABASE_PORTS
from vpcviz.model import Network
from vpcviz.modules import modules_in

for _name in modules_in(package.__path__):
    import_module(f"{package.__name__}.{_name}")


def missing(held: Held) -> Iterator[str]:
    """Ports of administration and databases that a trace from the internet reaches by a group, and no finding names."""
    named = {one.subject for one in held.report.findings if one.rule.startswith("internet-reaches-")}
    for interface in held.network.network_interfaces:
        owner = held.network.owner_of.get(interface.id, interface.id)
        if owner in named or not interface.public_ip or not interface.security_groups:
            continue
        for port in (*ADMIN_PORTS, *DATABASE_PORTS):
            if arrives(held.trace("internet", interface.id, port)):
                yield f"no finding, but the internet reaches {interface.id} on {port}"
    for nat in held.network.nat_gateways:
        if not any(one.subject == nat.id and one.rule == "nat-gateway-without-way-out" for one in held.report.findings):
            for subnet in held.subnets(nat.vpc):
                trace = held.trace(subnet.id, "internet")
                if fails(trace) and passes(trace, nat.id) and trace is not None and trace.verdict == "no-route" and not trace.back:
                    yield f"no finding, but {nat.id} has no way out: {trace.explanation}"


def contradictions(network: Network) -> list[str]:
    """What traces say against the findings of a network, and findings that are missing."""
    held = Held(network)
    found = [
        f"{finding.rule}: {finding.message} BUT {text}"
        for finding in held.report.findings
        if finding.rule in HELD
        for text in HELD[finding.rule](held, finding)
    ]
    return [*found, *missing(held)]


if __name__ == "__main__":
    import sys
    from collections import Counter

    from tests.routed import routed_network, troubled_network

    counts: Counter[str] = Counter()
    wrong = 0
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 2000):
        drawn = (routed_network, troubled_network)[seed % 2](seed // 2)
        counts.update({finding.rule for finding in check(drawn).findings} & set(HELD))
        for line in contradictions(drawn):
            wrong += 1
            print(f"seed {seed}: {line}")
    print(f"{wrong} contradictions; networks with a finding of each rule: {dict(sorted(counts.items()))}")
    sys.exit(1 if wrong else 0)
