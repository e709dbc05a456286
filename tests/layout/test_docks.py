"""What is docked on a border stands where its wires come from."""

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg

SPEC = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internet_gateway: igw
        subnets:
          app-a: {zone: a, cidr: 10.0.1.0/24, instances: {a1: 10.0.1.20, a2: 10.0.1.21, a3: 10.0.1.22}}
          app-b: {zone: b, cidr: 10.0.2.0/24, instances: {b1: 10.0.2.20, b2: 10.0.2.21, b3: 10.0.2.22}}
          app-c: {zone: c, cidr: 10.0.3.0/24, instances: {c1: 10.0.3.20, c2: 10.0.3.21, c3: 10.0.3.22}}
        route_tables:
          t: {subnets: [app-a, app-b, app-c], routes: {0.0.0.0/0: igw}}
        resolver_endpoints:
          in: {direction: inbound, ips: {app-a: 10.0.1.10, app-b: 10.0.2.10}}
"""


def test_a_resolver_endpoint_stands_over_its_zones_and_a_gateway_at_its_table() -> None:
    svg = render_svg(lay_out(network(SPEC), Options()))
    assert defects(svg) == []
    things = {thing.kind: thing for thing in Picture(svg).things}
    resolver, gateway, table = (things[kind].rect for kind in ("resolver-endpoint", "internet-gateway", "route-table"))
    tracks = [wire.points[1][0] for wire in Picture(svg).wires if wire.kind == "dns"]
    assert abs((resolver.left + resolver.right) / 2 - sum(tracks) / len(tracks)) < 120
    assert resolver.right < table.left < gateway.right
