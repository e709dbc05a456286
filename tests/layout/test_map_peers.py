"""Peerings on the map: every one is a line between its VPCs, told by names at its ends, or in the list of those that would be long."""

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
from vpcviz.layout.map_peers import ICON, INSET, _words
from vpcviz.layout.options import Way
from vpcviz.layout.style import text_width
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


def told_of(picture: Picture) -> tuple[set[tuple[str, str]], dict[str, tuple[str, str]]]:
    """The pairs of VPCs that a line joins, and by id the peerings of the list."""
    lines = {(wire.start, wire.end) for wire in picture.wires}
    listed = {
        thing.id: (thing.marks["from"], thing.marks["to"])
        for thing in picture.things
        if thing.kind == "peering" and "from" in thing.marks
    }
    return lines, listed


@pytest.mark.parametrize("vpcs", [5, 24, 40])
def test_each_peering_is_a_line_or_listed_and_named_at_an_end(vpcs: int) -> None:
    network = chain(vpcs)
    svg = drawn(network)
    picture = Picture(svg)
    lines, listed = told_of(picture)
    assert lines | set(listed.values()) == {(p.requester, p.accepter) for p in network.peerings}
    assert not lines & set(listed.values())
    assert bool(listed) == (vpcs == 40)
    told = names_at(picture, network)
    labels = {vpc.id: vpc.name for vpc in network.vpcs}
    for peering in network.peerings:
        ends = [(peering.requester, peering.accepter), (peering.accepter, peering.requester)]
        assert any(labels[other] in " ".join(told[one]).replace(",", " ").split() for one, other in ends)
    assert missing(svg, network) == []
    assert defects(svg) == []


@pytest.mark.parametrize(("kind", "vpcs"), [("mixed", 16), ("mixed", 64), ("irregular", 40), ("irregular", 80)])
def test_every_link_is_a_line_or_listed_once_and_counted_once(kind: str, vpcs: int) -> None:
    network = canonical(estates.estate(estates.Size(vpcs, 2, 1, 1), kind))
    svg = drawn(network)
    picture = Picture(svg)
    lines, listed = told_of(picture)
    for peering in network.peerings:
        assert (listed.get(peering.id) == (peering.requester, peering.accepter)) != ((peering.requester, peering.accepter) in lines)
    for attachment in network.transit_gateway_attachments:
        if attachment.type == "vpc" and network.get(attachment.resource, r.Vpc) is not None:
            assert (attachment.id, attachment.transit_gateway) in lines
    assert missing(svg, network) == []
    assert defects(svg) == []
    counted = sum(int(one.marks.get("more", 0)) for one in picture.things if one.kind == "peering")
    assert counted + len(listed) == len(network.peerings)


def test_the_list_says_the_names_of_both_vpcs_under_their_regions() -> None:
    network = canonical(estates.estate(estates.Size(64, 2, 1, 1), "mixed"))
    picture = Picture(drawn(network))
    _, listed = told_of(picture)
    rows = {thing.id: thing.words for thing in picture.things if thing.id in listed}
    labels = {vpc.id: vpc.label for vpc in network.vpcs}
    assert rows == {name: [f"{labels[a]} ↔ {labels[b]}"] for name, (a, b) in listed.items()}
    words = [word.text for word in picture.words]
    assert [text for text in words if text.startswith(f"{len(listed)} peering connections without a line")]
    pairs = {" – ".join(sorted({network.by_id[a].region, network.by_id[b].region})) for a, b in listed.values()}
    assert pairs
    assert pairs <= set(words)


def test_what_is_far_is_listed_and_what_is_near_is_a_line() -> None:
    network = canonical(estates.estate(estates.Size(80, 2, 1, 1), "irregular"))
    picture = Picture(drawn(network))
    lines, listed = told_of(picture)
    cards = {thing.id: thing.frame for thing in picture.things if thing.kind == "vpc" and thing.frame is not None}

    def apart(pair: tuple[str, str]) -> float:
        a, b = (cards[end] for end in pair)
        return abs(a.left + a.right - b.left - b.right) / 2 + abs(a.top + a.bottom - b.top - b.bottom) / 2

    near = [apart(pair) for pair in lines if set(pair) <= set(cards)]
    assert near
    assert max(near) < 1.1 * min(apart(pair) for pair in listed.values())


@pytest.mark.parametrize("vpcs", [30, 64])
def test_with_show_peerings_each_is_a_line_at_any_length(vpcs: int) -> None:
    network = chain(vpcs)
    drawn_so = render_svg(lay_out(network, Options(detail="overview", show=("peerings",))))
    lines, listed = told_of(Picture(drawn_so))
    assert {tuple(sorted(ends)) for ends in lines} == {(one.requester, one.accepter) for one in network.peerings}
    assert listed == {}
    assert told_of(Picture(drawn(network)))[1]  # without it, some are in the list
    assert defects(drawn_so) == []


def test_a_peering_that_a_traced_way_passes_is_a_line_at_any_length() -> None:
    network = chain(40)
    _, listed = told_of(Picture(drawn(network)))
    name, pair = min(listed.items())
    way = Way("allowed", "", "", ((1, name, "over the peering"),))
    traced = Picture(render_svg(lay_out(network, Options(detail="overview", way=way))))
    lines, still = told_of(traced)
    assert pair in lines
    assert set(listed) - set(still) == {name}


def test_a_vpc_with_too_many_peers_says_how_many_and_is_named_by_them() -> None:
    made = tuple(r.Vpc(id=f"vpc-{n:02}", name=f"shop-{n}", cidrs=(f"10.0.{n}.0/24",), region="eu-west-1") for n in range(30))
    peerings = tuple(r.Peering(id=f"pcx-{vpc.id}", requester=made[0].id, accepter=vpc.id, region="eu-west-1") for vpc in made[1:])
    network = canonical(Network(origin="scan", vpcs=made, peerings=peerings))
    told = names_at(Picture(drawn(network)), network)
    assert [told[vpc.id] for vpc in made[1:]] == [["shop-0"]] * 29
    assert told["vpc-00"][0].endswith(("+28", "+27", "+26", "29"))


def test_what_is_said_at_the_foot_of_lines_that_are_shared() -> None:
    made = tuple(r.Vpc(id=f"vpc-{n:02}", name=f"shop-{n}", cidrs=(f"10.0.{n}.0/24",), region="eu-west-1") for n in range(30))
    peerings = tuple(r.Peering(id=f"pcx-{vpc.id}", requester=made[0].id, accepter=vpc.id, region="eu-west-1") for vpc in made[1:])
    star = canonical(Network(origin="scan", vpcs=made, peerings=peerings))
    assert b"where each leads stands at its ends" in drawn(star)
    assert b"without a line" not in drawn(star)
    assert b"where each leads" not in drawn(chain(6))


@pytest.mark.parametrize("room", range(80, 200, 7))
def test_a_tab_takes_no_more_room_than_there_is(room: int) -> None:
    labels = ["staging-identity", "staging-billing-2", "prod-orders"]
    words, _ = _words(labels, room)
    assert text_width(words, "small") <= room - ICON - 3 * INSET
