"""Wires between neighbours are short: straight across a gap, down from what stands over a border, by the nearer side of a table."""

from itertools import combinations, pairwise
from pathlib import Path

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Thing
from tests.traffic.helpers import network
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg
from vpcviz.spec import load_document

SAMPLES = Path(__file__).parents[2] / "samples"

PRIVATE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        vpn_gateway: vgw
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {i: 10.0.1.20}}}
        route_tables: {t: {subnets: [s], routes: {0.0.0.0/0: vgw}}}
    virtual_interfaces:
      high: {type: private, gateway: vgw}
      low: {type: private, gateway: vgw}
"""

SITE = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        vpn_gateway: vgw
        subnets: {s: {zone: a, cidr: 10.0.1.0/24, instances: {i: 10.0.1.20}}}
        route_tables: {t: {subnets: [s], routes: {192.168.0.0/16: vgw}}}
    customer_gateways: {office: {ip: 203.0.113.10}}
    vpn_connections: {tunnel: {customer_gateway: office, gateway: vgw}}
"""


def drawn(spec: str) -> Picture:
    """The picture of a spec; it has no defect."""
    svg = render_svg(lay_out(network(spec), Options()))
    assert defects(svg) == []
    return Picture(svg)


def only(picture: Picture, kind: str) -> Thing:
    """The one thing of a kind."""
    (found,) = (thing for thing in picture.things if thing.kind == kind)
    return found


def crossings(picture: Picture) -> int:
    """How often wires cross."""
    runs = [[*pairwise(wire.points)] for wire in picture.wires]
    count = 0
    for one, other in combinations(runs, 2):
        for level, upright in ((a, b) for a in one for b in other for a, b in ((a, b), (b, a))):
            (x1, y1), (x2, y2) = level
            (x3, y3), (x4, y4) = upright
            if y1 == y2 and x3 == x4:
                count += min(x1, x2) + 4 < x3 < max(x1, x2) - 4 and min(y3, y4) + 4 < y1 < max(y3, y4) - 4
    return count


def test_virtual_interfaces_of_a_gateway_on_an_upper_border_stand_over_it() -> None:
    picture = drawn(PRIVATE)
    vpc = only(picture, "vpc").rect
    cards = [thing.rect for thing in picture.things if thing.kind == "virtual-interface"]
    assert len(cards) == 2
    assert all(card.bottom < vpc.top for card in cards)
    assert all(sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(w.points)) < 300 for w in picture.wires)


def test_a_connection_and_the_customer_gateway_beside_it_are_linked_straight() -> None:
    picture = drawn(SITE)
    card, gateway = only(picture, "vpn-connection").rect, only(picture, "customer-gateway").rect
    (wire,) = (wire for wire in picture.wires if only(picture, "customer-gateway").id in (wire.start, wire.end))
    assert len(wire.points) == 2
    assert wire.points[0][1] == wire.points[1][1]
    assert {wire.points[0][0], wire.points[1][0]} == {min(card.right, gateway.right), max(card.left, gateway.left)}


def test_routes_of_two_tables_to_two_endpoints_do_not_cross() -> None:
    path = SAMPLES / "gateway-endpoint.yaml"
    svg = render_svg(lay_out(load_document(str(path), path.read_bytes()), Options()))
    assert crossings(Picture(svg)) == 0


def sample(name: str) -> Picture:
    """The picture of a sample."""
    path = SAMPLES / f"{name}.yaml"
    return Picture(render_svg(lay_out(load_document(str(path), path.read_bytes()), Options())))


def test_addresses_stand_below_names_that_are_long() -> None:
    picture = sample("private-api")
    (table,) = (thing for thing in picture.things if thing.kind == "dns")
    words = [word for word in picture.words if word.owner is table]
    name = next(word for word in words if word.text.startswith("vpce-") and "-eu-west-1a" in word.text)
    address = next(word for word in words if word.text == "10.20.1.15")
    assert address.rect.left == name.rect.left
    assert 0 < address.rect.top - name.rect.top < 20
    assert table.rect.right - table.rect.left < 600


def test_wires_to_the_next_account_run_between_the_two() -> None:
    picture = sample("interface-endpoint")
    accounts = sorted((thing.rect for thing in picture.things if thing.kind == "account"), key=lambda rect: rect.left)
    cloud = only(picture, "cloud").rect
    wires = [wire for wire in picture.wires if wire.end.startswith("vpce-svc-") and wire.start.startswith("vpce-")]
    assert len(wires) == 2
    for wire in wires:
        assert max(y for _, y in wire.points) < max(rect.bottom for rect in accounts) < cloud.bottom
        assert any(accounts[0].right < x < accounts[1].left for x, _ in wire.points)


def test_tables_stand_on_the_side_of_what_they_lead_to() -> None:
    """The tables of a VPC may stand left of its zones, which are then nearer to the next account."""
    picture = sample("interface-endpoint")
    shop = next(thing for thing in picture.things if thing.kind == "vpc" and thing.id == "vpc-0a1b2c3d4e5f60718")
    tables = [thing.rect for thing in picture.things if thing.kind in ("dns", "route-table") and shop in thing.chain()]
    zones = [thing.rect for thing in picture.things if thing.kind == "az" and shop in thing.chain()]
    assert max(rect.right for rect in tables) < min(rect.left for rect in zones)


def test_tables_below_one_another_are_as_wide() -> None:
    picture = sample("prefix-list")
    one, other = (thing.rect for thing in picture.things if thing.kind in ("route-table", "prefix-list"))
    assert (one.left, one.right) == (other.left, other.right)
