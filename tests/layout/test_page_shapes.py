"""A map for a page that is asked for has that page's shape, whatever joins its VPCs."""

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.pictures.coverage import missing
from tests.pictures.geometry import defects
from vpcviz.commands.paper import page_of
from vpcviz.layout import Options, lay_out
from vpcviz.layout.boxes import Box
from vpcviz.layout.map_areas import Area, size
from vpcviz.layout.map_grids import Cell, Grid
from vpcviz.layout.map_spreading import MOST, room_left, spread
from vpcviz.model import Network
from vpcviz.render.svg import render_svg
from vpcviz.spec.canonical import canonical

WITHIN = 1.15


@cache
def network(vpcs: int, kind: str) -> Network:
    return canonical(estates.estate(estates.Size(vpcs, 1, 1, 1), kind))


@pytest.mark.parametrize("page", ["16:9", "letter", "a4-portrait"])
@pytest.mark.parametrize(
    ("kind", "vpcs"), [("hub", 16), ("hub", 40), ("mesh", 50), ("mixed", 16), ("mixed", 40), ("irregular", 40)]
)
def test_a_map_has_the_shape_of_its_page(kind: str, vpcs: int, page: str) -> None:
    asked = page_of(page)
    assert asked is not None
    scene = lay_out(network(vpcs, kind), Options(detail="overview", page=asked))
    assert 1 / WITHIN < scene.width / scene.height / asked.shape < WITHIN


@pytest.mark.parametrize(("kind", "vpcs"), [("hub", 16), ("mesh", 30), ("mixed", 30)])
def test_nothing_is_lost_or_in_the_way_where_things_are_taken_apart(kind: str, vpcs: int) -> None:
    svg = render_svg(lay_out(network(vpcs, kind), Options(detail="overview", page=page_of("400x200mm"))))
    assert defects(svg) == []
    assert missing(svg, network(vpcs, kind)) == []


def grid(cards: int, columns: int) -> Grid:
    return Grid(boxes=[Box("vpc", f"vpc-{number}", 180, 84) for number in range(cards)], cell=Cell(180, 100), count=columns)


def test_room_goes_between_things_and_no_further() -> None:
    left, right = grid(6, 3), grid(4, 2)
    whole = Area([[left, right]], free=[0, 0])
    size(whole)
    wide, high = whole.width, whole.height
    spread(whole, 200, 100)
    size(whole)
    assert wide + 100 < whole.width <= wide + 200
    assert high + 40 < whole.height <= high + 100
    assert left.between > right.edge
    assert left.between >= 18 + 24


def test_columns_of_blocks_share_the_room() -> None:
    blocks = [grid(2, 1) for _ in range(4)]
    whole = Area([[blocks[0], blocks[1]], [blocks[2], blocks[3]]], free=[0, 24, 0], begins=[[0, 300], [0, 300]])
    size(whole)
    wide = whole.width
    spread(whole, 120, 0)
    size(whole)
    assert [begin for line in whole.begins for begin in line] == [0, 360, 0, 360]
    assert wide < whole.width <= wide + 120


@pytest.mark.parametrize(
    ("width", "height", "shape", "left"),
    [(1000, 1000, 1.25, (250, 0)), (1000, 500, 1.6, (0, 125)), (1600, 1000, 1.6, (0, 0)), (100, 1000, 2.0, (int(100 * MOST), 0))],
)
def test_how_much_room_is_left(width: int, height: int, shape: float, left: tuple[int, int]) -> None:
    assert room_left(width, height, shape) == left
