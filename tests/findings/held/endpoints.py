"""What traces say against findings about endpoints, services and names."""

import re

from tests.findings.holding import Contradiction, Held, arrives, holds, passes
from vpcviz.findings import Finding
from vpcviz.model import resources as r


@holds("gateway-endpoint-missing")
def _endpoint_missing(held: Held, finding: Finding) -> Contradiction:
    codes = [code for code, word in (("s3", "Amazon S3"), ("dynamodb", "DynamoDB")) if word in finding.message]
    nats = {nat.id for nat in held.of(finding, r.NatGateway)}
    for subnet in held.of(finding, r.Subnet):
        traces = [held.trace(subnet.id, f"com.amazonaws.eu-west-1.{code}") for code in codes]
        if not any(trace is None or trace.verdict == "unknown" or any(arrives(trace, nat) for nat in nats) for trace in traces):
            yield f"nothing of {subnet.id} goes through NAT"


@holds("gateway-endpoint-missing-route")
def _endpoint_bypassed(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.GatewayEndpoint)
    for subnet in held.of(finding, r.Subnet):
        if arrives(held.trace(subnet.id, endpoint.service if endpoint else ""), finding.subject):
            yield f"{subnet.id} uses it"


@holds("nat-gateway-other-zones")
def _nat_other_zones(held: Held, finding: Finding) -> Contradiction:
    for subnet in held.of(finding, r.Subnet):
        trace = held.trace(subnet.id, "internet")
        if trace is not None and trace.delivered and not passes(trace, finding.subject):
            yield f"{subnet.id} reaches the internet another way"


@holds("interface-endpoint-admits-nobody")
def _admits_nobody(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.InterfaceEndpoint)
    for sender in held.senders(endpoint.vpc if endpoint else ""):
        if arrives(held.trace(sender, finding.subject)):
            yield f"{sender} is let in"


@holds("shared-endpoint-private-dns")
def _public_names(held: Held, finding: Finding) -> Contradiction:
    """What VPCs are said to resolve to public addresses: no trace finds a private one."""
    found = re.search(r"; (.+) gets? the public addresses of (\S+)\.$", finding.message)
    for vpc in held.of(finding, r.Vpc) if found else ():
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, found[2] if found else "")
            if trace is not None and any(text.startswith("10.") for text in trace.addresses):
                yield f"{subnet.id} gets {', '.join(trace.addresses)}"


@holds("shared-endpoint-zone-not-associated")
def _zone_not_associated(held: Held, finding: Finding) -> Contradiction:
    zone = held.network.get(finding.subject, r.HostedZone)
    for vpc in held.of(finding, r.Vpc):
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, zone.name if zone else "")
            if trace is not None and any(text.startswith("10.") for text in trace.addresses):
                yield f"{subnet.id} gets {', '.join(trace.addresses)}"


@holds("cross-region-s3-over-internet")
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


@holds("private-dns-without-vpc-dns", "hosted-zone-without-vpc-dns")
def _not_answered(held: Held, finding: Finding) -> Contradiction:
    """A VPC without its DNS attributes gets no answer of a private zone, an endpoint's hidden one or another."""
    subject = held.network.by_id.get(finding.subject)
    name = subject.name if isinstance(subject, r.HostedZone) else getattr(subject, "service", "")
    for vpc in held.of(finding, r.Vpc):
        for subnet in held.subnets(vpc.id):
            trace = held.trace(subnet.id, name)
            if trace is not None and any(hop.id == finding.subject and hop.action == "answer" for hop in trace.dns):
                yield f"{subnet.id} gets its answer"


@holds("endpoint-unused")
def _unused(held: Held, finding: Finding) -> Contradiction:
    endpoint = held.network.get(finding.subject, r.InterfaceEndpoint)
    for instance in held.network.instances if endpoint is not None else ():
        if arrives(held.trace(instance.id, endpoint.service if endpoint else ""), finding.subject):
            yield f"{instance.id} uses it"
