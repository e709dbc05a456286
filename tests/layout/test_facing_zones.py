"""Two zones face the gap between them: wires to one place share it, none runs around, and no joint looks like a crossing."""

from itertools import pairwise
from pathlib import Path

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Point
from vpcviz.layout import Options, lay_out
from vpcviz.layout.channels import Channel
from vpcviz.layout.lines import Line
from vpcviz.layout.tracks import LineBetween, give_tracks
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

SPEC = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.20.0.0/16
    internet_gateway: {name: igw}
    vpn_gateway: {name: vgw}
    subnets:
      public-a: {zone: a, cidr: 10.20.0.0/24, nat_gateway: {name: nat-a, public_ip: 52.30.4.10}}
      public-b: {zone: b, cidr: 10.20.1.0/24, nat_gateway: {name: nat-b, public_ip: 52.30.4.11}}
      public-c: {zone: c, cidr: 10.20.2.0/24, nat_gateway: {name: nat-c, public_ip: 52.30.4.12}}
      app-a: {zone: a, cidr: 10.20.10.0/24, instances: {web-1: 10.20.10.11, web-2: 10.20.10.12}}
      app-b: {zone: b, cidr: 10.20.11.0/24, instances: {web-3: 10.20.11.11, web-4: 10.20.11.12}}
      app-c: {zone: c, cidr: 10.20.12.0/24, instances: {web-5: 10.20.12.11, web-6: 10.20.12.12}}
    route_tables:
      public: {subnets: [public-a, public-b, public-c], routes: {0.0.0.0/0: internet_gateway}}
      app-a: {subnets: app-a, routes: {0.0.0.0/0: nat-a, 172.16.0.0/12: vpn_gateway}}
      app-b: {subnets: app-b, routes: {0.0.0.0/0: nat-b, 172.16.0.0/12: vpn_gateway}}
      app-c: {subnets: app-c, routes: {0.0.0.0/0: nat-c, 172.16.0.0/12: vpn_gateway}}
    gateway_endpoints: {s3: {service: s3, route_tables: [app-a, app-b, app-c]}}
    load_balancers:
      front: {type: application, scheme: internet-facing, subnets: [public-a, public-b, public-c], listeners: [https 443 -> web]}
    target_groups:
      web: {protocol: HTTP, port: 8080, targets: [web-1, web-2, web-3, web-4, web-5, web-6]}
    interface_endpoints:
      sqs: {service: sqs, subnets: [app-a, app-b, app-c]}
      kms: {service: kms, subnets: [app-a, app-b, app-c]}
    resolver_endpoints:
      inbound: {direction: inbound, ips: [app-a, app-b]}
"""


def _picture() -> Picture:
    svg = render_svg(lay_out(load_document("spec.yaml", SPEC), Options()))
    assert defects(svg) == []
    return Picture(svg)


def _runs(points: list[Point]) -> list[tuple[Point, Point]]:
    """The long runs of a way."""
    return [(a, b) for a, b in pairwise(points) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 12]


def _left(picture: Picture, ident: str) -> float:
    (found,) = (thing.rect for thing in picture.things if thing.id == ident and thing.rect is not None)
    return found.left


def test_every_other_zone_is_the_other_way_round() -> None:
    picture = _picture()
    for number, zone in enumerate("abc"):
        balanced = f"web-{2 * number + 1}"
        nat, subnet = _left(picture, f"nat-shop-nat-{zone}"), _left(picture, f"subnet-shop-public-{zone}")
        web = _left(picture, f"i-shop-{balanced}")
        assert (nat - subnet > 60) is (zone != "b"), zone
        assert (web - subnet > 60) is (zone == "b"), zone


def test_two_zones_share_the_wire_of_a_load_balancer() -> None:
    ways = [wire.points for wire in _picture().wires if wire.kind == "load-balancer" and not wire.end.startswith("igw")]
    trunks = {round(a[0] / 6) for points in ways for a, b in _runs(points) if a[0] == b[0] and abs(a[1] - b[1]) > 90}
    assert len(trunks) == 2  # three zones: one beside the first, one between the others


def test_joints_are_no_crossings() -> None:
    picture = _picture()
    for bundle in {wire.bundle for wire in picture.wires if wire.bundle}:
        runs = [run for wire in picture.wires if wire.bundle == bundle for run in _runs(wire.points)]
        for (x, top), (x2, bottom) in (run for run in runs if run[0][0] == run[1][0]):
            assert x == x2
            low, high = sorted((top, bottom))
            stubs = [(a, b) for a, b in runs if a[1] == b[1] and low + 8 < a[1] < high - 8]
            left = {a[1] for a, b in stubs if min(a[0], b[0]) < x - 4 and x - 8 <= max(a[0], b[0]) <= x + 8}
            right = {a[1] for a, b in stubs if max(a[0], b[0]) > x + 4 and x - 8 <= min(a[0], b[0]) <= x + 8}
            assert not left & right, bundle


def test_routes_to_nat_gateways_run_beside_the_tables_and_over_the_zones() -> None:
    picture = _picture()
    (card,) = (thing.rect for thing in picture.things if thing.kind == "load-balancer")
    assert card is not None
    for wire in picture.wires:
        if wire.end.startswith("nat-shop"):
            assert min(y for _, y in wire.points) > card.bottom - 1, wire.name


def test_routes_up_and_routes_down_leave_tables_by_different_sides() -> None:
    picture = _picture()
    tables = {thing.id: thing.rect for thing in picture.things if thing.kind == "route-table"}
    for wire in picture.wires:
        rect = tables.get(wire.start.split("|")[0]) if wire.kind == "route" else None
        if rect is not None and wire.end.startswith(("vgw", "vpce")):
            beyond = wire.points[1][0]
            assert (beyond > rect.right) is wire.end.startswith("vgw"), wire.name


def test_what_is_reached_from_below_has_a_row_of_its_own_where_others_have() -> None:
    spec = (Path(__file__).parents[2] / "samples" / "web-shop.yaml").read_bytes()
    things = Picture(render_svg(lay_out(load_document("web-shop.yaml", spec), Options()))).things
    tops = [thing.rect.top for thing in things if thing.kind == "eni" and thing.marks.get("more") == "5" and thing.rect]
    assert len(tops) == 3
    assert len(set(tops)) == 1


def _line(at: float) -> Line:
    return Line(at=at)


def _between(high: float, low: float) -> LineBetween:
    """A line in an upright channel, from a thing on its right at height `low` to one far on its left at `high`."""
    here, beyond = Line(channel=Channel(start=100)), Line(channel=Channel(start=0))
    return here, _line(high), _line(low), beyond, Line(channel=Channel(start=900))


def test_tracks_are_in_the_order_that_crosses_least_also_where_not_all_run_side_by_side() -> None:
    spans = {"a": (10.0, 60.0), "b": (30.0, 160.0), "c": (100.0, 260.0)}  # a and c do not meet, b meets both
    members = {key: [_between(*span)] for key, span in spans.items()}
    channel = Channel(start=100, tracks=9)
    assert give_tracks([(channel, members)])
    at = {key: lines[0][0].at for key, lines in members.items()}
    assert at["c"] < at["b"] < at["a"]
