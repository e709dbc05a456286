"""What a receiver does with a packet: an endpoint gives it to its service, a load balancer to a target, anything else listens.

Sources: AWS PrivateLink Guide, "Access AWS services", "Share your services"; Elastic Load Balancing guides, "Listeners",
"Target groups", "Client IP preservation".
"""

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import STOPPED, works
from vpcviz.model.services import service_label
from vpcviz.traffic.balancing.targets import idle_zones
from vpcviz.traffic.filters.passing import pass_groups
from vpcviz.traffic.hops.endpoints import check_type, policy_text
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Flow, Hop
from vpcviz.traffic.packets.state import Address, Arrived, End, Host, Packet, hop, stop
from vpcviz.traffic.tracing.connection import Further, Onward
from vpcviz.traffic.tracing.encryption import enforced
from vpcviz.traffic.tracing.load_balancers import Balancing, balance, homes_of
from vpcviz.traffic.tracing.resource_endpoints import into_lattice, through_service_network
from vpcviz.traffic.walking.ends import broken
from vpcviz.traffic.walking.walk import Walk


def onward(index: Index, flow: Flow, walk: Walk, arrived: Arrived, depth: int = 0) -> Further:
    """What becomes of a packet where it arrived. Raises End where the receiver does not take it."""
    network = index.network
    interface = arrived.host.interface if arrived.host is not None else None
    config = network.get(arrived.id, r.ResourceConfiguration)
    if config is not None and interface is None:
        return through_service_network(index, flow, config, _next(index, flow, depth))
    if interface is None or arrived.kind == "own-service":
        found = network.by_id.get(arrived.id)
        label = found.label if found is not None and found.label != found.id else service_label(arrived.id)
        return Further([], [], f"delivered to {'the internet' if arrived.kind == 'internet' else label}")
    owner = network.by_id.get(network.owner_of.get(interface.id, ""))
    if owner is None and interface.owner in network.firewall_endpoints:  # AWS's interfaces name the endpoint, not the firewall.
        owner, _ = network.firewall_endpoints[interface.owner]
    if isinstance(owner, r.InterfaceEndpoint | r.LoadBalancer) and flow.protocol in ("icmp", "icmpv6"):
        return _ping(owner)
    if isinstance(owner, r.InterfaceEndpoint):
        notes = enforced(index, flow, owner)
        passed = _endpoint(index, flow, owner, interface, walk.packet, depth)
        return passed._replace(notes=(*passed.notes, *notes))
    if isinstance(owner, r.LoadBalancer):
        homes = homes_of(index, owner, interface)
        return balance(Balancing(index, flow, owner, walk.packet.src, homes, _next(index, flow, depth), depth, interface.zone))
    if isinstance(owner, r.Instance) and owner.state in STOPPED:
        raise broken(owner, owner.state)
    walk.assume_newer(owner)
    if isinstance(owner, r.Workload) and owner.port is not None and flow.protocol == "tcp" and owner.port != flow.port:
        raise _deaf(owner, flow, f"tcp {owner.port}")
    if isinstance(owner, r.NetworkFirewall) and owner.placement == "proxy":
        return _proxy(owner, flow)
    if isinstance(owner, r.ResolverEndpoint) and (flow.port != 53 or flow.protocol not in ("tcp", "udp")):
        raise _deaf(owner, flow, "udp and tcp 53")
    label = owner.label if owner is not None else interface.label
    return Further([], [], f"delivered to {label}")


def _next(index: Index, flow: Flow, depth: int) -> Onward:
    """What the receiver behind a load balancer does, on its own port."""

    def follow(walk: Walk, arrived: Arrived) -> Further:
        inner = Flow(source=flow.source, target=flow.target, protocol=flow.protocol, port=walk.packet.ports[0])
        return onward(index, inner, walk, arrived, depth + 1)

    return follow


def _proxy(firewall: r.NetworkFirewall, flow: Flow) -> Further:
    """A proxy takes what is sent to its listeners, and sends by itself what it is asked for.

    Source: Network Firewall API Reference, ProxySettings; Firewall, TransparentFilteringNatScope (what is not sent to a listener).
    """
    ports = sorted({one.port for one in firewall.listeners})
    if ports and (flow.protocol != "tcp" or flow.port not in ports):
        raise _deaf(firewall, flow, f"tcp {', '.join(map(str, ports))}")
    note = f"what {firewall.label} is asked for, and lets out by its NAT gateways, is told by name in the request only"
    return Further([], [], f"delivered to proxy {firewall.label}", notes=(note,))


def _deaf(owner: r.Resource, flow: Flow, listens: str) -> End:
    text = f"{owner.label} listens on {listens}, not on {flow.protocol} {flow.port}"
    return stop(owner, "NOT_LISTENING", text, change=f"send to {listens}")


