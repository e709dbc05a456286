"""Which change to a VPC route table leads an address on: to what the network has that gets there, or what it would take."""

from collections.abc import Iterator

from vpcviz.model import resources as r
from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.attachment_types import attachment_type
from vpcviz.model.life_cycle import works
from vpcviz.model.services import WITH_GATEWAY_ENDPOINTS, service_code, service_label, service_region
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.nat64 import embedded_in
from vpcviz.traffic.packets.state import Address, is_public, within, within_any
from vpcviz.traffic.routing.premises_ways import length_of, ways_out
from vpcviz.traffic.routing.transit_tables import associated_table, propagated, winner
from vpcviz.traffic.walking.edits import more, new
from vpcviz.traffic.walking.walk import Walk

Suggestion = tuple[str, tuple[Edit, ...]]
"""The smallest change in words, and as values; none of these where it takes more than one."""

_NO_SINGLE = "no single change helps"


def route_change(walk: Walk, record: r.RouteTable, vpc: str) -> Suggestion:
    """The smallest change to a route table of a VPC that has no (working) route for the packet; none where none is sought."""
    if not walk.index.advises:
        return "", ()
    index, address = walk.index, walk.packet.dst
    if address.service and embedded_in(address) is None:
        return _to_service(walk, record, vpc)
    if vpc and within_vpc(walk, vpc):
        return _add(walk, record, _cidr(index.vpcs[vpc], address), "local")
    holding = index.vpc_table.holding(address.version, address.number) if address.known else ()
    homes = list({one.id: one for _, vpcs in holding for one in vpcs}.values())
    if len(homes) > 1:
        homes.sort(key=lambda one: index.cached("vpc-order", _order_of, index)[one.id])
    for home in homes:
        target = next(joining(walk, vpc, home.id), "")
        if target:
            return _add(walk, record, _cidr(home, address), target, home.label)
    target = next(_outside(walk, vpc), "")
    if target:
        premises = index.premises_table.longest(address.version, address.number)
        cidr = address.text if premises is None else _of_cidrs(premises.cidrs, address)
        return _add(walk, record, cidr, target, premises.label if premises is not None else "")
    if homes:
        return not_joined(walk, vpc, homes[0]), ()
    premises = index.premises_table.longest(address.version, address.number) if address.known else None
    if premises is not None:
        here = index.label(vpc)
        return (
            f"{_NO_SINGLE}: connect {here} to {premises.label} by VPN or Direct Connect, and route to that",
            (),
        )
    if is_public(address):
        return _to_internet(walk, record, vpc)
    return f"{_NO_SINGLE}: nothing in the network is known to have {address.text}; connect its network, and route to that", ()


def _order_of(index: Index) -> dict[str, int]:
    """At which place of the network each VPC stands."""
    return {vpc.id: at for at, vpc in enumerate(index.network.vpcs)}


def within_vpc(walk: Walk, vpc: str) -> bool:
    """Whether the packet is for an address of a VPC."""
    return any(within(walk.packet.dst, block) for block in walk.index.blocks_of.get(vpc, ()))


def not_joined(walk: Walk, vpc: str, home: r.Vpc) -> str:
    """What it takes to reach a VPC that another one is not joined with."""
    here = walk.index.label(vpc)
    return (
        f"{_NO_SINGLE}: peering is not transitive; join {here} and {home.label} by a peering connection of their own or by a "
        "transit gateway, and add routes both ways"
    )


def joining(walk: Walk, vpc: str, other: str) -> Iterator[str]:
    """What joins two VPCs: peering connections, transit gateways that both are attached to. Those that the packet took first."""
    found = []
    peering = walk.index.peerings.get(frozenset((vpc, other)))
    if peering is not None and vpc != other:
        found.append(peering.id)
    theirs = set(_transit_gateways(walk, other))
    found += [one for one in _transit_gateways(walk, vpc) if one in theirs]
    yield from sorted(found, key=lambda one: one not in walk.taken)


def _transit_gateways(walk: Walk, vpc: str) -> list[str]:
    network = walk.index.network
    attachments = [one for one in network.attachments_of.get(vpc, ()) if one.type == "vpc" and works(one.state)]
    return [one.transit_gateway for one in attachments if network.get(one.transit_gateway, r.TransitGateway) is not None]


def _outside(walk: Walk, vpc: str) -> Iterator[str]:
    """What of a VPC leads to an address outside all VPCs: a virtual private gateway, a transit gateway."""
    index, address = walk.index, walk.packet.dst
    if not address.known:
        return
    for gateway in index.network.by_vpc(r.VpnGateway).get(vpc, ()):
        if any(length_of(way, address) > 0 for way in ways_out(index, gateway)):
            yield gateway.id
    for transit_id in _transit_gateways(walk, vpc):
        attachment = next(one for one in index.network.attachments_of[vpc] if one.transit_gateway == transit_id)
        table = associated_table(index, transit_id, attachment.id)
        found = winner(table, address.version, address.number) if table is not None and table.known else None
        announced = within_any(address, index.cached(f"announced-{transit_id}", _announced, index, transit_id))
        if (found is not None and not found[0].blackhole and found[0].block.length) or announced:
            yield transit_id


def _announced(index: Index, transit_id: str) -> tuple[Block, ...]:
    """What VPN connections and Direct Connect gateways announce to a transit gateway."""
    far = [one for one in index.network.attachments_of.get(transit_id, ()) if attachment_type(one.type).premises]
    return tuple(block for one in far for block, _ in propagated(index, one))


