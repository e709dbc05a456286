"""Egress-only internet gateways: IPv6 out to the internet, and answers in.

Source: VPC User Guide, "Egress-only internet gateways".
"""

from vpcviz.model import resources as r
from vpcviz.traffic.hops.block_public_access import check_out
from vpcviz.traffic.hops.internet_firewall import inspect_out
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.packets.nat64 import embedded_in
from vpcviz.traffic.packets.state import Internet, Move, Target, stop
from vpcviz.traffic.routing.route_changes import nat64_change
from vpcviz.traffic.walking.walk import Walk


def check_private_ipv6(walk: Walk, vpc: str, gateway: r.Resource) -> None:
    """Private IPv6 addresses do not leave by internet or egress-only gateways.

    Sources: RFC 4193; VPC User Guide, "IP addressing for your VPCs and subnets", "Private IPv6 addresses".
    """
    text = walk.packet.src.text
    if walk.index.is_private_ipv6(vpc, walk.packet.src):
        raise stop(
            gateway,
            "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            f"{text} is a private IPv6 address, which {gateway.label} does not let out to the internet",
            said=f"{text} is a private IPv6 address",
            change=f"give the sender an address of a public IPv6 range: {text} does not exist on the internet",
        )


def check_nat64(walk: Walk, gateway: r.Resource, vpc: str) -> None:
    """Addresses that stand for IPv4 ones mean nothing on the internet: a NAT gateway must translate them before.

    Sources: VPC User Guide, "DNS64 and NAT64"; RFC 6052, section 3.1.
    """
    packet, index = walk.packet, walk.index
    if packet.reply or embedded_in(packet.dst) is None:
        return
    table = next((index.network.get(hop.id, r.RouteTable) for hop in reversed(walk.hops) if hop.kind == "route-table"), None)
    change, edits = nat64_change(walk, table, vpc) if table is not None else ("route 64:ff9b::/96 to a NAT gateway", ())
    text = f"{packet.dst.text} stands for an IPv4 address, and no NAT gateway has translated it: it means nothing on the internet"
    raise stop(gateway, "NO_POSSIBLE_DESTINATION", text, change=change, edits=edits)


@routed_to(r.EgressOnlyInternetGateway)
def egress_only_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """IPv6 out to the internet, and answers in."""
    packet = walk.packet
    if packet.src.version != 6 or (packet.reply and gateway.id not in walk.translations):
        text = "it lets nothing in, so it knows no such connection" if packet.reply else "it takes IPv6 only"
        raise stop(
            gateway, "EIGW_ACCEPTS_ONLY_EGRESS", f"{gateway.label}: {text}", said=text, change="route to an internet gateway"
        )
    check_private_ipv6(walk, move.vpc, gateway)
    check_nat64(walk, gateway, move.vpc)
    check_out(walk, gateway, move.vpc, move.subnet)
    inspect_out(walk, gateway, move, None)
    walk.translations.setdefault(gateway.id, (packet.src, packet.src))
    walk.passed(gateway.id)
    walk.add(gateway, "forward", "IPv6 out to the internet; only answers come in")
    vpc = walk.index.vpcs.get(move.vpc)
    return Internet(gateway.region or (vpc.region if vpc else ""))