def _ping(owner: r.InterfaceEndpoint | r.LoadBalancer) -> Further:
    """Application and Classic Load Balancers answer a ping themselves; Network ones and endpoints take TCP and UDP only.

    Sources: Application Load Balancers, "Security groups for your Application Load Balancer"; AWS PrivateLink Guide,
    "Interface VPC endpoints"; Network Load Balancers, "Listeners".
    """
    if isinstance(owner, r.LoadBalancer) and owner.type in ("application", "classic"):
        answers = hop(owner, "deliver", "it answers pings itself, and gives none on to targets")
        return Further([answers], [], f"delivered to load balancer {owner.label} itself, not to its targets")
    text = f"{owner.label} takes TCP and UDP only, no ping"
    raise stop(owner, "PROTOCOL_RESTRICTION", text, change="ask for tcp and a port that it listens on")


# --- endpoints ----------------------------------------------------------------------------------------------------------


def _endpoint(
    index: Index, flow: Flow, endpoint: r.InterfaceEndpoint, interface: r.NetworkInterface, packet: Packet, depth: int
) -> Further:
    """What an endpoint gives a packet on to: a service of AWS's or of somebody's, or what is known to VPC Lattice."""
    _check_gives_on(endpoint)
    if endpoint.type != "Interface":
        return into_lattice(index, flow, endpoint, packet.dst.service, interface.zone, _next(index, flow, depth))
    into = hop(endpoint, "forward", f"PrivateLink to {endpoint.service}; {policy_text(endpoint.policy)}")
    back = hop(endpoint, "forward", "the service's answer comes back by the endpoint")
    provider = index.network.endpoint_service_by_name.get(endpoint.service)
    if provider is None:
        service, words = _far_service(endpoint)
        return Further([into, service], [back], f"delivered to {words} by interface endpoint {endpoint.label}")
    at = hop(provider, "forward", f"{provider.label} of {provider.provider or provider.account or 'another account'}")
    for connection in provider.connections:
        if connection.endpoint == endpoint.id and not works(connection.state):
            raise broken(endpoint, f"{connection.state} at {provider.label}")
    balancers = [one for one in (index.network.get(name, r.LoadBalancer) for name in provider.load_balancers) if one is not None]
    if not balancers:
        note = f"what is behind {provider.label} is not known"
        return Further([into, at], [back], f"delivered to {provider.label} by interface endpoint {endpoint.label}", notes=(note,))
    inner = _by_balancer(index, flow, (endpoint, interface, balancers[0]), packet, depth)
    return inner._replace(forward=[into, at, *inner.forward], back=[*inner.back, hop(provider, "forward", "the answer"), back])


def _check_gives_on(endpoint: r.InterfaceEndpoint) -> None:
    """Raise End where an endpoint gives nothing on, or it is not known whether it does."""
    if endpoint.state.lower() == "partial":
        text = f"{endpoint.label} is in state Partial, and AWS does not say what still works then"
        needs = f"{endpoint.label} still gives packets on in state Partial"
        raise stop(endpoint, "NOT_DOCUMENTED", text, missing="a word of AWS's documentation on it", needs=needs)
    if not works(endpoint.state):
        raise broken(endpoint, endpoint.state)
    check_type(endpoint)


def _far_service(endpoint: r.InterfaceEndpoint) -> tuple[Hop, str]:
    """What is behind an endpoint whose service is not in the network: AWS's own, or another account's; and its name."""
    name = endpoint.service
    if ".vpce." in name:
        return Hop(name, "endpoint-service", "deliver", "another account's endpoint service, not read"), name
    region = f" in {endpoint.service_region}" if endpoint.service_region and endpoint.service_region != endpoint.region else ""
    return Hop(name, "service", "deliver", f"{service_label(name)}{region} within AWS's network"), service_label(name)


def _by_balancer(
    index: Index,
    flow: Flow,
    ends: tuple[r.InterfaceEndpoint, r.NetworkInterface, r.LoadBalancer],
    packet: Packet,
    depth: int,
) -> Further:
    """What the load balancer behind an endpoint service gives a packet on to, that came by an interface of an endpoint."""
    endpoint, interface, balancer = ends
    homes = homes_of(index, balancer, None, interface.zone)
    let_in = _past_groups(index, flow, balancer, homes, packet.src)
    zone = interface.zone if endpoint.account == balancer.account else ""
    inner = balance(Balancing(index, flow, balancer, None, homes, _next(index, flow, depth), depth, zone))
    idle = idle_zones(index, balancer) if not zone else frozenset()
    if idle:
        called = ", ".join(sorted(idle))
        note = f"{balancer.label} has no target in {called}, and how the endpoint's account calls that zone is not known"
        inner = inner._replace(notes=(*inner.notes, note))
    return inner._replace(forward=[*let_in, *inner.forward])


def _past_groups(index: Index, flow: Flow, balancer: r.LoadBalancer, homes: list[Host], client: Address) -> list[Hop]:
    """Past the security groups of a Network Load Balancer, for which PrivateLink's packets come from the client's own IP.

    Source: Network Load Balancers, "Update the security groups for your Network Load Balancer".
    """
    if not homes or homes[0].interface is None or not balancer.private_link_rules or client.version != homes[0].address.version:
        return []
    walk = Walk(index, Packet(client, homes[0].address, flow.protocol, (flow.port, flow.port)))
    pass_groups(walk, homes[0].interface, egress=False)
    if walk.blockers:
        end = walk.blockers[0]
        end.change += f", or do not enforce inbound rules of {balancer.id} on PrivateLink traffic"
        raise end
    return walk.hops
