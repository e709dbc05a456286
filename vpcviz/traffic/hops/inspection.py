"""Through appliances: Gateway Load Balancer endpoints, Network Firewall, interfaces and instances that route.

Sources: VPC User Guide, "Middlebox routing"; AWS PrivateLink Guide, "Gateway Load Balancer endpoints".
"""

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.traffic.balancing.targets import Goal, by_reach, goals, no_target_here, unread_crossing, usable
from vpcviz.traffic.filters.passing import pass_acl, pass_groups
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import PRIVATE, LeaveSubnet, Local, Move, Target, address, is_public, stop, within_any
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.ends import broken, unread
from vpcviz.traffic.walking.walk import Walk


@routed_to(r.GatewayLoadBalancerEndpoint)
def inspection_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """Through a Gateway Load Balancer endpoint to its appliances and back, then on by the endpoint's own subnet's table."""
    assert isinstance(endpoint, r.GatewayLoadBalancerEndpoint)
    if not works(endpoint.state):
        raise broken(endpoint, endpoint.state)
    if endpoint.id in walk.index.network.firewall_endpoints:
        return firewall_endpoint(walk, move)
    subnet = walk.index.subnets.get(next(iter(endpoint.subnets), ""))
    if subnet is None:
        raise unread(endpoint.id, endpoint.kind, gap_text(walk.index, "subnets", of=endpoint) or f"the subnet of {endpoint.id}")
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    walk.add(endpoint, "inspect", "to the appliances behind the Gateway Load Balancer, and back")
    walk.passed(endpoint.id)
    _appliances(walk, endpoint, subnet.zone)
    walk.note(f"what the appliances behind {endpoint.label} let through is not part of the network's configuration")
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "an appliance")
    return LeaveSubnet(subnet, endpoint.id)


def _appliances(walk: Walk, endpoint: r.GatewayLoadBalancerEndpoint, zone: str) -> None:
    network = walk.index.network
    service = network.endpoint_service_by_name.get(endpoint.service)
    if service is None or service.foreign:
        return
    for balancer_id in service.load_balancers:
        balancer = network.get(balancer_id, r.LoadBalancer)
        if balancer is None:
            continue
        read = [group for one in balancer.listeners for group in one.target_groups if network.get(group, r.TargetGroup) is not None]
        targets = goals(walk.index, balancer, read, 6081)
        if balancer.listeners and not targets:
            text = f"Gateway Load Balancer {balancer.label} has no targets"
            raise stop(balancer, "ELBV2_LISTENER_HAS_NO_TG", text, change=f"register appliances with {balancer.id}")
        if targets and endpoint.account == balancer.account:  # Another account calls its zones otherwise.
            targets = _in_reach(walk, balancer, usable(walk.index, balancer, targets, "the listener")[0], zone)
        names = ", ".join(walk.index.label(goal.target.id) for goal in targets[:4])
        because = f"one of its targets inspects the packet: {names}" if names else "its targets inspect the packet"
        walk.add(balancer, "inspect", because, _only(walk, balancer, targets))


def _only(walk: Walk, balancer: r.LoadBalancer, targets: list[Goal]) -> str:
    """The interface of the appliance that inspects, where there is but one that can; else ""."""
    known = targets[0].address if len(targets) == 1 else None
    found = walk.index.interface_with(balancer.vpc, known) if known is not None else None
    return found.id if found is not None else ""


def _in_reach(walk: Walk, balancer: r.LoadBalancer, targets: list[Goal], zone: str) -> list[Goal]:
    """The appliances that the node of the endpoint's zone sends to. Raises End where there is none.

    Source: Gateway Load Balancers, "Cross-zone load balancing" (off by default).
    """
    sure, doubtful = by_reach(walk.index, balancer, targets, zone)
    if not sure and not doubtful:
        raise no_target_here(balancer, targets, zone)
    if not sure:
        walk.assume(unread_crossing(balancer, doubtful[0], zone))
    return sure or doubtful


def firewall_endpoint(walk: Walk, move: Target) -> Move:
    """Through an AWS Network Firewall endpoint, then on by the firewall subnet's table."""
    firewall, subnet_id = walk.index.network.firewall_endpoints[move.target]
    return _through_firewall(walk, move, firewall, subnet_id)


@routed_to(r.NetworkFirewall, prefix="vpce")
def network_firewall(walk: Walk, move: Target, firewall: r.Resource) -> Move:
    """A route to a firewall by its own id: its endpoint in the zone, or its first one."""
    assert isinstance(firewall, r.NetworkFirewall)
    here = walk.index.subnets.get(move.subnet)
    ids = [*firewall.endpoints, *firewall.subnets]
    same = [one for one in ids if here is not None and one in walk.index.subnets and walk.index.subnets[one].zone == here.zone]
    return _through_firewall(walk, move, firewall, next(iter([*same, *ids]), ""))


def _through_firewall(walk: Walk, move: Target, firewall: r.NetworkFirewall, subnet_id: str) -> Move:
    subnet = walk.index.subnets.get(subnet_id)
    if subnet is None:
        raise unread(firewall.id, firewall.kind, f"the subnet of {firewall.id}")
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    own = walk.index.network.interfaces_owned.get(firewall.id, ())
    at = next((one.id for one in own if one.subnet == subnet.id), subnet.id)
    walk.add(firewall, "inspect", f"the firewall's endpoint in {subnet.label}", at)
    walk.passed(f"{firewall.id} {subnet.id}")
    walk.note(f"the rules of Network Firewall {firewall.label} are not evaluated")
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a firewall")
    if firewall.placement == "proxy" and not walk.packet.reply:
        return _out_of_proxy(walk, firewall, subnet)
    return LeaveSubnet(subnet, f"{firewall.id} {subnet.id}")


