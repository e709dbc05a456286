"""What traces say against findings about what joins VPCs, and about routes to what does not work."""

import re

from tests.findings.holding import Contradiction, Held, arrives, holds
from vpcviz.findings import Finding
from vpcviz.model import resources as r


@holds("transit-gateway-asymmetric")
def _asymmetric(held: Held, finding: Finding) -> Contradiction:
    one, other = held.of(finding, r.Vpc)[:2]
    for there in held.subnets(one.id):
        for back in held.subnets(other.id):
            trace = held.trace(there.id, back.id)
            if trace is not None and (trace.verdict == "delivered" or ("no way back" in finding.message and trace.delivered)):
                yield f"{there.id} → {back.id} is {trace.verdict}"


@holds("transit-gateway-attachment-zones")
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


@holds("peering-without-routes")
def _peering(held: Held, finding: Finding) -> Contradiction:
    peering = held.network.get(finding.subject, r.Peering)
    if peering is None or "come back another way" in finding.message:
        return
    for one, other in ((peering.requester, peering.accepter), (peering.accepter, peering.requester)):
        for there in held.subnets(one):
            for back in held.subnets(other):
                if arrives(held.trace(there.id, back.id), peering.id):
                    yield f"{there.id} → {back.id} is delivered over it"


@holds("peering-not-active", "endpoint-not-available", "gateway-endpoint-no-route-table")
def _out_of_use(held: Held, finding: Finding) -> Contradiction:
    """What is not active, not available or on no table carries nothing."""
    subject = held.network.by_id.get(finding.subject)
    service = getattr(subject, "service", "")
    for sender in held.network.subnets:
        for target in (service,) if service else (one.id for one in held.network.subnets):
            if arrives(held.trace(sender.id, target), finding.subject):
                yield f"{sender.id} → {target} is delivered by it"


@holds("route-to-blackhole")
def _blackhole(held: Held, finding: Finding) -> Contradiction:
    """No packet takes the route: nothing that a subnet of the table sends passes by the table and what the route led to."""
    gone = re.match(r"(\S+) leads to (\S+), which is gone", finding.message)
    for subnet in held.of(finding, r.Subnet) if gone else ():
        for target in ("internet", *(one.id for one in held.network.subnets)):
            trace = held.trace(subnet.id, target)
            routes = [hop.because for hop in trace.forward if hop.id == finding.subject] if trace is not None else []
            if arrives(trace) and gone and any(said.startswith(f"{gone[1]} → {gone[2]}") for said in routes[:1]):
                yield f"{subnet.id} → {target} takes it"


@holds("transit-gateway-attachment-not-associated")
def _not_associated(held: Held, finding: Finding) -> Contradiction:
    attachment = held.network.get(finding.subject, r.TransitGatewayAttachment)
    for subnet in held.subnets(attachment.resource if attachment else ""):
        for other in held.network.subnets:
            trace = held.trace(subnet.id, other.id)
            first = next((hop.id for hop in trace.forward if hop.kind == "transit-gateway-attachment"), "") if trace else ""
            if arrives(trace) and first == finding.subject:
                yield f"{subnet.id} → {other.id} is routed by the transit gateway"
