"""Starting from the Network: at standard detail every link of it is drawn, or told where it stands."""

from collections.abc import Iterator

import pytest

from tests.conftest import SAMPLES
from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.sources import load


def untold(network: Network, picture: Picture) -> Iterator[str]:
    """What joins two things of the network and is neither a wire nor a mark nor a counted name."""
    wires = {(wire.start, wire.end) for wire in picture.wires}
    either = wires | {(end, start) for start, end in wires}
    services = {thing.id: thing.marks["service"] for thing in picture.things if "service" in thing.marks}
    named = {thing.marks["in"]: int(thing.marks["more"]) for thing in picture.things if thing.kind == "association"}
    cards = {thing.id for thing in picture.things}
    for peering in network.peerings:
        yield from (f"{peering.id} {vpc}" for vpc in (peering.requester, peering.accepter) if (peering.id, vpc) not in either)
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and (attachment.id, attachment.transit_gateway) not in either:
            yield f"{attachment.id} {attachment.transit_gateway}"
    for endpoint in (*network.gateway_endpoints, *network.interface_endpoints):
        if (endpoint.id, endpoint.service) not in wires and services.get(endpoint.id) != endpoint.service:
            provided = network.endpoint_service_by_name.get(endpoint.service)
            if provided is None or (endpoint.id, provided.id) not in wires:
                yield f"{endpoint.id} {endpoint.service}"
    for zone in (*network.hosted_zones, *network.resolver_rules):
        told = sum((zone.id, vpc) in either for vpc in zone.vpcs) or named.get(zone.id, 0)
        if told != len(zone.vpcs):
            yield f"{zone.id}: {told} of {len(zone.vpcs)} VPCs"
    for table in network.route_tables:
        for route in table.routes:
            row = f"{table.id}|{route.destination}"
            if route.target != "local" and row not in cards:
                yield row
            attached = {one.id for one in network.attachments_of.get(table.vpc, ()) if one.transit_gateway == route.target}
            firewall, subnet = network.firewall_endpoints.get(route.target, (None, ""))
            inside = (
                {one.id for one in network.interfaces_owned.get(firewall.id, ()) if one.subnet == subnet} if firewall else set()
            )
            ends = attached or ({route.target} | inside) & cards
            if ends and not any((row, end) in wires for end in ends):
                yield f"{row} {route.target}"
    yield from _untold_of_balancers(network, either, cards)
    for connection in network.vpn_connections:
        if not any(connection.id in pair for pair in wires):
            yield connection.id


def _untold_of_balancers(network: Network, wires: set[tuple[str, str]], cards: set[str]) -> Iterator[str]:
    for balancer in network.load_balancers:
        own = {interface.id for interface in network.interfaces_owned.get(balancer.id, ())}
        named = {group for listener in balancer.listeners for group in listener.target_groups}
        targets = {target.id for group in network.target_groups if group.id in named for target in group.targets}
        if not own or balancer.id in own:
            continue
        for other in sorted((own | targets) & cards):
            if (balancer.id, other) not in wires:
                yield f"{balancer.id} {other}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_link_of_a_sample_is_drawn_or_told(sample) -> None:
    network = load([str(sample)])
    assert list(untold(network, Picture(render_svg(lay_out(network, Options()))))) == []


SHOP = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateways: {gate: {}}
    route_tables: {out: {routes: {0.0.0.0/0: gate}}}
    subnets:
      front-a: {zone: a, cidr: 10.0.0.0/24, route_table: out}
      front-b: {zone: b, cidr: 10.0.1.0/24, route_table: out}
      back-a: {zone: a, cidr: 10.0.2.0/24, instances: {one: {ip: 10.0.2.10}}}
      back-b: {zone: b, cidr: 10.0.3.0/24, instances: {two: {ip: 10.0.3.10}}}
    load_balancers:
      door: {type: application, scheme: internet-facing, subnets: [front-a, front-b], listeners: [https 443 -> web]}
    target_groups: {web: {protocol: HTTP, port: 80, targets: [one, two]}}
    workloads: {data: {type: rds-instance, subnets: [back-a, back-b], ips: {back-a: 10.0.2.20, back-b: 10.0.3.20}}}
"""


def test_the_way_from_the_internet_to_the_targets_is_drawn(tmp_path) -> None:
    spec = tmp_path / "shop.yaml"
    spec.write_text(SHOP)
    network = load([str(spec)])
    svg = render_svg(lay_out(network, Options()))
    picture = Picture(svg)
    wires = {(wire.start, wire.end) for wire in picture.wires}
    balancer, gate = "load-balancer-shop-door", "igw-shop-gate"
    interfaces = {interface.id for interface in network.interfaces_owned[balancer]}
    assert {(gate, "internet"), (gate, balancer), (balancer, "i-shop-one"), (balancer, "i-shop-two")} <= wires
    assert len(interfaces) == 2
    assert {(balancer, interface) for interface in interfaces} <= wires
    assert [thing.words for thing in picture.things if thing.id == "workload-shop-data"] == [["RDS instance"]]
    assert missing(svg, network) == []
    assert defects(svg) == []


def test_routes_that_aws_would_refuse_have_rows_and_links_of_their_own() -> None:
    table = r.RouteTable(
        id="rtb-1", vpc="vpc-1", main=True, routes=(r.Route("10.9.0.0/16", "pcx-1"), r.Route("10.9.0.0/16", "pcx-2"))
    )
    vpcs = tuple(r.Vpc(id=f"vpc-{n}", cidrs=(f"10.{n}.0.0/16",)) for n in (1, 2, 3))
    peerings = (
        r.Peering(id="pcx-1", requester="vpc-1", accepter="vpc-2"),
        r.Peering(id="pcx-2", requester="vpc-1", accepter="vpc-3"),
    )
    svg = render_svg(lay_out(Network(vpcs=vpcs, peerings=peerings, route_tables=(table,)), Options()))
    wires = {(wire.start, wire.end) for wire in Picture(svg).wires}
    assert {("rtb-1|10.9.0.0/16", "pcx-1"), ("rtb-1|10.9.0.0/16|pcx-2", "pcx-2")} <= wires
    assert defects(svg) == []
