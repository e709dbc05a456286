"""What a VPC itself does with a packet: out of subnets, by route tables, into subnets and interfaces."""

from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type
from vpcviz.model.life_cycle import STOPPED
from vpcviz.traffic.filters.passing import pass_acl, pass_groups
from vpcviz.traffic.hops.block_public_access import check_in
from vpcviz.traffic.hops.by_route_table import follow_route
from vpcviz.traffic.hops.nat import into_nat, no_connection_in, untranslate
from vpcviz.traffic.hops.registry import at
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.packets.state import (
    MULTICAST,
    Arrived,
    End,
    GatewayIn,
    Host,
    LeaveSubnet,
    Local,
    Move,
    Target,
    resolver_ips,
    stop,
    stop_at,
    within_any,
)
from vpcviz.traffic.walking.assumptions import is_unknown
from vpcviz.traffic.walking.edits import public_ip
from vpcviz.traffic.walking.ends import broken, unread_table
from vpcviz.traffic.walking.walk import Walk, own_block


def start(walk: Walk, host: Host) -> Move:
    """The packet leaves its sender: security groups, then the subnet."""
    interface, what = host.interface, walk.packet.what
    if interface is None and host.groups:
        walk.add(host.subnet, "leave", f"{what} from {walk.packet.src.text}")
        walk.packet.groups = frozenset() if walk.packet.reply else frozenset(host.groups)
    elif interface is None:
        walk.add(host.subnet, "leave", f"{what} from any host of {host.subnet.label}; its security groups are not considered")
    else:
        owner = walk.index.network.by_id.get(walk.index.network.owner_of.get(interface.id, ""))
        if isinstance(owner, r.Instance) and owner.state in STOPPED:
            raise broken(owner, owner.state)
        walk.assume_newer(owner)
        whose = f" of {owner.label}" if owner is not None else ""
        walk.add(interface, "leave", f"{what} from {walk.packet.src.text}{whose}")
    service = own_service(walk, host)
    if service:
        said = "a service of the VPC itself, which security groups and network ACLs do not filter"
        walk.add_at(service, "service", "deliver", said)
        return Arrived("own-service", service, host)
    if interface is None:
        return LeaveSubnet(host.subnet)
    if not walk.packet.reply:
        groups = walk.index.groups_of(interface)
        walk.packet.groups = None if groups is None else frozenset(groups)
    pass_groups(walk, interface, egress=True)
    return LeaveSubnet(host.subnet, interface.id)


_LINK_LOCAL = {
    "169.254.169.253": ("Amazon DNS", 53),
    "169.254.169.254": ("Instance metadata", 80),
    "169.254.169.123": ("Amazon Time Sync", 123),
}
_OWN_PORTS = frozenset(port for _, port in _LINK_LOCAL.values())


def own_service(walk: Walk, host: Host) -> str:
    """The service of the VPC itself that a packet is for: its DNS (also at the base of the VPC's range plus two), metadata, time.

    Source: VPC User Guide, "Control traffic to your AWS resources using security groups" (what they do not filter), "Amazon DNS".
    """
    packet = walk.packet
    if packet.reply or packet.ports[0] not in _OWN_PORTS:
        return ""
    vpc = walk.index.vpcs.get(host.vpc)
    name, port = _LINK_LOCAL.get(packet.dst.text, ("", 0))
    if vpc is not None and packet.dst.text in resolver_ips(vpc):
        name, port = "Amazon DNS", 53
    if name == "Amazon DNS" and vpc is not None and not vpc.dns_support:
        return ""
    return name if packet.ports == (port, port) and packet.protocol in ("tcp", "udp") else ""


