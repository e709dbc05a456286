"""The order in which links are drawn, for readers who walk along them: it is as they see the runs."""

from itertools import pairwise
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from tests.pictures.walking import one_line, runs
from vpcviz.layout.boxes import Box
from vpcviz.layout.lines import Link
from vpcviz.layout.order import drawing_order, seen

Way = tuple[tuple[float, float], ...]

ANY = (2.1, 3.7, 6.3, 7.9, 11.7, 13.1, 14.9, 24.7, 61.3, 301.9, 1001.1, 4003.3, 9001.7)
EVEN = (14, 26, 60, 100, 302, 1000, 4000, 9000)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    """Orthogonal ways of some runs of any lengths, or of even ones."""
    points, upright, lengths = [(0.0, 0.0)], draw(st.booleans()), st.sampled_from(draw(st.sampled_from((ANY, EVEN))))
    for length in draw(st.lists(lengths, min_size=1, max_size=7)):
        x, y = points[-1]
        step = length * draw(st.sampled_from((1, -1)))
        points.append((x, y + step) if upright else (x + step, y))
        upright = not upright
    return tuple(points)


@given(ways())
def test_runs_are_told_as_whoever_walks_sees_them(way: Way) -> None:
    told, walked = list(seen(way)), runs(way)
    assert len(told) == len(walked)
    assert all(dist(a, b) < 1e-6 for one, other in zip(told, walked, strict=True) for a, b in zip(one, other, strict=True))


def link(ident: str, *points: tuple[float, float]) -> Link:
    box = Box("x", "x")
    return Link("route", box, box, ident, points=points)


def touching(links: list[Link]) -> bool:
    """Whether a run seems to lie on one of a link that is drawn before."""
    drawn = [runs(one.points) for one in links]
    return any(
        one_line(run, before) for number, later in enumerate(drawn) for own in drawn[:number] for run in later for before in own
    )


def test_what_seems_aslant_is_drawn_before_what_it_seems_to_come_to() -> None:
    decided = 0
    for down in range(5000, 5040, 2):
        long = link("a", (0, down), (0, 0), (160, 0), (160, 5002))
        for away in (-36, -24, -12, 12, 24, 36):
            other = link("b", (2600, away), (20, away))
            forth = [touching(order) for order in ([long, other], [other, long])]
            assert not touching(drawing_order([long, other])) or all(forth)
            decided += forth[0] != forth[1]
    assert decided > 5


def test_else_links_are_drawn_by_their_longest_runs() -> None:
    links = [link(name, (0, at), (length, at)) for name, at, length in (("a", 0, 90), ("b", 20, 30), ("c", 40, 60))]
    assert [one.id for one in drawing_order(links)] == ["b", "c", "a"]
    assert all(dist(*run) >= 30 for one in links for run in pairwise(one.points))
