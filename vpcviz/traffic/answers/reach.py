"""What a source reaches: endpoints, services, other VPCs, on-premises networks, the internet, and by which way."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from vpcviz.errors import UsageError
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, blocks_of
from vpcviz.model.attachment_types import attachment_type
from vpcviz.traffic.lookups.gaps import gap_text, gap_words, gaps_of, may_have_public_ip
from vpcviz.traffic.packets.flows import Flow, Protocol, Trace
from vpcviz.traffic.packets.state import INTERNET, Address
from vpcviz.traffic.routing.premises_links import customer_side, interface_ranges, vpn_ranges
from vpcviz.traffic.tracing.flow_ends import FlowEnd
from vpcviz.traffic.tracing.stand_ins import host_of
from vpcviz.traffic.tracing.tracer import Tracer

_WAY_KINDS = frozenset({r.LoadBalancer.KIND, *(kind.KIND for kind in CLASSES.values() if kind.GATEWAY == "named")})
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
    """All that a source may reach, in the order endpoints, services, VPCs, networks behind gateways, internet.

    From the internet it is whatever has, or may have, a public address, in place of VPCs. What exists and was not read is a row
    too, `unknown` where that decides.

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
    for vpc in () if place.internet else _vpcs(network):
        if not any(host.vpc == vpc.id for host in place.hosts):
            rows += _vpc_row(tracer, place, source, vpc, protocol, port)
    for premises in sorted(network.on_premises, key=lambda one: one.id):
        if premises is not place.premises:
            rows += _row(tracer, place, source, premises, protocol, port)
    if not place.internet:
        for beyond in _beyond(tracer):
            rows.append(_beyond_row(tracer, place, source, beyond, protocol, port))
        flow = Flow(source=source, target="internet", protocol=protocol, port=port)
        answer = tracer.between(flow, place, FlowEnd(internet=True, address=INTERNET))
        rows.append(Reached(kind="internet", id="internet", label="internet", trace=answer))
    return rows


def gaps_in(tracer: Tracer) -> tuple[str, ...]:
    """What a scan could not read, in words, of the things that rows are made of: rows may be missing for it."""
    found: dict[str, None] = {}
    for key in _ROWS_OF:
        found |= {gap_words(gap, key): None for gap in gaps_of(tracer.index, key)}
    return tuple(found)


_ROWS_OF = tuple(
    name
    for name, record in CLASSES.items()
    if record is r.Vpc or record.FLOW_END or record.GATEWAY or record.ROUTE_TARGET or record.ATTACHED_AS
)
"""The document keys of the things that are rows, or that lead to rows."""


def _public(tracer: Tracer) -> list[r.Resource]:
    """What has a public address, but NAT gateways: the owners of interfaces, or interfaces whose owner is not in the network; what
    faces the internet though no interface of it was read, and anything that owns some where they were not."""
    network, index, found = tracer.network, tracer.index, {}
    for interface in network.network_interfaces:
        outer = (index.public_address(interface, one) or index.carrier_address(interface, one) for one in interface.private_ips)
        addressed = any(outer) or may_have_public_ip(index, interface) is not None
        if addressed or interface.ipv6s:
            owner = network.by_id.get(network.owner_of.get(interface.id, ""), interface)
            if not isinstance(owner, r.NatGateway):
                found[owner.id] = owner
    for balancer in network.load_balancers:
        if balancer.scheme == "internet-facing" and not network.interfaces_owned.get(balancer.id):
            found[balancer.id] = balancer
    for one in (*network.instances, *network.workloads, *network.load_balancers):
        inner = isinstance(one, r.LoadBalancer) and one.scheme == "internal"
        if not inner and not network.interfaces_owned.get(one.id) and gap_text(index, "network_interfaces", of=one):
            found[one.id] = one
    return [found[one] for one in sorted(found)]


def _vpcs(network: Network) -> list[r.Vpc]:
    """All VPCs, those too that only a peering connection or an attachment tells of."""
    found = {vpc.id: vpc for vpc in network.vpcs}
    for peering in network.peerings:
        for side, account, cidrs in (
            (peering.requester, peering.requester_account, peering.requester_cidrs),
            (peering.accepter, peering.accepter_account, peering.accepter_cidrs),
        ):
            known = found.get(side)
            if side and (known is None or (known.foreign and not known.cidrs)):
                found[side] = r.Vpc(id=side, account=account, cidrs=cidrs, foreign=True)
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and attachment.resource:
            found.setdefault(attachment.resource, r.Vpc(id=attachment.resource, account=attachment.resource_account, foreign=True))
    return [found[one] for one in sorted(found)]