def _out_of_proxy(walk: Walk, firewall: r.NetworkFirewall, subnet: r.Subnet) -> Move:
    """What is not sent to a proxy's listener leaves by the NAT gateway of the zone, or comes back to the endpoint.

    Source: Network Firewall API Reference, Firewall, TransparentFilteringNatScope; SyncState, NatGatewayAttachments.
    """
    if firewall.nat_scope == "NAT_NONE":
        return LeaveSubnet(subnet, f"{firewall.id} {subnet.id}")
    if not firewall.nat_scope:
        raise unread(
            firewall.id, firewall.kind, f"the NAT scope of {firewall.id}", f"where {firewall.label} sends what it inspected"
        )
    nats = [walk.index.network.get(one, r.NatGateway) for one in firewall.nat_gateways]
    here = [nat for nat in nats if nat is not None and _zone_of(walk, nat.subnet) in (subnet.zone, "")]
    if not here:
        raise unread(firewall.id, firewall.kind, f"the NAT gateway of {firewall.id} in {subnet.zone}", "its NAT gateway")
    walk.add(firewall, "forward", f"out through its NAT gateway {here[0].label} (NAT_ALL)")
    return Target(here[0].id, subnet.vpc, subnet.id)


def _zone_of(walk: Walk, subnet: str) -> str:
    found = walk.index.subnets.get(subnet)
    return found.zone if found is not None else ""


def on_transit_gateway(walk: Walk, firewall: r.NetworkFirewall) -> None:
    """Through a firewall that is attached to a transit gateway: what it lets through is routed by its attachment's table.

    Source: Network Firewall Developer Guide, "Transit gateway-attached firewalls".
    """
    where = f" in {', '.join(firewall.zones)}" if firewall.zones else ""
    walk.add(firewall, "inspect", f"the firewall attached to the transit gateway{where}")
    walk.passed(firewall.id)
    walk.note(f"the rules of Network Firewall {firewall.label} are not evaluated")
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a firewall")


@routed_to(r.NetworkInterface, prefix="eni")
@routed_to(r.Instance)
def middlebox(walk: Walk, move: Target, target: r.Resource) -> Move:
    """Through an instance or interface that routes: its source/destination check must be off.

    Source: VPC User Guide, "Middlebox appliances" and "NAT instances".
    """
    index, packet = walk.index, walk.packet
    interface = (
        target if isinstance(target, r.NetworkInterface) else next(iter(index.network.interfaces_owned.get(target.id, ())), None)
    )
    if interface is None:
        raise unread(target.id, target.kind, gap_text(index, "network_interfaces", of=target) or f"the interface of {target.id}")
    subnet = index.subnets.get(interface.subnet)
    if subnet is None:
        raise unread(interface.subnet or interface.id, "subnet")
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    if packet.dst.text in (*interface.private_ips, *interface.ipv6s):
        return Local(subnet.vpc, subnet.id)
    pass_groups(walk, interface, egress=False)
    if interface.source_dest_check:
        raise stop(
            interface,
            "ENI_SOURCE_DEST_CHECK_RESTRICTION",
            f"{interface.label} has its source/destination check on, so that it takes only what is its own",
            said="its source/destination check is on",
            change=f"turn the source/destination check of {interface.id} off",
            edits=(put(interface, "source_dest_check", False),),
        )
    _check_own(walk, interface)
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a middlebox")
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    walk.add(
        owner if isinstance(owner, r.Instance) else interface, "inspect", "source/destination check off: it routes the packet on"
    )
    walk.passed(interface.id)
    walk.note(f"what {interface.label} lets through is not part of the network's configuration")
    _nat_instance(walk, interface, subnet)
    pass_groups(walk, interface, egress=True)
    return LeaveSubnet(subnet, interface.id)


def _check_own(walk: Walk, interface: r.NetworkInterface) -> None:
    """Raises End where an interface would get back by routes what it sends to a private address: whoever writes such routes means
    an address that the host has itself or reaches by a tunnel (an overlay IP, what a Route Server's peer advertises).

    Source: SAP on AWS guides, "Overlay IP"; VPC User Guide, "Dynamic routing in your VPC using VPC Route Server".
    """
    packet = walk.packet
    last = walk.devices[-1] if walk.devices else interface.id if packet.src.text in interface.private_ips else ""
    if last != interface.id or packet.reply or is_public(packet.dst):
        return
    label, text = interface.label, packet.dst.text
    raise unread(
        interface.id,
        interface.kind,
        f"whether {label} has {text} itself, or a tunnel to it",
        f"what {label} does with {text}, which its own route table leads back to it",
        f"{label} has {text} itself, or a tunnel to it",
    )


def _nat_instance(walk: Walk, interface: r.NetworkInterface, subnet: r.Subnet) -> None:
    """A middlebox with a public IP that sends to the internet does so as a NAT instance: nothing else gets answers."""
    packet, index = walk.packet, walk.index
    own = address(interface.private_ips[0]) if interface.private_ips else None
    outward = not packet.dst.known or (
        packet.dst.version == 4 and not any(within_any(packet.dst, ranges) for ranges in index.blocks_of.values())
    )
    if (
        own is None
        or packet.reply
        or not outward
        or within_any(packet.dst, PRIVATE)
        or not (interface.public_ip or subnet.map_public_ip)
    ):
        return
    walk.translations[interface.id] = (packet.src, own)
    walk.add(interface, "translate", f"as a NAT instance it makes source {packet.src.text} its own {own.text}")
    packet.src = own
