"""The map's own placement: hubs amid their spokes, connectors between their ends, few sheets' worth of room, nothing in the way."""

import sys
from itertools import combinations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates
from steadiness import stayed

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture, Rect
from vpcviz.layout import Options, lay_out
from vpcviz.layout.map_shapes import SHAPES, blocks_shape
from vpcviz.layout.map_slicing import MOST_ITEMS, Cut, slicings
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.render.svg import render_svg
from vpcviz.scene.paper import Page
from vpcviz.spec.canonical import canonical

REGIONS = ("eu-west-1", "us-east-1", "ap-south-1", "eu-central-1", "us-west-2", "sa-east-1", "ca-central-1", "eu-north-1")


def estate(kind: str, vpcs: int) -> bytes:
    """The map of a small estate of that kind."""
    return drawn(canonical(estates.estate(estates.Size(vpcs, 2, 1, 1), kind)))


def drawn(network: Network) -> bytes:
    """The map of a network."""
    return render_svg(lay_out(network, Options(detail="overview")))


def hubs(regions: int, each: int, accounts: int = 1) -> Network:
    """Regions with a transit gateway and VPCs of one or two accounts; each gateway is peered with that of the next region."""
    vpcs, attachments, gateways = [], [], []
    for number, region in enumerate(REGIONS[:regions]):
        gateways.append(r.TransitGateway(id=f"tgw-{region}", name=f"hub {region}", account="1", region=region))
        for index in range(each):
            account = str(1 + index % accounts)
            vpc = r.Vpc(id=f"vpc-{number}-{index}", cidrs=(f"10.{number}.{index}.0/24",), account=account, region=region)
            vpcs.append(vpc)
            attachments.append(
                r.TransitGatewayAttachment(
                    id=f"tgw-attach-{number}-{index}",
                    type="vpc",
                    account=account,
                    region=region,
                    transit_gateway=f"tgw-{region}",
                    resource=vpc.id,
                )
            )
        if number:
            attachments.append(
                r.TransitGatewayAttachment(
                    id=f"tgw-attach-peer-{number}",
                    type="peering",
                    account="1",
                    region=region,
                    transit_gateway=f"tgw-{region}",
                    resource=f"tgw-{REGIONS[number - 1]}",
                    resource_region=REGIONS[number - 1],
                )
            )
    network = Network(
        origin="scan",
        vpcs=tuple(vpcs),
        transit_gateways=tuple(gateways),
        transit_gateway_attachments=tuple(attachments),
    )
    return canonical(network)


def star(spokes: int) -> Network:
    """VPCs that are all peered with one."""
    vpcs = tuple(r.Vpc(id=f"vpc-{index:02}", cidrs=(f"10.0.{index}.0/24",), region="eu-west-1") for index in range(spokes + 1))
    pairs = [r.Peering(id=f"pcx-{vpc.id}", requester=vpcs[0].id, accepter=vpc.id, region="eu-west-1") for vpc in vpcs[1:]]
    return canonical(Network(origin="scan", vpcs=vpcs, peerings=tuple(pairs)))


def rects(svg: bytes, kind: str) -> dict[str, Rect]:
    """Where the things of a kind stand, by id."""
    return {thing.id: thing.rect for thing in Picture(svg).things if thing.kind == kind and thing.id and thing.rect}


