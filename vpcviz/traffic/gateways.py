"""What the targets of VPC routes do with a packet: internet, NAT and egress-only gateways, peering, endpoints, appliances.

Sources: VPC User Guide, "Internet gateways", "NAT gateways", "Egress-only internet gateways", "Middlebox routing"; VPC Peering
Guide, "Unsupported VPC peering configurations"; AWS PrivateLink Guide, "Gateway endpoints", "Gateway Load Balancer endpoints".
"""

from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block
from vpcviz.model.services import service_label
from vpcviz.traffic.index import blocks, gap_text
from vpcviz.traffic.state import (
    PRIVATE,
    SHARED,
    WORKING,
    Address,
    Arrived,
    End,
    GatewayIn,
    Internet,
    LeaveSubnet,
    Local,
    Move,
    Premises,
    Target,
    address,
    hop,
    is_public,
    within_any,
)
from vpcviz.traffic.values import Hop
from vpcviz.traffic.walk import Walk, own_block, pass_acl, pass_groups

_NAT64 = parse_block("64:ff9b::/96")


def broken(resource: r.Resource, state: str, code: str = "BAD_STATE") -> End:
    """The end of a packet at something that does not work."""
    text = f"{resource.label} is {state}"
    return End(code, text, hop=hop(resource, "drop", f"its state is {state}"), change=f"bring {resource.id} into a working state")


def unread(target: str, kind: str, missing: str = "", what: str = "") -> End:
    """The end of what is known: the way leads to something that was not read, `what` of the thing `target`."""
    return End(
        "UNKNOWN_DESTINATION",
        f"the way leads to {what or target}, which was not read",
        hop=Hop(target, kind, "unknown", f"{what or 'it'} was not read"),
        missing=missing or target,
    )


# --- to and from the internet -------------------------------------------------------------------------------------------


def internet_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """Out to the internet: needs a public IPv4 address paired with the private one, or an IPv6 address of the VPC."""
    packet, index = walk.packet, walk.index
    attached = getattr(gateway, "vpc", "")
    if attached and attached != move.vpc:
        raise End(
            "BAD_STATE_ATTACHMENT",
            f"{gateway.label} is attached to {attached}, not to {move.vpc}",
            hop=hop(gateway, "drop", f"it is attached to {attached}"),
            change=f"attach {gateway.id} to {move.vpc}",
        )
    if within_any(packet.dst, PRIVATE) or within_any(packet.dst, SHARED):
        kind = "RFC1918" if within_any(packet.dst, PRIVATE) else "RFC6598"
        raise End(
            f"IGW_DESTINATION_ADDRESS_NOT_IN_{kind}_EGRESS",
            f"{packet.dst.text} is a private address: it does not exist on the internet",
            hop=hop(gateway, "drop", f"{packet.dst.text} is a private address"),
            change=f"add a route for {packet.dst.text} that leads to its network",
        )
    vpc = index.vpcs.get(move.vpc)
    region = gateway.region or (vpc.region if vpc else "")
    walk.passed(gateway.id)
    if packet.src.version == 6:
        if not own_block(index, move.vpc, packet.src):
            raise _no_public(gateway, packet.src)
        walk.add(gateway, "forward", f"{packet.src.text} is an address of the internet itself")
        return Internet(region)
    public = _public_address(walk, move.vpc, packet.src)
    if public is None:
        raise _no_public(gateway, packet.src)
    walk.translations.setdefault(gateway.id, (packet.src, public))
    walk.add(gateway, "translate", f"source {packet.src.text} becomes its public IP {public.text}")
    packet.src = public
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "an internet gateway")
    return Internet(region)


def _no_public(gateway: r.Resource, source: Address) -> End:
    return End(
        "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
        f"{source.text} has no public IP, and {gateway.label} lets out nothing else",
        hop=hop(gateway, "drop", f"{source.text} is paired with no public IP"),
        change=f"give {source.text} an Elastic IP, or route through a NAT gateway",
    )


