"""The ways of links on maps: within the strips that they run in, so through nothing that they have no business with."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.map_areas import Area, Strip
from vpcviz.layout.map_ways import limits
from vpcviz.render.svg import render_svg
from vpcviz.spec.canonical import canonical

ROOM = Area()


def strip(level: bool, along: tuple[int, int], across: tuple[int, int]) -> Strip:
    """A free strip of no area in particular."""
    return Strip(ROOM, 0, level, *along, *across)


def test_strips_that_cross_leave_lines_free_over_their_whole_width() -> None:
    level, upright = strip(True, (0, 500), (100, 124)), strip(False, (0, 300), (200, 300))
    assert limits(level, upright) == (100, 124)
    assert limits(upright, level) == (200, 300)


def test_a_wide_strip_is_left_where_the_next_one_is() -> None:
    foot, beyond = strip(False, (972, 996), (42, 1758)), strip(True, (1248, 1788), (948, 972))
    assert limits(foot, beyond) == (1248, 1758)
    assert limits(beyond, foot) == (948, 972)


@pytest.mark.parametrize(
    ("vpcs", "inside", "seed"),
    [(256, (2, 1, 1), 3), (8, (2, 1, 1), 3), (12, (3, 1, 6), 1), (60, (2, 1, 1), 2), (80, (3, 3, 4), 1), (76, (3, 3, 4), 2)],
)
def test_no_link_of_an_irregular_estate_passes_a_region_or_account_of_others(
    vpcs: int, inside: tuple[int, int, int], seed: int
) -> None:
    network = canonical(estates.estate(estates.Size(vpcs, *inside), "irregular", seed))
    assert defects(render_svg(lay_out(network, Options(detail="overview")))) == []


@pytest.mark.parametrize(("kind", "vpcs", "seed"), [("mixed", 64, 1), ("irregular", 100, 2), ("irregular", 256, 1)])
def test_an_eye_tells_lines_that_run_beside_one_another_apart(kind: str, vpcs: int, seed: int) -> None:
    network = canonical(estates.estate(estates.Size(vpcs, 3, 3, 4), kind, seed))
    picture = Picture(render_svg(lay_out(network, Options(detail="overview"))))
    near: list[tuple[float, str, str]] = []
    for level in (False, True):
        runs = []
        for wire in picture.wires:
            name = wire.bundle or f"{wire.start} {wire.end}"
            for a, b in pairwise(wire.points):
                if (abs(a[1] - b[1]) < 0.5) == level:
                    along, at = (0, 1) if level else (1, 0)
                    runs.append((a[at], *sorted((a[along], b[along])), name))
        runs.sort()
        for number, (at, low, high, name) in enumerate(runs):
            for beside, start, end, other in runs[number + 1 :]:
                if beside - at > 5.5:
                    break
                if name != other and min(high, end) - max(low, start) > 12:
                    near.append((beside - at, name, other))
    assert near == []
