"""What traces say against findings about the internet."""

import re

from tests.findings.holding import Contradiction, Held, arrives, holds
from vpcviz.findings import Finding
from vpcviz.model import resources as r


@holds("internet-reaches-database", "internet-reaches-admin-port", "internet-reaches-other-port")
def _reached(held: Held, finding: Finding) -> Contradiction:
    text = finding.message.partition(":")[0]
    ports = [(word, int(port)) for word, port in re.findall(r"(tcp|udp) (\d+)", text)] or [("tcp", 40000)]
    subject = finding.subject
    owned = [one.id for one in held.network.interfaces_owned.get(subject, ())] or [subject]
    traces = [held.trace("internet", one, port, protocol=word) for one in (*owned, subject) for word, port in ports]
    if not any(arrives(trace) for trace in traces):
        yield "no trace from the internet arrives"
    if not finding.way or finding.way[0] != "internet":
        yield "the way does not begin at the internet"


@holds("database-group-open-to-world")
def _not_reached(held: Held, finding: Finding) -> Contradiction:
    database = held.network.get(finding.subject, r.Workload)
    if "does not reach" in finding.message and arrives(
        held.trace("internet", finding.subject, (database and database.port) or 1433)
    ):
        yield "the internet reaches it"


@holds("nat-gateway-without-way-out")
def _nat_without_way_out(held: Held, finding: Finding) -> Contradiction:
    nat = held.network.get(finding.subject, r.NatGateway)
    for subnet in held.subnets(nat.vpc if nat else ""):
        if arrives(held.trace(subnet.id, "internet"), finding.subject):
            yield f"{subnet.id} reaches the internet by it"


@holds("internet-facing-in-private-subnet")
def _internet_facing(held: Held, finding: Finding) -> Contradiction:
    shut = {subnet.id for subnet in held.of(finding, r.Subnet)}
    for interface in held.network.interfaces_owned.get(finding.subject, ()):
        if interface.subnet in shut and arrives(held.trace("internet", interface.id, 80)):
            yield f"{interface.id} is reached"


@holds("public-access-blocked")
def _cut_off(held: Held, finding: Finding) -> Contradiction:
    for resource in finding.resources[1:]:
        if arrives(held.trace("internet", resource)):
            yield f"the internet reaches {resource}"


@holds("subnet-name-contradicts-routes")
def _named_public(held: Held, finding: Finding) -> Contradiction:
    if "is called public" in finding.message:
        for interface in held.network.interfaces_of.get(finding.subject, ()):
            if interface.public_ip and arrives(held.trace("internet", interface.id)):
                yield f"the internet reaches {interface.id}"


@holds("network-acl-breaks-return-traffic")
def _answers_lost(held: Held, finding: Finding) -> Contradiction:
    """An ACL that lets TCP of a port in from everywhere, but no answers out: nothing of the internet gets an answer there."""
    found = re.search(r"allows TCP (\d+) \(0\.0\.0\.0/0\) in", finding.message)
    for subnet in held.of(finding, r.Subnet) if found else ():
        for interface in held.network.interfaces_of.get(subnet.id, ()):
            if arrives(held.trace("internet", interface.id, int(found[1] if found else 0))):
                yield f"{interface.id} answers"
