"""The picture of a traced way: the verdict, a cross where it ends, both ends clear, the whole way over its own path."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.commands import run

SPEC = """
vpcviz: 1
region: eu-west-1
vpcs:
  near:
    cidr: 10.1.0.0/16
    internet_gateway: {}
    subnets:
      web: {zone: b, cidr: 10.1.0.0/24}
      app: {zone: b, cidr: 10.1.1.0/24, instances: {client: {ip: 10.1.1.10, security_groups: client}}}
    route_tables:
      web: {subnets: web, routes: {0.0.0.0/0: internet_gateway}}
      app: {subnets: app, routes: {10.2.0.0/16: peering}}
    security_groups: {client: {ingress: [tcp 8080 from front], egress: [all to 0.0.0.0/0]}, front: {ingress: [https from 0.0.0.0/0]}}
    load_balancers:
      front: {type: network, scheme: internet-facing, subnets: web, security_groups: front, listeners: [tcp 443 -> clients]}
    target_groups: {clients: {protocol: TCP, port: 8080, targets: client}}
  far:
    cidr: 10.2.0.0/16
    subnets: {data: {zone: a, cidr: 10.2.0.0/24, instances: {server: {ip: 10.2.0.10, security_groups: closed}}}}
    route_tables: {m: {main: true, routes: {10.1.0.0/16: peering}}}
    security_groups: {closed: {ingress: [tcp 22 from 10.1.0.0/16]}}
peerings:
  - {name: bridge, between: [near, far]}
"""

HUB = """
vpcviz: 1
region: eu-west-1
vpcs:
  near:
    cidr: 10.1.0.0/16
    subnets: {app: {zone: a, cidr: 10.1.0.0/24, instances: {client: 10.1.0.10}}}
    route_tables: {m: {main: true, routes: {10.2.0.0/16: hub}}}
  far:
    cidr: 10.2.0.0/16
    subnets: {data: {zone: a, cidr: 10.2.0.0/24, instances: {server: 10.2.0.10}}}
    route_tables: {m: {main: true, routes: {10.1.0.0/16: hub}}}
transit_gateways:
  hub:
    attachments: {near: {id: to-near, resource: near, subnets: app}, far: {id: to-far, resource: far, subnets: data}}
    route_tables: {all: {associations: [near, far], propagations: [near, far]}}
