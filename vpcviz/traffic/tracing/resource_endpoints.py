"""Endpoints of types Resource and ServiceNetwork, and service networks themselves: to a VPC Lattice resource configuration, by its
resource gateway to the resource.

Sources: VPC Lattice User Guide, "Resource gateways in VPC Lattice" (the resource sees an address of the gateway; its groups filter
what it sends), "Resource configurations for VPC resources" (ports, protocol, groups of configurations); PrivateLink Guide, "Access
VPC resources through AWS PrivateLink".
"""

from collections.abc import Iterator

from msgspec import structs

from vpcviz.model import resources as r
from vpcviz.model.domain_names import normal
from vpcviz.model.life_cycle import is_dead, works
from vpcviz.traffic.filters.passing import pass_groups
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.names.resolver import Resolver
from vpcviz.traffic.packets.flows import Flow, Hop
from vpcviz.traffic.packets.state import Address, End, Host, Packet, address, hop, stop
from vpcviz.traffic.tracing.connection import Connection, Further, Onward, Wanted, connect
from vpcviz.traffic.tracing.stand_ins import free_address
from vpcviz.traffic.tracing.way_back import Sender
from vpcviz.traffic.walking.assumptions import is_unknown
from vpcviz.traffic.walking.ends import broken
from vpcviz.traffic.walking.walk import Walk


def into_lattice(index: Index, flow: Flow, endpoint: r.InterfaceEndpoint, member: str, zone: str, onward: Onward) -> Further:
    """What an endpoint of type Resource or ServiceNetwork does with a packet: `member` is what of a service network was asked for
    by its name. Raises End where it does not get through."""
    into = hop(endpoint, "forward", f"PrivateLink to {endpoint.service}")
    back = hop(endpoint, "forward", "the resource's answer comes back by the endpoint")
    target = _member(index, endpoint, member) if endpoint.type == "ServiceNetwork" else endpoint.service.rpartition("/")[2]
    service = index.network.get(target, r.LatticeService)
    if service is not None:
        note = f"what is behind {service.label} and its auth policy were not read"
        gives = hop(service, "deliver", "VPC Lattice gives the request on to a target of the service")
        return Further([into, gives], [back], f"delivered to {service.label} by endpoint {endpoint.label}", notes=(note,))
    config = index.network.get(target, r.ResourceConfiguration)
    if config is None:
        resource = Hop(target, "resource-configuration", "deliver", "another account's resource configuration, not read")
        return Further([into, resource], [back], f"delivered to {target} by endpoint {endpoint.label}")
    config = _for_port(index, flow, config)
    passed = _by_gateway(index, flow, config, zone, onward)
    at = hop(config, "forward", f"resource configuration {config.label}")
    return passed._replace(forward=[into, at, *passed.forward], back=[*passed.back, back])


def through_service_network(index: Index, flow: Flow, config: r.ResourceConfiguration, onward: Onward) -> Further:
    """What a service network does with a packet of an associated VPC to a resource in it: the same, without an endpoint."""
    config = _for_port(index, flow, config)
    passed = _by_gateway(index, flow, config, "", onward)
    at = hop(config, "forward", f"resource configuration {config.label}")
    return passed._replace(forward=[at, *passed.forward])


def _member(index: Index, endpoint: r.InterfaceEndpoint, member: str) -> str:
    """What of a service network a packet is for: what was asked for by its name, or all that the endpoint leads to. Raises End."""
    found = [one for one in endpoint.associations if one.resource == member] or list(endpoint.associations)
    if len({one.resource for one in found}) == 1:
        _check_accessible(index, endpoint, found[0])
        return found[0].resource
    network = index.network.get(endpoint.service.rpartition("/")[2], r.ServiceNetwork)
    label = network.label if network is not None else endpoint.service
    raise stop(
        endpoint,
        "UNKNOWN_DESTINATION",
        f"{endpoint.label} leads to service network {label}: which of its members has the address is told by name only",
        said=f"which service or resource of {label} it is for is told by name only",
        missing=f"the associations of {endpoint.id} with what is in {label}",
        needs=f"what is behind the address in {label} takes the packet",
    )


def _check_accessible(index: Index, endpoint: r.InterfaceEndpoint, told: r.EndpointAssociation) -> None:
    """Raises End where an endpoint does not lead to a resource, or AWS says so in a word that is not described.

    Source: EC2 API Reference, VpcEndpointAssociation: accessible where the resource is available, otherwise inaccessible.
    """
    state, label = told.state.lower(), index.label(told.resource)
    if works(state):
        return
    if state == "inaccessible" or is_dead(state):
        raise broken(endpoint, f"{told.state} for {label}")
    raise not_documented(endpoint, f"accessibility {told.state}", f"{endpoint.label} for {label}")


def _for_port(index: Index, flow: Flow, config: r.ResourceConfiguration) -> r.ResourceConfiguration:
    """The configuration that takes a flow's port: itself, or the one of its group. Raises End where there is none."""
    group = [one for one in index.network.resource_configurations if one.group == config.id] if config.type == "GROUP" else [config]
    fitting = [one for one in group if _takes(one, flow)]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1 or not group:
        text = f"which resource of group {config.label} the packet is for is told by name only"
        raise stop(config, "UNKNOWN_DESTINATION", text, missing=f"which resource of {config.id}", needs=f"{config.label} takes it")
    ports = ", ".join(sorted({port for one in group for port in one.ports}))
    listens = f"tcp {ports}".strip()
    text = f"{config.label} takes {listens}, not {flow.protocol} {flow.port}"
    raise stop(config, "NOT_LISTENING", text, change=f"send to {listens}, or add the port to {config.id}")


