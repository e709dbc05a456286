"""The picture of a way through a Cloud WAN core network: by the attachments on the VPCs' borders."""

from pathlib import Path

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.commands import run

SPEC = """
vpcviz: 1
region: eu-west-1
core_networks:
  - id: core-network-1
    name: global
    attachments:
      - {attachment: to-near, type: VPC, resource: near, segment: all, location: eu-west-1, subnets: [app]}
      - {attachment: to-far, type: VPC, resource: far, segment: all, location: eu-west-1, subnets: [data]}
    routes:
      - {destination: 10.1.0.0/16, segment: all, location: eu-west-1, attachments: [to-near]}
      - {destination: 10.2.0.0/16, segment: all, location: eu-west-1, attachments: [to-far]}
vpcs:
  near:
    cidr: 10.1.0.0/16
    subnets: {app: {zone: a, cidr: 10.1.0.0/24, instances: {client: 10.1.0.10}}}
    route_tables: {m: {main: true, routes: {10.2.0.0/16: core-network-1}}}
  far:
    cidr: 10.2.0.0/16
    subnets: {data: {zone: a, cidr: 10.2.0.0/24, instances: {server: 10.2.0.10}}}
    route_tables: {m: {main: true, routes: {10.1.0.0/16: core-network-1}}}
"""


def test_it_passes_the_attachments_of_both_vpcs(tmp_path: Path) -> None:
    spec, picture = tmp_path / "spec.yaml", tmp_path / "way.svg"
    spec.write_text(SPEC, encoding="utf-8")
    run(["trace", str(spec), "--from", "client", "--to", "server", "-o", str(picture)])
    svg = picture.read_bytes()
    assert defects(svg) == []
    assert sorted((wire.start, wire.end) for wire in Picture(svg).wires if wire.kind == "trace") == [
        ("core-network-1", "to-far"),
        ("i-near-client", "to-near"),
        ("to-far", "i-far-server"),
        ("to-near", "core-network-1"),
    ]
    assert b'data-id="to-near" data-dock="top" data-faded' not in svg
