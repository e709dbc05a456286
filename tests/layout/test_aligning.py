"""Small jogs: where a way's vertical lines follow one another a few px apart, they are one line."""

import re
from itertools import pairwise

import pytest

from tests.conftest import ROOT
from tests.pictures.geometry import defects
from tests.pictures.reading import flatten
from vpcviz.layout import lay_out
from vpcviz.layout.aligning import SMALL
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.sources import load
from vpcviz.spec import load_document

SPEC = b"""
vpcviz: 1
region: eu-west-1
vpcs:
  shop:
    cidr: 10.0.0.0/16
    internet_gateway: true
    vpn_gateway: true
    subnets:
      web: {zone: a, cidr: 10.0.0.0/24, nat_gateway: true}
      app: {zone: b, cidr: 10.0.1.0/24, instances: {one: 10.0.1.10}}
    route_tables:
      web: {subnets: web, routes: {0.0.0.0/0: igw, 172.16.0.0/12: vgw}}
      app: {subnets: app, routes: {0.0.0.0/0: nat, 172.16.0.0/12: vgw}}
    gateway_endpoints: [{name: s3, service: s3, route_tables: [web, app]}]
"""


def jogs(svg: bytes) -> list[float]:
    """How wide the small steps aside of all ways are (px)."""
    found = []
    for way in re.findall(r'<path data-wire[^>]* d="([^"]*)"', svg.decode()):
        corners = flatten(way)[:-1]
        inner = list(pairwise(corners))[1:]
        found += [abs(x - a) for (a, b), (x, y) in inner if b == y and 0 < abs(x - a) <= SMALL]
    return found


@pytest.mark.parametrize("sample", ["web-shop", "hub-and-spoke", "shared-services", "interface-endpoint", "private-api"])
def test_no_way_of_a_sample_has_one(sample: str) -> None:
    svg = render_svg(lay_out(load([str(ROOT / "samples" / f"{sample}.yaml")])))
    assert jogs(svg) == []
    assert defects(svg) == []


def test_ways_had_some_and_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    network: Network = load_document("spec.yaml", SPEC)
    assert jogs(render_svg(lay_out(network))) == []
    monkeypatch.setattr("vpcviz.layout.routing.Aligner.align", lambda self: None)
    assert jogs(render_svg(lay_out(network)))
