"""Holds findings about reachability against traces: what a finding says does not work, or goes astray, the trace must say too.

    python -m tests.findings.contradictions 2000

draws that many random networks and prints each contradiction; the suite does the same for 200.
"""

import re
from collections.abc import Callable, Iterator

from vpcviz.errors import UsageError
from vpcviz.findings import Finding, check
from vpcviz.findings.exposure import ADMIN_PORTS, DATABASE_PORTS
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.tracing.tracer import Tracer


class Held:
    """A network, its traces and its findings."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.tracer = Tracer(network)
        self.report = check(network)

    def trace(self, source: str, target: str, port: int = 443, *, ipv6: bool = False) -> Trace | None:
        try:
            return self.tracer.trace(Flow(source=source, target=target, port=port, ipv6=ipv6))
        except UsageError:
            return None

    def of(self, finding: Finding, kind: type) -> list:  # type: ignore[type-arg]
        found = [self.network.by_id.get(one) for one in finding.resources]
        return [one for one in found if isinstance(one, kind)]

    def subnets(self, vpc: str) -> tuple[r.Subnet, ...]:
        return self.network.subnets_of.get(vpc, ())

    def senders(self, vpc: str) -> Iterator[str]:
        """Any host of each subnet, and each instance, of a VPC."""
        yield from (subnet.id for subnet in self.subnets(vpc))
        yield from (instance.id for instance in self.network.instances if instance.vpc == vpc)


def passes(trace: Trace | None, resource: str) -> bool:
    return trace is not None and any(hop.id == resource for hop in trace.forward)


def arrives(trace: Trace | None, by: str = "") -> bool:
    """Whether a trace is delivered, by that resource if one is named."""
    return trace is not None and trace.delivered and (not by or passes(trace, by))


def fails(trace: Trace | None) -> bool:
    return trace is not None and not trace.delivered and trace.verdict != "unknown"


Contradiction = Iterator[str]


def _reached(held: Held, finding: Finding) -> Contradiction:
    text = finding.message.partition(":")[0]
    ports = [int(port) for port in re.findall(r"(?:tcp|udp) (\d+)", text)] or [40000]
    subject = finding.subject
    owned = [one.id for one in held.network.interfaces_owned.get(subject, ())] or [subject]
    traces = [held.trace("internet", one, port) for one in (*owned, subject) for port in ports]
    if not any(arrives(trace) for trace in traces):
        yield "no trace from the internet arrives"
    if not finding.way or finding.way[0] != "internet":
        yield "the way does not begin at the internet"


def _not_reached(held: Held, finding: Finding) -> Contradiction:
    database = held.network.get(finding.subject, r.Workload)
    if "does not reach" in finding.message and arrives(
        held.trace("internet", finding.subject, (database and database.port) or 1433)
    ):
        yield "the internet reaches it"


def _nat_without_way_out(held: Held, finding: Finding) -> Contradiction:
    nat = held.network.get(finding.subject, r.NatGateway)
    for subnet in held.subnets(nat.vpc if nat else ""):
        if arrives(held.trace(subnet.id, "internet"), finding.subject):
            yield f"{subnet.id} reaches the internet by it"


def _internet_facing(held: Held, finding: Finding) -> Contradiction:
    shut = {subnet.id for subnet in held.of(finding, r.Subnet)}
    for interface in held.network.interfaces_owned.get(finding.subject, ()):
        if interface.subnet in shut and arrives(held.trace("internet", interface.id, 80)):
            yield f"{interface.id} is reached"


def _endpoint_missing(held: Held, finding: Finding) -> Contradiction:
    codes = [code for code, word in (("s3", "Amazon S3"), ("dynamodb", "DynamoDB")) if word in finding.message]
    nats = {nat.id for nat in held.of(finding, r.NatGateway)}
    for subnet in held.of(finding, r.Subnet):
        traces = [held.trace(subnet.id, f"com.amazonaws.eu-west-1.{code}") for code in codes]
        if not any(trace is None or trace.verdict == "unknown" or any(arrives(trace, nat) for nat in nats) for trace in traces):
            yield f"nothing of {subnet.id} goes through NAT"


def _endpoint_bypassed(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.GatewayEndpoint)
    for subnet in held.of(finding, r.Subnet):
        if arrives(held.trace(subnet.id, endpoint.service if endpoint else ""), finding.subject):
            yield f"{subnet.id} uses it"


def _nat_other_zones(held: Held, finding: Finding) -> Contradiction:
    for subnet in held.of(finding, r.Subnet):
        trace = held.trace(subnet.id, "internet")
        if trace is not None and trace.delivered and not passes(trace, finding.subject):
            yield f"{subnet.id} reaches the internet another way"


def _named_public(held: Held, finding: Finding) -> Contradiction:
    if "is called public" in finding.message:
        for interface in held.network.interfaces_of.get(finding.subject, ()):
            if interface.public_ip and arrives(held.trace("internet", interface.id)):
                yield f"the internet reaches {interface.id}"


def _asymmetric(held: Held, finding: Finding) -> Contradiction:
    one, other = held.of(finding, r.Vpc)[:2]
    for there in held.subnets(one.id):
        for back in held.subnets(other.id):
            trace = held.trace(there.id, back.id)
            if trace is not None and (trace.verdict == "delivered" or ("no way back" in finding.message and trace.delivered)):
                yield f"{there.id} → {back.id} is {trace.verdict}"


def _zones(held: Held, finding: Finding) -> Contradiction:
    attachment = held.network.get(finding.subject, r.TransitGatewayAttachment)
    for subnet in held.of(finding, r.Subnet):
        for other in held.network.subnets:
            trace = held.trace(subnet.id, other.id)
            tables = {table.id for table in (held.network.route_table_of(subnet),) if table}
            first = [hop for hop in trace.forward if hop.action == "route"][:1] if trace is not None else []
            by = bool(first) and first[0].id in tables and f"→ {attachment.transit_gateway}" in first[0].because.split(" is ")[0]
            if arrives(trace) and by and "wins over" not in first[0].because:
                yield f"{subnet.id} → {other.id} goes over the transit gateway"


def _peering(held: Held, finding: Finding) -> Contradiction:
    peering = held.network.get(finding.subject, r.Peering)
    if peering is None or "come back another way" in finding.message:
        return
    for one, other in ((peering.requester, peering.accepter), (peering.accepter, peering.requester)):
        for there in held.subnets(one):
            for back in held.subnets(other):
                if arrives(held.trace(there.id, back.id), peering.id):
                    yield f"{there.id} → {back.id} is delivered over it"


def _admits_nobody(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.InterfaceEndpoint)
    for sender in held.senders(endpoint.vpc if endpoint else ""):
        if arrives(held.trace(sender, finding.subject)):
            yield f"{sender} is let in"


def _answers_lost(held: Held, finding: Finding) -> Contradiction:
    """An ACL that lets TCP of a port in from everywhere, but no answers out: nothing of the internet gets an answer there."""
    found = re.search(r"allows TCP (\d+) \(0\.0\.0\.0/0\) in", finding.message)
    for subnet in held.of(finding, r.Subnet) if found else ():
        for interface in held.network.interfaces_of.get(subnet.id, ()):
            if arrives(held.trace("internet", interface.id, int(found[1] if found else 0))):
                yield f"{interface.id} answers"


def _public_names(held: Held, finding: Finding) -> Contradiction:
    """What VPCs are said to resolve to public addresses: no trace finds a private one."""
    found = re.search(r"; (.+) gets? the public addresses of (\S+)\.$", finding.message)
    for vpc in held.of(finding, r.Vpc) if found else ():
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, found[2] if found else "")
            if trace is not None and any(text.startswith("10.") for text in trace.addresses):
                yield f"{subnet.id} gets {', '.join(trace.addresses)}"


def _zone_not_associated(held: Held, finding: Finding) -> Contradiction:
    zone = held.network.get(finding.subject, r.HostedZone)
    for vpc in held.of(finding, r.Vpc):
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, zone.name if zone else "")
            if trace is not None and any(text.startswith("10.") for text in trace.addresses):
                yield f"{subnet.id} gets {', '.join(trace.addresses)}"


def _cut_off(held: Held, finding: Finding) -> Contradiction:
    for resource in finding.resources[1:]:
        if arrives(held.trace("internet", resource)):
            yield f"the internet reaches {resource}"


def _out_of_use(held: Held, finding: Finding) -> Contradiction:
    """What is not active, not available or on no table carries nothing."""
    subject = held.network.by_id.get(finding.subject)
    service = getattr(subject, "service", "")
    for sender in held.network.subnets:
        for target in (service,) if service else (one.id for one in held.network.subnets):
            if arrives(held.trace(sender.id, target), finding.subject):
                yield f"{sender.id} → {target} is delivered by it"


def _blackhole(held: Held, finding: Finding) -> Contradiction:
    """No packet takes the route: nothing that a subnet of the table sends passes by the table and what the route led to."""
    gone = re.match(r"(\S+) leads to (\S+), which is gone", finding.message)
    for subnet in held.of(finding, r.Subnet) if gone else ():
        for target in ("internet", *(one.id for one in held.network.subnets)):
            trace = held.trace(subnet.id, target)
            routes = [hop.because for hop in trace.forward if hop.id == finding.subject] if trace is not None else []
            if arrives(trace) and gone and any(said.startswith(f"{gone[1]} → {gone[2]}") for said in routes[:1]):
                yield f"{subnet.id} → {target} takes it"


def _not_associated(held: Held, finding: Finding) -> Contradiction:
    attachment = held.network.get(finding.subject, r.TransitGatewayAttachment)
    for subnet in held.subnets(attachment.resource if attachment else ""):
        for other in held.network.subnets:
            trace = held.trace(subnet.id, other.id)
            first = next((hop.id for hop in trace.forward if hop.kind == "transit-gateway-attachment"), "") if trace else ""
            if arrives(trace) and first == finding.subject:
                yield f"{subnet.id} → {other.id} is routed by the transit gateway"


def _other_region(held: Held, finding: Finding) -> Contradiction:
    """It leaves: no gateway endpoint takes it, and some subnet's traffic gets there."""
    service, own = held.of(finding, r.Service)[0], [one.id for one in held.of(finding, r.GatewayEndpoint)]
    traces = [held.trace(sender, service.id) for sender in held.senders(finding.subject)]
    if any(arrives(trace, one) for trace in traces for one in own):
        yield "a gateway endpoint takes it"
    open_ones = [one for one in traces if one is not None and (one.delivered or one.verdict == "unknown")]
    names = [one for one in traces if one is not None and one.verdict == "name-not-resolved"]
    if not open_ones and len(names) < len(traces):
        yield "nothing of the VPC gets there"


