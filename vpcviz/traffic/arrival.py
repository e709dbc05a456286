"""What a receiver does with a packet: an endpoint gives it to its service, a load balancer to a target, anything else listens.

Sources: AWS PrivateLink Guide, "Access AWS services", "Share your services"; Elastic Load Balancing guides, "Listeners",
"Target groups", "Client IP preservation".
"""

from functools import partial

from vpcviz.model import resources as r
from vpcviz.model.services import service_label
from vpcviz.traffic.assumptions import is_unknown
from vpcviz.traffic.connection import Connection, Further, Sender, connect
from vpcviz.traffic.gaps import gap_text
from vpcviz.traffic.gateways import broken, policy_text
from vpcviz.traffic.index import Index
from vpcviz.traffic.passing import pass_groups
from vpcviz.traffic.state import STOPPED, Address, Arrived, End, Host, Packet, address, hop, stop
from vpcviz.traffic.values import Flow, Hop
from vpcviz.traffic.walk import Walk

_DEEPEST = 3


def onward(index: Index, flow: Flow, walk: Walk, arrived: Arrived, depth: int = 0) -> Further:
    """What becomes of a packet where it arrived. Raises End where the receiver does not take it."""
    network = index.network
    interface = arrived.host.interface if arrived.host is not None else None
    if interface is None or arrived.kind == "own-service":
        found = network.by_id.get(arrived.id)
        label = found.label if found is not None and found.label != found.id else service_label(arrived.id)
        return Further([], [], f"delivered to {'the internet' if arrived.kind == 'internet' else label}")
    owner = network.by_id.get(network.owner_of.get(interface.id, ""))
    if isinstance(owner, r.InterfaceEndpoint | r.LoadBalancer) and flow.protocol in ("icmp", "icmpv6"):
        return _ping(owner)
    if isinstance(owner, r.InterfaceEndpoint):
        return _endpoint(index, flow, owner, walk.packet.src, depth)
    if isinstance(owner, r.LoadBalancer):
        return _balance(index, flow, owner, walk, interface, depth)
    if isinstance(owner, r.Instance) and owner.state in STOPPED:
        raise broken(owner, owner.state)
    if isinstance(owner, r.Workload) and owner.port is not None and flow.protocol == "tcp" and owner.port != flow.port:
        raise _deaf(owner, flow, f"tcp {owner.port}")
    if isinstance(owner, r.ResolverEndpoint) and (flow.port != 53 or flow.protocol not in ("tcp", "udp")):
        raise _deaf(owner, flow, "udp and tcp 53")
    label = owner.label if owner is not None else interface.label
    return Further([], [], f"delivered to {label}")


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


def _endpoint(index: Index, flow: Flow, endpoint: r.InterfaceEndpoint, client: Address, depth: int) -> Further:
    state = endpoint.state.lower().replace("-", "").replace("_", "")
    if state not in ("", "available"):
        raise broken(endpoint, endpoint.state)
    into = hop(endpoint, "forward", f"PrivateLink to {endpoint.service}; {policy_text(endpoint.policy)}")
    back = hop(endpoint, "forward", "the service's answer comes back by the endpoint")
    provider = index.network.endpoint_service_by_name.get(endpoint.service)
    if ".vpce." not in endpoint.service and provider is None:
        region = f" in {endpoint.service_region}" if endpoint.service_region and endpoint.service_region != endpoint.region else ""
        service = Hop(endpoint.service, "service", "deliver", f"{service_label(endpoint.service)}{region} within AWS's network")
        return Further(
            [into, service], [back], f"delivered to {service_label(endpoint.service)} by interface endpoint {endpoint.label}"
        )
    if provider is None:
        service = Hop(endpoint.service, "endpoint-service", "deliver", "another account's endpoint service, not read")
        return Further([into, service], [back], f"delivered to {endpoint.service} by interface endpoint {endpoint.label}")
    at = hop(provider, "forward", f"{provider.label} of {provider.provider or provider.account or 'another account'}")
    for connection in provider.connections:
        if connection.endpoint == endpoint.id and connection.state.lower() not in ("", "available"):
            raise broken(endpoint, f"{connection.state} at {provider.label}")
    balancers = [one for one in (index.network.get(name, r.LoadBalancer) for name in provider.load_balancers) if one is not None]
    if not balancers:
        note = f"what is behind {provider.label} is not known"
        return Further([into, at], [back], f"delivered to {provider.label} by interface endpoint {endpoint.label}", notes=(note,))
    let_in = _past_groups(index, flow, balancers[0], client)
    inner = _balance(index, flow, balancers[0], None, None, depth)
    forward = [into, at, *let_in, *inner.forward]
    return inner._replace(forward=forward, back=[*inner.back, hop(provider, "forward", "the answer"), back])