@at(LeaveSubnet)
def leave_subnet(walk: Walk, move: LeaveSubnet) -> Move:
    """Out of a subnet by its ACL and route table; what is for the same subnet meets neither.

    Source: VPC User Guide, "Network ACLs" and "Subnet route tables".
    """
    subnet, packet, index = move.subnet, walk.packet, walk.index
    if packet.dst.known and index.subnet_at(subnet.vpc, packet.dst) is subnet:
        walk.add(subnet, "forward", f"{packet.dst.text} is in the same subnet: no route table and no network ACL")
        return enter(walk, subnet)
    pass_acl(walk, subnet, egress=True)
    _check_multicast(walk, subnet)
    record = index.network.route_table_of(subnet)
    if record is None:
        return _by_unread_table(walk, subnet)
    return follow_route(walk, record, subnet.vpc, subnet.id)


def _check_multicast(walk: Walk, subnet: r.Subnet) -> None:
    """Raises End at a multicast group where a transit gateway may have a multicast domain of the subnet: it needs no route.

    Source: Transit Gateway Guide, "Multicast in Amazon VPC Transit Gateways". Multicast domains are not read, nor written in specs.
    """
    index, text = walk.index, walk.packet.dst.text
    if index.spec or not walk.packet.dst.known or not within_any(walk.packet.dst, MULTICAST):
        return
    joined = (one.transit_gateway for one in index.network.transit_gateway_attachments if one.resource == subnet.vpc)
    gateway = next((found for found in map(index.network.by_id.get, joined) if found is not None), None)
    if gateway is not None:
        raise stop(
            gateway,
            "NOT_READ",
            f"{text} is a multicast group, and the multicast domains of {gateway.label} are not read",
            said="its multicast domains are not read",
            missing=f"the multicast domains of {gateway.id}",
            needs=f"a multicast domain of {gateway.label} has {subnet.label}, and members of {text}",
        )


def _by_unread_table(walk: Walk, subnet: r.Subnet) -> Move:
    """By a route table that was not read: every table has the VPC's local routes; where else it leads is not known.

    Source: VPC User Guide, "Subnet route tables" (the local route cannot be deleted).
    """
    text, end = walk.packet.dst.text, unread_table(walk, subnet)
    if not own_block(walk.index, subnet.vpc, walk.packet.dst):
        raise end
    needs = f"the route table of {subnet.label} has no route for {text} but the local one"
    return walk.either(end, ((needs, Local(subnet.vpc, subnet.id)), ("", end)))


@at(Local)
def local(walk: Walk, move: Local) -> Move:
    """The VPC's own routing: into the subnet that holds the address."""
    index, packet = walk.index, walk.packet
    vpc = index.vpcs.get(move.vpc)
    if vpc is None or vpc.foreign:
        raise stop_at(
            move.vpc,
            "vpc",
            "UNKNOWN_DESTINATION",
            f"VPC {move.vpc} was not read",
            said="it was not read",
            missing=f"VPC {move.vpc}{' of account ' + vpc.account if vpc is not None and vpc.account else ''}",
            needs=f"VPC {move.vpc} lets in {packet.what} for {packet.dst.text}, and the answer out",
        )
    nat = index.nat_at.get((move.vpc, packet.dst.text))
    if nat is not None and nat.availability == "regional":
        return into_nat(walk, nat, None)
    interface = index.interface_with(move.vpc, packet.dst)
    subnet = index.subnets.get(interface.subnet) if interface is not None else None
    subnet = subnet or index.subnet_at(move.vpc, packet.dst)
    if subnet is None:
        raise _nobody(walk, vpc)
    if subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    return enter(walk, subnet)


@at(GatewayIn)
def gateway_in_place(walk: Walk, move: GatewayIn) -> Move:
    """In by a gateway: its own (edge) route table, if it has one, else straight to the subnet.

    Source: VPC User Guide, "Gateway route tables".
    """
    index = walk.index
    nat = index.network.get(move.gateway, r.NatGateway)
    record = index.edge_tables.get(move.gateway)
    if nat is not None:
        record = index.network.get(nat.route_table, r.RouteTable) or record
        if record is None:
            return _without_table(walk, nat)
    if record is None:
        return Local(move.vpc)
    found = follow_route(walk, record, move.vpc, "")
    target = found.target if isinstance(found, Target) else ""
    gateway = index.network.get(move.gateway, r.InternetGateway)
    if gateway is not None and not walk.packet.reply:
        check_in(walk, gateway, move.vpc, target)
    if target:
        _check_redirection(walk, move.gateway, target)
    return found


