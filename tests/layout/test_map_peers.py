"""Peerings on the map: every one is a line between its VPCs, told by names at its ends, in a trunk only where it is named."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.spec.canonical import canonical

REGIONS = ("eu-west-1", "us-east-1")


def chain(vpcs: int) -> Network:
    """VPCs of two regions by turns, each peered with the next one."""
    made = tuple(
        r.Vpc(id=f"vpc-{n:02}", name=f"shop-{n}", cidrs=(f"10.0.{n}.0/24",), account="1", region=REGIONS[n % 2])
        for n in range(vpcs)
    )
    peerings = tuple(
        r.Peering(id=f"pcx-{a.id}", requester=a.id, accepter=b.id, account="1", region=a.region) for a, b in pairwise(made)
    )
    return canonical(Network(origin="scan", vpcs=made, peerings=peerings))


def drawn(network: Network) -> bytes:
    """The map of a network."""
    return render_svg(lay_out(network, Options(detail="overview")))


def names_at(picture: Picture, network: Network) -> dict[str, list[str]]:
    """By VPC: what the tab on its card says."""
    tabs = {thing.marks["in"]: thing.words for thing in picture.things if thing.kind == "peering" and "in" in thing.marks}
    return {vpc.id: tabs.get(vpc.id, []) for vpc in network.vpcs}


@pytest.mark.parametrize("vpcs", [5, 24, 40])
def test_each_peering_is_a_line_that_is_named_at_both_ends(vpcs: int) -> None:
    network = chain(vpcs)
    svg = drawn(network)
    picture = Picture(svg)
    assert {(wire.start, wire.end) for wire in picture.wires} == {(p.requester, p.accepter) for p in network.peerings}
    told = names_at(picture, network)
    labels = {vpc.id: vpc.name for vpc in network.vpcs}
    for peering in network.peerings:
        ends = [(peering.requester, peering.accepter), (peering.accepter, peering.requester)]
        assert any(labels[other] in " ".join(told[one]).replace(",", " ").split() for one, other in ends)
    assert missing(svg, network) == []
    assert defects(svg) == []


@pytest.mark.parametrize(("kind", "vpcs"), [("mixed", 16), ("mixed", 64), ("irregular", 40), ("irregular", 80)])
def test_what_shares_a_line_is_named_and_every_link_is_there(kind: str, vpcs: int) -> None:
    network = canonical(estates.estate(estates.Size(vpcs, 2, 1, 1), kind))
    svg = drawn(network)
    picture = Picture(svg)
    wires = {(wire.start, wire.end): wire for wire in picture.wires}
    joined = {vpc.id for vpc in network.vpcs}
    for peering in network.peerings:
        assert (peering.requester, peering.accepter) in wires
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and attachment.resource in joined:
            assert (attachment.id, attachment.transit_gateway) in wires
    assert missing(svg, network) == []
    assert defects(svg) == []
    assert sum(int(one.marks.get("more", 0)) for one in picture.things if one.kind == "peering") == len(network.peerings)


def test_a_vpc_with_too_many_peers_says_how_many_and_is_named_by_them() -> None:
    made = tuple(r.Vpc(id=f"vpc-{n:02}", name=f"shop-{n}", cidrs=(f"10.0.{n}.0/24",), region="eu-west-1") for n in range(30))
    peerings = tuple(r.Peering(id=f"pcx-{vpc.id}", requester=made[0].id, accepter=vpc.id, region="eu-west-1") for vpc in made[1:])
    network = canonical(Network(origin="scan", vpcs=made, peerings=peerings))
    told = names_at(Picture(drawn(network)), network)
    assert [told[vpc.id] for vpc in made[1:]] == [["shop-0"]] * 29
    assert told["vpc-00"][0].endswith(("+28", "+27", "+26", "29"))


def test_what_is_said_at_the_foot_of_lines_that_are_shared() -> None:
    assert b"where each leads stands at its ends" in drawn(chain(40))
    assert b"where each leads" not in drawn(chain(6))