def _past_groups(index: Index, flow: Flow, balancer: r.LoadBalancer, client: Address) -> list[Hop]:
    """Past the security groups of a Network Load Balancer, for which PrivateLink's packets come from the client's own IP.

    Source: Network Load Balancers, "Update the security groups for your Network Load Balancer".
    """
    homes = _homes(index, balancer, None)
    if not homes or homes[0].interface is None or not balancer.private_link_rules or client.version != homes[0].address.version:
        return []
    walk = Walk(index, Packet(client, homes[0].address, flow.protocol, (flow.port, flow.port)))
    pass_groups(walk, homes[0].interface, egress=False)
    if walk.blockers:
        end = walk.blockers[0]
        end.change += f", or do not enforce inbound rules of {balancer.id} on PrivateLink traffic"
        raise end
    return walk.hops


# --- load balancers -----------------------------------------------------------------------------------------------------


def _balance(
    index: Index, flow: Flow, balancer: r.LoadBalancer, walk: Walk | None, interface: r.NetworkInterface | None, depth: int
) -> Further:
    """On to one of the targets of the listener for the port."""
    listener = _listener(index, flow, balancer)
    if listener is None:
        hops = [hop(balancer, "deliver", "its listeners are not written")]
        return Further(
            hops, [], f"delivered to load balancer {balancer.label}", notes=(f"the listeners of {balancer.label} are not written",)
        )
    targets = _targets(index, flow, balancer, listener)
    if not targets:
        if not listener.target_groups and not balancer.targets and (index.spec or balancer.type == "application"):
            return _answers_itself(index, balancer, listener)
        text = f"listener {listener.protocol} {listener.port} of {balancer.label} has no target"
        raise stop(balancer, "ELBV2_LISTENER_HAS_NO_TG", text, change=f"register a target with {balancer.id}")
    if depth >= _DEEPEST:
        return Further([hop(balancer, "deliver", "load balancers one behind the other")], [], f"delivered to {balancer.label}")
    homes = _homes(index, balancer, interface)
    return _to_a_target(index, flow, balancer, listener, _in_zone(index, balancer, homes, targets), homes, walk, depth)


def _answers_itself(index: Index, balancer: r.LoadBalancer, listener: r.Listener) -> Further:
    """A listener without a target group: it redirects or answers itself (or, in a spec, what is behind it is not written).

    Source: Application Load Balancers, "Listeners", "Action types".
    """
    said = f"listener {listener.protocol} {listener.port}"
    note = f"{said} of {balancer.label} redirects or answers itself, unless its rules, which are not read, forward to targets"
    notes = () if index.spec else (note,)
    return Further([hop(balancer, "deliver", said)], [], f"delivered to {balancer.label}", notes=notes)


def _listener(index: Index, flow: Flow, balancer: r.LoadBalancer) -> r.Listener | None:
    if not balancer.listeners:
        if not index.spec:
            missing = gap_text(index, "load_balancers", "target_groups", of=balancer) or f"the listeners of {balancer.id}"
            raise stop(
                balancer,
                "NOT_READ",
                f"the listeners of {balancer.label} were not read",
                said="its listeners were not read",
                missing=missing,
                needs=f"{balancer.label} has a listener for {flow.protocol} {flow.port} whose target takes it",
            )
        return None
    for listener in balancer.listeners:
        kinds = (
            ("udp",)
            if listener.protocol.upper() == "UDP"
            else ("tcp", "udp")
            if listener.protocol.upper() == "TCP_UDP"
            else ("tcp",)
        )
        if listener.port == flow.port and flow.protocol in kinds:
            return listener
    code = "ELB_LISTENERS_MISMATCH" if balancer.type == "classic" else "ELBV2_LISTENERS_MISMATCH"
    known = ", ".join(f"{one.protocol} {one.port}" for one in balancer.listeners)
    text = f"{balancer.label} has no listener for {flow.protocol} {flow.port} (it has {known})"
    raise stop(balancer, code, text, change=f"add a listener for {flow.protocol} {flow.port} to {balancer.id}")


Goal = tuple[str, str, Address | None, int, bool]
"""(target, target group's id, address, port, whether the client's address is kept)."""


def _targets(index: Index, flow: Flow, balancer: r.LoadBalancer, listener: r.Listener) -> list[Goal]:
    found: list[Goal] = []
    for target in balancer.targets:
        found.append((target, "", _first_address(index, target), flow.port, False))
    for group_id in listener.target_groups:
        group = index.network.get(group_id, r.TargetGroup)
        if group is None:
            missing = gap_text(index, "target_groups", of=balancer) or f"target group {group_id}"
            raise stop(
                balancer,
                "NOT_READ",
                f"target group {group_id} was not read",
                said=f"{group_id} was not read",
                missing=missing,
                needs=f"target group {group_id} has a target that takes {flow.protocol} {flow.port}",
            )
        keeps = balancer.type == "network" and (group.target_type == "instance" or group.protocol.upper() in ("UDP", "TCP_UDP"))
        for target in group.targets:
            ip = address(target) or _first_address(index, target)
            found.append((target, group.id, ip, group.port or flow.port, keeps))
    return found