def _public_address(walk: Walk, vpc: str, source: Address) -> Address | None:
    """The public address that goes with a private one of the VPC, None where it has none."""
    index = walk.index
    nat = index.nat_at.get((vpc, source.text))
    if nat is not None:
        if nat.connectivity == "private":
            return None
        return address(nat.public_ip) or Address(4, -1, f"the Elastic IP of {nat.label}")
    interface = index.interface_with(vpc, source)
    if interface is None:
        subnet = index.subnet_at(vpc, source)
        return Address(4, -1, f"a public IP of {subnet.label}") if subnet is not None and subnet.map_public_ip else None
    text = interface.public_ips.get(source.text) or (interface.public_ip if interface.private_ips[:1] == (source.text,) else "")
    if text:
        return address(text)
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    if isinstance(owner, r.LoadBalancer) and owner.scheme == "internet-facing":
        return Address(4, -1, f"the public IP of {owner.label}")
    subnet = index.subnets.get(interface.subnet)
    if index.spec and subnet is not None and subnet.map_public_ip and isinstance(owner, r.Instance):
        return Address(4, -1, f"the public IP that {subnet.label} gives {owner.label}")
    return None


def egress_only_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """IPv6 out to the internet, and answers in."""
    packet = walk.packet
    if packet.src.version != 6 or (packet.reply and gateway.id not in walk.translations):
        text = "it lets nothing in, so it knows no such connection" if packet.reply else "it takes IPv6 only"
        raise End(
            "EIGW_ACCEPTS_ONLY_EGRESS",
            f"{gateway.label}: {text}",
            hop=hop(gateway, "drop", text),
            change="route to an internet gateway",
        )
    walk.translations.setdefault(gateway.id, (packet.src, packet.src))
    walk.passed(gateway.id)
    walk.add(gateway, "forward", "IPv6 out to the internet; only answers come in")
    vpc = walk.index.vpcs.get(move.vpc)
    return Internet(gateway.region or (vpc.region if vpc else ""))


def on_internet(walk: Walk, move: Internet) -> Move:
    """The packet is on the internet: to an interface of this network by its public address, a service, on-premises, or anywhere."""
    packet, index = walk.packet, walk.index
    if packet.reply:
        back = _known_translation(walk)
        if back is not None:
            return back
    if packet.dst.service:
        return _to_service(walk, move)
    if not is_public(packet.dst):
        text = f"{packet.dst.text} is a private address: it does not exist on the internet"
        raise End(
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            text,
            hop=Hop("internet", "internet", "drop", text),
            change="send to a public IP, or over VPN, Direct Connect or peering",
        )
    if packet.dst.text in {ip for where, ip in index.nat_at if where == "public"}:
        nat = index.nat_at["public", packet.dst.text]
        raise End(
            "NGW_ACCEPTS_ONLY_EGRESS",
            f"NAT gateway {nat.label} accepts no connection from outside",
            hop=hop(nat, "drop", "a NAT gateway accepts no connection from outside"),
            change="send to a load balancer or to an interface with a public IP",
        )
    found = index.public.get(packet.dst.number) if packet.dst.version == 4 else None
    if found is not None:
        interface, private = found
        return _into_vpc(walk, interface.vpc, address(private) or packet.dst, move)
    if packet.dst.version == 6:
        for interface in index.interfaces_by_ip.get((6, packet.dst.number), ()):
            return _into_vpc(walk, interface.vpc, packet.dst, move)
    premises = index.premises_table.longest(packet.dst.version, packet.dst.number) if packet.dst.known else None
    _off(walk, move, "an address on the internet")
    if premises is not None:
        return Premises(premises.id)
    walk.add_at("internet", "internet", "deliver", f"{packet.dst.text}: the internet gives it on")
    return Arrived("internet", "internet")


def _off(walk: Walk, move: Internet, what: str) -> None:
    walk.public_way = walk.public_way or f"the way to {what} leaves AWS's network"


