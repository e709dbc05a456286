"""Where the VPCs of a large estate stand: what came first stays when one more joins, in every kind of estate and detail."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates
from steadiness import stayed

from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.layout.bands import Band, Gaps, Size, bands
from vpcviz.layout.widgets import Row, height_of, table
from vpcviz.render.svg import render_svg
from vpcviz.spec.canonical import canonical

SIZES: list[Size] = [(300, 200), (2100, 900), (700, 150), (450, 450), (1250, 300), (900, 700), (1700, 250), (380, 380)] * 6
GAPS = Gaps(72, 48)


def standing(made: list[Band]) -> dict[int, tuple[int, int, int]]:
    """For each box: its band, what is left of its column, and what is over it there (px)."""
    found = {}
    for number, band in enumerate(made):
        left = 0
        for column in band.columns:
            over = 0
            for box in column.numbers:
                found[box] = (number, left, over)
                over += SIZES[box][1] + GAPS.below
            left += column.width + GAPS.beside
    return found


def test_the_last_box_of_bands_moves_none() -> None:
    for count in range(1, len(SIZES)):
        before, after = (standing(list(bands(SIZES[:most], lambda _: 4000, GAPS))) for most in (count, count + 1))
        moved = [box for box, place in before.items() if after[box] != place]
        # A column gets wider where it is the last one only, so what is beside it stays.
        assert moved == []


def test_bands_are_no_wider_than_their_room_and_columns_no_higher_than_their_band() -> None:
    made = list(bands(SIZES, lambda _: 4000, GAPS))
    assert sorted(box for band in made for column in band.columns for box in column.numbers) == list(range(len(SIZES)))
    for band in made:
        assert band.width(GAPS.beside) <= 4000
        for column in band.columns:
            assert max(SIZES[box][0] for box in column.numbers) == column.width
            assert sum(SIZES[box][1] for box in column.numbers) + GAPS.below * (len(column.numbers) - 1) <= band.height
    area = sum(wide * high for wide, high in SIZES)
    assert area / sum(4000 * band.height for band in made) > 0.5


def test_the_height_of_a_table_is_known_before_it_is_made() -> None:
    rows = [Row("10.0.0.0/16", "local")] * 7
    heights = [table("route-table", "rtb", "route-table", "routes", "", rows[:count]).height for count in range(8)]
    assert heights == [height_of(count) for count in range(8)]
    assert all(one < two for one, two in pairwise(heights))


@pytest.mark.parametrize("detail", ["standard", "full"])
@pytest.mark.parametrize("kind", estates.KINDS)
def test_one_vpc_more_of_many_leaves_nine_tenths_in_place(kind: str, detail: str) -> None:
    for count in (60, 80):
        before, after = (
            render_svg(lay_out(canonical(estates.estate(estates.Size(number, 2, 2, 2), kind)), Options(detail=detail)))  # type: ignore[arg-type]
            for number in (count, count + 1)
        )
        assert stayed(before, after) >= 0.9, count
        assert defects(before) == []


@pytest.mark.parametrize(("kind", "count"), [("mesh", 47), ("irregular", 70), ("irregular", 85)])
def test_room_is_kept_for_peerings_that_come(kind: str, count: int) -> None:
    """The last VPC of a mesh brings all of it one route more; one that is peered widely brings one to tables that had none."""
    before, after = (
        render_svg(lay_out(canonical(estates.estate(estates.Size(number), kind)), Options(detail="full")))
        for number in (count, count + 1)
    )
    assert stayed(before, after) >= 0.9


def test_an_estate_of_empty_vpcs_is_drawn() -> None:
    network = canonical(estates.estate(estates.Size(30, 1, 1, 0), "hub"))
    assert defects(render_svg(lay_out(network, Options(detail="standard")))) == []


@pytest.mark.parametrize("count", [75, 95])
def test_a_shape_that_is_nearly_a_page_s_stays(count: int) -> None:
    """Tiny VPCs of which hardly an arrangement has a page's shape: the nearest of them was another one with each VPC more."""
    before, after = (
        render_svg(lay_out(canonical(estates.estate(estates.Size(number, 2, 1, 1), "irregular", 3)), Options(detail="full")))
        for number in (count, count + 1)
    )
    assert stayed(before, after) >= 0.9


def test_a_peering_more_leaves_the_tables_of_its_vpcs_where_they_are() -> None:
    """The 61st VPC is peered with one whose table gets wider by that route: it stands where it would if it had come with it."""
    before, after = (
        render_svg(lay_out(canonical(estates.estate(estates.Size(number, 2, 1, 1), "mixed")), Options(detail="full")))
        for number in (60, 61)
    )
    assert stayed(before, after) >= 0.95


@pytest.mark.parametrize("count", [71, 86])
def test_what_stands_below_an_account_stays_when_that_gets_higher(count: int) -> None:
    """Tiny VPCs of accounts on one another: the upper one gets a row more, or a link more between them."""
    before, after = (
        render_svg(lay_out(canonical(estates.estate(estates.Size(number, 2, 1, 1), "irregular", 2)), Options(detail="full")))
        for number in (count, count + 1)
    )
    assert stayed(before, after) >= 0.9