def _first_address(index: Index, target: str) -> Address | None:
    interfaces = index.network.interfaces_owned.get(target, ())
    texts = [ip for one in interfaces for ip in one.private_ips[:1]]
    return address(texts[0]) if texts else None


def _homes(index: Index, balancer: r.LoadBalancer, interface: r.NetworkInterface | None) -> list[Host]:
    """The load balancer's interfaces as senders, the one that took the packet first."""
    owned = sorted(index.network.interfaces_owned.get(balancer.id, ()), key=lambda one: (one is not interface, one.zone, one.id))
    homes = []
    for one in owned:
        subnet = index.subnets.get(one.subnet)
        ip = address(one.private_ips[0]) if one.private_ips else None
        if subnet is not None and ip is not None:
            homes.append(Host(ip, one.vpc or subnet.vpc, subnet, one))
    return homes


def _in_zone(index: Index, balancer: r.LoadBalancer, homes: list[Host], targets: list[Goal]) -> list[Goal]:
    """Targets of the load balancer node's own zone first; only those where cross-zone load balancing is off."""
    zone = homes[0].subnet.zone if homes else ""

    def here(goal: Goal) -> bool:
        ip = goal[2]
        return ip is not None and any(one.zone == zone for one in index.interfaces_by_ip.get((ip.version, ip.number), ()))

    near = [goal for goal in targets if here(goal)]
    if balancer.cross_zone is False and zone and not near:
        text = f"{balancer.label} has no target in {zone}, and cross-zone load balancing is off"
        raise stop(balancer, "ELBV2_NO_TARGETS_IN_AZ", text, change=f"turn cross-zone load balancing of {balancer.id} on")
    return near if balancer.cross_zone is False and zone else [*near, *(goal for goal in targets if not here(goal))]


def _is_lambda(index: Index, target: str, group_id: str) -> bool:
    """Whether a target is a Lambda function. Source: Application Load Balancers, "Lambda functions as targets"."""
    group, function = index.network.get(group_id, r.TargetGroup), index.network.get(target, r.Workload)
    return (group is not None and group.target_type == "lambda") or (function is not None and function.type == "lambda-function")


def _to_a_target(
    index: Index,
    flow: Flow,
    balancer: r.LoadBalancer,
    listener: r.Listener,
    targets: list[Goal],
    homes: list[Host],
    walk: Walk | None,
    depth: int,
) -> Further:
    """The first target that is reached; a target that is not fails its health checks and gets nothing."""
    problem: End | None = None
    maybe: Further | None = None
    for target, group, ip, port, keeps in targets:
        name = index.label(target)
        through = f" → target group {index.label(group)}" if group else ""
        said = f"listener {listener.protocol} {listener.port}{through} → {name}, one of {len(targets)}"
        if _is_lambda(index, target, group):
            called = hop(balancer, "balance", f"{said}, which it invokes by Lambda's API, past its interfaces and groups")
            last = hop(index.network.by_id.get(target, balancer), "deliver", f"to {name}")
            return Further([called, last], [], f"delivered to {name} behind {balancer.label}")
        if ip is None or not homes:
            if index.network.by_id.get(target) is None or not homes or not index.interfaces_by_ip:
                at = next((one for one in (target, group) if one in index.network.by_id), balancer.id)
                last = hop(index.network.by_id[at], "deliver", f"to {name}")
                return Further([hop(balancer, "balance", said), last], [], f"delivered to {name} behind {balancer.label}")
            continue
        result = Connection()
        inner = Flow(source=balancer.id, target=target, protocol=flow.protocol, port=port)
        keep = keeps and walk is not None and walk.packet.src.version == ip.version  # IPv6 clients reach IPv4 targets by NAT
        sender = Sender(host=homes[0], address=homes[0].address, client=walk.packet.src if keep and walk is not None else None)
        try:
            connect(index, sender, ip, inner, result, None, partial(onward, index, inner, depth=depth + 1))
        except End as end:
            problem = end if problem is None or (is_unknown(end) and not is_unknown(problem)) else problem
            continue
        kept = ", client IP kept" if keep else ""
        hops = [hop(balancer, "balance", said + kept), *result.forward]
        back = [*result.back, hop(balancer, "balance", "the answer goes back to the client")]
        found = Further(
            hops,
            back,
            f"{result.summary} behind {balancer.label}",
            result.public_way,
            tuple(result.notes),
            tuple(result.assumed),
        )
        if not found.assumed:
            return found
        maybe = maybe or found
    if maybe is not None:
        return maybe
    if problem is None:
        text = f"the addresses of the targets of {balancer.label} are not known"
        needs = f"a target of {balancer.label} has an interface that takes {flow.protocol} {flow.port}"
        raise stop(balancer, "NOT_READ", text, missing=f"the interfaces of the targets of {balancer.id}", needs=needs)
    raise problem