def _to_service(walk: Walk, move: Internet) -> Move:
    """To a public endpoint of an AWS service.

    AWS documents that this stays on its network in the region (PrivateLink Guide, "Gateway endpoints", "Access through an
    internet gateway"); to another region's service it counts as leaving, as it is in no prefix list here.
    """
    service = walk.packet.dst.service
    region = service.split(".")[2] if service.count(".") >= 3 else ""
    if move.region and region and move.region != region:
        walk.public_way = f"{service_label(service)} in {region} is reached by its public address from {move.region}"
        because = f"public address of {region}, from {move.region}: in no prefix list there, so the traffic leaves AWS's network"
    elif not move.region:
        walk.public_way = f"{service_label(service)} is reached over the internet"
        because = "public address of the service, over the internet"
    else:
        because = f"public address of the service in {region}, within AWS's network (PrivateLink Guide, Gateway endpoints)"
    walk.add_at(service, "service", "deliver", because)
    return Arrived("service", service, region=move.region)


def _known_translation(walk: Walk) -> Move | None:
    """An answer to a public address that an internet gateway, or on-premises' own internet access, gave the packet."""
    for gateway_id, (before, after) in walk.translations.items():
        gateway = walk.index.network.by_id.get(gateway_id)
        if walk.packet.dst == after and isinstance(gateway, r.OnPremises):
            walk.packet.dst = before
            return Premises(gateway.id)
        if walk.packet.dst == after and isinstance(gateway, r.InternetGateway | r.CarrierGateway | r.EgressOnlyInternetGateway):
            walk.passed(gateway.id)
            if before == after:
                walk.add(gateway, "forward", "the answer of a connection that went out here")
            else:
                walk.add(gateway, "translate", f"destination {after.text} becomes {before.text}")
            walk.packet.dst = before
            return GatewayIn(gateway.id, gateway.vpc)
    return None


def _into_vpc(walk: Walk, vpc_id: str, private: Address, move: Internet) -> Move:
    """In by the internet gateway of a VPC. Source: VPC User Guide, "Internet gateways", "Gateway route tables"."""
    gateway = walk.index.internet_gateway_of.get(vpc_id)
    vpc = walk.index.vpcs.get(vpc_id)
    if gateway is None:
        gap = gap_text(walk.index, "internet_gateways", of=vpc)
        if gap:
            raise unread(vpc_id, "vpc", gap, f"the internet gateway of {vpc_id}")
        text = f"{vpc.label if vpc else vpc_id} has no internet gateway"
        raise End(
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            text,
            hop=Hop(vpc_id, "vpc", "drop", text),
            change=f"attach an internet gateway to {vpc_id}",
        )
    there = vpc.region if vpc else ""
    if not move.region or (there and there != move.region):
        _off(walk, move, f"{walk.packet.dst.text} by its public address")
    walk.passed(gateway.id)
    if walk.packet.dst != private:
        walk.translations.setdefault(gateway.id, (walk.packet.dst, private))
        walk.add(gateway, "translate", f"destination {walk.packet.dst.text} becomes {private.text}")
    else:
        walk.add(gateway, "forward", "in by the internet gateway")
    walk.packet.dst = private
    return GatewayIn(gateway.id, vpc_id)


# --- NAT ----------------------------------------------------------------------------------------------------------------


def nat_gateway(walk: Walk, move: Target, nat: r.Resource) -> Move:
    """Source address translation, then on by the route table of the NAT gateway's own subnet."""
    assert isinstance(nat, r.NatGateway)
    packet, index = walk.packet, walk.index
    if nat.state not in WORKING:
        raise broken(nat, nat.state)
    if packet.reply:
        raise End(
            "NGW_ACCEPTS_ONLY_EGRESS",
            f"the answer is routed to NAT gateway {nat.label}, which knows no such connection",
            hop=hop(nat, "drop", "it knows no such connection"),
            change="route the answer the way that the packet came",
        )
    if packet.src.version == 6 and not (_NAT64 and within_any(packet.dst, (_NAT64,))):
        raise End(
            "PROTOCOL_RESTRICTION",
            f"NAT gateway {nat.label} takes no IPv6",
            hop=hop(nat, "drop", "it takes no IPv6"),
            change="route ::/0 to an egress-only internet gateway",
        )
    subnet = index.subnets.get(nat.subnet)
    if subnet is None:
        raise unread(nat.subnet or nat.id, "subnet", gap_text(index, "subnets", of=nat))
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    own = address(index.nat_address(nat)) or Address(4, -1, f"the private IP of {nat.label}")
    walk.add(nat, "translate", f"source {packet.src.text} becomes {own.text}")
    walk.passed(nat.id)
    walk.translations[nat.id] = (packet.src, own)
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a NAT gateway")
    packet.src = own
    return LeaveSubnet(subnet, nat.id)


