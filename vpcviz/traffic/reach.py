"""What a source reaches: endpoints, services, other VPCs, on-premises networks, the internet, and by which way."""

from collections.abc import Iterator

from msgspec import Struct

from vpcviz.errors import UsageError
from vpcviz.model import resources as r
from vpcviz.traffic.places import Place
from vpcviz.traffic.state import INTERNET
from vpcviz.traffic.tracing import Tracer
from vpcviz.traffic.values import Flow, Protocol, Trace

_WAY_KINDS = (
    "peering",
    "transit-gateway",
    "nat-gateway",
    "internet-gateway",
    "egress-only-gateway",
    "carrier-gateway",
    "vpn-gateway",
    "vpn-connection",
    "direct-connect-gateway",
    "gateway-endpoint",
    "interface-endpoint",
    "gateway-load-balancer-endpoint",
    "network-firewall",
    "load-balancer",
)
"""Kinds of hops that tell people how a target is reached."""


class Reached(Struct, frozen=True, kw_only=True):
    """One row: the target's `kind` and `id`, what people call it, and the trace to it."""

    kind: str
    id: str
    label: str
    trace: Trace

    @property
    def how(self) -> tuple[str, ...]:
        """The gateways and endpoints on the way, each once, in order."""
        return tuple(dict.fromkeys(hop.id for hop in self.trace.forward if hop.kind in _WAY_KINDS))


def reach(tracer: Tracer, source: str, protocol: Protocol = "tcp", port: int = 443) -> list[Reached]:
    """All that a source may reach, in the order endpoints, services, VPCs, on-premises networks, internet.

    From the internet it is whatever has a public address, in place of VPCs.

    Raises UsageError where the source means nothing.
    """
    place = tracer.places.source(source)
    network = tracer.network
    rows: list[Reached] = []
    for endpoint in () if place.internet else sorted(network.interface_endpoints, key=lambda one: one.id):
        rows += _row(tracer, place, source, endpoint, protocol, port)
    rows += to_all_services(tracer, source, protocol, port)
    if place.internet:
        for target in _public(tracer):
            rows += _row(tracer, place, source, target, protocol, port)
    for vpc in () if place.internet else sorted(network.vpcs, key=lambda one: one.id):
        if not vpc.foreign and not any(host.vpc == vpc.id for host in place.hosts):
            rows += _vpc_row(tracer, place, source, vpc, protocol, port)
    for premises in sorted(network.on_premises, key=lambda one: one.id):
        if premises is not place.premises:
            rows += _row(tracer, place, source, premises, protocol, port)
    if not place.internet:
        flow = Flow(source=source, target="internet", protocol=protocol, port=port)
        answer = tracer.between(flow, place, Place(internet=True, address=INTERNET))
        rows.append(Reached(kind="internet", id="internet", label="internet", trace=answer))
    return rows


def _public(tracer: Tracer) -> list[r.Resource]:
    """What has a public address, but NAT gateways: the owners of interfaces, or interfaces whose owner is not in the network."""
    network, found = tracer.network, {}
    for interface in network.network_interfaces:
        addressed = any(tracer.index.public_address(interface, private) for private in interface.private_ips)
        if addressed or interface.ipv6s:
            owner = network.by_id.get(network.owner_of.get(interface.id, ""), interface)
            if not isinstance(owner, r.NatGateway):
                found[owner.id] = owner
    return [found[one] for one in sorted(found)]


def to_all_services(tracer: Tracer, source: str, protocol: Protocol = "tcp", port: int = 443) -> list[Reached]:
    """The traces to every AWS service that the network mentions, by its public name, and to S3 and DynamoDB of the region."""
    from vpcviz.model.services import GATEWAY_SERVICES, service_label, service_name

    place = tracer.places.source(source)
    services = dict(tracer.network.all_services)
    for code in GATEWAY_SERVICES if place.region else ():
        name = service_name(code, place.region)
        services.setdefault(name, r.Service(id=name, name=service_label(name)))
    rows: list[Reached] = []
    for service in sorted(services.values(), key=lambda one: one.id):
        try:
            target = tracer.places.target(service.id, place)
        except UsageError:
            continue  # A service whose name has no form that tells its region: nothing can be asked for.
        flow = Flow(source=source, target=target.name or service.id, protocol=protocol, port=port)
        rows.append(
            Reached(kind="service", id=service.id, label=service_label(service.id), trace=tracer.between(flow, place, target))
        )
    return rows


def _row(tracer: Tracer, place: Place, source: str, target: r.Resource, protocol: Protocol, port: int) -> Iterator[Reached]:
    try:
        there = tracer.places.target(target.id, place)
    except UsageError:
        return  # Nothing of it has a known address: it is no target.
    flow = Flow(source=source, target=target.id, protocol=protocol, port=port)
    yield Reached(kind=target.kind, id=target.id, label=target.label, trace=tracer.between(flow, place, there))


def _vpc_row(tracer: Tracer, place: Place, source: str, vpc: r.Vpc, protocol: Protocol, port: int) -> Iterator[Reached]:
    """A VPC is reached where one of its subnets is; the groups of its interfaces are not considered."""
    best: Reached | None = None
    for subnet in tracer.network.subnets_of.get(vpc.id, ()):
        flow = Flow(source=source, target=subnet.id, protocol=protocol, port=port)
        answer = tracer.between(flow, place, tracer.places.target(subnet.id, place))
        row = Reached(kind="vpc", id=vpc.id, label=vpc.label, trace=answer)
        if answer.delivered:
            yield row
            return
        if best is None or (answer.verdict == "unknown" and best.trace.verdict != "unknown"):
            best = row
    if best is not None:
        yield best
