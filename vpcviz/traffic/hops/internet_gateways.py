"""Out by internet and carrier gateways: who has an address that the internet knows. Source: VPC User Guide, "Internet gateways"."""

from vpcviz.model import resources as r
from vpcviz.traffic.hops.block_public_access import check_out
from vpcviz.traffic.hops.egress_only import check_nat64, check_private_ipv6
from vpcviz.traffic.hops.internet_firewall import inspect_out
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.lookups.gaps import may_have_public_ip
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import PRIVATE, SHARED, Address, End, Internet, Move, Target, stop, within_any
from vpcviz.traffic.routing.route_changes import route_change
from vpcviz.traffic.walking.edits import SPARE, more, public_ip, put
from vpcviz.traffic.walking.ends import attached_elsewhere, behind_appliance
from vpcviz.traffic.walking.walk import Walk, own_block


@routed_to(r.InternetGateway, r.CarrierGateway)
def internet_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """Out to the internet: needs a public IPv4 address paired with the private one, or an IPv6 address of the VPC."""
    packet, index = walk.packet, walk.index
    _check_attached(move, gateway)
    if within_any(packet.dst, (*PRIVATE, *SHARED)):
        raise _private_destination(walk, move, gateway)
    check_out(walk, gateway, move.vpc, move.subnet)
    check_nat64(walk, gateway, move.vpc)
    vpc = index.vpcs.get(move.vpc)
    region = gateway.region or (vpc.region if vpc else "")
    carrier = isinstance(gateway, r.CarrierGateway)
    public = index.carrier_of(move.vpc, packet.src) if carrier else index.public_of(move.vpc, packet.src)
    if inspect_out(walk, gateway, move, public):
        walk.passed(gateway.id)
        walk.add(gateway, "forward", "out by the internet gateway")
        return Internet(region)
    walk.passed(gateway.id)
    if packet.src.version == 6:
        if not own_block(index, move.vpc, packet.src):
            raise _no_public(walk, move.vpc, gateway)
        check_private_ipv6(walk, move.vpc, gateway)
        walk.add(gateway, "forward", f"{packet.src.text} is an address of the internet itself")
        return Internet(region)
    if public is None:
        public = _perhaps_public(walk, move.vpc, gateway)
    walk.translations.setdefault(gateway.id, (packet.src, public))
    outer = f"its {'carrier' if carrier else 'public'} IP {public.text}" if public.known else public.text
    walk.add(gateway, "translate", f"source {packet.src.text} becomes {outer}")
    packet.src = public
    walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "an internet gateway")
    return Internet(region)


def _check_attached(move: Target, gateway: r.Resource) -> None:
    """Raise End where the gateway is another VPC's."""
    attached = getattr(gateway, "vpc", "")
    if attached and attached != move.vpc:
        raise attached_elsewhere(gateway, attached, move.vpc)


def _perhaps_public(walk: Walk, vpc: str, gateway: r.Resource) -> Address:
    """The public address that a source may have, where what was read does not tell; that is taken for granted. Else it ends."""
    interface = walk.index.interface_with(vpc, walk.packet.src)
    maybe = may_have_public_ip(walk.index, interface) if interface is not None else None
    if maybe is None:
        raise _no_public(walk, vpc, gateway)
    public, end = maybe
    walk.assume(end)
    return public


def _private_destination(walk: Walk, move: Target, gateway: r.Resource) -> End:
    """The end of a packet to an address that the internet does not have."""
    packet, index = walk.packet, walk.index
    behind = behind_appliance(walk)
    if behind is not None:
        return behind
    kind = "RFC1918" if within_any(packet.dst, PRIVATE) else "RFC6598"
    table = next((index.network.get(hop.id, r.RouteTable) for hop in reversed(walk.hops) if hop.kind == "route-table"), None)
    change, edits = route_change(walk, table, move.vpc) if table is not None else ("", ())
    return stop(
        gateway,
        f"IGW_DESTINATION_ADDRESS_NOT_IN_{kind}_EGRESS",
        f"{packet.dst.text} is a private address: it does not exist on the internet",
        said=f"{packet.dst.text} is a private address",
        change=change or f"add a route for {packet.dst.text} that leads to its network",
        edits=edits,
    )


def _no_public(walk: Walk, vpc: str, gateway: r.Resource) -> End:
    """The end of a packet whose source has no address outside its VPC; with the address that it takes."""
    source, index = walk.packet.src, walk.index
    interface = index.interface_with(vpc, source)
    change = f"give {source.text} an Elastic IP, or route through a NAT gateway"
    edits: tuple[Edit, ...] = ()
    if (vpc, source.text) in index.nat_at:
        change = "route through a public NAT gateway: a private one has no Elastic IP"
    elif not own_block(index, vpc, source):
        change = f"route {source.text} through a NAT gateway: it is no address of the VPC, so none goes with it"
    elif isinstance(gateway, r.CarrierGateway):
        change = f"give {source.text} a carrier IP"
        edits = (more(interface, "carrier_ips", {source.text: SPARE}),) if interface is not None else ()
    elif interface is not None:
        edits = public_ip(interface, source.text) if source.text in interface.private_ips else ()
    elif (subnet := index.subnet_at(vpc, source)) is not None:
        edits = (put(subnet, "map_public_ip", True),)
    return stop(
        gateway,
        "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
        f"{source.text} has no public IP, and {gateway.label} lets out nothing else",
        said=f"{source.text} is paired with no public IP",
        change=change,
        edits=edits,
    )