"""


def traced(folder: Path, *arguments: str, text: str = SPEC) -> tuple[bytes, Picture]:
    spec, picture = folder / "spec.yaml", folder / "way.svg"
    spec.write_text(text, encoding="utf-8")
    run(["trace", str(spec), *arguments, "-o", str(picture)])
    svg = picture.read_bytes()
    assert defects(svg) == []
    return svg, Picture(svg)


def way(picture: Picture) -> list[tuple[str, str]]:
    return sorted((wire.start, wire.end) for wire in picture.wires if wire.kind == "trace")


def stopped_at(picture: Picture) -> list[str]:
    return sorted(thing.parent.kind for thing in picture.things if thing.kind == "trace-stop" and thing.parent)


def test_a_way_that_is_stopped(tmp_path: Path) -> None:
    svg, picture = traced(tmp_path, "--from", "client", "--to", "server", "--port", "80")
    root = ElementTree.fromstring(svg)
    assert root.attrib["data-verdict"] == "blocked"
    assert "blocked, client to server, tcp 80" in root.findtext("{http://www.w3.org/2000/svg}title", "")
    assert stopped_at(picture) == ["instance", "security-group"]
    assert way(picture) == [("i-near-client", "pcx-bridge"), ("pcx-bridge", "i-far-server")]
    for end in ("i-near-client", "i-far-server"):
        assert not re.search(f'data-id="{end}"[^>]*data-faded', svg.decode())


def test_the_cross_is_where_the_way_ends(tmp_path: Path) -> None:
    svg, picture = traced(tmp_path, "--from", "client", "--to", "server", "--port", "80")
    crosses = [group for group in ElementTree.fromstring(svg).iter() if set(group.attrib) == {"data-step"}]
    assert [group.attrib["data-step"] for group in crosses] == ["7"]
    numbers = [float(one) for one in re.findall(r"-?[0-9.]+", ElementTree.tostring(crosses[0][-1], "unicode").partition(' d="')[2])]
    last = next(wire for wire in picture.wires if wire.kind == "trace" and wire.end == "i-far-server")
    assert max(abs(numbers[0] - last.points[-1][0]), abs(numbers[1] - last.points[-1][1])) < 20


def test_where_no_group_is_drawn_its_step_is_marked_where_it_acts(tmp_path: Path) -> None:
    _, picture = traced(tmp_path, "--from", "client", "--to", "server", "--port", "80", "--detail", "standard")
    assert stopped_at(picture) == ["instance"]


def test_on_the_map_the_way_runs_from_port_to_port(tmp_path: Path) -> None:
    spec, picture = tmp_path / "hub.yaml", tmp_path / "way.svg"
    spec.write_text(HUB, encoding="utf-8")
    run(["trace", str(spec), "--from", "client", "--to", "server", "--detail", "overview", "-o", str(picture)])
    assert way(Picture(picture.read_bytes())) == [("tgw-hub", "to-far"), ("to-near", "tgw-hub")]


def test_a_way_between_two_subnets_of_a_zone_stays_between_them(tmp_path: Path) -> None:
    _, picture = traced(tmp_path, "--from", "internet", "--to", "front")
    inner = next(wire for wire in picture.wires if wire.kind == "trace" and wire.end == "i-near-client")
    ends = sorted(y for _, y in (inner.points[0], inner.points[-1]))
    assert [y for _, y in inner.points if not ends[0] <= y <= ends[1]] == []


def test_the_steps_of_a_long_way_stand_in_columns(tmp_path: Path) -> None:
    svg, _ = traced(tmp_path, "--from", "internet", "--to", "front")
    steps = re.findall(r' x="([0-9.]+)" y="([0-9.]+)">([0-9]+) [^<]+</text>', svg.decode())
    assert len({x for x, _, _ in steps}) > 1
    assert len({y for _, y, _ in steps}) < len(steps)


def test_a_way_that_is_delivered_runs_over_each_of_its_places(tmp_path: Path) -> None:
    svg, picture = traced(tmp_path, "--from", "internet", "--to", "front")
    assert ElementTree.fromstring(svg).attrib["data-verdict"] == "delivered"
    balancer = next(start for start, end in way(picture) if end == "i-near-client")
    assert {end for _, end in way(picture)} >= {balancer, "i-near-client"}
    assert any(start == "internet" for start, _ in way(picture))
    assert not [thing for thing in picture.things if thing.kind == "trace-stop"]


def test_links_that_are_not_on_the_way_are_dimmed_as_one_layer(tmp_path: Path) -> None:
    root = ElementTree.fromstring(traced(tmp_path, "--from", "internet", "--to", "front")[0])
    layers = [group for group in root.iter() if "data-faded" in group.attrib and "data-kind" not in group.attrib]
    links = [group for group in root.iter() if group.get("data-link") not in (None, "trace")]
    assert len(layers) == 1
    assert [group for group in layers[0].iter() if group.get("data-kind") == "link"] == links
    assert not [group for group in links if "data-faded" in group.attrib]


def test_the_picture_of_a_way_takes_the_options_of_draw(tmp_path: Path) -> None:
    svg, _ = traced(tmp_path, "--from", "client", "--to", "server", "--title", "Our way", "--theme", "dark", "--detail", "standard")
    assert b"Our way: " in svg
    assert b"#000000" in svg


def test_a_way_may_be_drawn_on_any_view_with_findings(tmp_path: Path) -> None:
    gone = "10.9.0.0/16: {target: pcx-gone, state: blackhole}"
    text = SPEC.replace("app: {subnets: app, routes: {", f"app: {{subnets: app, routes: {{{gone}, ")
    svg, picture = traced(tmp_path, "--from", "client", "--to", "server", "--view", "routes", "--findings", text=text)
    assert b"Routes: route tables" in svg
    assert ("pcx-bridge", "subnet-far-data") in way(picture)
    assert [thing for thing in picture.things if thing.kind == "finding"]


def test_findings_need_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(SPEC, encoding="utf-8")
    assert run(["trace", str(spec), "--from", "client", "--to", "server", "--findings"]) == 2
    assert "give one with -o" in capsys.readouterr().err


def test_what_the_way_does_not_touch_is_dimmed_whole_and_once(tmp_path: Path) -> None:
    svg, _ = traced(tmp_path, "--from", "internet", "--to", "front")
    root = ElementTree.fromstring(svg)
    faded = [group for group in root.iter() if "data-faded" in group.attrib]
    assert ("vpc", "vpc-far") in {(group.get("data-kind"), group.get("data-id")) for group in faded}
    assert [inner for group in faded for inner in group.iter() if inner is not group and "data-faded" in inner.attrib] == []
    on_the_way = {"aws-cloud", "eu-west-1", "vpc-near", "subnet-near-web", "subnet-near-app"}
    assert not on_the_way & {group.get("data-id") for group in faded}


def test_what_is_dimmed_gets_no_stroke_of_its_own(tmp_path: Path) -> None:
    """ImageMagick's own reader drew black edges around all that was dimmed: an opacity counts as that of a stroke, until one is told."""
    svg, _ = traced(tmp_path, "--from", "internet", "--to", "front")
    dimmed = re.findall(r"<g[^>]* data-faded=[^>]*>", svg.decode())
    assert dimmed
    assert all(re.search(r' opacity="[\d.]+" stroke="none"', group) for group in dimmed)


