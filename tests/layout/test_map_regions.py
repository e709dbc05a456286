"""Regions of a large estate: arranged for a number of VPCs, so that one more moves few; what joins them takes no column of its own."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates
from steadiness import stayed

from tests.layout.test_map_placing import hubs
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawing import Connector
from vpcviz.layout.map_areas import size
from vpcviz.layout.map_grids import BESIDE, PLAIN, Cell, Grid, size_of
from vpcviz.layout.map_joints import Joints
from vpcviz.layout.map_slicing import Cut
from vpcviz.layout.map_usual import UsualNumbers
from vpcviz.render.svg import render_svg
from vpcviz.spec.canonical import canonical


def drawn(vpcs: int, kind: str, seed: int = 1) -> bytes:
    """The map of an estate with little inside."""
    network = canonical(estates.estate(estates.Size(vpcs, 2, 1, 1), kind, seed))
    return render_svg(lay_out(network, Options(detail="overview")))


@pytest.mark.parametrize(
    ("kind", "seed", "vpcs"), [("irregular", 1, 79), ("irregular", 2, 69), ("irregular", 2, 86), ("mixed", 1, 61), ("mixed", 1, 70)]
)
def test_one_vpc_more_moves_few(kind: str, seed: int, vpcs: int) -> None:
    assert stayed(drawn(vpcs, kind, seed), drawn(vpcs + 1, kind, seed)) >= 0.9


@pytest.mark.parametrize("columns", [1, 3, 4])
@pytest.mark.parametrize("cards", [1, 4, 7, 12])
def test_the_size_of_a_grid_is_known_before_it_is_made(cards: int, columns: int) -> None:
    boxes = []
    for number in range(cards):
        box = Box("vpc", f"vpc-{number}", 180, 84)
        box.docks_bottom = [Box("transit-gateway-attachment", f"att-{number}", 24, 24)]
        boxes.append(box)
    cell = Cell(180, 120, 12)
    grid = Grid(boxes=boxes, cell=cell, count=columns)
    size(grid)
    wide, high = size_of(cards, columns, cell)
    assert grid.height == high
    assert grid.width == min(cards, columns) * (180 + BESIDE) - BESIDE + 2 * PLAIN
    assert wide == columns * (180 + BESIDE) - BESIDE + 2 * PLAIN


def a_part(number: int, width: int = 400, height: int = 300) -> Cut:
    return Cut(width, height, frozenset((number,)))


def joints(*pairs: tuple[int, int]) -> Joints:
    made = [(Connector(Box("peering", f"{a}-{b}", 120, 60), "transit", ("", "")), a, b) for a, b in pairs]
    return Joints(made, lambda box: box)


def test_what_joins_two_side_by_side_stands_in_a_row_that_is_there() -> None:
    upper, lower, right = a_part(0), a_part(1), a_part(2)
    left = Cut(400, 700, frozenset((0, 1)), 0, (upper, lower), False)
    both = Cut(824, 700, frozenset((0, 1, 2)), 0, (left, right), True)
    with_row = joints((0, 1), (1, 2))
    assert with_row.room(upper, lower, False) == (120, 60)
    assert with_row.room(left, right, True) == (0, 0)
    assert with_row.host(both) is left
    alone = joints((1, 2))
    assert alone.room(left, right, True) == (120, 60)
    assert alone.host(both) is None


def test_a_row_without_room_takes_no_more() -> None:
    left = Cut(200, 700, frozenset((0, 1)), 0, (a_part(0, 200), a_part(1, 200)), False)
    assert joints((0, 1), (1, 2)).room(left, a_part(2), True) == (120, 60)


def test_cards_of_a_row_are_level() -> None:
    picture = Picture(drawn(64, "mixed"))
    cards = [thing.frame for thing in picture.things if thing.kind == "vpc" and thing.frame is not None]
    tops = sorted({round(card.top) for card in cards if card.left < 700})
    assert all(b - a > 60 or b - a == 0 for a, b in pairwise(tops))


@pytest.mark.parametrize(("regions", "each", "accounts"), [(5, 20, 2), (1, 40, 9), (8, 8, 3)])
def test_regions_with_addresses_of_their_own_fit_a_page(regions: int, each: int, accounts: int) -> None:
    """The lowest addresses are those of the first regions then: they tell nothing of the others."""
    scene = lay_out(canonical(hubs(regions, each, accounts)), Options(detail="overview"))
    assert 1.0 < scene.width / scene.height < 2.4


def test_a_large_estate_is_arranged_for_the_same_numbers_when_one_joins() -> None:
    for vpcs in (60, 80, 100):
        before, after = (UsualNumbers(estates.estate(estates.Size(one, 2, 1, 1), "irregular")) for one in (vpcs, vpcs + 1))
        assert before.told
        assert before.settled == after.settled
    apart = UsualNumbers(hubs(5, 20, 2))
    assert not apart.told
    assert [apart.of([Box("vpc", str(number)) for number in range(count)]) for count in (1, 5, 6, 20, 23, 24)] == [
        1,
        6,
        6,
        23,
        23,
        32,
    ]