# --- peering ------------------------------------------------------------------------------------------------------------


def peering(walk: Walk, move: Target, connection: r.Resource) -> Move:
    """Into the other VPC, if both addresses are of the two VPCs: no transit, no edge to edge."""
    assert isinstance(connection, r.Peering)
    packet, index = walk.packet, walk.index
    if connection.status not in WORKING:
        raise broken(connection, connection.status)
    sides = (connection.requester, connection.accepter)
    if move.vpc not in sides:
        text = f"{connection.label} does not join {move.vpc}"
        raise End(
            "BAD_STATE_ATTACHMENT", text, hop=hop(connection, "drop", text), change=f"route to a peering connection of {move.vpc}"
        )
    other = sides[1] if move.vpc == sides[0] else sides[0]
    told = connection.accepter_cidrs if other == connection.accepter else connection.requester_cidrs
    ranges = index.blocks_of.get(other, ()) or blocks(told)
    account = connection.accepter_account if other == connection.accepter else connection.requester_account
    for end, owner, known in ((packet.src, move.vpc, index.blocks_of.get(move.vpc, ())), (packet.dst, other, ranges)):
        if not known:
            raise unread(other, "vpc", f"VPC {other}{' of account ' + account if account else ''}")
        if not within_any(end, known):
            label = _label(walk, owner)
            what = "sends" if owner == move.vpc else "takes"
            raise End(
                "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
                f"{connection.label} {what} only addresses of {label}, and {end.text} is none: peering is not transitive and has no edge to edge",
                hop=hop(
                    connection, "drop", f"{end.text} is no address of {label}: peering is not transitive and has no edge to edge"
                ),
                change=f"reach {packet.dst.text} by a peering connection or transit gateway of its own",
            )
    walk.passed(connection.id)
    walk.add(connection, "forward", f"peering into {_label(walk, other)}")
    here, there = index.vpcs.get(move.vpc), index.vpcs.get(other)
    if here is not None and there is not None and here.region != there.region:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "peering between regions")
    return Local(other)


def _label(walk: Walk, resource_id: str) -> str:
    found = walk.index.network.by_id.get(resource_id)
    return found.label if found is not None else resource_id


# --- endpoints and appliances -------------------------------------------------------------------------------------------


def gateway_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """To S3 or DynamoDB, for packets of the endpoint's own VPC."""
    assert isinstance(endpoint, r.GatewayEndpoint)
    packet = walk.packet
    if endpoint.state.lower() not in WORKING:
        raise broken(endpoint, endpoint.state)
    if not own_block(walk.index, endpoint.vpc or move.vpc, packet.src) or (endpoint.vpc and endpoint.vpc != move.vpc):
        raise End(
            "VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC",
            f"gateway endpoint {endpoint.label} serves its own VPC only, and {packet.src.text} is not of it",
            hop=hop(endpoint, "drop", f"{packet.src.text} is not an address of {_label(walk, endpoint.vpc or move.vpc)}"),
            change="use an interface endpoint, or a gateway endpoint in the sender's VPC",
        )
    if packet.protocol not in ("tcp", "icmp"):
        raise End(
            "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
            f"{endpoint.label} takes TCP and ICMP echo only",
            hop=hop(endpoint, "drop", f"it takes no {packet.protocol}"),
        )
    walk.passed(endpoint.id)
    walk.add(endpoint, "forward", f"gateway endpoint of the VPC, no NAT and no internet gateway; {policy_text(endpoint.policy)}")
    service = endpoint.service or packet.dst.service
    walk.add_at(service, "service", "deliver", f"{service_label(service)} within AWS's network")
    return Arrived("service", service, gateway=endpoint.id, vpc=move.vpc)