def _not_answered(held: Held, finding: Finding) -> Contradiction:
    """A VPC without its DNS attributes gets no answer of a private zone, an endpoint's hidden one or another."""
    subject = held.network.by_id.get(finding.subject)
    name = subject.name if isinstance(subject, r.HostedZone) else getattr(subject, "service", "")
    for vpc in held.of(finding, r.Vpc):
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, name)
            if trace is not None and any(hop.id == finding.subject and hop.action == "answer" for hop in trace.dns):
                yield f"{subnet.id} gets its answer"


def _unused(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.InterfaceEndpoint)
    for instance in held.network.instances if endpoint is not None else ():
        if arrives(held.trace(instance.id, endpoint.service if endpoint else ""), finding.subject):
            yield f"{instance.id} uses it"


HELD: dict[str, Callable[[Held, Finding], Contradiction]] = {
    "internet-reaches-database": _reached,
    "internet-reaches-admin-port": _reached,
    "internet-reaches-other-port": _reached,
    "database-group-open-to-world": _not_reached,
    "nat-gateway-without-way-out": _nat_without_way_out,
    "internet-facing-in-private-subnet": _internet_facing,
    "gateway-endpoint-missing": _endpoint_missing,
    "gateway-endpoint-missing-route": _endpoint_bypassed,
    "nat-gateway-other-zones": _nat_other_zones,
    "subnet-name-contradicts-routes": _named_public,
    "transit-gateway-asymmetric": _asymmetric,
    "transit-gateway-attachment-zones": _zones,
    "peering-without-routes": _peering,
    "interface-endpoint-admits-nobody": _admits_nobody,
    "network-acl-breaks-return-traffic": _answers_lost,
    "public-access-blocked": _cut_off,
    "shared-endpoint-private-dns": _public_names,
    "shared-endpoint-zone-not-associated": _zone_not_associated,
    "peering-not-active": _out_of_use,
    "endpoint-not-available": _out_of_use,
    "gateway-endpoint-no-route-table": _out_of_use,
    "route-to-blackhole": _blackhole,
    "transit-gateway-attachment-not-associated": _not_associated,
    "cross-region-s3-over-internet": _other_region,
    "private-dns-without-vpc-dns": _not_answered,
    "hosted-zone-without-vpc-dns": _not_answered,
    "endpoint-unused": _unused,
}
"""The rules about reachability, each with what a trace would contradict."""


ABOUT_OTHER_THINGS = frozenset(
    """database-in-public-subnet default-group-lets-traffic-in direct-connect-one-connection
    duplicate-endpoint-in-peered-vpcs elastic-ip-unused encryption-enforced-without-exclusion encryption-not-enforced
    endpoint-in-many-vpcs endpoint-policy-full-access endpoint-service-open-to-everyone
    inspection-without-appliance-mode interface-endpoint-admits-everybody interface-endpoint-for-s3
    interface-endpoint-one-zone lambda-function-one-zone load-balancer-one-zone network-acl-open-admin-ports
    network-acl-unused network-interface-unused network-firewall-one-zone on-premises-cannot-resolve
    peering-overlapping-cidrs peering-route-wider-than-peer resolver-endpoint-one-zone route-table-unassociated
    security-group-unused source-destination-check-off subnet-running-out vpn-tunnel-down""".split()
)
"""The rules that say nothing which a trace could contradict: about cost, spare zones, names, what is configured or unused."""


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
