"""NAT gateways: source addresses out, destination addresses back, and IPv6 to IPv4 (NAT64).

Sources: VPC User Guide, "NAT gateways", "DNS64 and NAT64".
"""

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.model.new_words import word_of
from vpcviz.traffic.filters.passing import pass_acl, pass_groups
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.lookups.outer_addresses import zonal_address
from vpcviz.traffic.packets.nat64 import embedded_in
from vpcviz.traffic.packets.state import Address, End, GatewayIn, LeaveSubnet, Move, Target, address, stop
from vpcviz.traffic.walking.ends import broken, unread
from vpcviz.traffic.walking.walk import Walk


@routed_to(r.NatGateway)
def nat_gateway(walk: Walk, move: Target, nat: r.Resource) -> Move:
    """Source address translation, then on by the route table of the NAT gateway's own subnet."""
    assert isinstance(nat, r.NatGateway)
    packet, index = walk.packet, walk.index
    if not works(nat.state):
        raise broken(nat, nat.state)
    if words := word_of(nat):
        raise not_documented(nat, words)
    if packet.reply:
        raise stop(
            nat,
            "NGW_ACCEPTS_ONLY_EGRESS",
            f"the answer is routed to NAT gateway {nat.label}, which knows no such connection",
            said="it knows no such connection",
            change="route the answer the way that the packet came",
        )
    embedded = _embedded(walk, nat)
    regional = nat.availability == "regional"
    subnet = index.subnets.get(nat.subnet)
    if subnet is None and not regional:
        raise unread(nat.subnet or nat.id, "subnet", gap_text(index, "subnets", of=nat))
    if subnet is not None and subnet.id != move.subnet:
        pass_acl(walk, subnet, egress=False)
    own = _regional_address(walk, nat, move.subnet) if regional else address(index.nat_address(nat))
    own = own or Address(4, -1, f"the private IP of {nat.label}")
    walk.add(nat, "translate", f"source {packet.src.text} becomes {own.text}")
    walk.passed(nat.id)
    walk.translations[nat.id] = (packet.src, own)
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a NAT gateway")
    packet.src = own
    if embedded is not None:
        walk.add(nat, "translate", f"NAT64: destination {packet.dst.text} becomes {embedded.text}")
        walk.nat64[nat.id] = packet.dst
        packet.dst = embedded
        packet.protocol = "icmp" if packet.protocol == "icmpv6" else packet.protocol
    return LeaveSubnet(subnet, nat.id) if subnet is not None else GatewayIn(nat.id, nat.vpc)


def _embedded(walk: Walk, nat: r.NatGateway) -> Address | None:
    """The IPv4 address that the destination of an IPv6 packet holds (NAT64); None of an IPv4 packet. Other IPv6 ends here."""
    if walk.packet.src.version != 6:
        return None
    embedded = embedded_in(walk.packet.dst)
    if embedded is None:
        raise stop(
            nat,
            "PROTOCOL_RESTRICTION",
            f"NAT gateway {nat.label} takes no IPv6 but what is for 64:ff9b::/96 (NAT64)",
            said="it takes no IPv6 but what is for 64:ff9b::/96",
            change="route ::/0 to an egress-only internet gateway",
        )
    return embedded


def _regional_address(walk: Walk, nat: r.NatGateway, subnet_id: str) -> Address:
    """The address of a regional NAT gateway in the sender's zone; where it has none there (yet) another zone's serves.

    Source: VPC User Guide, "Regional NAT gateways" (zonal affinity; it expands to zones with workloads).
    """
    subnet = walk.index.subnets.get(subnet_id)
    zones = [one.zone for one in nat.addresses]
    zone = subnet.zone if subnet is not None and subnet.zone in zones else next(iter(zones), "")
    return Address(4, -1, zonal_address(nat, zone) or f"an address of {nat.label}")


def into_nat(walk: Walk, nat: r.NatGateway, subnet: r.Subnet | None) -> Move:
    """At a NAT gateway's own address: it takes answers only."""
    if nat.id not in walk.translations or not walk.packet.reply:
        raise no_connection_in(nat)
    return untranslate(walk, nat, subnet)


def no_connection_in(nat: r.NatGateway | r.NetworkInterface) -> End:
    """The end of what is sent to a NAT gateway, or to the interface of one that was not read, and is no answer."""
    return stop(
        nat,
        "NGW_ACCEPTS_ONLY_EGRESS",
        f"NAT gateway {nat.label} accepts no connection from outside",
        said="a NAT gateway accepts no connection from outside",
        change="send to a load balancer or to an interface with a public IP",
    )


def untranslate(walk: Walk, device: r.Resource, subnet: r.Subnet | None) -> Move:
    """A NAT device gives an answer the address back that it replaced, and sends it on from its subnet (None: of a whole VPC)."""
    before, _ = walk.translations[device.id]
    walk.packet.dst = before
    walk.packet.ports = walk.client_ports
    if device.id in walk.nat64:
        walk.add(
            device, "translate", f"NAT64: the answer's source {walk.packet.src.text} becomes {walk.nat64[device.id].text} again"
        )
        walk.packet.src = walk.nat64[device.id]
        walk.packet.protocol = "icmpv6" if walk.packet.protocol == "icmp" else walk.packet.protocol
    walk.add(device, "translate", f"the answer's destination becomes {before.text} again")
    walk.passed(device.id)
    if device.kind == "eni":
        pass_groups(walk, device, egress=True)  # type: ignore[arg-type]
    back = _back_through_proxy(walk, device)
    if back is not None:
        return back
    return LeaveSubnet(subnet) if subnet is not None else GatewayIn(device.id, getattr(device, "vpc", ""))


def _back_through_proxy(walk: Walk, nat: r.Resource) -> Move | None:
    """The answer of what a firewall in proxy mode sent by a NAT gateway goes through the same endpoint of the firewall."""
    firewall = walk.index.proxy_of_nat.get(nat.id)
    key = next((one for one in walk.taken if firewall is not None and one.partition(" ")[0] == firewall.id), "")
    subnet = walk.index.subnets.get(key.partition(" ")[2])
    if firewall is None or subnet is None:
        return None
    walk.add(firewall, "inspect", f"the answer comes back through the firewall's endpoint in {subnet.label}")
    walk.passed(key)
    return LeaveSubnet(subnet, key)