def policy_text(policy: str | None) -> str:
    """What is known of an endpoint's policy."""
    if policy is None:
        return "its endpoint policy is not known"
    return (
        "the default endpoint policy allows everything"
        if not policy
        else "its endpoint policy has the last word on what is allowed"
    )


def interface_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """No route may lead to an interface endpoint."""
    raise End(
        "ENDPOINT_NOT_A_ROUTER",
        f"a route leads to interface endpoint {endpoint.label}, which forwards nothing",
        hop=hop(endpoint, "drop", "an interface endpoint forwards nothing"),
        change="send to the endpoint's own DNS names or IPs; it needs no route",
    )


def inspection_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """Through a Gateway Load Balancer endpoint to its appliances and back, then on by the endpoint's own subnet's table."""
    assert isinstance(endpoint, r.GatewayLoadBalancerEndpoint)
    if endpoint.state.lower() not in WORKING:
        raise broken(endpoint, endpoint.state)
    subnet = walk.index.subnets.get(next(iter(endpoint.subnets), ""))
    if subnet is None:
        raise unread(endpoint.id, endpoint.kind, gap_text(walk.index, "subnets", of=endpoint) or f"the subnet of {endpoint.id}")
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    walk.add(endpoint, "inspect", "to the appliances behind the Gateway Load Balancer, and back")
    walk.passed(endpoint.id)
    _appliances(walk, endpoint)
    walk.note(f"what the appliances behind {endpoint.label} let through is not part of the network's configuration")
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "an appliance")
    return LeaveSubnet(subnet, endpoint.id)


def _appliances(walk: Walk, endpoint: r.GatewayLoadBalancerEndpoint) -> None:
    network = walk.index.network
    service = network.endpoint_service_by_name.get(endpoint.service)
    if service is None or service.foreign:
        return
    for balancer_id in service.load_balancers:
        balancer = network.get(balancer_id, r.LoadBalancer)
        if balancer is None:
            continue
        groups = [network.get(group, r.TargetGroup) for listener in balancer.listeners for group in listener.target_groups]
        targets = [target for group in groups if group is not None for target in group.targets]
        if balancer.listeners and not targets:
            text = f"Gateway Load Balancer {balancer.label} has no targets"
            raise End(
                "ELBV2_LISTENER_HAS_NO_TG", text, hop=hop(balancer, "drop", text), change=f"register appliances with {balancer.id}"
            )
        names = ", ".join(_label(walk, target) for target in targets[:4])
        walk.add(
            balancer, "inspect", f"one of its targets inspects the packet: {names}" if names else "its targets inspect the packet"
        )


def firewall_endpoint(walk: Walk, move: Target) -> Move:
    """Through an AWS Network Firewall endpoint, then on by the firewall subnet's table."""
    firewall, subnet_id = walk.index.firewall_endpoints[move.target]
    return _through_firewall(walk, move, firewall, subnet_id)


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
    walk.add(firewall, "inspect", f"the firewall's endpoint in {subnet.label}")
    walk.passed(f"{firewall.id} {subnet.id}")
    walk.note(f"the rules of Network Firewall {firewall.label} are not evaluated")
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a firewall")
    return LeaveSubnet(subnet, f"{firewall.id} {subnet.id}")


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
        raise End(
            "ENI_SOURCE_DEST_CHECK_RESTRICTION",
            f"{interface.label} has its source/destination check on, so that it takes only what is its own",
            hop=hop(interface, "drop", "its source/destination check is on"),
            change=f"turn the source/destination check of {interface.id} off",
        )
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