def test_the_row_of_a_route_table_that_wins_stays_clear(tmp_path: Path) -> None:
    text = SPEC.replace("{10.2.0.0/16: peering}", "{10.2.0.0/16: peering, 10.3.0.0/16: peering}")
    root = ElementTree.fromstring(traced(tmp_path, "--from", "client", "--to", "server", text=text)[0])
    rows = {
        str(row.get("data-id")).partition("|")[2]: "data-faded" in row.attrib
        for row in root.iter()
        if row.get("data-kind") == "route"
    }
    assert (rows["10.2.0.0/16"], rows["10.3.0.0/16"]) == (False, True)


OUT = """
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.1.0.0/16
    internet_gateway: true
    subnets:
      web: {zone: a, cidr: 10.1.0.0/24}
      app: {zone: b, cidr: 10.1.1.0/24, instances: {client: 10.1.1.10}}
    route_tables: {web: {subnets: [web, app], routes: {0.0.0.0/0: igw}}}
"""


@pytest.mark.parametrize("detail", ["presentation", "full"])
def test_the_way_out_of_a_folded_subnet_is_beside_the_title_of_its_zone(tmp_path: Path, detail: str) -> None:
    _, picture = traced(tmp_path, "--from", "client", "--to", "internet", "--view", "routes", "--detail", detail, text=OUT)
    assert any(wire.kind == "trace" for wire in picture.wires)


def test_on_the_overview_a_way_leads_from_border_to_border_of_a_card(tmp_path: Path) -> None:
    """It enters a VPC by an attachment and leaves it by the internet gateway: both are docked on the same card."""
    text = (ROOT / "samples" / "hub-and-spoke.yaml").read_text("utf-8")
    _, picture = traced(tmp_path, "--from", "i-web-web-1", "--to", "internet", "--detail", "overview", text=text)
    assert [wire.end for wire in picture.wires if wire.kind == "trace" and wire.start == "tgw-attach-hub-eu-egress"] == [
        "igw-01010203040506072"
    ]


@pytest.mark.parametrize("detail", ["overview", "presentation", "standard", "full"])
def test_where_a_transit_gateways_table_has_no_route_the_way_ends_at_the_gateway(tmp_path: Path, detail: str) -> None:
    text = HUB.replace(", propagations: [near, far]", "")
    svg, picture = traced(tmp_path, "--from", "client", "--to", "server", "--detail", detail, text=text)
    assert way(picture)[-1][1] == "tgw-hub"
    assert stopped_at(picture)
    hub = re.search(rb'<g data-kind="transit-gateway" data-id="tgw-hub"[^>]*>', svg)
    assert hub is not None
    assert b"data-faded" not in hub[0]