def middle(rect: Rect) -> tuple[float, float]:
    """The middle of a rectangle."""
    return (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2


def lies_amid(inner: Rect, outer: list[Rect]) -> bool:
    """Whether the middle of a rectangle is in the middle two thirds of what others take together, in both directions."""
    left, right = min(one.left for one in outer), max(one.right for one in outer)
    top, bottom = min(one.top for one in outer), max(one.bottom for one in outer)
    x, y = middle(inner)
    return (
        left + (right - left) / 6 <= x <= right - (right - left) / 6
        and top + (bottom - top) / 6 <= y <= bottom - (bottom - top) / 6
    )


@pytest.mark.parametrize("each", [9, 20, 45])
def test_a_hub_stands_amid_its_spokes(each: int) -> None:
    svg = drawn(hubs(1, each))
    cards = list(rects(svg, "vpc").values())
    assert lies_amid(rects(svg, "transit-gateway")["tgw-eu-west-1"], cards)
    assert defects(svg) == []


def test_a_vpc_that_many_are_peered_with_stands_amid_them() -> None:
    svg = drawn(star(30))
    cards = rects(svg, "vpc")
    assert lies_amid(cards["vpc-00"], list(cards.values()))
    assert defects(svg) == []


@pytest.mark.parametrize(("regions", "each", "accounts"), [(2, 4, 1), (3, 9, 2), (8, 5, 2)])
def test_peerings_of_transit_gateways_stand_outside_regions_and_are_joined(regions: int, each: int, accounts: int) -> None:
    svg = drawn(hubs(regions, each, accounts))
    frames = list(rects(svg, "region").values())
    peers = {name: rect for name, rect in rects(svg, "transit-gateway-attachment").items() if "peer" in name}
    assert len(peers) == regions - 1
    for rect in peers.values():
        x, y = middle(rect)
        assert not any(frame.left < x < frame.right and frame.top < y < frame.bottom for frame in frames)
    ends = [(wire.start, wire.end) for wire in Picture(svg).wires]
    assert all(sum(1 for pair in ends if name in pair) == 2 for name in peers)
    assert defects(svg) == []


@pytest.mark.parametrize(("kind", "most"), [("hub", 4.6e6), ("mesh", 4.4e6), ("mixed", 7.2e6), ("irregular", 10e6)])
def test_64_vpcs_take_a_sheet_that_can_be_read(kind: str, most: float) -> None:
    svg = estate(kind, 64)
    picture = Picture(svg)
    assert picture.width * picture.height < most
    assert 1 < picture.width / picture.height < 2.4
    assert defects(svg) == []


@pytest.mark.parametrize("kind", estates.KINDS)
@pytest.mark.parametrize("vpcs", [60, 63, 77, 86, 100])
def test_one_vpc_more_moves_at_most_one_in_ten(kind: str, vpcs: int) -> None:
    assert stayed(estate(kind, vpcs), estate(kind, vpcs + 1)) >= 0.9


def area(cut: Cut) -> int:
    """The sum of the areas of a cut's items."""
    return sum(area(part) for part in cut.parts) if cut.parts else cut.width * cut.height


def test_rectangles_are_cut_without_loss_where_they_fit() -> None:
    sizes = [[(400, 200)], [(200, 200)], [(200, 100)], [(200, 100)]]
    found = slicings(sizes, 0, lambda *_: (0, 0))
    assert all(cut.items == frozenset(range(4)) for cut in found)
    assert min(cut.width * cut.height for cut in found) == area(found[0])
    for a, b in combinations(found, 2):
        assert (a.width < b.width) == (a.height > b.height)


def test_what_stands_between_two_parts_takes_room() -> None:
    found = slicings([[(100, 100)], [(100, 100)]], 10, lambda one, other, beside: (50, 40))
    assert {(cut.width, cut.height) for cut in found} == {(270, 100), (100, 260)}


def test_many_rectangles_stand_in_rows_and_none_is_lost() -> None:
    sizes = [[(100 + 10 * number, 80)] for number in range(MOST_ITEMS + 5)]
    for cut in slicings(sizes, 10, lambda *_: (0, 0)):
        assert cut.items == frozenset(range(len(sizes)))


def test_blocks_keep_their_shape_whatever_few_vpcs_more_there_are() -> None:
    sizes = [(300, 1600), (600, 800), (900, 500), (1500, 300)]

    def reduction(width: float, height: float) -> float:
        return max(width / 1.6, height)

    found = {blocks_shape(sizes, 12, vpcs, vpcs, reduction) for vpcs in range(60, 101)}
    assert len(found) == 1
    assert found.pop()[0] in range(len(sizes))
    assert list(SHAPES) == sorted(SHAPES)


def test_a_map_for_a_portrait_page_is_as_narrow_as_its_cards_and_not_as_its_key() -> None:
    network = canonical(estates.estate(estates.Size(16, 1, 1, 1), "hub"))
    picture = Picture(render_svg(lay_out(network, Options(detail="overview", page=Page("a4-portrait", 210, 297)))))
    assert 0.5 < picture.width / picture.height < 0.8
    cloud = next(thing.rect for thing in picture.things if thing.kind == "cloud")
    assert cloud is not None
    assert all(word.rect.right <= cloud.right + 24 for word in picture.words)


@pytest.mark.parametrize("view", ["routes", "dns", "endpoints"])
def test_views_of_many_vpcs_say_services_on_their_endpoints(view: str) -> None:
    network = canonical(estates.estate(estates.Size(26, 1, 2, 1), "hub"))
    svg = render_svg(lay_out(network, Options(view=view)))
    picture = Picture(svg)
    services = set(network.all_services)
    assert not [wire for wire in picture.wires if wire.end in {*services, "internet"}]
    said = {thing.marks["service"] for thing in picture.things if "service" in thing.marks}
    drawn = [one for one in (*network.interface_endpoints, *network.gateway_endpoints) if f'data-id="{one.id}"'.encode() in svg]
    assert said == {one.service for one in drawn}
    assert drawn
    assert defects(svg) == []
