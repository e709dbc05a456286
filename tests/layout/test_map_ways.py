"""The ways of links on maps: within the strips that they run in, so through nothing that they have no business with."""

import sys
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.pictures.geometry import defects
from tests.pictures.reading import Picture
from vpcviz.layout import Options, lay_out
from vpcviz.layout.lines import Link
from vpcviz.layout.map_areas import Area, Strip
from vpcviz.layout.map_turns import limits, nearest, turn_into
from vpcviz.layout.map_ways import ALONG, BEND, Ways
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


def _plainly(ways: Ways, link: Link) -> tuple[list[int], list[float], str, str]:
    """The way of a link, where nothing is left out of the search."""
    bundle, inside, goals = ways.used.get(link.key, set()), ways._inside(link), list(ways._accesses(link.target))

    def entering(number: int) -> float:
        return BEND / 4 if number in bundle else ways.entering[number]

    heap: list[Any] = []
    for access in ways._accesses(link.source):
        at = (access.x, access.y) if access.strip.level else (access.y, access.x)
        heappush(heap, (entering(access.strip.number) + access.far, access.strip.number, *at, (), access.side, ""))
    done = set()
    while heap:
        cost, number, at, across, before, out, into = heappop(heap)
        if into:
            return [one for one, _ in before], [wish for _, wish in before], out, into
        if number in done:
            continue
        done.add(number)
        strip, price = ways.strips[number], ALONG if number in bundle else 1.0
        for access in goals:
            if access.strip is strip:
                whole = cost + price * abs((access.x if strip.level else access.y) - at) + access.far
                heappush(heap, (whole, -1, 0.0, 0.0, (*before, (number, across)), out, access.side))
        low, high = limits(strip, ways.strips[before[-1][0]]) if before else (strip.start, strip.end)
        for near in strip.near:
            least, most = limits(strip, near)
            if id(near.area) not in inside or max(low, least) > min(high, most):
                continue
            meeting, there = nearest(across, max(low, least), min(high, most)), nearest(near.across(at), *limits(near, strip))
            further = cost + turn_into(strip, near).dear + price * abs(there - at) + abs(meeting - across) + entering(near.number)
            heappush(heap, (further, near.number, meeting, there, (*before, (number, meeting)), out, ""))
    raise AssertionError(link)


@pytest.mark.parametrize(("kind", "vpcs"), [("hub", 60), ("mesh", 48), ("mixed", 60), ("irregular", 90)])
def test_what_the_search_leaves_out_changes_no_way(kind: str, vpcs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    search = Ways._way

    def both(ways: Ways, link: Link) -> Any:
        way = search(ways, link)
        assert way is not None
        assert ([strip.number for strip in way.strips], way.wishes, way.out, way.into) == _plainly(ways, link)
        found.append(way)
        return way

    monkeypatch.setattr(Ways, "_way", both)
    lay_out(canonical(estates.estate(estates.Size(vpcs, 2, 1, 1), kind, 1)), Options(detail="overview"))
    assert len(found) > vpcs / 2