def _without_table(walk: Walk, nat: r.NatGateway) -> Move:
    """On from a regional NAT gateway whose route table is not known: a spec's has the one that AWS makes, to the internet gateway.

    Source: VPC User Guide, "Regional NAT gateways".
    """
    gateway = walk.index.internet_gateway_of.get(nat.vpc)
    if own_block(walk.index, nat.vpc, walk.packet.dst):
        return Local(nat.vpc)
    if walk.index.spec and gateway is not None:
        return Target(gateway.id, nat.vpc, "")
    raise unread_table(walk, nat)


def _check_redirection(walk: Walk, gateway: str, target: str) -> None:
    """What an internet gateway's table sends to a network interface goes to one with a public IP only.

    Source: VPC User Guide, "Gateway route tables" ("the target network interface must also have a public IP address").
    """
    index, network = walk.index, walk.index.network
    found = network.by_id.get(target)
    if isinstance(found, r.Instance):
        found = next(iter(network.interfaces_owned.get(found.id, ())), None)
    if not isinstance(found, r.NetworkInterface) or not isinstance(network.by_id.get(gateway), r.InternetGateway):
        return
    if walk.packet.dst.version == 6 or any(index.public_address(found, private) for private in found.private_ips):
        return
    raise stop(
        found,
        "INGRESS_RTB_TRAFFIC_REDIRECTION",
        f"{found.label} has no public IP, so it takes nothing that the route table of {index.label(gateway)} sends to it",
        said="it has no public IP, which what comes in by an internet gateway needs",
        change=f"give {found.id} an Elastic IP",
        edits=public_ip(found, found.private_ips[0]) if found.private_ips else (),
    )


def _nobody(walk: Walk, where: r.Vpc | r.Subnet) -> End:
    gap = gap_text(walk.index, "network_interfaces", "subnets", of=where)
    text = f"no interface has {walk.packet.dst.text} in {where.label}"
    if gap:
        needs = f"an interface in {where.label} has {walk.packet.dst.text}, and lets in {walk.packet.what}"
        return stop(where, "NOT_READ", text, missing=gap, needs=needs)
    return stop(where, "NO_POSSIBLE_DESTINATION", text, change=f"use an address that an interface in {where.label} has")


def enter(walk: Walk, subnet: r.Subnet) -> Move:
    """Into the interface that has the address: a NAT gateway gives an answer on, any other takes it."""
    index, packet = walk.index, walk.packet
    nat = index.nat_at.get((subnet.vpc, packet.dst.text))
    if nat is not None:
        return into_nat(walk, nat, subnet)
    interface = index.interface_with(subnet.vpc, packet.dst)
    if interface is not None and not packet.reply and interface_type(interface.type) == interface_type("nat_gateway"):
        raise no_connection_in(interface)  # Of a NAT gateway that was not read.
    if interface is None:
        if walk.end is not None and walk.end.interface is None and walk.end.address == packet.dst:
            walk.add(subnet, "arrive", f"any host of {subnet.label}; its security groups are not considered")
            return Arrived("host", subnet.id, Host(packet.dst, subnet.vpc, subnet, None), vpc=subnet.vpc)
        end = _nobody(walk, subnet)
        if not is_unknown(end):
            raise end
        walk.assume(end)
        return Arrived("host", subnet.id, Host(packet.dst, subnet.vpc, subnet, None), vpc=subnet.vpc)
    if interface.id in walk.translations:
        return untranslate(walk, interface, subnet)
    pass_groups(walk, interface, egress=False)
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    walk.add(interface, "arrive", f"{packet.dst.text}{' of ' + owner.label if owner is not None else ''} in subnet {subnet.label}")
    return Arrived("host", interface.id, Host(packet.dst, subnet.vpc, subnet, interface), vpc=subnet.vpc)