def _takes(config: r.ResourceConfiguration, flow: Flow) -> bool:
    """Whether a configuration takes a flow's protocol and port; what is not told of it is taken to fit."""
    protocols = ("tcp", "udp") if config.protocol.upper() == "TCP_UDP" else ("tcp",)
    ranges = [(int(low), int(high or low)) for low, _, high in (port.partition("-") for port in config.ports) if low.isdigit()]
    return flow.protocol in protocols and (not ranges or any(low <= flow.port <= high for low, high in ranges))


def _by_gateway(index: Index, flow: Flow, config: r.ResourceConfiguration, zone: str, onward: Onward) -> Further:
    """From a resource gateway's subnet to the resource, which sees an address of the gateway."""
    gateway = index.network.get(config.gateway, r.ResourceGateway)
    subnets = [one for one in (index.subnets.get(name) for name in gateway.subnets) if one is not None] if gateway else []
    if gateway is None or not subnets:
        missing = gap_text(index, "resource_gateways", of=config) or f"the resource gateway of {config.id}"
        text = f"the resource gateway of {config.label} was not read"
        raise stop(config, "NOT_READ", text, missing=missing, needs=f"the resource gateway reaches the resource of {config.label}")
    target = next(iter(_targets(index, config)), None)
    asked: list[Hop] = []
    if target is None and config.dns_name:
        target, asked = _resolved(index, gateway, subnets[0], config)
    if target is None:
        what = config.dns_name or config.arn or ", ".join(config.cidrs) or f"the resource of {config.id}"
        text = f"where {what} is, which {config.label} stands for, is not known"
        raise stop(config, "ADDRESS_NOT_KNOWN", text, missing=f"the address of {what}", needs=f"{what} takes the packet")
    subnet = min(subnets, key=lambda one: (one.zone != zone, one.zone, one.id))
    cidr = subnet.cidr if target.version == 4 else next(iter(subnet.ipv6_cidrs), "")
    own = free_address(index, subnet, cidr) or Address(target.version, -1, f"an address of {gateway.label}")
    sent = _out_of_gateway(index, flow, gateway, own, target)
    result = Connection()
    inner = Flow(source=gateway.id, target=config.id, protocol=flow.protocol, port=flow.port)
    home = Host(own, subnet.vpc, subnet, None, gateway.security_groups)
    connect(Wanted(index, Sender(host=home, address=own), target, inner, onward=onward), result)
    said = f"it sends from an address of its own in {subnet.label}"
    return Further(
        [hop(gateway, "forward", said), *asked, *sent, *result.forward],
        [*result.back, hop(gateway, "forward", "the answer goes back to the endpoint")],
        f"{result.summary} by resource gateway {gateway.label}",
        result.public_way,
        tuple(result.notes),
        tuple(result.assumed),
    )


def _out_of_gateway(index: Index, flow: Flow, gateway: r.ResourceGateway, own: Address, target: Address) -> list[Hop]:
    """Out through the gateway's security groups. Raises End where they deny it."""
    stand_in = r.NetworkInterface(id=gateway.id, vpc=gateway.vpc, security_groups=gateway.security_groups, account=gateway.account)
    walk = Walk(index, Packet(own, target, flow.protocol, (flow.port, flow.port)))
    pass_groups(walk, stand_in, egress=True)
    if walk.blockers:
        raise walk.blockers[0]
    return [structs.replace(one, at=gateway.id) for one in walk.hops]


def _resolved(
    index: Index, gateway: r.ResourceGateway, subnet: r.Subnet, config: r.ResourceConfiguration
) -> tuple[Address | None, list[Hop]]:
    """The address that a domain name has for a resource gateway, and who says so: its VPC's DNS servers, by default public DNS.

    Source: VPC Lattice API Reference, CreateResourceGateway, resourceConfigDnsResolution; DnsResource, ipAddressType (addresses of
    that family). Raises End where nobody has the name.
    """
    name, family = config.dns_name, {"IPV4": 4, "IPV6": 6}.get(config.address_type, 0)
    resolver = Resolver(index, lambda asker, server: None)
    vpc = index.vpcs.get(subnet.vpc)
    if gateway.dns_resolution == "IN_VPC" and vpc is not None:
        answer = resolver.in_vpc(vpc, name, gateway)
    elif gateway.dns_resolution in ("", "PUBLIC"):
        try:
            answer = resolver.public_answer(normal(name))
        except End as end:
            if not is_unknown(end):
                raise
            return None, []
    else:
        return None, []
    known = [one for one in answer.addresses if one.known and family in (0, one.version)]
    return (known[0], resolver.hops) if known else (None, [])


def _targets(index: Index, config: r.ResourceConfiguration) -> Iterator[Address]:
    """The addresses of the resource, as far as they are known."""
    own = address(config.ip) if config.ip else None
    if own is not None:
        yield own
    network = index.network
    owners = [one for one in (network.by_id.get(config.arn),) if one is not None]
    name = normal(config.dns_name)
    owners += [one for one in network.load_balancers if name and normal(one.dns_name) == name]
    owners += [one for one in network.workloads if name and normal(one.dns_name) == name]
    for owner in owners:
        for interface in network.interfaces_owned.get(owner.id, ()):
            yield from (ip for ip in map(address, interface.private_ips[:1]) if ip is not None)