class _Beyond(NamedTuple):
    """What is behind a gateway and not in the network: the gateway, and an address there, None where none is known."""

    gateway: r.Resource
    address: Address | None
    missing: str


def _beyond(tracer: Tracer) -> Iterator[_Beyond]:
    """The networks behind VPN connections, virtual interfaces and gateways that are not in the network."""
    network, index = tracer.network, tracer.index
    for connection in sorted(network.vpn_connections, key=lambda one: one.id):
        if customer_side(index, connection) is None and len(network.on_premises) != 1:
            yield _Beyond(connection, _first(vpn_ranges(index, connection)), f"the network behind {connection.id}")
    for line in sorted(network.virtual_interfaces, key=lambda one: one.id):
        if line.type != "public" and network.get(line.on_premises, r.OnPremises) is None and len(network.on_premises) != 1:
            yield _Beyond(line, _first(interface_ranges(index, line)), f"the network behind {line.id}")
    for attachment in sorted(network.transit_gateway_attachments, key=lambda one: one.id):
        if attachment.type == "vpc" or attachment_type(attachment.type).premises:
            continue
        far = network.by_id.get(attachment.resource)
        if far is None or far.foreign:
            yield _Beyond(attachment, None, f"what {attachment.type} attachment {attachment.id} leads to")
    yield from _behind_routes(tracer)


_LEADING_ON = {name: kind.LEADS_ON_BY for name, kind in CLASSES.items() if kind.LEADS_ON_BY is not None}
"""Document keys of gateways that routes lead to networks by, and those of what leads on from them."""


def _behind_routes(tracer: Tracer) -> Iterator[_Beyond]:
    """Gateways that only routes tell of, or from which what leads on was not read: each with an address that is routed to it."""
    network, index = tracer.network, tracer.index
    found: dict[str, list[Address]] = {}
    for table in network.route_tables:
        for route in table.routes:
            address = _first(blocks_of(route.destination))
            if address is None or index.vpc_with(address) is None:
                found.setdefault(route.target, []).extend([address] if address is not None else [])
    for target in sorted(found):
        key = next((one for one in _LEADING_ON if target.startswith(f"{CLASSES[one].ID_PREFIX}-")), "")
        known = network.by_id.get(target)
        gap = gap_text(index, *((key,) if known is None else _LEADING_ON[key]), of=known) if key else ""
        if gap:
            yield _Beyond(known or CLASSES[key](id=target), next(iter(found[target]), None), gap)


def _first(ranges: tuple[Block, ...] | None) -> Address | None:
    """An address of the first range that is not everything."""
    return next((host_of(block) for block in ranges or () if block.length), None)


def _beyond_row(tracer: Tracer, place: FlowEnd, source: str, beyond: _Beyond, protocol: Protocol, port: int) -> Reached:
    gateway = beyond.gateway
    target = beyond.address.text if beyond.address is not None else gateway.id
    flow = Flow(source=source, target=target, protocol=protocol, port=port)
    if beyond.address is not None:
        answer = tracer.between(flow, place, FlowEnd(address=beyond.address))
    else:
        answer = tracer.not_known(flow, gateway, beyond.missing)
    return Reached(kind=gateway.kind, id=gateway.id, label=gateway.label, trace=answer)


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


def _row(tracer: Tracer, place: FlowEnd, source: str, target: r.Resource, protocol: Protocol, port: int) -> Iterator[Reached]:
    try:
        there = tracer.places.target(target.id, place)
    except UsageError:
        return  # Nothing of it has a known address: it is no target.
    flow = Flow(source=source, target=target.id, protocol=protocol, port=port)
    yield Reached(kind=target.kind, id=target.id, label=target.label, trace=tracer.between(flow, place, there))


def _vpc_row(tracer: Tracer, place: FlowEnd, source: str, vpc: r.Vpc, protocol: Protocol, port: int) -> Iterator[Reached]:
    """A VPC is reached where one of its subnets is; the groups of its interfaces are not considered.

    One whose subnets were not read stands for any address of its ranges.
    """
    best: Reached | None = None
    subnets = tracer.network.subnets_of.get(vpc.id, ())
    for subnet in subnets:
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
    elif vpc.foreign or gap_text(tracer.index, "subnets", of=vpc):
        address = _first(blocks_of(*vpc.cidrs))
        flow = Flow(source=source, target=address.text if address is not None else vpc.id, protocol=protocol, port=port)
        owner = f"VPC {vpc.id}{' of account ' + vpc.account if vpc.account else ''}"
        answer = (
            tracer.between(flow, place, FlowEnd(address=address)) if address is not None else tracer.not_known(flow, vpc, owner)
        )
        yield Reached(kind="vpc", id=vpc.id, label=vpc.label, trace=answer)