def _to_service(walk: Walk, record: r.RouteTable, vpc: str) -> Suggestion:
    """A gateway endpoint for a service that has such, else an interface endpoint or a way out."""
    service = walk.packet.dst.service
    label = service_label(service)
    if service_code(service) in WITH_GATEWAY_ENDPOINTS and service_region(service) == record.region:
        own = next((one for one in walk.index.network.gateway_endpoints if one.vpc == vpc and one.service == service), None)
        endpoint = own.id if own is not None else "vpce-new"
        lists = [one for one in walk.index.network.prefix_lists if one.name == service]
        route = more(record, "routes", {"destination": lists[0].id if lists else "pl-new", "target": endpoint})
        if own is not None:
            return f"associate gateway endpoint {own.id} with {record.id}", (route,)
        add = new(r.GatewayEndpoint, id=endpoint, vpc=vpc, service=service, region=record.region, state="available")
        return f"add a gateway endpoint for {label} to {record.id}", (add, route)
    _, edits = _to_internet(walk, record, vpc)
    text = f"add an interface endpoint for {label} with private DNS, or a default route to {record.id}"
    if edits:
        return f"{text}: to {edits[-1].value['target']}", edits
    return f"add an interface endpoint for {label} with private DNS", ()


def _to_internet(walk: Walk, record: r.RouteTable, vpc: str) -> Suggestion:
    """A default route to what lets this packet out."""
    index, packet = walk.index, walk.packet
    gateway = index.internet_gateway_of.get(vpc)
    if packet.src.version == 6:
        return _six_to_internet(walk, record, vpc, gateway)
    if index.public_of(vpc, packet.src) is not None or (packet.reply and gateway is not None and gateway.id in walk.taken):
        if gateway is not None:
            return _add(walk, record, "0.0.0.0/0", gateway.id)
        add = new(r.InternetGateway, id="igw-new", vpc=vpc)
        text, edits = _add(walk, record, "0.0.0.0/0", "igw-new")
        return f"attach an internet gateway to {vpc}, and {text}", (add, *edits)
    nats = [
        nat
        for nat in index.network.by_vpc(r.NatGateway).get(vpc, ())
        if nat.connectivity == "public"
        and works(nat.state)
        and (home := index.subnets.get(nat.subnet)) is not None
        and index.network.route_table_of(home) is not record
    ]
    if nats and not packet.reply:
        return _add(walk, record, "0.0.0.0/0", nats[0].id)
    way = "a NAT gateway in a subnet whose table leads to an internet gateway, or a public IP of the sender and an internet gateway"
    return f"{_NO_SINGLE}: it takes {way}, and a route for 0.0.0.0/0 in {record.id} to that", ()


def nat64_change(walk: Walk, record: r.RouteTable, vpc: str) -> Suggestion:
    """A route to a NAT gateway for addresses that stand for IPv4 ones. Source: VPC User Guide, "DNS64 and NAT64"."""
    nats = [nat for nat in walk.index.network.by_vpc(r.NatGateway).get(vpc, ()) if works(nat.state)]
    if nats:
        return _add(walk, record, "64:ff9b::/96", nats[0].id)
    return f"{_NO_SINGLE}: it takes a NAT gateway, and a route for 64:ff9b::/96 in {record.id} to that", ()


def _six_to_internet(walk: Walk, record: r.RouteTable, vpc: str, gateway: r.InternetGateway | None) -> Suggestion:
    packet, index = walk.packet, walk.index
    if embedded_in(packet.dst) is not None:
        return nat64_change(walk, record, vpc)
    if index.is_private_ipv6(vpc, packet.src):
        return f"{_NO_SINGLE}: {packet.src.text} is a private IPv6 address; it takes one of a public range, and a route", ()
    if packet.reply and gateway is not None:
        return _add(walk, record, "::/0", gateway.id)
    only = next((one for one in index.network.egress_only_internet_gateways if one.vpc == vpc), None)
    found = only or gateway
    if found is not None:
        return _add(walk, record, "::/0", found.id)
    add = new(r.EgressOnlyInternetGateway, id="eigw-new", vpc=vpc)
    text, edits = _add(walk, record, "::/0", "eigw-new")
    return f"attach an egress-only internet gateway to {vpc}, and {text}", (add, *edits)


def _add(walk: Walk, record: r.RouteTable, cidr: str, target: str, whose: str = "") -> Suggestion:
    """Add a route for a CIDR; for the address itself where the table's routes hold it already, by a prefix that may be longer."""
    address = walk.packet.dst
    written = [block for one in record.routes if (block := parse_block(one.destination)) is not None and block.length]
    if address.known and record.routes and any(within(address, block) for block in written) and target != "local":
        cidr = f"{address.text}/{32 if address.version == 4 else 128}"
    text = f"add a route for {cidr}{f' ({whose})' if whose else ''} to {record.id}: to {target}"
    cidr = cidr if "/" in cidr else f"{cidr}/{128 if ':' in cidr else 32}"
    return text, (more(record, "routes", {"destination": cidr, "target": target}),)


def _cidr(vpc: r.Vpc, address: Address) -> str:
    return _of_cidrs((*vpc.cidrs, *vpc.ipv6_cidrs), address)


def _of_cidrs(cidrs: tuple[str, ...], address: Address) -> str:
    return next((text for text in cidrs if (block := parse_block(text)) is not None and within(address, block)), address.text)
