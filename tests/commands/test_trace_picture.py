"""The picture of a traced way: the verdict, a cross where it ends, both ends clear, the whole way over its own path."""

import re
from pathlib import Path
from xml.etree import ElementTree

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


def traced(folder: Path, *arguments: str) -> tuple[bytes, Picture]:
    spec, picture = folder / "spec.yaml", folder / "way.svg"
    spec.write_text(SPEC, encoding="utf-8")
    run(["trace", str(spec), *arguments, "-o", str(picture)])
    svg = picture.read_bytes()
    assert defects(svg) == []
    return svg, Picture(svg)


def way(picture: Picture) -> list[tuple[str, str]]:
    return sorted((wire.start, wire.end) for wire in picture.wires if wire.kind == "trace")


def test_a_way_that_is_stopped(tmp_path: Path) -> None:
    svg, picture = traced(tmp_path, "--from", "client", "--to", "server", "--port", "80")
    root = ElementTree.fromstring(svg)
    assert root.attrib["data-verdict"] == "blocked"
    assert "blocked, client to server, tcp 80" in root.findtext("{http://www.w3.org/2000/svg}title", "")
    stops = [thing for thing in picture.things if thing.kind == "trace-stop"]
    assert [thing.parent.kind for thing in stops if thing.parent] == ["security-group"]
    assert way(picture) == [("i-near-client", "pcx-bridge"), ("pcx-bridge", "i-far-server")]
    for end in ("i-near-client", "i-far-server"):
        assert not re.search(f'data-id="{end}"[^>]*data-faded', svg.decode())


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
