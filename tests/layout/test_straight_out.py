"""Wires run straight out of what holds their ends where nothing stands in their way, and beside what does."""

from functools import cache
from pathlib import Path

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Wire
from vpcviz.layout import lay_out
from vpcviz.layout.boxes import Box
from vpcviz.layout.leaving import margin
from vpcviz.render.svg import render_svg
from vpcviz.sources import load

SAMPLE = Path(__file__).parents[2] / "samples" / "on-premises.yaml"


@cache
def _drawn() -> Picture:
    svg = render_svg(lay_out(load([str(SAMPLE)])))
    assert defects(svg) == []
    return Picture(svg)


def _length(wire: Wire) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(wire.points, wire.points[1:], strict=False))


def test_a_dns_server_s_wire_leaves_beside_the_customer_gateway_that_is_docked_there() -> None:
    picture = _drawn()
    office = next(thing.rect for thing in picture.things if thing.kind == "on-premises")
    router = next(thing.rect for thing in picture.things if thing.kind == "customer-gateway")
    wire = next(wire for wire in picture.wires if wire.kind == "dns" and "172.16.0.10" in wire.start)
    (x, _), (_, below) = wire.points[0], wire.points[1]
    assert below > office.bottom  # its first run is out of the office
    assert not router.left <= x <= router.right


def test_a_wire_between_zones_runs_on_past_what_stands_below_them() -> None:
    picture = _drawn()
    dock = next(thing.rect for thing in picture.things if thing.kind == "interface-endpoint")
    ways = [wire for wire in picture.wires if wire.kind == "privatelink" and wire.start.startswith("eni-")]
    assert len(ways) == 2
    for wire in ways:
        (x0, y0), (x1, _) = wire.points[0], wire.points[-1]
        assert _length(wire) <= abs(x0 - x1) + dock.top - y0 + 24  # no way around


def _stack(title: float) -> tuple[Box, Box, Box]:
    """A stack of two things at the left of an account whose title is so wide (px), and something on the far left above it."""
    inner = Box("vpc", "v", 200, 100, x=24, y=60)
    stack = Box("stack", "", 300, 200, rows=[[inner], [Box("vpc", "w", 200, 100)]])
    account = Box("account", "a", 900, 300, head=30, title_width=title, rows=[[stack, Box("vpc", "z", 300, 200)]])
    account.adopt()
    stack.x, account.x = 24, 12
    return stack, stack.rows[1][0], Box("internet-gateway", "igw", 40, 40, x=0)


def test_no_way_up_leaves_a_stack_by_the_side_that_is_under_a_title() -> None:
    stack, low, far = _stack(title=330)
    assert margin(stack, low, far, "top") is stack.space.right
    stack, low, far = _stack(title=0)
    assert margin(stack, low, far, "top") is stack.space.left


def test_what_only_the_internet_leads_to_stands_where_the_way_is_short() -> None:
    """Services without endpoints stand beside the VPC: below it, the way to them goes round it."""
    svg = render_svg(lay_out(load([str(SAMPLE.with_name("without-endpoints.yaml"))])))
    assert defects(svg) == []
    picture = Picture(svg)
    vpc = next(thing.rect for thing in picture.things if thing.kind == "vpc")
    services = [thing.rect for thing in picture.things if thing.kind == "service"]
    ways = [_length(wire) for wire in picture.wires if wire.kind == "internet"]
    assert services
    assert all(service.left > vpc.right for service in services)
    assert max(ways) < vpc.bottom - vpc.top


def test_a_route_from_a_table_beside_zones_runs_across_the_gap_into_the_last_of_them() -> None:
    svg = render_svg(lay_out(load([str(SAMPLE.with_name("without-endpoints.yaml"))])))
    table = "rtb-0c7d6e5f403122130"
    wire = next(wire for wire in Picture(svg).wires if wire.start.startswith(table) and wire.kind == "route")
    (x0, y0), (x1, y1) = wire.points[0], wire.points[-1]
    assert _length(wire) <= abs(x0 - x1) + abs(y0 - y1) + 1


def test_a_wire_out_of_a_site_passes_the_gateway_docked_under_its_server() -> None:
    """Hub-and-spoke: the gateway is where the DNS server's wire leads to; it leaves beside it, not round the site."""
    svg = render_svg(lay_out(load([str(SAMPLE.with_name("hub-and-spoke.yaml"))])))
    assert defects(svg) == []
    picture = Picture(svg)
    office = next(thing.rect for thing in picture.things if thing.kind == "on-premises")
    wire = next(wire for wire in picture.wires if wire.kind == "dns" and "192.168.0.53" in wire.start)
    assert wire.points[1][1] > office.bottom


def test_names_on_one_another_beside_a_hub_are_equally_wide() -> None:
    picture = Picture(render_svg(lay_out(load([str(SAMPLE.with_name("hub-and-spoke.yaml"))]))))
    zones = [thing.rect for thing in picture.things if thing.kind == "hosted-zone"]
    assert len(zones) == 2
    assert len({(zone.left, zone.right) for zone in zones}) == 1
